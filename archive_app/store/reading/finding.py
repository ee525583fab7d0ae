"""Finding records by what is theirs alone: a ref, a uid, a key."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from contextlib import suppress

from sqlalchemy import Connection

from archive_app.store.database.batches import batched, marks
from archive_app.store.database.types import written

#: Merges of merges that a ref is followed through.
_LONGEST_CHAIN = 100
_BATCH = 500


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


def living(connection: Connection, ids: Iterable[int]) -> dict[int, int]:
    """The record that each of these is now: itself, or the one that it was merged into. Those that are gone are left
    out.
    """
    now = {record: record for record in ids}
    found: dict[int, int] = {}
    for _merge in range(_LONGEST_CHAIN):
        if not now:
            break
        state: dict[int, tuple[bool, int | None]] = {}
        for batch in batched(sorted(set(now.values())), _BATCH):
            rows = connection.exec_driver_sql(
                f"SELECT id, deleted_at IS NULL, merged_into FROM record WHERE id IN ({marks(batch)})", tuple(batch)
            )
            state.update({row[0]: (bool(row[1]), row[2]) for row in rows})
        following: dict[int, int] = {}
        for record, place in now.items():
            there, into = state.get(place, (False, None))
            if there:
                found[record] = place
            elif into is not None:
                following[record] = into
        now = following
    return found


def uids(connection: Connection, ids: Sequence[int]) -> list[str]:
    """The uids of these records, in their order; those that are gone are left out."""
    found: dict[int, str] = {}
    for batch in batched(ids, _BATCH):
        rows = connection.exec_driver_sql(f"SELECT id, uid FROM record WHERE id IN ({marks(batch)})", tuple(batch))
        found.update({row[0]: written(row[1]) for row in rows})
    return [found[record] for record in ids if record in found]


def by_uids(connection: Connection, uids: Sequence[str]) -> dict[str, int]:
    """The records with these uids as they are now; those that are gone are left out."""
    keys: dict[str, bytes] = {}
    for uid in uids:
        with suppress(ValueError):
            keys[uid] = uuid.UUID(uid).bytes
    ids: dict[bytes, int] = {}
    for batch in batched(keys.values(), _BATCH):
        rows = connection.exec_driver_sql(f"SELECT uid, id FROM record WHERE uid IN ({marks(batch)})", tuple(batch))
        ids.update({bytes(row[0]): row[1] for row in rows})
    now = living(connection, ids.values())
    return {uid: now[ids[key]] for uid, key in keys.items() if ids.get(key) in now}


def by_refs(connection: Connection, refs: Sequence[str]) -> list[int]:
    """The records with these refs; those that are gone are left out."""
    found: list[int] = []
    for batch in batched(refs, _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT id FROM record WHERE deleted_at IS NULL AND ref IN ({marks(batch)}) ORDER BY id", tuple(batch)
        )
        found += [row[0] for row in rows]
    return found


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
