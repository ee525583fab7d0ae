"""``history``, ``undo`` and ``redo``."""

from __future__ import annotations

from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.shapes import step_document
from archive_app.i18n import _
from archive_app.services import history as log
from archive_app.services import reading


def history(
    ref: Annotated[str | None, typer.Argument()] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=1_000_000)] = 100,
    json: Json = False,
) -> None:
    """Show what was done, newest first; with REF, only what touched that record."""
    with opened() as archive:
        record = reading.resolve(archive, ref).id if ref else None
        steps = log.history(archive, record=record, limit=limit)
    lines = [
        f"{step.id:>5}  {step.at}  {step.by}  {step.label}" + ("  " + _("(undone)") if step.undone else "")
        for step in steps
    ]
    output.answer(
        {"steps": [step_document(step) for step in steps]},
        lines or [_("Nothing has been done yet.")],
        as_json=as_json(json),
    )


def undo(
    step: Annotated[
        int | None, typer.Argument(help="The number of a step; the newest by default.", min=1, max=2**60)
    ] = None,
    json: Json = False,
) -> None:
    """Take back the newest step, or the one with this number."""
    with opened() as archive:
        undone = log.undo(archive, step=step)
    output.answer(
        {"step": undone.id, "label": undone.label},
        [_("Undone: {label}").format(label=undone.label)],
        as_json=as_json(json),
    )


def redo(json: Json = False) -> None:
    """Do again what was undone last."""
    with opened() as archive:
        done = log.redo(archive)
    output.answer(
        {"step": done.id, "label": done.label},
        [_("Done again: {label}").format(label=done.label)],
        as_json=as_json(json),
    )


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(history)
    app.command()(undo)
    app.command()(redo)
