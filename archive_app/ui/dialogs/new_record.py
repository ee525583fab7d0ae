"""A new person, city, event, …: its names, the date where it has one, and the vocabulary of a term."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.kinds import KIND_LABEL, OCCASIONS, SPEC, Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import Record, RecordRef
from archive_app.domain.text import showing
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import N_, _
from archive_app.services.records import editing, linking
from archive_app.services.terms import terms
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.fault_label import FaultLabel
from archive_app.ui.session.session import Session

#: Letters of the name of a vocabulary.
_LABEL = 40


class NewRecordDialog(QDialog):
    """``made`` gives the :class:`RecordRef`. ``under`` is the partnership that is being looked at, for events."""

    made = Signal(object)

    def __init__(
        self, session: Session, kind: Kind, under: Record | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._under = under if kind in OCCASIONS else None
        self.setWindowTitle(_(SPEC[kind].new).rstrip("…"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        self.name = QLineEdit()
        self.name.setAccessibleName(_("Name"))
        self.other = QLineEdit()
        self.other.setAccessibleName(_("Name in another language"))
        self.other.setPlaceholderText(_("optional; the language is guessed from the script"))
        self.date = QLineEdit()
        self.date.setAccessibleName(_("Date"))
        self.date.setPlaceholderText(_("2001, 2025-04, 1984~…"))
        self.fault = FaultLabel()
        form = QFormLayout()
        form.setSpacing(theme.SMALL)
        form.addRow(_("Name"), self.name)
        form.addRow(_("Also called"), self.other)
        self._dated = any(field.name == "date" for field in fields_of(kind))
        if self._dated:
            form.addRow(_("Date"), self.date)
        self.vocabulary = Combo()
        if kind == Kind.TERM:
            self._offer_vocabularies()
            form.addRow(_("Vocabulary"), self.vocabulary)
        self.link = QCheckBox()
        if self._under is not None:
            self.link.setText(
                _("Held under {partnership}").format(partnership=isolated(self._under.title).replace("&", "&&"))
            )
            self.link.setChecked(True)
            form.addRow("", self.link)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Create"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)

    def _offer_vocabularies(self) -> None:
        """Let one be chosen, or the name of another be typed."""
        archive = self._session.archive
        self.vocabulary.setEditable(True)
        self.vocabulary.setAccessibleName(_("Vocabulary"))
        self.vocabulary.setInsertPolicy(Combo.InsertPolicy.NoInsert)

        def show(found: list[terms.Vocabulary]) -> None:
            typed = self.vocabulary.currentText()
            for each in found:
                if each.key:
                    self.vocabulary.addItem(showing.shown(each.label, _LABEL), each.key)
            if typed:
                self.vocabulary.setEditText(typed)

        self._session.tasks.read(lambda: terms.vocabularies(archive), show, owner=self)

    def _vocabulary(self) -> str:
        typed, place = self.vocabulary.currentText(), self.vocabulary.currentIndex()
        chosen = place >= 0 and typed == self.vocabulary.itemText(place)
        return str(self.vocabulary.itemData(place)) if chosen else typed

    def _accept(self) -> None:
        archive, kind = self._session.archive, self._kind
        names = [editing.NewName(text) for text in (self.name.text().strip(), self.other.text().strip()) if text]
        values = {"date": self.date.text().strip()} if self._dated and self.date.text().strip() else {}
        under = self._under.id if self._under is not None and self.link.isChecked() else 0

        vocabulary = self._vocabulary()

        def work() -> RecordRef:
            if kind == Kind.TERM:
                return terms.add_term(archive, vocabulary=vocabulary, names=names)
            if not under:
                return editing.add_record(archive, kind=kind, names=names, values=values)
            with archive.store.transact(Label(N_("Add a {kind}"), {"kind": Label(KIND_LABEL[kind])})):
                record = editing.add_record(archive, kind=kind, names=names, values=values)
                linking.add_link(archive, records=[record.id], relation="held_under", other=under)
            return record

        self.go.setEnabled(False)
        self._session.edit(work, self._done, owner=self, failed=self._failed)

    def _done(self, record: RecordRef) -> None:
        self.made.emit(record)
        self.accept()

    def _failed(self, error: ArchiveError) -> None:
        self.go.setEnabled(True)
        self.fault.say(error.message)
