"""Where a thing is, and was: every movement is a line, and for any day one can say in which place it lay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from archive_app.domain.dates.dates import kept_date, words
from archive_app.domain.model.records import RecordRef
from archive_app.i18n import _, language, sentences

_BETWEEN = " · "
#: Between the places of a path, from the outermost to the innermost, and what else may be typed for it.
INTO = " › "
SIGNS = "›>/"


@dataclass(frozen=True, slots=True)
class Movement:
    """One movement: ``number`` is its place (from 1) in the order of the record, ``first`` and ``last`` the days
    (year·10000 + month·100 + day) between which it was. ``back`` is the last day until which it was meant to be there;
    0 where nothing says that. Places that are gone are ``None``.
    """

    number: int
    date: str
    first: int
    last: int
    place: RecordRef | None
    was_in: RecordRef | None
    until: str
    back: int


def movements(rows: Iterable[Mapping[str, Any]]) -> tuple[Movement, ...]:
    """The movements of a thing in the order of their days; of one day, as they stand. ``rows`` are those of the detail
    ``movement``, in the order of the record.
    """
    found = []
    for number, row in enumerate(rows, 1):
        day = kept_date(str(row["date"]))
        if day is None:
            continue
        until = str(row.get("until") or "")
        place, was_in = (_place(row.get(name)) for name in ("place", "was_in"))
        found.append(Movement(number, day.edtf, day.earliest, day.latest, place, was_in, until, last_day(until)))
    return tuple(sorted(found, key=lambda each: (each.first, each.last, each.number)))


def last_day(until: str) -> int:
    """The last day that a date may mean; 0 where it is none."""
    day = kept_date(until)
    return day.latest if day is not None else 0


def place_on(lines: Sequence[Movement], day: int) -> Movement | None:
    """The movement that brought it where it was at the end of ``day``; ``None`` before the first."""
    before = [line for line in lines if line.first <= day]
    return before[-1] if before else None


def flaws(lines: Sequence[Movement]) -> Iterator[tuple[Movement, str]]:
    """Where a movement does not begin where the one before it ended, each in one sentence, by its line."""
    before: Movement | None = None
    for line in lines:
        there = before.place if before is not None else None
        if there is not None and line.was_in is not None and line.was_in.id != there.id:
            sentence = _("{date}: it was taken from “{was_in}”, but was in “{place}”.")
            day = words(line.date, language())
            yield line, sentence.format(date=day, was_in=line.was_in.title, place=there.title)
        before = line


def below(parents: Mapping[int, int], places: Iterable[int]) -> set[int]:
    """``places`` and all that lie in them, of those in ``parents``: every place, and in which it lies (0 for none)."""
    inside: dict[int, list[int]] = defaultdict(list)
    for place, parent in parents.items():
        inside[parent].append(place)
    found: set[int] = set()
    waiting = list(places)
    while waiting:
        place = waiting.pop()
        if place in parents and place not in found:
            found.add(place)
            waiting += inside[place]
    return found


def way(parents: Mapping[int, int], place: int) -> list[int]:
    """The places in which ``place`` lies, from the outermost to itself; in a circle each once."""
    found: list[int] = []
    while place and place not in found:
        found.insert(0, place)
        place = parents.get(place, 0)
    return found


def movement_said(values: Mapping[str, Any]) -> str:
    """“3 May 2024 · Shelf 1 → Showcase · for the exhibition · until June 2024 · Anna”."""
    date, until = str(values.get("date") or ""), str(values.get("until") or "")
    places = [place.title for name in ("was_in", "place") if (place := _place(values.get(name))) is not None]
    parts = (
        words(date, language()) if date else "",
        " → ".join(places),
        str(values.get("reason") or ""),
        _("until {date}").format(date=words(until, language())) if until else "",
        str(values.get("moved_by") or ""),
        str(values.get("note") or ""),
    )
    return _BETWEEN.join(part for part in parts if part)


def whereabouts_said(rows: Sequence[Mapping[str, Any]], day: int) -> str:
    """All movements together: where it is on ``day``, since when, until when, where it goes, and what is amiss."""
    lines = movements(rows)
    if not lines:
        return ""
    now = place_on(lines, day)
    told = []
    if now is not None:
        said = _("It has been in “{place}” since {date}.")
        told.append(said.format(place=_called(now), date=words(now.date, language())))
        if now.until:
            told.append(_("It is to be there until {date}.").format(date=words(now.until, language())))
    coming = _("It goes to “{place}”: {date}.")
    later = lines[lines.index(now) + 1 :] if now is not None else lines
    told += [coming.format(place=_called(line), date=words(line.date, language())) for line in later]
    return sentences(*told, *(sentence for _line, sentence in flaws(lines)))


def _called(line: Movement) -> str:
    return line.place.title if line.place is not None else _("a place that is gone")


def _place(value: Any) -> RecordRef | None:
    return value if isinstance(value, RecordRef) else None
