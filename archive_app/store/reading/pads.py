"""Pads in the database: a list in the order in which they were saved, each with its lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from archive_app.store.database.batches import batched, marks
from archive_app.store.reading.finding import living

_BATCH = 500


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of a pad, by ids: a link to ``record``, or ``field`` with ``value``."""

    ticked: bool
    record: int | None
    relation: str
    role: str
    field: str
    value: str


def all_pads(connection: Connection) -> list[tuple[int, str]]:
    """Every pad with its key, in their order."""
    return [(row[0], row[1]) for row in connection.exec_driver_sql("SELECT id, name FROM pad ORDER BY position, id")]


def entries(connection: Connection, pads: Collection[int]) -> dict[int, list[EntryRow]]:
    """The lines of each pad in order; records that are gone are left out, merged ones followed."""
    rows: list[tuple[int, EntryRow]] = []
    for batch in batched(sorted(pads), _BATCH):
        rows += [
            (row[0], EntryRow(bool(row[1]), row[2], row[3], row[4], row[5], row[6]))
            for row in connection.exec_driver_sql(
                "SELECT pad_id, ticked, record_id, relation, role, field, value FROM pad_entry"
                f" WHERE pad_id IN ({marks(batch)}) ORDER BY pad_id, position, id",
                tuple(batch),
            )
        ]
    now = living(connection, {row.record for _pad, row in rows if row.record is not None})
    found: dict[int, list[EntryRow]] = defaultdict(list)
    for pad, row in rows:
        if row.record is None:
            found[pad].append(row)
        elif row.record in now:
            found[pad].append(EntryRow(row.ticked, now[row.record], row.relation, row.role, "", ""))
    return dict(found)
