"""Reading records as frozen values. Everything here is a handful of statements whatever the number of records."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection

from archive_app import i18n
from archive_app.domain.model.kinds import Kind, Status
from archive_app.domain.model.records import (
    RecordRef,
    Row,
)
from archive_app.store.database.batches import batched, marks
from archive_app.store.database.types import written
from archive_app.store.index.titles import titles_in
from archive_app.store.reading.legible import one_of
from archive_app.store.reading.views import SHOWN_LAST

_BATCH = 900


def titles(connection: Connection, ids: Collection[int], language: str | None = None) -> dict[int, str]:
    """What each record is called in ``language`` (the program's own by default); never empty."""
    wanted = language or i18n.language()
    return titles_in(connection, ids, (wanted,))[wanted]


def record_refs(connection: Connection, ids: Iterable[int]) -> dict[int, RecordRef]:
    """Records by id, hidden ones too (history speaks of them)."""
    wanted = sorted(set(ids))
    names = titles(connection, wanted)
    found: dict[int, RecordRef] = {}
    for batch in batched(wanted, _BATCH):
        for record_id, uid, ref, kind in connection.exec_driver_sql(
            f"SELECT id, uid, ref, kind FROM record WHERE id IN ({marks(batch)})", tuple(batch)
        ):
            found[record_id] = RecordRef(record_id, written(uid), ref, one_of(Kind, kind), names[record_id])
    return found


def refs_there(connection: Connection, ids: Iterable[int]) -> dict[int, RecordRef]:
    """The same of those that are not hidden."""
    found = record_refs(connection, ids) if ids else {}
    hidden: set[int] = set()
    for batch in batched(sorted(found), _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT id FROM record WHERE id IN ({marks(batch)}) AND deleted_at IS NOT NULL", tuple(batch)
        )
        hidden.update(row[0] for row in rows)
    return {key: ref for key, ref in found.items() if key not in hidden}


#: File, orientation, why there is no picture, number of files, turn, length and poster of a record.
Shown = tuple[str, int, str, int, int, float | None, int | None]


def rows(connection: Connection, ids: Sequence[int]) -> list[Row]:
    """Rows in the order of ``ids``; records that are hidden or gone are left out."""
    names = titles(connection, ids)
    files = first_files(connection, ids)
    found: dict[int, Row] = {}
    for batch in batched(ids, _BATCH):
        for record_id, uid, ref, kind, status, date, rating, changed, picked, due in connection.exec_driver_sql(
            "SELECT id, uid, record.ref, kind, status, date, record.rating, changed_at,"
            " EXISTS (SELECT 1 FROM pick WHERE pick.record_id = record.id), ordering.due FROM record"
            " LEFT JOIN ordering ON ordering.record_id = record.id"
            f" WHERE deleted_at IS NULL AND id IN ({marks(batch)})",
            tuple(batch),
        ):
            shown = files.get(record_id, ("", 1, "", 0, 0, None, None))
            sha256, orientation, picture, count, turn, duration, poster = shown
            found[record_id] = Row(
                record_id,
                written(uid),
                ref,
                one_of(Kind, kind),
                one_of(Status, status),
                names[record_id],
                date or "",
                rating or 0,
                sha256,
                orientation,
                picture,
                count,
                changed,
                bool(picked),
                turn,
                duration,
                poster,
                due or 0,
            )
    return [found[record_id] for record_id in ids if record_id in found]


def first_files(connection: Connection, ids: Sequence[int]) -> dict[int, Shown]:
    """What is shown of each of these records that has a file."""
    found: dict[int, Shown] = {}
    for batch in batched(ids, _BATCH):
        for record_id, sha256, orientation, picture, turn, duration, poster in connection.exec_driver_sql(
            "SELECT f.record_id, f.sha256, f.orientation, f.picture, f.turn, f.duration, f.poster FROM media_file f"
            f" WHERE f.record_id IN ({marks(batch)}) ORDER BY f.record_id, {SHOWN_LAST}",
            tuple(batch),
        ):
            before = found.get(record_id)
            count, lasts = (before[3] + 1, before[5]) if before is not None else (1, None)
            longest = max((each for each in (lasts, duration) if each), default=None)
            found[record_id] = (bytes(sha256).hex(), orientation, picture, count, turn, longest, poster)
    return found
