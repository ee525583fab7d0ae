"""Pads in the database: a list in the order in which they were saved, each with its lines."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import Connection, select

from archive_app.store.change.transaction import Transaction
from archive_app.store.database.batches import batched, marks
from archive_app.store.records import parts
from archive_app.store.records.codes import living
from archive_app.store.schema.tables import Pad, PadEntry

_BATCH = 500


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of a pad, by ids: a link to ``record``, or ``field`` with ``value``."""

    ticked: bool
    record: int | None
    relation: str
    role: str
    field: str
    value: str


def all_pads(connection: Connection) -> list[tuple[int, str]]:
    """Every pad with its key, in their order."""
    return [(row[0], row[1]) for row in connection.exec_driver_sql("SELECT id, name FROM pad ORDER BY position, id")]


def entries(connection: Connection, pads: Collection[int]) -> dict[int, list[EntryRow]]:
    """The lines of each pad in order; records that are gone are left out, merged ones followed."""
    rows: list[tuple[int, EntryRow]] = []
    for batch in batched(sorted(pads), _BATCH):
        rows += [
            (row[0], EntryRow(bool(row[1]), row[2], row[3], row[4], row[5], row[6]))
            for row in connection.exec_driver_sql(
                "SELECT pad_id, ticked, record_id, relation, role, field, value FROM pad_entry"
                f" WHERE pad_id IN ({marks(batch)}) ORDER BY pad_id, position, id",
                tuple(batch),
            )
        ]
    now = living(connection, {row.record for _pad, row in rows if row.record is not None})
    found: dict[int, list[EntryRow]] = defaultdict(list)
    for pad, row in rows:
        if row.record is None:
            found[pad].append(row)
        elif row.record in now:
            found[pad].append(EntryRow(row.ticked, now[row.record], row.relation, row.role, "", ""))
    return dict(found)


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


def add(transaction: Transaction, name: str) -> int:
    """A further pad, last in the list and still empty; returns its key."""
    session = transaction.session
    positions = session.scalars(select(Pad.position)).all()
    row = Pad(name=name, position=max(positions, default=-1) + 1)
    session.add(row)
    session.flush()
    return row.id


def rename(transaction: Transaction, pad: int, name: str) -> None:
    """Call a pad otherwise; NotFound where it is gone."""
    parts.change(transaction, "pad", pad, {"name": name})


def name_of(transaction: Transaction, pad: int) -> str:
    """What a pad is called; NotFound where it is gone."""
    return _row(transaction, pad).name


def put_entries(transaction: Transaction, pad: int, wanted: Sequence[EntryRow]) -> None:
    """Give ``pad`` these lines in this order; what stays the same is not touched."""
    session = transaction.session
    there = {_key(row): row for row in _rows(transaction, pad)}
    for position, entry in enumerate(wanted):
        row = there.pop((entry.record, entry.relation, entry.role, entry.field), None)
        if row is None:
            session.add(
                PadEntry(
                    pad_id=pad, ticked=entry.ticked, record_id=entry.record, relation=entry.relation,
                    role=entry.role, field=entry.field, value=entry.value, position=position,
                )
            )  # fmt: skip
            continue
        for column, value in (("ticked", entry.ticked), ("value", entry.value), ("position", position)):
            parts.set_column(row, column, value)
    # What links to a record that is hidden stays: it comes back with its record.
    shown = living(session.connection(), {row.record_id for row in there.values() if row.record_id is not None})
    for row in there.values():
        if row.record_id is None or row.record_id in shown:
            session.delete(row)
    session.flush()


def remove(transaction: Transaction, pad: int) -> str:
    """Remove a pad with all its lines; returns what it was called. NotFound where it is gone."""
    pad_row = _row(transaction, pad)
    for row in _rows(transaction, pad):
        transaction.session.delete(row)
    transaction.session.delete(pad_row)
    transaction.session.flush()
    return pad_row.name


def _key(row: PadEntry) -> tuple[int | None, str, str, str]:
    return row.record_id, row.relation, row.role, row.field


def _row(transaction: Transaction, pad: int) -> Pad:
    row = parts.found(transaction, "pad", pad)
    assert isinstance(row, Pad)
    return row


def _rows(transaction: Transaction, pad: int) -> list[PadEntry]:
    query = select(PadEntry).where(PadEntry.pad_id == pad).order_by(PadEntry.position, PadEntry.id)
    return list(transaction.session.scalars(query))
