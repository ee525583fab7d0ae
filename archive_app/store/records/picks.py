"""Picking records by hand, and taking them back."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import select

from archive_app.errors import NotFound
from archive_app.i18n import _
from archive_app.store.change.transaction import Transaction
from archive_app.store.database.batches import batched
from archive_app.store.reading.picks import among
from archive_app.store.schema.tables import Pick, Record

_BATCH = 900


def add(transaction: Transaction, records: Sequence[int]) -> int:
    """Pick ``records``, all of which must be there; returns how many were not picked before."""
    session = transaction.session
    wanted = list(dict.fromkeys(records))
    there: set[int] = set()
    for batch in batched(wanted, _BATCH):
        there.update(session.scalars(select(Record.id).where(Record.id.in_(batch), Record.deleted_at.is_(None))))
    if len(there) != len(wanted):
        raise NotFound(_("A record is no longer there. It may have been deleted in another window."))
    picked = among(session.connection(), wanted)
    new = [Pick(record_id=record) for record in wanted if record not in picked]
    session.add_all(new)
    session.flush()
    return len(new)


def remove(transaction: Transaction, records: Collection[int] | None) -> int:
    """Take ``records`` (all, hidden ones too, where ``None``) from the picked; returns how many were picked."""
    session = transaction.session
    if records is None:
        rows = list(session.scalars(select(Pick).order_by(Pick.id)))
    else:
        rows = []
        for batch in batched(sorted(set(records)), _BATCH):
            rows += session.scalars(select(Pick).where(Pick.record_id.in_(batch)).order_by(Pick.id))
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)
