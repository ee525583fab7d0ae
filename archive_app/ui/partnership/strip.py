"""The first pictures of a partnership in a row or two, to look at and to open."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from archive_app.domain.model.records import Row
from archive_app.i18n import _
from archive_app.services.results import Hit
from archive_app.ui.kit import theme
from archive_app.ui.kit.icons import KIND_ICON, icon
from archive_app.ui.results.model import why_text
from archive_app.ui.session.thumbnails import Thumbnails

WIDTH, HEIGHT, GAP, ROWS = 148, 111, 8, 2


class PictureStrip(QWidget):
    """``chosen`` gives the id of a record that was clicked or walked to, ``opened`` of one to be shown large."""

    chosen = Signal(int)
    opened = Signal(int)

    def __init__(self, thumbnails: Thumbnails) -> None:
        super().__init__()
        self._thumbnails = thumbnails
        self._hits: tuple[Hit, ...] = ()
        self._current = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Pictures of this partnership"))
        thumbnails.arrived.connect(self._arrived)

    def put(self, hits: Sequence[Hit]) -> None:
        """Show the first of ``hits``."""
        self._hits = tuple(hits)
        self._current = -1
        self._fit()
        self.update()

    @property
    def columns(self) -> int:
        """How many fit side by side."""
        return max(1, (self.width() + GAP) // (WIDTH + GAP))

    @property
    def shown(self) -> tuple[Hit, ...]:
        """Those that are seen."""
        return self._hits[: self.columns * ROWS]

    def box(self, number: int) -> QRect:
        """Where the picture ``number`` is painted."""
        row, column = divmod(number, self.columns)
        return QRect(column * (WIDTH + GAP), row * (HEIGHT + GAP), WIDTH, HEIGHT)

    def sizeHint(self) -> QSize:
        return QSize(4 * (WIDTH + GAP), self._wanted_height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number, hit in enumerate(self.shown):
            box = self.box(number)
            made = self._pixmap(hit.row)
            if made is None:
                painter.fillRect(box, self.palette().color(QPalette.ColorRole.Midlight))
                place = QRect(0, 0, 32, 32)
                place.moveCenter(box.center())
                icon(KIND_ICON[hit.row.kind], QPalette.ColorRole.Dark).paint(painter, place)
            else:
                size = made.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
                cut = QRect(QPoint(0, 0), box.size() * made.width() / size.width())
                cut.moveCenter(made.rect().center())
                painter.drawPixmap(box, made, cut)
            if number == self._current:
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Accent), 2))
                painter.drawRect(box.adjusted(1, 1, -1, -1))
        painter.end()

    def _pixmap(self, row: Row) -> QPixmap | None:
        return self._thumbnails.pixmap(row.face, row.turn)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._choose(self._at(event.position().toPoint()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        number = self._at(event.position().toPoint())
        if number >= 0:
            self.opened.emit(self.shown[number].row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -self.columns, Qt.Key.Key_Down: self.columns}
        key = Qt.Key(event.key())
        if key in steps and self.shown:
            self._choose(max(0, min(len(self.shown) - 1, self._current + steps[key])))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._current >= 0:
            self.opened.emit(self.shown[self._current].row.id)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            number = self._at(event.pos())
            if number >= 0:
                hit = self.shown[number]
                QToolTip.showText(event.globalPos(), theme.plain_tip(f"{hit.row.title}\n{why_text(hit.why)}"), self)
                return True
        return super().event(event)

    def _at(self, point: QPoint) -> int:
        return next((number for number in range(len(self.shown)) if self.box(number).contains(point)), -1)

    def _choose(self, number: int) -> None:
        if number >= 0:
            self._current = number
            self.update()
            self.chosen.emit(self.shown[number].row.id)

    def _wanted_height(self) -> int:
        rows = -(-len(self.shown) // self.columns)
        return rows * (HEIGHT + GAP)

    def _fit(self) -> None:
        self.setFixedHeight(self._wanted_height())

    def _arrived(self, _new: frozenset[str]) -> None:
        self.update()
