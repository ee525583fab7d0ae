"""Which steps undo and redo would take back now, and what these are called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from archive_app.domain.model.records import NamedStep
from archive_app.store.database.batches import batched, marks
from archive_app.store.reading.legible import called

#: The kind of a step of which something was purged, of one that purges, and of one that belongs to the making of the
#: archive, which nobody did who could take it back.
FINAL, PURGE, BEGIN = "final", "purge", "begin"
#: The kinds of steps after which what was undone before can't be done again.
_NEW = ("do", FINAL, PURGE)


def last_step(connection: Connection) -> int:
    """The number of the newest step, 0 where there is none."""
    return int(connection.exec_driver_sql("SELECT coalesce(max(id), 0) FROM step").scalar_one())


def next_undo(connection: Connection) -> int | None:
    """The newest step that can be taken back: made or redone, and not undone."""
    found: int | None = connection.exec_driver_sql(
        "SELECT id FROM step WHERE kind IN ('do', 'redo') AND undone_by IS NULL ORDER BY id DESC LIMIT 1"
    ).scalar()
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """A step that was not taken back yet, or that was (``undone``)."""

    id: int
    kind: str
    undone: bool


def downwards(connection: Connection, before: int | None) -> list[Standing]:
    """The last hundred steps, or those before one of them, the newest first, be it that they can be taken back or
    not.
    """
    rows = connection.exec_driver_sql(
        "SELECT id, kind, undone_by IS NOT NULL FROM step WHERE kind IN (?, ?, ?) AND (? IS NULL OR id < ?)"
        " ORDER BY id DESC LIMIT 100",
        (*_NEW, before, before),
    )
    return [Standing(row[0], row[1], bool(row[2])) for row in rows]


def stays(connection: Connection) -> bool:
    """Whether there is a step that can't be taken back any more, since something of it was purged."""
    found = connection.exec_driver_sql("SELECT 1 FROM step WHERE kind = ? AND undone_by IS NULL LIMIT 1", (FINAL,))
    return found.first() is not None


def called_all(connection: Connection, steps: Sequence[int]) -> list[NamedStep]:
    """What each of these steps is called, and when it was done."""
    found = {}
    for batch in batched(steps, 900):
        query = f"SELECT id, label, message, at FROM step WHERE id IN ({marks(batch)})"
        for row in connection.exec_driver_sql(query, tuple(batch)):
            found[row[0]] = NamedStep(called(row[1], row[2]), str(row[3]))
    return [found[step] for step in steps if step in found]


def next_redo(connection: Connection) -> int | None:
    """The newest undo that has not been taken back, unless something new was done since."""
    undone: int | None = connection.exec_driver_sql(
        "SELECT id FROM step WHERE kind = 'undo' AND undone_by IS NULL ORDER BY id DESC LIMIT 1"
    ).scalar()
    if undone is None:
        return None
    newer = connection.exec_driver_sql("SELECT 1 FROM step WHERE kind IN (?, ?, ?) AND id > ? LIMIT 1", (*_NEW, undone))
    return undone if newer.first() is None else None


def labels(connection: Connection) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """The labels of what undo and redo would do now, and who made it, ``None`` where there is nothing."""
    undo, redo = next_undo(connection), next_redo(connection)
    return (
        None if undo is None else _called(connection, undo),
        None if redo is None else _taken_back(connection, redo),
    )


def _taken_back(connection: Connection, undone: int) -> tuple[str, str]:
    """Of the step that ``undone`` took back."""
    original: int | None = connection.exec_driver_sql(
        "SELECT o.id FROM step s JOIN step o ON o.id = s.reverses WHERE s.id = ?", (undone,)
    ).scalar()
    return ("", _called(connection, undone)[1]) if original is None else _called(connection, original)


def _called(connection: Connection, step: int) -> tuple[str, str]:
    row = connection.exec_driver_sql("SELECT label, message, by FROM step WHERE id = ?", (step,)).one()
    return called(row[0], row[1]), str(row[2])
