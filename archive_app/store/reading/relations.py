"""The relations of one archive, read from its own table."""

from __future__ import annotations

import json
from dataclasses import dataclass

from sqlalchemy import Connection

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.relations import RELATIONS, Relation

_ENDS = "SELECT id, subject_id, relation, object_id, role FROM link"
_ORDER = {relation.key: number for number, relation in enumerate(RELATIONS)}


def all_relations(connection: Connection) -> list[Relation]:
    """Every relation, the program's own first in their usual order."""
    rows = connection.exec_driver_sql("SELECT key, label, inverse, subjects, objects FROM relation").all()
    found = [Relation(row[0], row[1], row[2], _kinds(row[3]), _kinds(row[4])) for row in rows]
    return sorted(found, key=lambda relation: (_ORDER.get(relation.key, len(_ORDER)), relation.key))


def _kinds(text: str) -> frozenset[Kind]:
    return frozenset(Kind(kind) for kind in json.loads(text))


def counts_of(connection: Connection, record: int) -> dict[tuple[str, bool], int]:
    """How many links a record has by relation, and whether it is their subject."""
    found: dict[tuple[str, bool], int] = {}
    for column, forward in (("subject_id", True), ("object_id", False)):
        rows = connection.exec_driver_sql(
            f"SELECT relation, count(*) FROM link WHERE {column} = ? GROUP BY relation", (record,)
        )
        found.update({(row[0], forward): row[1] for row in rows})
    return found


@dataclass(frozen=True, slots=True)
class LinkEnds:
    """What a link joins, how and in which role."""

    id: int
    subject: int
    relation: str
    object: int
    role: str


def link(connection: Connection, key: int) -> LinkEnds | None:
    """One link; ``None`` where it is gone."""
    row = connection.exec_driver_sql(f"{_ENDS} WHERE id = ?", (key,)).first()
    return None if row is None else LinkEnds(*row)


def between(connection: Connection, subject: int, relation: str, obj: int) -> list[LinkEnds]:
    """The links of one relation from ``subject`` to ``obj``, whatever their role."""
    rows = connection.exec_driver_sql(
        f"{_ENDS} WHERE subject_id = ? AND relation = ? AND object_id = ? ORDER BY id", (subject, relation, obj)
    )
    return [LinkEnds(*row) for row in rows]
