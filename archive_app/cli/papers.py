"""``register``, ``receipt`` and ``object-labels``: the papers of an office."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.errors import InvalidInput
from archive_app.i18n import _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.exchange import slips
from archive_app.services.exchange.register import register as register_
from archive_app.services.exchange.register import undated_said
from archive_app.services.exchange.slips import SlipsReport
from archive_app.services.records import reading
from archive_app.services.search import saved, searching

_Out = Annotated[Path, typer.Option("--out", help="The PDF to write.")]
_Search = Annotated[str, typer.Option("--search", help="Those that a search finds; @NAME for a saved search.")]
_Refs = Annotated[list[str] | None, typer.Argument(metavar="[REF…]")]


def gift_register(
    first: Annotated[str, typer.Option("--from", help="The first day, month or year.")],
    last: Annotated[str, typer.Option("--to", help="The last day, month or year.")],
    out: Annotated[Path, typer.Option("--out", help="The PDF or XLSX to write.")],
    authority: Annotated[str, typer.Option("--authority", help="Only what is under the authority of REF.")] = "",
    json: Json = False,
) -> None:
    """List the gift transfers of a period as a register, on paper or for a spreadsheet."""
    with opened() as archive:
        under = reading.resolve(archive, authority).id if authority else None
        report = register_(archive, first=first, last=last, out=out, authority=under)
    words = ngettext("Wrote “{file}”: {count} transfer.", "Wrote “{file}”: {count} transfers.", report.transfers)
    output.answer(
        {
            "file": str(report.path),
            "transfers": report.transfers,
            "pages": report.pages,
            "undated": report.undated,
        },
        [words.format(file=report.path, count=f"{report.transfers:,}"), *filter(None, [undated_said(report)])],
        as_json=as_json(json),
    )


def receipt(refs: _Refs = None, *, search: _Search = "", out: _Out, json: Json = False) -> None:
    """Print a receipt with lines for two signatures for each gift transfer."""
    with opened() as archive:
        report = slips.receipts(archive, records=_asked(archive, refs, search), out=out)
    _told(report, as_json(json))


def object_labels(
    refs: _Refs = None,
    *,
    search: _Search = "",
    out: _Out,
    skip: Annotated[int, typer.Option("--skip", help="Labels of the first sheet that are used already.", min=0)] = 0,
    json: Json = False,
) -> None:
    """Print a label with ref and QR code for each object, 21 on a sheet."""
    with opened() as archive:
        report = slips.object_labels(archive, records=_asked(archive, refs, search), out=out, skipped=skip)
    _told(report, as_json(json))


def _asked(archive: Archive, refs: list[str] | None, search: str) -> list[int]:
    if bool(refs) == bool(search):
        raise InvalidInput(_("Give REF…, or --search, and not both."))
    if search:
        query, _order = saved.meant(archive, search)
        return list(searching.search_ids(archive, query, order="ref"))
    return [reading.resolve(archive, ref).id for ref in refs or ()]


def _told(report: SlipsReport, machine: bool) -> None:
    words = ngettext("Wrote “{file}”: {count} page.", "Wrote “{file}”: {count} pages.", report.pages)
    output.answer(
        {"file": str(report.path), "slips": report.slips, "pages": report.pages},
        [words.format(file=report.path, count=f"{report.pages:,}")],
        as_json=machine,
    )


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("register")(gift_register)
    app.command("receipt")(receipt)
    app.command("object-labels")(object_labels)
