"""The numbers people say: ``IST-0042``. Given once, never again."""

from __future__ import annotations

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from archive_app.domain.model.kinds import REF_PREFIX, Kind
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.store.schema.own_tables import Counter
from archive_app.store.schema.tables import Record

_REF = re.compile(r"[A-Z][A-Z0-9]{0,11}(?:-[A-Z0-9]{1,12}){1,4}")


def give(session: Session, kind: Kind, count: int = 1) -> list[str]:
    """The next ``count`` refs of a kind."""
    prefix = REF_PREFIX[kind]
    counter = session.get(Counter, prefix)
    if counter is None:
        counter = Counter(prefix=prefix, next=1)
        session.add(counter)
    refs: list[str] = []
    while len(refs) < count:
        ref = f"{prefix}-{counter.next:04d}"
        counter.next += 1
        if session.scalar(select(Record.id).where(Record.ref == ref)) is None:
            refs.append(ref)
    return refs


def check(session: Session, ref: str, *, owner: int | None = None) -> str:
    """``ref`` in capitals if a person may choose it for the record ``owner``; InvalidInput otherwise."""
    ref = ref.strip().upper()
    if not _REF.fullmatch(ref):
        raise InvalidInput(
            _("“{ref}” cannot be a ref. Use letters, a hyphen and a number, such as IST-0042.").format(ref=ref)
        )
    taken = session.scalar(select(Record.id).where(Record.ref == ref))
    if taken is not None and taken != owner:
        raise InvalidInput(_("The ref “{ref}” is taken already. Choose another.").format(ref=ref))
    return ref
