"""``add-file``, ``views``, ``join``, ``split``, ``order``, ``file-role``, ``print-view``: files of one item."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.ingest import report_document, report_lines, watched
from archive_app.cli.shapes import brief_document, file_lines, files_document
from archive_app.domain.model.views import role_called
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _, labelled, listed
from archive_app.media.objects.objects import visible
from archive_app.services.archive import Archive
from archive_app.services.ingest.ingest import add_files
from archive_app.services.records import reading, together, views
from archive_app.services.upkeep.same_pictures import same_pictures

Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Which of its files, counted from 1.")]


def add_file(
    ref: str,
    paths: Annotated[list[str], typer.Argument(metavar="PATH…")],
    role: Annotated[
        str, typer.Option("--role", help="Master, front, back, view, detail, page, working copy, sidecar, live motion.")
    ] = "",
    json: Json = False,
) -> None:
    """Give files to the item REF, behind those that it has; without --role their names and types say what they are."""
    if not all(paths):
        raise InvalidInput(_("A path is empty. Name the files to give to the item."))
    wanted = role_called(role) if role else None
    with opened() as archive, watched() as (tell, stopped):
        found = reading.resolve(archive, ref)
        report = add_files(
            archive, list(map(Path, paths)), record=found.id, role=wanted, on_progress=tell, cancelled=stopped
        )
        record = reading.record(archive, found.id)
    document = {**brief_document(found), **report_document(report), "files": files_document(record)}
    lines = report_lines(report)
    if held := dict.fromkeys(entry.ref for entry in report.refused if entry.holder):
        whole = output.command("exchange-archive", "--archive", str(archive.folder), "join", record.ref, *held)
        lines.append(_("To join them: {command}").format(command=whole))
    output.answer(document, lines, as_json=as_json(json))
    if report.failed:
        raise typer.Exit(1)


def list_views(
    join_them: Annotated[bool, typer.Option("--join", help="Join them, all in one step.")] = False,
    same: Annotated[
        bool, typer.Option("--same", help="Those with the same picture in another size, format or crop, and bursts.")
    ] = False,
    json: Json = False,
) -> None:
    """List items that look like views of one: raw file and picture, picture and motion, front and back, pages."""
    with opened() as archive, watched(N_("Looking at pictures"), "") as (tell, stopped):
        offers = same_pictures(archive, on_progress=tell, cancelled=stopped) if same else together.offered(archive)
        step = together.join_offered(archive, offers).step if join_them and offers else 0
    document = {
        "count": len(offers),
        "groups": [
            {
                "why": str(offer.why),
                "reason": offer.reason,
                "items": [{**brief_document(item), "title": item.title} for item in offer.items],
            }
            for offer in offers
        ],
        "joined": bool(step),
        "step": step or None,
    }
    lines = [
        labelled(listed(f"{item.ref} {visible(item.title)}" for item in offer.items), offer.reason) for offer in offers
    ]
    output.answer(document, lines or [_("No items look like views of one.")], as_json=as_json(json))


def join(ref: str, others: Annotated[list[str], typer.Argument(metavar="REF…")], json: Json = False) -> None:
    """Make the files of other items further views of the item REF: all that they have goes over, as in a merge."""
    with opened() as archive:
        found = reading.resolve(archive, ref)
        joined = [reading.resolve(archive, other) for other in others]
        step = views.join(archive, keep=found.id, others=[other.id for other in joined]).step
        _answer(archive, found.id, step, json, joined=[brief_document(other) for other in joined])


def split(ref: str, number: Number, json: Json = False) -> None:
    """Make one file of REF an item of its own, which says what REF says."""
    with opened() as archive:
        found = reading.resolve(archive, ref)
        made, change = views.split(archive, record=found.id, number=number)
        _answer(archive, made.id, change.step, json, split_off=brief_document(found))


def order(
    ref: str,
    numbers: Annotated[list[int], typer.Argument(metavar="NUMBER…", help="Those that come first, in this order.")],
    json: Json = False,
) -> None:
    """Put the files of REF in another order."""
    with opened() as archive:
        found = reading.resolve(archive, ref)
        step = views.order(archive, record=found.id, numbers=numbers).step
        _answer(archive, found.id, step, json)


def file_role(
    ref: str,
    number: Number,
    role: Annotated[
        str, typer.Argument(help="Master, front, back, view, detail, page, working copy, sidecar, live motion.")
    ],
    json: Json = False,
) -> None:
    """Say what one file of REF is to it."""
    wanted = role_called(role)
    with opened() as archive:
        found = reading.resolve(archive, ref)
        step = views.set_role(archive, record=found.id, number=number, role=wanted).step
        _answer(archive, found.id, step, json)


def print_view(
    ref: str,
    number: Annotated[
        int | None, typer.Argument(metavar="[NUMBER]", help="Which of its files; the first with a picture by default.")
    ] = None,
    json: Json = False,
) -> None:
    """Choose the file by which REF is shown and printed."""
    with opened() as archive:
        found = reading.resolve(archive, ref)
        step = views.choose(archive, record=found.id, number=number).step
        _answer(archive, found.id, step, json)


def _answer(archive: Archive, record_id: int, step: int, json: bool, **more: object) -> None:
    """The item as it is now, and the files that it has."""
    record = reading.record(archive, record_id)
    (ref,) = reading.refs(archive, [record_id])
    document = {**brief_document(ref), **more, "files": files_document(record), "step": step or None}
    lines = [f"{ref.ref} “{visible(ref.title)}”", *file_lines(record)]
    output.answer(document, lines, as_json=as_json(json))


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("add-file")(add_file)
    app.command("views")(list_views)
    app.command()(join)
    app.command()(split)
    app.command()(order)
    app.command("file-role")(file_role)
    app.command("print-view")(print_view)
