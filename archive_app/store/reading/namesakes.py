"""What tells records of one name apart: their dates, what somebody does, where or to whom they belong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from archive_app.store.database.batches import batched, marks
from archive_app.store.reading.reading import titles

_BATCH = 500
#: The relations that say where something belongs, read from it.
_BELONGING = ("affiliated_with", "represents", "comes_from", "located_in", "held_in", "within")
#: Of each so many are told.
_MOST = 2


@dataclass(frozen=True, slots=True)
class Namesake:
    """``dates`` are EDTF: its own, or those of birth and death; ``beside`` the titles of what it belongs to."""

    ref: str
    dates: tuple[str, ...]
    occupation: str
    beside: tuple[str, ...]


def namesakes(connection: Connection, ids: Collection[int]) -> dict[int, Namesake]:
    """Of each of these records."""
    found: dict[int, Namesake] = {}
    for batch in batched(sorted(set(ids)), _BATCH):
        belonging = _belonging(connection, batch)
        rows = connection.exec_driver_sql(
            "SELECT id, ref, date, birth_date, death_date, occupation FROM record"
            f" WHERE deleted_at IS NULL AND id IN ({marks(batch)})",
            tuple(batch),
        )
        for record, ref, date, birth, death, occupation in rows:
            dates = tuple(filter(None, (date, birth, death)))
            found[record] = Namesake(ref, dates, occupation or "", tuple(belonging.get(record, ())))
    return found


def _belonging(connection: Connection, ids: Collection[int]) -> dict[int, list[str]]:
    relations = ", ".join(repr(relation) for relation in _BELONGING)
    rows = connection.exec_driver_sql(
        "SELECT l.subject_id, l.object_id FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
        f" WHERE l.subject_id IN ({marks(ids)}) AND l.relation IN ({relations}) ORDER BY l.id",
        tuple(ids),
    ).all()
    others: dict[int, list[int]] = defaultdict(list)
    for record, other in rows:
        if other not in others[record] and len(others[record]) < _MOST:
            others[record].append(other)
    called = titles(connection, sorted({other for beside in others.values() for other in beside}))
    return {record: [called[other] for other in beside] for record, beside in others.items()}
