"""Partnerships as lists and pages need them, and how much there is at all."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection

from archive_app.domain.model.kinds import ITEM_KINDS, Kind
from archive_app.store.database.batches import batched, marks
from archive_app.store.index import tallies
from archive_app.store.reading import settings

#: Up to so many members are sorted by their dates.
_SORTED = 5_000


def partnership_ids(connection: Connection) -> list[int]:
    """Every partnership that is not hidden."""
    return [
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT id FROM record WHERE kind = 'partnership' AND deleted_at IS NULL ORDER BY id"
        )
    ]


def parties(connection: Connection, partnerships: Collection[int]) -> dict[int, list[int]]:
    """The parties of each partnership in the order in which they were linked."""
    found: dict[int, list[int]] = defaultdict(list)
    for batch in batched(partnerships, 900):
        for partnership, party in connection.exec_driver_sql(
            "SELECT l.object_id, l.subject_id FROM link l JOIN record r ON r.id = l.subject_id AND r.deleted_at IS NULL"
            f" WHERE l.relation = 'party_of' AND l.object_id IN ({marks(batch)}) ORDER BY l.id",
            tuple(batch),
        ):
            found[partnership].append(party)
    return found


def continents(connection: Connection, cities: Collection[int]) -> dict[int, str]:
    """The continent of each city, its own or its country's; cities without one are left out."""
    found: dict[int, str] = {}
    for batch in batched(cities, 900):
        for city, own, countrys in connection.exec_driver_sql(
            "SELECT c.id, c.continent, max(n.continent) FROM record c"
            " LEFT JOIN link l ON l.subject_id = c.id AND l.relation IN ('located_in', 'part_of')"
            " LEFT JOIN record n ON n.id = l.object_id AND n.kind = 'country'"
            f" WHERE c.id IN ({marks(batch)}) GROUP BY c.id",
            tuple(batch),
        ):
            if own or countrys:
                found[city] = own or countrys
    return found


def item_counts(connection: Connection) -> dict[int, int]:
    """How many items belong to each partnership by any rule."""
    items = tallies.union(connection, "kind", ITEM_KINDS)
    return {
        partnership: tallies.stored(connection, "partnership", str(partnership)).intersection_cardinality(items)
        for partnership in partnership_ids(connection)
    }


def rule_counts(connection: Connection, partnership: int) -> dict[str, int]:
    """How many records belong to one partnership by each rule."""
    return {
        row[0]: row[1]
        for row in connection.exec_driver_sql(
            "SELECT rule, count(*) FROM membership WHERE partnership_id = ? GROUP BY rule", (partnership,)
        )
    }


def kind_counts(connection: Connection, partnership: int) -> dict[str, int]:
    """How many records of each kind belong to one partnership."""
    members = tallies.stored(connection, "partnership", str(partnership))
    counts = {kind: tallies.stored(connection, "kind", kind).intersection_cardinality(members) for kind in Kind}
    return {str(kind): count for kind, count in counts.items() if count}


def members(connection: Connection, partnership: int, kinds: Collection[str], limit: int) -> list[int]:
    """The first records of these kinds that belong to the partnership, direct ones first, then the latest."""
    there = tallies.stored(connection, "partnership", str(partnership)) & tallies.union(connection, "kind", kinds)
    # Few are sorted; of many the records are walked by date until enough are found.
    few = len(there) <= _SORTED
    source = (
        "json_each(?) j CROSS JOIN ordering o ON o.record_id = j.value"
        if few
        else "ordering o INDEXED BY ix_ordering_moment"
    )
    direct = "SELECT 1 FROM membership d WHERE d.partnership_id = ? AND d.rule = 'direct' AND d.record_id = r.id"
    belongs = "SELECT 1 FROM related g WHERE g.target_id = ? AND g.record_id = r.id"
    found: list[int] = []
    for first in ("EXISTS", "NOT EXISTS"):
        rows = connection.exec_driver_sql(
            f"SELECT r.id FROM {source} CROSS JOIN record r ON r.id = o.record_id"
            f" WHERE r.deleted_at IS NULL AND r.kind IN ({marks(kinds)})"
            f" AND EXISTS ({belongs}) AND {first} ({direct}) ORDER BY o.moment DESC, r.id LIMIT ?",
            (
                *((json.dumps(list(there)),) if few else ()),
                *sorted(kinds),
                partnership,
                partnership,
                limit - len(found),
            ),
        )
        found += [row[0] for row in rows]
    return found


def home_cities(connection: Connection) -> set[int]:
    """The archive's own city: the one it was told, else whatever is party of two or more partnerships."""
    told = settings.home_city(connection)
    if told is not None:
        return {told}
    return {
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT l.subject_id FROM record p CROSS JOIN link l ON l.object_id = p.id AND l.relation = 'party_of'"
            " WHERE p.kind = 'partnership' AND p.deleted_at IS NULL"
            " GROUP BY l.subject_id HAVING count(DISTINCT l.object_id) > 1"
        )
    }


def counts(connection: Connection) -> dict[str, int]:
    """How many records there are of each kind."""
    return {row[0]: row[1] for row in connection.exec_driver_sql("SELECT value, total FROM tally WHERE facet = 'kind'")}


def untagged(connection: Connection) -> int:
    """How many items have no link at all."""
    return int(
        connection.exec_driver_sql(
            f"SELECT count(*) FROM facet f WHERE f.kind IN ({marks(ITEM_KINDS)})"
            " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.subject_id = f.record_id)"
            " AND NOT EXISTS (SELECT 1 FROM link l WHERE l.object_id = f.record_id)",
            tuple(sorted(ITEM_KINDS)),
        ).scalar_one()
    )
