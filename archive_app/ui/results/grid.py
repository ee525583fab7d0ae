"""A result as a grid: a table view whose cells are the records, which stays quick with a million of them.

Selection and current record are those of the result model, shared with the table; the grid only turns mouse and keys
into them.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from archive_app.domain.model.settings import declared
from archive_app.i18n import _
from archive_app.ui.results.cells import CellDelegate
from archive_app.ui.results.dragging import Hold
from archive_app.ui.results.model import Column, Index, ResultModel

Flag = QItemSelectionModel.SelectionFlag
Key = Qt.Key
_SIZE = declared("grid-size")
MINIMUM, MAXIMUM, STANDARD = _SIZE.low, _SIZE.high, int(_SIZE.default)
#: What one notch of a wheel turns, in eighths of a degree.
_NOTCH = 120


class GridModel(QAbstractTableModel):
    """The rows of ``result`` laid out as cells, ``columns`` to a line."""

    def __init__(self, result: ResultModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.result = result
        self.columns = 1
        self._growing = False
        self._filled = 0
        result.modelAboutToBeReset.connect(self.beginResetModel)
        result.modelReset.connect(self.endResetModel)
        result.rowsAboutToBeInserted.connect(self._about_to_grow)
        result.rowsInserted.connect(self._grown)
        result.dataChanged.connect(self._changed)

    def set_columns(self, columns: int) -> None:
        """Lay out ``columns`` cells to a line."""
        columns = max(1, columns)
        if columns != self.columns:
            self.beginResetModel()
            self.columns = columns
            self.endResetModel()

    def position(self, index: Index) -> int:
        """The position in the result, or -1 for no cell."""
        if not index.isValid():
            return -1
        position = index.row() * self.columns + index.column()
        return position if position < self.result.rowCount() else -1

    def cell(self, position: int) -> QModelIndex:
        """The cell of a position in the result."""
        return self.index(*divmod(position, self.columns))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else -(-self.result.rowCount() // self.columns)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.columns

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        position = self.position(index)
        if position < 0:
            return None
        return self.result.data(self.result.index(position, Column.TITLE), role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.position(index) < 0:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def _about_to_grow(self, _parent: QModelIndex, first: int, last: int) -> None:
        lines, wanted = self.rowCount(), -(-(last + 1) // self.columns)
        self._growing = wanted > lines
        self._filled = first
        if self._growing:
            self.beginInsertRows(QModelIndex(), lines, wanted - 1)

    def _grown(self) -> None:
        if self._growing:
            self.endInsertRows()
        if self._filled % self.columns:
            line = self._filled // self.columns
            self.dataChanged.emit(self.index(line, 0), self.index(line, self.columns - 1))

    def _changed(self, first: QModelIndex, last: QModelIndex) -> None:
        if not self.rowCount():
            return
        top, bottom = first.row() // self.columns, last.row() // self.columns
        self.dataChanged.emit(self.index(top, 0), self.index(bottom, self.columns - 1))


class GridView(QTableView):
    """``opened`` says the position that was double-clicked or entered."""

    opened = Signal(int)
    #: The pictures larger by so many steps.
    size_wanted = Signal(int)
    #: Where the context menu is asked for, in global coordinates.
    menu_wanted = Signal(QPoint)
    #: What is selected is being dragged away.
    drag_wanted = Signal()

    def __init__(self, model: GridModel, chosen: QItemSelectionModel, delegate: CellDelegate) -> None:
        super().__init__()
        self._grid = model
        self._chosen = chosen
        self._delegate = delegate
        self._anchor = 0
        self._hold = Hold()
        self._size = STANDARD
        self._turned = 0
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.setAccessibleName(_("Result as a grid"))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.hide()
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setMinimumSectionSize(16)
        chosen.selectionChanged.connect(self._repaint)
        chosen.currentChanged.connect(self._follow)
        model.modelReset.connect(self._lay_sections)

    def set_cell_size(self, size: int) -> None:
        """Show the pictures about ``size`` pixels wide."""
        self._size = max(MINIMUM, min(MAXIMUM, size))
        self._lay_out()

    def show_titles(self, shown: bool) -> None:
        """Have words under the pictures, or pictures alone."""
        self._delegate.titled = shown
        self._lay_sections()
        self.show_position(self._chosen.currentIndex().row())
        self.viewport().update()

    def show_position(self, position: int) -> None:
        """Scroll so that ``position`` is seen."""
        if 0 <= position < self._grid.result.rowCount():
            self.scrollTo(self._grid.cell(position))

    def repaint_pictures(self) -> None:
        """Paint anew: pictures have come."""
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        position = self._grid.position(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.RightButton:
            if position >= 0 and not self._chosen.isRowSelected(position, QModelIndex()):
                self._choose(position, Qt.KeyboardModifier.NoModifier)
            return
        if event.button() == Qt.MouseButton.LeftButton:
            if self._is_selected(position) and not event.modifiers():
                self._hold.begin(position, event.position().toPoint())
            elif position >= 0:
                self._choose(position, event.modifiers())
                # Taken by its picture it is dragged away; from the words or the gap on several are selected.
                if not event.modifiers() and self._on_picture(event.position().toPoint()):
                    self._hold.begin(position, event.position().toPoint())
            elif not event.modifiers():
                self._chosen.clearSelection()
        event.accept()

    def _on_picture(self, at: QPoint) -> bool:
        return self._delegate.picture(self.visualRect(self.indexAt(at))).contains(at)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._hold and event.buttons() & Qt.MouseButton.LeftButton:
            if self._hold.drags(event.position().toPoint()):
                self.drag_wanted.emit()
            return
        if event.buttons() & Qt.MouseButton.LeftButton:
            position = self._grid.position(self.indexAt(event.position().toPoint()))
            if position >= 0:
                self._choose(position, Qt.KeyboardModifier.ShiftModifier)
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pressed on one of several and not dragged: that one alone is meant."""
        if self._hold:
            self._choose(self._hold.end(), Qt.KeyboardModifier.NoModifier)
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt's own ``doubleClicked`` asks which cell it saw pressed, and it saw none."""
        position = self._grid.position(self.indexAt(event.position().toPoint()))
        if event.button() == Qt.MouseButton.LeftButton and position >= 0 and not event.modifiers():
            self.opened.emit(position)
        event.accept()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        # A touch pad turns by less than a notch at a time.
        self._turned += event.angleDelta().y()
        steps = int(self._turned / _NOTCH)
        self._turned -= steps * _NOTCH
        if steps:
            self.size_wanted.emit(steps)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            cell = self._grid.cell(max(0, self._chosen.currentIndex().row()))
            point = self.viewport().mapToGlobal(self.visualRect(cell).center())
        self.menu_wanted.emit(point)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        position = self._chosen.currentIndex().row()
        step = self._step(Key(event.key()), position)
        if step is not None:
            self._choose(step, event.modifiers())
        elif event.key() in (Key.Key_Return, Key.Key_Enter, Key.Key_Space) and not event.modifiers() and position >= 0:
            self.opened.emit(position)
        elif event.key() == Key.Key_Space and position >= 0:
            self._select(position, position, Flag.Toggle)
        elif event.key() == Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self._select(0, self._grid.result.rowCount() - 1, Flag.ClearAndSelect)
        elif event.key() in (Key.Key_Tab, Key.Key_Backtab):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.PaletteChange:
            self.viewport().update()
        return super().event(event)

    def _step(self, key: Qt.Key, position: int) -> int | None:
        count = self._grid.result.rowCount()
        if not count:
            return None
        columns = self._grid.columns
        page = max(1, self.viewport().height() // max(1, self.rowHeight(0))) * columns
        moves = {
            Key.Key_Left: position - 1,
            Key.Key_Right: position + 1,
            Key.Key_Up: position - columns if position >= columns else position,
            Key.Key_Down: position + columns if position + columns < count else max(position, count - 1),
            Key.Key_Home: 0,
            Key.Key_End: count - 1,
            Key.Key_PageUp: position - page if position >= page else position % columns,
            Key.Key_PageDown: position + page,
        }
        if key not in moves:
            return None
        return 0 if position < 0 else max(0, min(count - 1, moves[key]))

    def _is_selected(self, position: int) -> bool:
        return position >= 0 and self._chosen.isRowSelected(position, QModelIndex())

    def _choose(self, position: int, modifiers: Qt.KeyboardModifier) -> None:
        self._chosen.setCurrentIndex(self._grid.result.index(position, 0), Flag.NoUpdate)
        if modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._select(min(self._anchor, position), max(self._anchor, position), Flag.ClearAndSelect)
            return
        self._anchor = position
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        self._select(position, position, Flag.Toggle if control else Flag.ClearAndSelect)

    def _select(self, first: int, last: int, how: QItemSelectionModel.SelectionFlag) -> None:
        result = self._grid.result
        if last >= first >= 0:
            chosen = QItemSelection(result.index(first, 0), result.index(last, 0))
            self._chosen.select(chosen, how | Flag.Rows)

    def _repaint(self) -> None:
        self.viewport().update()

    def _follow(self, current: QModelIndex) -> None:
        if current.isValid():
            cell = self._grid.cell(current.row())
            self.selectionModel().setCurrentIndex(cell, Flag.NoUpdate)
            if self.isVisible():
                self.scrollTo(cell)
        self.viewport().update()

    def _lay_out(self) -> None:
        width = self.viewport().width()
        columns = max(1, width // (self._size + 8))
        top = self._grid.position(self.indexAt(QPoint(4, 4)))
        changed = columns != self._grid.columns
        self._grid.set_columns(columns)
        self._lay_sections()
        current = self._chosen.currentIndex().row()
        if changed and max(current, top) >= 0:
            self.show_position(current if current >= 0 else top)

    def _lay_sections(self) -> None:
        width = max(1, self.viewport().width() // self._grid.columns)
        self.horizontalHeader().setDefaultSectionSize(width)
        self.verticalHeader().setDefaultSectionSize(self._delegate.height(width, self.fontMetrics()))
