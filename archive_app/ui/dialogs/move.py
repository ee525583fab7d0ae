"""Where the chosen objects are moved, when, until when, by whom and why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.fault_label import FaultLabel
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.session.session import Session


@dataclass(frozen=True, slots=True)
class Wish:
    """A movement as it was asked for: into ``place``, on and until days as they were typed."""

    place: int
    date: str
    until: str
    by: str
    reason: str
    normal: bool


class MoveDialog(QDialog):
    """Calls ``wanted`` with a :class:`Wish` once a place is chosen and the days can be read; today is offered."""

    def __init__(self, session: Session, title: str, wanted: Callable[[Wish], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self._place: RecordRef | None = None
        self.setWindowTitle(_("Move"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        self.place = RecordEdit(session, lambda: {Kind.LOCATION}, [Kind.LOCATION])
        self.place.setAccessibleName(_("Location"))
        self.place.setPlaceholderText(_("Type a name or a ref"))
        self.place.chosen.connect(self._choose)
        self.date, self.until = _line(_("Date"), date.today().isoformat()), _line(_("Until"))
        self.by, self.reason = _line(_("By")), _line(_("Why"))
        self.normal = QCheckBox(_("It is kept there from now on"))
        self.fault = FaultLabel()
        form = QFormLayout()
        form.setSpacing(theme.SMALL)
        for label, line in (
            (_("Location"), self.place), (_("Date"), self.date), (_("Until"), self.until), (_("By"), self.by),
            (_("Why"), self.reason),
        ):  # fmt: skip
            form.addRow(label, line)
        form.addRow("", self.normal)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Move"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(plain_label(title))
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)

    def _choose(self, place: RecordRef) -> None:
        self._place = place

    def _accept(self) -> None:
        place = self._place
        if place is None or self.place.text().strip() != place.title:
            self.fault.say(_("Choose where it goes from the list."))
            self.place.setFocus()
            return
        for line, needed in ((self.date, True), (self.until, False)):
            try:
                if needed or line.text().strip():
                    parse_date(line.text())
            except InvalidInput as error:
                self.fault.say(error.message)
                line.setFocus()
                return
        wish = Wish(
            place.id, self.date.text(), self.until.text(), self.by.text(), self.reason.text(), self.normal.isChecked()
        )
        wanted = self._wanted
        self.accept()
        wanted(wish)


def _line(name: str, text: str = "") -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    return line
