"""``search``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.shapes import hit_document
from archive_app.domain.model.kinds import KIND_LABEL
from archive_app.domain.query.facets import FACETS
from archive_app.i18n import _, labelled, listed, ngettext
from archive_app.services.records.values import clean
from archive_app.services.search import saved, searching

#: A query may begin with a hyphen: only ``--help`` asks for help here, and what is no option is the query.
QUERY_SETTINGS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


#: Every order; in one line, since the help has a column for it.
SORT_HELP = ", ".join(saved.ORDERS) + "; -date the other way."


def search_(
    query: Annotated[list[str] | None, typer.Argument(metavar="QUERY")] = None,
    limit: Annotated[int, typer.Option("--limit", min=0, max=1_000_000, help="At most so many hits.")] = 50,
    count: Annotated[bool, typer.Option("--count", help="Only say how many.")] = False,
    sort: Annotated[str, typer.Option("--sort", metavar="ORDER", help=SORT_HELP)] = "",
    facets: Annotated[bool, typer.Option("--facets", help="Count the result by kind, partnership, year…")] = False,
    json: Json = False,
) -> None:
    """Find records: words, "phrases", kind: city: person: event: series: partnership: date: status:, -not, OR, (
    ), or @NAME of a saved search.
    """
    text = clean(" ".join(query or []))
    with opened() as archive:
        text, order = saved.meant(archive, text)
        order = saved.checked_order(sort) if sort else order
        result = searching.search(archive, text, limit=0 if count else limit, order=order)
        document: dict[str, Any] = {"count": result.count, "hits": [hit_document(hit) for hit in result.hits]}
        if facets:
            document["facets"] = searching.facets(archive, text)
        if not result.count:
            document["did_you_mean"] = list(searching.suggest(archive, text))
    if count:
        output.answer(document, [str(result.count)], as_json=as_json(json))
        return
    lines = []
    for hit in result.hits:
        lines.append(f"{hit.row.ref}  {_(KIND_LABEL[hit.row.kind])}  {hit.row.title}")
        lines += [f"    {why.text}" for why in hit.why]
    lines.append(ngettext("{count} hit", "{count} hits", result.count).format(count=result.count))
    lines += [_("Did you mean “{near}”?").format(near=near) for near in document.get("did_you_mean", ())]
    counted = document.get("facets", {})
    for facet in FACETS:
        if values := counted.get(facet.key):
            lines.append(labelled(_(facet.heading), listed(f"{each['label']} {each['count']}" for each in values)))
    output.answer(document, lines, as_json=as_json(json))


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("search", context_settings=QUERY_SETTINGS)(search_)
