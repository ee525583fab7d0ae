"""The log, and the one hand that writes it.

Every change of what is kept passes here, made singly or in bulk, by a merge or by undo: it becomes an operation, which
names the operation that it replaces; the records that the changed rows belong to are stamped with who and when; what is
derived is told what to follow. Nothing else inserts operations.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap
from sqlalchemy import Connection, func, insert, or_, select, update
from sqlalchemy.orm import Session

from archive_app.store.database import clock
from archive_app.store.database.batches import batched
from archive_app.store.index import search_index
from archive_app.store.index.touched import Touched
from archive_app.store.schema.entities import ENTITIES, Entity, owners_of
from archive_app.store.schema.tables import HistoryStep, Operation, Record

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One column of a row set, or, where ``field`` is empty, a row made (``old`` is ``None``) or removed (``new`` is).

    ``row`` is the row as it is now, or was when it was removed: its key and what it belongs to at least. ``anew``: made
    for the first time, so that nothing was there before.
    """

    entity: str
    row: Mapping[str, Any]
    field: str = ""
    old: Any = None
    new: Any = None
    anew: bool = False


def made(entity: str, row: Mapping[str, Any], *, again: bool = False) -> Change:
    """A row that was made, for the first time or by undo."""
    return Change(entity, row, new=row, anew=not again)


def removed(entity: str, row: Mapping[str, Any]) -> Change:
    """A row that was removed."""
    return Change(entity, row, old=row)


def begin(session: Session, *, label: str, by: str, device: str, kind: str, reverses: int | None) -> HistoryStep:
    """A new step, under which changes are logged."""
    step = HistoryStep(label=label, by=by, device=device, at=clock.now(), kind=kind, reverses=reverses)
    session.add(step)
    session.flush()
    return step


class Log:
    """Writes the operations of one step.

    ``newest``: no later step was begun, as where an ingest adds to its own while others write.
    """

    def __init__(
        self, connection: Callable[[], Connection], step: HistoryStep, touched: Touched, *, newest: bool
    ) -> None:
        self._connection = connection
        self._step = step
        self._touched = touched
        self._newest = newest
        self._stamped = BitMap()
        #: How many operations were written.
        self.written = 0

    def write(self, changes: Sequence[Change], *, follow: bool = True) -> None:
        """Log ``changes``. What is derived follows them, but for ``follow``, where the caller sees to that itself."""
        for batch in batched(changes, _BATCH):
            replaced = self._replaced(batch)
            values = [self._operation(change, replaced.get(at)) for at, change in enumerate(batch)]
            self._connection().execute(insert(Operation), values)
            self.written += len(batch)
            self._stamp(batch, values)
            if follow:
                for change, value in zip(batch, values, strict=True):
                    _note(self._touched, change, value["record_id"], value["other_id"])

    def _operation(self, change: Change, replaces: int | None) -> dict[str, Any]:
        entity = ENTITIES[change.entity]
        record_id, other_id = _owners(entity, change)
        old, new = change.old, change.new
        if not change.field:
            old, new = (None if row is None else {key: row[key] for key in entity.logged} for row in (old, new))
        return {
            "step_id": self._step.id, "entity": entity.name, "entity_id": change.row.get("id", 0),
            "record_id": record_id, "other_id": other_id, "field": change.field, "old": old, "new": new,
            "replaces": replaces,
        }  # fmt: skip

    def _replaced(self, changes: Sequence[Change]) -> dict[int, int]:
        """By place in ``changes``: the operation that each replaces, which is the newest on its field or its row."""
        alike: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
        for at, change in enumerate(changes):
            if not change.anew and ENTITIES[change.entity].numbered:
                alike[change.entity, change.field][change.row["id"]] = at
        found: dict[int, int] = {}
        for (entity, field), rows in alike.items():
            query = (
                select(Operation.entity_id, func.max(Operation.id))
                .where(
                    Operation.entity == entity, Operation.entity_id.in_(rows), Operation.field.in_({field, ""})
                )
                .group_by(Operation.entity_id)
            )  # fmt: skip
            found.update({rows[row_id]: newest for row_id, newest in self._connection().execute(query)})
        return found

    def _stamp(self, changes: Sequence[Change], values: Iterable[Mapping[str, Any]]) -> None:
        """Say of every record that something of it was changed, by whom and when, once in a step."""
        owners = BitMap()
        for change, value in zip(changes, values, strict=True):
            if ENTITIES[change.entity].apart:
                continue
            if change.anew and change.entity == "record":
                self._stamped.add(change.row["id"])
            owners.update(i for i in (value["record_id"], value["other_id"]) if i is not None)
        wanted = owners - self._stamped
        self._stamped |= wanted
        table = Record.__table__
        for batch in batched(wanted, _BATCH):
            there = set(batch) if self._newest else set(batch) - self._later(batch)
            self._connection().execute(
                update(table)  # type: ignore[arg-type]
                .where(table.c.id.in_(there))
                .values(changed_at=self._step.at, changed_by=self._step.by)
            )

    def _later(self, records: Sequence[int]) -> set[int]:
        """Those of ``records`` that a later step has changed already."""
        query = select(Operation.record_id, Operation.other_id).where(
            Operation.step_id > self._step.id,
            Operation.entity.not_in([entity.name for entity in ENTITIES.values() if entity.apart]),
            or_(Operation.record_id.in_(records), Operation.other_id.in_(records)),
        )
        return {i for row in self._connection().execute(query) for i in row if i is not None}


def _owners(entity: Entity, change: Change) -> tuple[int | None, int | None]:
    """The records whose history shows ``change``: those it belongs to, and where there is room, whose it was before."""
    record_id, other_id = owners_of(entity, change.row)
    if other_id is None and entity.references.get(change.field) == "record":
        named = change.old if change.field in entity.owners or change.new is None else change.new
        other_id = named if named != record_id else None
    return record_id, other_id


def _note(touched: Touched, change: Change, record_id: int | None, other_id: int | None) -> None:
    """Tell what is derived what to follow."""
    entity = ENTITIES[change.entity]
    named = change.row["key"] if not entity.numbered else change.field if entity.owners else ""
    touched.fields.add(f"{entity.name}.{named}" if named else entity.name)
    if record_id is None:
        return
    if entity.apart:
        touched.picked.add(record_id)
        return
    about = touched.changed if search_index.speaks(entity.name, change.field) else touched.joined
    for owner in (record_id, other_id):
        if owner is not None:
            touched.touched.add(owner)
            about.add(owner)
    if entity.name == "link":
        touched.linked.add(record_id)
        _note_ends(touched, change)
    elif entity.name == "record" and change.field in ("", "deleted_at"):
        touched.linked.add(record_id)
        touched.appeared.add(record_id)


def _note_ends(touched: Touched, change: Change) -> None:
    """What a link joins now, and what it joined before it was moved."""
    ends = (change.row["subject_id"], change.row["object_id"])
    touched.links.add(ends)
    if change.field in ("subject_id", "object_id"):
        before = (change.old, ends[1]) if change.field == "subject_id" else (ends[0], change.old)
        # Where both ends were moved at once, neither pair was joined: more is looked at than need be.
        touched.links.add(before)
        touched.touched.add(change.old)
        touched.joined.add(change.old)
        touched.linked.update(before)
