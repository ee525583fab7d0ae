"""A line edit that finds a record by typing, and offers to make a new one on the spot."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from archive_app.domain.model.kinds import BY_NAME, KIND_LABEL, Kind, ranked
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated, shown
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.records import editing, reading
from archive_app.services.results import Completion
from archive_app.ui.kit.fault_label import FaultLabel
from archive_app.ui.kit.icons import icon, kind_icon
from archive_app.ui.kit.suggestions import Suggestion, Suggestions
from archive_app.ui.session.session import Session

#: The kinds that can be made by a name alone, the likeliest first.
MADE = ranked(
    BY_NAME,
    Kind.PERSON,
    Kind.ORGANISATION,
    Kind.EVENT,
    Kind.CITY,
    Kind.PLACE,
    Kind.SERIES,
    Kind.COUNTRY,
    Kind.OBJECT,
)

#: How many of them are offered where any kind may be found.
_OFFERED = 4
#: Letters of the name of one that is offered to be made.
_TITLE = 80


@dataclass(frozen=True, slots=True)
class NewRecord:
    """The wish for a new record."""

    kind: Kind
    name: str


def make(archive: Archive, wish: NewRecord) -> RecordRef:
    """Make the record that is wished for."""
    return editing.add_record(archive, kind=wish.kind, names=[editing.NewName(wish.name)])


class RecordEdit(QLineEdit):
    """``kinds`` says, each time, which kinds may be found; ``makes`` which of them may be made. With ``later`` none is
    made here: it is left to whoever hears that it is ``wished``. What is typed in passing, until one is chosen, Escape
    takes away.
    """

    #: A :class:`RecordRef` was found or made.
    chosen = Signal(object)
    #: The :class:`NewRecord` that is to be made.
    wished = Signal(object)

    def __init__(
        self,
        session: Session,
        kinds: Callable[[], Collection[Kind] | None] = lambda: None,
        makes: Sequence[Kind] = MADE,
        *,
        later: bool = False,
        passing: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._kinds = kinds
        self._makes = makes
        self._later = later
        #: What was typed last and stands for no record yet.
        self._typed = ""
        self.textEdited.connect(self._note)
        self.suggestions = Suggestions(self, self._ask, eager=True)
        self.suggestions.chosen.connect(self._take)
        self._passing = passing
        if passing:
            self.suggestions.dismissed.connect(self.clear)

    @property
    def unentered(self) -> str:
        """What was typed and is no record: nothing was found or made by it."""
        return self._typed.strip() if self.text() == self._typed else ""

    def _note(self, text: str) -> None:
        self._typed = text

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._passing and self.text():
            self.suggestions.hide()
            self.clear()
            return
        super().keyPressEvent(event)

    def _ask(self, text: str, _cursor: int, take: Callable[[Sequence[Suggestion]], None]) -> None:
        kinds = self._kinds()
        wanted = text.strip()
        if not wanted:
            self.suggestions.hide()
            return
        archive = self._session.archive

        def answer(found: list[Completion]) -> None:
            lines = [
                Suggestion(shown(each.record.title), _about(each), kind_icon(each.record.kind), each.record)
                for each in found
            ]
            take(lines + self._offers(wanted, kinds))

        self._session.tasks.read(
            lambda: reading.complete(archive, wanted, kinds=kinds), answer, owner=self, key=f"complete-{id(self)}"
        )

    def _offers(self, name: str, kinds: Collection[Kind] | None) -> list[Suggestion]:
        # Where one is only wished for, or in a dialog, what is marked is meant: there Tab takes it as Enter does.
        makes = not self._later and not isinstance(self.window(), QDialog)
        return [
            Suggestion(
                _("Create new {kind} “{name}”").format(kind=_(KIND_LABEL[kind]), name=isolated(name, _TITLE)),
                "",
                icon("add"),
                NewRecord(kind, name),
                makes=makes,
            )
            for kind in (self._makes[:_OFFERED] if kinds is None else [kind for kind in self._makes if kind in kinds])
        ]

    def _take(self, suggestion: Suggestion) -> None:
        wish = suggestion.value
        self._typed = ""
        if isinstance(wish, RecordRef):
            self.setText(wish.title)
            self.chosen.emit(wish)
        elif isinstance(wish, NewRecord) and self._later:
            self.setText(wish.name)
            self.wished.emit(wish)
        elif isinstance(wish, NewRecord):
            archive = self._session.archive
            self._session.edit(lambda: make(archive, wish), self._made, owner=self)

    def _made(self, record: RecordRef) -> None:
        self.setText(record.title)
        self.chosen.emit(record)


def nothing_unentered(dialog: QDialog, fault: FaultLabel) -> bool:
    """Whether every name typed in ``dialog`` is a record; the first that is none gets the cursor, and a word of it."""
    left = next((edit for edit in dialog.findChildren(RecordEdit) if edit.isVisible() and edit.unentered), None)
    if left is None:
        return True
    words = _("“{name}” is not chosen yet. Choose a line of the list below it, or empty the field.")
    fault.say(words.format(name=isolated(shown(left.unentered, _TITLE))))
    left.setFocus()
    left.suggestions.ask_now()
    return False


def _about(found: Completion) -> str:
    words = [_(KIND_LABEL[found.record.kind])]
    if found.matched and found.matched != found.record.title:
        words.insert(0, shown(found.matched))
    if found.apart:
        words.append(shown(found.apart))
    return " · ".join(words)
