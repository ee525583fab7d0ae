"""Hands every change that is flushed to the log, in the same transaction.

So a change that is not in the log cannot have been made through the ORM; a bulk UPDATE or DELETE of kept rows, which
would pass the log by, is refused (see :func:`guard`).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import ORMExecuteState, Session

from archive_app.store.change.log import Change, Log, made, removed
from archive_app.store.schema.entities import LYING, OF_TABLE
from archive_app.store.schema.tables import Base


def snapshot(row: Base) -> dict[str, Any]:
    """Every column of ``row``."""
    return {column: getattr(row, column) for column in OF_TABLE[type(row)].columns}


class RecordedSession(Session):
    """A session of which every change is handed to the log.

    What listens is told once, not to each: that took longer than all else of beginning.
    """

    recorder: Recorder | None = None


class Recorder:
    """Hears the changes of one session."""

    def __init__(self, session: RecordedSession, log: Log) -> None:
        self._log = log
        self._again: set[Base] = set()
        session.recorder = self

    def before(self, session: Session) -> None:
        """What bears its uid before it is written was there once, as what is known by a word may have been."""
        self._again = {row for row in session.new if getattr(row, "uid", "word") is not None}

    def after(self, session: Session) -> None:
        """Log what was written."""
        changes: list[Change] = []
        # What lies on other rows is made after them and removed before them, and by undo the other way round.
        for row in sorted(session.new, key=_lies):
            if type(row) in OF_TABLE:
                changes.append(made(OF_TABLE[type(row)].name, snapshot(row), again=row in self._again))
        for row in session.dirty:
            changes += _changes(row)
        for row in sorted(session.deleted, key=_lies, reverse=True):
            if type(row) in OF_TABLE:
                changes.append(removed(OF_TABLE[type(row)].name, snapshot(row)))
        self._log.write(changes)


def _lies(row: Base) -> bool:
    entity = OF_TABLE.get(type(row))
    return entity is not None and entity.name in LYING


def _changes(row: Any) -> Iterator[Change]:
    entity = OF_TABLE.get(type(row))
    if entity is None:
        return
    state = inspect(row)
    for column in entity.logged:
        history = state.attrs[column].history
        if not history.has_changes():
            continue
        old, new = history.deleted[0] if history.deleted else None, getattr(row, column)
        if old == new:
            continue
        if entity.numbered:
            yield Change(entity.name, {key: getattr(row, key) for key in entity.identity}, column, old, new)
        elif history.deleted:
            # What is known by a word is logged whole, so that its operations say which it is.
            now = snapshot(row)
            yield Change(entity.name, now, "", {**now, column: old}, now)


def guard(state: ORMExecuteState) -> None:
    """Refuse bulk changes of kept tables that would pass the log by."""
    if not (state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper
    if mapper is not None and mapper.class_ in OF_TABLE:
        raise RuntimeError(
            f"bulk change of {mapper.class_.__tablename__} would not be logged: use transact() and the ORM"
        )


def _before_flush(session: RecordedSession, _context: object, _instances: object) -> None:
    if session.recorder is not None:
        session.recorder.before(session)


def _after_flush(session: RecordedSession, _context: object) -> None:
    if session.recorder is not None:
        session.recorder.after(session)


event.listen(RecordedSession, "before_flush", _before_flush)
event.listen(RecordedSession, "after_flush", _after_flush)
event.listen(RecordedSession, "do_orm_execute", guard)
