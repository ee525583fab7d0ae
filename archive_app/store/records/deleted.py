"""Records that were deleted, and neither merged nor purged: what lies in the bin, and how it comes back."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import Connection, select

from archive_app.domain.model.kinds import PURGED, Kind
from archive_app.domain.model.records import Deleted, RecordRef
from archive_app.errors import NotFound
from archive_app.i18n import _
from archive_app.store.change.transaction import Transaction
from archive_app.store.database.batches import batched
from archive_app.store.reading.reading import first_files, record_refs
from archive_app.store.reading.remembered import once_called, once_shown
from archive_app.store.schema.tables import Record

_CHUNK = 500
#: The condition that a record lies in the bin; what was purged does not.
LIES = f"deleted_at IS NOT NULL AND merged_into IS NULL AND status <> '{PURGED}'"


def count(connection: Connection) -> int:
    """How many records lie in the bin."""
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM record WHERE {LIES}").scalar_one())


def listed(connection: Connection, most: int) -> list[Deleted]:
    """The ``most`` that were deleted last, the last one first."""
    found = connection.exec_driver_sql(
        "SELECT id, deleted_at, changed_by, (SELECT count(*) FROM media_file f WHERE f.record_id = record.id)"
        f" FROM record WHERE {LIES} ORDER BY deleted_at DESC, id DESC LIMIT ?",
        (most,),
    ).all()
    plain = record_refs(connection, [row[0] for row in found])
    refs = called(connection, plain)
    # A record that undo has taken back lost its files with that.
    shown = once_shown(connection, [record for record in refs if refs[record] != plain[record]])
    for record, (sha256, _orientation, missing, _count, turn, _length, _poster) in first_files(
        connection, list(refs)
    ).items():
        shown[record] = ("", 0) if missing else (sha256, turn)
    return [
        Deleted(
            refs[record],
            at,
            by or "",
            files,
            *shown.get(record, ("", 0)),
        )
        for record, at, by, files in found
    ]


def called(connection: Connection, refs: Mapping[int, RecordRef]) -> dict[int, RecordRef]:
    """The same by the names that they had: a record that undo has taken back lost its own with that."""
    bare = once_called(connection, [record for record, ref in refs.items() if ref.title == ref.ref])
    return {record: replace(ref, title=bare.get(record, ref.title)) for record, ref in refs.items()}


def named(connection: Connection, ref: str) -> int | None:
    """The record in the bin with this ref, whatever the case of its letters."""
    row = connection.exec_driver_sql(f"SELECT id FROM record WHERE ref = ? AND {LIES}", (ref.upper(),)).first()
    return None if row is None else int(row[0])


def older(connection: Connection, before: str) -> list[int]:
    """Those in the bin that were deleted before this moment (UTC, ISO 8601), the last one first."""
    return [
        row[0]
        for row in connection.exec_driver_sql(
            f"SELECT id FROM record WHERE {LIES} AND deleted_at < ? ORDER BY deleted_at DESC, id DESC", (before,)
        )
    ]


def bring_back(transaction: Transaction, ids: Collection[int]) -> dict[int, Kind]:
    """Show these records again, and say their kinds; NotFound where one does not lie in the bin."""
    found: dict[int, Record] = {}
    for batch in batched(ids, _CHUNK):
        query = select(Record).where(
            Record.id.in_(batch), Record.deleted_at.is_not(None), Record.merged_into.is_(None), Record.status != PURGED
        )
        found.update({row.id: row for row in transaction.session.scalars(query)})
    if len(found) < len(set(ids)):
        raise NotFound(_("A record is no longer in the bin. It may have been brought back or purged elsewhere."))
    for record_id in ids:
        found[record_id].deleted_at = None
    return {record_id: Kind(found[record_id].kind) for record_id in ids}
