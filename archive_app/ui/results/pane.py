"""The result pane: search box, result bar, grid and table over one model and one selection."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QStackedWidget, QVBoxLayout, QWidget

from archive_app.domain.changes import ChangeSet
from archive_app.i18n import _
from archive_app.services import reading, searching
from archive_app.services.archive import Archive
from archive_app.ui import theme
from archive_app.ui.results.bar import GRID, PAGE, TABLE, ResultBar
from archive_app.ui.results.cells import CellDelegate
from archive_app.ui.results.grid import STANDARD, GridModel, GridView
from archive_app.ui.results.model import Line, ResultModel
from archive_app.ui.results.searchbox import SearchBox
from archive_app.ui.results.table import ResultTable
from archive_app.ui.session import Session

Flag = QItemSelectionModel.SelectionFlag
#: How long changes are gathered before the search runs again, in milliseconds.
AGAIN = 250
#: Up to this many records that an edit took out of the result are kept in their places until searched again.
KEPT = 200
PARTNERSHIP_FILTER = "partnership:"
STANDARD_ORDER = "relevance"


class ResultPane(QWidget):
    """``current_changed`` gives the id of the current record, 0 for none; ``opened`` the id to be shown large."""

    current_changed = Signal(int)
    selection_changed = Signal()
    opened = Signal(int)
    menu_wanted = Signal(QPoint)
    #: The query that is now shown.
    searched = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.query = ""
        self.order = session.settings.text("results/order", STANDARD_ORDER)
        self.model = ResultModel(self._read, self)
        self.chosen = QItemSelectionModel(self.model, self)
        self.grid_model = GridModel(self.model, self)
        self.delegate = CellDelegate(session.thumbnails, self.chosen, self.grid_model.position, self)
        self.search = SearchBox(session)
        self.bar = ResultBar()
        self.grid = GridView(self.grid_model, self.chosen, self.delegate)
        self.table = ResultTable(self.model, self.chosen)
        self.empty = QLabel()
        self._stack = QStackedWidget()
        self._wanted: tuple[str, tuple[int, ...], int] = ("", (), 0)
        self._page: QWidget | None = None
        self._page_query = ""
        self._paging = False
        self._view = GRID
        self._again = QTimer(self)
        self._lay_out()
        self._connect()
        self.show_view(session.settings.text("results/view", GRID))
        self.bar.zoom.setValue(session.settings.number("results/size", STANDARD))
        self.bar.show_order(self.order)
        self.table.show_order(self.order)
        self.table.restore_layout(session.settings.state("results/columns"))

    # -- what is shown

    def show_query(self, query: str, selected: Sequence[int] = (), current: int = 0) -> None:
        """Put ``query`` into the box and search; then select ``selected`` of what is found."""
        self._wanted = (query.strip(), tuple(selected), current)
        self.search.put(query)

    def show_order(self, order: str) -> None:
        """Sort the result by ``order``."""
        self.order = order
        self._session.settings.put("results/order", order)
        self.bar.show_order(order)
        self.table.show_order(order)
        self.refresh()

    def show_view(self, view: str) -> None:
        """Switch to the grid or the table."""
        if view == PAGE:
            self._paging = True
            self._show_page()
            return
        self._paging = False
        self._view = view if view in (GRID, TABLE) else GRID
        self._session.settings.put("results/view", self._view)
        self._show_page()
        position = self.chosen.currentIndex().row()
        if position >= 0:
            self.view.show_position(position)

    def place_page(self, page: QWidget) -> None:
        """Give the pane the page of a partnership, to be shown in place of grid and table."""
        self._page = page
        self._stack.addWidget(page)

    def show_page(self, query: str) -> None:
        """Search for ``query``, which asks for one partnership, and show its page."""
        self._page_query = query
        self._paging = True
        if query == self.search.text():
            self._show_page()
        else:
            self.show_query(query)

    def leave_page(self) -> None:
        """Back from the page to the result."""
        self._paging = False
        self._show_page()

    @property
    def paging(self) -> bool:
        """Whether the page is shown, not the result."""
        return self._paging and self._page_query == self.query

    @property
    def view(self) -> GridView | ResultTable:
        """The grid or the table, whichever is shown."""
        return self.table if self._view == TABLE else self.grid

    def refresh(self) -> None:
        """Search again and show exactly what matches now."""
        self._search(self.query, keep=True, exact=True)

    # -- selection

    def current_id(self) -> int:
        """The id of the current record, 0 for none."""
        position = self.chosen.currentIndex().row()
        return self.model.ids[position] if 0 <= position < len(self.model.ids) else 0

    def selected_ids(self) -> list[int]:
        """The ids of the selected records, in the order of display."""
        ids: list[int] = []
        for first, last in sorted(self._selected_runs()):
            ids.extend(self.model.ids[first : last + 1])
        return list(dict.fromkeys(ids))

    def selected_count(self) -> int:
        """How many records are selected."""
        return sum(last - first + 1 for first, last in self._selected_runs())

    def _selected_runs(self) -> list[tuple[int, int]]:
        selection = self.chosen.selection()
        parts = [selection.at(number) for number in range(selection.count())]
        return [(part.top(), part.bottom()) for part in parts]

    def select_ids(self, ids: Iterable[int], current: int = 0) -> None:
        """Select ``ids``; ``current`` (or the first of them) becomes the current one."""
        positions = self.model.positions(ids)
        selection = QItemSelection()
        for first, last in _runs(positions):
            selection.select(self.model.index(first, 0), self.model.index(last, self.model.columnCount() - 1))
        at = self.model.positions([current])[:1] or positions[:1]
        if at:
            self.chosen.setCurrentIndex(self.model.index(at[0], 0), Flag.NoUpdate)
        self.chosen.select(selection, Flag.ClearAndSelect | Flag.Rows)

    def step(self, by: int) -> int:
        """Make the record ``by`` places further the current one; return its id, 0 at the ends."""
        position = self.chosen.currentIndex().row() + by
        if not 0 <= position < len(self.model.ids):
            return 0
        self.chosen.setCurrentIndex(self.model.index(position, 0), Flag.ClearAndSelect | Flag.Rows)
        return self.model.ids[position]

    def select_all(self) -> None:
        """Select the whole result."""
        if self.model.rowCount():
            whole = QItemSelection(self.model.index(0, 0), self.model.index(self.model.rowCount() - 1, 0))
            self.chosen.select(whole, Flag.ClearAndSelect | Flag.Rows)

    # -- changes

    def changed(self, change: ChangeSet) -> None:
        """A change was made: read the touched rows again, and soon the search."""
        if change.everything:
            self.model.refresh_all()
        else:
            self.model.refresh(change.ids)
        self._again.start()

    def remember(self) -> None:
        """Keep the layout for the next time."""
        self._session.settings.put("results/columns", self.table.layout_state())
        self._session.settings.put("results/size", self.bar.zoom.value())

    # -- inside

    def _lay_out(self) -> None:
        self.empty.setObjectName("empty")
        self.empty.setTextFormat(Qt.TextFormat.PlainText)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        for page in (self.grid, self.table, self.empty):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.SMALL, 0, 0)
        layout.setSpacing(theme.SMALL)
        head = QVBoxLayout()
        head.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        head.addWidget(self.search)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self._again.setSingleShot(True)
        self._again.setInterval(AGAIN)
        self._again.timeout.connect(lambda: self._search(self.query, keep=True, exact=False))
        self.search.searched.connect(lambda query: self._search(query, keep=False, exact=True))
        self.search.left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        self.bar.order_chosen.connect(self.show_order)
        self.bar.view_chosen.connect(self.show_view)
        self.bar.size_chosen.connect(self.grid.set_cell_size)
        self.bar.refresh_wanted.connect(self.refresh)
        self.table.order_chosen.connect(self.show_order)
        for view in (self.grid, self.table):
            view.opened.connect(lambda position: self.opened.emit(self.model.ids[position]))
            view.menu_wanted.connect(self.menu_wanted)
        self.chosen.currentChanged.connect(lambda _new, _old: self.current_changed.emit(self.current_id()))
        self.chosen.selectionChanged.connect(self._selection_changed)
        self.model.counted.connect(lambda _count: self._show_page())
        self._session.thumbnails.arrived.connect(lambda _new: self.grid.viewport().update())
        self._session.bridge.changed.connect(self.changed)

    def _read(self, ids: Sequence[int], take: Callable[[list[Line]], None]) -> None:
        archive, query = self._session.archive, self.query
        self._session.tasks.read(lambda: _lines(archive, ids, query), take, owner=self)

    def _search(self, query: str, *, keep: bool, exact: bool) -> None:
        archive, order, shown = self._session.archive, self.order, self.model.ids[:]

        def work() -> tuple[array[int], frozenset[int]]:
            if exact:
                return searching.search_ids(archive, query, order=order), frozenset()
            return _search_again(archive, query, order, shown)

        def answer(found: tuple[array[int], frozenset[int]]) -> None:
            self.query = query
            self.search.show_fault(None)
            self.table.show_why(PARTNERSHIP_FILTER in query)
            self._put(found[0], keep=keep)
            self.bar.show_stale(len(found[1]))
            if not keep:
                self._select_wanted(query)
                self.searched.emit(query)

        self._session.tasks.read(work, answer, owner=self, key="search", failed=self.search.show_fault)

    def _select_wanted(self, query: str) -> None:
        wanted, selected, current = self._wanted
        self._wanted = ("", (), 0)
        if selected and wanted == query:
            self.select_ids(selected, current)

    def _put(self, found: array[int], *, keep: bool) -> None:
        if found != self.model.ids:
            selected, current = (self.selected_ids(), self.current_id()) if keep else ([], 0)
            place = self.chosen.currentIndex().row()
            self.model.set_ids(found)
            if selected or current:
                self.select_ids(selected, current)
                if current and self.current_id() != current and len(found):
                    self.chosen.setCurrentIndex(
                        self.model.index(min(place, len(found) - 1), 0), Flag.ClearAndSelect | Flag.Rows
                    )
            self._selection_changed()
            self.current_changed.emit(self.current_id())
        self._show_page()

    def _selection_changed(self) -> None:
        self.bar.show_count(self.model.rowCount(), self.selected_count())
        self.selection_changed.emit()

    def _show_page(self) -> None:
        self.bar.show_count(self.model.rowCount(), self.selected_count())
        self.bar.offer_page(bool(self._page_query) and self._page_query == self.query)
        self.bar.show_view(PAGE if self.paging else self._view)
        if self.paging and self._page is not None:
            self._stack.setCurrentWidget(self._page)
            return
        if self.model.rowCount():
            self._stack.setCurrentWidget(self.view)
            return
        if self.query:
            self.empty.setText(_("Nothing matches.\nTake a word away, or press F1 to read how searches are written."))
        else:
            self.empty.setText(_("Nothing is here yet.\nDrop files or folders on this window, or press Ctrl+I."))
        self._stack.setCurrentWidget(self.empty)


def _lines(archive: Archive, ids: Sequence[int], query: str) -> list[Line]:
    rows = reading.rows(archive, ids)
    if PARTNERSHIP_FILTER not in query:
        return [Line(row) for row in rows]
    why = searching.why(archive, [row.id for row in rows], query)
    return [Line(row, why.get(row.id, ())) for row in rows]


def _search_again(archive: Archive, query: str, order: str, shown: array[int]) -> tuple[array[int], frozenset[int]]:
    """What matches now, and those of ``shown`` that no longer do but are still there, kept in their places."""
    found = searching.search_ids(archive, query, order=order)
    now = set(found)
    lost = [record for record in shown if record not in now]
    if not 0 < len(lost) <= KEPT:
        return found, frozenset()
    present = frozenset(row.id for row in reading.rows(archive, lost))
    if present and len(found) + len(lost) == len(shown):
        return array("q", [record for record in shown if record in now or record in present]), present
    return array("q", [*found, *(record for record in lost if record in present)]), present


def _runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Sorted positions as closed ranges."""
    runs: list[tuple[int, int]] = []
    for position in positions:
        if runs and position == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], position)
        else:
            runs.append((position, position))
    return runs
