"""``suggest``: links that facts speak for, and accepting one of them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.shapes import brief_document
from archive_app.errors import NotFound
from archive_app.i18n import _
from archive_app.media.objects.objects import visible
from archive_app.services.records import links_of_many, reading
from archive_app.services.tagging import suggesting
from archive_app.services.tagging.suggesting import Suggestion


def suggest(
    ref: str,
    accept: Annotated[
        int | None, typer.Option("--accept", min=1, help="Link to the suggestion of this number.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="At most so many.")] = 8,
    json: Json = False,
) -> None:
    """List what an item might be linked to, each with its reason; nothing is linked unless it is accepted."""
    step = 0
    with opened() as archive:
        record = reading.resolve(archive, ref)
        found = suggesting.suggestions(archive, record.id, limit=limit)
        if accept is not None:
            if accept > len(found):
                raise NotFound(_("There is no suggestion {number} for {ref}.").format(number=accept, ref=record.ref))
            step = links_of_many.apply(archive, records=[record.id], tags=[found[accept - 1].tag]).step
    document = {
        **brief_document(record),
        "suggestions": [_document(number, each) for number, each in enumerate(found, 1)],
        "accepted": accept,
        "step": step or None,
    }
    if accept is not None:
        title = visible(found[accept - 1].tag.record.title)
        lines = [_("Linked {ref} to {title}.").format(ref=record.ref, title=title)]
    else:
        lines = [_line(number, each) for number, each in enumerate(found, 1)] or [_("There is nothing to suggest.")]
    output.answer(document, lines, as_json=as_json(json))


def _document(number: int, each: Suggestion) -> dict[str, Any]:
    return {
        "number": number,
        "record": {**brief_document(each.tag.record), "title": each.tag.record.title},
        "relation": each.tag.relation,
        "role": each.tag.role,
        "reason": each.reason,
        "strength": each.strength,
        "source": each.source,
    }


def _line(number: int, each: Suggestion) -> str:
    record = each.tag.record
    return f"{number}  {visible(record.title)} ({record.ref}): {visible(each.reason)}"


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(suggest)
