"""What was done, and taking it back."""

from __future__ import annotations

from archive_app.domain.records import StepValue
from archive_app.services.archive import Archive
from archive_app.store import history as log


def history(archive: Archive, *, record: int | None = None, limit: int = 100) -> list[StepValue]:
    """The newest steps first, with their operations; with ``record``, only what touched that record."""
    with archive.store.read() as connection:
        return log.steps(connection, record=record, limit=limit)


def undo(archive: Archive, *, step: int | None = None) -> StepValue:
    """Take back the newest step, or ``step``. Refused names the later change that stands on it; NotFound: nothing to
    undo.
    """
    return log.undo(archive.store, step)


def redo(archive: Archive) -> StepValue:
    """Take back the newest undo; NotFound where there is none, or something new was done since."""
    return log.redo(archive.store)


def undo_label(archive: Archive) -> str | None:
    """The label of the step that :func:`undo` would take back."""
    return log.labels(archive.store)[0]


def redo_label(archive: Archive) -> str | None:
    """The label of the step that :func:`redo` would do again."""
    return log.labels(archive.store)[1]
