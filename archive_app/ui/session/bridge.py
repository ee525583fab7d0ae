"""The one way by which a change, made in any thread, reaches the models."""

from __future__ import annotations

from queue import Empty, SimpleQueue

from PySide6.QtCore import QObject, Qt, Signal

from archive_app.domain.model.changes import ChangeSet
from archive_app.services.hub import Hub


class Bridge(QObject):
    """Takes change sets from the hub in whatever thread they come, and emits them in the GUI thread, in order."""

    #: One :class:`ChangeSet`.
    changed = Signal(object)
    _waiting = Signal()

    def __init__(self, hub: Hub, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: SimpleQueue[ChangeSet] = SimpleQueue()
        self._waiting.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._unsubscribe = hub.subscribe(self._receive)

    def close(self) -> None:
        """Listen no longer."""
        self._unsubscribe()

    def _receive(self, change: ChangeSet) -> None:
        self._queue.put(change)
        self._waiting.emit()

    def _deliver(self) -> None:
        while True:
            try:
                change = self._queue.get_nowait()
            except Empty:
                return
            self.changed.emit(change)
