"""Changing pads: a list in the order in which they were saved, each with its lines."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from archive_app.store.change.transaction import Transaction
from archive_app.store.reading.finding import living
from archive_app.store.reading.pads import EntryRow
from archive_app.store.records import parts
from archive_app.store.schema.tables import Pad, PadEntry


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
