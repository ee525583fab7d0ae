"""The moment at which something was, as one number that puts things of any zone in order.

Where a time bears no zone, and where only a day is known, it is reckoned in this computer's zone: that is where those
who keep the archive live, and their cameras with them.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import UTC, datetime

_TIMED = re.compile(r"(-?\d{4,8}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII)
_SECOND = 1_000
_DAY = 86_400 * _SECOND
#: From the beginning of one day to that of the next, where clocks are put back.
_NEXT = _DAY + 3 * 3_600 * _SECOND
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Days from 1 March of year 0 to the beginning of 1970, and of 400 years.
_TO_1970, _CYCLE = 719_468, 146_097


def instant(written: str) -> int | None:
    """Milliseconds since 1970 of a time with its day (``2025-04-03T10:00:00.5+08:00``); ``None`` for anything less."""
    match = _TIMED.fullmatch(written.strip())
    if match is None:
        return None
    try:
        time = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3] or ''}")
    except ValueError:
        return None
    if match[3]:
        return _milliseconds(time)
    try:
        return _milliseconds(time.astimezone())
    except (OverflowError, OSError, ValueError):
        return _milliseconds(time.replace(tzinfo=UTC))


def beginning(day: int) -> int:
    """When ``day`` (year·10000 + month·100 + day, of any year) began, in milliseconds since 1970."""
    year, rest = divmod(day, 10_000)
    month, number = max(rest // 100, 1), max(rest % 100, 1)
    if 1970 < year < 3000:
        with suppress(ValueError, OverflowError, OSError):
            return int(datetime(year, month, number).timestamp()) * _SECOND
    # The year begins in March here, so that its odd day comes last.
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + number - 1
    days = era * _CYCLE + of_era * 365 + of_era // 4 - of_era // 100 + of_year - _TO_1970
    return days * _DAY


def moment(date: str, first: int | None, last: int | None, captured: Collection[str]) -> int | None:
    """The moment of a record with this date, its first and last possible day, and these capture times of its files;
    ``None`` where it has no date. A time is believed where it lies on the very day that the record is dated, or on one
    of two.
    """
    if first is None or last is None:
        return None
    timed = instant(date)
    if timed is not None:
        return timed
    begun = beginning(first)
    if captured and (first == last or beginning(last) - begun <= _NEXT):
        for written in captured:
            found = instant(written)
            if found is not None and any(first <= day <= last for day in (_number(written[:10]), _day_here(found))):
                return found
    return begun


def _milliseconds(time: datetime) -> int:
    passed = time - _EPOCH
    return passed.days * _DAY + passed.seconds * _SECOND + passed.microseconds // _SECOND


def _number(day: str) -> int:
    return int(day.replace("-", "")) if day.count("-") == 2 and not day.startswith("-") else 0


def _day_here(milliseconds: int) -> int:
    """The day on which a moment was, where this computer is."""
    try:
        here = datetime.fromtimestamp(milliseconds / _SECOND)
    except (OverflowError, OSError, ValueError):
        return 0
    return here.year * 10_000 + here.month * 100 + here.day
