"""The values of one field of all records."""

from __future__ import annotations

from sqlalchemy import Connection

from archive_app.domain.model.fields import BY_NAME


def valued(connection: Connection, field: str, *, binned: bool = False) -> list[tuple[int, str]]:
    """Every record that says something in ``field``, in the bin too if these are wanted, and what it says."""
    column = BY_NAME[field].name
    there = "" if binned else " AND deleted_at IS NULL"
    rows = connection.exec_driver_sql(
        f"SELECT id, {column} FROM record WHERE {column} IS NOT NULL AND {column} <> ''{there}"
    )
    return [(int(row[0]), str(row[1])) for row in rows]
