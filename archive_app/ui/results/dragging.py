"""Dragging pictures out of the window, to a mail or a folder: copies of the originals, with names that say what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt, QUrl
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QWidget

from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services import outputs
from archive_app.services.clearance.clearance import counted
from archive_app.services.exchange import originals
from archive_app.ui.session.session import Session

#: So many are copied while the mouse is held down; more are exported into a folder.
MOST = 100


class DragOut(QObject):
    """Hands out what is selected. The copies last as long as the archive is shown: a mail may read them late."""

    def __init__(self, session: Session, selected: Callable[[], Sequence[int]], view: QWidget) -> None:
        super().__init__(view)
        self._session = session
        self._selected = selected
        self._view = view
        self._scratch: Path | None = None

    def begin(self) -> None:
        """Copy the originals that may leave, and drag them until they are dropped."""
        ids = list(self._selected())
        if len(ids) > MOST:
            words = _("Up to {count} records can be dragged out. Export the originals into a folder instead.")
            self._session.refused.emit(words.format(count=MOST))
            return
        try:
            report = originals.export_originals(self._session.archive, ids=ids, folder=self._folder())
        except ArchiveError as error:
            self._session.refused.emit(error.message)
            return
        if report.kept:
            self._session.told.emit(counted(report.kept))
        if report.files:
            data = QMimeData()
            data.setUrls([QUrl.fromLocalFile(str(file)) for file in report.files])
            drag = QDrag(self._view)
            drag.setMimeData(data)
            drag.exec(Qt.DropAction.CopyAction)

    def _folder(self) -> Path:
        """A folder for this drag: no name needs a number for what was dragged before."""
        if self._scratch is None:
            scratch = outputs.scratch_folder("originals")
            self._scratch = Path(scratch.name)
            self._view.destroyed.connect(lambda: scratch.cleanup())
        folder = outputs.free(self._scratch / "files")
        outputs.make_folder(folder)
        return folder
