"""Items of one file, which may be views of one another."""

from __future__ import annotations

from sqlalchemy import Connection

from archive_app.domain.model.kinds import ITEM_KINDS, Kind
from archive_app.domain.model.together import Single

_ITEMS = ",".join(f"'{kind}'" for kind in sorted(ITEM_KINDS - {Kind.OBJECT}))


def singles(connection: Connection) -> list[Single]:
    """Every item that has one file and is no thing that was described by hand, in order."""
    rows = connection.exec_driver_sql(
        "SELECT r.id, min(f.original_name), min(f.mime), min(f.captured), r.created_at FROM record r"
        " JOIN media_file f ON f.record_id = r.id"
        f" WHERE r.deleted_at IS NULL AND r.kind IN ({_ITEMS}) GROUP BY r.id, r.created_at HAVING count(*) = 1"
        " ORDER BY r.id"
    )
    return [Single(*row) for row in rows]
