"""The three panes over one open archive, and how they follow each other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.domain.query.language import spoken
from archive_app.i18n import _
from archive_app.services.search import saved
from archive_app.ui.inspector.pane import Inspector
from archive_app.ui.kit.foot import Foot
from archive_app.ui.kit.job_strip import JobStrip
from archive_app.ui.kit.notice import NoticeBar
from archive_app.ui.kit.unsaved_bar import UnsavedBar
from archive_app.ui.session.jobs import Jobs
from archive_app.ui.session.reports import Report
from archive_app.ui.session.session import Session
from archive_app.ui.sidebar.nodes import all_items_query
from archive_app.ui.sidebar.pane import Sidebar
from archive_app.ui.window.ahead import Ahead
from archive_app.ui.window.backup_bar import BackupBar
from archive_app.ui.window.contested import Contested
from archive_app.ui.window.dropping import Dropping
from archive_app.ui.window.panes import Panes
from archive_app.ui.window.recovered import RecoveredBar
from archive_app.ui.window.scenes import Scenes
from archive_app.ui.window.stops import Place, Stop

#: What is loaded once the first screen is there, in small portions.
_SOON = (
    "archive_app.ui.partnership.page",
    "archive_app.ui.inspector.essentials",
    "archive_app.ui.inspector.facts",
    "archive_app.ui.inspector.detail_rows",
    "archive_app.ui.inspector.page",
    "archive_app.ui.inspector.many",
    "archive_app.ui.tagbar.overlay",
    "archive_app.ui.window.preview",
    "archive_app.ui.stepping.view",
)
#: A larger selection is not carried over into a window made anew.
_SELECTED = 5000


class Workbench(Scenes):
    """``state_changed`` says that what can be done may have changed."""

    state_changed = Signal()

    def __init__(self, session: Session, jobs: Jobs) -> None:
        super().__init__(session, jobs)
        self.jobs = jobs
        self.sidebar = Sidebar(session)
        #: Where to look, and how what was found is spread.
        self.places = QSplitter(Qt.Orientation.Vertical)
        self.inspector = Inspector(session, self.results.selected_ids)
        self.dropping = Dropping(session, self.tagger, (self.sidebar.tree, self.results.facets.list), self)
        self.notice = NoticeBar()
        self.unsaved = UnsavedBar(session.unsaved)
        self._contested = Contested(session, self.unsaved)
        self.recovered = RecoveredBar(session)
        self.backup = BackupBar(session, jobs)
        self.strip = JobStrip(jobs)
        self.tagger.unseen = lambda: self.previewing or (self.stepping_through and self.stepping.side.isHidden())
        self._been: list[str] = []
        self._trail: list[Stop] = []
        #: The record that the last link led to; once another is looked at, the way back is over.
        self._followed = 0
        self._returning: RecordRef | None = None
        self.splitter = Panes()
        # In the order in which Tab goes through them.
        parts = (
            lambda: self.partnership,
            lambda: self.inspector.page,
            lambda: self.inspector.many,
        )
        self._ahead = Ahead(session, self._look_around, _SOON, parts, self)
        self._lay_out()
        self._connect()

    # -- going places

    def start(self, place: Place | None = None) -> None:
        """Show the first result, everything kept, or go where ``place`` says."""
        self._ahead.start()
        if place is None:
            self.results.show_query(all_items_query())
            return
        self.results.show_query(place.query, place.selected, place.current)
        if place.partnership:
            self.partnership.show_id(place.partnership)
            self.results.show_page(place.query)
            self.inspector.show_id(place.partnership)
        elif place.stepping:
            self.begin_stepping()
            # That is still being asked for, in the language that is spoken now.
            self.stepped = spoken(place.query)
            self.stepping.start(place.stepping, place.current)

    def place(self) -> Place:
        """Where one is."""
        results = self.results
        partnership = self.partnership.partnership if results.paging else 0
        selected = tuple(results.selected_ids()) if results.selected_count() <= _SELECTED else ()
        if self.stepping_through:
            return Place(results.query, selected, self.stepping.current, partnership, self.stepping.ids)
        return Place(results.query, selected, results.current_id(), partnership)

    def go_to(self, record: RecordRef) -> None:
        """Show a record: a partnership on its page, anything else in the inspector, found by its ref where need be."""
        if record.kind == Kind.PARTNERSHIP:
            self.partnership.show_id(record.id)
            self.results.show_page(f"partnership:{record.ref}")
            self.inspector.show_id(record.id)
            return
        place = self.results.model.places([record.id]).get(record.id)
        if place is not None and not self.results.paging:
            self.results.go_to(place)
        self.inspector.show_id(record.id)

    def follow(self, record: RecordRef) -> None:
        """Go where a link in the inspector leads, and remember the way back."""
        shown = self.inspector.record
        if shown is not None and shown.id != record.id:
            here = RecordRef(shown.id, shown.uid, shown.ref, shown.kind, shown.title)
            self._trail.append(Stop(here, self.results.query, self.results.paging))
        self._followed = record.id
        self.go_to(record)

    def go_back(self) -> None:
        """Back along the links that were followed, then to the search before."""
        if self._trail:
            stop = self._trail.pop()
            self._followed = stop.record.id
            if not stop.paging:
                self.results.leave_page()
            if stop.query == self.results.query:
                self.go_to(stop.record)
            else:
                self._returning = stop.record
                self.results.show_query(stop.query, (stop.record.id,), stop.record.id)
            return
        if len(self._been) > 1:
            self._been.pop()
            self.results.show_query(self._been.pop())

    def go_to_search(self) -> None:
        """Put the cursor into the search box."""
        self.leave_preview()
        self.leave_stepping()
        self.results.search.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.results.search.edit.selectAll()

    def step(self, by: int) -> None:
        """Go to the record ``by`` places further; the cursor stays in the field it is in."""
        if self.stepping_through:
            self.stepping.do("following" if by > 0 else "previous")
            return
        record = self.results.step(by)
        if self.previewing:
            self.preview.show_ahead(record)

    # -- the preview

    def show_preview(self, record: int = 0) -> None:
        """Show the record of this id large, or the one in the inspector; of several, the one that has the cursor."""
        if not record and not self.inspector.wanted:
            chosen, current = self.results.selected_ids(), self.results.current_id()
            record = current if current in chosen else next(iter(chosen), 0)
        if record:
            self.inspector.show_id(record)
        shown = self.inspector.record
        if shown is not None:
            self.preview.show_record(shown, self.results.expected())
        else:
            self.preview.wait_for(self.inspector.wanted)
        self._stack.setCurrentWidget(self.preview)
        self.preview.setFocus()

    def show_region(self, region: int) -> None:
        """Show the record in the inspector large, at its region of this id."""
        record = self.inspector.record
        if record is not None:
            self.show_preview(record.id)
            self.preview.go_to_region(record.id, region)

    def mark(self) -> None:
        """Mark regions of what is shown large, and show it large for that."""
        if self.marking is None:
            self.show_preview()
        if self.marking is not None:
            self.marking.toggle()

    def leave_preview(self) -> None:
        """Back to the panes."""
        if self.previewing:
            self._stack.setCurrentWidget(self.splitter)
            self.results.view.setFocus()
            if self.results.selected_count() > 1:
                # One of them was shown: all of them are in hand again.
                self._selection_changed()

    # -- stepping and tagging

    def step_through(self) -> None:
        """Go through the selected records, or where not several are, through the result from the current one on."""
        several = self.results.selected_count() > 1
        ids = self.results.selected_ids() if several else self.results.model.ids.tolist()
        if not ids:
            self.session.refused.emit(_("There is nothing to step through. Search for something first."))
            return
        self.leave_preview()
        self.inspector.flush()
        # Nobody sees the inspector meanwhile: building it anew after each change would only hold the window.
        self.inspector.show_id(0)
        self.begin_stepping()
        self.stepping.start(ids, self.results.current_id())
        self.state_changed.emit()

    def leave_stepping(self) -> None:
        """Back to the result, at the item where one stopped."""
        if not self.stepping_through:
            return
        current = self.stepping.current
        self.end_stepping(self.splitter)
        self.notice.settle()
        self.results.select_ids([current], current)
        self.inspector.show_id(current)
        self.results.view.setFocus()
        self.state_changed.emit()

    def tag(self) -> None:
        """Tag what is chosen."""
        if self.stepping_through:
            self.stepping.do("bar")
            return
        ids = self.chosen_ids()
        if ids:
            self.inspector.flush()
            self.tagging.show_for(ids, self._kind_of(ids))

    def use_recent(self, digit: int) -> None:
        """Tag what is chosen with what was used lately."""
        tag, ids = self.tagger.recents.at(digit), self.chosen_ids()
        if tag is not None and ids:
            self.tagger.apply(ids, [tag])

    def _kind_of(self, ids: list[int]) -> Kind:
        shown = self.inspector.record
        if shown is not None and shown.id in ids[:1]:
            return shown.kind
        line = self.results.model.line(self.results.chosen.currentIndex().row())
        return line.row.kind if line is not None else Kind.PHOTO

    # -- state

    def chosen_ids(self) -> list[int]:
        """The records that an action is about: the selection, or the one in the inspector."""
        if self.stepping_through:
            return [self.stepping.shown] if self.stepping.shown else []
        # The record that is wanted, not the one that the inspector still shows: that is the one before.
        wanted, selected = self.inspector.wanted, self.results.selected_ids()
        if self.previewing:
            return [wanted] if wanted else []
        return [wanted] if wanted and (self.results.paging or wanted not in selected) else selected

    def remember(self) -> None:
        """Keep layout and whatever is being typed."""
        self.inspector.flush()
        if self.stepping_through:
            self.stepping.side.captions.flush()
        if self.marking is not None:
            self.marking.settle()
        self.results.remember()
        self.sidebar.remember()
        self.session.settings.put("window/panes", self.splitter.saveState())
        self.session.settings.put("window/places", self.places.saveState())

    def _lay_out(self) -> None:
        for part in (self.sidebar, self.results.facets):
            self.places.addWidget(part)
        self.places.setChildrenCollapsible(False)
        self.places.setHandleWidth(1)
        self.places.setSizes([410, 290])
        for pane, least in ((self.places, 150), (self.results, 300), (self.inspector, 320)):
            pane.setMinimumWidth(least)
            self.splitter.addWidget(pane)
        self.splitter.setStretchFactor(1, 1)
        self.splitter.setCollapsible(1, False)
        self.splitter.setHandleWidth(1)
        self.splitter.setSizes([204, 756, 320])
        self._stack.addWidget(self.splitter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        bars = (self.recovered, self.backup, self.unsaved, self.notice, self.strip)
        for widget in (self.context, self._stack, Foot(self, bars, usual=self.backup)):
            layout.addWidget(widget)
        layout.setStretch(1, 1)
        for splitter, name in ((self.splitter, "window/panes"), (self.places, "window/places")):
            state = self.session.settings.state(name)
            if not state.isEmpty():
                splitter.restoreState(state)

    def _connect(self) -> None:
        self.session.refused.connect(self.notice.refuse)
        self.session.told.connect(self.notice.tell)
        self.session.hinted.connect(self.notice.hint)
        self.session.reported.connect(self._reported)
        self.jobs.refused.connect(self.notice.refuse)
        self.session.bridge.changed.connect(self._archive_changed)
        self.results.searched.connect(lambda _query: self.notice.settle())
        self.sidebar.chosen.connect(self._look_at)
        self.sidebar.search_chosen.connect(self._look_at_saved)
        self.sidebar.update_wanted.connect(self._update_saved)
        self.sidebar.partnership_chosen.connect(self._open_partnership)
        self.results.searched.connect(self._searched)
        self.results.current_changed.connect(self._current_changed)
        self.results.selection_changed.connect(self._selection_changed)
        self.results.opened.connect(self._opened)
        self.results.bar.facets.clicked.connect(lambda on: self.places.setVisible(on or not self.places.isHidden()))
        self.record_wanted.connect(self.go_to)
        self.preview_wanted.connect(self.show_preview)
        self.query_wanted.connect(self._look_at)
        self.inspector.query_wanted.connect(self._look_at)
        self.inspector.tag_wanted.connect(lambda tag: self.tagger.apply(self.inspector.on_screen, [tag]))
        self.inspector.change_wanted.connect(
            lambda change, typed: self.tagger.change(self.results.selected_ids(), change, typed)
        )
        self.inspector.record_wanted.connect(self.follow)
        self.inspector.back_wanted.connect(self.go_back)
        self.inspector.preview_wanted.connect(self.show_preview)
        self.inspector.shown.connect(self._shown)
        self.inspector.region_wanted.connect(self.show_region)
        self.inspector.mark_wanted.connect(self.mark)
        self.preview_left.connect(self.leave_preview)
        self.step_wanted.connect(self.step)
        self.stepping_left.connect(self.leave_stepping)

    def _look_around(self) -> None:
        self.recovered.look()
        self.backup.look()

    def _reported(self, report: Report) -> None:
        self.notice.offer(report.summary or report.title, failed=report.failed)

    def _archive_changed(self, _change: ChangeSet) -> None:
        self.notice.settle()

    def _look_at(self, query: str) -> None:
        self.leave_preview()
        self.results.leave_page()
        self.results.show_query(query)

    def _look_at_saved(self, query: str, order: str) -> None:
        self.results.show_order(order)
        self._look_at(query)

    def _update_saved(self, search: int) -> None:
        archive, query, order = self.session.archive, self.results.search.text(), self.results.order
        self.session.edit(lambda: saved.change_search(archive, search_id=search, query=query, order=order))

    def _open_partnership(self, record: int, ref: str) -> None:
        self.leave_preview()
        self.partnership.show_id(record)
        self.results.show_page(f"partnership:{ref}")
        self.inspector.show_id(record)

    def _searched(self, query: str) -> None:
        if self.stepping_through and query != self.stepped:
            # Something else was searched for behind the picture: that is what one looks at now.
            self.end_stepping(self.splitter)
            self.inspector.show_id(self.results.in_hand())
        if not self._been or self._been[-1] != query:
            self._been.append(query)
        self.sidebar.select(query)
        self.inspector.show_query(query)
        if self._returning is not None:
            self.inspector.show_id(self._returning.id)
            self._returning = None
        self.state_changed.emit()

    def _current_changed(self, _record: int) -> None:
        # Where nothing is selected, Qt makes the first record current as soon as a view has the focus: nobody meant it.
        if self.stepping_through or self.results.paging or self.results.selected_count() != 1:
            return
        self.inspector.show_id(self.results.in_hand())

    def _selection_changed(self) -> None:
        if self.stepping_through:
            return
        count = self.results.selected_count()
        if count > 1:
            self.inspector.show_many(count, self.results.current_id() or self.results.selected_ids()[0])
        elif not self.results.paging:
            self.inspector.show_id(self.results.in_hand() if count else 0)
        self.state_changed.emit()

    def _opened(self, record: int) -> None:
        row = self.results.model.line(self.results.chosen.currentIndex().row())
        if row is not None and row.row.kind == Kind.PARTNERSHIP:
            self._open_partnership(record, row.row.ref)
            return
        self.show_preview(record)
        if row is not None and (row.match.field == "contents" if row.match is not None else not row.marks):
            self.preview.look_for(record, self.results.query)
        elif row is not None and row.match is not None:
            self.preview.open_at(record, row.match)

    def _shown(self, _record: object) -> None:
        shown = self.inspector.record
        if shown is not None and shown.id != self._followed:
            self._trail.clear()
        self.inspector.offer_back(self._trail[-1].record.title if self._trail else "")
        if self.previewing and shown is not None:
            self.preview.show_record(shown, self.results.expected())
        self.state_changed.emit()
