"""Accession numbers: how an archive makes them up, and what is missing in their series.

A museum gives each object that it takes in one number for ever, in the order in which they come (Spectrum 5.1,
Acquisition and accessioning). How the number is written is the archive's own affair: it is a pattern, such as
``{year}.{n}`` for 2026.14, or ``G-{n:5}`` for G-00014.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass

from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _

SCHEME = "accession_scheme"
USUAL = "{year}.{n}"
_PLACE = re.compile(r"\{(?:(year)|n(?::([1-9]))?)\}")
#: What a pattern or a number that is kept may be at most, so that reading it costs nothing.
_LONGEST, _DIGITS = 60, 9
#: Of one series no more gaps are told one by one.
MOST_GAPS = 1_000
WRONG = N_(
    "“{pattern}” is no pattern of accession numbers: it has {{n}} once, and {{year}} at most once, as {example}."
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """A pattern that :func:`read_scheme` has read; ``width`` are the digits of a number at least."""

    pattern: str
    width: int
    yearly: bool

    def number(self, year: int, ordinal: int) -> str:
        """The number of the ``ordinal``-th object, of this year where the years are counted apart."""
        return _PLACE.sub(lambda place: f"{year:04}" if place[1] else f"{ordinal:0{self.width}}", self.pattern)

    def read(self, number: str) -> tuple[int, int] | None:
        """The year (0 where they are not counted apart) and the ordinal of a number; None where it is not made so."""
        if len(number) > _LONGEST:
            return None
        match = re.fullmatch(self._expression(), number, re.ASCII)
        if match is None:
            return None
        return int(match["year"]) if self.yearly else 0, int(match["n"])

    def _expression(self) -> str:
        parts, end = [], 0
        for place in _PLACE.finditer(self.pattern):
            parts.append(re.escape(self.pattern[end : place.start()]))
            parts.append(r"(?P<year>\d{4})" if place[1] else rf"(?P<n>\d{{1,{_DIGITS}}})")
            end = place.end()
        return "".join((*parts, re.escape(self.pattern[end:])))


def read_scheme(pattern: str) -> Scheme:
    """The scheme of ``pattern``; InvalidInput where it is none."""
    text = pattern.strip() or USUAL
    places = list(_PLACE.finditer(text))
    years, ordinals = sum(bool(place[1]) for place in places), [place for place in places if not place[1]]
    rest = _PLACE.sub("", text)
    beside = any(first.end() == then.start() for first, then in itertools.pairwise(places))
    if len(ordinals) != 1 or years > 1 or beside or len(text) > _LONGEST or "{" in rest or "}" in rest:
        raise InvalidInput(_(WRONG).format(pattern=text[:_LONGEST], example=USUAL))
    return Scheme(text, int(ordinals[0][2] or 1), bool(years))


@dataclass(frozen=True, slots=True)
class Series:
    """The numbers of one year, or of all (``year`` 0): how many there are, from which to which, and which are missing,
    as pairs of the first and the last of a gap.
    """

    year: int
    count: int
    first: int
    last: int
    gaps: tuple[tuple[int, int], ...]

    @property
    def missing(self) -> int:
        """How many numbers are missing in all."""
        return sum(last - first + 1 for first, last in self.gaps)


def series(scheme: Scheme, numbers: Iterable[str]) -> tuple[list[Series], list[str]]:
    """The series that ``numbers`` make, by year, and those that are not made by ``scheme``. A series begins with 1."""
    by_year: dict[int, set[int]] = {}
    others = []
    for number in numbers:
        read = scheme.read(number)
        if read is None:
            others.append(number)
        else:
            by_year.setdefault(read[0], set()).add(read[1])
    return [_series(year, sorted(there)) for year, there in sorted(by_year.items())], sorted(others)


def following(scheme: Scheme, numbers: Iterable[str], year: int, count: int = 1) -> list[str]:
    """The next ``count`` numbers: behind the last one, since a gap is of one that was there."""
    there = [read for number in numbers if (read := scheme.read(number)) is not None]
    last = max((ordinal for of, ordinal in there if of == (year if scheme.yearly else 0)), default=0)
    return [scheme.number(year, last + place) for place in range(1, count + 1)]


def _series(year: int, there: list[int]) -> Series:
    gaps: list[tuple[int, int]] = []
    before = 0
    for ordinal in there:
        if ordinal > before + 1 and len(gaps) < MOST_GAPS:
            gaps.append((before + 1, ordinal - 1))
        before = ordinal
    return Series(year, len(there), there[0], there[-1], tuple(gaps))
