"""A result as a table: sortable columns, remembered widths."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView

from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.results.dragging import Hold
from archive_app.ui.results.marks import MarkedCells
from archive_app.ui.results.model import COLUMN_ORDER, Column, Index, ResultModel, headings

_WIDTHS = {
    Column.TITLE: 250,
    Column.REF: 84,
    Column.KIND: 76,
    Column.DATE: 96,
    Column.WHY: 340,
    Column.STATUS: 80,
    Column.RATING: 80,
    Column.FILES: 50,
    Column.CHANGED: 100,
    Column.DUE: 90,
}


#: The columns that have cells of their own, by what ``services/exchange/columns.py`` calls them.
_CELLS = {
    Column.TITLE: "title", Column.REF: "ref", Column.KIND: "kind", Column.DATE: "date", Column.STATUS: "status",
    Column.RATING: "rating", Column.FILES: "files", Column.CHANGED: "changed",
}  # fmt: skip


class ResultTable(QTableView):
    """``opened`` says the position that was double-clicked or entered; ``order_chosen`` the order of a heading."""

    opened = Signal(int)
    menu_wanted = Signal(QPoint)
    order_chosen = Signal(str)
    #: One sentence: the heading of reasons was clicked where there are no words to rank by.
    unordered = Signal(str)
    #: Ctrl+V, where nothing that was copied in the window takes it.
    paste_wanted = Signal()
    #: What is selected is being dragged away.
    drag_wanted = Signal()

    def __init__(self, model: ResultModel, chosen: QItemSelectionModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionModel(chosen)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        for column in (Column.TITLE, Column.WHY):
            self.setItemDelegateForColumn(column, MarkedCells(self))
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Result as a table"))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        vertical = self.verticalHeader()
        vertical.hide()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(self.fontMetrics().height() + theme.SMALL)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsMovable(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSortIndicatorShown(True)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self._sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.offer_columns)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        # Beside the title, where it is seen without scrolling; it is hidden where nothing is to be said.
        header.moveSection(header.visualIndex(Column.WHY), 1)
        self._order = "relevance"
        self._ranked = False
        self._hold = Hold()

    def show_order(self, order: str) -> None:
        """Mark the heading that the result is sorted by."""
        self._order = order
        key = order.removeprefix("-")
        column = next((column for column, name in COLUMN_ORDER.items() if name == key), None)
        if key == "relevance" and self._ranked:
            column = Column.WHY
        falling = Qt.SortOrder.DescendingOrder if order.startswith("-") else Qt.SortOrder.AscendingOrder
        self.horizontalHeader().setSortIndicator(-1 if column is None else column, falling)

    def show_why(self, partnership: bool, *, ranked: bool) -> None:
        """Show the column of reasons where a partnership was asked for, or words, by which the result is ``ranked``."""
        self._ranked = ranked
        self.setColumnHidden(Column.WHY, not (partnership or ranked))
        self.show_order(self._order)

    def choose_columns(self) -> QMenu:
        """The columns to choose from, each with its tick; that of titles stays, that of reasons comes when it says
        something.
        """
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column, heading in zip(Column, headings(), strict=True):
            if column in (Column.TITLE, Column.WHY):
                continue
            action = menu.addAction(heading)
            action.setCheckable(True)
            action.setChecked(not self.isColumnHidden(column))
            action.toggled.connect(lambda shown, column=column: self.setColumnHidden(column, not shown))
        return menu

    def cell_keys(self) -> list[str]:
        """The columns that are shown, in their order, as tables call them; refs are always among them."""
        header = self.horizontalHeader()
        shown = [Column(header.logicalIndex(place)) for place in range(header.count())]
        keys = [_CELLS[column] for column in shown if column in _CELLS and not self.isColumnHidden(column)]
        return keys if "ref" in keys else ["ref", *keys]

    def layout_state(self) -> QByteArray:
        """Widths and order of the columns, to be remembered."""
        return self.horizontalHeader().saveState()

    def restore_layout(self, state: QByteArray) -> None:
        """Take up remembered widths and order."""
        if state.isEmpty():
            return
        header = self.horizontalHeader()
        fresh = header.saveState()
        if not header.restoreState(state) or header.count() != self.model().columnCount():
            # Kept when there were other columns: their places mean something else now.
            header.restoreState(fresh)

    def show_position(self, position: int) -> None:
        """Scroll so that ``position`` is seen."""
        self.scrollTo(self.model().index(position, 0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = event.position().toPoint()
        row, plain = self.rowAt(at.y()), event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and row >= 0 and self.selectionModel().isRowSelected(row, QModelIndex()):
            self._hold.begin(row, at)
            event.accept()
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._hold and event.buttons() & Qt.MouseButton.LeftButton:
            if self._hold.drags(event.position().toPoint()):
                self.drag_wanted.emit()
            return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pressed on one of several and not dragged: that one alone is meant."""
        if self._hold:
            self.selectRow(self._hold.end())
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Qt's own ``doubleClicked`` asks which cell it saw pressed, and of a selected one it saw none."""
        row = self.rowAt(event.position().toPoint().y())
        if event.button() == Qt.MouseButton.LeftButton and row >= 0 and not event.modifiers():
            self.opened.emit(row)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            and not event.modifiers()
            and row >= 0
        ):
            self.opened.emit(row)
            return
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
            return
        if event.text().isprintable() and event.text() and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            point = self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center())
        self.menu_wanted.emit(point)

    def currentChanged(self, current: Index, previous: Index) -> None:
        if self.isVisible():
            super().currentChanged(current, previous)

    def offer_columns(self, point: QPoint | None = None) -> None:
        """Show the columns to choose from, at a point of the heading."""
        self.choose_columns().popup(self.horizontalHeader().mapToGlobal(point or QPoint(0, 0)))

    def _sort(self, section: int) -> None:
        key = COLUMN_ORDER.get(Column(section))
        if key is None:
            self._rank()
            return
        self.order_chosen.emit(f"-{key}" if self._order == key else key)

    def _rank(self) -> None:
        """What a match says is why it fits: the best fit first, and there is no other way round of that."""
        self.show_order(self._order)
        if self._ranked:
            self.order_chosen.emit("relevance")
        else:
            words = _("The result cannot be sorted by “{heading}”.")
            self.unordered.emit(words.format(heading=headings()[Column.WHY]))
