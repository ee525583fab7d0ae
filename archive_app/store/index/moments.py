"""When each record was, and in which zone its day is reckoned, asked of the pictures that were taken on that day.

The zone of a day is that of the first records dated on it, so many that a busy day costs no more than another. Who
gets a place among them, or leaves it, may give all others of that day another moment.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from archive_app.domain.dates.instants import days_about, moment, zone_of
from archive_app.store.database import statements
from archive_app.store.database.batches import batched, marks

#: So many records of a day say what its zone is: those with the lowest keys.
_ASKED = 200
_BATCH = 500


class Zones:
    """The zones of days, each asked for once: hold it no longer than nothing changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[int, str] = {}

    def of(self, day: int) -> str:
        """The zone of ``day``; empty where no picture of it bears one."""
        if day not in self._known:
            taken = statements.rows(
                self._connection,
                "SELECT f.captured FROM (SELECT id FROM record WHERE date_from = ? AND deleted_at IS NULL"
                " ORDER BY id LIMIT ?) r CROSS JOIN media_file f ON f.record_id = r.id"
                " WHERE f.captured <> '' ORDER BY r.id, f.position, f.id",
                (day, _ASKED),
            )
            self._known[day] = zone_of(day, [row[0] for row in taken])
        return self._known[day]


def captures(connection: Connection, ids: Sequence[int]) -> dict[int, list[str]]:
    """When the files of these records were taken, one entry a file, in their order."""
    found: dict[int, list[str]] = defaultdict(list)
    for record, captured in statements.rows(
        connection,
        f"SELECT record_id, captured FROM media_file WHERE record_id IN ({marks(ids)})"
        " ORDER BY record_id, position, id",
        ids,
    ):
        found[record].append(captured)
    return found


def moments(connection: Connection, ids: Sequence[int], zones: Zones) -> dict[int, int | None]:
    """When these records were, as far as they are there."""
    taken = captures(connection, ids)
    rows = statements.rows(
        connection,
        f"SELECT id, date, date_from, date_to FROM record WHERE deleted_at IS NULL AND id IN ({marks(ids)})",
        ids,
    )
    return {
        record: moment(date or "", first, last, taken.get(record, ()), "" if first is None else zones.of(first))
        for record, date, first, last in rows
    }


def moved_with(connection: Connection, changed: Collection[int]) -> set[int]:
    """Records that stand at another moment because these changed: those of a day that has another zone by them.

    The days are those on which they are, and those on which they stood until now, as ``ordering`` remembers them.
    """
    zones = Zones(connection)
    found: set[int] = set()
    for day, first in _days(connection, changed).items():
        if _may_speak(connection, day, first):
            there = [row[0] for row in statements.rows(connection, "SELECT id FROM record WHERE date_from = ?", (day,))]
            for ids in batched(there, _BATCH):
                wanted = moments(connection, ids, zones)
                stood = statements.rows(
                    connection, f"SELECT record_id, moment FROM ordering WHERE record_id IN ({marks(ids)})", ids
                )
                found |= {record for record, before in stood if record in wanted and wanted[record] != before}
    return found


def _days(connection: Connection, changed: Collection[int]) -> dict[int, int]:
    """The days of these records, today's and those before, with the lowest key of them on each."""
    lowest: dict[int, int] = {}
    for ids in batched(sorted(changed), _BATCH):
        for record, first, before in statements.rows(
            connection,
            "SELECT r.id, r.date_from, o.moment FROM record r LEFT JOIN ordering o ON o.record_id = r.id"
            f" WHERE r.id IN ({marks(ids)})",
            ids,
        ):
            for day in {*(() if first is None else (first,)), *(() if before is None else days_about(before))}:
                lowest[day] = min(record, lowest.get(day, record))
    return lowest


def _may_speak(connection: Connection, day: int, record: int) -> bool:
    """Whether a record with this key is, or was, one of those that say the zone of a day."""
    last = statements.rows(
        connection,
        "SELECT id FROM record WHERE date_from = ? AND deleted_at IS NULL ORDER BY id LIMIT 1 OFFSET ?",
        (day, _ASKED - 1),
    )
    return not last or record <= last[0][0]
