"""Tells everybody who shows data what a committed change touched; plain Python, from any thread."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from archive_app.domain.model.changes import ChangeSet

_log = logging.getLogger(__name__)


class Hub:
    """Listeners of one open archive. They are called in the thread of the change and must be quick."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: list[Callable[[ChangeSet], None]] = []

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> Callable[[], None]:
        """Call ``listener`` with every change from here on; the returned function ends that."""
        with self._lock:
            self._listeners.append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners:
                    self._listeners.remove(listener)

        return unsubscribe

    def publish(self, change: ChangeSet) -> None:
        """Hand ``change`` to every listener. A listener that fails is logged and does not harm the others."""
        with self._lock:
            listeners = list(self._listeners)
        for listener in listeners:
            try:
                listener(change)
            except Exception:
                _log.exception("a listener failed on %s", change.label)
