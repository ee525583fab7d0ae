"""The page itself, filled in the background and again whenever something changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from archive_app.domain.dates.dates import words
from archive_app.domain.model.anniversaries import Anniversary, anniversary_words
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.membership import RULE_LABEL
from archive_app.domain.model.records import RecordRef
from archive_app.errors import ArchiveError
from archive_app.i18n import _, labelled, language, ngettext
from archive_app.services.records import reading
from archive_app.services.results import Hit, PartnershipPage
from archive_app.services.upkeep import completeness
from archive_app.services.upkeep.completeness import Progress
from archive_app.ui.completeness.figure import ProgressFigure
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.flow import FlowLayout
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.record_button import record_button
from archive_app.ui.kit.section import clear
from archive_app.ui.partnership.strip import PictureStrip
from archive_app.ui.partnership.timeline import StageTimeline
from archive_app.ui.session.session import Session

#: How many records of one sort are listed; the rest are in the grid.
LISTED = 8
#: From this width on, in pixels, two groups stand side by side.
_TWO_COLUMNS = 520


class PartnershipView(QScrollArea):
    """What can be asked for: to show a record, all items as a grid, a catalogue, a new event, a new stage."""

    record_wanted = Signal(object)
    preview_wanted = Signal(int)
    items_wanted = Signal()
    catalogue_wanted = Signal()
    event_wanted = Signal()
    stage_wanted = Signal()
    #: A search that is to be shown.
    query_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.partnership = 0
        self.page: PartnershipPage | None = None
        self.title = plain_label(name="masthead")
        self.names = plain_label(name="muted")
        self.parties = FlowLayout()
        self.coming = plain_label(name="heading")
        self.timeline = StageTimeline()
        self.rules = plain_label(name="muted")
        self.figure = ProgressFigure()
        self.figure.query_wanted.connect(self.query_wanted)
        self.strip = PictureStrip(session.thumbnails)
        self.strip.chosen.connect(self._strip_chosen)
        self.strip.opened.connect(self.preview_wanted)
        self._shown_columns = 0
        self._groups = QGridLayout()
        self._groups.setHorizontalSpacing(theme.LARGE)
        self._groups.setVerticalSpacing(theme.LARGE)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Partnership"))
        self._lay_out()
        session.bridge.changed.connect(self._changed)

    def show_id(self, partnership: int) -> None:
        """Show the partnership of this id."""
        self.partnership = partnership
        self.verticalScrollBar().setValue(0)
        self._read()

    def _lay_out(self) -> None:
        body = QWidget()
        body.setObjectName("page")
        column = QVBoxLayout(body)
        column.setContentsMargins(theme.LARGE, theme.MEDIUM, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.SMALL)
        column.addWidget(self.title)
        column.addWidget(self.names)
        column.addLayout(self.parties)
        column.addSpacing(theme.SMALL)
        column.addWidget(self.coming)
        column.addWidget(self.timeline)
        column.addLayout(self._buttons())
        column.addSpacing(theme.SMALL)
        column.addWidget(self.rules)
        column.addWidget(self.figure)
        column.addWidget(self.strip)
        column.addSpacing(theme.SMALL)
        column.addLayout(self._groups)
        column.addStretch(1)
        self.setWidget(body)

    def _buttons(self) -> FlowLayout:
        line = FlowLayout(gap=theme.SMALL)
        for drawing, label, signal in (
            ("grid", _("Show all in the grid"), self.items_wanted),
            ("catalogue", _("Export catalogue…"), self.catalogue_wanted),
            ("event", _("Add event…"), self.event_wanted),
            ("anniversary", _("Add stage…"), self.stage_wanted),
        ):
            button = QPushButton(icon(drawing), label)
            button.clicked.connect(signal)
            line.addWidget(button)
        return line

    def _read(self) -> None:
        archive, wanted = self._session.archive, self.partnership
        if wanted:
            self._session.tasks.read(
                lambda: (
                    reading.partnership_page(archive, wanted),
                    completeness.progress(archive, partnership=wanted),
                ),
                self._put,
                owner=self,
                key="partnership",
                failed=self._gone,
            )

    def _put(self, read: tuple[PartnershipPage, Progress]) -> None:
        page, progress = read
        if page.record.id != self.partnership:
            return
        self.page = page
        self.title.setText(page.record.title)
        others = [name.text for name in page.record.names if name.text != page.record.title]
        self.names.setText(" · ".join(others))
        self.names.setVisible(bool(others))
        clear(self.parties)
        for party in page.parties:
            self.parties.addWidget(record_button(party, self.record_wanted.emit))
        self.coming.setText(anniversary_text(page.next_anniversary))
        self.coming.setVisible(page.next_anniversary is not None)
        self.timeline.put(page.stages, _coming(page.next_anniversary))
        self.rules.setText(rules_text(page.counts))
        self.figure.put(progress, partnership=page.record.ref)
        self.figure.setVisible(bool(progress.total))
        self.strip.put(page.items)
        self.strip.setVisible(bool(page.items))
        self._fill_groups(page)

    def _fill_groups(self, page: PartnershipPage) -> None:
        clear(self._groups)
        self._shown_columns = self._columns
        groups = [
            (_("Events and series"), page.events, page.totals["events"]),
            (_("People and organisations"), page.people, page.totals["people"]),
            (_("Gifts and objects"), page.gifts, page.totals["gifts"]),
        ]
        if page.others:
            groups.append((_("Cities and places"), page.others, page.totals["others"]))
        for number, (title, hits, total) in enumerate(groups):
            group = _group(title, hits, total, self.record_wanted.emit)
            self._groups.addWidget(group, *self._place(number), Qt.AlignmentFlag.AlignTop)
        self._groups.setColumnStretch(0, 1)
        self._groups.setColumnStretch(1, 1 if self._columns > 1 else 0)

    def _place(self, number: int) -> tuple[int, int]:
        return divmod(number, self._columns)

    @property
    def _columns(self) -> int:
        return 2 if self.viewport().width() >= _TWO_COLUMNS else 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow, the groups stand one under the other."""
        super().resizeEvent(event)
        if self._shown_columns != self._columns and self.page is not None:
            self._fill_groups(self.page)

    def _strip_chosen(self, record: int) -> None:
        hit = next((hit for hit in self.strip.shown if hit.row.id == record), None)
        if hit is not None:
            row = hit.row
            self.record_wanted.emit(RecordRef(row.id, row.uid, row.ref, row.kind, row.title))

    def _gone(self, _error: ArchiveError) -> None:
        self.page = None

    def _changed(self, _change: ChangeSet) -> None:
        if self.isVisible():
            self._read()


def _group(title: str, hits: Sequence[Hit], total: int, go: Callable[[object], None]) -> QWidget:
    group = QWidget()
    column = QVBoxLayout(group)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    heading = f"{title}  {total:,}" if hits else title
    column.addWidget(plain_label(heading, "heading", wrap=False))
    for hit in hits[:LISTED]:
        row = hit.row
        column.addWidget(record_button(RecordRef(row.id, row.uid, row.ref, row.kind, row.title), go))
        why = hit.why[0] if hit.why else None
        about = [words(row.date, language()) if row.date else ""]
        if why is not None:
            about.append(_(RULE_LABEL.get(why.rule, why.rule)) if why.direct else why.text)
        line = plain_label(" · ".join(filter(None, about)), "why")
        line.setContentsMargins(theme.LARGE + theme.TIGHT, 0, 0, theme.TIGHT)
        column.addWidget(line)
    if total > LISTED:
        column.addWidget(plain_label(_("and {count} more in the grid").format(count=total - LISTED), "muted"))
    if not hits:
        column.addWidget(plain_label(_("None yet."), "muted"))
    return group


def rules_text(counts: dict[str, int]) -> str:
    """How many records belong, and by which rule."""
    parts = [labelled(_(RULE_LABEL[rule]), f"{counts[rule]:,}") for rule in RULE_LABEL if counts.get(rule)]
    return " · ".join(parts) if parts else _("Nothing belongs to this partnership yet.")


def anniversary_text(coming: Anniversary | None) -> str:
    """The next anniversary in a sentence."""
    if coming is None:
        return ""
    return _("Next anniversary: {anniversary}").format(anniversary=anniversary_words(coming, language()))


def _coming(coming: Anniversary | None) -> str:
    if coming is None:
        return ""
    years = ngettext("{count} year", "{count} years", coming.years).format(count=coming.years)
    return f"{years}\n{words(coming.date_edtf, language())}"
