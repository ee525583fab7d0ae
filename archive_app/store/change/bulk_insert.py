"""Many new rows at once, logged like any others: the audited way past the ORM, whose unit of work looks at every
column of every row and takes some twenty times as long.

Rows and their operations are written in batches within the step's own transaction; what is derived follows when that
ends.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import insert

from archive_app.store.change.log import made
from archive_app.store.change.transaction import Transaction
from archive_app.store.database.batches import batched
from archive_app.store.schema.entities import OF_TABLE
from archive_app.store.schema.tables import Base

_BATCH = 500
#: Told how many rows are done; raises to stop.
Tell = Callable[[int], None]


def silent(_done: int) -> None:
    """Nobody is told."""


def put(transaction: Transaction, table: type[Base], rows: Sequence[dict[str, Any]], tell: Tell = silent) -> None:
    """Write new rows, each with every column of ``table``, and their operations."""
    connection = transaction.session.connection()
    entity, done = OF_TABLE[table].name, 0
    for batch in batched(rows, _BATCH):
        connection.execute(insert(table), batch)
        transaction.log.write([made(entity, row) for row in batch])
        done += len(batch)
        tell(done)
