"""Statements handed to the driver as they are: SQLAlchemy's own way costs several times what a small one does, and the
edit of one field is dozens of them.

They run in the transaction of the connection, which begins with them where none is open.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection

#: Told how many rows more were read; may raise.
Tell = Callable[[int], None]
_FETCHED = 2_000


def _driver(connection: Connection) -> Any:
    if not connection.in_transaction():
        connection.begin()
    return connection.connection.dbapi_connection


def rows(connection: Connection, statement: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
    """All that a statement finds."""
    found: list[tuple[Any, ...]] = _driver(connection).execute(statement, values).fetchall()
    return found


def run(connection: Connection, statement: str, values: Sequence[Any] = ()) -> int:
    """Run a statement that finds nothing; how many rows it changed."""
    changed: int = _driver(connection).execute(statement, values).rowcount
    return changed


def run_many(connection: Connection, statement: str, values: Iterable[Sequence[Any]]) -> None:
    """Run a statement for each of many rows."""
    _driver(connection).executemany(statement, values)


def insert(connection: Connection, statement: str, values: Sequence[Any]) -> int:
    """Add one row; the number that it got."""
    number: int = _driver(connection).execute(statement, values).lastrowid
    return number


def streamed(connection: Connection, statement: str, values: Sequence[Any] = ()) -> Iterator[list[tuple[Any, ...]]]:
    """All that a statement finds, some thousand rows at a time."""
    cursor = _driver(connection).execute(statement, values)
    while batch := cursor.fetchmany(_FETCHED):
        yield batch


def differing(connection: Connection, one: str, other: str, columns: str) -> list[tuple[Any, ...]]:
    """Rows that only one of two tables has."""
    first, second = f"SELECT {columns} FROM {one}", f"SELECT {columns} FROM {other}"
    return rows(
        connection, f"SELECT * FROM ({first} EXCEPT {second}) UNION ALL SELECT * FROM ({second} EXCEPT {first})"
    )
