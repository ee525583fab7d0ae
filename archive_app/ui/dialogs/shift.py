"""Putting the clock of a camera right: by how much, or when the earliest picture was taken; shown before it is done."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from archive_app.domain.dates.shifting import parse_shift
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _, labelled, ngettext
from archive_app.services.records import shifting
from archive_app.services.records.shifting import Shifts
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.fault_label import FaultLabel
from archive_app.ui.session.session import Session

#: Lines of what would be done.
_SHOWN = 5


class ShiftDialog(QDialog):
    """``by`` and ``taken`` are two ways to say one thing: whichever was typed last counts."""

    def __init__(self, session: Session, records: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._records = list(records)
        self._length: timedelta | None = None
        self._earliest = 0
        self._asked = 0
        self.setWindowTitle(_("Shift times"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        self.by = _line(_("Shift by"), "+1d 2h, -30m, -1:30")
        self.taken = _line(_("The earliest was taken at"), "2025-04-03 17:30")
        self.by.textEdited.connect(lambda _text: self._look(self.by, self.taken))
        self.taken.textEdited.connect(lambda _text: self._look(self.taken, self.by))
        self.shown = plain_label("", "muted")
        self.shown.setAccessibleName(_("What would be done"))
        self.fault = FaultLabel()
        form = QFormLayout()
        form.setSpacing(theme.SMALL)
        form.addRow(_("Shift by"), self.by)
        form.addRow(_("The earliest was taken at"), self.taken)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Shift"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setEnabled(False)
        buttons.accepted.connect(self._shift)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for part in (self.shown, self.fault):
            part.setWordWrap(True)
        layout.addLayout(form)
        layout.addWidget(self.shown)
        layout.addWidget(self.fault)
        layout.addWidget(plain_label(_("The originals stay as they are, and it can be undone."), "muted"))
        layout.addWidget(buttons)
        archive = session.archive
        session.tasks.read(
            lambda: shifting.preview(archive, records=self._records, by=timedelta()), self._begin, owner=self
        )

    def _begin(self, found: Shifts) -> None:
        """Show what the times are now."""
        self._earliest = found.shifts[0].record.id if found.shifts else self._records[0]
        self._show(timedelta(), found)

    def _look(self, typed: QLineEdit, other: QLineEdit) -> None:
        """Work out what would be done, and show it."""
        other.clear()
        self.fault.hide()
        self.go.setEnabled(False)
        self._asked += 1
        number, archive, records, earliest = self._asked, self._session.archive, self._records, self._earliest
        text, absolute = typed.text(), typed is self.taken

        def work() -> tuple[timedelta, Shifts]:
            length = shifting.wrong_by(archive, record=earliest, taken=text) if absolute else parse_shift(text)
            return length, shifting.preview(archive, records=records, by=length)

        def show(answer: tuple[timedelta, Shifts]) -> None:
            if number == self._asked:
                self._show(*answer)

        def failed(fault: ArchiveError) -> None:
            if number == self._asked:
                self._failed(fault)

        self._session.tasks.read(work, show, owner=self, failed=failed)

    def _show(self, length: timedelta, found: Shifts) -> None:
        self._length = length
        lines = [
            labelled(isolated(each.record.title), _time(each.before)) + (f" → {_time(each.after)}" if length else "")
            for each in found.shifts[:_SHOWN]
        ]
        rest = len(found.shifts) - len(lines)
        if rest:
            lines.append(ngettext("and {count} more", "and {count} more", rest).format(count=f"{rest:,}"))
        if found.timeless:
            words = ngettext("{count} record says no time.", "{count} records say no time.", found.timeless)
            lines.append(words.format(count=f"{found.timeless:,}"))
        self.shown.setText("\n".join(lines))
        self.go.setEnabled(bool(found.shifts and length))

    def _failed(self, fault: ArchiveError) -> None:
        self.shown.clear()
        self.fault.say(fault.message)

    def _shift(self) -> None:
        archive, records, length = self._session.archive, self._records, self._length
        if length is None:
            return

        def done(change: ChangeSet) -> None:
            count = len(change.ids)
            words = ngettext("Shifted the time of {count} record.", "Shifted the times of {count} records.", count)
            self._session.undoable.emit(words.format(count=f"{count:,}"))
            self.accept()

        self.go.setEnabled(False)
        self._session.edit(
            lambda: shifting.shift(archive, records=records, by=length), done, owner=self, failed=self._failed
        )


def _line(name: str, example: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(example)
    line.setMinimumHeight(line.sizeHint().height())
    return line


def _time(captured: str) -> str:
    return captured.replace("T", " ")
