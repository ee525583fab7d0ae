"""``repair``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.i18n import _
from archive_app.services.upkeep import repair


def repair_(
    source: Annotated[
        Path, typer.Option("--from", metavar="FOLDER|BACKUP", help="Where the same files may lie; it is only read.")
    ],
    json: Json = False,
) -> None:
    """Look in a folder or a backup for originals that are damaged or missing here, and put them back."""
    with opened() as archive, output.told(_("Repairing")) as tell:
        report = repair.repair(archive, source, on_progress=tell)
    output.answer(
        {
            "ok": not report.lacking,
            "checked": report.checked,
            "repaired": [{"ref": e.ref or None, "sha256": e.sha256, "from": e.found} for e in report.repaired],
            "missing": [{"ref": e.ref or None, "sha256": e.sha256, "reason": e.reason} for e in report.lacking],
            "unread": report.unread,
        },
        [
            repair.summary(report),
            *(_("Repaired") + f": {each.ref} {each.found}" for each in report.repaired),
            *(f"{each.ref or each.sha256} {each.reason}" for each in report.lacking),
            *(_("Could not be read: “{file}”.").format(file=name) for name in report.unread),
        ],
        as_json=as_json(json),
    )
    if report.lacking:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("repair")(repair_)
