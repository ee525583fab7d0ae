"""The ten tags that were used lately, each on its key of the bottom row until it is the one not used for longest."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeyEvent

from archive_app.domain.model.changes import ChangeSet
from archive_app.loading import later
from archive_app.ui.kit.bottom_row import BottomRow
from archive_app.ui.session.session import Session

if TYPE_CHECKING:
    from archive_app.services.records import links_of_many
    from archive_app.services.records.links_of_many import Tag
else:
    (links_of_many,) = later("archive_app.services.records", "links_of_many")

SLOTS = 10
#: What was learnt of the keyboard.
_KEYBOARD = "tagging/bottom-row"


class Recents(QObject):
    """``slots`` are the tags by place; a tag keeps its place while it is used, so that hands learn it."""

    changed = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._key = f"tagging/recent/{session.archive.info.uid}"
        self._clock = count()
        self._row = BottomRow(session.settings.text(_KEYBOARD))
        self._used: dict[int, int] = {}
        self.slots: list[Tag] = []
        session.bridge.changed.connect(self._changed)
        self._read(_kept(session.settings.text(self._key)))

    def use(self, tag: Tag) -> None:
        """Take note that ``tag`` was used."""
        place = next((at for at, each in enumerate(self.slots) if _same(each, tag)), -1)
        if place < 0 and len(self.slots) < SLOTS:
            self.slots.append(tag)
            place = len(self.slots) - 1
        elif place < 0:
            place = min(range(SLOTS), key=lambda at: self._used.get(at, -1))
            self.slots[place] = tag
        self._used[place] = next(self._clock)
        self._remember()
        self.changed.emit()

    def names(self) -> str:
        """What is written on the keys of the places, a sign each."""
        return self._row.names()

    def learn(self, event: QKeyEvent) -> None:
        """See what a key of the bottom row writes."""
        before = self.names()
        if self._row.learn(event):
            self._session.settings.put(_KEYBOARD, self._row.kept())
            if self.names() != before:
                self.changed.emit()

    def at(self, digit: int) -> Tag | None:
        """The tag in a place: 1 to 9, then 0."""
        place = (digit - 1) % SLOTS
        return self.slots[place] if place < len(self.slots) else None

    def _remember(self) -> None:
        kept = [[tag.record.uid, tag.relation, tag.forward, tag.role] for tag in self.slots]
        self._session.settings.put(self._key, json.dumps(kept))

    def _read(self, kept: list[tuple[str, str, bool, str]]) -> None:
        if not kept:
            return
        archive = self._session.archive
        self._session.tasks.read(lambda: links_of_many.remembered(archive, kept), self._put, owner=self, key="recents")

    def _put(self, tags: list[Tag | None]) -> None:
        self.slots = [tag for tag in tags if tag is not None]
        self.changed.emit()

    def _changed(self, change: ChangeSet) -> None:
        """A record was renamed or deleted: read the tags again."""
        if change.everything or any(tag.record.id in change.ids for tag in self.slots):
            self._read([(tag.record.uid, tag.relation, tag.forward, tag.role) for tag in self.slots])


def _same(one: Tag, other: Tag) -> bool:
    return (one.record.id, one.relation, one.forward, one.role) == (
        other.record.id, other.relation, other.forward, other.role
    )  # fmt: skip


def _kept(text: str) -> list[tuple[str, str, bool, str]]:
    """What was remembered; anything else than that counts as nothing."""
    try:
        entries = json.loads(text or "[]")
        return [(str(uid), str(relation), bool(forward), str(role)) for uid, relation, forward, role in entries][:SLOTS]
    except (ValueError, TypeError):
        return []
