"""Finding records by what is theirs alone: a ref, a uid, a key."""

from __future__ import annotations

import uuid

from sqlalchemy import Connection

#: Merges of merges that a ref is followed through.
_LONGEST_CHAIN = 100


def by_ref_or_uid(connection: Connection, text: str) -> int | None:
    """The record with this ref or uid; one that was merged into another leads to that one."""
    found = _row(connection, "ref", text.strip().upper())
    if found is None:
        try:
            found = _row(connection, "uid", uuid.UUID(text.strip()).bytes)
        except ValueError:
            return None
    return None if found is None else kept(connection, found[0])


def kept(connection: Connection, record: int) -> int | None:
    """The record itself, or the one that it was merged into at last; ``None`` where neither is there."""
    for _merge in range(_LONGEST_CHAIN):
        found = _row(connection, "id", record)
        if found is None or found[1] is None:
            return None if found is None else record
        if found[2] is None:
            return None
        record = found[2]
    return None


def _row(connection: Connection, column: str, value: str | bytes | int) -> tuple[int, str | None, int | None] | None:
    """Id, when it was hidden, and what it was merged into."""
    row = connection.exec_driver_sql(
        f"SELECT id, deleted_at, merged_into FROM record WHERE {column} = ?", (value,)
    ).first()
    return None if row is None else (int(row[0]), row[1], row[2])
