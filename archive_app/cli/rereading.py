"""``read-again``."""

from __future__ import annotations

from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.domain.text import choosing
from archive_app.i18n import _, ngettext
from archive_app.services.search import saved, searching


def read_again(
    search: Annotated[str, typer.Option("--search", help="Whose files are read; @NAME for a saved search.")],
    take: Annotated[
        str, typer.Option("--take", help="The fields in which the file is right, with commas between, or: all.")
    ] = "",
    json: Json = False,
) -> None:
    """Read files again and say where they and the archive differ; with --take, let the archive say what they say."""
    from archive_app.services.ingest import rereading

    with opened() as archive, output.told(_("Reading files again")) as tell:
        query, order = saved.meant(archive, search)
        ids = list(searching.search_ids(archive, query, order=order or "relevance"))
        found = rereading.differences(archive, ids, on_progress=tell)
        wanted = rereading.chosen(found, choosing.parts(take))
        report = rereading.take(archive, wanted)
    said = _("{ref}  {field}: the archive says “{mine}”, the file says “{said}”.")
    nothing = _("{ref}  {field}: the archive says nothing, the file says “{said}”.")
    lines = [
        (said if each.mine else nothing).format(ref=each.record.ref, field=each.label, mine=each.mine, said=each.said)
        for each in found
    ]
    count = len(report.changed)
    words = ngettext("{count} record says what its file says.", "{count} records say what their files say.", count)
    lines.append(words.format(count=count) if wanted else _nothing(bool(found)))
    document = {
        "differences": [
            {"ref": each.record.ref, "field": each.key, "archive": each.mine, "file": each.said} for each in found
        ],
        "changed": report.changed,
        "kept": report.kept,
    }
    output.answer(document, lines, as_json=as_json(json))


def _nothing(differing: bool) -> str:
    return _("Nothing was changed.") if differing else _("The files say nothing that the archive lacks.")


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("read-again")(read_again)
