"""``backup``, ``backups``, ``verify-backup`` and ``drill``."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, folder, opened
from archive_app.cli.options import state as options
from archive_app.domain.dates.moments import local_moment
from archive_app.i18n import _
from archive_app.services.person import Person
from archive_app.services.upkeep import backups, checking, drilling, keeping, reporting, standing
from archive_app.services.upkeep.checking import Checked
from archive_app.services.upkeep.keeping import Kept

Place = Annotated[
    Path | None, typer.Argument(metavar="[PLACE]", help="A place for backups, or a backup; the last one by default.")
]
State = Annotated[str, typer.Option("--state", metavar="NAME", help="Which state of the place; the newest by default.")]


def backup(
    out: Annotated[
        Path | None, typer.Option("--out", help="One file to hand over, instead of the place for backups.")
    ] = None,
    json: Json = False,
) -> None:
    """Bring the place for backups up to date, or write the whole archive into one file."""
    with opened() as archive:
        if out is not None:
            _in_one_file(backups.backup(archive, out=out), as_json(json))
            return
        with output.told(_("Backing up")) as tell:
            kept = keeping.keep(archive, on_progress=tell)
    output.answer(_kept(kept), list(reporting.told(kept)), as_json=as_json(json))
    if kept.problems:
        raise typer.Exit(1)


def _in_one_file(report: backups.BackupReport, json: bool) -> None:
    output.answer(
        {"file": str(report.file), "sha256": report.sha256, "problems": [p.reason for p in report.problems]},
        [
            _("Wrote “{file}”.").format(file=report.file),
            f"SHA-256 {report.sha256}",
            *(p.reason for p in report.problems),
        ],
        as_json=json,
    )
    if report.problems:
        raise typer.Exit(1)


def _kept(kept: Kept) -> dict[str, Any]:
    return {
        "place": str(kept.where.folder),
        "folder": str(kept.vault.folder),
        "state": kept.state.name,
        "new": kept.new,
        "copied": kept.copied,
        "originals": kept.state.originals,
        "removed": kept.removed,
        "other_drive": kept.where.apart,
        "warning": kept.where.warning or None,
        "problems": [problem.reason for problem in kept.problems],
    }


def list_backups(json: Json = False) -> None:
    """Say when and where this archive was last backed up, and which states of it are kept."""
    with opened() as archive:
        found = standing.look(archive, Person())
    lines: Any = [found.sentence, *([found.warning] if found.warning else [])]
    for line in lines if found.states and not as_json(json) else ():
        output.say(line)
    if found.states:
        lines = output.table(
            (_("State"), _("Made"), _("Originals"), _("Program")),
            [(each.name, local_moment(each.made_at), f"{each.originals:,}", each.program) for each in found.states],
        )
    output.answer(
        {
            "place": found.place,
            "last": {key: value for key, value in asdict(found.last).items() if key != "mark"} if found.last else None,
            "sentence": found.sentence,
            "warning": found.warning or None,
            "old": found.old,
            "verify_due": found.verify_due,
            "states": [
                {"name": e.name, "made_at": e.made_at, "originals": e.originals, "bytes": e.size, "program": e.program}
                for e in found.states
            ],
        },
        lines,
        as_json=as_json(json),
    )


def verify_backup(place: Place = None, json: Json = False) -> None:
    """Read a backup again, all of it, and compare its bytes with their digests."""
    with ExitStack() as stack:
        there = options().folder is not None or (folder() / "archive.json").is_file()
        archive = stack.enter_context(opened()) if there and (place is None or not place.is_file()) else None
        with output.told(_("Reading the backup")) as tell:
            checked = checking.verify(place or checking.place_of(archive, Person()), archive, on_progress=tell)
    output.answer(_checked(checked), list(reporting.checked(checked)), as_json=as_json(json))
    if not checked.ok:
        raise typer.Exit(1)


def _checked(checked: Checked) -> dict[str, Any]:
    return {
        "ok": checked.ok,
        "place": str(checked.place),
        "files": checked.files,
        "states": list(checked.states),
        "whole": list(checked.whole),
        "faults": [
            {"file": fault.name, "what": "missing" if fault.missing else "damaged", "states": list(fault.states)}
            for fault in checked.faults
        ],
    }


def drill(place: Place = None, state: State = "", json: Json = False) -> None:
    """Restore the last backup for a trial, compare it with the archive, and remove it again."""
    with opened() as archive, output.told(_("Restoring for a trial")) as tell:
        found = drilling.drill(archive, place, state=state, on_progress=tell)
    output.answer(
        {
            "ok": found.ok,
            "sentence": drilling.summary(found),
            "backup": str(found.backup),
            "state": found.state or None,
            "originals": found.originals,
            "searches": found.searches,
            "faults": found.faults,
            "harmed_in_archive": found.harmed,
        },
        [drilling.summary(found), *found.harmed],
        as_json=as_json(json),
    )
    if not found.ok:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(backup)
    app.command("backups")(list_backups)
    app.command("verify-backup")(verify_backup)
    app.command()(drill)
