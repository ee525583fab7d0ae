"""The log read back as steps: which there are, which hold a word, and what was done in one.

To look through the values of hundreds of thousands of operations in a moment takes SQLite's own words.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import Connection

from archive_app.domain.model.details import DETAILS
from archive_app.domain.model.kinds import PURGED
from archive_app.domain.model.records import StepValue
from archive_app.store.database import engine
from archive_app.store.database.batches import batched, marks
from archive_app.store.database.types import packed
from archive_app.store.reading.legible import called
from archive_app.store.reading.operations import PERTAINING, SAID, LoggedOperation, among, read
from archive_app.store.reading.references import References
from archive_app.store.schema.entities import ENTITIES, grouped

#: The operation ``o`` by which a record was purged.
_PURGED = f"o.field = 'status' AND o.new = '{json.dumps(PURGED)}'"
#: What may be asked for as the kind of a change, and which operations ``o`` that is.
WHAT: dict[str, str] = {
    **{group: among(grouped(group)) for group in dict.fromkeys(entity.group for entity in ENTITIES.values())},
    "fields": f"o.entity = 'record' AND o.field NOT IN ('', 'deleted_at', 'merged_into') AND NOT ({_PURGED})",
    "records": f"o.entity = 'record' AND (o.field IN ('', 'deleted_at', 'merged_into') OR {_PURGED})",
}
#: The parts of a whole row that are words of people.
_WORDS = (
    "text", "original_name", "folder", "source", "note", "role", "certainty", "name", "query", "value", "code", "date",
    "ref", *(column for columns in SAID.values() for column in columns),
    *(column.name for detail in DETAILS for column in detail.columns if column.holds_text),
)  # fmt: skip
_SAID = "(" + ", ".join(f"'{column}'" for column in dict.fromkeys(_WORDS)) + ")"
#: Fields of which old and new are no words, but name other rows.
_NAMING = ", ".join(sorted({repr(column) for entity in ENTITIES.values() for column in entity.references}))
_STEPS = (
    "SELECT s.id, s.label, s.at, s.by, (SELECT r.device FROM replica r WHERE r.id = s.replica_id),"
    " CASE WHEN s.undone_by = s.id THEN NULL ELSE s.undone_by END,"
    " (SELECT count(*) FROM operation o WHERE {about}), s.kind, s.message FROM step s"
)
#: The function by which SQLite asks for the words of a label, one step after the other, and only of those it comes to.
_CALLED = "called"
#: A record with more operations than this has more of them than most steps.
_MANY = 2_000
_BATCH = 500


@dataclass(frozen=True, slots=True)
class Asked:
    """Which steps: ``words`` of the label, of old and new values or (``named``) of the records that were changed;
    ``since`` and ``until`` are ISO 8601 in UTC, ``until`` exclusive. What is empty is not asked.
    """

    record: int | None = None
    by: str = ""
    device: str = ""
    words: str = ""
    named: Collection[int] = ()
    what: Collection[str] = ()
    since: str = ""
    until: str = ""
    undone: bool | None = None


def steps(connection: Connection, asked: Asked, *, before: int | None = None, limit: int = 100) -> list[StepValue]:
    """The newest steps first, those before step ``before`` where one is given; their operations are read apart."""
    about = _within(connection, asked.record)
    where, values = _asked(asked, about)
    if before is not None:
        where.append("s.id < ?")
        values.append(before)
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    with engine.defined(connection, _CALLED, 2, _called(asked.words)):
        rows = connection.exec_driver_sql(
            f"{_STEPS.format(about=about)}{condition} ORDER BY s.id DESC LIMIT ?", (*values, limit)
        )
        return [_value(row) for row in rows.all()]


def subjects(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    """The one record that each of these steps is about; those about several, or about none, are left out."""
    found: dict[int, int] = {}
    for batch in batched(sorted(ids), _BATCH):
        rows = connection.exec_driver_sql(
            "SELECT o.step_id, min(o.record_id) FROM operation o WHERE o.record_id IS NOT NULL"
            f" AND o.step_id IN ({marks(batch)}) GROUP BY o.step_id HAVING min(o.record_id) = max(o.record_id)",
            tuple(batch),
        )
        found.update({row[0]: row[1] for row in rows})
    return found


def about(connection: Connection, step: int) -> tuple[int, int]:
    """The first record that a step is about, 0 where it is about none, and how many there are."""
    row = connection.exec_driver_sql(
        "SELECT coalesce(min(record_id), 0), count(DISTINCT record_id) FROM operation WHERE step_id = ?", (step,)
    ).one()
    return int(row[0]), int(row[1])


def _value(row: Sequence[Any]) -> StepValue:
    label = called(row[1], row[8])
    return StepValue(row[0], label, row[2], row[3], row[4], row[5] is not None, (), row[6], row[7])


def _within(connection: Connection, record: int | None) -> str:
    """The operations ``o`` of a step ``s``, or those of them about one record: reached from whichever has fewer."""
    if record is None:
        return "o.step_id = s.id"
    many = connection.exec_driver_sql(
        "SELECT count(*) > ?1 FROM (SELECT 1 FROM operation WHERE record_id = ?2"
        " UNION ALL SELECT 1 FROM operation WHERE other_id = ?2 LIMIT ?1 + 1)",
        (_MANY, record),
    ).scalar_one()
    step, mine = ("", "+") if many else ("+", "")
    owned = f"({mine}o.record_id = {int(record)} OR {mine}o.other_id = {int(record)})"
    return f"{step}o.step_id = s.id AND {owned} AND {PERTAINING}"


def _asked(asked: Asked, within: str) -> tuple[list[str], list[object]]:
    where: list[str] = []
    values: list[object] = []
    for condition, given in (
        ("s.by = ? COLLATE NOCASE", asked.by),
        ("s.replica_id IN (SELECT r.id FROM replica r WHERE r.device = ? COLLATE NOCASE)", asked.device),
        ("s.at >= ?", asked.since),
        ("s.at < ?", asked.until),
    ):
        if given:
            where.append(condition)
            values.append(given)
    if asked.undone is not None:
        where.append("(s.undone_by IS NOT NULL AND s.undone_by <> s.id)" + ("" if asked.undone else " IS NOT TRUE"))
    about = _about(asked, within)
    if asked.words:
        pattern = _pattern(asked.words)
        where.append(
            f"({_CALLED}(s.label, s.message) OR EXISTS (SELECT 1 FROM operation o WHERE {about} AND {_SPOKEN}))"
        )
        escaped = _pattern(json.dumps(asked.words)[1:-1])
        values += [
            json.dumps(list(asked.named)),
            escaped,
            escaped,
            pattern,
            pattern,
        ]
    if asked.record is not None or asked.what:
        if asked.record is not None and not asked.what:
            where.append(_TOUCHING)
            values.append(asked.record)
        else:
            where.append(f"EXISTS (SELECT 1 FROM operation o WHERE {about})")
    return where, values


#: From the record to its steps: a record has few, the log may have very many.
_TOUCHING = (
    "s.id IN (WITH mine(id) AS (SELECT ?) SELECT o.step_id FROM mine CROSS JOIN operation o ON o.record_id = mine.id"
    f" AND {PERTAINING} UNION SELECT o.step_id FROM mine CROSS JOIN operation o ON o.other_id = mine.id"
    f" AND {PERTAINING})"
)
#: Values are stored as JSON, where what is not ASCII is escaped: they are looked through as they are, and only what
#: fits is read. Of whole rows, keys and numbers are no words.
_SPOKEN = (
    "(o.record_id IN (SELECT value FROM json_each(?)) OR ((o.new LIKE ? ESCAPE '\\' OR o.old LIKE ? ESCAPE '\\')"
    f" AND (CASE WHEN o.field <> '' THEN o.field NOT IN ({_NAMING}) ELSE EXISTS (SELECT 1 FROM json_each(o.new) j"
    f" WHERE j.key IN {_SAID} AND j.value LIKE ? ESCAPE '\\')"
    f" OR EXISTS (SELECT 1 FROM json_each(o.old) j WHERE j.key IN {_SAID} AND j.value LIKE ?"
    " ESCAPE '\\') END)))"
)


def _about(asked: Asked, within: str) -> str:
    """Which operations ``o`` of a step ``s`` are asked about."""
    kinds = " OR ".join(f"({WHAT[kind]})" for kind in asked.what)
    return f"{within} AND ({kinds})" if kinds else within


def _pattern(words: str) -> str:
    escaped = words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _called(words: str) -> Callable[[str, str | None], bool]:
    """Whether the label of a step, in the language that is spoken now, holds ``words``; many are called alike."""
    wanted = words.casefold()

    @cache
    def holds(label: str, message: str | None) -> bool:
        return wanted in called(label, message).casefold()

    return holds


def operations(
    connection: Connection, step: int, *, record: int | None = None, after: int = 0, limit: int = 200
) -> list[LoggedOperation]:
    """The operations of one step in order, those after operation ``after``; with ``record`` only those about it."""
    references = References(lambda: connection)
    found = read(
        connection,
        f"step s CROSS JOIN operation o ON {_within(connection, record)}"
        " WHERE s.id = ? AND o.id > ? ORDER BY o.id LIMIT ?",
        (step, after, limit),
        references,
    )
    whole = _rows(connection, {each.uid for each in found if each.field}, references)
    for each in found:
        each.row = {**whole.get(each.uid, {}), each.field: each.new} if each.field else each.new or each.old or {}
    return found


def _rows(connection: Connection, wanted: Collection[str], references: References) -> dict[str, dict[str, Any]]:
    """The rows behind changes of single fields, as they were when they were made or removed last."""
    found: dict[str, dict[str, Any]] = {}
    for batch in batched(wanted, 500):
        last = read(
            connection,
            "operation o WHERE o.id IN (SELECT max(x.id) FROM operation x"
            f" WHERE x.entity_uid IN ({marks(batch)}) AND x.field = '' GROUP BY x.entity_uid)",
            tuple(map(packed, batch)),
            references,
        )
        found.update({each.uid: each.new or each.old or {} for each in last})
    return found


def people(connection: Connection) -> tuple[list[str], list[str]]:
    """Who has made changes, and on which devices, the latest first."""
    found = []
    for column in ("s.by", "r.device"):
        rows = connection.exec_driver_sql(
            f"SELECT {column} FROM step s JOIN replica r ON r.id = s.replica_id"
            " GROUP BY 1 ORDER BY max(s.id) DESC LIMIT 200"
        )
        found.append([row[0] for row in rows])
    return found[0], found[1]


def one(connection: Connection, step: int) -> StepValue:
    """One step, without its operations."""
    about = _within(connection, None)
    return _value(connection.exec_driver_sql(f"{_STEPS.format(about=about)} WHERE s.id = ?", (step,)).one())


def ratings_before(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    """The stars that each of these records had before it was rejected; those that had none are left out."""
    found: dict[int, int] = {}
    for batch in batched(sorted(set(ids)), 900):
        rows = connection.exec_driver_sql(
            "SELECT o.record_id, o.old FROM operation o WHERE o.entity = 'record' AND o.field = 'rating' AND o.new = -1"
            f" AND o.record_id IN ({marks(batch)}) ORDER BY o.id",
            tuple(batch),
        )
        # The last one holds: what stood there before another rejection is over.
        found.update({row[0]: row[1] if isinstance(row[1], int) else 0 for row in rows})
    return {record: stars for record, stars in found.items() if stars > 0}
