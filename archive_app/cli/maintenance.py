"""``verify``, ``reindex`` and ``restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, folder, opened
from archive_app.cli.options import state
from archive_app.i18n import _
from archive_app.services.upkeep import maintenance, restoring


def verify(json: Json = False) -> None:
    """Read everything again: every original against its SHA-256, the database, the search index."""
    with opened() as archive:
        report = maintenance.verify(archive)
    output.answer(
        {
            "ok": report.ok,
            "checked": report.checked,
            "problems": [
                {"what": p.what, "ref": p.ref or None, "reason": p.reason}
                | ({"field": p.field} if p.field else {})
                | ({"code": p.code} if p.code else {})
                for p in report.problems
            ],
            **({"strangers": report.strangers} if report.strangers else {}),
        },
        [
            *(" ".join(filter(None, (p.what, p.where and f"{p.where}:", p.reason))) for p in report.problems),
            *([_("Checked {count} originals: all is well.").format(count=report.checked)] if report.ok else []),
            *(_("Not an original, and no harm: “{file}”.").format(file=name) for name in report.strangers),
        ],
        as_json=as_json(json),
    )
    if not report.ok:
        raise typer.Exit(1)


def reindex(json: Json = False) -> None:
    """Make the search index and the memberships again."""
    with opened() as archive, output.told(_("Rebuild the index")) as tell:
        count = maintenance.reindex(archive, on_progress=tell)
    output.answer({"records": count}, [_("Indexed {count} records.").format(count=count)], as_json=as_json(json))


def restore(
    file: Annotated[Path, typer.Argument(metavar="BACKUP")],
    into: Annotated[
        Path | None, typer.Argument(metavar="[FOLDER]", help="Where; by default what --archive names.")
    ] = None,
    state_named: Annotated[
        str, typer.Option("--state", metavar="NAME", help="Which state of a place for backups; the newest by default.")
    ] = "",
    damaged_aside: Annotated[
        bool,
        typer.Option(
            "--damaged-aside", help="Where originals in it are damaged, keep them apart and restore the rest."
        ),
    ] = False,
    json: Json = False,
) -> None:
    """Make the archive of a backup again in a folder that is empty, new, or holds that archive.

    BACKUP may also be a place for backups, or a copy of the database, as they lie in backups/: then the originals stay
    as they are.
    """
    target = into or (None if state().folder else restoring.home_of(file)) or folder()
    restored = restoring.restore(file, target, state=state_named, damaged_aside=damaged_aside)
    output.answer(
        {"archive": str(restored)}, [_("Restored to “{folder}”.").format(folder=restored)], as_json=as_json(json)
    )


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(verify)
    app.command()(reindex)
    app.command()(restore)
