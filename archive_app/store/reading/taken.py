"""When the files of records say that they were taken."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from archive_app.store.database.batches import batched, marks

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Taken:
    """One file: its record with the date of that, and the time and longitude that it says."""

    record: int
    file: int
    date: str
    captured: str
    longitude: float | None


def taken(connection: Connection, ids: Collection[int]) -> list[Taken]:
    """Every file of these records, in their order."""
    found = []
    for batch in batched(ids, _BATCH):
        rows = connection.exec_driver_sql(
            "SELECT r.id, f.id, coalesce(r.date, ''), f.captured, f.longitude FROM record r"
            " JOIN media_file f ON f.record_id = r.id"
            f" WHERE r.deleted_at IS NULL AND r.id IN ({marks(batch)}) ORDER BY r.id, f.position, f.id",
            tuple(batch),
        )
        found += [Taken(*row) for row in rows]
    return found
