"""A new partnership: its two parties and its first stage."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.kinds import STAGE_LABEL, Kind, StageKind
from archive_app.domain.model.records import RecordRef
from archive_app.errors import ArchiveError, InvalidInput
from archive_app.i18n import N_, _
from archive_app.services.records import editing, linking, reading
from archive_app.services.settings import home_city
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.fault_label import FaultLabel
from archive_app.ui.kit.record_edit import NewRecord, RecordEdit, make
from archive_app.ui.session.session import Session

_PARTIES = (Kind.CITY, Kind.ORGANISATION, Kind.COUNTRY)


class NewPartnership(QDialog):
    """``made`` gives the :class:`RecordRef`."""

    made = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen: dict[int, RecordRef | NewRecord] = {}
        self.setWindowTitle(_("New partnership"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(480)
        self.parties = [self._party(0), self._party(1)]
        self.stage = Combo()
        self.stage.setAccessibleName(_("First stage"))
        for kind in StageKind:
            self.stage.addItem(_(STAGE_LABEL[kind]), kind.value)
        self.stage.setCurrentIndex(self.stage.findData(StageKind.SISTER_CITY.value))
        self.date = QLineEdit()
        self.date.setAccessibleName(_("Date of the stage"))
        self.date.setPlaceholderText(_("2001, 2025-04, 1984~; empty where no source says"))
        self.source = QLineEdit()
        self.source.setAccessibleName(_("Source"))
        self.fault = FaultLabel()
        form = QFormLayout()
        form.setSpacing(theme.SMALL)
        form.addRow(_("Party"), self.parties[0])
        form.addRow(_("Other party"), self.parties[1])
        form.addRow(_("First stage"), self.stage)
        form.addRow(_("Date"), self.date)
        form.addRow(_("Source"), self.source)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Create"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setAutoDefault(False)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(form)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)
        session.tasks.read(lambda: home_city(session.archive), self._begin_at_home, owner=self)

    def _begin_at_home(self, city: RecordRef | None) -> None:
        """One party is as a rule the archive's own city, where it is known and nothing is typed yet."""
        if city is not None and not self.parties[0].text():
            self.parties[0].setText(city.title)
            self._choose(0, city)

    def _party(self, number: int) -> RecordEdit:
        # One that is new is made with the partnership: whoever thinks better of it leaves nothing behind.
        edit = RecordEdit(self._session, lambda: _PARTIES, _PARTIES, later=True)
        edit.setAccessibleName(_("Party") if number == 0 else _("Other party"))
        edit.setPlaceholderText(_("Type the name of a city"))
        edit.chosen.connect(lambda record: self._choose(number, record))
        edit.wished.connect(lambda wish: self._choose(number, wish))
        edit.textEdited.connect(lambda _text: self._type(number))
        return edit

    def _type(self, number: int) -> None:
        self._chosen.pop(number, None)
        self.fault.hide()

    def _choose(self, number: int, record: RecordRef | NewRecord) -> None:
        self._chosen[number] = record
        self.fault.hide()
        # A record that had to be made comes later: whoever has gone on by then stays where they are.
        if self.focusWidget() in (None, self.parties[number]):
            following = self.parties[1] if number == 0 else self.stage
            following.setFocus()

    def _accept(self) -> None:
        archive = self._session.archive
        typed = [edit.text().strip() for edit in self.parties]
        chosen = [self._chosen.get(number) for number in (0, 1)]
        kind, date = StageKind(self.stage.currentData()), self.date.text().strip()
        source = self.source.text().strip()

        def work() -> RecordRef:
            parties = [
                record or (reading.resolve(archive, text, kinds=_PARTIES) if text else None)
                for record, text in zip(chosen, typed, strict=True)
            ]
            if len({party for party in parties if party is not None}) < 2:
                raise InvalidInput(_("A partnership has two parties. Choose both."))
            if date:
                # Before anything is made.
                parse_date(date)
            with archive.store.transact(N_("Add a partnership")):
                ids = [
                    make(archive, party).id if isinstance(party, NewRecord) else party.id for party in parties if party
                ]
                made = editing.add_record(archive, kind=Kind.PARTNERSHIP, names=[])
                linking.add_link(archive, records=ids, relation="party_of", other=made.id)
                editing.add_stage(archive, partnership=made.id, kind=kind, date=date, source=source)
            return reading.refs(archive, [made.id])[0]

        self._session.edit(work, self._done, owner=self, failed=self._failed)

    def _done(self, record: RecordRef) -> None:
        self.made.emit(record)
        self.accept()

    def _failed(self, error: ArchiveError) -> None:
        self.fault.say(error.message)
