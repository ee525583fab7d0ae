"""The numbers in refs. Each copy of an archive counts for itself, and all but the first put letters before the number,
so that no two give the same.
"""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from archive_app.store.schema.log_tables import Replica
from archive_app.store.schema.own_tables import Counter


def counter(session: Session, replica: Replica, prefix: str) -> Counter:
    """What counts the refs of ``prefix`` that ``replica`` gives, from where others of the same mark left off."""
    found = session.get(Counter, (replica.id, prefix))
    if found is None:
        alike = (
            select(func.max(Counter.next))
            .join(Replica, Replica.id == Counter.replica_id)
            .where(Counter.prefix == prefix, Replica.mark == replica.mark)
        )
        found = Counter(replica_id=replica.id, prefix=prefix, next=session.scalars(alike).one() or 1)
        session.add(found)
    return found


def numbered(prefix: str, mark: str, number: int) -> str:
    """A ref: ``IST-0042``, and ``IST-KTZ0042`` in a copy whose mark is KTZ."""
    return f"{prefix}-{mark}{number:04d}"
