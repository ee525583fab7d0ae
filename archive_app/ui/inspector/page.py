"""One record whole: its sections one below the other. It is made when the first record is shown."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from archive_app.domain.model.columns import FieldType
from archive_app.domain.model.details import DETAILS
from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import Record
from archive_app.domain.text.showing import isolated
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.records import reading
from archive_app.ui.completeness.section import Missing, MissingSection, missing
from archive_app.ui.inspector.contents import ContentsSection
from archive_app.ui.inspector.detail_rows import DetailRows
from archive_app.ui.inspector.details import DetailsSection
from archive_app.ui.inspector.essentials import Essentials, texts_here
from archive_app.ui.inspector.facts import BelongsSection, HistorySection
from archive_app.ui.inspector.files import FilesSection
from archive_app.ui.inspector.gifts import GiftsSection
from archive_app.ui.inspector.header import Header
from archive_app.ui.inspector.identifiers import IdentifiersSection
from archive_app.ui.inspector.links import AffiliationsSection, LinksSection
from archive_app.ui.inspector.names import NamesSection
from archive_app.ui.inspector.place import KeptPlace
from archive_app.ui.inspector.regions import RegionsSection
from archive_app.ui.inspector.stages import StagesSection
from archive_app.ui.inspector.suggestions import SuggestionsSection
from archive_app.ui.inspector.texts import TextsSection
from archive_app.ui.inspector.why import Reasons, WhySection, reasons
from archive_app.ui.kit import theme
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.section import Section
from archive_app.ui.session.session import Session

#: When a partnership began.
_FIRST_STAGE = "stage-date-0"

#: A record, why a search finds it, and what it lacks.
Whole = tuple[Record, Reasons, Missing]


def whole(archive: Archive, record_id: int, query: str) -> Whole:
    """What the page shows of a record; for a thread of its own."""
    record = reading.record(archive, record_id)
    return record, reasons(archive, record_id, query), missing(archive, record)


def _likes(name: str, kind: Kind) -> list[str]:
    """The field of that ``name``, and those that say the like of it of a record of ``kind``."""
    if name == "stage":
        return [_FIRST_STAGE]
    if name != "field-date":
        return [name]
    dates = [f"field-{field.name}" for field in fields_of(kind) if field.type is FieldType.DATE]
    return [name, *dates, _FIRST_STAGE]


class _Part(Protocol):
    """A section that shows what it is about of a record."""

    def show_record(self, record: Record) -> None: ...


class RecordPage(QScrollArea):
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
    #: A field in which a gap is filled.
    field_wanted = Signal(str)
    #: Where a link is added, of whatever kind.
    link_wanted = Signal()
    #: The whole history of the record.
    history_wanted = Signal()
    #: The :class:`~archive_app.services.records.links_of_many.Tag` that the record is to have.
    accepted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.back = QPushButton()
        self.back.setObjectName("quiet")
        self.back.setIcon(icon("back"))
        self.back.hide()
        self._looked_at: QWidget | None = None
        self._make_sections(session)
        self._lay_out()
        self._connect()

    def show_whole(self, read: Whole) -> None:
        """Show a record; the place one looks at stays."""
        record, found, lacking = read
        self._place.hold()
        self.header.show_record(record)
        self.essentials.show_record(record)
        self.why.show_reasons(record, found)
        self.missing.show_missing(record, lacking)
        for part in self._parts:
            part.show_record(record)

    def keep_place(self) -> None:
        """Put back what was looked at to where it was."""
        self._place.filled()

    def go_to_top(self) -> None:
        """Look at the head of the record, whatever was looked at in the one before."""
        self._place.release()
        self.verticalScrollBar().setValue(0)

    def offer_back(self, title: str) -> None:
        """Offer the way back to the record of ``title``; empty for none."""
        words = _("Back to {title}").format(title=isolated(title))
        shown = self.back.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, 240)
        self.back.setText(shown.replace("&", "&&"))
        self.back.setAccessibleName(words)
        self.back.setToolTip(theme.plain_tip(f"{words} (Alt+Left)"))
        self.back.setVisible(bool(title))

    def edit_field(self, name: str, record: Record) -> bool:
        """Put the cursor where a gap of ``record`` is filled (see ``Rule.field``), or into the field of that name.

        Where a record of its kind has no such field, into the one that says the like of it; False where none does.
        """
        if name == "name":
            self.names.add_line()
        elif name == "file":
            self.files.open()
            self.ensureWidgetVisible(self.files.add)
            self.files.add.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name.startswith("detail-"):
            rows = self.rows[name.removeprefix("detail-")]
            if rows.isHidden():
                return False
            rows.add_line()
        else:
            return any(self._enter(each) for each in _likes(name, record.kind)) or self._look_for(name)
        return True

    def _enter(self, name: str) -> bool:
        """Put the cursor into the field of that name, where the record that is shown has one."""
        there = self.editor(name)
        if there is None:
            return False
        section: QWidget | None = there
        while section is not None and section is not self and not isinstance(section, Section):
            section = section.parentWidget()
        if isinstance(section, Section):
            section.open()
        self._place.release()
        there.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._looked_at = there
        self.ensureWidgetVisible(there)
        return True

    def editor(self, name: str) -> QWidget | None:
        """The editor of that name, where it is one of the record that is shown.

        What its kind has no use for is hidden, and may still be about a record of another kind: it is none.
        """
        return next((each for each in self.findChildren(QWidget, name) if self._is_used(each)), None)

    def _is_used(self, editor: QWidget) -> bool:
        each: QWidget | None = editor
        while each is not None and each is not self:
            above = each.parentWidget()
            folded = isinstance(above, Section) and each is above.body
            away = each.isHidden() and each.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
            if away and not folded:
                return False
            each = above
        return True

    def _look_for(self, name: str) -> bool:
        """Records of one kind are linked among all others where they have no line of their own."""
        kind = name.removeprefix("link-")
        if kind == name or kind not in set(Kind):
            return False
        self.links.adder.look_for(Kind(kind))
        return self._enter("link-add")

    def _make_sections(self, session: Session) -> None:
        self.header = Header(session)
        self.essentials = Essentials(session)
        self.why = WhySection(session.settings)
        self.missing = MissingSection(session.settings)
        self.names = NamesSection(session)
        self.texts = TextsSection(session, texts_here)
        self.stages = StagesSection(session)
        self.details = DetailsSection(session)
        #: By the name of the detail; what lies on a file is drawn there.
        self.rows = {detail.name: DetailRows(session, detail) for detail in DETAILS if not detail.file}
        self.regions = RegionsSection(session)
        self.affiliations = AffiliationsSection(session)
        self.links = LinksSection(session)
        self.gifts = GiftsSection(session)
        self.suggestions = SuggestionsSection(session)
        self.belongs = BelongsSection(session)
        self.identifiers = IdentifiersSection(session)
        self.files = FilesSection(session)
        self.contents = ContentsSection(session)
        self.history = HistorySection(session)
        self._parts: tuple[_Part, ...] = (
            self.names,
            self.gifts,
            self.stages,
            self.texts,
            self.affiliations,
            self.links,
            self.suggestions,
            self.belongs,
            self.regions,
            *self.rows.values(),
            self.details,
            self.identifiers,
            self.contents,
            self.files,
            self.history,
        )

    def _lay_out(self) -> None:
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
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)
        self._place = KeptPlace(self, [each for each in page.children() if isinstance(each, QWidget)])
        self.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._keep_in_sight())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def _connect(self) -> None:
        self.back.clicked.connect(self.back_wanted)
        self.header.picture.clicked.connect(self.preview_wanted)
        self.header.copy_wanted.connect(self.copy_wanted)
        self.why.record_wanted.connect(self.record_wanted)
        self.missing.field_wanted.connect(self.field_wanted)
        self.missing.query_wanted.connect(self.query_wanted)
        self.affiliations.record_wanted.connect(self.record_wanted)
        self.links.record_wanted.connect(self.record_wanted)
        self.gifts.record_wanted.connect(self.record_wanted)
        self.gifts.query_wanted.connect(self.query_wanted)
        self.regions.record_wanted.connect(self.record_wanted)
        self.essentials.record_wanted.connect(self.record_wanted)
        self.belongs.record_wanted.connect(self.record_wanted)
        self.files.folder_wanted.connect(self.folder_wanted)
        self.files.files_wanted.connect(self.files_wanted)
        self.history.whole_wanted.connect(self.history_wanted)
        self.suggestions.accepted.connect(self.accepted)

    def _keep_in_sight(self) -> None:
        """What was just filled in is laid out in several turns: the field with the cursor stays in sight meanwhile."""
        there = self._looked_at
        if there is not None and isValid(there) and there.hasFocus():
            self.ensureWidgetVisible(there)
        else:
            self._looked_at = None
