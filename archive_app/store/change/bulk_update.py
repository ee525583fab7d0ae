"""Columns and texts of many records at once, logged like any others: the audited way past the ORM for changes.

Rows and their operations, each with what was there before and the operation it replaces, are written in batches within
the step's own transaction; what is derived follows when that ends. Only what differs is touched.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

from sqlalchemy import Connection, Table, bindparam, delete, insert, or_, select, update

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.text.scripts import script_of
from archive_app.store.change.log import Change, made, removed
from archive_app.store.change.transaction import Transaction
from archive_app.store.database.batches import batched
from archive_app.store.database.keys import next_key
from archive_app.store.database.types import new_uid
from archive_app.store.schema.tables import Name, Record, Text

_BATCH = 500
#: Told how many records are done; raises to stop.
Tell = Callable[[int], None]


def _nothing(_done: int) -> None:
    return None


def set_column(
    transaction: Transaction,
    records: Sequence[int],
    column: str,
    value: Any,
    *,
    over: Sequence[object] | None = None,
    tell: Tell = _nothing,
) -> int:
    """Set one column of ``record`` to a checked value, and what is derived from it; returns how many had another. With
    ``over`` only where nothing stands, or one of these.
    """
    connection = _begin(transaction, Record)
    table = _table(Record)
    values = {column: value, **_bounds(column, value)}
    total = done = 0
    for batch in batched(records, _BATCH):
        place = table.c[column]
        query = select(table.c.id, table.c.uid, place).where(table.c.id.in_(batch), place.is_distinct_from(value))
        if over is not None:
            query = query.where(or_(place.is_(None), place.in_(over)))
        changes = [
            Change("record", {"id": row[0], "uid": row[1]}, column, row[2], value) for row in connection.execute(query)
        ]
        ids = [change.row["id"] for change in changes]
        connection.execute(update(table).where(table.c.id.in_(ids)).values(values))
        transaction.log.write(changes)
        total += len(ids)
        done += len(batch)
        tell(done)
    return total


def set_text(
    transaction: Transaction,
    records: Sequence[int],
    role: str,
    lang: str,
    text: str,
    *,
    filling: bool = False,
    tell: Tell = _nothing,
) -> int:
    """Set the text of one role and language of each record; an empty one removes it. Returns how many had another. With
    ``filling`` only of those that have none there.
    """
    connection = _begin(transaction, Text)
    table = _table(Text)
    total = done = 0
    for batch in batched(records, _BATCH):
        query = select(table).where(table.c.record_id.in_(batch), table.c.role == role).order_by(table.c.id)
        rows = [dict(row) for row in connection.execute(query).mappings()]
        there = {row["record_id"]: row for row in rows if row["lang"] == lang}
        speaking = {row["record_id"] for row in rows}
        if text:
            other = [] if filling else [row for row in there.values() if row["text"] != text]
            change_texts(transaction, "text", {row["id"]: text for row in other})
            new = [record for record in batch if record not in there]
            first = next_key(connection, "text")
            _insert_texts(
                transaction,
                [
                    {
                        "id": first + place, "uid": new_uid(), "record_id": record, "role": role, "lang": lang,
                        "text": text, "is_original": record not in speaking,
                    }
                    for place, record in enumerate(new)
                ],
            )  # fmt: skip
            total += len(other) + len(new)
        elif not filling:
            _remove_texts(transaction, list(there.values()))
            total += len(there)
        done += len(batch)
        tell(done)
    return total


def change_texts(
    transaction: Transaction, entity: Literal["text", "name"], new: Mapping[int, str], tell: Tell = _nothing
) -> None:
    """Give texts or names, by their row, another wording; those that are gone are passed over. A text without words is
    removed.
    """
    connection = _begin(transaction, Text if entity == "text" else Name)
    if entity == "text":
        _remove_texts(transaction, _rows(connection, [row for row, words in new.items() if not words]))
        new = {row: words for row, words in new.items() if words}
    done = 0
    for batch in batched(new, _BATCH):
        wording = {row: new[row] for row in batch}
        changed = _write(transaction, entity, "text", wording)
        if entity == "name":
            # The script of a name follows its letters.
            _write(transaction, entity, "script", {row: script_of(wording[row]) for row in changed})
        done += len(batch)
        tell(done)


def _rows(connection: Connection, ids: Sequence[int]) -> list[dict[str, Any]]:
    """Texts with every column, as operations keep them."""
    table = _table(Text)
    found: list[dict[str, Any]] = []
    for batch in batched(ids, _BATCH):
        found += [dict(row) for row in connection.execute(select(table).where(table.c.id.in_(batch))).mappings()]
    return found


def _write(
    transaction: Transaction, entity: Literal["text", "name"], column: str, wanted: Mapping[int, Any]
) -> list[int]:
    """Set one column of each row; returns those that had another value."""
    connection, table = transaction.session.connection(), _table(Text if entity == "text" else Name)
    query = select(table.c.id, table.c.uid, table.c.record_id, table.c[column]).where(table.c.id.in_(wanted))
    changes = [
        Change(entity, {"id": row[0], "uid": row[1], "record_id": row[2]}, column, row[3], wanted[row[0]])
        for row in connection.execute(query)
        if row[3] != wanted[row[0]]
    ]
    if changes:
        statement = update(table).where(table.c.id == bindparam("row")).values({column: bindparam("value")})
        connection.execute(statement, [{"row": change.row["id"], "value": change.new} for change in changes])
        transaction.log.write(changes)
    return [change.row["id"] for change in changes]


def _insert_texts(transaction: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        transaction.session.connection().execute(insert(Text), rows)
        transaction.log.write([made("text", row) for row in rows])


def _remove_texts(transaction: Transaction, rows: Sequence[dict[str, Any]]) -> None:
    table = _table(Text)
    for batch in batched(rows, _BATCH):
        transaction.session.connection().execute(delete(table).where(table.c.id.in_([row["id"] for row in batch])))
        transaction.log.write([removed("text", row) for row in batch])


def _begin(transaction: Transaction, model: type[Record | Text | Name]) -> Connection:
    """Write what the session holds, and let it read these rows anew when it is asked for them."""
    session = transaction.session
    session.flush()
    for row in session.identity_map.values():
        if isinstance(row, model):
            session.expire(row)
    return session.connection()


def _table(model: type[Record | Text | Name]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


def _bounds(column: str, value: Any) -> dict[str, int | None]:
    if column != "date":
        return {}
    span = parse_date(value) if value else None
    return {"date_from": span.earliest if span else None, "date_to": span.latest if span else None}
