"""Stationery pads as values: lines of links and of texts and fields that items are given."""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain.model.records import RecordRef
from archive_app.i18n import listed


@dataclass(frozen=True, slots=True)
class PadEntry:
    """One line: a link to ``record`` by ``relation`` (a key, empty: the usual one) in a ``role``; or, where ``record``
    is ``None``, the ``value`` of ``field`` (``rights``, ``caption[zh]``…). Only ``ticked`` lines are applied.
    """

    ticked: bool = True
    record: RecordRef | None = None
    relation: str = ""
    role: str = ""
    field: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Pad:
    """``id`` is 0 where it is not saved; without a line it is false."""

    id: int = 0
    name: str = ""
    entries: tuple[PadEntry, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries)

    @property
    def ticked(self) -> tuple[PadEntry, ...]:
        return tuple(entry for entry in self.entries if entry.ticked)

    @property
    def title(self) -> str:
        """What it is called: its name, else what it links to or says first."""
        if self.name:
            return self.name
        words = [entry.record.title if entry.record else entry.value for entry in self.ticked]
        return listed(words[:2]) + ("…" if len(words) > 2 else "")
