"""What the columns of a table are declared to hold, asked of the database: the mapping of all tables, which says it
too, is not there when the first lists are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from archive_app.store.database import statements


@dataclass(frozen=True, slots=True)
class Declared:
    """One column of words or numbers: of what type its values are, and what stands in the place of another one."""

    name: str
    sort: type | tuple[type, ...]
    otherwise: Any


_SORTS: dict[str, tuple[type | tuple[type, ...], Any]] = {
    "VARCHAR": (str, ""),
    "TEXT": (str, ""),
    "INTEGER": (int, 0),
    "DOUBLE": ((int, float), 0.0),
    "FLOAT": ((int, float), 0.0),
}


def declared(connection: Connection, table: str) -> tuple[Declared, ...]:
    """The columns of ``table`` that are words or numbers; asked once of each connection."""
    known: dict[str, tuple[Declared, ...]] = connection.info.setdefault("declared", {})
    if table not in known:
        known[table] = tuple(
            Declared(name, sort, otherwise if sort is str or needed or key else None)
            for _number, name, called, needed, _default, key in statements.rows(
                connection, f'PRAGMA table_info("{table}")'
            )
            for sort, otherwise in [_SORTS.get(str(called).partition("(")[0].upper(), (object, None))]
            if sort is not object
        )
    return known[table]
