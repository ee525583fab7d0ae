"""``accession``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.i18n import _, labelled, listed, ngettext
from archive_app.services.archive import Archive
from archive_app.services.records import accessions, reading


def accession(
    refs: Annotated[list[str] | None, typer.Argument(metavar="[REF…]")] = None,
    year: Annotated[
        int | None, typer.Option("--year", help="Of this year, not the present one.", min=1, max=9999)
    ] = None,
    json: Json = False,
) -> None:
    """Give REF… the next accession numbers, or show their series and what is missing in them."""
    with opened() as archive:
        if refs:
            _give(archive, refs, year, json)
            return
        found = accessions.overview(archive, year)
    document: dict[str, Any] = {
        "scheme": found.scheme.pattern,
        "next": found.following,
        "series": [
            {"year": each.year, "count": each.count, "first": each.first, "last": each.last,
             "missing": [list(gap) for gap in each.gaps]}
            for each in found.series
        ],
        "others": list(found.others),
    }  # fmt: skip
    lines = [labelled(_("Pattern"), found.scheme.pattern), labelled(_("Next"), found.following)]
    for each in found.series:
        first, last = (found.scheme.number(each.year, ordinal) for ordinal in (each.first, each.last))
        words = ngettext(
            "{count} number, from {first} to {last}", "{count} numbers, from {first} to {last}", each.count
        )
        lines.append(words.format(count=f"{each.count:,}", first=first, last=last))
        lines += [labelled("  " + _("Missing"), _span(found, each.year, gap)) for gap in each.gaps]
    if found.others:
        lines.append(labelled(_("Not of this pattern"), listed(found.others)))
    output.answer(document, lines, as_json=as_json(json))


def _span(found: accessions.Overview, year: int, gap: tuple[int, int]) -> str:
    first, last = (found.scheme.number(year, ordinal) for ordinal in gap)
    return first if first == last else f"{first} – {last}"


def _give(archive: Archive, refs: list[str], year: int | None, json: bool) -> None:
    records = [reading.resolve(archive, ref) for ref in refs]
    given = accessions.give_numbers(archive, records=[each.id for each in records], year=year)
    called = {each.id: each.ref for each in records}
    output.answer(
        {"given": {called[record]: number for record, number in given.items()}},
        [f"{called[record]}  {number}" for record, number in given.items()] or [_("All of them have one.")],
        as_json=as_json(json),
    )


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("accession")(accession)
