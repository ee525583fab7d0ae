"""The inspector: one record whole, or what can be done to several."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.details import DETAILS
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import Record
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.records import merging, reading
from archive_app.ui.completeness.section import Missing, MissingSection, missing
from archive_app.ui.inspector.detail_rows import DetailRows
from archive_app.ui.inspector.details import DetailsSection
from archive_app.ui.inspector.essentials import Essentials, texts_here
from archive_app.ui.inspector.facts import BelongsSection, HistorySection
from archive_app.ui.inspector.files import FilesSection
from archive_app.ui.inspector.header import Header
from archive_app.ui.inspector.identifiers import IdentifiersSection
from archive_app.ui.inspector.links import AffiliationsSection, LinksSection
from archive_app.ui.inspector.many import ManyRecords
from archive_app.ui.inspector.names import NamesSection
from archive_app.ui.inspector.place import KeptPlace
from archive_app.ui.inspector.stages import StagesSection
from archive_app.ui.inspector.suggestions import SuggestionsSection
from archive_app.ui.inspector.texts import TextsSection
from archive_app.ui.inspector.why import Reasons, WhySection, reasons
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import flush_all, plain_label
from archive_app.ui.kit.held_keys import HeldKeys
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session

#: How long the choice must rest before the record is read, in milliseconds: arrow keys held down run past.
REST = 40


class _Part(Protocol):
    """A section that shows what it is about of a record."""

    def show_record(self, record: Record) -> None: ...


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
    #: The :class:`Record` that is now shown.
    shown = Signal(object)

    def __init__(self, session: Session, selected: Callable[[], list[int]]) -> None:
        super().__init__()
        self._session = session
        self._wanted = 0
        self._query = ""
        self._record: Record | None = None
        self._held = HeldKeys(self)
        #: What was asked for before the record was there.
        self._then: Callable[[], None] | None = None
        self.back = QPushButton()
        self.back.setObjectName("quiet")
        self.back.setIcon(icon("back"))
        self.back.clicked.connect(self.back_wanted)
        self.back.hide()
        self.why = WhySection(session.settings)
        self.missing = MissingSection(session.settings)
        #: What is to be edited as soon as that record is shown: the record and the field.
        self._field: tuple[int, str] = (0, "")
        self._looked_at: QWidget | None = None
        self._make_sections(session, selected)
        self._rest = Later(self, REST, self._read)
        self._stack = QStackedWidget()
        self._lay_out()
        self._connect()
        session.bridge.changed.connect(self._changed)

    def _make_sections(self, session: Session, selected: Callable[[], list[int]]) -> None:
        self.header = Header(session)
        self.names = NamesSection(session)
        self.essentials = Essentials(session)
        self.texts = TextsSection(session, texts_here)
        self.stages = StagesSection(session)
        self.details = DetailsSection(session)
        #: By the name of the detail.
        self.rows = {detail.name: DetailRows(session, detail) for detail in DETAILS}
        self.affiliations = AffiliationsSection(session)
        self.links = LinksSection(session)
        self.suggestions = SuggestionsSection(session)
        self.belongs = BelongsSection(session)
        self.identifiers = IdentifiersSection(session)
        self.files = FilesSection(session)
        self.history = HistorySection(session)
        self.many = ManyRecords(session, selected)
        self._parts: tuple[_Part, ...] = (
            self.names,
            self.stages,
            self.texts,
            self.affiliations,
            self.links,
            self.suggestions,
            self.belongs,
            *self.rows.values(),
            self.details,
            self.identifiers,
            self.files,
            self.history,
        )

    def _connect(self) -> None:
        self.header.picture.clicked.connect(self.preview_wanted)
        self.header.copy_wanted.connect(self.copy_wanted)
        self.why.record_wanted.connect(self.record_wanted)
        self.missing.field_wanted.connect(self._fill)
        self.missing.query_wanted.connect(self.query_wanted)
        self.affiliations.record_wanted.connect(self.record_wanted)
        self.links.record_wanted.connect(self.record_wanted)
        self.essentials.record_wanted.connect(self.record_wanted)
        self.belongs.record_wanted.connect(self.record_wanted)
        self.files.folder_wanted.connect(self.folder_wanted)
        self.files.files_wanted.connect(self.files_wanted)

    @property
    def record(self) -> Record | None:
        """The record that is shown; None while another is wanted that is still being read."""
        return self._record if self._record is not None and self._record.id == self._wanted else None

    @property
    def wanted(self) -> int:
        """The id of the record that is shown or about to be, 0 for none."""
        return self._wanted

    def show_id(self, record: int) -> None:
        """Show the record of this id, 0 for none. What was being typed is saved first, and what is typed waits."""
        if record == self._wanted and record:
            return
        flush_all(self)
        self._wanted, self._then = record, None
        if not record:
            self._show_none(self._empty)
        elif self.record is not None:
            # Back to the one whose place no other has taken yet.
            self._rest.start()
            self._held.release()
        else:
            self._rest.start()
            focused = QApplication.focusWidget()
            if focused is not None and self.isAncestorOf(focused):
                self._held.hold()

    def show_many(self, count: int, first: int) -> None:
        """Show what can be done to ``count`` records."""
        flush_all(self)
        self._wanted, self._then = 0, None
        self.many.put(count, first)
        self._show_none(self.many)

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
        words = _("Back to {title}").format(title=isolated(title))
        shown = self.back.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 240)
        self.back.setText(shown.replace("&", "&&"))
        self.back.setAccessibleName(words)
        self.back.setToolTip(theme.plain_tip(f"{words} (Alt+Left)"))
        self.back.setVisible(bool(title))

    def flush(self) -> None:
        """Save what is being typed."""
        flush_all(self)

    def edit_title(self) -> None:
        """Put the cursor into the first name."""
        self._when_shown(lambda: self._focus("name-0", self.names.open))

    def add_link(self) -> None:
        """Put the cursor where a link is added."""
        if self._stack.currentWidget() is self.many and not self._wanted:
            self.many.add_link()
        else:
            self._when_shown(lambda: self._focus("link-add", self.links.open))

    def edit_caption(self) -> None:
        """Put the cursor into the caption."""
        if self._stack.currentWidget() is self.many and not self._wanted:
            self.many.edit_caption()
        else:
            self._when_shown(lambda: self._focus("text-caption", self.texts.open))

    def edit_essential(self, name: str) -> None:
        """Put the cursor into the date, the rating, or where a person or an event is linked."""
        if self._stack.currentWidget() is self.many and not self._wanted and name.startswith("link-"):
            self.many.add_link(Kind(name.removeprefix("link-")))
        else:
            self._when_shown(lambda: self._focus(name, self.details.open))

    def edit_field(self, name: str, record: int = 0) -> None:
        """Put the cursor where a gap is filled (see ``Rule.field``), of ``record`` as soon as it is shown."""
        if not record or record == self._wanted:
            self._when_shown(lambda: self._edit_field(name))
        else:
            self._field = (record, name)

    def _fill(self, name: str) -> None:
        """Put the cursor where a gap is filled; files are asked for at once."""
        if name == "file":
            self._when_shown(self.files.ask)
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
        if name == "name":
            self.names.add_line()
        elif name == "link":
            self.add_link()
        elif name == "stage":
            self._focus("stage-date-0", self.stages.open)
        elif name == "file":
            self.files.open()
            self.area.ensureWidgetVisible(self.files.add)
            self.files.add.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name.startswith("detail-"):
            self.rows[name.removeprefix("detail-")].add_line()
        elif name.startswith("text-"):
            self._focus(name, self.texts.open)
        else:
            person = name == "field-date" and self.record is not None and self.record.kind is Kind.PERSON
            self._focus("field-birth_date" if person else name, self.details.open)

    def _lay_out(self) -> None:
        words = _("Nothing selected.\nChoose a record to see and edit it here.")
        self._empty = plain_label(words, "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        page = QWidget()
        page.setObjectName("inspector")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, theme.LARGE)
        column.setSpacing(0)
        column.addWidget(self.back)
        parts: list[QWidget] = [self.header, self.essentials, self.why, self.missing]
        for part in (*parts, *self._parts):
            column.addWidget(part)  # type: ignore[arg-type]
        column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setWidget(page)
        self._place = KeptPlace(self.area, [each for each in page.children() if isinstance(each, QWidget)])
        self.area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._keep_in_sight())
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for widget in (self._empty, self.area, self.many):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)

    def _read(self) -> None:
        archive, wanted, query = self._session.archive, self._wanted, self._query

        def work() -> tuple[Record, Reasons, Missing]:
            record = reading.record(archive, wanted)
            return record, reasons(archive, wanted, query), missing(archive, record)

        if wanted:
            self._session.tasks.read(
                work, self._put, owner=self, key="inspector", failed=self._gone, after_changes=True
            )

    def _put(self, read: tuple[Record, Reasons, Missing]) -> None:
        record, found, lacking = read
        if record.id != self._wanted:
            return
        focused = QApplication.focusWidget()
        name = focused.objectName() if focused is not None and self.isAncestorOf(focused) else ""
        moved = self._record is None or self._record.id != record.id
        if moved:
            flush_all(self)
        self._record = record
        self._place.hold()
        self.header.show_record(record)
        self.essentials.show_record(record)
        self.why.show_reasons(record, found)
        self.missing.show_missing(record, lacking)
        for part in self._parts:
            part.show_record(record)
        self._stack.setCurrentWidget(self.area)
        if name:
            self._return_focus(name, moved)
        self._place.keep()
        self.shown.emit(record)
        wanted, field = self._field
        then, self._then = self._then, None
        if wanted == record.id:
            self._field = (0, "")
            self._edit_field(field)
        if then is not None:
            then()
        self._held.release()

    def _return_focus(self, name: str, moved: bool) -> None:
        """Back into the field of the same name: so one types captions for one picture after another."""
        there = self.findChild(QWidget, name)
        if there is None or there.hasFocus():
            return
        there.setFocus(Qt.FocusReason.OtherFocusReason)
        if moved and isinstance(there, QLineEdit):
            there.selectAll()

    def _gone(self, _error: ArchiveError) -> None:
        """Show what the record was merged into, if it was."""
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

    def _focus(self, name: str, unfold: Callable[[], None]) -> None:
        if self.record is None:
            return
        there = self.findChild(QWidget, name)
        if there is not None:
            if not self.essentials.isAncestorOf(there):
                unfold()
            self._place.release()
            there.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._looked_at = there
            self.area.ensureWidgetVisible(there)

    def _keep_in_sight(self) -> None:
        """What was just filled in is laid out in several turns: the field with the cursor stays in sight meanwhile."""
        there = self._looked_at
        if there is not None and isValid(there) and there.hasFocus():
            self.area.ensureWidgetVisible(there)
        else:
            self._looked_at = None
