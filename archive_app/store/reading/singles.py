"""Items as they are compared with one another: those of one file, and all by the files they are known by."""

from __future__ import annotations

from sqlalchemy import Connection

from archive_app.domain.model.kinds import ITEM_KINDS, FileRole, Kind
from archive_app.domain.model.same_pictures import Picture
from archive_app.domain.model.together import Single

_ITEMS = ",".join(f"'{kind}'" for kind in sorted(ITEM_KINDS - {Kind.OBJECT}))
_BESIDE = ",".join(f"'{role}'" for role in (FileRole.SIDECAR, FileRole.LIVE_MOTION))


def singles(connection: Connection) -> list[Single]:
    """Every item that has one file beside its sidecars and is no thing that was described by hand, in order."""
    rows = connection.exec_driver_sql(
        "SELECT r.id, min(f.original_name), min(f.mime), min(f.captured), r.created_at FROM record r"
        f" JOIN media_file f ON f.record_id = r.id AND f.role <> '{FileRole.SIDECAR}'"
        f" WHERE r.deleted_at IS NULL AND r.kind IN ({_ITEMS}) GROUP BY r.id, r.created_at HAVING count(*) = 1"
        " ORDER BY r.id"
    )
    return [Single(*row) for row in rows]


def pictures(connection: Connection) -> list[Picture]:
    """Every file of every item that is no thing which was described by hand, in order; not what only goes with one."""
    rows = connection.exec_driver_sql(
        "SELECT r.id, f.sha256, f.captured, f.camera, coalesce(f.width * f.height, 0), f.size,"
        " f.picture = '' AND f.mime LIKE 'image/%'"
        " FROM record r"
        " JOIN media_file f ON f.record_id = r.id"
        f" WHERE r.deleted_at IS NULL AND r.kind IN ({_ITEMS}) AND f.role NOT IN ({_BESIDE}) ORDER BY r.id, f.id"
    )
    return [Picture(row[0], bytes(row[1]).hex(), row[2], row[3], row[4], row[5], bool(row[6])) for row in rows]
