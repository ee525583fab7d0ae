"""Partnerships as lists and pages need them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection

from archive_app.store.batches import batched
from archive_app.store.reading import marks


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
    return {
        row[0]: row[1]
        for row in connection.exec_driver_sql(
            "SELECT m.partnership_id, count(DISTINCT m.record_id) FROM membership m"
            " JOIN record r ON r.id = m.record_id AND r.kind IN ('photo', 'video', 'audio', 'document', 'object')"
            " GROUP BY m.partnership_id"
        )
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
    return {
        row[0]: row[1]
        for row in connection.exec_driver_sql(
            "SELECT r.kind, count(*) FROM (SELECT DISTINCT record_id AS id FROM membership WHERE partnership_id = ?) m"
            " CROSS JOIN record r ON r.id = m.id GROUP BY r.kind",
            (partnership,),
        )
    }


def members(connection: Connection, partnership: int, kinds: Collection[str], limit: int) -> list[int]:
    """Records of these kinds that belong to the partnership, direct ones first, then by date."""
    return [
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT r.id FROM membership m JOIN record r ON r.id = m.record_id"
            f" WHERE m.partnership_id = ? AND r.kind IN ({marks(kinds)}) GROUP BY r.id"
            " ORDER BY min(m.rule <> 'direct'), r.date_from IS NULL, r.date_from DESC, r.id LIMIT ?",
            (partnership, *sorted(kinds), limit),
        )
    ]


def home_cities(connection: Connection) -> set[int]:
    """Cities that are party of two or more partnerships: as a rule, the archive's own."""
    return {
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT l.subject_id FROM record p CROSS JOIN link l ON l.object_id = p.id AND l.relation = 'party_of'"
            " WHERE p.kind = 'partnership' AND p.deleted_at IS NULL"
            " GROUP BY l.subject_id HAVING count(DISTINCT l.object_id) > 1"
        )
    }
