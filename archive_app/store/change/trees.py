"""Links by which records stand in a tree: none above itself, and by some relations below one other alone."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from archive_app.domain.model.relations import SINGLE, UPWARD
from archive_app.errors import Refused
from archive_app.i18n import _
from archive_app.store.database.batches import batched, marks
from archive_app.store.reading.reading import titles

_BATCH = 500


def check(connection: Connection, relation: str, subjects: Collection[int]) -> None:
    """Refused where ``subjects``, which were just linked by ``relation``, are linked so to two, or stand above
    themselves now.
    """
    if relation not in SINGLE:
        return
    for batch in batched(sorted(set(subjects)), _BATCH):
        twice = connection.exec_driver_sql(
            "SELECT l.subject_id FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
            f" WHERE l.relation = ? AND l.subject_id IN ({marks(batch)}) GROUP BY l.subject_id"
            " HAVING count(DISTINCT l.object_id) > 1 LIMIT 1",
            (relation, *batch),
        ).scalar()
        if twice is not None:
            raise Refused(_two(relation).format(title=titles(connection, [twice])[twice]))
    if relation in UPWARD.values():
        for subject in subjects:
            if subject in above(connection, relation, subject):
                sentence = _("“{title}” cannot lie within itself, or within what lies in it.")
                raise Refused(sentence.format(title=titles(connection, [subject])[subject]))


def _two(relation: str) -> str:
    if relation == "within":
        return _("“{title}” lies within another place already. Take it out of that first.")
    return _("“{title}” has a normal place already. Remove that first.")


def above(connection: Connection, relation: str, record: int) -> set[int]:
    """Everything that a record leads to by this relation, step by step."""
    rows = connection.exec_driver_sql(
        "WITH RECURSIVE above(id) AS (SELECT object_id FROM link WHERE subject_id = ? AND relation = ? UNION"
        " SELECT l.object_id FROM above a JOIN link l ON l.subject_id = a.id AND l.relation = ?) SELECT id FROM above",
        (record, relation, relation),
    )
    return {row[0] for row in rows}
