"""What is read of the items that are stepped through: the one in hand, and the next one ahead of the key."""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain.model.records import FileValue, Record
from archive_app.errors import NotFound
from archive_app.services.archive import Archive
from archive_app.services.records import reading
from archive_app.services.tagging import suggesting
from archive_app.services.tagging.suggesting import Suggestion
from archive_app.services.upkeep import completeness
from archive_app.services.upkeep.completeness import Gap


@dataclass(frozen=True, slots=True)
class Item:
    """One item, and what it lacks."""

    record: Record
    gaps: tuple[Gap, ...]

    @property
    def file(self) -> FileValue | None:
        """The file that is shown of it."""
        return self.record.shown


@dataclass(frozen=True, slots=True)
class Found:
    """What is read of one item, and the one that comes next."""

    item: Item
    suggestions: tuple[Suggestion, ...]
    ahead: Item | None


def place_in(record: Record, file: FileValue | None) -> int | None:
    """Where ``file`` stands among the files of ``record`` as it is now, from 0; ``None`` where it is not there."""
    ids = [each.id for each in record.files]
    return ids.index(file.id) if file is not None and file.id in ids else None


def read_item(archive: Archive, record: int, dismissed: frozenset[tuple[str, int]], ahead: int) -> Found:
    """Read ``record``, and what is ``ahead`` (0 for nothing)."""
    return Found(
        _item(archive, record),
        tuple(suggesting.suggestions(archive, record, dismissed=dismissed)),
        _ahead(archive, ahead) if ahead else None,
    )


def _ahead(archive: Archive, record: int) -> Item | None:
    try:
        return _item(archive, record)
    except NotFound:
        # That it is gone is said when one comes to it.
        return None


def _item(archive: Archive, record: int) -> Item:
    return Item(reading.record(archive, record), completeness.gaps(archive, record))
