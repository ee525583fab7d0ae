"""Statements handed to the driver as they are: SQLAlchemy's own way costs several times what a small one does, and the
edit of one field is dozens of them.

They run in the transaction of the connection, which begins with them where none is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection


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
