"""Undo and redo from the log.

Undoing a step writes a new step that puts every change of it back; redoing undoes that one. Nothing is removed from the
log, so both work after a restart, and a whole ingest is one step like any other. Where a later change stands on what
would be put back, the undo is refused and names that later step.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from archive_app.domain.model.kinds import PURGED
from archive_app.errors import NotFound, Refused
from archive_app.i18n import _, sentences
from archive_app.store.change import standing
from archive_app.store.change.log import label_of
from archive_app.store.change.recorder import snapshot
from archive_app.store.change.transaction import Transaction
from archive_app.store.database import clock, statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.database.types import packed, written
from archive_app.store.reading.operations import LoggedOperation, read
from archive_app.store.reading.undoable import BEGIN, FINAL, PURGE
from archive_app.store.schema.derived_dates import spread_dates
from archive_app.store.schema.entities import BEARING, BELONGING, ENTITIES, LYING
from archive_app.store.schema.log_tables import HistoryStep, Operation
from archive_app.store.schema.tables import Pick, Record, Setting

_CHUNK = 500
#: Told with how many records all is done, and with how many it will be; raises to stop.
Tell = Callable[[int, int], None]


def nothing(_done: int, _total: int) -> None:
    """For whoever does not ask."""


def step_to_undo(session: Session, step_id: int, *, partly: bool = False) -> HistoryStep:
    """The step that ``undo`` means; NotFound or Refused with a sentence where it can't be taken back. ``partly``: what
    was not purged of it may be.
    """
    step = session.get(HistoryStep, step_id)
    if step is None:
        raise NotFound(_("There is no step {number} in the history.").format(number=step_id))
    if step.kind == PURGE:
        raise Refused(_("Step {number} purged records for good. It cannot be undone.").format(number=step.id))
    if step.kind == BEGIN:
        raise Refused(
            _("Step {number} belongs to the making of the archive. It cannot be undone.").format(number=step.id)
        )
    if step.kind == FINAL and not partly:
        raise _purged(step)
    if step.kind not in ("do", FINAL):
        raise Refused(
            _("Step {number} is an undo or redo itself. Name the step that it was about.").format(number=step.id)
        )
    if step.undone_by is not None:
        raise Refused(
            _("Step {number}, “{label}”, was undone already.").format(number=step.id, label=label_of(step).words())
        )
    return step


def reverse(transaction: Transaction, step: HistoryStep, tell: Tell = nothing) -> None:
    """Put back every change of ``step`` within ``transaction``; Refused, with nothing changed, where that can't be."""
    session = transaction.session
    operations = _operations(session, step)
    last = operations[0].id if operations else 0
    standing.refuse_undo(session, step, last)
    for chunk in _told(transaction, operations, tell):
        try:
            _reverse_chunk(session, chunk, last)
            session.flush()
        except IntegrityError as error:
            # What is put back is called as something newer is by now, such as a code that was renamed.
            raise Refused(_("This step cannot be undone: what it changed is no longer as it left it.")) from error
    _refuse_borne(session, operations, last)
    step.undone_by = transaction.step.id
    if transaction.step.kind == "redo" and step.reverses is not None:
        original = session.get(HistoryStep, step.reverses)
        if original is not None:
            original.undone_by = None
            transaction.step.undone_by = transaction.step.id


def reverse_some(transaction: Transaction, step: HistoryStep, ids: Sequence[int], tell: Tell = nothing) -> None:
    """Put back only these operations of ``step``, as a change like any other: the step itself stays as it was."""
    session = transaction.session
    operations = _operations(session, step)
    wanted = [operation for operation in operations if operation.id in set(ids)]
    if len(wanted) < len(set(ids)):
        raise NotFound(_("Step {number} made no such change.").format(number=step.id))
    for chunk in _told(transaction, wanted, tell):
        _reverse_chunk(session, chunk, operations[0].id)
        session.flush()


def _told(
    transaction: Transaction, operations: Sequence[LoggedOperation], tell: Tell
) -> Iterator[list[LoggedOperation]]:
    """The operations in pieces. Before each it is told of how many records all was put back; that is half of the work,
    as to find them by what they say again is the other half.
    """
    left = Counter(operation.record_id for operation in operations)
    total = len(left)
    half = total // 2
    for chunk in batched(operations, _CHUNK):
        tell((total - len(left)) // 2, total)
        yield chunk
        left -= Counter(operation.record_id for operation in chunk)
    tell(half, total)
    transaction.far = lambda share: tell(half + round(share * (total - half)), total)


def _operations(session: Session, step: HistoryStep) -> list[LoggedOperation]:
    """What a step changed, the last first."""
    return read(session.connection(), "operation o WHERE o.step_id = ? ORDER BY o.id DESC", (step.id,))


def _purged(step: HistoryStep) -> Refused:
    sentence = _("Step {number}, “{label}”, cannot be undone: something that it changed was purged from the bin.")
    return Refused(sentence.format(number=step.id, label=label_of(step).words()))


def _refuse_purged(
    session: Session, operations: Sequence[LoggedOperation], rows: Mapping[tuple[str, int], Any]
) -> None:
    """Refused where what would be put back is gone for good."""
    for each in operations:
        row = rows.get((each.entity, each.entity_id))
        if each.purged or (isinstance(row, Record) and row.status == PURGED):
            raise _purged(session.scalars(select(HistoryStep).where(HistoryStep.id == each.step)).one())


def _reverse_chunk(session: Session, operations: Sequence[LoggedOperation], last: int) -> None:
    rows = _load(session, operations)
    _refuse_purged(session, operations, rows)
    picked = _picked_again(session, operations)
    there = _there(session, {owner for operation in operations if not operation.field for owner in _owners(operation)})
    made: dict[int, tuple[LoggedOperation, Record]] = {}
    for operation in operations:
        row = rows.get((operation.entity, operation.entity_id))
        if operation.entity == "setting":
            _put_setting_back(session, operation, last)
        elif operation.field:
            _put_back(session, operation, row, last)
        elif operation.old is None and isinstance(row, Record):
            made[row.id] = (operation, row)
        elif operation.old is None:
            _unmake(session, operation, row, last)
        else:
            _refuse_unborne(session, operation, rows, last)
            rows[operation.entity, operation.entity_id] = _remake(session, operation, row, last, picked, there)
    _hide_again(session, made, last)


def _load(session: Session, operations: Sequence[LoggedOperation]) -> dict[tuple[str, int], Any]:
    wanted: dict[str, set[int]] = {}
    for operation in operations:
        if operation.entity != "setting":
            wanted.setdefault(operation.entity, set()).add(operation.entity_id)
    rows: dict[tuple[str, int], Any] = {}
    for entity, ids in wanted.items():
        table: Any = ENTITIES[entity].table
        for batch in batched(sorted(ids), _CHUNK):
            for row in session.scalars(select(table).where(table.id.in_(batch))):
                rows[entity, row.id] = row
    return rows


def _put_back(session: Session, operation: LoggedOperation, row: Any, last: int) -> None:
    if row is None or getattr(row, operation.field) != operation.new:
        raise _refusal(session, operation, last)
    setattr(row, operation.field, operation.old)
    spread_dates(row, operation.field)


def _put_setting_back(session: Session, operation: LoggedOperation, last: int) -> None:
    row = session.get(Setting, _setting(operation))
    if (None if row is None else snapshot(row)) != operation.new:
        raise _refusal(session, operation, last)
    if operation.old is None:
        session.delete(row)
    elif row is None:
        session.add(Setting(**operation.old))
    else:
        row.value = operation.old["value"]


def _setting(operation: LoggedOperation) -> str:
    """The key of the setting that ``operation`` is about."""
    return str((operation.new or operation.old or {})["key"])


def _unmake(session: Session, operation: LoggedOperation, row: Any, last: int) -> None:
    if row is None:
        raise _refusal(session, operation, last)
    entity = ENTITIES[operation.entity]
    # Rows that an earlier version logged lack the columns that came since.
    made: dict[str, Any] = {**entity.defaults, **(operation.new or {})}
    if any(getattr(row, column) != made[column] for column in entity.logged):
        raise _refusal(session, operation, last)
    if session.is_modified(row):
        # What the same step changed of it afterwards is logged by itself, or doing it again would leave that out.
        session.flush()
    session.delete(row)


def _remake(
    session: Session, operation: LoggedOperation, row: Any, last: int, picked: set[int], there: set[int]
) -> Any:
    # A pick stays while its record is hidden, but no record is picked twice; anything else needs its records.
    if operation.entity == "pick":
        possible = operation.record_id not in picked
    else:
        # What is not there may be brought back by the same step.
        owners = _owners(operation)
        possible = owners <= there or owners <= _there(session, owners)
    if row is not None or not possible:
        raise _refusal(session, operation, last)
    row = ENTITIES[operation.entity].table(**(operation.old or {}))
    spread_dates(row)
    session.add(row)
    return row


def _picked_again(session: Session, operations: Sequence[LoggedOperation]) -> set[int]:
    """The records of unpicking ``operations`` that were picked once more since."""
    unpicked = [each.record_id for each in operations if each.entity == "pick" and each.old is not None]
    return set(session.scalars(select(Pick.record_id).where(Pick.record_id.in_(unpicked)))) if unpicked else set()


def _owners(operation: LoggedOperation) -> set[int]:
    return {i for i in (operation.record_id, operation.other_id) if i is not None}


def _there(session: Session, ids: Collection[int]) -> set[int]:
    """Those of these records that are there and not hidden."""
    found: set[int] = set()
    for batch in batched(ids, _CHUNK):
        found.update(session.scalars(select(Record.id).where(Record.id.in_(batch), Record.deleted_at.is_(None))))
    return found


def _hide_again(session: Session, made: Mapping[int, tuple[LoggedOperation, Record]], last: int) -> None:
    """Hide records that the step made, when all that it made of theirs is gone again."""
    if not made:
        return
    session.flush()
    standing = _stood_on(session, [row for _operation, row in made.values()], last)
    for operation, row in made.values():
        if row.deleted_at is not None or row.id in standing:
            raise _refusal(session, operation, last)
        row.deleted_at = clock.now()


def _refuse_borne(session: Session, operations: Sequence[LoggedOperation], last: int) -> None:
    """Refused where something still lies on what was taken away, as a region does on its file."""
    for operation in operations:
        if operation.field or operation.old is not None or operation.entity not in BEARING:
            continue
        for entity, column in BEARING[operation.entity]:
            query = f"SELECT uid FROM {entity.table.__tablename__} WHERE {column} = ? LIMIT 1"
            for (uid,) in statements.rows(session.connection(), query, (operation.entity_id,)):
                raise _refusal(session, replace(operation, entity=entity.name, uid=written(uid)), last)


def _refuse_unborne(
    session: Session, operation: LoggedOperation, rows: Mapping[tuple[str, int], Any], last: int
) -> None:
    """Refused where what would be made again lay on something that is no longer there."""
    for column, target in LYING.get(operation.entity, {}).items():
        there = (operation.old or {}).get(column)
        if there is not None and rows.get((target, there)) is None and not session.get(ENTITIES[target].table, there):
            about = (Operation.entity == target, Operation.entity_id == there)
            uid = session.scalars(select(Operation.entity_uid).where(*about).limit(1)).first()
            raise _refusal(session, replace(operation, entity=target, uid=uid or operation.uid), last)


def _stood_on(session: Session, records: Collection[Record], last: int) -> set[int]:
    """Those of some records that are about to be hidden to which something belongs, or of whose own fields a change
    after operation ``last`` holds: one that was not undone.
    """
    connection = session.connection()
    ids = [record.id for record in records]
    numbers = {packed(record.uid): record.id for record in records}
    found: set[int] = set()
    for entity in BELONGING:
        table = entity.table.__tablename__
        for owner in entity.owners:
            query = f"SELECT DISTINCT {owner} FROM {table} WHERE {owner} IN ({marks(ids)})"
            found.update(row[0] for row in statements.rows(connection, query, ids))
    changed = statements.rows(
        connection,
        "SELECT o.entity_uid FROM operation o JOIN step s ON s.id = o.step_id"
        f" WHERE o.entity_uid IN ({marks(ids)}) AND o.id > ? AND s.undone_by IS NULL AND s.kind <> 'undo'",
        (*numbers, last),
    )
    return found | {numbers[row[0]] for row in changed}


def _refusal(session: Session, operation: LoggedOperation, last: int) -> Refused:
    """The sentence that names the newest live step that stands on ``operation``."""
    about = [Operation.entity_uid == operation.uid]
    if operation.entity == "record":
        mine = (Operation.record_id == operation.entity_id) | (Operation.other_id == operation.entity_id)
        about.append(mine & (Operation.entity != "pick"))
    if operation.entity == "pick":
        about.append((Operation.entity == "pick") & (Operation.record_id == operation.record_id))
    clause = about[0]
    for other in about[1:]:
        clause = clause | other
    later = session.scalars(
        select(HistoryStep)
        .join(Operation, Operation.step_id == HistoryStep.id)
        .where(clause, Operation.id > last, HistoryStep.undone_by.is_(None), HistoryStep.kind != "undo")
        .order_by(HistoryStep.id.desc())
        .limit(1)
    ).first()
    if later is None:
        return Refused(_("This step cannot be undone: what it changed is no longer as it left it."))
    words = _("This step cannot be undone because a later change stands on it: step {number}, “{label}”.")
    if later.kind == "do":
        what = _("Undo that one first.")
    else:
        what = _("That one stays, since something that it changed was purged from the bin.")
    return Refused(sentences(words.format(number=later.id, label=label_of(later).words()), what))
