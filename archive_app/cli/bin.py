"""``bin``, ``undelete`` and ``purge``."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.shapes import brief_document
from archive_app.domain.dates.moments import local_moment
from archive_app.domain.model.kinds import KIND_LABEL
from archive_app.domain.model.records import Purge
from archive_app.domain.text.showing import shown
from archive_app.errors import InvalidInput, Refused
from archive_app.i18n import _, listed, ngettext
from archive_app.services.records import deleted, reading


def list_bin(json: Json = False) -> None:
    """List what was deleted, the last first."""
    with opened() as archive:
        found, count = deleted.listed(archive), deleted.count(archive)
    table = output.table(
        (_("Ref"), _("Kind"), _("Title"), _("Deleted"), _("By")),
        [
            (
                each.record.ref,
                _(KIND_LABEL[each.record.kind]),
                shown(each.record.title),
                local_moment(each.at),
                shown(each.by),
            )
            for each in found
        ],
    )
    document = {
        "count": count,
        "deleted": [
            {**brief_document(each.record), "deleted_at": each.at, "deleted_by": each.by, "files": each.files}
            for each in found
        ],
    }
    if cut := deleted.left_out(len(found), count):
        output.say(cut)
    output.answer(document, table if found else [_("The bin is empty.")], as_json=as_json(json))


def undelete(refs: Annotated[list[str], typer.Argument(metavar="REF…")], json: Json = False) -> None:
    """Bring records back from the bin, with their links, texts and files."""
    with opened() as archive:
        ids = list(dict.fromkeys(deleted.find(archive, ref) for ref in refs))
        deleted.bring_back(archive, records=ids)
        found = reading.refs(archive, ids)
    output.answer(
        {"brought_back": [brief_document(record) for record in found]},
        [_("Brought {refs} back.").format(refs=listed(record.ref for record in found))],
        as_json=as_json(json),
    )


def purge(
    refs: Annotated[list[str] | None, typer.Argument(metavar="REF…")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything in the bin.")] = False,
    older_than: Annotated[
        int | None, typer.Option("--older-than", metavar="DAYS", help="What was deleted more than so many days ago.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be destroyed.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json: Json = False,
) -> None:
    """Destroy records of the bin for good, with their files, after naming what that destroys."""
    if sum((bool(refs), everything, older_than is not None)) != 1:
        raise InvalidInput(_("Say what to purge: refs, “--all” or “--older-than DAYS”."))
    with opened() as archive, output.told(_("Purging")) as tell:
        if refs:
            ids = list(dict.fromkeys(deleted.find(archive, ref) for ref in refs))
        else:
            ids = deleted.lying(archive, older_than=older_than or 0)
        gone = deleted.foreseen(archive, records=ids)
        if ids and not dry_run:
            if not yes:
                _ask(gone)
            gone = deleted.purge(archive, records=ids, on_progress=tell)
            if delay := deleted.waiting(archive, gone):
                output.say(delay)
    _answer(gone, purged=not dry_run, as_json=as_json(json))


def _ask(gone: Purge) -> None:
    """Name what is about to be destroyed and ask; Refused where the answer is not yes, or nobody can be asked."""
    for line in (*_named(gone), *deleted.told(gone), deleted.warning()):
        output.say(line)
    question = ngettext("Purge {count} record?", "Purge {count} records?", len(gone.records))
    if not sys.stdin.isatty():
        raise Refused(_("Nothing was purged. Say “--yes” to purge without being asked."))
    if not typer.confirm(question.format(count=f"{len(gone.records):,}"), err=True):
        raise Refused(_("Nothing was purged."))


def _named(gone: Purge) -> list[str]:
    return [f"{record.ref}  {_(KIND_LABEL[record.kind])}  {shown(record.title)}" for record in gone.records]


def _answer(gone: Purge, *, purged: bool, as_json: bool) -> None:
    document = {
        "purged": purged and bool(gone.records),
        "records": [{**brief_document(record), "title": record.title} for record in gone.records],
        **{name: getattr(gone, name) for name in ("merged", "files", "size", "shared", "links", "codes", "steps")},
    }
    count = len(gone.records)
    words = (
        ngettext("Purged {count} record.", "Purged {count} records.", count)
        if purged
        else ngettext("Purging {count} record would destroy:", "Purging {count} records would destroy:", count)
    )
    lines = [words.format(count=f"{count:,}"), *_named(gone), *deleted.told(gone)]
    if not purged:
        lines.append(deleted.warning())
    output.answer(document, lines if count else [_("There is nothing to purge.")], as_json=as_json)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("bin")(list_bin)
    app.command()(undelete)
    app.command()(purge)
