"""Of which period and authority a register of gifts is to be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.services.gifts import balance
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.fault_label import FaultLabel
from archive_app.ui.session.session import Session

#: Called with the first and the last day, as they were typed, and the id of the authority, 0 for all.
Wanted = Callable[[str, str, int], None]


class RegisterDialog(QDialog):
    """Calls ``wanted`` once both days can be read; the present year is offered."""

    def __init__(self, session: Session, wanted: Wanted, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self.setWindowTitle(_("Register of gifts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(420)
        year = date.today().year
        self.first, self.last = _line(_("From"), f"{year}-01-01"), _line(_("To"), f"{year}-12-31")
        self.authority = Combo()
        self.authority.setAccessibleName(_("Authority"))
        self.authority.addItem(_("All"), 0)
        self.fault = FaultLabel()
        form = QFormLayout()
        form.setSpacing(theme.SMALL)
        form.addRow(_("From"), self.first)
        form.addRow(_("To"), self.last)
        form.addRow(_("Authority"), self.authority)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Choose a file…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addWidget(
            plain_label(_("A PDF to be printed, or a workbook (XLSX): the name of the file says."), "muted")
        )
        layout.addWidget(buttons)
        archive = session.archive
        session.tasks.read(lambda: balance.authorities(archive), self._offer, owner=self)

    def _offer(self, found: list[RecordRef]) -> None:
        for ref in found:
            self.authority.addItem(isolated(ref.title), ref.id)

    def _accept(self) -> None:
        first, last = self.first.text().strip(), self.last.text().strip()
        for line, text in ((self.first, first), (self.last, last)):
            try:
                parse_date(text)
            except InvalidInput as error:
                self.fault.say(error.message)
                line.setFocus()
                return
        authority, wanted = int(self.authority.currentData()), self._wanted
        self.accept()
        wanted(first, last, authority)


def _line(name: str, text: str) -> QLineEdit:
    line = QLineEdit(text)
    line.setAccessibleName(name)
    return line
