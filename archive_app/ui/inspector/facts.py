"""What is not edited: why a record belongs to partnerships, what is known of a file, its history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from archive_app.domain.dates.moments import local_moment
from archive_app.domain.model.records import FileValue, Membership, Record, StepValue
from archive_app.domain.text.showing import size_text
from archive_app.i18n import _, ngettext
from archive_app.services.history import history
from archive_app.ui.history.moments import change_words
from archive_app.ui.inspector.path import PathLine
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.record_button import record_button
from archive_app.ui.kit.section import Section
from archive_app.ui.session.session import Session

STEPS_SHOWN, CHANGES_SHOWN = 30, 3


class BelongsSection(Section):
    """Each partnership once, with every path that leads to it, direct ones first."""

    record_wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__("belongs", _("Belongs to"), session.settings)
        self._shown: tuple[Membership, ...] | None = None

    def show_record(self, record: Record) -> None:
        """Show the memberships of ``record``."""
        if record.memberships == self._shown:
            return
        self._shown = record.memberships
        self.empty()
        groups: dict[int, list[Membership]] = {}
        for membership in record.memberships:
            groups.setdefault(membership.partnership.id, []).append(membership)
        for held in groups.values():
            self.content.addWidget(record_button(held[0].partnership, self.record_wanted.emit))
            for membership in sorted(held, key=lambda each: not each.direct):
                path = PathLine(membership, self.record_wanted.emit, whole=not membership.direct)
                path.setContentsMargins(theme.LARGE + theme.SMALL, 0, 0, theme.TIGHT)
                self.content.addWidget(path)
        if not groups:
            words = _("No partnership yet. Link it to a partnership, or to an event held under one.")
            self.content.addWidget(plain_label(words, "muted"))
        self.say(len(groups))


class HistorySection(Section):
    """The steps that touched the record and what they changed, read when the section is open."""

    #: All of it is wanted, in a window of its own.
    whole_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__("history", _("History"), session.settings)
        self._session = session
        self._shown: tuple[int, list[StepValue]] | None = None
        self._record: Record | None = None
        self.heading.toggled.connect(lambda _on: self._read())

    def show_record(self, record: Record) -> None:
        """Show the history of ``record``."""
        self._record = record
        self._read()

    def _read(self) -> None:
        record = self._record
        if record is None or not self.heading.isChecked():
            return
        archive, wanted = self._session.archive, record.id
        self._session.tasks.read(
            lambda: history.history(archive, record=wanted, limit=STEPS_SHOWN),
            lambda steps: self._put(wanted, steps),
            owner=self,
            key="inspector-history",
        )

    def _put(self, record: int, steps: list[StepValue]) -> None:
        if self._shown == (record, steps):
            return
        self._shown = (record, steps)
        self.empty()
        for step in steps:
            undone = _("undone") if step.undone else ""
            self.content.addWidget(plain_label(step.label, "strong"))
            about = " · ".join(filter(None, (local_moment(step.at), step.by, step.device, undone)))
            self.content.addWidget(plain_label(about, "muted"))
            for operation in step.operations[:CHANGES_SHOWN]:
                self.content.addWidget(plain_label(change_words(operation), "field"))
        whole = QPushButton(icon("history"), _("The whole history…"))
        whole.setObjectName("quiet")
        whole.clicked.connect(self.whole_wanted)
        self.content.addWidget(whole)
        self.say(len(steps))


def moment(at: str) -> str:
    """A stored time as people read it, to the minute."""
    return at[:16].replace("T", " ")


def duration_text(seconds: float) -> str:
    """A duration as ``h:mm:ss`` or ``m:ss``."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def file_facts(file: FileValue) -> list[tuple[str, str]]:
    """Label and value of what is known about a file."""
    facts = [(_("Type"), file.mime), (_("Size"), size_text(file.size))]
    if file.width and file.height:
        pixels = ngettext("{width} × {height} pixel", "{width} × {height} pixels", file.height)
        facts.append((_("Picture"), pixels.format(width=f"{file.width:,}", height=f"{file.height:,}")))
    if file.duration:
        facts.append((_("Duration"), duration_text(file.duration)))
    if file.captured:
        facts.append((_("Taken"), moment(file.captured)))
    if file.camera:
        facts.append((_("Camera"), file.camera))
    if file.latitude is not None and file.longitude is not None:
        facts.append((_("Position"), f"{file.latitude:.5f}, {file.longitude:.5f}"))
    if file.picture:
        facts.append((_("No picture"), file.picture))
    facts.append((_("SHA-256"), file.sha256[:16] + "…"))
    return facts


def facts_form(facts: list[tuple[str, str]]) -> QWidget:
    """Labels and values under one another."""
    form = QWidget()
    grid = QGridLayout(form)
    grid.setContentsMargins(0, 0, 0, theme.SMALL)
    grid.setHorizontalSpacing(theme.SMALL)
    grid.setVerticalSpacing(0)
    grid.setColumnMinimumWidth(0, 96)
    grid.setColumnStretch(1, 1)
    for number, (label, value) in enumerate(facts):
        grid.addWidget(plain_label(label, "field", wrap=False), number, 0)
        grid.addWidget(plain_label(value), number, 1)
    return form
