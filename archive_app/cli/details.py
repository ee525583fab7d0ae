"""``detail``: the inscriptions and other details of a record."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, assignments, opened
from archive_app.cli.shapes import detail_document
from archive_app.domain.model.columns import in_sentence
from archive_app.domain.model.details import DetailType
from archive_app.domain.model.records import DetailValue, Record
from archive_app.errors import InvalidInput, NotFound
from archive_app.i18n import _
from archive_app.services.records import details, reading

Said = Annotated[
    list[str] | None,
    typer.Argument(metavar="[NUMBER] COLUMN=VALUE…", help="Of which one, and what it says; no VALUE clears."),
]


def detail(
    ref: str,
    kind: Annotated[str, typer.Argument(metavar="DETAIL", help="Such as inscription.")],
    said: Said = None,
    remove: Annotated[bool, typer.Option("--remove", help="Take the one of this NUMBER off.")] = False,
    to: Annotated[int | None, typer.Option("--to", help="Put the one of this NUMBER at that place.", min=1)] = None,
    json: Json = False,
) -> None:
    """Show the details of REF of one sort, add one, or change, move or remove the one of a NUMBER."""
    wanted = details.detail_called(kind)
    numbered = bool(said) and said is not None and re.fullmatch(r"[0-9]{1,9}", said[0]) is not None
    values = assignments((said or [])[numbered:])
    with opened() as archive:
        found = reading.resolve(archive, ref).id
        record = reading.record(archive, found)
        if numbered and said is not None:
            one = _numbered(record, wanted, int(said[0]))
            if values:
                details.change_detail(archive, detail=wanted, detail_id=one.id, values=values)
            if to is not None:
                details.move_detail(archive, detail=wanted, detail_id=one.id, to=to - 1)
            if remove:
                details.remove_detail(archive, detail=wanted, detail_id=one.id)
        elif remove or to is not None:
            raise InvalidInput(_("Say which one by its number, as in “{example}”.").format(example=f"{wanted.key} 1"))
        elif values:
            details.add_detail(archive, records=[found], detail=wanted, values=values)
        record = reading.record(archive, found)
    there = record.details_of(wanted.name)
    document = {
        "ref": record.ref,
        "uid": record.uid,
        "kind": str(record.kind),
        "details": [detail_document(wanted, each, record) for each in there],
    }
    lines = [f"{number:>3}  {wanted.said(each.values)}" for number, each in enumerate(there, 1)]
    output.answer(document, lines, as_json=as_json(json))


def _numbered(record: Record, wanted: DetailType, number: int) -> DetailValue:
    there = record.details_of(wanted.name)
    if not 1 <= number <= len(there):
        sentence = _("{ref} has no {detail} number {number}.")
        raise NotFound(sentence.format(ref=record.ref, detail=in_sentence(_(wanted.label)), number=number))
    return there[number - 1]


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command()(detail)
