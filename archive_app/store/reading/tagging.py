"""What tagging reads of records: kinds, vocabularies, titles."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from archive_app.domain.model.kinds import Kind
from archive_app.store.database.batches import batched, marks
from archive_app.store.reading.legible import one_of
from archive_app.store.reading.reading import titles

_BATCH = 900


def kinds_of(connection: Connection, ids: Sequence[int]) -> dict[int, Kind]:
    """The kinds of these records in their order; those that are hidden or gone are left out."""
    found: dict[int, str] = {}
    for batch in batched(ids, _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT id, kind FROM record WHERE id IN ({marks(batch)}) AND deleted_at IS NULL", tuple(batch)
        )
        found.update({row[0]: row[1] for row in rows})
    return {record: one_of(Kind, found[record]) for record in ids if record in found}


def vocabularies(connection: Connection, records: Sequence[int]) -> dict[int, str]:
    """The vocabulary of each of these records that is a term in one."""
    found: dict[int, str] = {}
    for batch in batched(records, _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT id, vocabulary FROM record WHERE id IN ({marks(batch)}) AND vocabulary IS NOT NULL", tuple(batch)
        )
        found.update({row[0]: row[1] for row in rows})
    return found


def title(connection: Connection, record: int) -> str:
    """What one record is called."""
    return titles(connection, [record]).get(record, "")
