"""Turns every flushed change into :class:`~archive_app.store.schema.tables.Operation` rows in the same transaction.

Nothing else writes operations, so a change that is not in the log cannot have been made through the ORM; a bulk
UPDATE or DELETE of kept rows, which would pass the log by, is refused (see :func:`guard`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import event, func, insert, inspect, select
from sqlalchemy.orm import ORMExecuteState, Session

from archive_app.store.database import clock
from archive_app.store.database.batches import batched
from archive_app.store.index.touched import Touched
from archive_app.store.schema import tables
from archive_app.store.schema.tables import ENTITIES, Distinction, Link, Operation, Record, Setting

#: Columns that follow from others or say who touched the row last; they are not changes of their own.
_DERIVED = {
    "record": {"title_key", "date_from", "date_to", "changed_at", "changed_by"},
    "stage": {"date_from", "date_to"},
    "link": {"date_from", "date_to"},
}
_BATCH = 500
_ENTITY_OF = {table: name for name, table in ENTITIES.items()}


def snapshot(row: tables.Base) -> dict[str, Any]:
    """Every column of ``row`` as JSON values, enough to make it again with the same ``id`` and ``uid``."""
    return {attribute.key: getattr(row, attribute.key) for attribute in inspect(type(row)).column_attrs}


def entity_of(row: object) -> str | None:
    """The name under which operations know this row, ``None`` for derived and internal rows."""
    return _ENTITY_OF.get(type(row))  # type: ignore[arg-type]


def record_ids(row: object) -> tuple[int | None, int | None]:
    """The records whose history shows a change of ``row``."""
    if isinstance(row, Record):
        return row.id, None
    if isinstance(row, Link):
        return row.subject_id, row.object_id
    if isinstance(row, Distinction):
        return row.record_id, row.other_id
    return getattr(row, "record_id", None), None


def record_columns(entity: str, columns: Mapping[str, Any]) -> tuple[int | None, int | None]:
    """The same as :func:`record_ids` for a row that is still a mapping."""
    if entity == "record":
        return columns["id"], None
    if entity == "link":
        return columns["subject_id"], columns["object_id"]
    return columns.get("record_id"), None


def _identity(row: Any) -> int:
    return int(getattr(row, "id", 0) or 0)


def _changes(row: tables.Base, entity: str) -> Iterable[tuple[str, Any, Any]]:
    state = inspect(row)
    if isinstance(row, Setting):
        # A setting has no number: its operations say which it is, and are whole rows.
        changed = state.attrs["value"].history
        if changed.has_changes() and changed.deleted:
            yield "", {**snapshot(row), "value": changed.deleted[0]}, snapshot(row)
        return
    derived = _DERIVED.get(entity, set())
    for attribute in state.mapper.column_attrs:
        if attribute.key in derived:
            continue
        history = state.attrs[attribute.key].history
        if history.has_changes():
            old = history.deleted[0] if history.deleted else None
            new = history.added[0] if history.added else None
            if old != new:
                yield attribute.key, old, new


class Recorder(Touched):
    """Listens to one session; ``step_id`` is set by the transaction before the first flush."""

    def __init__(self, session: Session, step_id: int) -> None:
        super().__init__()
        self._session = session
        self._step_id = step_id
        #: Records that were picked or unpicked: nothing of theirs changed, so nothing derived does.
        self.picked: set[int] = set()
        self.operations = 0
        event.listen(session, "before_flush", self._before_flush)
        event.listen(session, "after_flush", self._after_flush)
        event.listen(session, "do_orm_execute", guard)

    def _before_flush(self, session: Session, _context: object, _instances: object) -> None:
        """Stamp every record whose own columns, names, texts, stages, files or links are about to change."""
        for row in list(session.dirty):
            if isinstance(row, Record) and any(True for _ in _changes(row, "record")):
                row.changed_at, row.changed_by = self.stamp

    @property
    def stamp(self) -> tuple[str, str]:
        """When and by whom, for the records' own columns."""
        return clock.now(), self._session.info["by"]

    def _after_flush(self, session: Session, _context: object) -> None:
        values: list[dict[str, Any]] = []
        for row in session.new:
            self._note(values, row, lambda r: [("", None, snapshot(r))])
        for row in session.dirty:
            self._note(values, row, lambda r: _changes(r, entity_of(r) or ""))
        for row in session.deleted:
            self._note(values, row, lambda r: [("", snapshot(r), None)])
        if values:
            _fill_replaced(session, values)
            session.connection().execute(insert(Operation), values)
            self.operations += len(values)

    def _note(self, values: list[dict[str, Any]], row: Any, changes: Any) -> None:
        entity = entity_of(row)
        if entity is None:
            return
        record_id, other_id = record_ids(row)
        for field, old, new in changes(row):
            values.append(
                {
                    "step_id": self._step_id,
                    "entity": entity,
                    "entity_id": _identity(row),
                    "record_id": record_id,
                    "other_id": other_id,
                    "field": field,
                    "old": old,
                    "new": new,
                    "replaces": None,
                }
            )
            named = row.key if isinstance(row, Setting) else field if entity != "saved_search" else ""
            self.fields.add(f"{entity}.{named}" if named else entity)
            if entity == "pick":
                self.picked.add(row.record_id)
                continue
            about = self.joined if entity == "link" else self.changed
            if field == "record_id" and old is not None:
                # It was moved here from another record, by a merge or its undo.
                self.touched.add(old)
                self.changed.add(old)
            for owner in (record_id, other_id):
                if owner is not None:
                    self.touched.add(owner)
                    about.add(owner)
            if record_id is not None and (entity == "link" or (entity == "record" and field in ("", "deleted_at"))):
                self.linked.add(record_id)
            if record_id is not None and entity == "record" and field in ("", "deleted_at"):
                self.appeared.add(record_id)
            if entity == "link":
                self._follow_link(row, field, old)

    def _follow_link(self, row: Link, field: str, old: Any) -> None:
        """What a link joins now, and what it joined before it was moved."""
        self.links.add((row.subject_id, row.object_id))
        if field in ("subject_id", "object_id"):
            before = (old, row.object_id) if field == "subject_id" else (row.subject_id, old)
            # Where both ends were moved at once, neither pair was joined: more is looked at than need be.
            self.links.add(before)
            self.touched.add(old)
            self.linked.update(before)


def _fill_replaced(session: Session, values: list[dict[str, Any]]) -> None:
    """Name, for each change of something that was there before, the operation it replaces."""
    alike: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for value in values:
        if (value["old"] is not None or value["field"]) and value["entity"] != "setting":
            alike[value["entity"], value["field"]].append(value)
    for (entity, field), changes in alike.items():
        for batch in batched(changes, _BATCH):
            newest = dict(
                session.connection()
                .execute(
                    select(Operation.entity_id, func.max(Operation.id))
                    .where(
                        Operation.entity == entity,
                        Operation.entity_id.in_([value["entity_id"] for value in batch]),
                        Operation.field.in_({field, ""}),
                    )
                    .group_by(Operation.entity_id)
                )
                .all()
            )
            for value in batch:
                value["replaces"] = newest.get(value["entity_id"])


def guard(state: ORMExecuteState) -> None:
    """Refuse bulk changes of kept tables that would pass the log by."""
    if not (state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper
    if mapper is not None and mapper.class_ in _ENTITY_OF and not state.execution_options.get("derived_only"):
        raise RuntimeError(
            f"bulk change of {mapper.class_.__tablename__} would not be logged: use transact() and the ORM"
        )
