"""Identifiers of records in other registers."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from archive_app.store.change.transaction import Transaction
from archive_app.store.database.batches import batched, marks
from archive_app.store.schema.tables import Identifier

_BATCH = 900


def add(transaction: Transaction, record: int, scheme: str, value: str) -> bool:
    """Give a record an identifier; whether it is new."""
    session = transaction.session
    query = select(Identifier).where(
        Identifier.record_id == record, Identifier.scheme == scheme, Identifier.value == value
    )
    if session.scalars(query).first() is not None:
        return False
    session.add(Identifier(record_id=record, scheme=scheme, value=value))
    session.flush()
    return True


def of_records(connection: Connection, ids: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """(scheme, value) by record, for those that have any."""
    found: dict[int, list[tuple[str, str]]] = {}
    for batch in batched(ids, _BATCH):
        for record, scheme, value in connection.exec_driver_sql(
            f"SELECT record_id, scheme, value FROM identifier WHERE record_id IN ({marks(batch)})"
            " ORDER BY record_id, scheme, value",
            tuple(batch),
        ):
            found.setdefault(record, []).append((scheme, value))
    return found
