"""Undoing and redoing: the step that says so, and what is put back under it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import NamedStep, StepValue
from archive_app.domain.model.staying import passed_over
from archive_app.errors import NotFound, Refused
from archive_app.i18n import N_, NN_, _, sentences
from archive_app.store.change.archive import Database
from archive_app.store.change.log import label_of
from archive_app.store.change.undo import Tell, nothing, reverse, reverse_some, step_to_undo
from archive_app.store.reading.undoable import FINAL, PURGE, Standing, called_all, downwards, next_redo
from archive_app.store.schema.log_tables import HistoryStep
from archive_app.store.search import steps


def undo(database: Database, step_id: int | None = None, tell: Tell = nothing) -> StepValue:
    """Take back ``step_id``, or the newest step that can be: what was purged in part, and what that stands on, is gone
    past, and named. Refused or NotFound say why not.
    """
    if step_id is not None:
        return _undo(database, step_id, tell)
    passed: list[int] = []
    #: How many of these were named when something older was taken back.
    named = 0
    for step in _downwards(database):
        if step.undone:
            named = len(passed)
        elif step.kind in (FINAL, PURGE):
            passed.append(step.id)
        else:
            try:
                undone = _undo(database, step.id, tell)
            except Refused:
                if not passed:
                    raise
                passed.append(step.id)
            else:
                return replace(undone, passed=_called(database, passed[named:]))
    if not passed:
        raise NotFound(_("There is nothing to undo."))
    raise NotFound(sentences(_("Nothing more can be undone."), passed_over(_called(database, passed))))


def _downwards(database: Database) -> Iterator[Standing]:
    before = None
    while True:
        # A state that is read is not kept open while something is taken back, which may take long.
        with database.read() as connection:
            steps = downwards(connection, before)
        yield from steps
        if not steps:
            return
        before = steps[-1].id


def _called(database: Database, passed: Sequence[int]) -> tuple[NamedStep, ...]:
    with database.read() as connection:
        return tuple(called_all(connection, passed))


def _undo(database: Database, step_id: int, tell: Tell) -> StepValue:
    with database.transact(N_("Undo"), kind="undo") as transaction:
        session = transaction.session
        step = step_to_undo(session, step_id)
        transaction.label = Label(N_("Undo: {label}"), {"label": _label(step)})
        transaction.step.reverses = step.id
        reverse(transaction, step, tell)
        undone = step.id
    return _step(database, undone)


def take_back(database: Database, step_id: int, operations: Sequence[int], tell: Tell = nothing) -> ChangeSet:
    """Take back only these operations of one step, as a step of its own."""
    with database.transact(N_("Undo")) as transaction:
        step = step_to_undo(transaction.session, step_id, partly=True)
        forms = NN_("Undo {count} change of: {label}", "Undo {count} changes of: {label}")
        transaction.label = Label.of_many(forms, len(operations), label=_label(step))
        reverse_some(transaction, step, operations, tell)
    return transaction.change


def redo(database: Database, tell: Tell = nothing) -> StepValue:
    """Take back the newest undo."""
    with database.transact(N_("Redo"), kind="redo") as transaction:
        undone = next_redo(transaction.session.connection())
        step = None if undone is None else transaction.session.get(HistoryStep, undone)
        if step is None:
            raise NotFound(_("There is nothing to redo."))
        original = step.reverses
        transaction.label = Label(N_("Redo: {label}"), {"label": _reversed(transaction.session, step)})
        transaction.step.reverses = step.id
        reverse(transaction, step, tell)
    return _step(database, original or 0)


def _label(step: HistoryStep) -> Label | str:
    """What a step is called, within the label of another."""
    return label_of(step) if step.message is not None else step.label


def _reversed(session: Session, step: HistoryStep) -> Label | str:
    """What the step is called that ``step`` took back."""
    original = session.get(HistoryStep, step.reverses) if step.reverses is not None else None
    return _label(original) if original is not None else ""


def _step(database: Database, step: int) -> StepValue:
    with database.read() as connection:
        return steps.one(connection, step)
