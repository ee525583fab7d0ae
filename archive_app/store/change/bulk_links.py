"""Many links at once, logged like any others: the audited way past the ORM for tagging thousands of items.

Rows and their operations are written in batches within the step's own transaction; what is derived follows when that
ends. About twenty times the speed of the ORM, whose unit of work looks at every column of every row.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from archive_app.store.change.log import made, removed
from archive_app.store.change.transaction import Transaction
from archive_app.store.database.batches import batched
from archive_app.store.database.types import new_uid
from archive_app.store.schema.tables import Link

_BATCH = 500
#: Told how many rows are done; raises to stop.
Tell = Callable[[int], None]

_COLUMNS = tuple(column.key for column in Link.__table__.columns)


def _nothing(_done: int) -> None:
    return None


def add(
    transaction: Transaction, pairs: Sequence[tuple[int, int]], relation: str, role: str, tell: Tell = _nothing
) -> int:
    """Link each (subject, object) that is not linked so in that role yet; returns how many links are new."""
    connection = transaction.session.connection()
    there = existing(connection, pairs, relation, role)
    new = [pair for pair in dict.fromkeys(pairs) if pair not in there]
    number = _next_id(connection)
    rows = [
        {
            "id": number + place, "uid": new_uid(), "subject_id": subject, "relation": relation, "object_id": obj,
            "role": role, "date": None, "date_from": None, "date_to": None, "certainty": "", "note": "",
        }
        for place, (subject, obj) in enumerate(new)
    ]  # fmt: skip
    put(transaction, rows, tell)
    return len(rows)


def remove(
    transaction: Transaction,
    records: Sequence[int],
    relation: str,
    other: int,
    *,
    forward: bool,
    role: str | None = None,
    tell: Tell = _nothing,
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
    statement = (
        "SELECT l.subject_id, l.object_id FROM json_each(?) p CROSS JOIN link l"
        " ON l.subject_id = json_extract(p.value, '$[0]') AND l.relation = ? AND l.role = ?"
        " AND l.object_id = json_extract(p.value, '$[1]')"
    )
    for batch in batched(pairs, _BATCH):
        rows = connection.exec_driver_sql(statement, (json.dumps(batch), relation, role))
        found.update((row[0], row[1]) for row in rows)
    return found


def between(
    connection: Connection, records: Sequence[int], relation: str, other: int, *, forward: bool, role: str | None = None
) -> list[int]:
    """The links of ``relation`` between each of ``records`` and ``other``, of one role or of any."""
    here, there = ("subject_id", "object_id") if forward else ("object_id", "subject_id")
    only = "" if role is None else " AND l.role = ?"
    statement = (
        f"SELECT l.id FROM json_each(?) p CROSS JOIN link l ON l.{here} = p.value AND l.relation = ?"
        f" AND l.{there} = ?{only}"
    )
    found: list[int] = []
    for batch in batched(records, _BATCH):
        values = (json.dumps(batch), relation, other) + (() if role is None else (role,))
        found += [row[0] for row in connection.exec_driver_sql(statement, values)]
    return found


def rows_of(connection: Connection, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """Links by id with every column, as operations keep them."""
    found: dict[int, dict[str, Any]] = {}
    for batch in batched(ids, _BATCH):
        for row in connection.execute(select(Link.__table__).where(Link.id.in_(batch))).mappings():
            found[row["id"]] = dict(row)
    return found


def put(transaction: Transaction, rows: Sequence[dict[str, Any]], tell: Tell = _nothing) -> None:
    """Write new links with their operations."""
    connection = transaction.session.connection()
    done = 0
    for batch in batched(rows, _BATCH):
        connection.execute(insert(Link), batch)
        transaction.log.write([made("link", row) for row in batch])
        done += len(batch)
        tell(done)


def take(transaction: Transaction, rows: Sequence[dict[str, Any]], tell: Tell = _nothing) -> None:
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


def _next_id(connection: Connection) -> int:
    """Keys are never given twice, also where the last rows were removed."""
    return next_id(connection, "link")


def next_id(connection: Connection, table: str) -> int:
    """The key that SQLite would give to the next row of ``table``."""
    given = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    return int(given or 0) + 1
