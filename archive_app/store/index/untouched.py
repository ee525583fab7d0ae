"""Rows of which the log speaks once, when they were made: nearly all of most archives. SQLite itself compares them with
what was said then, several times as fast as they could be read here. What it cannot say for certain is left to
``change/accord.py``, which goes through the operations one by one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

from sqlalchemy import JSON, Connection

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.kinds import PURGED
from archive_app.errors import InvalidInput
from archive_app.store.database import statements
from archive_app.store.database.types import Digest, Uid
from archive_app.store.schema.entities import ENTITIES, Entity

#: Uids of rows that say what the log says; ``retold.py`` adds those of which it speaks several times.
TABLE = "temp.untouched"
#: What each date that is in use begins and ends with.
_BOUNDS = "temp.bounds_of_dates"
_BATCH = 20_000
#: The operations ``o`` of :data:`TABLE` are passed over.
OTHERS = f"NOT EXISTS (SELECT 1 FROM {TABLE} u WHERE u.uid = o.entity_uid)"


def find(connection: Connection, tell: statements.Tell) -> None:
    """Note all of them, and no others, for statements that ask for :data:`OTHERS`; ``tell`` is told how many more were
    found.
    """
    statements.run(connection, f"CREATE TABLE IF NOT EXISTS {TABLE} (uid BLOB PRIMARY KEY) WITHOUT ROWID")
    statements.run(connection, f"DELETE FROM {TABLE}")
    _find_bounds(connection)
    for entity in ENTITIES.values():
        if entity.numbered:
            statement = _statement(entity.name)
            for batch in _batches(connection, entity.table.__tablename__):
                tell(max(0, statements.run(connection, statement, batch)))


def _batches(connection: Connection, table: str) -> Iterator[tuple[int, int]]:
    """Rows by their numbers, from and to, some thousand at a time."""
    ((lowest, highest),) = statements.rows(connection, f"SELECT min(id), max(id) FROM {table}")
    while isinstance(lowest, int) and lowest <= highest:
        found = statements.rows(
            connection, f"SELECT id FROM {table} WHERE id >= ? ORDER BY id LIMIT 1 OFFSET ?", (lowest, _BATCH)
        )
        following = found[0][0] if found else highest + 1
        yield lowest, following - 1
        lowest = following


def _find_bounds(connection: Connection) -> None:
    statements.run(connection, f"CREATE TABLE IF NOT EXISTS {_BOUNDS} (date PRIMARY KEY, first, last) WITHOUT ROWID")
    statements.run(connection, f"DELETE FROM {_BOUNDS}")
    for entity in ENTITIES.values():
        if "date_from" in entity.unlogged:
            dates = statements.rows(
                connection,
                f"SELECT DISTINCT date FROM {entity.table.__tablename__} WHERE typeof(date) = 'text' AND date <> ''",
            )
            statements.run_many(
                connection,
                f"INSERT OR IGNORE INTO {_BOUNDS} (date, first, last) VALUES (?, ?, ?)",
                [bounds for (date,) in dates for bounds in _bounds(date)],
            )


def _bounds(date: str) -> Iterator[tuple[str, int, int]]:
    with suppress(InvalidInput):
        span = parse_date(date)
        yield date, span.earliest, span.latest


@cache
def _statement(name: str) -> str:
    """Finds rows ``t`` of an entity with the one operation ``o`` that made them."""
    entity = ENTITIES[name]
    made = [
        "t.id BETWEEN ? AND ?",
        f"o.entity = '{name}' AND o.field = '' AND +o.entity_id IS t.id",
        owned(entity, "o"),
        "coalesce(o.old, 'null') = 'null'",
        "NOT EXISTS (SELECT 1 FROM operation p WHERE p.entity_uid = o.entity_uid AND p.id <> o.id)",
        "NOT EXISTS (SELECT 1 FROM replacement x WHERE x.operation_id = o.id)",
    ]
    if name == "record":
        made.append(f"t.status <> '{PURGED}'")
    return (
        f"INSERT OR IGNORE INTO {TABLE} (uid) SELECT t.uid FROM {entity.table.__tablename__} t"
        f" CROSS JOIN operation o ON o.entity_uid = t.uid WHERE {' AND '.join(made)}"
        f" AND {said(entity, 'o.new')}"
    )


def owned(entity: Entity, alias: str) -> str:
    """That ``alias`` bears the numbers of the records that a row ``t`` belongs to."""
    owners = [f"t.{owner}" for owner in entity.owners] + ["NULL", "NULL"]
    return f"+{alias}.record_id IS {owners[0]} AND +{alias}.other_id IS {owners[1]}"


def said(entity: Entity, document: str) -> str:
    """That a row ``t`` says what ``document`` does, which is JSON of the whole row, or should be."""
    says = [_said(entity, column, document) for column in entity.logged if column != "id"]
    if "date_from" in entity.unlogged:
        says.append(
            "(coalesce(t.date, '') = '' AND t.date_from IS NULL AND t.date_to IS NULL OR EXISTS (SELECT 1 FROM"
            f" {_BOUNDS} b WHERE b.date = +t.date AND b.first IS +t.date_from AND b.last IS +t.date_to))"
        )
    # SQLite ends a text at a character of number 0, and takes a list for the text that it is written as.
    legible = f"typeof({document}) = 'text' AND json_valid({document}) AND instr({document}, '\\u0000') = 0"
    if not any(isinstance(column.type, JSON) for column in entity.table.__table__.columns):
        legible += f" AND instr(substr({document}, 2), '{{') = 0 AND instr({document}, '[') = 0"
    return f"CASE WHEN {legible} THEN {' AND '.join(says)} ELSE 0 END"


def _said(entity: Entity, column: str, document: str) -> str:
    """That a column holds what ``document`` says. A ``+`` keeps SQLite from taking a text for a number, or a number for
    it.
    """
    kind, stored = entity.table.__table__.columns[column].type, f't."{column}"'
    path = f"'$.{json.dumps(column)}'"
    given = f"json_extract({document}, {path})"
    target = entity.references.get(column)
    if target is not None:
        table = ENTITIES[target].table.__tablename__
        return _or_nothing(
            stored, given, f"{_plain(given)} = (SELECT lower(hex(uid)) FROM {table} WHERE id = {stored})"
        )
    if isinstance(kind, Uid):
        return f"{_plain(given)} = lower(hex({stored}))"
    if isinstance(kind, Digest):
        return _or_nothing(stored, given, f"{given} = lower(hex({stored}))")
    if isinstance(kind, JSON):
        nested = f"json_type({document}, {path}) IN ('object', 'array') AND typeof({stored}) = 'text'"
        return _or_nothing(
            stored, given, f"CASE WHEN {nested} AND json_valid({stored}) THEN json({stored}) = {given} ELSE 0 END"
        )
    return f"{given} IS +{stored}"


def _plain(uid: str) -> str:
    return f"replace({uid}, '-', '')"


def _or_nothing(stored: str, given: str, alike: str) -> str:
    return f"({stored} IS NULL AND {given} IS NULL OR coalesce({alike}, 0))"
