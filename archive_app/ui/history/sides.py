"""Old and new side by side, with the words that changed marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QResizeEvent, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from archive_app.domain.model.differences import Spans, changed
from archive_app.domain.text.showing import lines
from archive_app.i18n import labelled
from archive_app.ui.kit import theme
from archive_app.ui.kit.marked import utf16
from archive_app.ui.session.later import Later

Index = QModelIndex | QPersistentModelIndex
SPANS, SIGN = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2
#: Before what was taken away, and what came: colours alone are not seen by everybody.
_SIGNS = ("−", "+")
_GUTTER = 14
#: Letters of one side that are shown; the tip has more.
_MOST = 1_500
_WHAT, _OLD, _NEW = range(3)


@dataclass(frozen=True)
class Side:
    """One line: what it is about, and what it said and says. ``key`` is the operation it stands for."""

    what: str
    old: str
    new: str
    key: int = 0

    @cached_property
    def texts(self) -> tuple[str, str]:
        """Both sides as they may be shown."""
        return lines(self.old, _MOST), lines(self.new, _MOST)

    @cached_property
    def spans(self) -> tuple[Spans, Spans]:
        """Where the two differ; what has no other side is not marked in words."""
        old, new = self.texts
        return changed(old, new) if old and new else ((), ())

    def sign(self, column: int) -> str:
        """The sign before this side of a difference."""
        differs = column != _WHAT and self.old != self.new and bool(self.texts[column - _OLD])
        return _SIGNS[column - _OLD] if differs else ""


def compared(side: Side) -> Side:
    """``side`` with its marks worked out, which for long texts is too much for the window's own thread."""
    _marks = side.spans
    return side


class SideModel(QAbstractTableModel):
    """Lines with two sides under the headings given."""

    def __init__(self, headings: tuple[str, str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sides: tuple[Side, ...] = ()
        self._headings = headings

    def put(self, sides: Sequence[Side]) -> None:
        """Show these lines."""
        self.beginResetModel()
        self.sides = tuple(sides)
        self.endResetModel()

    def add(self, sides: Sequence[Side]) -> None:
        """Show these lines after the others."""
        if sides:
            self.beginInsertRows(QModelIndex(), len(self.sides), len(self.sides) + len(sides) - 1)
            self.sides += tuple(sides)
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.sides)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        side, column = self.sides[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return side.what if column == _WHAT else side.texts[column - _OLD]
        if role == SPANS:
            return () if column == _WHAT else side.spans[column - _OLD]
        if role == SIGN:
            return side.sign(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return theme.plain_tip((side.what, side.old, side.new)[column]) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            texts = (side.what, *side.texts)
            return labelled(self._headings[column], texts[column])
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None


class SideDelegate(QStyledItemDelegate):
    """Paints a text of several lines with marked places, as plain text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        table = self.parent()
        width = table.columnWidth(index.column()) if isinstance(table, QTableView) else option.rect.width()
        room = width - 2 * theme.SMALL - _gutter(index)
        _layout, height = _laid(str(index.data() or ""), (), option, room)
        return QSize(width, height + theme.SMALL)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box, palette = option.rect, option.palette
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(box)
        if chosen:
            painter.fillRect(box, theme.tint(palette))
        role = QPalette.ColorRole.PlaceholderText if index.column() == _WHAT else QPalette.ColorRole.Text
        painter.setPen(palette.color(role))
        spans = index.data(SPANS) or ()
        gutter, colour = _gutter(index), theme.difference(palette, added=index.column() == _NEW)
        room = box.width() - 2 * theme.SMALL - gutter
        layout, _height = _laid(str(index.data() or ""), spans, option, room, colour)
        layout.draw(painter, QPointF(box.left() + theme.SMALL + gutter, box.top() + theme.TIGHT))
        painter.setPen(colour)
        painter.drawText(
            box.adjusted(theme.SMALL, theme.TIGHT, 0, 0), Qt.AlignmentFlag.AlignLeft, index.data(SIGN) or ""
        )
        painter.setPen(palette.color(QPalette.ColorRole.Mid))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Accent))
            painter.drawRect(box.adjusted(0, 0, -1, -1))
        painter.restore()


def _gutter(index: Index) -> int:
    return 0 if index.column() == _WHAT else _GUTTER


def _laid(
    text: str, spans: Spans, option: QStyleOptionViewItem, width: int, colour: QColor | None = None
) -> tuple[QTextLayout, int]:
    layout = QTextLayout(text.replace("\n", "\u2028"), option.font)
    wrapping = QTextOption()
    wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(wrapping)
    look = QTextCharFormat()
    if colour is not None:
        look.setBackground(theme.ground(option.palette, colour))
    formats = []
    for start, end in spans:
        place = QTextLayout.FormatRange()
        place.start, place.length, place.format = utf16(text[:start]), utf16(text[start:end]), look
        formats.append(place)
    layout.setFormats(formats)
    height = 0.0
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(24, width))
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return layout, max(option.fontMetrics.height(), int(height + 0.999))


class SideTable(QTableView):
    """The lines as a table whose rows are as high as they need to be."""

    def __init__(self, model: SideModel, name: str) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(SideDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(_WHAT, QHeaderView.ResizeMode.Interactive)
        for column in (_OLD, _NEW):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(_WHAT, 170)
        # Rows out of sight are measured when they come into sight: of ten thousand, few are ever seen.
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._soon = Later(self, 0, self._fit)
        self.verticalScrollBar().valueChanged.connect(lambda _at: self._fit())
        header.sectionResized.connect(lambda *_sizes: self._soon.start())
        model.modelReset.connect(self._soon.start)
        model.rowsInserted.connect(lambda *_rows: self._soon.start())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._soon.start()

    def _fit(self) -> None:
        """Give the rows in sight their height."""
        row = max(0, self.rowAt(0))
        bottom = self.viewport().height()
        while row < self.model().rowCount() and self.rowViewportPosition(row) <= bottom:
            height = max(self.sizeHintForIndex(self.model().index(row, column)).height() for column in range(3))
            if self.rowHeight(row) != height:
                self.setRowHeight(row, height)
            row += 1
