"""Reading the log of operations back as steps, and undoing and redoing them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.orm import Session

from archive_app.domain.records import OperationValue, StepValue
from archive_app.errors import NotFound
from archive_app.i18n import _
from archive_app.store import undo as undoing
from archive_app.store.archive import Store
from archive_app.store.reading import titles
from archive_app.store.tables import HistoryStep

_SHOWN_OPERATIONS = 200


def steps(
    connection: Connection, *, record: int | None = None, limit: int = 100, operations: bool = True
) -> list[StepValue]:
    """The newest steps first; with ``record``, only those that changed it, with only its operations.

    That a record was picked is no change of it.
    """
    if record is None:
        rows = connection.exec_driver_sql(_STEPS + " ORDER BY s.id DESC LIMIT ?", (limit,)).all()
    else:
        rows = connection.exec_driver_sql(
            _STEPS + " WHERE s.id IN (SELECT step_id FROM operation"
            " WHERE (record_id = ?1 OR other_id = ?1) AND entity <> 'pick')"
            " ORDER BY s.id DESC LIMIT ?2",
            (record, limit),
        ).all()
    shown = _operations(connection, [row[0] for row in rows], record) if operations else {}
    return [
        StepValue(row[0], row[1], row[2], row[3], row[4], row[5] is not None, tuple(shown.get(row[0], ())), row[6])
        for row in rows
    ]


_STEPS = (
    "SELECT s.id, s.label, s.at, s.by, s.device, CASE WHEN s.undone_by = s.id THEN NULL ELSE s.undone_by END,"
    " (SELECT count(*) FROM operation o WHERE o.step_id = s.id) FROM step s"
)


def _operations(connection: Connection, step_ids: Sequence[int], record: int | None) -> dict[int, list[OperationValue]]:
    found: dict[int, list[OperationValue]] = defaultdict(list)
    owners: set[int] = set()
    rows: list[Any] = []
    for step_id in step_ids:
        where, key = "step_id = ?1", (step_id,)
        if record is not None:
            where, key = "step_id = ?1 AND (record_id = ?2 OR other_id = ?2)", (step_id, record)  # type: ignore[assignment]
        rows += connection.exec_driver_sql(
            "SELECT step_id, id, entity, record_id, field, old, new FROM operation"
            f" WHERE {where} ORDER BY id LIMIT {_SHOWN_OPERATIONS}",
            key,
        ).all()
    owners.update(row[3] for row in rows if row[3] is not None)
    names = titles(connection, sorted(owners))
    for step_id, operation_id, entity, owner, field, old, new in rows:
        found[step_id].append(
            OperationValue(operation_id, entity, names.get(owner, ""), field, _value(old), _value(new))
        )
    return found


def _value(text: Any) -> Any:
    # SQLite takes a JSON number for a number: columns of the type JSON have numeric affinity.
    return json.loads(text) if isinstance(text, str) else text


def undo(store: Store, step_id: int | None = None) -> StepValue:
    """Take back ``step_id`` or the newest step. Refused or NotFound say why not."""
    with store.transact(_("Undo"), kind="undo") as transaction:
        session = transaction.session
        step = undoing.step_to_undo(session, step_id)
        if step.id == transaction.step.id:
            raise NotFound(_("There is nothing to undo."))
        transaction.step.label = _("Undo: {label}").format(label=step.label)
        transaction.step.reverses = step.id
        undoing.reverse(transaction, step)
        undone = step.id
    return _step(store, undone)


def redo(store: Store) -> StepValue:
    """Take back the newest undo."""
    with store.transact(_("Redo"), kind="redo") as transaction:
        step = undoing.next_redo(transaction.session)
        if step is None:
            raise NotFound(_("There is nothing to redo."))
        original = step.reverses
        label = _label(transaction.session, original)
        transaction.step.label = _("Redo: {label}").format(label=label)
        transaction.step.reverses = step.id
        undoing.reverse(transaction, step)
    return _step(store, original or 0)


def _label(session: Session, step_id: int | None) -> str:
    step = session.get(HistoryStep, step_id) if step_id is not None else None
    return step.label if step is not None else ""


def labels(store: Store) -> tuple[str | None, str | None]:
    """The labels of what undo and redo would do now, ``None`` where there is nothing."""
    with store.read() as connection, Session(bind=connection) as session:
        undoable = undoing.next_undo(session)
        redoable = undoing.next_redo(session)
        return (
            undoable.label if undoable is not None else None,
            _label(session, redoable.reverses) if redoable is not None else None,
        )


def _step(store: Store, step_id: int) -> StepValue:
    with store.read() as connection:
        row = connection.exec_driver_sql(_STEPS + " WHERE s.id = ?", (step_id,)).one()
    return StepValue(row[0], row[1], row[2], row[3], row[4], row[5] is not None, (), row[6])
