"""The smallest parts of an EDTF date, and which days they may mean.

An element is a year, a month or a day with unspecified digits and a mark: ``201X``, ``2025-04``, ``1984~``,
``2004-06-XX``, ``2001-21`` (a season). Intervals and sets are made of elements. Days are numbered year·10000 +
month·100 + day, which orders years before 1 properly as well: -9500-01-01 is -94999899.

Source: EDTF as in ISO 8601-2:2019 and the Library of Congress's specification, levels 0 to 2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

#: Bounds of an interval without beginning or end; no date reaches them.
OPEN_PAST = -1_000_000_000_000
OPEN_FUTURE = 1_000_000_000_000

_LARGEST_YEAR = 99_999_999

_ELEMENT = re.compile(
    r"(?P<year>-?[\dX]{4}|Y-?\d{5,8})"
    r"(?:-(?P<month>[\dX]{2})(?:-(?P<day>[\dX]{2}))?)?"
    r"(?P<mark>[?~%]?)",
    re.ASCII,
)

# First and last month and day of EDTF's seasons; a last month over 12 is in the next year. 21 to 24 say "wherever it
# was": they are taken as northern, as this archive's home city is.
_SEASONS = {
    21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14),
    25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 14),
    29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8),
    33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12),
    37: (1, 4), 38: (5, 8), 39: (9, 12),
    40: (1, 6), 41: (7, 12),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Element:
    """One year, month, day or season as written: digits and X. ``month`` and ``day`` may be empty."""

    year: str
    month: str = ""
    day: str = ""
    mark: str = ""

    @property
    def approximate(self) -> bool:
        return self.mark in ("~", "%")

    @property
    def uncertain(self) -> bool:
        return self.mark in ("?", "%")

    @property
    def season(self) -> int | None:
        """EDTF's number of the season, quarter or half year; None for a month."""
        return int(self.month) if self.month.isdigit() and int(self.month) > 12 else None


def read_element(text: str) -> Element | None:
    """``text`` as an element, or None if it is none or no calendar has such a day (``2001-02-30``)."""
    match = _ELEMENT.fullmatch(text)
    if not match:
        return None
    element = Element(match["year"], match["month"] or "", match["day"] or "", match["mark"])
    if element.year in ("-0000", "XXXX", "-XXXX") or (element.season and element.day):
        return None
    return element if bounds(element) else None


def bounds(element: Element) -> tuple[int, int] | None:
    """The first and the last day that ``element`` may mean, or None if there is none."""
    years = _years(element.year)
    if element.season:
        if element.season not in _SEASONS:
            return None
        first, last = _SEASONS[element.season]
        last_year, last_month = years[1] + (last > 12), (last - 1) % 12 + 1
        return _number(years[0], first, 1), _number(last_year, last_month, days_in_month(last_year, last_month))
    months = [int(element.month)] if element.month.isdigit() else [m for m in range(1, 13) if _fits(m, element.month)]
    first_day = _day(years, months, element.day)
    last_day = _day(years, months[::-1], element.day, last=True)
    if first_day is None or last_day is None:
        return None
    return _number(years[0], *first_day), _number(years[1], *last_day)


def days_in_month(year: int, month: int) -> int:
    """The days of a month in the Gregorian calendar carried back before its time, year 0 included."""
    if month == 2:
        return 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def year_text(year: int) -> str | None:
    """``year`` (0 is 1 BC) as EDTF writes it, or None where it is too far away to be kept."""
    if abs(year) > _LARGEST_YEAR:
        return None
    if abs(year) > 9999:
        return f"Y{year}"
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _years(text: str) -> tuple[int, int]:
    digits = text.removeprefix("Y")
    ends = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return min(ends), max(ends)


def _fits(number: int, digits: str) -> bool:
    return all(want in ("X", got) for got, want in zip(f"{number:02}", digits, strict=False))


def _day(years: tuple[int, int], months: list[int], digits: str, *, last: bool = False) -> tuple[int, int] | None:
    for month in months:
        if month < 1:
            return None
        # With a digit of the year unknown, the 29th of February may have been.
        length = days_in_month(years[1] if years[0] == years[1] else 2000, month)
        if not digits or digits == "XX":
            return month, length if last else 1
        days = [int(digits)] if digits.isdigit() else [day for day in range(1, length + 1) if _fits(day, digits)]
        if days and 1 <= days[0] <= length:
            return month, days[-1 if last else 0]
    return None


def _number(year: int, month: int, day: int) -> int:
    return year * 10000 + month * 100 + day
