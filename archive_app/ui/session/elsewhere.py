"""What another process has changed in the archive that is open here: shown like a change of one's own."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from archive_app.domain.model.changes import ChangeSet
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.ui.session.bridge import Bridge
from archive_app.ui.session.tasks import Tasks

#: How often it is looked, in milliseconds.
_EVERY = 3_000


class Elsewhere(QObject):
    """Looks at the last step now and then. One that nobody here made, and that is still unknown at the next look (one's
    own are told a moment after they are written), is published as a change of everything.
    """

    def __init__(self, archive: Archive, tasks: Tasks, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._archive, self._tasks = archive, tasks
        #: The last step that is shown here; -1 before that is known.
        self._known = -1
        self._strange = 0
        bridge.changed.connect(self._changed)
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Ask for the last step."""
        archive = self._archive
        self._tasks.read(lambda: history.last_step(archive), self._see, owner=self, key="elsewhere")

    def stop(self) -> None:
        """Look no longer."""
        self._timer.stop()

    def _see(self, step: int) -> None:
        if self._known < 0:
            # What there was when the archive was opened is shown as it is.
            self._known = step
        elif step <= self._known:
            self._strange = 0
        elif step == self._strange:
            self._known, self._strange = step, 0
            self._archive.hub.publish(ChangeSet(everything=True))
        else:
            self._strange = step

    def _changed(self, change: ChangeSet) -> None:
        self._known = max(self._known, change.step)
