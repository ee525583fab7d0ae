"""The one way by which a change, made in any thread, reaches the models."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from archive_app.domain.model.changes import ChangeSet
from archive_app.services.hub import Hub
from archive_app.ui.session.mailbox import Mailbox


class Bridge(QObject):
    """Takes change sets from the hub in whatever thread they come, and emits them in the GUI thread, in order."""

    #: One :class:`ChangeSet`.
    changed = Signal(object)

    def __init__(self, hub: Hub, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailbox = Mailbox(self)
        self._unsubscribe = hub.subscribe(self._receive)

    def close(self) -> None:
        """Listen no longer."""
        self._unsubscribe()
        self._mailbox.close()

    def _receive(self, change: ChangeSet) -> None:
        self._mailbox.put(lambda: self.changed.emit(change))
