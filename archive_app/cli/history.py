"""``history``, ``undo`` and ``redo``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.shapes import step_document, step_lines
from archive_app.domain.model.records import StepValue
from archive_app.domain.text import choosing
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import reading
from archive_app.services.records.values import clean

_PAGE = 500


def show_history(
    ref: Annotated[str | None, typer.Argument()] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000_000)] = 100,
    before: Annotated[int | None, typer.Option("--before", help="Only steps before the one of this number.")] = None,
    by: Annotated[str, typer.Option("--by", help="Who made the change.")] = "",
    device: Annotated[str, typer.Option("--device", help="On which device.")] = "",
    since: Annotated[str, typer.Option("--from", help="From this day on, as 2025-04-03.")] = "",
    until: Annotated[str, typer.Option("--to", help="Up to this day.")] = "",
    what: Annotated[
        str, typer.Option("--what", help=f"Kinds of change, with commas between: {', '.join(history.WHAT)}.")
    ] = "",
    words: Annotated[str, typer.Option("--words", help="Words of the step, or of what was changed.")] = "",
    undone: Annotated[bool | None, typer.Option("--undone/--not-undone", help="Only what was taken back, or not.")] = (
        None
    ),
    all_: Annotated[bool, typer.Option("--all", help="Every step, with all that it changed.")] = False,
    json: Json = False,
) -> None:
    """Show what was done, newest first; with REF, only what touched that record."""
    kinds = tuple(history.what_called(word) for word in choosing.parts(what))
    asked = history.HistoryFilter(
        by=by, device=device, words=words, what=kinds, since=_day(since), until=_day(until), undone=undone
    )
    with opened() as archive:
        record = reading.resolve(archive, ref).id if ref else None
        if all_:
            steps = [_whole(archive, step, record) for step in _every(archive, record, before, asked)]
        else:
            steps = history.history(archive, record=record, limit=limit, before=before, asked=asked)
    changes = all_ or record is not None
    lines = [line for step in steps for line in step_lines(step, changes=changes)]
    output.answer(
        {"steps": [step_document(step) for step in steps]},
        lines or [_("Nothing has been done yet.") if asked == history.HistoryFilter() else _("No step fits.")],
        as_json=as_json(json),
    )


def _every(
    archive: Archive, record: int | None, before: int | None, asked: history.HistoryFilter
) -> Iterator[StepValue]:
    page = history.history(archive, record=record, limit=_PAGE, before=before, asked=asked, operations=False)
    while page:
        yield from page
        last = page[-1].id
        page = history.history(archive, record=record, limit=_PAGE, before=last, asked=asked, operations=False)


def _whole(archive: Archive, step: StepValue, record: int | None) -> StepValue:
    return replace(step, operations=tuple(history.all_operations(archive, step=step.id, record=record)))


def _day(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise InvalidInput(_("“{value}” is no day. Write it as 2025-04-03.").format(value=clean(text))) from None


def moment_called(text: str) -> date | datetime:
    """A day, or a moment of a day, as people write it in a command."""
    word = text.strip()
    try:
        return date.fromisoformat(word) if len(word) <= len("2025-04-03") else datetime.fromisoformat(word)
    except ValueError:
        raise InvalidInput(
            _("“{value}” is no day. Write it as 2025-04-03, or 2025-04-03T14:30.").format(value=clean(text))
        ) from None


def undo(
    step: Annotated[
        int | None, typer.Argument(help="The number of a step; the newest by default.", min=1, max=2**60)
    ] = None,
    json: Json = False,
) -> None:
    """Take back the newest step, or the one with this number."""
    with opened() as archive, output.told(_("Undoing")) as tell:
        undone = history.undo(archive, step=step, on_progress=tell)
        words = history.undone(archive, undone)
    output.answer(
        _done(undone),
        [words],
        as_json=as_json(json),
    )


def redo(json: Json = False) -> None:
    """Do again what was undone last."""
    with opened() as archive, output.told(_("Doing again")) as tell:
        done = history.redo(archive, on_progress=tell)
        words = history.redone(archive, done)
    output.answer(
        _done(done),
        [words],
        as_json=as_json(json),
    )


def _done(step: StepValue) -> dict[str, Any]:
    return {"step": step.id, "label": step.label, "by": step.by, "at": step.at, "device": step.device}


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("history")(show_history)
    app.command()(undo)
    app.command()(redo)
