"""What tagging reads: kinds, and what many records are linked to."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import Connection

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.store.reading.reading import record_refs, titles

_SCOPE = "temp.tagging_scope"


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


def links_of(
    connection: Connection, records: Sequence[int], limit: int
) -> list[tuple[RecordRef, str, bool, str, str, int]]:
    """What these records are linked to: other, relation, whether they are the subjects, role, label, how many of them.

    The most frequent first, of those the ones linked last.
    """
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {_SCOPE} (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(f"DELETE FROM {_SCOPE}")
    connection.exec_driver_sql(
        f"INSERT OR IGNORE INTO {_SCOPE} SELECT value FROM json_each(?)", (json.dumps(list(records)),)
    )
    parts = [
        f"SELECT l.relation, l.{there} AS other, l.role, {forward} AS forward, l.{here} AS item, l.id FROM {_SCOPE} s"
        f" CROSS JOIN link l ON l.{here} = s.id"
        for here, there, forward in (("subject_id", "object_id", 1), ("object_id", "subject_id", 0))
    ]
    rows = connection.exec_driver_sql(
        "SELECT g.other, g.relation, g.forward, g.role, CASE g.forward WHEN 1 THEN t.label ELSE t.inverse END, g.n FROM"
        " (SELECT relation, other, role, forward, count(DISTINCT item) AS n, max(id) AS latest"
        f" FROM ({' UNION ALL '.join(parts)}) GROUP BY relation, other, role, forward"
        " ORDER BY n DESC, latest DESC LIMIT ?) g"
        " JOIN record o ON o.id = g.other AND o.deleted_at IS NULL JOIN relation t ON t.key = g.relation"
        " ORDER BY g.n DESC, g.latest DESC",
        (limit,),
    ).all()
    others = record_refs(connection, [row[0] for row in rows])
    return [(others[row[0]], row[1], bool(row[2]), row[3], row[4], row[5]) for row in rows]
