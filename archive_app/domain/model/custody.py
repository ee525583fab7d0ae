"""Who had a thing, and when: every hand-over is a line, and for any day one can say in whose hands it was.

What a line says is what was written then: names, not records, which may be called otherwise later.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive_app.domain.dates.dates import kept_date, words
from archive_app.domain.text.folding import fold
from archive_app.i18n import N_, _, language, sentences

_BETWEEN = " · "


@dataclass(frozen=True, slots=True)
class Handing:
    """One hand-over: ``number`` is its place (from 1) in the order of the record, ``first`` and ``last`` the days
    (year·10000 + month·100 + day) between which it was.
    """

    number: int
    date: str
    first: int
    last: int
    gave: str
    took: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Who had it on a day: ``certain`` after the last hand-over that was surely before its end; ``possible`` those that
    may have been before or after it, where a date says but a month or a year.
    """

    certain: Handing | None
    possible: tuple[Handing, ...]


def handings(rows: Iterable[Mapping[str, Any]]) -> tuple[Handing, ...]:
    """The hand-overs of a thing in the order of their days; of one day, as they stand. ``rows`` are those of the detail
    ``custody``, in the order of the record.
    """
    found = []
    for number, row in enumerate(rows, 1):
        day = kept_date(str(row["date"]))
        if day is None:
            continue
        both = bool(row.get("gave_confirmed")) and bool(row.get("took_confirmed"))
        gave, took = str(row.get("gave") or ""), str(row["took"])
        found.append(Handing(number, day.edtf, day.earliest, day.latest, gave, took, both))
    return tuple(sorted(found, key=lambda each: (each.first, each.last, each.number)))


def held_on(lines: Sequence[Handing], day: int) -> Held:
    """Who had it at the end of ``day``."""
    before = [line for line in lines if line.last <= day]
    certain = before[-1] if before else None
    return Held(certain, tuple(line for line in lines if line.first <= day < line.last))


def flaws(lines: Sequence[Handing]) -> Iterator[tuple[Handing, str]]:
    """Where the chain is broken or not confirmed, each in one sentence, by its line."""
    before: Handing | None = None
    for line in lines:
        if before is not None and line.gave and fold(line.gave) != fold(before.took):
            sentence = _("{date}: {gave} gave it, but {took} had it.")
            yield line, sentence.format(gave=line.gave, date=_day(line), took=before.took)
        elif before is not None and not line.gave:
            yield line, _("{date}: nobody says who gave it; {took} had it.").format(date=_day(line), took=before.took)
        if not line.confirmed:
            yield line, _("{date}: the hand-over is not confirmed by both.").format(date=_day(line))
        before = line


def handing_said(values: Mapping[str, Any]) -> str:
    """“3 May 2024 · Anna → Li Lei · for the exhibition · confirmed by both”."""
    date = str(values.get("date") or "")
    ways = [str(values[name]) for name in ("gave", "took") if values.get(name)]
    day = words(date, language()) if date else ""
    parts = (day, " → ".join(ways), str(values.get("reason") or ""), confirmed_said(values))
    return _BETWEEN.join(part for part in parts if part)


_CONFIRMED = {
    (True, True): N_("confirmed by both"),
    (True, False): N_("confirmed by who gave it"),
    (False, True): N_("confirmed by who took it"),
}


def confirmed_said(values: Mapping[str, Any]) -> str:
    """Who confirmed a hand-over; empty for nobody."""
    message = _CONFIRMED.get((bool(values.get("gave_confirmed")), bool(values.get("took_confirmed"))))
    return _(message) if message else ""


def custody_said(rows: Sequence[Mapping[str, Any]], day: int) -> str:
    """All hand-overs together: who has it on ``day``, since when, who is to have it, and what is amiss."""
    lines = handings(rows)
    if not lines:
        return ""
    had = [line for line in lines if line.first <= day]
    told = [_("{took} has had it since {date}.").format(took=line.took, date=_day(line)) for line in had[-1:]]
    told += [_("{took} is to have it: {date}.").format(took=line.took, date=_day(line)) for line in lines[len(had) :]]
    return sentences(*told, *(sentence for _line, sentence in flaws(lines)))


def _day(line: Handing) -> str:
    return words(line.date, language())
