"""What is typed for many records and not set yet: kept outside the archive, and shown again where setting it failed,
and where the same records are chosen again. It is never meant for others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from archive_app.services.drafts import Draft, Place
from archive_app.services.tagging import unsaved
from archive_app.ui.session.session import Session

#: What stands for the field that a place is about.
_ANY = ""


class Typing(QObject):
    """``ids`` is asked for the records. Which they are is read aside: a place names each of them by its uid."""

    #: There is more, or less, that could not be set.
    changed = Signal()

    def __init__(self, session: Session, ids: Callable[[], list[int]], parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._ids = ids
        self._records = ""
        #: By field: what is being typed, and what stood there before.
        self._typed: dict[str, tuple[str, str]] = {}
        #: For which records that is, and which are chosen now, as far as it was read.
        self._for: frozenset[int] = frozenset()
        self._chosen: frozenset[int] = frozenset()
        #: The same, of records that are not chosen now.
        self._left: dict[tuple[frozenset[int], str], tuple[str, str]] = {}
        session.unsaved.changed.connect(self._look)

    def begin(self) -> int:
        """Others may be chosen: what was typed and not set is kept for its own; for how many of those, if it is now."""
        left = self._for if self._typed and self._for != frozenset(self._ids()) else frozenset()
        self._left.update({(self._for, key): typed for key, typed in self._typed.items()})
        self._typed, self._chosen, self._records = {}, frozenset(), ""
        return len(left)

    def read(self, ids: Sequence[int]) -> None:
        """Have it be known which records these are."""
        archive, given = self._session.archive, list(ids)
        self._chosen = frozenset(given)
        if not self._records:
            self._session.tasks.read(
                lambda: unsaved.of_many(archive, given, _ANY), self._know, owner=self, key="many-typing"
            )

    def note(self, key: str, text: str, before: str) -> None:
        """This is being typed into a field."""
        self._for = frozenset(self._ids())
        self._left.pop((self._for, key), None)
        self._typed[key] = (text, before)
        self._keep(key)

    def leave(self, key: str) -> bool:
        """It was taken back; whether it had been tried in vain to set it."""
        typed = self._typed.pop(key, None) or self._left.pop((self._chosen, key), None)
        held = self.text(key) is not None
        if held or (typed is not None and self._records):
            self._session.unsaved.forget(self._place(key))
        return held

    def take(self, key: str) -> Draft | None:
        """It is being set: what is to be kept until it is."""
        typed = self._typed.pop(key, None)
        return Draft(self._place(key), *typed) if typed is not None and self._records else None

    def text(self, key: str) -> str | None:
        """What could not be set in a field of these records."""
        return self._session.unsaved.text(self._place(key)) if self._records else None

    def typed(self, key: str) -> str | None:
        """What was typed into a field for the records that are chosen, and neither set nor taken back."""
        found = self._typed.get(key) or self._left.get((self._chosen, key))
        return found[0] if found is not None else None

    def _place(self, key: str) -> Place:
        return Place(self._records, f"many/{key}")

    def _keep(self, key: str) -> None:
        if self._records:
            self._session.unsaved.note(self._place(key), *self._typed[key])

    def _know(self, place: Place) -> None:
        self._records = place.record
        for key in self._typed:
            self._keep(key)
        self.changed.emit()

    def _look(self, place: Place) -> None:
        if self._records and place.record == self._records:
            self.changed.emit()
