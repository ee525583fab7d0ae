"""How a line of the facets is painted: label left, count right, quietly."""

from __future__ import annotations

from PySide6.QtCore import QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from archive_app.ui.kit import theme
from archive_app.ui.kit.icons import icon
from archive_app.ui.results.facet_model import LINE_ROLE, FacetModel, Index, Line, Sort, State

#: The room at the right, in pixels, in which a click excludes.
MINUS = 22
_MARK = 20
_Role = QPalette.ColorRole
_Align = Qt.AlignmentFlag


class FacetDelegate(QStyledItemDelegate):
    """Paints for ``view``."""

    def __init__(self, view: QListView, model: FacetModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        #: The line that something would be dropped on.
        self.lit = QPersistentModelIndex()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = index.data(LINE_ROLE)
        heading = isinstance(line, Line) and line.sort is Sort.HEADING
        gap = theme.LARGE if heading and index.row() else theme.SMALL
        return QSize(80, option.fontMetrics.height() + (gap if heading else 6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = index.data(LINE_ROLE)
        if not isinstance(line, Line):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if line.sort is Sort.HEADING:
            self._heading(painter, option, line)
        else:
            self._line(painter, option, index, line)
        painter.restore()

    def _heading(self, painter: QPainter, option: QStyleOptionViewItem, line: Line) -> None:
        font = theme.weighty(option.font)
        font.setPointSizeF(option.font.pointSizeF() * 0.88)
        painter.setFont(font)
        painter.setPen(option.palette.color(QPalette.ColorGroup.Active, _Role.PlaceholderText))
        box = option.rect.adjusted(theme.SMALL, 0, -theme.SMALL, -2)
        painter.drawText(box, _Align.AlignLeft | _Align.AlignBottom, line.label)

    def _line(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, line: Line) -> None:
        palette, box = option.palette, option.rect.adjusted(theme.TIGHT, 0, -theme.TIGHT, 0)
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        current = self._view.hasFocus() and self._view.currentIndex() == index
        if hover or line.state is State.ASKED:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.tint(palette) if line.state is State.ASKED else palette.color(_Role.Midlight))
            painter.drawRoundedRect(box, 4, 4)
        if self.lit.isValid() and self.lit == index:
            theme.draw_target(painter, palette, box)
        elif current:
            painter.setPen(QPen(palette.color(_Role.Accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 4, 4)
        words = box.adjusted(_MARK, 0, -MINUS, 0)
        if line.sort is Sort.MORE:
            painter.setPen(palette.color(_Role.PlaceholderText))
            painter.drawText(words, _Align.AlignLeft | _Align.AlignVCenter, line.label)
            return
        self._state(painter, palette, box, line)
        self._value(painter, option, words, line)
        if hover or current:
            self._minus(painter, palette.color(_Role.PlaceholderText), box)

    def _state(self, painter: QPainter, palette: QPalette, box: QRect, line: Line) -> None:
        place = QRect(box.left() + 4, box.center().y() - 6, 13, 13)
        if line.state is State.ASKED:
            icon("check", _Role.Accent).paint(painter, place)
        elif line.state is State.EXCLUDED:
            painter.setPen(QPen(palette.color(_Role.Text), 1.6))
            middle = QPointF(place.center()) + QPointF(0.5, 0.5)
            painter.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0))

    def _value(self, painter: QPainter, option: QStyleOptionViewItem, words: QRect, line: Line) -> None:
        palette = option.palette
        count = f"{line.count:,}"
        numbers = QFont(option.font)
        numbers.setPointSizeF(option.font.pointSizeF() * 0.92)
        width = QFontMetrics(numbers).horizontalAdvance(count)
        font = QFont(option.font)
        font.setStrikeOut(line.state is State.EXCLUDED)
        painter.setFont(font)
        dim = self._model.stale or line.state is State.EXCLUDED
        painter.setPen(palette.color(_Role.PlaceholderText if dim else _Role.Text))
        room = words.width() - width - theme.SMALL
        label = option.fontMetrics.elidedText(line.label, Qt.TextElideMode.ElideMiddle, room)
        painter.drawText(words, _Align.AlignLeft | _Align.AlignVCenter, label)
        painter.setFont(numbers)
        painter.setPen(palette.color(_Role.Dark if self._model.stale else _Role.PlaceholderText))
        painter.drawText(words, _Align.AlignRight | _Align.AlignVCenter, count)

    def _minus(self, painter: QPainter, colour: QColor, box: QRect) -> None:
        painter.setPen(QPen(colour, 1.4))
        middle = QPointF(box.right() - MINUS / 2 + 1, box.center().y() + 0.5)
        painter.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0))
