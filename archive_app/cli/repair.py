"""``repair``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.i18n import _, labelled, listed
from archive_app.services.upkeep import mending, repair


def repair_(
    source: Annotated[
        Path | None,
        typer.Option("--from", metavar="FOLDER|BACKUP", help="Where the same files may lie; it is only read."),
    ] = None,
    json: Json = False,
) -> None:
    """Put records back as the history says, and with --from originals and history that lie in a folder or a backup."""
    found = repair.RepairReport()
    with opened() as archive, output.told(_("Repairing")) as tell:
        mended = mending.mend(archive, source, on_progress=tell)
        if source is not None:
            found = repair.repair(archive, source, on_progress=tell)
    unread = list(dict.fromkeys([*mended.unread, *found.unread]))
    ok = not found.lacking and not mended.left
    output.answer(
        {
            "ok": ok,
            "checked": found.checked,
            "repaired": [{"ref": e.ref or None, "sha256": e.sha256, "from": e.found} for e in found.repaired],
            "missing": [{"ref": e.ref or None, "sha256": e.sha256, "reason": e.reason} for e in found.lacking],
            "unread": unread,
            "regained": mended.regained,
            "mended": [{"ref": e.ref or None, "field": e.field} for e in mended.mended],
            "left": [{"what": e.what, "ref": e.ref or None, "reason": e.reason} for e in mended.left],
        },
        [
            mending.summary(mended),
            *(labelled(_("Repaired"), listed(filter(None, (each.ref, each.field)))) for each in mended.mended),
            *(" ".join(filter(None, (e.what, e.where and f"{e.where}:", e.reason))) for e in mended.left),
            *([repair.summary(found)] if source is not None else []),
            *(_("Repaired") + f": {each.ref} {each.found}" for each in found.repaired),
            *(f"{each.ref or each.sha256} {each.reason}" for each in found.lacking),
            *(_("Could not be read: “{file}”.").format(file=name) for name in unread),
        ],
        as_json=as_json(json),
    )
    if not ok:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("repair")(repair_)
