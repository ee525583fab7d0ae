"""What is not edited: why a record belongs to partnerships, and its history."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from archive_app.domain.dates.moments import local_moment
from archive_app.domain.model.records import Membership, Record, StepValue
from archive_app.i18n import _
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
