"""The relations of one archive, read from its own table."""

from __future__ import annotations

from sqlalchemy import Connection

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.relations import RELATIONS, Relation, label_of
from archive_app.store.reading.legible import words

_ORDER = {relation.key: number for number, relation in enumerate(RELATIONS)}


def all_relations(connection: Connection) -> list[Relation]:
    """Every relation, the program's own first in their usual order."""
    rows = connection.exec_driver_sql("SELECT key, label, inverse, subjects, objects FROM relation").all()
    found = [Relation(row[0], row[1], row[2], _kinds(row[3]), _kinds(row[4])) for row in rows]
    return sorted(found, key=lambda relation: (_ORDER.get(relation.key, len(_ORDER)), relation.key))


def _kinds(text: str) -> frozenset[Kind]:
    return frozenset(Kind(kind) for kind in words(text) if kind in set(Kind))


def labels(connection: Connection, kind: str = "") -> dict[str, tuple[str, str]]:
    """How each relation is read from its subject, where that is of ``kind``, and from its object, in English, by its
    key.
    """
    rows = connection.exec_driver_sql("SELECT key, label, inverse FROM relation")
    return {row[0]: (label_of(row[0], row[1], kind), row[2]) for row in rows}
