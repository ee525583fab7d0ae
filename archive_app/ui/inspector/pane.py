"""The inspector: one record whole, or what can be done to several."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QApplication, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.records import Record
from archive_app.errors import ArchiveError
from archive_app.i18n import N_, _
from archive_app.loading import later
from archive_app.ui.inspector.nothing import NothingSelected
from archive_app.ui.kit.editors import flush_all
from archive_app.ui.kit.held_keys import HeldKeys
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session

if TYPE_CHECKING:
    from archive_app.ui.inspector.many import ManyRecords
    from archive_app.ui.inspector.page import RecordPage, Whole

(merging,) = later("archive_app.services.records", "merging")

#: How long the choice must rest before the record is read, in milliseconds: arrow keys held down run past.
REST = 40
#: How low it may be, in pixels.
_LEAST = 160
#: What is said where a record has no field of this name.
_LACKS = {
    "text-caption": N_("A record of this kind has no caption."),
    "field-date": N_("A record of this kind has no date."),
    "stage": N_("This partnership has no stage yet: add one first."),
}
_LACKING = N_("A record of this kind has no such field.")


class Inspector(QWidget):
    """``record_wanted`` asks to show another record, ``preview_wanted`` to show this one large."""

    record_wanted = Signal(object)
    preview_wanted = Signal()
    copy_wanted = Signal()
    folder_wanted = Signal(Path)
    #: Files are to be given to the record of this id.
    files_wanted = Signal(int)
    #: A search that is to be shown.
    query_wanted = Signal(str)
    #: Back to the record from which one came.
    back_wanted = Signal()
    #: The whole history of the record.
    history_wanted = Signal()
    #: The :class:`~archive_app.services.records.links_of_many.Tag` that the record is to have.
    tag_wanted = Signal(object)
    #: The region of this id is to be shown on its picture, or played; another one is to be marked.
    region_wanted = Signal(int)
    mark_wanted = Signal()
    #: See ``ManyRecords.wanted``.
    change_wanted = Signal(object, object)
    #: The :class:`Record` that is now shown.
    shown = Signal(object)

    def __init__(self, session: Session, selected: Callable[[], list[int]]) -> None:
        super().__init__()
        self._session = session
        self._selected = selected
        self._wanted = 0
        self._query = ""
        #: The record that is shown from its top on, not at the place at which one looked in the one before.
        self._new = 0
        self._record: Record | None = None
        self._held = HeldKeys(self)
        #: What was asked for before the record was there.
        self._then: Callable[[], None] | None = None
        #: What was turned to while keys still waited for the record before, and who had the keyboard then.
        self._next: tuple[Callable[[], None], QWidget | None] | None = None
        #: What is to be edited as soon as that record is shown: the record and the field.
        self._field: tuple[int, str] = (0, "")
        self._rest = Later(self, REST, self._read)
        self.nothing = NothingSelected()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        session.bridge.changed.connect(self._changed)

    def minimumSizeHint(self) -> QSize:
        # What does not fit scrolls.
        return QSize(super().minimumSizeHint().width(), _LEAST)

    @cached_property
    def page(self) -> RecordPage:
        """One record whole; made when it is first asked for."""
        from archive_app.ui.inspector.page import RecordPage

        page = RecordPage(self._session)
        self._stack.addWidget(page)
        page.record_wanted.connect(self.record_wanted)
        page.preview_wanted.connect(self.preview_wanted)
        page.copy_wanted.connect(self.copy_wanted)
        page.folder_wanted.connect(self.folder_wanted)
        page.query_wanted.connect(self.query_wanted)
        page.back_wanted.connect(self.back_wanted)
        page.history_wanted.connect(self.history_wanted)
        page.accepted.connect(self.tag_wanted)
        page.files_wanted.connect(self.files_wanted)
        page.field_wanted.connect(self._fill)
        page.regions.region_wanted.connect(self.region_wanted)
        page.regions.mark_wanted.connect(self.mark_wanted)
        return page

    @cached_property
    def many(self) -> ManyRecords:
        """What can be done to several; made when it is first asked for."""
        from archive_app.ui.inspector.many import ManyRecords

        many = ManyRecords(self._session, self._selected)
        self._stack.addWidget(many)
        many.wanted.connect(self.change_wanted)
        return many

    @property
    def record(self) -> Record | None:
        """The record that is shown; None while another is wanted that is still being read."""
        return self._record if self._record is not None and self._record.id == self._wanted else None

    @property
    def on_screen(self) -> list[int]:
        """The record that is still on the screen, be another one wanted already: what is clicked is meant for it."""
        return [self._record.id] if self._record is not None else []

    @property
    def wanted(self) -> int:
        """The id of the record that is shown or about to be, 0 for none."""
        return self._wanted

    @property
    def _manifold(self) -> bool:
        """Whether several are shown, not one."""
        return "many" in self.__dict__ and self._stack.currentWidget() is self.many and not self._wanted

    def show_id(self, record: int) -> None:
        """Show the record of this id, 0 for none. What was being typed is saved first, and what is typed waits."""
        if (record == self._wanted and record and self._next is None) or self._is_typed_first(
            partial(self.show_id, record)
        ):
            return
        flush_all(self)
        if self._manifold:
            self.many.leave()
        self._wanted, self._then = record, None
        if not record:
            self._show_none(self.nothing)
        elif self.record is not None:
            # Back to the one whose place no other has taken yet.
            self._rest.start()
            self._held.release()
        else:
            self._rest.start()
            focused = QApplication.focusWidget()
            if focused is not None and self.isAncestorOf(focused):
                self._held.hold()

    def show_new(self, record: int) -> None:
        """Show a record that was just made, from its top on."""
        self._new = record
        if self.record is not None and self.record.id == record:
            self._from_top()
        self.show_id(record)

    def _from_top(self) -> None:
        self._new = 0
        self.page.go_to_top()

    def show_many(self, count: int, first: int) -> None:
        """Show what can be done to ``count`` records."""
        if self._is_typed_first(partial(self.show_many, count, first)):
            return
        flush_all(self)
        self._wanted, self._then = 0, None
        self.many.put(count, first)
        self._show_none(self.many)

    def _is_typed_first(self, then: Callable[[], None]) -> bool:
        """Whether keys wait for a field of the record before: they come into it, and ``then`` is done."""
        if self._then is None or not self._held.waiting:
            return False
        self._held.divide()
        self._next = then, QApplication.focusWidget()
        return True

    def _go_on(self) -> None:
        """Turn to what was wanted while keys waited; what was pressed since goes to who had the keyboard then."""
        if self._next is None:
            return
        (then, focused), self._next = self._next, None
        flush_all(self)
        if focused in QApplication.allWidgets() and focused is not None:
            focused.setFocus(Qt.FocusReason.OtherFocusReason)
        then()
        if not self._held.holding:
            self._held.release()

    def _show_none(self, page: QWidget) -> None:
        self._rest.stop()
        self._session.tasks.forget("inspector")
        self._record = None
        self._stack.setCurrentWidget(page)
        self._held.release()

    def show_query(self, query: str) -> None:
        """Say of the record why ``query`` finds it."""
        if query != self._query:
            self._query = query
            if self._wanted:
                self._rest.start()

    def offer_back(self, title: str) -> None:
        """Offer the way back to the record of ``title``; empty for none."""
        self.page.offer_back(title)

    def takes_files(self, over: QWidget) -> bool:
        """Whether what is dropped on ``over`` is given to the record that is shown."""
        return self.record is not None and self.isAncestorOf(over)

    def flush(self) -> None:
        """Save what is being typed."""
        flush_all(self)

    def add_link(self) -> None:
        """Put the cursor where a link is added."""
        self.edit_field("link-add")

    def edit_caption(self) -> None:
        """Put the cursor into the caption."""
        self.edit_field("text-caption")

    def edit_field(self, name: str, record: int = 0) -> None:
        """Put the cursor into the field of that name or where a gap is filled (see ``Rule.field``), of what is in hand
        or of ``record`` as soon as it is shown; where there is no such field, say so.
        """
        if record and record != self._wanted:
            self._field = (record, name)
        elif self._manifold:
            self.many.edit_field(name)
        else:
            self._when_shown(lambda: self._edit_field(name))

    def accept(self) -> None:
        """Link the record in hand to what is suggested first."""
        self._when_shown(lambda: self.page.suggestions.accept_first() if self.record is not None else None)

    def _fill(self, name: str) -> None:
        """Put the cursor where a gap is filled; files are asked for at once."""
        if name == "file":
            self._when_shown(self.page.files.ask)
        else:
            self.edit_field(name)

    def _when_shown(self, call: Callable[[], None]) -> None:
        """Do it to the record that is wanted, not to the one that is still on the screen; keys wait for it."""
        if self._wanted and self.record is None:
            self._then = call
            self._held.hold()
        else:
            call()

    def _edit_field(self, name: str) -> None:
        if self.record is None:
            self._session.refused.emit(_("Choose a record to see and edit it here."))
        elif not self.page.edit_field("link-add" if name == "link" else name, self.record):
            self._session.refused.emit(_(_LACKS.get(name, _LACKING)))

    def _read(self) -> None:
        if not self._wanted:
            return
        from archive_app.ui.inspector.page import whole

        archive, wanted, query = self._session.archive, self._wanted, self._query
        self._session.tasks.read(
            lambda: whole(archive, wanted, query),
            self._put,
            owner=self,
            key="inspector",
            failed=self._gone,
            after_changes=True,
        )

    def _put(self, read: Whole) -> None:
        record, *_more = read
        if record.id != self._wanted:
            return
        focused = QApplication.focusWidget()
        name = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        moved = self._record is None or self._record.id != record.id
        if self._record is not None and self._record.kind is not record.kind:
            # What stood at this place is something else in a record of another kind.
            self._new = record.id
        if moved:
            flush_all(self)
        self._record = record
        self.page.show_whole(read)
        self._stack.setCurrentWidget(self.page)
        if name:
            self._return_focus(name, moved)
        self.page.keep_place()
        if self._new == record.id:
            self._from_top()
        self.shown.emit(record)
        wanted, field = self._field
        then, self._then = self._then, None
        if wanted == record.id:
            self._field = (0, "")
            self._edit_field(field)
        if then is not None:
            then()
        self._held.release()
        self._go_on()

    def _return_focus(self, name: str, moved: bool) -> None:
        """Back into the field of the same name: so one types captions for one picture after another."""
        there = self.page.editor(name)
        if there is None:
            # What one types is meant for no field that happens to be near.
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        if there.hasFocus():
            return
        there.setFocus(Qt.FocusReason.OtherFocusReason)
        if moved and isinstance(there, QLineEdit):
            there.selectAll()

    def _gone(self, _error: ArchiveError) -> None:
        """Show what the record was merged into, if it was; keys that waited for it are meant for nothing."""
        if self._next is not None:
            (then, _focused), self._next, self._then = self._next, None, None
            self._held.forget()
            then()
            return
        archive, gone = self._session.archive, self._wanted
        self._session.tasks.read(
            lambda: merging.kept(archive, gone),
            lambda kept: self.show_id(kept if kept != gone else 0),
            owner=self,
            key="inspector",
        )

    def _changed(self, _change: ChangeSet) -> None:
        if self._wanted:
            self._rest.start()
