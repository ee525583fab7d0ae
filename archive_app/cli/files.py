"""``pictures``, ``encodings`` and ``read-documents``: what came of files when taken in, and trying it otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.i18n import _, labelled, ngettext
from archive_app.services.archive import Archive
from archive_app.services.ingest.again import make_pictures_again, without_picture
from archive_app.services.ingest.encodings import LABELS, guessed, read_as, readings
from archive_app.services.ingest.walls import walls_in_words
from archive_app.services.records import reading
from archive_app.services.search import searching


def pictures(
    query: Annotated[str, typer.Argument(metavar="[QUERY]", help="Only of what this search finds.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Try once more to make them.")] = False,
    walls: Annotated[bool, typer.Option("--walls", help="Say what is kept from that which reads files.")] = False,
    json: Json = False,
) -> None:
    """List the files of which no picture could be made, and why; with --again, try once more."""
    if walls:
        standing = walls_in_words()
        output.answer({"walls": list(standing)}, standing, as_json=as_json(json))
        return
    if not again:
        with opened() as archive:
            found = without_picture(archive, _found(archive, query))
        document = {"without_picture": [{"ref": each.ref, "reason": each.reason} for each in found]}
        lines = [f"{each.ref} {each.reason}" for each in found] or [_("Every file that can be shown has its picture.")]
        output.answer(document, lines, as_json=as_json(json))
        return
    with opened() as archive, output.told(_("Make pictures again")) as tell:
        report = make_pictures_again(archive, _found(archive, query), on_progress=tell)
    words = ngettext("Made {count} picture.", "Made {count} pictures.", len(report.made))
    output.answer(
        {
            "made": report.made,
            "still": [{"ref": each.ref, "reason": each.reason} for each in report.still],
            "step": report.step or None,
        },
        [words.format(count=len(report.made)), *(f"{each.ref} {each.reason}" for each in report.still)],
        as_json=as_json(json),
    )


def read_documents(
    query: Annotated[str, typer.Argument(metavar="[QUERY]", help="Only of what this search finds.")] = "",
    again: Annotated[bool, typer.Option("--again", help="Those too that could not be read before.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Those too that were read, by an earlier version say.")] = False,
    json: Json = False,
) -> None:
    """Read the words of documents that were taken in before they were read, so that they are found by them."""
    from archive_app.services.ingest import documents

    with opened() as archive, output.told(_("Reading documents")) as tell:
        report = documents.read_documents(archive, _found(archive, query), again=again, anew=every, on_progress=tell)
    words = ngettext("Read {count} document.", "Read {count} documents.", len(report.read))
    output.answer(
        {"read": report.read, "unread": [{"ref": each.ref, "reason": each.reason} for each in report.unread]},
        [words.format(count=len(report.read)), *(f"{each.ref} {each.reason}" for each in report.unread)],
        as_json=as_json(json),
    )


def _found(archive: Archive, query: str) -> Sequence[int] | None:
    return searching.search_ids(archive, query) if query.strip() else None


def encodings(
    refs: Annotated[list[str] | None, typer.Argument(metavar="[REF]…", help="Records; all by default.")] = None,
    search: Annotated[str, typer.Option("--search", help="The records that this search finds.")] = "",
    encoding: Annotated[str, typer.Option("--read-as", help="An encoding, as Windows-1250, Mac Roman, Big5.")] = "",
    json: Json = False,
) -> None:
    """List captions whose encoding was guessed, with what each would be in others; with --read-as, read them anew."""
    with opened() as archive:
        wanted = None
        if refs or search:
            wanted = [reading.resolve(archive, ref).id for ref in refs or ()]
            wanted += list(searching.search_ids(archive, search)) if search else []
        if encoding:
            with output.told(_("Read captions anew")) as tell:
                report = read_as(archive, wanted, encoding, on_progress=tell)
            words = ngettext("Read {count} caption anew.", "Read {count} captions anew.", len(report.changed))
            lines = [words.format(count=len(report.changed))]
            lines += [_("{ref}: what was changed by hand stayed as it is.").format(ref=ref) for ref in report.kept]
            document = {"changed": report.changed, "kept": report.kept, "step": report.step or None}
            output.answer(document, lines, as_json=as_json(json))
            return
        found = guessed(archive, wanted)
        others = readings(archive, found[0].record.id) if len(found) == 1 else []
    lines = [labelled(f"{each.record.ref} {LABELS[each.encoding]}", each.text) for each in found]
    lines += [labelled(f"  {each.label}", each.text) for each in others]
    output.answer(
        {
            "guessed": [
                {"ref": each.record.ref, "encoding": LABELS[each.encoding], "text": each.text} for each in found
            ],
            "readings": [{"encoding": each.label, "text": each.text} for each in others],
        },
        lines or [_("No caption's encoding was guessed.")],
        as_json=as_json(json),
    )


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(pictures)
    app.command()(encodings)
    app.command("read-documents")(read_documents)
