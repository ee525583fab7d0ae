"""How one record is painted in the grid: picture, title, what it is and when."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archive_app.domain.dates.dates import words
from archive_app.domain.model.kinds import KIND_LABEL
from archive_app.domain.model.records import Membership, Portrait, Row
from archive_app.i18n import _, language
from archive_app.services.results import Match
from archive_app.ui.kit import theme
from archive_app.ui.kit.icons import KIND_ICON, icon
from archive_app.ui.results.marks import Spans, draw_marks
from archive_app.ui.results.model import MARKS_ROLE, MATCH_ROLE, PORTRAIT_ROLE, ROW_ROLE, WHY_ROLE, Index, match_shown
from archive_app.ui.results.tile_marks import DOT, draw_marks_of, draw_picked, draw_rejected, draw_status
from archive_app.ui.session.thumbnails import Thumbnails

PAD = 6
_BETWEEN = " · "
_PICTURE_SHARE = 0.75
#: By how much a picture is enlarged at most: all but the tiniest fill their cell, on any screen.
_ENLARGED = 4


class CellDelegate(QStyledItemDelegate):
    """``position`` gives the place in the result of an index of the grid; ``titled`` says whether words stand below."""

    def __init__(
        self,
        thumbnails: Thumbnails,
        chosen: QItemSelectionModel,
        position: Callable[[QModelIndex | QPersistentModelIndex], int],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._chosen = chosen
        self._position = position
        self.titled = True

    def height(self, width: int, metrics: QFontMetrics) -> int:
        """The height of a cell of ``width``: a 4:3 picture and, where they are wanted, two lines of text."""
        words = 2 * metrics.height() + PAD if self.titled else 0
        return int((width - 2 * PAD) * _PICTURE_SHARE) + words + 2 * PAD

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(option.rect.width(), self.height(option.rect.width(), option.fontMetrics))

    def picture(self, cell: QRect) -> QRect:
        """Where the picture of a cell stands."""
        width = cell.width() - 2 * PAD
        return QRect(cell.left() + PAD, cell.top() + PAD, width, int(width * _PICTURE_SHARE))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        position = self._position(index)
        if position < 0:
            return
        palette = option.palette
        box, picture = option.rect.adjusted(2, 2, -2, -2), self.picture(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._background(painter, option, box, position)
        row = index.data(ROW_ROLE)
        if isinstance(row, Row):
            portrait = index.data(PORTRAIT_ROLE)
            self._picture(painter, palette, picture, row, portrait)
            draw_marks_of(painter, picture, row, portrait, option.font)
            if self.titled:
                words = QRect(
                    picture.left() + 2, picture.bottom() + 4, picture.width() - 4, box.bottom() - picture.bottom() - 4
                )
                self._words(painter, option, words, row, index)
            else:
                draw_status(painter, palette, row.status, picture.right() - 6, picture.top() + 10)
            if row.rating < 0:
                draw_rejected(painter, palette, picture)
            if row.picked:
                draw_picked(painter, palette, picture)
            self._belongs(painter, palette, picture, index.data(WHY_ROLE) or ())
        else:
            painter.fillRect(picture, palette.color(QPalette.ColorRole.Midlight))
        painter.restore()

    def _background(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, position: int) -> None:
        palette = option.palette
        chosen = self._chosen.isRowSelected(position, QModelIndex())
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or hover:
            colour = theme.tint(palette, 0.18) if chosen else palette.color(QPalette.ColorRole.Midlight)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawRoundedRect(box, 5, 5)
        if self._chosen.currentIndex().row() == position:
            painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(box).adjusted(0.75, 0.75, -0.75, -0.75), 5, 5)

    def _picture(self, painter: QPainter, palette: QPalette, box: QRect, row: Row, portrait: Portrait | None) -> None:
        file, turn = row.face, row.turn
        if not row.sha256 and portrait is not None:
            file, turn = portrait.sha256, portrait.turn
        made = self._thumbnails.pixmap(file, turn) if file else None
        if made is not None:
            _draw_fitted(painter, made, box, palette.color(QPalette.ColorRole.Mid))
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(palette.color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(box, 4, 4)
        side = min(40, box.height() // 2)
        place = QRect(0, 0, side, side)
        place.moveCenter(box.center())
        waiting = bool(file) and not self._thumbnails.known_missing(file)
        if not waiting:
            icon(KIND_ICON[row.kind], QPalette.ColorRole.Dark).paint(painter, place)

    def _belongs(self, painter: QPainter, palette: QPalette, picture: QRect, why: tuple[Membership, ...]) -> None:
        """A mark in the corner: full where the record is linked directly, a ring where a rule brings it in."""
        if not why:
            return
        accent = palette.color(QPalette.ColorRole.Accent)
        mark = QRectF(picture.right() - 14, picture.top() + 6, 8, 8)
        # Around it the colour of paper: it is seen on any picture.
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Base), 5))
        painter.drawEllipse(mark)
        painter.setPen(QPen(accent, 2))
        painter.setBrush(accent if any(each.direct for each in why) else palette.color(QPalette.ColorRole.Base))
        painter.drawEllipse(mark)

    def _words(self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, row: Row, index: Index) -> None:
        palette = option.palette
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.setFont(option.font)
        line = QRect(box.left(), box.top(), box.width(), option.fontMetrics.height())
        _draw_line(painter, palette, line, row.title, index.data(MARKS_ROLE) or ())
        small = QFont(option.font)
        small.setPointSizeF(option.font.pointSizeF() * 0.88)
        painter.setFont(small)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        line.moveTop(line.bottom() + 1)
        draw_status(painter, palette, row.status, line.right(), line.center().y() + 1)
        line.setRight(line.right() - DOT - theme.TIGHT)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        match = index.data(MATCH_ROLE)
        if isinstance(match, Match):
            room = line.width() // max(1, QFontMetrics(small).averageCharWidth())
            _draw_line(painter, palette, line, *match_shown(match, room))
            return
        parts = [words(row.date, language()) if row.date else row.ref, _(KIND_LABEL[row.kind])]
        _draw_line(painter, palette, line, fitting(parts, painter.fontMetrics(), line.width()), ())


def fitting(parts: Sequence[str], metrics: QFontMetrics, width: int) -> str:
    """As many of ``parts``, from the first on, as stand in a line of this width; at least the first."""
    count = len(parts)
    while count > 1 and metrics.horizontalAdvance(_BETWEEN.join(parts[:count])) > width:
        count -= 1
    return _BETWEEN.join(parts[:count])


def _draw_line(painter: QPainter, palette: QPalette, box: QRect, text: str, marks: Spans) -> None:
    """One line of text in the painter's font and colour, its marks behind it, elided where it is too long."""
    if marks:
        draw_marks(painter, box, text, marks, palette)
    # As all of the window: a name of letters from right to left has its ending where every other has it.
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


def _draw_fitted(painter: QPainter, picture: QPixmap, box: QRect, line: QColor) -> None:
    size = picture.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
    limit = picture.size() * _ENLARGED
    if size.width() > limit.width():
        size = limit
    place = QRect(box.topLeft(), size)
    place.moveCenter(box.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(place, picture)
    # A page is white, and so may be what it lies on.
    painter.setPen(QPen(line, 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    # Through the middle of the outermost points, so that it covers them whole however fine the screen is.
    painter.drawRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
