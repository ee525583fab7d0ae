"""What came out of a stock-take, as a table on paper (PDF) or for a spreadsheet."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from archive_app.domain.dates.dates import words
from archive_app.domain.model.papers import RegisterPaper
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _, labelled, language
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.clearance import clearance
from archive_app.services.exchange import sheets
from archive_app.services.exchange.printing import printed
from archive_app.services.records.stocktakes import Report, State

PDF, XLSX = ".pdf", ".xlsx"
STATES = {
    State.FOUND: N_("found"),
    State.MISSING: N_("missing"),
    State.UNEXPECTED: N_("unexpected"),
    State.OPEN: N_("not counted yet"),
}
_WIDTHS = (2, 4, 9, 10, 4, 4, 4)


def sums(report: Report) -> tuple[str, ...]:
    """How it comes out to the unit, in sentences."""
    found, missing, waiting = (report.count(each) for each in (State.FOUND, State.MISSING, State.OPEN))
    told = [
        _("Expected: {expected} = found: {found} + missing: {missing}.").format(
            expected=report.expected, found=found, missing=missing
        )
        if not waiting
        else _("Expected: {expected} = found: {found} + missing: {missing} + not counted yet: {waiting}.").format(
            expected=report.expected, found=found, missing=missing, waiting=waiting
        ),
        _("Counted: {counted} = found: {found} + unexpected: {unexpected}.").format(
            counted=found + report.count(State.UNEXPECTED), found=found, unexpected=report.count(State.UNEXPECTED)
        ),
    ]
    if report.stocktake.due:
        told.append(_("Due again: {date}.").format(date=words(report.stocktake.due, language())))
    return tuple(told)


def write_report(archive: Archive, report: Report, *, out: Path, form: str = "", date: dt.date | None = None) -> int:
    """Write ``report`` to ``out``, PDF or XLSX by its ending, or ``form``; returns how many lines it has. All that were
    counted are in it; of what may not leave the archive nothing but the ref. ``date`` is that of the paper, today by
    default.
    """
    kind = form or out.suffix.lower()
    if kind not in (PDF, XLSX):
        raise InvalidInput(_("Name the file “….pdf” or “….xlsx”: that says how the stock-take is written."))
    outputs.check(out)
    gate = clearance.clear(archive, [line.record.id for line in report.lines if line.record is not None])
    leaving = set(gate.ids)
    heads = (
        _("No."), _("Ref"), _("Name"), _("Location"), _("Result"), _("Counted on"), _("Counted by"),
    )  # fmt: skip
    rows = tuple(
        (
            str(number),
            line.record.ref if line.record is not None else "",
            gate.without(line.record.title) if line.record is not None and line.record.id in leaving else "",
            line.place,
            _(STATES[line.state]),
            line.counted_on,
            line.counted_by,
        )
        for number, line in enumerate(report.lines, start=1)
    )
    if kind == XLSX:
        # The sums stand below the lines, as on paper.
        below = [("", "", each, "", "", "", "") for each in sums(report)]
        outputs.write(out, sheets.sheet(heads, [*rows, *below]))
        return len(rows)
    taken = report.stocktake
    when = words(taken.started_on, language())
    until = labelled(_("Closed on"), words(taken.closed_on, language())) if taken.closed_on else _("open")
    paper = RegisterPaper(
        _("Stock-take"), " · ".join((taken.path, when, until)), language(), date or dt.date.today(), heads, _WIDTHS,
        rows, sums(report),
    )  # fmt: skip
    printed(paper, out)
    return len(rows)
