"""A record as it was, beside what it is today."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from archive_app.domain.dates.moments import local_moment
from archive_app.domain.model.differences import compare
from archive_app.domain.model.records import Record, StepValue
from archive_app.domain.text.showing import shown
from archive_app.errors import ArchiveError, NotFound
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.history import history, past
from archive_app.services.records import reading
from archive_app.ui.history.sides import Side, SideModel, SideTable, compared
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Slider
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session

#: So many of its steps the slider goes over; a day reaches all of them.
SLID = 5_000
#: How long the slider must rest before the record is read, in milliseconds.
REST = 40


class ThenPane(QWidget):
    """A day to type, a slider over the record's steps, and the two states side by side; nothing here is edited."""

    def __init__(self, session: Session, record: int) -> None:
        super().__init__()
        self._session = session
        self._record = record
        self._steps: list[StepValue] = []
        self._sides: list[Side] = []
        self._rest = Later(self, REST, self._look)
        self.day = QLineEdit()
        self.day.setPlaceholderText(_("a day, as 2025-04-03"))
        self.day.setAccessibleName(_("As it was on this day"))
        self.day.setMaxLength(len("2025-04-03"))
        self.day.setFixedWidth(170)
        self.day.textEdited.connect(lambda _text: self._rest.start())
        self.day.returnPressed.connect(self._look)
        self.slider = Slider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(_("Steps of this record, the oldest at the left"))
        self.slider.setPageStep(5)
        self.slider.valueChanged.connect(lambda _at: self._slid())
        self.only = QCheckBox(_("Only what differs"))
        self.only.toggled.connect(lambda _on: self._fill())
        self.after = plain_label(name="muted")
        self.model = SideModel((_("What"), _("As it was"), _("Today")), self)
        self.table = SideTable(self.model, _("The record as it was, and today"))
        self.empty = plain_label(name="empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._lay_out()
        self.refresh()

    def refresh(self) -> None:
        """Read the steps again; the place among them stays."""
        archive, record = self._session.archive, self._record
        self._session.tasks.read(
            lambda: history.history(archive, record=record, limit=SLID, operations=False)[::-1],
            self._take_steps,
            owner=self,
            key=f"then-steps-{id(self)}",
        )

    def show_step(self, step: int) -> None:
        """Show the record as it was after this step."""
        places = [place for place, each in enumerate(self._steps) if each.id <= step]
        self.day.setText("")
        self.slider.setValue(places[-1] if places else 0)
        self._look()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(theme.SMALL)
        line.addWidget(plain_label(_("On"), "field", wrap=False))
        line.addWidget(self.day)
        line.addWidget(self.slider, 1)
        line.addWidget(self.only)
        for page in (self.table, self.empty):
            self._stack.addWidget(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, theme.SMALL, 0, 0)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(line)
        layout.addWidget(self.after)
        layout.addWidget(self._stack, 1)

    def _take_steps(self, steps: list[StepValue]) -> None:
        last = self.slider.value() == self.slider.maximum()
        self._steps = steps
        self.slider.blockSignals(True)
        self.slider.setRange(0, max(0, len(steps) - 1))
        if last:
            self.slider.setValue(self.slider.maximum())
        self.slider.blockSignals(False)
        self._look()

    def _slid(self) -> None:
        self.day.setText("")
        self._rest.start()

    def _look(self) -> None:
        self._rest.stop()
        typed = self.day.text().strip()
        day: date | None = None
        step = self._steps[self.slider.value()] if self._steps else None
        if typed:
            try:
                day = date.fromisoformat(typed)
            except ValueError:
                if len(typed) == len("2025-04-03"):
                    self._say(_("“{value}” is no day. Write it as 2025-04-03.").format(value=typed))
                return
        if day is None and step is None:
            return
        archive, record = self._session.archive, self._record
        self.after.setText("" if day else _after(step))
        self._session.tasks.read(
            lambda: _compared(archive, record, day, step.id if step else 0),
            self._take,
            owner=self,
            key=f"then-{id(self)}",
            failed=self._failed,
        )

    def _take(self, found: list[Side]) -> None:
        self._sides = found
        self._fill()

    def _fill(self) -> None:
        chosen = [side for side in self._sides if side.old != side.new or not self.only.isChecked()]
        self.model.put(chosen)
        if chosen:
            self._stack.setCurrentWidget(self.table)
        elif self._sides:
            self._say(_("It was then as it is today."))

    def _failed(self, error: ArchiveError) -> None:
        self._sides = []
        self._say(error.message)

    def _say(self, words: str) -> None:
        self.empty.setText(words)
        self._stack.setCurrentWidget(self.empty)


def _after(step: StepValue | None) -> str:
    if step is None:
        return ""
    said = _("After “{label}”, {moment}, {who}")
    return said.format(label=shown(step.label), moment=local_moment(step.at), who=step.by)


def _compared(archive: Archive, record: int, day: date | None, step: int) -> list[Side]:
    then = past.as_of(archive, record, day) if day else past.as_of(archive, record, after_step=step)
    now: Record | None = None
    with suppress(NotFound):
        now = reading.record(archive, record, all_links=True)
    return [compared(Side(line.label, line.then, line.now)) for line in compare(then, now)]
