"""Many links at once, logged like any others: the audited way past the ORM for tagging thousands of items.

As with new rows of any kind (``bulk_insert.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from archive_app.store.change import bulk_insert, trees
from archive_app.store.change.bulk_insert import Tell, silent
from archive_app.store.change.log import removed
from archive_app.store.change.transaction import Transaction
from archive_app.store.database.batches import batched
from archive_app.store.database.keys import next_key
from archive_app.store.database.types import new_uid
from archive_app.store.schema.tables import Link

_BATCH = 500
_COLUMNS = tuple(column.key for column in Link.__table__.columns)


def add(
    transaction: Transaction, pairs: Sequence[tuple[int, int]], relation: str, role: str, tell: Tell = silent
) -> int:
    """Link each (subject, object) that is not linked so in that role yet; returns how many links are new."""
    connection = transaction.session.connection()
    there = existing(connection, pairs, relation, role)
    new = [pair for pair in dict.fromkeys(pairs) if pair not in there]
    number = next_key(connection, "link")
    rows = [
        {
            "id": number + place, "uid": new_uid(), "subject_id": subject, "relation": relation, "object_id": obj,
            "role": role, "date": None, "date_from": None, "date_to": None, "certainty": "", "note": "",
        }
        for place, (subject, obj) in enumerate(new)
    ]  # fmt: skip
    put(transaction, rows, tell)
    trees.check(connection, relation, [subject for subject, _obj in new])
    return len(rows)


def remove(
    transaction: Transaction,
    records: Sequence[int],
    relation: str,
    other: int,
    *,
    forward: bool,
    role: str | None = None,
    tell: Tell = silent,
) -> int:
    """Remove the links of ``relation`` between each of ``records`` and ``other``, of one role or of any; returns how
    many there were.
    """
    connection = transaction.session.connection()
    ids = between(connection, records, relation, other, forward=forward, role=role)
    rows = list(rows_of(connection, ids).values())
    take(transaction, rows, tell)
    return len(rows)


def existing(
    connection: Connection, pairs: Iterable[tuple[int, int]], relation: str, role: str
) -> set[tuple[int, int]]:
    """Those of the (subject, object) that are linked so in that role."""
    found: set[tuple[int, int]] = set()
    query = select(Link.subject_id, Link.object_id).where(Link.relation == relation, Link.role == role)
    for batch in batched(pairs, _BATCH):
        subjects, objects = (sorted(set(ends)) for ends in zip(*batch, strict=True))
        rows = connection.execute(query.where(Link.subject_id.in_(subjects), Link.object_id.in_(objects)))
        found.update({(row[0], row[1]) for row in rows} & set(batch))
    return found


def between(
    connection: Connection, records: Sequence[int], relation: str, other: int, *, forward: bool, role: str | None = None
) -> list[int]:
    """The links of ``relation`` between each of ``records`` and ``other``, of one role or of any."""
    here, there = (Link.subject_id, Link.object_id) if forward else (Link.object_id, Link.subject_id)
    query = select(Link.id).where(there == other, Link.relation == relation)
    if role is not None:
        query = query.where(Link.role == role)
    found: list[int] = []
    for batch in batched(records, _BATCH):
        found += connection.scalars(query.where(here.in_(batch)))
    return found


def rows_of(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Links by id with every column, as operations keep them."""
    found: dict[int, dict[str, Any]] = {}
    for batch in batched(ids, _BATCH):
        for row in connection.execute(select(Link.__table__).where(Link.id.in_(batch))):
            found[row[0]] = dict(zip(_COLUMNS, row, strict=True))
    return found


def put(transaction: Transaction, rows: Sequence[dict[str, Any]], tell: Tell = silent) -> None:
    """Write new links with their operations."""
    bulk_insert.put(transaction, Link, rows, tell)


def take(transaction: Transaction, rows: Sequence[dict[str, Any]], tell: Tell = silent) -> None:
    """Remove links, given whole, with their operations."""
    connection = transaction.session.connection()
    done = 0
    for batch in batched(rows, _BATCH):
        connection.execute(
            delete(Link.__table__).where(Link.id.in_([row["id"] for row in batch]))  # type: ignore[arg-type]
        )
        transaction.log.write([removed("link", row) for row in batch])
        done += len(batch)
        tell(done)
