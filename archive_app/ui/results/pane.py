"""The result pane: search box, chips, result bar, and grid and table over one model and one selection.

It owns the facets of its result too; whoever lays out the window gives them their place.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.query.language import spoken
from archive_app.domain.query.narrowing import asks_membership
from archive_app.errors import ArchiveError, StorageError
from archive_app.ui.kit import theme
from archive_app.ui.results.bar import GRID, PAGE, TABLE, ResultBar
from archive_app.ui.results.cells import CellDelegate
from archive_app.ui.results.choosing import ChoosingPane
from archive_app.ui.results.dragging import DragOut
from archive_app.ui.results.empty import EmptyPage
from archive_app.ui.results.facets import FacetPanel
from archive_app.ui.results.grid import STANDARD, GridModel, GridView
from archive_app.ui.results.lines import lines
from archive_app.ui.results.marks import searched_terms
from archive_app.ui.results.model import Line
from archive_app.ui.results.searchbox import SearchBox
from archive_app.ui.results.seeking import Found, Seeker
from archive_app.ui.results.table import ResultTable
from archive_app.ui.results.veil import Veil
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session

#: How long changes are gathered before the search runs again, in milliseconds.
AGAIN = 250


class ResultPane(ChoosingPane):
    """``current_changed`` gives the id of the current record, 0 for none; ``opened`` the id to be shown large."""

    current_changed = Signal(int)
    selection_changed = Signal()
    opened = Signal(int)
    menu_wanted = Signal(QPoint)
    #: The query that is now shown.
    searched = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(self._read, parent)
        self._session = session
        self.query = ""
        self.order = session.settings.text("results/order")
        self.seeker = Seeker(session, self)
        self.grid_model = GridModel(self.model, self)
        self.delegate = CellDelegate(session.thumbnails, self.chosen, self.grid_model.position, self)
        self.search = SearchBox(session)
        self.bar = ResultBar()
        self.facets = FacetPanel(session, self.search.text)
        self.facets.setParent(self)  # until it has its place: what has no parent is shown as a window
        self.grid = GridView(self.grid_model, self.chosen, self.delegate)
        self.table = ResultTable(self.model, self.chosen)
        for view in (self.grid, self.table):
            view.drag_wanted.connect(DragOut(session, self.selected_ids, view).begin)
        self.empty = EmptyPage(session)
        self._stack = QStackedWidget()
        self._veil = Veil(self._stack)
        self._wanted: tuple[str, tuple[int, ...], int] = ("", (), 0)
        #: What could not be chosen again in the first rows and may stand further down.
        self._sought: tuple[Sequence[int], int] | None = None
        self._placing = False
        #: Whether more may be found than is shown; so it is before the first answer.
        self._partial = True
        self._page: QWidget | None = None
        self._page_query = ""
        self._paging = False
        self._view = GRID
        #: The size of the pictures as it was set, not as it was moved since.
        self._size = STANDARD
        self._again = Later(self, AGAIN, self._changed_again)
        self._lay_out()
        self._connect()
        self._connect_search()
        self.show_facets(session.settings.flag("results/facets"))
        self.show_view(session.settings.text("results/view"))
        for name in ("grid-size", "grid-titles"):
            self.follow(name)
        self.bar.show_order(self.order)
        self.table.show_order(self.order)
        self.table.restore_layout(session.settings.state("results/columns"))

    # -- what is shown

    def show_query(self, query: str, selected: Sequence[int] = (), current: int = 0) -> None:
        """Put ``query`` into the box, in the reader's language, and search; then select ``selected`` of it."""
        query = spoken(query)
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

    def show_facets(self, shown: bool) -> None:
        """Show the facets of the result, or put them away."""
        self._session.settings.put("results/facets", shown)
        self.facets.wanted = shown
        self.bar.facets.setChecked(shown)
        self._show_page()
        self._count_facets()

    def place_page(self, page: QWidget) -> None:
        """Give the pane the page of a partnership, to be shown in place of grid and table."""
        self._page = page
        self._stack.addWidget(page)

    def show_page(self, query: str) -> None:
        """Search for ``query``, which asks for one partnership, and show its page."""
        query = self._page_query = spoken(query)
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

    def cell_keys(self) -> list[str]:
        """The columns of the table that is shown, as tables for spreadsheets call them; none where the grid is."""
        return self.table.cell_keys() if self._view == TABLE else []

    @property
    def view(self) -> GridView | ResultTable:
        """The grid or the table, whichever is shown."""
        return self.table if self._view == TABLE else self.grid

    def selected_ids(self) -> list[int]:
        """The ids of the selected records; none while a page is shown over them."""
        return [] if self.paging else super().selected_ids()

    def selected_count(self) -> int:
        """How many records are seen to be selected."""
        return 0 if self.paging else super().selected_count()

    def take_focus(self) -> None:
        """Put the focus into the result, or where nothing was found on what may have been meant."""
        if self._stack.currentWidget() is self.empty and self.empty.take_focus():
            return
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Search again and show exactly what matches now."""
        if self.seeker.busy or self.search.faulty:
            self.seeker.seek(self.search.text(), self.order)
        else:
            self._seek_again(exact=True)

    # -- changes

    def changed(self, change: ChangeSet) -> None:
        """A change was made: read the touched rows again, and soon the search."""
        if change.everything:
            self.model.refresh_all()
        else:
            self.model.refresh(change.ids)
        self._again.start()

    def follow(self, name: str) -> None:
        """The setting ``name`` has another value: show it."""
        settings = self._session.settings
        if name == "grid-size":
            self._size = settings.number(name)
            self.bar.zoom.setValue(self._size)
        elif name == "grid-titles":
            self.grid.show_titles(settings.flag(name))

    def remember(self) -> None:
        """Keep the layout for the next time."""
        self.search.remember()
        self._session.settings.put("results/columns", self.table.layout_state())
        if self.bar.zoom.value() != self._size:
            # Only what was moved here: the command line may have set another size meanwhile.
            with suppress(StorageError):
                self._session.settings.put("grid-size", self.bar.zoom.value())

    # -- inside

    def _lay_out(self) -> None:
        for page in (self.grid, self.table, self.empty):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.SMALL, 0, 0)
        layout.setSpacing(theme.TIGHT)
        head = QVBoxLayout()
        head.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        head.addWidget(self.search)
        layout.addLayout(head)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.bar.order_chosen.connect(self.show_order)
        self.bar.view_chosen.connect(self.show_view)
        self.bar.size_chosen.connect(self.grid.set_cell_size)
        self.grid.size_wanted.connect(self.bar.resize_by)
        self.bar.refresh_wanted.connect(self.refresh)
        self.bar.facets.clicked.connect(self.show_facets)
        self.table.order_chosen.connect(self.show_order)
        self.table.unordered.connect(self._session.told)
        for view in (self.grid, self.table):
            view.opened.connect(lambda position: self.opened.emit(self.model.ids[position]))
            view.menu_wanted.connect(self.menu_wanted)
        self.chosen.currentChanged.connect(lambda _new, _old: self._current_changed())
        self.chosen.selectionChanged.connect(self._selection_changed)
        self.model.counted.connect(lambda _count: self._show_page())
        self.facets.query_wanted.connect(self.search.put)
        self.facets.left.connect(self.take_focus)
        self._session.thumbnails.arrived.connect(self.grid.repaint_pictures)

    def _connect_search(self) -> None:
        self.search.typing.connect(self._stop)
        self.search.searched.connect(lambda query: self.seeker.seek(query, self.order))
        self.search.left.connect(self.take_focus)
        self.empty.query_wanted.connect(self._search_instead)
        self.empty.starting_changed.connect(self._show_page)
        self.seeker.first.connect(self._show_first)
        self.seeker.rest.connect(self._show_rest)
        self.seeker.again.connect(self._show_again)
        self.seeker.failed.connect(self._not_found)
        self._session.bridge.changed.connect(self.changed)

    def _read(self, ids: Sequence[int], take: Callable[[list[Line]], None]) -> None:
        archive, query = self._session.archive, self.query

        def work() -> list[Line]:
            # Rows of a search that is over are not looked at any more.
            return lines(archive, ids, query) if query == self.query else []

        self._session.tasks.read(work, take, owner=self)

    def _stop(self) -> None:
        """A key was pressed: what is still being worked out is for a text that is gone."""
        counting, seeking = self.facets.stop(), self.seeker.stop()
        if counting or seeking:
            self.search.forget()

    def _search_instead(self, query: str) -> None:
        self.show_query(query)
        self.search.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose_again(self, ids: Sequence[int]) -> None:
        """Choose records that were gone, as soon as they are found again."""
        self._sought = (tuple(ids), ids[0])
        self._again.start()

    def _changed_again(self) -> None:
        if self.seeker.busy:
            self._again.start()
        else:
            self._seek_again(exact=False)

    def _seek_again(self, *, exact: bool) -> None:
        ids, current = self._sought or self.choice()
        self.seeker.seek_again(self.query, self.order, self.model.ids, (*ids, current), exact=exact)

    def _show_first(self, found: Found) -> None:
        """The first rows. What was chosen in another result ends with that: nobody sees it any more.

        Of the same search it is chosen again; what is not among the first rows may still come.
        """
        ids, current = (self._sought or self.choice()) if found.query == self.query else ((), 0)
        wanted, selected, wanted_current = self._wanted
        self._wanted = ("", (), 0)
        if selected and wanted == found.query:
            ids, current = selected, wanted_current or selected[0]
        self.query = found.query
        self._partial = not found.whole
        self.search.show_fault(None)
        self.bar.offer_relevance(bool(searched_terms(found.query)))
        self.table.show_why(asks_membership(found.query), ranked=self.bar.ranked)
        self.model.set_ids(found.ids)
        places = self.model.places(ids)
        self._sought = (ids, current) if self._partial and len(places) < len(set(ids)) else None
        self._place(places, ids, current)
        self.bar.show_stale(0)
        self.empty.show_result(found.query, count=len(found.ids), whole=found.whole)
        self._show_page()
        self.searched.emit(found.query)
        if self._partial:
            self.facets.grey()
            self._go_on()
        else:
            self._count_facets()

    def _go_on(self) -> None:
        self.seeker.go_on(self.query, self.order, self._sought[0] if self._sought else ())

    def _show_rest(self, found: Found) -> None:
        self._partial = False
        if not self.model.grow(found.ids):
            ids, current = self._sought or self.choice()
            self.model.set_ids(found.ids)
            self._sought = None
            self._place(self.model.places(ids), ids, current)
        elif self._sought is not None:
            ids, current = self._sought
            self._sought = None
            self._place(found.places, ids, current)
        self._show_page()
        self._count_facets()

    def _show_again(self, found: Found) -> None:
        place = self.chosen.currentIndex().row()
        ids, current = self._sought or self.choice()
        self._partial, self._sought = False, None
        if found.ids != self.model.ids:
            self.model.set_ids(found.ids)
            self._place(found.places, ids, current)
            if current and self.current_id() != current and len(found.ids):
                self.go_to(min(place, len(found.ids) - 1))
        if self.query == self.search.text():
            self.search.show_fault(None)
        self.bar.show_stale(len(found.lost))
        self.empty.show_result(self.query, count=len(found.ids), whole=True)
        self._show_page()
        self._count_facets()

    def _place(self, places: Mapping[int, int], ids: Sequence[int], current: int) -> None:
        """Choose ``ids`` in a new result. While some of them may still be found further down, nobody is told."""
        self._placing = True
        self.select_places(places, ids, current)
        self._placing = False
        if self._sought is None:
            self._selection_changed()
            self.current_changed.emit(self.current_id())

    def _not_found(self, error: ArchiveError) -> None:
        """What is shown stays, as what it is: of the search before this one."""
        self.search.show_fault(error)
        self.facets.grey()
        self.empty.show_fault()
        self._show_page()
        if self._partial and self.model.rowCount():
            self._go_on()

    def _current_changed(self) -> None:
        if not self._placing:
            self.current_changed.emit(self.current_id())

    def _selection_changed(self) -> None:
        if self._placing:
            return
        self._sought = None
        self._show_count()
        self.selection_changed.emit()

    def _count_facets(self) -> None:
        if not self._partial and not self.search.faulty:
            self.facets.count(self.query, self.model.ids)

    def _show_count(self) -> None:
        earlier = self.search.faulty
        self.bar.show_count(self.model.rowCount(), self.selected_count(), more=self._partial, earlier=earlier)
        self._veil.draw(earlier and self.model.rowCount() > 0)

    def _show_page(self) -> None:
        self._show_count()
        self.bar.offer_page(bool(self._page_query) and self._page_query == self.query)
        self.bar.show_view(PAGE if self.paging else self._view)
        paging = self.paging and self._page is not None
        self.facets.setVisible(self.facets.wanted and not paging)
        if paging and self._page is not None:
            self._stack.setCurrentWidget(self._page)
        else:
            self._stack.setCurrentWidget(self.empty if self.empty.starting or not self.model.rowCount() else self.view)
