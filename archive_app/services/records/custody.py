"""In whose hands objects are: handing them over, confirming it, and who had one on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as day_type
from enum import StrEnum

from archive_app.domain.dates.dates import day_number, parse_date
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.custody import Handing, Held, handings, held_on
from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import Record
from archive_app.domain.text.folding import fold
from archive_app.errors import InvalidInput, NotFound
from archive_app.i18n import NN_, _
from archive_app.services.archive import Archive
from archive_app.services.records import details, reading
from archive_app.services.records.values import clean

CUSTODY = BY_NAME["custody"]


class Side(StrEnum):
    """Who confirms a hand-over."""

    GIVER = "giver"
    TAKER = "taker"
    BOTH = "both"


def lines(record: Record) -> tuple[Handing, ...]:
    """The hand-overs of ``record`` in the order of their days."""
    return handings(each.values for each in record.details_of(CUSTODY.name))


def held(record: Record, day: str) -> Held:
    """Who had ``record`` at the end of ``day``, a date as EDTF; InvalidInput where that is none, or no single day."""
    date = parse_date(day)
    if date.earliest != date.latest:
        raise InvalidInput(_("“{date}” is no single day: write one such as 2024-05-03.").format(date=clean(day)[:40]))
    return held_on(lines(record), date.earliest)


def holder(record: Record) -> str | None:
    """Who has ``record`` now: who took it last, as far as that has been."""
    today = day_number(day_type.today())
    return next((line.took for line in reversed(lines(record)) if line.first <= today), None)


def hand_over(
    archive: Archive,
    *,
    records: Sequence[int],
    took: str,
    date: str,
    gave: str = "",
    reason: str = "",
    confirmed: Side | None = None,
) -> ChangeSet:
    """Say that ``took`` was given each of ``records`` on ``date``, one step. Where nobody is said to have given it,
    that is who had it then. What says the same already is left as it is.
    """
    ids = list(dict.fromkeys(records))
    label = Label.of_many(NN_("Hand over to {took}", "Hand over {count} records to {took}"), len(ids), took=clean(took))
    with archive.store.transact(label) as transaction:
        for record in ids:
            whole = reading.record(archive, record)
            if _said(whole, took, date, gave):
                continue
            values = {
                "took": took, "gave": gave or _holder(whole, date), "date": date,
                "reason": reason, **_confirmed(confirmed),
            }  # fmt: skip
            details.add_detail(archive, records=[record], detail=CUSTODY, values=values)
    return transaction.change


def confirm(archive: Archive, *, record: int, number: int, side: Side) -> ChangeSet:
    """Note that who gave it, who took it, or both confirm the hand-over of this ``number`` (from 1)."""
    whole = reading.record(archive, record)
    there = whole.details_of(CUSTODY.name)
    if not 1 <= number <= len(there):
        raise NotFound(_("{ref} has no hand-over number {number}.").format(ref=whole.ref, number=number))
    row = there[number - 1].id
    return details.change_detail(archive, detail=CUSTODY, detail_id=row, values=_confirmed(side))


def _said(record: Record, took: str, date: str, gave: str) -> bool:
    """Whether a line says already that ``took`` was given it on that date (by ``gave``, where that is said)."""
    day = parse_date(date).edtf
    return any(
        line.date == day and fold(line.took) == fold(took) and (not gave or fold(line.gave) == fold(gave))
        for line in lines(record)
    )


def _holder(record: Record, date: str) -> str:
    before = [line for line in lines(record) if line.first <= parse_date(date).latest]
    return before[-1].took if before else ""


def _confirmed(side: Side | None) -> dict[str, str]:
    said = {}
    if side in (Side.GIVER, Side.BOTH):
        said["gave_confirmed"] = "yes"
    if side in (Side.TAKER, Side.BOTH):
        said["took_confirmed"] = "yes"
    return said
