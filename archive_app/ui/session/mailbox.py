"""The one way from a worker thread to the GUI thread."""

from __future__ import annotations

import threading
from collections.abc import Callable
from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, Qt, Signal


class Mailbox(QObject):
    """Calls put in by any thread are made in the thread of the mailbox, in order.

    A worker touches no Qt object but the one signal that says that something is there.
    """

    _filled = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._calls: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._lock = threading.Lock()
        self._closed = False
        self._filled.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def put(self, call: Callable[[], None]) -> None:
        """Have ``call`` made soon; never, where the mailbox is closed."""
        # Held while the signal goes out: closed, and soon deleted, in between would be a signal of nobody.
        with self._lock:
            if not self._closed:
                self._calls.put(call)
                self._filled.emit()

    def close(self) -> None:
        """Make no more calls, not even those that wait."""
        with self._lock:
            self._closed = True

    def _deliver(self) -> None:
        while not self._closed:
            try:
                call = self._calls.get_nowait()
            except Empty:
                return
            call()
