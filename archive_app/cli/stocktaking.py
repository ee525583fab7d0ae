"""``stocktake``: looking for what is expected in a place, and telling what came out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.i18n import _, noted
from archive_app.services.archive import Archive
from archive_app.services.exchange import stocktaking
from archive_app.services.exchange.stocktaking import STATES
from archive_app.services.records import naming, reading, stocktakes
from archive_app.services.records.stocktakes import Counted, Report, Stocktake

_ACTIONS = ("found", "missing", "close", "report")


def stocktake(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[start LOCATION | LOCATION found REF… | missing REF… | close | report]",
            help="What to do; without words every stock-take is listed.",
        ),
    ] = None,
    due: Annotated[str, typer.Option("--due", help="When it is due again.")] = "",
    move: Annotated[bool, typer.Option("--move", help="What is found and was not expected is moved there.")] = False,
    number: Annotated[int, typer.Option("--number", help="Report on that one; usually the latest.")] = 0,
    out: Annotated[Path | None, typer.Option("--out", help="Write the report to a PDF or XLSX file.")] = None,
    json: Json = False,
) -> None:
    """Take stock of a place: start it, say what was found or is missing, close it, and report what came out."""
    said = words or []
    if not said:
        with opened() as archive:
            every = stocktakes.stocktakes(archive)
        lines = [_line(each) for each in every] or [_("There is no stock-take yet: stocktake start LOCATION")]
        output.answer({"stocktakes": [_document(each) for each in every]}, lines, as_json=as_json(json))
        return
    place, action, refs = _asked(said)
    with opened() as archive:
        where = naming.location(archive, place).id
        _act(archive, where, action, [reading.resolve(archive, ref).id for ref in refs], due=due, move=move)
        report = stocktakes.report(archive, place=where, number=number)
        if out is not None:
            stocktaking.write_report(archive, report, out=out)
    lines = [_line(report.stocktake), *(_counted_line(each) for each in report.lines), *stocktaking.sums(report)]
    if out is not None:
        lines.append(_("Wrote “{file}”.").format(file=out))
    output.answer(_report(report, out), lines, as_json=as_json(json))


def _asked(words: list[str]) -> tuple[str, str, list[str]]:
    """The place, what is to be done there, and the objects that it is about."""
    if words[0] == "start" and len(words) == 2:
        return words[1], "start", []
    action = words[1] if len(words) > 1 else "report"
    refs = words[2:]
    if action not in _ACTIONS or bool(refs) != (action in ("found", "missing")):
        raise typer.BadParameter(
            _("Write: start LOCATION, LOCATION found REF…, LOCATION missing REF…, LOCATION close or LOCATION report.")
        )
    return words[0], action, refs


def _act(archive: Archive, place: int, action: str, records: list[int], *, due: str, move: bool) -> None:
    match action:
        case "start":
            stocktakes.start(archive, place=place, due=due)
        case "found":
            stocktakes.found(archive, place=place, records=records, move=move)
        case "missing":
            stocktakes.missing(archive, place=place, records=records)
        case "close":
            stocktakes.close(archive, place=place, due=due)


def _document(each: Stocktake) -> dict[str, Any]:
    return {
        "ref": each.place.ref, "place": each.path, "number": each.number, "started_on": each.started_on,
        "started_by": each.started_by, "closed_on": each.closed_on or None, "due": each.due or None, "late": each.late,
    }  # fmt: skip


def _report(report: Report, out: Path | None) -> dict[str, Any]:
    counts = {str(state): report.count(state) for state in STATES}
    return {
        **_document(report.stocktake), "expected": report.expected, **counts,
        "objects": [_counted(each) for each in report.lines], "path": str(out) if out is not None else None,
    }  # fmt: skip


def _counted(each: Counted) -> dict[str, Any]:
    return {
        "ref": each.record.ref if each.record else None, "uid": each.record.uid if each.record else None,
        "title": each.record.title if each.record else None, "state": str(each.state), "place": each.place or None,
        "counted_on": each.counted_on or None, "counted_by": each.counted_by or None,
    }  # fmt: skip


def _line(each: Stocktake) -> str:
    until = f"–{each.closed_on}" if each.closed_on else " " + _("open")
    due = "  " + _("due again on {date}").format(date=each.due) if each.due else ""
    late = "  " + _("overdue") if each.late else ""
    return f"{noted(each.path, each.place.ref)}  {each.number}  {each.started_on}{until}  {each.started_by}{due}{late}"


def _counted_line(each: Counted) -> str:
    ref, title = (each.record.ref, each.record.title) if each.record else ("", _("deleted since"))
    return f"  {_(STATES[each.state])}  {ref}  {title}" + (f"  ({each.place})" if each.place else "")


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("stocktake")(stocktake)
