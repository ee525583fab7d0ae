"""The numbers that are given next: of rows by SQLite, in refs by a copy's own counters. Neither is logged or derived.

What is higher than need be only skips some. What is lower than what was given before, or no number, is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection

from archive_app.domain.model.kinds import REF_PREFIX
from archive_app.store.database import statements
from archive_app.store.schema.entities import ENTITIES
from archive_app.store.schema.tables import Base

#: Bitmaps hold numbers of 32 bits; far below it, nobody has come by counting.
_MOST = 1 << 31
_KEPT = {entity.name: entity.table.__tablename__ for entity in ENTITIES.values() if entity.numbered}
_COUNTERS = "SELECT rowid, prefix, next FROM counter"


def wrong(connection: Connection) -> list[str]:
    """The tables whose next number cannot be right, and the prefixes of refs."""
    found = [name for name, _number in _sequences(connection)]
    return found + [str(prefix) for _row, prefix, _next in _counters(connection)]


def last_given(connection: Connection, table: str) -> int | None:
    """The highest number that SQLite ever gave a row of ``table``; None where it gave none."""
    ((given,),) = statements.rows(connection, "SELECT max(seq) FROM sqlite_sequence WHERE name = ?", (table,))
    return int(given) if isinstance(given, int) else None


def mend(connection: Connection) -> None:
    """Go on behind the highest number that was given."""
    for name, number in _sequences(connection):
        statements.run(connection, "DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        if number is not None:
            statements.run(connection, "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, number))
    for row, prefix, _next in _counters(connection):
        if prefix in REF_PREFIX.values():
            # Refs that are taken are passed over.
            statements.run(connection, "UPDATE counter SET next = 1 WHERE rowid = ?", (row,))
        else:
            statements.run(connection, "DELETE FROM counter WHERE rowid = ?", (row,))


def _sequences(connection: Connection) -> Iterator[tuple[str, int | None]]:
    """Tables with a fault, and what should stand there: nothing where there is no such table."""
    there: dict[Any, list[Any]] = {}
    for name, number in statements.rows(connection, "SELECT name, seq FROM sqlite_sequence"):
        there.setdefault(name, []).append(number)
    for table, given in _given(connection).items():
        numbers = there.pop(table, [])
        if given and (len(numbers) != 1 or not _is_number(numbers[0], given)):
            yield table, given
    yield from ((name, None) for name in there)


def _given(connection: Connection) -> dict[str, int]:
    """The highest number that rows of each table have, or had in the history."""
    tables = [table.name for table in Base.metadata.sorted_tables if table.dialect_options["sqlite"]["autoincrement"]]
    given = {table: statements.rows(connection, f"SELECT coalesce(max(id), 0) FROM {table}")[0][0] for table in tables}
    for entity, number in statements.rows(connection, "SELECT entity, max(entity_id) FROM operation GROUP BY entity"):
        table = _KEPT.get(entity)
        if table in given and _is_number(number, given[table]):
            given[table] = number
    return given


def _counters(connection: Connection) -> Iterator[tuple[int, Any, Any]]:
    for row, prefix, number in statements.rows(connection, _COUNTERS):
        if prefix not in REF_PREFIX.values() or not _is_number(number, 1):
            yield row, prefix, number


def _is_number(number: Any, least: int) -> bool:
    return isinstance(number, int) and least <= number < _MOST
