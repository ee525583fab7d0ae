"""``catalogue``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.domain.text import choosing
from archive_app.domain.text.languages import language_meant
from archive_app.i18n import _, language
from archive_app.services.clearance.clearance import counted
from archive_app.services.search import saved


def catalogue(
    search: Annotated[str, typer.Option("--search", help="What goes in; @NAME for a saved search.")],
    out: Annotated[Path, typer.Option("--out", help="The PDF to write.")],
    lang: Annotated[str, typer.Option("--lang", help="Languages in order, such as en,zh; yours by default.")] = "",
    sort: Annotated[str, typer.Option("--sort", metavar="ORDER", help="Order of the plates, as in search.")] = "date",
    title: Annotated[str, typer.Option("--title", help="On the cover; made from the search by default.")] = "",
    sheet: Annotated[
        bool, typer.Option("--sheet", help="A contact sheet: small pictures in rows, with ref and caption.")
    ] = False,
    json: Json = False,
) -> None:
    """Print what a search finds as a catalogue (PDF/A-2a, PDF/UA-1)."""
    from archive_app.services.catalogue.catalogue import make_catalogue

    languages = tuple(map(language_meant, choosing.parts(lang))) or (language(),)
    with opened() as archive:
        query, _order = saved.meant(archive, search)
        report = make_catalogue(
            archive,
            query=query,
            out=out,
            languages=languages,
            title=title,
            order=saved.checked_order(sort),
            sheet=sheet,
        )
    output.answer(
        {
            "file": str(report.file),
            "pages": report.pages,
            "plates": report.plates,
            "left_out": dict(Counter(each.why.value for each in report.kept)),
            "skipped": [{"ref": s.ref, "reason": s.reason, "printed": s.printed} for s in report.skipped],
        },
        [
            _("Wrote “{file}”: {pages} pages, {plates} plates.").format(
                file=report.file, pages=report.pages, plates=report.plates
            ),
            *filter(None, [counted(report.kept)]),
            *(f"{s.ref}  {s.reason}" for s in report.skipped),
        ],
        as_json=as_json(json),
    )


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(catalogue)
