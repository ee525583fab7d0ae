"""Reading the log of operations back as steps, and undoing and redoing them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as slot
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.records import StepValue
from archive_app.errors import NotFound
from archive_app.i18n import _, ngettext
from archive_app.store.change.archive import Database
from archive_app.store.change.undo import next_redo, next_undo, reverse, reverse_some, step_to_undo
from archive_app.store.schema.entities import APART, ENTITIES, grouped
from archive_app.store.schema.tables import HistoryStep


def _among(entities: Iterable[str]) -> str:
    return f"o.entity IN ({', '.join(repr(entity) for entity in entities)})"


#: What may be asked for as the kind of a change, and which operations ``o`` that is.
WHAT: dict[str, str] = {
    **{group: _among(grouped(group)) for group in dict.fromkeys(entity.group for entity in ENTITIES.values())},
    "fields": "o.entity = 'record' AND o.field NOT IN ('', 'deleted_at', 'merged_into')",
    "records": "o.entity = 'record' AND o.field IN ('', 'deleted_at', 'merged_into')",
}
#: English label of each kind of row; pass through ``_()`` when shown.
LABELS = {entity.name: entity.label for entity in ENTITIES.values()}
#: Columns that hold the id of a record.
ENDS = frozenset(
    column for entity in ENTITIES.values() for column, target in entity.references.items() if target == "record"
)
#: The operations ``o`` that are changes of the records that they name.
PERTAINING = f"NOT {_among(APART)}"
#: The parts of a whole row that are words of people.
_SAID = (
    "('text', 'original_name', 'source', 'note', 'role', 'certainty', 'name', 'query', 'value', 'code', 'date', 'ref')"
)
_STEPS = (
    "SELECT s.id, s.label, s.at, s.by, s.device, CASE WHEN s.undone_by = s.id THEN NULL ELSE s.undone_by END,"
    " (SELECT count(*) FROM operation o WHERE {about}), s.kind FROM step s"
)
#: A record with more operations than this has more of them than most steps.
_MANY = 2_000


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


@dataclass(frozen=True, slots=True)
class LoggedOperation:
    """One operation as it is stored. ``row`` is the whole row it was about, as far as the log knows it."""

    id: int
    step: int
    entity: str
    entity_id: int
    record_id: int | None
    other_id: int | None
    field: str
    old: Any
    new: Any
    row: Mapping[str, Any] = slot(default_factory=dict, hash=False)


def steps(connection: Connection, asked: Asked, *, before: int | None = None, limit: int = 100) -> list[StepValue]:
    """The newest steps first, those before step ``before`` where one is given; their operations are read apart."""
    about = _within(connection, asked.record)
    where, values = _asked(asked, about)
    if before is not None:
        where.append("s.id < ?")
        values.append(before)
    condition = f" WHERE {' AND '.join(where)}" if where else ""
    rows = connection.exec_driver_sql(
        f"{_STEPS.format(about=about)}{condition} ORDER BY s.id DESC LIMIT ?", (*values, limit)
    )
    return [_value(row) for row in rows.all()]


def _value(row: Sequence[Any]) -> StepValue:
    return StepValue(row[0], row[1], row[2], row[3], row[4], row[5] is not None, (), row[6], row[7])


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
        ("s.device = ? COLLATE NOCASE", asked.device),
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
        where.append(f"(s.label LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM operation o WHERE {about} AND {_SPOKEN}))")
        escaped = _pattern(json.dumps(asked.words)[1:-1])
        values += [pattern, json.dumps(list(asked.named)), escaped, escaped, pattern, pattern]
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
    " AND (CASE WHEN o.field <> '' THEN 1 ELSE EXISTS (SELECT 1 FROM json_each(o.new) j"
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


def operations(
    connection: Connection, step: int, *, record: int | None = None, after: int = 0, limit: int = 200
) -> list[LoggedOperation]:
    """The operations of one step in order, those after operation ``after``; with ``record`` only those about it."""
    rows = connection.exec_driver_sql(
        "SELECT o.id, o.step_id, o.entity, o.entity_id, o.record_id, o.other_id, o.field, o.old, o.new"
        f" FROM step s CROSS JOIN operation o ON {_within(connection, record)}"
        " WHERE s.id = ? AND o.id > ? ORDER BY o.id LIMIT ?",
        (step, after, limit),
    ).all()
    whole = _rows(connection, {(row[2], row[3]) for row in rows if row[6]})
    found = []
    for number, step_id, entity, entity_id, owner, other, name, old, new in rows:
        before, now = value(old), value(new)
        row = {**whole.get((entity, entity_id), {}), name: now} if name else now or before or {}
        found.append(LoggedOperation(number, step_id, entity, entity_id, owner, other, name, before, now, row))
    return found


def _rows(connection: Connection, wanted: Collection[tuple[str, int]]) -> dict[tuple[str, int], dict[str, Any]]:
    """The rows behind changes of single fields, as they were when they were made or removed last."""
    found = connection.exec_driver_sql(
        "SELECT o.entity, o.entity_id, coalesce(nullif(o.new, 'null'), o.old) FROM json_each(?) j"
        " CROSS JOIN operation o ON o.id = (SELECT max(x.id) FROM operation x"
        " WHERE x.entity = json_extract(j.value, '$[0]') AND x.entity_id = json_extract(j.value, '$[1]')"
        " AND x.field = '')",
        (json.dumps(sorted(wanted)),),
    )
    return {(row[0], row[1]): value(row[2]) for row in found}


def value(text: Any) -> Any:
    """An old or new value as it was given. SQLite takes a JSON number for a number: columns of the type JSON have
    numeric affinity.
    """
    return json.loads(text) if isinstance(text, str) else text


def people(connection: Connection) -> tuple[list[str], list[str]]:
    """Who has made changes, and on which devices, the latest first."""
    found = []
    for column in ("by", "device"):
        rows = connection.exec_driver_sql(f"SELECT s.{column} FROM step s GROUP BY 1 ORDER BY max(s.id) DESC LIMIT 200")
        found.append([row[0] for row in rows])
    return found[0], found[1]


def undo(database: Database, step_id: int | None = None) -> StepValue:
    """Take back ``step_id`` or the newest step. Refused or NotFound say why not."""
    with database.transact(_("Undo"), kind="undo") as transaction:
        session = transaction.session
        step = step_to_undo(session, step_id)
        if step.id == transaction.step.id:
            raise NotFound(_("There is nothing to undo."))
        transaction.step.label = _("Undo: {label}").format(label=step.label)
        transaction.step.reverses = step.id
        reverse(transaction, step)
        undone = step.id
    return _step(database, undone)


def take_back(database: Database, step_id: int, operations: Sequence[int]) -> ChangeSet:
    """Take back only these operations of one step, as a step of its own."""
    with database.transact(_("Undo")) as transaction:
        step = step_to_undo(transaction.session, step_id)
        label = ngettext("Undo {count} change of: {label}", "Undo {count} changes of: {label}", len(operations))
        transaction.step.label = label.format(count=len(operations), label=step.label)
        reverse_some(transaction, step, operations)
    return transaction.change


def redo(database: Database) -> StepValue:
    """Take back the newest undo."""
    with database.transact(_("Redo"), kind="redo") as transaction:
        step = next_redo(transaction.session)
        if step is None:
            raise NotFound(_("There is nothing to redo."))
        original = step.reverses
        label = _label(transaction.session, original)
        transaction.step.label = _("Redo: {label}").format(label=label)
        transaction.step.reverses = step.id
        reverse(transaction, step)
    return _step(database, original or 0)


def _label(session: Session, step_id: int | None) -> str:
    step = session.get(HistoryStep, step_id) if step_id is not None else None
    return step.label if step is not None else ""


def labels(database: Database) -> tuple[str | None, str | None]:
    """The labels of what undo and redo would do now, ``None`` where there is nothing."""
    with database.read() as connection, Session(bind=connection) as session:
        undoable = next_undo(session)
        redoable = next_redo(session)
        return (
            undoable.label if undoable is not None else None,
            _label(session, redoable.reverses) if redoable is not None else None,
        )


def _step(database: Database, step_id: int) -> StepValue:
    with database.read() as connection:
        return _value(
            connection.exec_driver_sql(
                _STEPS.format(about=_within(connection, None)) + " WHERE s.id = ?", (step_id,)
            ).one()
        )
