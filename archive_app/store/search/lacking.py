"""What records lack of what the archive requires: one by one, and counted by the bitmaps of the tallies."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pyroaring import BitMap
from sqlalchemy import Connection

from archive_app.domain.model.completeness import RULES, Rule
from archive_app.domain.model.kinds import ITEM_KINDS, Kind, Status
from archive_app.store.index import completeness, tallies
from archive_app.store.reading.legible import one_of


def gaps(connection: Connection, record: int) -> tuple[Rule, ...] | None:
    """The rules that a record must meet and does not; ``None`` if it is hidden or gone."""
    row = connection.exec_driver_sql("SELECT kind, status, gaps FROM facet WHERE record_id = ?", (record,)).first()
    if row is None:
        return None
    return completeness.required(connection).missing(one_of(Kind, row[0]), one_of(Status, row[1]), row[2])


def progress(
    connection: Connection, *, partnership: int | None = None, event: int | None = None
) -> tuple[int, int, Mapping[str, int]]:
    """Of how many records anything is required, how many have all of it, and how many break each rule: in the archive,
    of the members of a partnership, or of the items that go with an event.
    """
    asked, lacking = tallies.incomplete(connection)
    if partnership is not None:
        asked &= tallies.stored(connection, "partnership", str(partnership))
    if event is not None:
        asked &= tallies.stored(connection, "event", str(event)) & tallies.union(connection, "kind", ITEM_KINDS)
    incomplete = BitMap.union(BitMap(), *lacking.values()) & asked
    by_rule = {key: ids.intersection_cardinality(asked) for key, ids in lacking.items()}
    return len(asked), len(asked) - len(incomplete), {key: count for key, count in by_rule.items() if count}


def next_incomplete(connection: Connection, ids: Sequence[int], current: int = 0) -> tuple[int, Rule] | None:
    """The record of ``ids`` after ``current`` that lacks something, from the start again after the last, and the first
    rule that it breaks; ``None`` where all are complete.
    """
    _asked, lacking = tallies.incomplete(connection)
    wanted = BitMap.union(BitMap(), *lacking.values())
    place = ids.index(current) + 1 if current in ids else 0
    for number in (*range(place, len(ids)), *range(place)):
        if ids[number] in wanted:
            return ids[number], next(rule for rule in RULES if ids[number] in lacking[rule.key])
    return None
