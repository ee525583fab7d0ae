"""Dragging records: onto an entry at the left, or out of the window to a mail or a folder, as copies of originals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QDrag, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.loading import later
from archive_app.services import outputs
from archive_app.ui.kit import theme
from archive_app.ui.kit.dragged import Dragged, usual_hint
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.session import Session

if TYPE_CHECKING:
    from archive_app.services.clearance import clearance
    from archive_app.services.exchange import originals
else:
    (clearance,) = later("archive_app.services.clearance", "clearance")
    (originals,) = later("archive_app.services.exchange", "originals")

#: So many are copied when they are dropped outside; more are exported into a folder.
MOST = 100
_PICTURE = 16


class Hold:
    """The mouse held down on something that is selected: moved on, it drags; let go, it chooses that alone."""

    def __init__(self) -> None:
        self._position = -1
        self._pressed = QPoint()

    def __bool__(self) -> bool:
        return self._position >= 0

    def begin(self, position: int, at: QPoint) -> None:
        """Pressed on the selected ``position``."""
        self._position, self._pressed = position, at

    def drags(self, at: QPoint) -> bool:
        """Whether the mouse has moved so far that it drags; then it is held no more."""
        if (at - self._pressed).manhattanLength() < QApplication.startDragDistance():
            return False
        self._position = -1
        return True

    def end(self) -> int:
        """Let go: the position it was pressed on."""
        position, self._position = self._position, -1
        return position


class DragOut(QObject):
    """Hands out what is selected. The copies last as long as the archive is shown: a mail may read them late."""

    def __init__(self, session: Session, selected: Callable[[], Sequence[int]], view: QWidget) -> None:
        super().__init__(view)
        self._session = session
        self._selected = selected
        self._view = view
        self._scratch: Path | None = None

    def begin(self) -> None:
        """Drag the selected records until they are dropped. The originals are copied when somebody asks for files."""
        ids = list(self._selected())
        if not ids:
            return
        drag = QDrag(self._view)
        drag.setMimeData(Dragged(ids, (lambda: self._copies(ids)) if len(ids) <= MOST else None))
        drag.setPixmap(_drawn(len(ids), self._view))
        self._session.hinted.emit(usual_hint())
        action = drag.exec(Qt.DropAction.CopyAction)
        self._session.hinted.emit("")
        outside = not self._view.window().frameGeometry().contains(QCursor.pos())
        if action == Qt.DropAction.IgnoreAction and len(ids) > MOST and outside:
            words = _("Up to {count} records can be dragged out. Export the originals into a folder instead.")
            self._session.refused.emit(words.format(count=MOST))

    def _copies(self, ids: Sequence[int]) -> tuple[Path, ...]:
        """Copies of the originals that may leave."""
        try:
            report = originals.export_originals(self._session.archive, ids=ids, folder=self._folder())
        except ArchiveError as error:
            self._session.refused.emit(error.message)
            return ()
        if report.kept:
            self._session.told.emit(clearance.counted(report.kept))
        return report.files

    def _folder(self) -> Path:
        """A folder for this drag: no name needs a number for what was dragged before."""
        if self._scratch is None:
            scratch = outputs.scratch_folder("originals")
            self._scratch = scratch.folder
            self._view.destroyed.connect(lambda: scratch.cleanup())
        folder = outputs.free(self._scratch / "files")
        outputs.make_folder(folder)
        return folder


def _drawn(count: int, view: QWidget) -> QPixmap:
    """What hangs on the mouse: a picture, and how many there are."""
    words, metrics, ratio = f"{count:,}", view.fontMetrics(), view.devicePixelRatioF()
    width = _PICTURE + metrics.horizontalAdvance(words) + 3 * theme.SMALL
    size = QSize(width, max(_PICTURE, metrics.height()) + 2 * theme.TIGHT)
    drawn = QPixmap(size * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    palette, box = view.palette(), QRect(0, 0, size.width() - 1, size.height() - 1)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(palette.color(QPalette.ColorRole.Mid))
    painter.setBrush(palette.color(QPalette.ColorRole.ToolTipBase))
    painter.drawRoundedRect(box, theme.TIGHT, theme.TIGHT)
    icon("picture").paint(painter, QRect(theme.SMALL, (size.height() - _PICTURE) // 2, _PICTURE, _PICTURE))
    painter.setFont(view.font())
    painter.setPen(palette.color(QPalette.ColorRole.ToolTipText))
    words_box = box.adjusted(_PICTURE + 2 * theme.SMALL, 0, -theme.SMALL, 0)
    painter.drawText(words_box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
    painter.end()
    return drawn
