"""The register of gifts: what an authority lists for a period, as a table on paper (PDF) or for a spreadsheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.dates.dates import parse_date, words
from archive_app.domain.model.amounts import amount_said
from archive_app.domain.model.columns import Column
from archive_app.domain.model.dealings import summed
from archive_app.domain.model.details import BY_NAME as DETAILS
from archive_app.domain.model.fields import BY_NAME as FIELDS
from archive_app.domain.model.papers import RegisterPaper
from archive_app.domain.model.records import Record
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import N_, _, labelled, language, listed, ngettext, sentences
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.clearance import clearance
from archive_app.services.exchange import sheets
from archive_app.services.exchange.printing import printed
from archive_app.services.gifts.wording import sums_said
from archive_app.services.progress import Progress, Ticker

PDF, XLSX = ".pdf", ".xlsx"
_PARTY = DETAILS["party"]
#: So many letters on average are worth one share more of the width on paper, up to so many shares.
_LETTERS, _WIDEST = 25, 12
_BY_SIDE = {"giver": "given_by", "recipient": "given_to"}


@dataclass(frozen=True, slots=True)
class RegisterReport:
    """What was written: how many ``transfers`` and, on paper, ``pages``; ``undated`` are those that say no date, and so
    stand in no register.
    """

    path: Path
    transfers: int
    pages: int
    undated: int = 0


def undated_said(report: RegisterReport) -> str:
    """That there are transfers in no register, in a sentence; empty where all say a date."""
    if not report.undated:
        return ""
    said = ngettext(
        "{count} transfer says no date and is in no register.",
        "{count} transfers say no date and are in no register.",
        report.undated,
    )
    return said.format(count=f"{report.undated:,}")


@dataclass(frozen=True, slots=True)
class _Heading:
    """A column: what it is called, its share of the width on paper, and what stands in it."""

    label: str
    width: int
    cell: Callable[[Record], str]


def register(
    archive: Archive,
    *,
    first: str,
    last: str,
    out: Path,
    authority: int | None = None,
    form: str = "",
    date: dt.date | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> RegisterReport:
    """List all transfers that may have been between ``first`` and ``last`` (EDTF), of one ``authority`` or all, the
    oldest first, to ``out``: PDF or XLSX by its ending, or ``form``. ``date`` is that of the paper, today by default.
    InvalidInput where the period is none or holds no transfer; Cancelled leaves what was there.
    """
    kind = form or out.suffix.lower()
    if kind not in (PDF, XLSX):
        raise InvalidInput(_("Name the file “….pdf” or “….xlsx”: that says which kind of register it is to be."))
    begin, end = parse_date(first), parse_date(last)
    if begin.earliest > end.latest:
        raise InvalidInput(_("The period ends before it begins."))
    outputs.check(out)
    with archive.store.read() as reader:
        dealings = reader.index.gifts.of_register(begin.earliest, end.latest, authority or 0)
        undated = reader.index.gifts.count_undated(authority or 0)
        office = reader.records.refs([authority])[authority].title if authority else ""
    if not dealings:
        raise InvalidInput(_("No gift transfer falls within that period."))
    gate = clearance.clear(archive, [each.id for each in dealings])
    ticker = Ticker(len(gate.ids), on_progress)
    rows: list[tuple[str, ...]] = []
    with archive.store.read() as reader:
        for each in gate.ids:
            if cancelled():
                raise Cancelled(_("Stopped. No register was written."))
            record = reader.records.whole(each, archive.objects.path_of)
            if record is not None:
                cells = (gate.without(heading.cell(record)) for heading in _HEADINGS)
                rows.append((str(len(rows) + 1), *cells))
                ticker.tick(record.ref)
    heads = (_("No."), *(_(heading.label) for heading in _HEADINGS))
    if kind == XLSX:
        outputs.write(out, sheets.sheet(heads, rows))
        return RegisterReport(out, len(rows), 0, undated)
    # On paper a column in which nothing stands only takes room from the others.
    there = [place for place in range(len(heads)) if any(row[place] for row in rows)]
    period = _("{first} to {last}").format(first=words(first, language()), last=words(last, language()))
    paper = RegisterPaper(
        _("Register of gifts"), " · ".join(filter(None, (gate.without(office), period))), language(),
        date or dt.date.today(), tuple(heads[place] for place in there),
        tuple(_width(place, rows) for place in there), tuple(tuple(row[place] for place in there) for row in rows),
        tuple(sums_said(summed(dealings))),
    )  # fmt: skip
    return RegisterReport(out, len(rows), printed(paper, out), undated)


def _width(place: int, rows: Sequence[Sequence[str]]) -> int:
    """The share of a column on paper: its own, and more where much stands in it."""
    own = _HEADINGS[place - 1].width if place else 1
    letters = sum(len(row[place]) for row in rows) // max(1, len(rows))
    return own + min(_WIDEST, letters // _LETTERS)


def _field(name: str) -> Callable[[Record], str]:
    column: Column = FIELDS[name]

    def cell(record: Record) -> str:
        return column.said(record.fields.get(name))

    return cell


def _date(record: Record) -> str:
    day = record.date
    return words(day.edtf, language()) if day else ""


def side_said(record: Record, side: str) -> str:
    """Who gave or was given it, as they were called then; who they are in the archive where nobody wrote that."""
    rows = [row.values for row in record.details_of(_PARTY.name) if row.values["side"] == side]
    said = [listed(str(row[name]) for name in ("name", "office", "organisation") if row[name]) for row in rows]
    return "\n".join(said or linked(record, _BY_SIDE[side]))


def _side(side: str) -> Callable[[Record], str]:
    return lambda record: side_said(record, side)


def linked(record: Record, relation: str, *, forward: bool = True) -> list[str]:
    """What a record is linked to, by title."""
    return [each.other.title for each in record.links if each.relation == relation and each.forward is forward]


def things(record: Record) -> list[str]:
    """What changed hands, each with its ref."""
    return [
        f"{each.other.title} ({each.other.ref})"
        for each in record.links
        if each.relation == "transferred_in" and not each.forward
    ]


def _gift(record: Record) -> str:
    return "\n".join([record.title, *things(record)])


def worth(record: Record) -> str:
    """What it is said to be worth, the newest valuation."""
    rows = [row.values for row in record.details_of("valuation")]
    return f"{amount_said(str(rows[-1]['amount']))} {rows[-1]['currency']}" if rows else ""


def _occasion(record: Record) -> str:
    return "\n".join([*linked(record, "presented_at"), *linked(record, "held_under")])


def _what_became(record: Record) -> str:
    disposition, where = _field("disposition")(record), str(record.fields.get("disposed_to") or "")
    handed = _field("handed_in_on")(record)
    said = [labelled(_("handed in"), handed)] if handed else []
    return sentences(*(f"{each}" for each in (disposition, where, *said) if each))


_HEADINGS: Sequence[_Heading] = (
    _Heading(N_("Ref"), 2, lambda record: record.ref),
    _Heading(N_("Date"), 2, _date),
    _Heading(N_("Direction"), 2, _field("direction")),
    _Heading(N_("Giver"), 5, _side("giver")),
    _Heading(N_("Recipient"), 5, _side("recipient")),
    _Heading(N_("Gift"), 5, _gift),
    _Heading(N_("Occasion"), 4, _occasion),
    _Heading(N_("Circumstances"), 4, _field("circumstances")),
    _Heading(N_("Estimated value"), 2, worth),
    _Heading(N_("Declared on"), 2, _field("declared_on")),
    _Heading(N_("Disposition"), 3, _what_became),
    _Heading(N_("Receipt number"), 2, _field("receipt_number")),
)
