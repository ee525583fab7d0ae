"""Finding records by what is theirs alone: a ref, a uid, a key."""

from __future__ import annotations

import uuid

from sqlalchemy import Connection

#: Merges of merges that a ref is followed through.
_LONGEST_CHAIN = 100


def by_ref_or_uid(connection: Connection, text: str) -> int | None:
    """The record with this ref or uid, or that once bore the ref; one that was merged leads to where it went."""
    found = _row(connection, "ref", text.strip().upper()) or _once(connection, text.strip().upper())
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


def by_other_refs(connection: Connection, first: str, end: str) -> list[int]:
    """The records that once bore a ref from ``first`` up to ``end``, or into which one was merged that bears it."""
    rows = connection.exec_driver_sql(
        "WITH RECURSIVE kept(id) AS ("
        " SELECT merged_into FROM record WHERE merged_into IS NOT NULL AND ref >= ? AND ref < ? UNION"
        " SELECT r.merged_into FROM kept k JOIN record r ON r.id = k.id WHERE r.merged_into IS NOT NULL"
        ") SELECT id FROM kept UNION SELECT record_id FROM former_ref WHERE ref >= ? AND ref < ?",
        (first, end, first, end),
    )
    return [row[0] for row in rows]


def _once(connection: Connection, ref: str) -> tuple[int, str | None, int | None] | None:
    """The record that once bore a ref."""
    owner = connection.exec_driver_sql("SELECT record_id FROM former_ref WHERE ref = ?", (ref,)).scalar()
    return None if owner is None else _row(connection, "id", int(owner))


def _row(connection: Connection, column: str, value: str | bytes | int) -> tuple[int, str | None, int | None] | None:
    """Id, when it was hidden, and what it was merged into."""
    row = connection.exec_driver_sql(
        f"SELECT id, deleted_at, merged_into FROM record WHERE {column} = ?", (value,)
    ).first()
    return None if row is None else (int(row[0]), row[1], row[2])
