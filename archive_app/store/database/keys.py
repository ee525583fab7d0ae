"""Keys of rows, given before the rows are written."""

from __future__ import annotations

from sqlalchemy import Connection


def next_key(connection: Connection, table: str) -> int:
    """The key that the next row of ``table`` would get; none is ever given twice, also where the last rows were
    removed.
    """
    given = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).scalar()
    return int(given or 0) + 1
