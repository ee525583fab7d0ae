"""``searches``, ``save-search``, ``remove-search``, ``pick`` and ``unpick``."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.search import QUERY_SETTINGS
from archive_app.cli.shapes import brief_document
from archive_app.errors import InvalidInput
from archive_app.i18n import _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.records import reading
from archive_app.services.records.values import clean
from archive_app.services.search import picking, saved

Refs = Annotated[list[str], typer.Argument(metavar="REF…")]


def searches(json: Json = False) -> None:
    """List the saved searches with how many records each finds now."""
    with opened() as archive:
        found = [_search_document(archive, each) for each in saved.searches(archive)]
    table = output.table(
        (_("Name"), _("Search"), _("Order"), _("Count")),
        [
            (each["name"], each["query"], each["order"], "?" if each["count"] is None else str(each["count"]))
            for each in found
        ],
    )
    lines = table if found else [_("No search has been saved yet.")]
    output.answer({"searches": found}, lines, as_json=as_json(json))


def save_search(
    name: str,
    query: Annotated[list[str], typer.Argument(metavar="QUERY")],
    order: Annotated[str, typer.Option("--order", help="relevance, date, title…; -date the other way.")] = "relevance",
    json: Json = False,
) -> None:
    """Save a search under NAME; “search @NAME” runs it."""
    with opened() as archive:
        made = saved.save_search(archive, name=name, query=clean(" ".join(query)), order=order)
        document = _search_document(archive, made)
    words = ngettext("Saved “{name}”: {count} hit.", "Saved “{name}”: {count} hits.", document["count"] or 0)
    output.answer(document, [words.format(name=made.name, count=document["count"] or 0)], as_json=as_json(json))


def remove_search(name: str, json: Json = False) -> None:
    """Remove the saved search called NAME; undo brings it back."""
    with opened() as archive:
        found = saved.find_search(archive, name)
        saved.remove_search(archive, search_id=found.id)
    output.answer(
        {"name": found.name, "query": found.query, "order": found.order},
        [_("Removed “{name}”.").format(name=found.name)],
        as_json=as_json(json),
    )


def pick(refs: Refs, json: Json = False) -> None:
    """Pick records: they stay picked while searches come and go."""
    with opened() as archive:
        found = list(dict.fromkeys(reading.resolve(archive, ref) for ref in refs))
        picking.pick(archive, records=[record.id for record in found])
        count = picking.picked_count(archive)
    output.answer(
        {"picked": [brief_document(record) for record in found], "count": count},
        [_picked_now(count)],
        as_json=as_json(json),
    )


def unpick(
    refs: Annotated[list[str] | None, typer.Argument(metavar="[REF…]")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Take all of them.")] = False,
    json: Json = False,
) -> None:
    """Take records from the picked, or all of them with --all."""
    if bool(refs) == all_:
        raise InvalidInput(_("Say which records to take from the picked, or “--all” for all of them."))
    with opened() as archive:
        found = list(dict.fromkeys(reading.resolve(archive, ref) for ref in refs or []))
        picking.unpick(archive, records=None if all_ else [record.id for record in found])
        count = picking.picked_count(archive)
    output.answer(
        {"unpicked": [brief_document(record) for record in found], "count": count},
        [_picked_now(count)],
        as_json=as_json(json),
    )


def _search_document(archive: Archive, search: saved.SavedSearch) -> dict[str, Any]:
    """One saved search; ``count`` is ``None`` where its query can be read no longer."""
    count = saved.count(archive, search)
    return {"name": search.name, "query": search.query, "order": search.order, "count": count}


def _picked_now(count: int) -> str:
    return ngettext("{count} record is picked.", "{count} records are picked.", count).format(count=count)


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command()(searches)
    app.command("save-search", context_settings=QUERY_SETTINGS)(save_search)
    app.command("remove-search")(remove_search)
    app.command()(pick)
    app.command()(unpick)
