"""The records picked by hand, whatever is searched for."""

from __future__ import annotations

from array import array
from collections.abc import Collection

from sqlalchemy import Connection

from archive_app.store.database.batches import batched, marks

_BATCH = 900
_SHOWN = " FROM pick p JOIN record r ON r.id = p.record_id AND r.deleted_at IS NULL"


def ids(connection: Connection) -> array[int]:
    """The picked records in the order they were picked; hidden ones are left out."""
    return array("q", [row[0] for row in connection.exec_driver_sql(f"SELECT p.record_id{_SHOWN} ORDER BY p.id")])


def count(connection: Connection) -> int:
    """How many records are picked and not hidden."""
    return int(connection.exec_driver_sql(f"SELECT count(*){_SHOWN}").scalar_one())


def among(connection: Connection, records: Collection[int]) -> set[int]:
    """Those of ``records`` that are picked, hidden ones too."""
    found: set[int] = set()
    for batch in batched(sorted(set(records)), _BATCH):
        found.update(
            row[0]
            for row in connection.exec_driver_sql(
                f"SELECT record_id FROM pick WHERE record_id IN ({marks(batch)})", tuple(batch)
            )
        )
    return found
