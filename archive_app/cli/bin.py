"""``bin`` and ``undelete``."""

from __future__ import annotations

from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.shapes import brief_document
from archive_app.domain.dates.moments import local_moment
from archive_app.domain.model.kinds import KIND_LABEL
from archive_app.domain.text.showing import shown
from archive_app.i18n import _
from archive_app.services.records import deleted, reading


def list_bin(json: Json = False) -> None:
    """List what was deleted, the last first."""
    with opened() as archive:
        found, count = deleted.listed(archive), deleted.count(archive)
    table = output.table(_("Ref"), _("Kind"), _("Title"), _("Deleted"), _("By"))
    for each in found:
        record = each.record
        table.add_row(
            record.ref, _(KIND_LABEL[record.kind]), shown(record.title), local_moment(each.at), shown(each.by)
        )
    document = {
        "count": count,
        "deleted": [
            {**brief_document(each.record), "deleted_at": each.at, "deleted_by": each.by, "files": each.files}
            for each in found
        ],
    }
    if cut := deleted.left_out(len(found), count):
        output.messages().print(cut)
    output.answer(document, table if found else [_("The bin is empty.")], as_json=as_json(json))


def undelete(refs: Annotated[list[str], typer.Argument(metavar="REF…")], json: Json = False) -> None:
    """Bring records back from the bin, with their links, texts and files."""
    with opened() as archive:
        ids = list(dict.fromkeys(deleted.find(archive, ref) for ref in refs))
        deleted.bring_back(archive, records=ids)
        found = reading.refs(archive, ids)
    output.answer(
        {"brought_back": [brief_document(record) for record in found]},
        [_("Brought {refs} back.").format(refs=", ".join(record.ref for record in found))],
        as_json=as_json(json),
    )


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("bin")(list_bin)
    app.command()(undelete)
