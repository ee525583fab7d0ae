"""Where one is in the window, and where one was before following a link."""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain.model.records import RecordRef


@dataclass(frozen=True, slots=True)
class Place:
    """Where one is: the search, the selection, the current record, the partnership whose page is shown, and the items
    that are stepped through.
    """

    query: str
    selected: tuple[int, ...] = ()
    current: int = 0
    partnership: int = 0
    stepping: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Stop:
    """A record that was left by a link, and the search in which it was seen."""

    record: RecordRef
    query: str
    paging: bool
