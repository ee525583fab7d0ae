"""What is asked of a transfer and of what changed hands in it, and the balance with whoever gives or is given."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from archive_app.domain.model.dealings import Sum
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import Record
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.gifts import balance, dues, wording
from archive_app.services.gifts.balance import Balance
from archive_app.services.gifts.dues import Judgement
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.record_button import record_button
from archive_app.ui.kit.section import Section
from archive_app.ui.session.session import Session

#: Gifts that are listed of a balance; the rest is in the grid.
_LISTED = 5
_SHOWN = frozenset({Kind.TRANSFER, Kind.OBJECT}) | balance.BALANCED


@dataclass(frozen=True, slots=True)
class _Gifts:
    """What the section says: of transfers what is asked, of others their balance."""

    judged: tuple[Judgement, ...] = ()
    before: tuple[str, ...] = ()
    balanced: Balance | None = None


class GiftsSection(Section):
    """``record_wanted`` asks to show a record, ``query_wanted`` a search."""

    record_wanted = Signal(object)
    query_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__("gifts", _("Due and balance"), session.settings)
        self._session = session
        self._record = 0
        self.hide()

    def show_record(self, record: Record) -> None:
        """Show what is asked of ``record``, or its balance; nothing where there is none."""
        if record.id != self._record:
            self.empty()
            self.hide()
        self._record = record.id
        if record.kind not in _SHOWN:
            self.hide()
            return
        archive = self._session.archive
        self._session.tasks.read(
            lambda: _read(archive, record), lambda found: self._put(record, found), owner=self, key="inspector-gifts"
        )

    def _put(self, record: Record, found: _Gifts) -> None:
        if record.id != self._record:
            return
        self.empty()
        for judged in found.judged:
            self._tell(judged, named=record.kind is not Kind.TRANSFER)
        for sentence in found.before:
            self.content.addWidget(plain_label(sentence))
        if found.balanced is not None:
            self._tell_balance(found.balanced)
        self.setVisible(self.content.count() > 0)

    def _tell(self, judged: Judgement, *, named: bool) -> None:
        if named:
            if not judged.due:
                return
            self.content.addWidget(record_button(judged.record, self.record_wanted.emit))
        for line in judged.due:
            label = plain_label(wording.due_said(line), "overdue" if line.left < 0 else "")
            self.content.addWidget(label)
        if named:
            return
        for asked in judged.asked:
            self.content.addWidget(plain_label(wording.asked_said(asked), "muted"))
        if judged.rules:
            self.content.addWidget(plain_label(_("Rules in force on its day"), "field"))
        for rule in judged.rules:
            self.content.addWidget(record_button(rule, self.record_wanted.emit))

    def _tell_balance(self, found: Balance) -> None:
        for said in wording.sums_said(found.sums):
            self.content.addWidget(plain_label(said))
        for body, sums in found.behind:
            self.content.addWidget(record_button(body, self.record_wanted.emit))
            for said in wording.sums_said(sums):
                self.content.addWidget(plain_label(said, "muted"))
        for line in found.lines:
            self.content.addWidget(record_button(line.record, self.record_wanted.emit))
            self.content.addWidget(plain_label(wording.dealing_said(line.dealing, ""), "field"))
        if found.count > len(found.lines):
            everything = QPushButton(icon("grid"), _("Show all in the grid"))
            everything.setObjectName("quiet")
            query = f"kind:transfer,object {_FIELD.get(found.record.kind, 'linked')}:{found.record.ref}"
            everything.clicked.connect(lambda: self.query_wanted.emit(query))
            self.content.addWidget(everything)


_FIELD = {Kind.PARTNERSHIP: "partnership"}


def _read(archive: Archive, record: Record) -> _Gifts:
    """For a thread of its own."""
    match record.kind:
        case Kind.TRANSFER:
            return _Gifts((dues.judged(archive, record.id),), balance.told_before(archive, record.id))
        case Kind.OBJECT:
            return _Gifts(tuple(dues.judged(archive, each) for each in dues.transfers_of(archive, record.id)))
    found = balance.balance(archive, record.id, most=_LISTED)
    return _Gifts(balanced=found if found.count or any(_any(sums) for _body, sums in found.behind) else None)


def _any(sums: dict[str, Sum]) -> bool:
    return any(each.count for each in sums.values())
