"""Rows of which the log speaks several times: they were changed after they were made, removed, or made again. SQLite
itself follows what is said of each from one operation to the next, and compares it with what stands there.

Between one operation about the whole row and the next lies an *era*: a change within it replaces what was said of the
same field, or of the whole; what ends an era replaces all that held in it. As in ``untouched.py``, what SQLite cannot
say for certain is left to ``change/accord.py``: changes of what a row belongs or refers to, and what was purged.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy import JSON, Connection

from archive_app.domain.model.kinds import PURGED
from archive_app.store.database import statements
from archive_app.store.index import untouched
from archive_app.store.schema.entities import ENTITIES, Entity

#: The operations of some rows, and these rows as far as their operations fit together.
_DEEDS, _ROWS = "temp.retold_deeds", "temp.retold_rows"
_BATCH = 20_000
_NUMBERED = tuple(entity for entity in ENTITIES.values() if entity.numbered)


def find(connection: Connection, tell: statements.Tell) -> int:
    """Note all that say what the log says, beside what ``untouched.py`` found, which is asked first; returns how
    many replacements of one operation by another these are. ``tell`` is told how many operations more were
    followed.
    """
    _forget(connection)
    statements.run(
        connection,
        f"CREATE TABLE {_DEEDS} (id INTEGER PRIMARY KEY, uid, entity, entity_id, record_id, other_id, field, said,"
        " gone, fits, following, last, replaced, replaces)",
    )
    statements.run(
        connection,
        f"CREATE TABLE {_ROWS} (uid BLOB PRIMARY KEY, entity, number, record_id, other_id, deeds, pairs, gone, said)"
        " WITHOUT ROWID",
    )
    statements.run(connection, f"CREATE INDEX {_DEEDS}_of ON retold_deeds (uid)")
    pairs = 0
    for bounds in _bounds(connection):
        for table in (_DEEDS, _ROWS):
            statements.run(connection, f"DELETE FROM {table}")
        if statements.run(connection, _deeds(), bounds) > 0 and statements.run(connection, _FITTING) > 0:
            for (name,) in statements.rows(connection, f"SELECT DISTINCT entity FROM {_ROWS}"):
                statements.run(connection, _standing(name))
                statements.run(connection, _gone(name))
            ((followed, more),) = statements.rows(connection, _FOUND)
            tell(followed)
            pairs += more
    _forget(connection)
    return pairs


def _forget(connection: Connection) -> None:
    for table in (_DEEDS, _ROWS):
        statements.run(connection, f"DROP TABLE IF EXISTS {table}")


def _bounds(connection: Connection) -> Iterator[tuple[bytes, bytes]]:
    """Rows by their uids, behind the one up to the other, some thousand operations at a time."""
    last = b""
    while True:
        found = statements.rows(
            connection,
            "SELECT entity_uid FROM operation WHERE entity_uid > ? ORDER BY entity_uid LIMIT 1 OFFSET ?",
            (last, _BATCH),
        )
        following = found[0][0] if found else b"\xff" * 17
        # Where an index is damaged it need not go forward.
        if not isinstance(following, bytes) or following <= last:
            return
        yield last, following
        if not found:
            return
        last = following


def _is_nothing(value: str) -> str:
    return f"coalesce({value}, 'null') = 'null'"


def _legible(value: str) -> str:
    text = f"typeof({value}) = 'text' AND json_valid({value}) AND instr({value}, '\\u0000') = 0"
    return f"(typeof({value}) IN ('null', 'integer', 'real') OR {text})"


def _is_row(value: str) -> str:
    return f"({_is_nothing(value)} OR json_type({value}) = 'object' AND json_extract({value}, '$.uid') IS NOT NULL)"


def _plain(entity: Entity) -> Iterator[str]:
    """The columns whose changes are followed here."""
    for column in entity.logged:
        kind = entity.table.__table__.columns[column].type
        if column not in ("id", "uid", *entity.references, *entity.owners) and not isinstance(kind, JSON):
            yield column


@cache
def _deeds() -> str:
    """Reads the operations of some rows: ``said`` is the row or the value after each, the row before it where it is
    ``gone`` after; ``fits`` whether it can be followed; ``following`` ends its era, and it is the ``last`` of its field
    there; it replaces ``replaced``, and as many as ``replaces`` by what the archive says.
    """
    fields = " ".join(
        f"WHEN '{entity.name}' THEN field IN ({', '.join(map(repr, ('', *_plain(entity))))})" for entity in _NUMBERED
    )
    fits = (
        f"CASE entity {fields} ELSE 0 END AND NOT ({_is_nothing('old')} AND {_is_nothing('new')})"
        f" AND CASE WHEN {_legible('old')} AND {_legible('new')} THEN CASE field"
        f" WHEN '' THEN {_is_row('old')} AND {_is_row('new')}"
        " ELSE era > 0 AND NOT ended AND coalesce(json_type(new), 'null') NOT IN ('object', 'array') END ELSE 0 END"
    )
    return (
        f"INSERT INTO {_DEEDS} SELECT o.id, o.entity_uid, o.entity, o.entity_id, o.record_id, o.other_id, o.field,"
        f" CASE WHEN empty THEN o.old ELSE o.new END, empty, {fits}, following, last, replaced,"
        " (SELECT count(*) FROM replacement x WHERE x.operation_id = o.id)"
        " FROM (SELECT id, empty, era, following, lead(id) OVER alike IS NULL AS last,"
        " CASE WHEN changes THEN coalesce(lag(id) OVER alike, first_value(id) OVER together) END AS replaced,"
        " first_value(empty) OVER together AS ended"
        " FROM (SELECT id, entity_uid AS uid, field, field <> '' AS changes,"
        f" field = '' AND {_is_nothing('new')} AS empty,"
        " sum(field = '') OVER (PARTITION BY entity_uid ORDER BY id) AS era,"
        " min(CASE WHEN field = '' THEN id END) OVER (PARTITION BY entity_uid ORDER BY id"
        " ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS following"
        f" FROM operation o WHERE entity_uid > ? AND entity_uid <= ? AND {untouched.OTHERS})"
        " WINDOW alike AS (PARTITION BY uid, era, field ORDER BY id),"
        " together AS (PARTITION BY uid, era ORDER BY id)) d"
        " CROSS JOIN operation o ON o.id = d.id"
    )


#: Replacements that follow from the operations, each counted where it is there.
_REPLACES = (
    "(replaced IS NULL OR EXISTS"
    " (SELECT 1 FROM replacement x WHERE x.operation_id = d.id AND x.replaced_id = replaced))"
    " AND (NOT last OR following IS NULL OR EXISTS"
    " (SELECT 1 FROM replacement x WHERE x.operation_id = following AND x.replaced_id = d.id))"
)
_CHANGES = "FILTER (WHERE fits AND field <> '' AND last AND following IS NULL)"
#: Rows all of whose operations can be followed, bear the same numbers and replace what they must, and nothing else;
#: with what the last one leaves of each.
_FITTING = (
    f"INSERT INTO {_ROWS} SELECT uid, entity, number, record_id, other_id, deeds, pairs, gone,"
    " CASE changed WHEN 0 THEN made ELSE json_patch(made, changes) END FROM"
    " (SELECT uid, min(entity) AS entity, min(entity_id) AS number, min(record_id) AS record_id,"
    " min(other_id) AS other_id, count(*) AS deeds, count(replaced) + sum(last AND following IS NOT NULL) AS pairs,"
    " max(CASE WHEN field = '' AND following IS NULL THEN gone END) AS gone,"
    " max(CASE WHEN field = '' AND following IS NULL THEN said END) AS made,"
    f" count(*) {_CHANGES} AS changed, json_group_object(field, json(said)) {_CHANGES} AS changes"
    f" FROM {_DEEDS} d GROUP BY uid HAVING min(fits) AND min(entity) = max(entity)"
    " AND count(entity_id) = count(*) AND min(entity_id) = max(entity_id)"
    " AND count(record_id) IN (0, count(*)) AND min(record_id) IS max(record_id)"
    " AND count(other_id) IN (0, count(*)) AND min(other_id) IS max(other_id)"
    f" AND sum(replaces) = pairs AND min({_REPLACES}))"
    " WHERE NOT (gone AND changed)"
)
_FOUND = (
    f"SELECT coalesce(sum(deeds), 0), coalesce(sum(pairs), 0) FROM {_ROWS} w"
    f" WHERE EXISTS (SELECT 1 FROM {untouched.TABLE} u WHERE u.uid = w.uid)"
)


def _belongs(entity: Entity) -> str:
    """That every operation about the whole of a row ``w`` says that it belongs to what their numbers say."""
    said = []
    for column, number in zip(entity.owners, ("record_id", "other_id"), strict=False):
        if column == "id":
            said.append(f"w.{number} IS w.number")
            continue
        table = ENTITIES[entity.references[column]].table.__tablename__
        owner = f"(SELECT lower(hex(uid)) FROM {table} WHERE id = w.{number})"
        said.append(
            f"NOT EXISTS (SELECT 1 FROM {_DEEDS} d WHERE d.uid = w.uid AND d.field = '' AND"
            f" NOT coalesce(replace(json_extract(d.said, '$.{column}'), '-', '') = {owner}, 0))"
        )
    return " AND ".join([*said, *(f"w.{number} IS NULL" for number in ("record_id", "other_id")[len(entity.owners) :])])


@cache
def _standing(name: str) -> str:
    """Notes rows ``t`` of an entity that say what the last operations do."""
    entity = ENTITIES[name]
    certain = f" AND t.status <> '{PURGED}'" if name == "record" else ""
    return (
        f"INSERT OR IGNORE INTO {untouched.TABLE} (uid) SELECT w.uid FROM {_ROWS} w"
        f" CROSS JOIN {entity.table.__tablename__} t ON t.uid = w.uid"
        f" WHERE w.entity = '{name}' AND NOT w.gone AND t.id = w.number AND {untouched.owned(entity, 'w')}"
        f" AND {_belongs(entity)}{certain}"
        f" AND {untouched.said(entity, 'w.said')}"
    )


@cache
def _gone(name: str) -> str:
    """Notes rows of an entity that are gone, as the last operation says."""
    entity = ENTITIES[name]
    return (
        f"INSERT OR IGNORE INTO {untouched.TABLE} (uid) SELECT w.uid FROM {_ROWS} w WHERE w.entity = '{name}'"
        f" AND w.gone AND NOT EXISTS (SELECT 1 FROM {entity.table.__tablename__} t WHERE t.uid = w.uid)"
        f" AND {_belongs(entity)}"
    )
