"""What tagging reads of records: kinds, vocabularies, titles."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from archive_app.domain.model.kinds import Kind
from archive_app.store.reading.reading import titles


def kinds_of(connection: Connection, ids: Sequence[int]) -> dict[int, Kind]:
    """The kinds of these records in their order; those that are hidden or gone are left out."""
    rows = connection.exec_driver_sql(
        "SELECT r.id, r.kind FROM json_each(?) p CROSS JOIN record r ON r.id = p.value AND r.deleted_at IS NULL"
        " ORDER BY p.key",
        (json.dumps(list(ids)),),
    )
    return {row[0]: Kind(row[1]) for row in rows}


def vocabularies(connection: Connection, records: Sequence[int]) -> dict[int, str]:
    """The vocabulary of each of these records that is a term in one."""
    rows = connection.exec_driver_sql(
        "SELECT r.id, r.vocabulary FROM json_each(?) p CROSS JOIN record r ON r.id = p.value"
        " WHERE r.vocabulary IS NOT NULL",
        (json.dumps(list(records)),),
    )
    return {row[0]: row[1] for row in rows}


def title(connection: Connection, record: int) -> str:
    """What one record is called."""
    return titles(connection, [record]).get(record, "")
