"""How much the store does for a deed, counted and not timed: statements, and steps of SQLite's virtual machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, event

from archive_app.store.database import statements

#: Steps between two calls: a call for each would slow what is counted a hundred times.
_STRIDE = 20


@dataclass
class Work:
    """What was done; ``many`` rows handed over in one go are one statement."""

    statements: int = 0
    steps: int = 0


@contextmanager
def counted() -> Iterator[Work]:
    """Count all that is asked of any archive until the block ends, in this thread or another."""
    work = Work()

    def step() -> int:
        work.steps += _STRIDE
        return 0

    def begin(connection: Connection, *_given: Any) -> None:
        work.statements += 1
        _driver(connection).set_progress_handler(step, _STRIDE)

    def straight(connection: Connection) -> Any:
        work.statements += 1
        return driver(connection)

    driver = statements._driver
    event.listen(Engine, "before_cursor_execute", begin)
    statements._driver = straight
    try:
        yield work
    finally:
        statements._driver = driver
        event.remove(Engine, "before_cursor_execute", begin)


def _driver(connection: Connection) -> Any:
    return connection.connection.dbapi_connection
