"""The numbers people say: ``IST-0042``. Given once, never again."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive_app.domain.model.kinds import REF_PREFIX, Kind
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.store.change import numbering
from archive_app.store.change.transaction import Transaction
from archive_app.store.schema.tables import FormerRef, Record

#: So many are asked about at once.
_CHUNK = 500
_REF = re.compile(r"[A-Z][A-Z0-9]{0,11}(?:-[A-Z0-9]{1,12}){1,4}")


def give(transaction: Transaction, kind: Kind, count: int = 1) -> list[str]:
    """The next ``count`` refs of a kind."""
    session, prefix = transaction.session, REF_PREFIX[kind]
    counter = numbering.counter(session, transaction.replica, prefix)
    refs: list[str] = []
    while len(refs) < count:
        lacking = min(count - len(refs), _CHUNK)
        numbers = range(counter.next, counter.next + lacking)
        counter.next += lacking
        offered = [numbering.numbered(prefix, transaction.replica.mark, number) for number in numbers]
        taken = _taken(session, offered)
        refs += [ref for ref in offered if ref not in taken]
    return refs


def _taken(session: Session, refs: list[str]) -> set[str]:
    """Those that a record bears, or bore once."""
    bears = session.scalars(select(Record.ref).where(Record.ref.in_(refs)))
    bore = session.scalars(select(FormerRef.ref).where(FormerRef.ref.in_(refs)))
    return {*bears, *bore}


def owner_of(session: Session, ref: str) -> int | None:
    """The record that bears ``ref``, or bore it once."""
    bears = session.scalar(select(Record.id).where(Record.ref == ref))
    return bears or session.scalar(select(FormerRef.record_id).where(FormerRef.ref == ref))


def change(session: Session, row: Record, ref: str) -> None:
    """Give a record another ref; it is found by the one that it bore as well."""
    if ref == row.ref:
        return
    again = session.scalars(select(FormerRef).where(FormerRef.ref == ref)).first()
    if again is not None:
        session.delete(again)
    session.add(FormerRef(record_id=row.id, ref=row.ref))
    row.ref = ref


def check(session: Session, ref: str, *, owner: int | None = None) -> str:
    """``ref`` in capitals if a person may choose it for the record ``owner``; InvalidInput otherwise."""
    ref = ref.strip().upper()
    if not _REF.fullmatch(ref):
        raise InvalidInput(
            _("“{ref}” cannot be a ref. Use letters, a hyphen and a number, such as IST-0042.").format(ref=ref)
        )
    taken = owner_of(session, ref)
    if taken is not None and taken != owner:
        raise InvalidInput(_("The ref “{ref}” is taken already. Choose another.").format(ref=ref))
    return ref
