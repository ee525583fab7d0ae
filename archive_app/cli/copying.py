"""``copy-metadata``: what one record says, given to everything that a search finds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.shapes import brief_document
from archive_app.i18n import _, labelled, ngettext, noted
from archive_app.media.objects.objects import visible
from archive_app.services.records import copying, pasting, reading
from archive_app.services.records.pasting import Offer, Paste, PasteReport
from archive_app.services.search import searching

_WIDE = 60


def copy_metadata(
    ref: str,
    to: Annotated[str, typer.Option("--to", metavar="QUERY", help="Everything that this search finds gets it.")],
    only: Annotated[
        list[str] | None,
        typer.Option(help="caption, caption[zh], position, links, a relation or any field; may be repeated."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be done.")] = False,
    json: Json = False,
) -> None:
    """Give texts, facts and links of REF to everything that QUERY finds, in one step; rating and status if named.

    Texts and facts take the place of what is there, links come to what is there.
    """
    with opened() as archive, output.told(_("Copying metadata")) as tell:
        source = reading.resolve(archive, ref)
        ids = list(searching.search_ids(archive, to))
        found = pasting.preview(archive, source=source.id, records=ids) if ids else Paste(source, 0, ())
        wanted = copying.chosen([offer.piece for offer in found.offers], only or []) if ids else []
        done = PasteReport() if dry_run or not wanted else pasting.paste(
            archive, source=source, pieces=wanted, records=ids, on_progress=tell
        )  # fmt: skip
    offers = [offer for offer in found.offers if offer.piece in wanted]
    document = {
        **brief_document(source),
        "items": found.items,
        "pieces": [_document(offer) for offer in offers],
        "links_left": found.links_left,
        "done": not dry_run,
        "step": done.step or None,
        "changed": done.changed,
    }
    output.answer(document, _lines(found, offers, done, dry_run), as_json=as_json(json))


def _document(offer: Offer) -> dict[str, Any]:
    return {
        "key": offer.piece.key,
        "label": offer.piece.label,
        "value": offer.piece.value,
        "already": offer.already,
        "changed": offer.changed,
        "replaced": offer.replaced,
    }


def _lines(found: Paste, offers: Sequence[Offer], done: PasteReport, dry_run: bool) -> list[str]:
    lines = [noted(labelled(offer.piece.label, _short(offer.piece.value)), pasting.said(offer)) for offer in offers]
    if found.links_left:
        lines.append(pasting.left_said(found))
    if dry_run:
        return [*lines, pasting.summed(found, offers)]
    words = ngettext("{count} value was given.", "{count} values were given.", done.changed)
    return [*lines, words.format(count=f"{done.changed:,}")]


def _short(text: str) -> str:
    line = visible(" ".join(text.split()))
    return line if len(line) <= _WIDE else line[: _WIDE - 1] + "…"


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("copy-metadata")(copy_metadata)
