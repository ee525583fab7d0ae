"""``custody``: who had an object and when, and handing it over."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.domain.model.custody import Handing, flaws
from archive_app.domain.model.records import Record
from archive_app.errors import InvalidInput
from archive_app.i18n import _, labelled
from archive_app.services.records import custody, reading
from archive_app.services.records.custody import CUSTODY, Side


def hands(
    refs: Annotated[list[str], typer.Argument(metavar="REF…")],
    took: Annotated[str, typer.Option("--to", help="Who took it; adds a hand-over.")] = "",
    gave: Annotated[str, typer.Option("--from", help="Who gave it; usually who had it then.")] = "",
    date: Annotated[str, typer.Option("--date", help="The day of the hand-over.")] = "",
    reason: Annotated[str, typer.Option("--why", help="What for.")] = "",
    confirmed: Annotated[Side | None, typer.Option("--confirmed", help="Who confirms it.")] = None,
    number: Annotated[int | None, typer.Option("--number", help="Confirm the hand-over of this number.", min=1)] = None,
    on: Annotated[str, typer.Option("--on", help="Who had it at the end of that day.")] = "",
    json: Json = False,
) -> None:
    """Show in whose hands each REF was, and what is amiss; hand it over, or confirm that."""
    if (took or gave or reason) and not (took and date):
        raise InvalidInput(_("Say who took it and when, as in --to “{name}” --date 2024-05-03.").format(name="Li Lei"))
    with opened() as archive:
        ids = [reading.resolve(archive, ref).id for ref in refs]
        if took:
            custody.hand_over(archive, records=ids, took=took, date=date, gave=gave, reason=reason, confirmed=confirmed)
        elif number is not None:
            for each in ids:
                custody.confirm(archive, record=each, number=number, side=confirmed or Side.BOTH)
        records = [reading.record(archive, each) for each in ids]
    found = [_document(record, on) for record in records]
    lines = [line for record in records for line in _lines(record, on)]
    output.answer({"records": found}, lines, as_json=as_json(json))


def _document(record: Record, on: str) -> dict[str, Any]:
    lines = custody.lines(record)
    broken = [{"number": line.number, "text": sentence} for line, sentence in flaws(lines)]
    document: dict[str, Any] = {
        "ref": record.ref, "uid": record.uid, "holder": custody.holder(record),
        "lines": [_line(line, record) for line in lines], "flaws": broken,
    }  # fmt: skip
    if on:
        held = custody.held(record, on)
        document["on"] = on
        document["held_by"] = held.certain.took if held.certain else None
        document["possibly"] = [line.took for line in held.possible]
    return document


def _line(line: Handing, record: Record) -> dict[str, Any]:
    values = record.details_of(CUSTODY.name)[line.number - 1].values
    return {
        "number": line.number, "date": line.date, "gave": line.gave or None, "took": line.took,
        "reason": values.get("reason"), "gave_confirmed": bool(values.get("gave_confirmed")),
        "took_confirmed": bool(values.get("took_confirmed")),
    }  # fmt: skip


def _lines(record: Record, on: str) -> list[str]:
    told = [f"{record.ref}  {record.title}"]
    if on:
        held = custody.held(record, on)
        who = held.certain.took if held.certain else _("nobody who is named")
        told.append("  " + labelled(on, who))
        told += [
            "  " + _("perhaps {who}, since {date}").format(who=each.took, date=each.date) for each in held.possible
        ]
        return told
    lines = custody.lines(record)
    there = record.details_of(CUSTODY.name)
    told += [f"{line.number:>5}  {CUSTODY.said(there[line.number - 1].values)}" for line in lines]
    return told + ["  " + sentence for _line_, sentence in flaws(lines)]


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("custody")(hands)
