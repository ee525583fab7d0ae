"""The log, and the one hand that writes it.

Every change of what is kept passes here, made singly or in bulk, by a merge or by undo: it becomes an operation, which
names those that it replaces (see ``lineage.py``) and all it speaks of by uid; the records that the changed rows belong
to are stamped with who and when; what is derived is told what to follow. Nothing else makes steps
or operations; ``regaining.py`` puts back those that were damaged, from a backup.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap
from sqlalchemy import Connection, or_, select
from sqlalchemy.orm import Session, make_transient_to_detached

from archive_app.domain.model.labels import Label, read
from archive_app.domain.model.ticks import Tick, tick
from archive_app.store.change import chain, lineage
from archive_app.store.database import clock, statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.database.types import new_uid, packed
from archive_app.store.index import search_index
from archive_app.store.index.touched import Touched
from archive_app.store.reading.references import References, named
from archive_app.store.schema.entities import ENTITIES, TARGETS, Entity, owners_of
from archive_app.store.schema.log_tables import HistoryStep, Operation, Replica

_BATCH = 500
_STEP = (
    'INSERT INTO step (uid, replica_id, milliseconds, counter, label, message, "by", at, kind, reverses, undone_by,'
    " content, seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
_OPERATION = (
    "INSERT INTO operation (id, step_id, ordinal, entity, entity_uid, entity_id, record_id, other_id, field, old, new,"
    " seal) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)
#: A step as its own digest needs it.
_SEALED = (
    "SELECT s.id, s.content, s.seal, s.kind, s.label, s.message, r.uid FROM step s"
    " LEFT JOIN step r ON r.id = s.reverses WHERE"
)
_SEAL = "UPDATE step SET content = ?, digest = ? WHERE id = ?"
_REPLACEMENT = "INSERT INTO replacement (operation_id, replaced_id) VALUES (?, ?)"


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


def begin(session: Session, replica: Replica, *, label: Label, by: str, kind: str, reverses: int | None) -> HistoryStep:
    """A new step of ``replica``, under which changes are logged: after every step that this copy has seen."""
    at = clock.now()
    connection = session.connection()
    moment = tick(clock.milliseconds(at), _newest(connection))
    uid, message = new_uid(), label.document()
    content = chain.begun(packed(uid), packed(replica.uid), moment.milliseconds, moment.counter, by, at)
    written = {
        "uid": uid, "replica_id": replica.id, "milliseconds": moment.milliseconds, "counter": moment.counter,
        "label": "", "message": message, "by": by, "at": at, "kind": kind, "reverses": reverses,
        "undone_by": None, "content": content.hex(), "seal": chain.salt(),
    }  # fmt: skip
    row = {**written, "uid": packed(uid), "message": json.dumps(message), "content": content}
    # Past the session, which would take ten times as long, and known to it then as if it had written it.
    step = HistoryStep(id=statements.insert(connection, _STEP, tuple(row.values())), **written)
    make_transient_to_detached(step)
    session.add(step)
    return step


def label_of(step: HistoryStep) -> Label:
    """What a step is called; what earlier versions called it stands there to the letter."""
    return read(step.message) if step.message is not None else Label(step.label)


def _newest(connection: Connection) -> Tick | None:
    """The last tick of all replicas; of each, its steps are in the index in their order."""
    last = statements.rows(
        connection,
        "SELECT milliseconds, counter FROM step WHERE id IN (SELECT (SELECT s.id FROM step s WHERE s.replica_id = r.id"
        " ORDER BY s.milliseconds DESC, s.counter DESC LIMIT 1) FROM replica r)"
        " ORDER BY milliseconds DESC, counter DESC LIMIT 1",
    )
    return Tick(*last[0]) if last else None


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
        self._references = References(connection)
        self._stamped = BitMap()
        self._number = self._ordinal = -1
        self._content = bytes.fromhex(step.content or "")
        #: How many operations were written.
        self.written = 0

    def write(self, changes: Sequence[Change], *, follow: bool = True) -> None:
        """Log ``changes``. What is derived follows them, but for ``follow``, where the caller sees to that itself."""
        self._references.forget()
        for change in changes:
            if change.entity in TARGETS:
                self._references.know(change.entity, change.row)
        for batch in batched(changes, _BATCH):
            self._references.find_uids(
                each
                for change in batch
                for each in named(ENTITIES[change.entity], change.field, (change.old, change.new))
            )
            keys = [self._key(change) for change in batch]
            replaced = lineage.replaced(
                self._connection(), [key for key, change in zip(keys, batch, strict=True) if not change.anew]
            )
            values = [self._operation(change, uid) for change, (uid, _field) in zip(batch, keys, strict=True)]
            pairs = [
                (value["id"], each)
                for value, key, change in zip(values, keys, batch, strict=True)
                if not change.anew
                for each in replaced.get(key, ())
            ]
            statements.run_many(self._connection(), _OPERATION, [tuple(value.values()) for value in values])
            for value in values:
                said = chain.values(value["seal"], value["old"], value["new"])
                self._content = chain.followed(
                    self._content, value["entity"], value["entity_uid"], value["field"], said
                )
            if pairs:
                statements.run_many(self._connection(), _REPLACEMENT, pairs)
            self.written += len(batch)
            self._stamp(batch, values)
            if follow:
                for change, value in zip(batch, values, strict=True):
                    _note(self._touched, change, value["record_id"], value["other_id"])

    def seal(self) -> None:
        """Chain the step, with all that it did and is called, to the one before it of its replica; and those that came
        after it, where it was begun earlier, to it.
        """
        connection, step = self._connection(), self._step
        place = (step.replica_id, step.milliseconds, step.counter)
        last = statements.rows(
            connection,
            "SELECT digest FROM step WHERE replica_id = ? AND (milliseconds, counter) < (?, ?)"
            " ORDER BY milliseconds DESC, counter DESC LIMIT 1",
            place,
        ) or statements.rows(connection, "SELECT digest FROM replica WHERE id = ?", place[:1])
        before = bytes(last[0][0] or b"")
        # As they are kept: a purge may have changed the label on the disk alone.
        sealed = statements.rows(connection, f"{_SEALED} s.id = ?", (step.id,))
        if not self._newest:
            sealed += statements.rows(
                connection,
                f"{_SEALED} s.replica_id = ? AND (s.milliseconds, s.counter) > (?, ?)"
                " ORDER BY s.milliseconds, s.counter",
                place,
            )
        for number, kept, seal, *words in sealed:
            content = self._content if number == step.id else bytes(kept or b"")
            before = chain.linked(before, content, chain.said(bytes(seal or b""), *words))
            statements.run(connection, _SEAL, (content, before, number))

    def _key(self, change: Change) -> lineage.Key:
        return self._references.uid(ENTITIES[change.entity], change.row), change.field

    def _operation(self, change: Change, uid: str) -> dict[str, Any]:
        entity = ENTITIES[change.entity]
        record_id, other_id = _owners(entity, change)
        old, new = (self._references.abroad(entity, change.field, value) for value in (change.old, change.new))
        number, ordinal = self._next()
        return {
            "id": number, "step_id": self._step.id, "ordinal": ordinal, "entity": entity.name,
            "entity_uid": packed(uid), "entity_id": change.row.get("id"), "record_id": record_id,
            "other_id": other_id, "field": change.field, "old": _kept(old), "new": _kept(new),
            "seal": chain.salt(),
        }  # fmt: skip

    def _next(self) -> tuple[int, int]:
        """The number of the next operation, and its place in the step. Nobody else writes meanwhile."""
        if self._number < 0:
            [(self._number, self._ordinal)] = statements.rows(
                self._connection(),
                "SELECT (SELECT coalesce(max(id), 0) FROM operation),"
                " (SELECT coalesce(max(ordinal), -1) FROM operation WHERE step_id = ?)",
                (self._step.id,),
            )
        self._number += 1
        self._ordinal += 1
        return self._number, self._ordinal

    def _stamp(self, changes: Sequence[Change], values: Iterable[Mapping[str, Any]]) -> None:
        """Say of every record that something of it was changed, by whom and when, once in a step."""
        owners: set[int | None] = set()
        for change, value in zip(changes, values, strict=True):
            if change.anew and change.entity == "record":
                self._stamped.add(change.row["id"])
            elif not ENTITIES[change.entity].apart:
                owners.update((value["record_id"], value["other_id"]))
        wanted = BitMap([owner for owner in owners if owner is not None]) - self._stamped
        self._stamped |= wanted
        for batch in batched(wanted, _BATCH):
            there = batch if self._newest else sorted(set(batch) - self._later(batch))
            statements.run(
                self._connection(),
                f"UPDATE record SET changed_at = ?, changed_by = ? WHERE id IN ({marks(there)})",
                (self._step.at, self._step.by, *there),
            )

    def _later(self, records: Sequence[int]) -> set[int]:
        """Those of ``records`` that a later step has changed already."""
        query = select(Operation.record_id, Operation.other_id).where(
            Operation.step_id > self._step.id,
            Operation.entity.not_in([entity.name for entity in ENTITIES.values() if entity.apart]),
            or_(Operation.record_id.in_(records), Operation.other_id.in_(records)),
        )
        return {i for row in self._connection().execute(query) for i in row if i is not None}


def _kept(value: Any) -> Any:
    """A value as it is kept: JSON, but for numbers, which SQLite would make of their words again less exactly."""
    return value if type(value) in (int, float) and math.isfinite(value) else json.dumps(value)


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
