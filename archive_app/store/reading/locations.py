"""Where things are kept: which place lies within which, and in which an object was on a day."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection

from archive_app.store.database.batches import batched, marks

_BATCH = 500
#: Whatever came after a movement of the same object, until that day.
_LATER = (
    "SELECT 1 FROM movement x WHERE x.record_id = m.record_id AND x.date_from <= ? AND (x.date_from > m.date_from"
    " OR (x.date_from = m.date_from AND (x.date_to > m.date_to OR (x.date_to = m.date_to AND (x.ordinal > m.ordinal"
    " OR (x.ordinal = m.ordinal AND x.id > m.id))))))"
)
#: The last movement of each object until a day, which is asked for twice.
STANDING = f"m.date_from <= ? AND NOT EXISTS ({_LATER})"


@dataclass(frozen=True, slots=True)
class Stay:
    """That an object is in a place: by which movement, since and until when, as EDTF."""

    object: int
    place: int
    movement: int
    since: str
    until: str


def parents(connection: Connection) -> dict[int, int]:
    """Every place that is there, and in which it lies; 0 where it lies in none that is there."""
    rows = connection.exec_driver_sql(
        "SELECT r.id, max(coalesce(o.id, 0)) FROM record r LEFT JOIN link l ON l.subject_id = r.id AND l.relation ="
        " 'within' LEFT JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
        " WHERE r.kind = 'location' AND r.deleted_at IS NULL GROUP BY r.id ORDER BY r.id"
    )
    return {row[0]: row[1] for row in rows}


def levels(connection: Connection) -> dict[int, str]:
    """What sort of place each is, where somebody said so."""
    rows = connection.exec_driver_sql("SELECT id, level FROM record WHERE kind = 'location' AND level IS NOT NULL")
    return {row[0]: row[1] for row in rows}


def stays(
    connection: Connection, day: int, *, places: Collection[int] | None = None, objects: Collection[int] | None = None
) -> list[Stay]:
    """Where the objects that are there were at the end of ``day`` (year·10000 + month·100 + day): in one of
    ``places``, or ``objects`` alone.
    """
    found: list[Stay] = []
    column, among = ("m.place", places) if places is not None else ("m.record_id", objects)
    for batch in batched(sorted(among), _BATCH) if among is not None else [[]]:
        which = f" AND {column} IN ({marks(batch)})" if batch else ""
        rows = connection.exec_driver_sql(
            "SELECT m.record_id, m.place, m.id, m.date, coalesce(m.until, '') FROM movement m JOIN record r"
            f" ON r.id = m.record_id AND r.deleted_at IS NULL WHERE {STANDING}{which} ORDER BY m.record_id",
            (day, day, *batch),
        )
        found += [Stay(*row) for row in rows]
    return found


def normal(connection: Connection, objects: Collection[int]) -> dict[int, tuple[int, int]]:
    """By object the place in which it is normally kept, and the link that says so."""
    found: dict[int, tuple[int, int]] = {}
    for batch in batched(sorted(objects), _BATCH):
        rows = connection.exec_driver_sql(
            "SELECT l.subject_id, l.object_id, l.id FROM link l JOIN record o ON o.id = l.object_id"
            f" AND o.deleted_at IS NULL WHERE l.relation = 'normal_place' AND l.subject_id IN ({marks(batch)})"
            " ORDER BY l.id DESC",
            tuple(batch),
        )
        found.update({row[0]: (row[1], row[2]) for row in rows})
    return found
