"""``export-originals``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.domain.model.carrying import fields_called, how_called
from archive_app.i18n import _, ngettext
from archive_app.services.clearance.clearance import counted
from archive_app.services.search import saved, searching


def export_originals(
    search: Annotated[str, typer.Option("--search", help="What is exported; @NAME for a saved search.")],
    folder: Annotated[Path, typer.Option("--to", help="The folder for the copies, which must be there.")],
    metadata: Annotated[
        str, typer.Option("--metadata", help="Where what the archive says goes: embed, sidecar or none.")
    ] = "none",
    fields: Annotated[
        str, typer.Option("--fields", help="What of it, with commas between; all where nothing is named.")
    ] = "",
    json: Json = False,
) -> None:
    """Copy the original files of what a search finds into a folder, with clear names; nothing there is replaced."""
    how, wanted = how_called(metadata), fields_called(fields)
    from archive_app.services.exchange.originals import export_originals as export

    with opened() as archive, output.told(_("Exporting originals")) as tell:
        query, order = saved.meant(archive, search)
        ids = list(searching.search_ids(archive, query, order=order or "relevance"))
        report = export(archive, ids=ids, folder=folder, how=how, fields=wanted, on_progress=tell)
    count = len(report.files)
    words = ngettext("Wrote {count} file into “{folder}”.", "Wrote {count} files into “{folder}”.", count)
    lines = [words.format(count=count, folder=folder), *filter(None, [counted(report.kept)])]
    lines += [f"{each.ref}  {each.reason}" for each in report.kept]
    lines += [f"{ref}  {reason}" for ref, reason in report.beside]
    lines += [f"{ref}  {reason}" for ref, reason in report.unread]
    lines += [f"{ref}  " + _("It has no file here.") for ref in report.without]
    document = {
        "folder": str(folder),
        "files": [file.name for file in report.files],
        "sidecars": [file.name for file in report.sidecars],
        "beside": [{"ref": ref, "reason": reason} for ref, reason in report.beside],
        "left_out": dict(Counter(each.why.value for each in report.kept)),
        "skipped": [{"ref": each.ref, "reason": each.reason} for each in report.kept],
        "without_file": list(report.without),
        **({"unread": [{"ref": ref, "reason": reason} for ref, reason in report.unread]} if report.unread else {}),
    }
    output.answer(document, lines, as_json=as_json(json))
    if report.unread or not report.files:
        raise typer.Exit(1)


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("export-originals")(export_originals)
