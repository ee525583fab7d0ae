"""The moment at which something was, as one number that puts things of any zone in order.

A time with a zone is that moment. One without, and what has only a day, is reckoned in the zone of its day: that which
most of the pictures taken on it bear (``zone_of``), since who stood beside them had the same clock on the wall. Where
none bears one it is this computer's: that is where those who keep the archive live, and their cameras with them.
Each record has one number by this, whichever others it is compared with, so that the order is a total one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from archive_app.domain.dates.dates import day_number

_TIMED = re.compile(r"(-?\d{4,8}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)(Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII)
_SECOND = 1_000
_DAY = 86_400 * _SECOND
#: From the beginning of one day to that of the next, where clocks are put back.
_NEXT = _DAY + 3 * 3_600 * _SECOND
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Days from 1 March of year 0 to the beginning of 1970, and of 400 years.
_TO_1970, _CYCLE = 719_468, 146_097


def zone_of(day: int, captured: Iterable[str]) -> str:
    """The zone that most of these capture times bear which are of ``day``, of several the one that comes first; empty
    where none does. ``Z`` is what clocks say that know no place, and counts as none.
    """
    zones = Counter(
        match[3]
        for match in (_TIMED.fullmatch(written) for written in captured)
        if match and match[3] and match[3] != "Z" and _number(match[1]) == day
    )
    return zones.most_common(1)[0][0] if zones else ""


def instant(written: str, zone: str = "") -> int | None:
    """Milliseconds since 1970 of a time with its day (``2025-04-03T10:00:00.5+08:00``), in ``zone`` where it bears
    none; ``None`` for anything less.
    """
    match = _TIMED.fullmatch(written.strip())
    if match is None:
        return None
    try:
        time = datetime.fromisoformat(f"{match[1]}T{match[2]}{match[3] or zone}")
    except ValueError:
        return None
    if time.tzinfo is not None:
        return _milliseconds(time)
    try:
        return _milliseconds(time.astimezone())
    except (OverflowError, OSError, ValueError):
        return _milliseconds(time.replace(tzinfo=UTC))


def beginning(day: int, zone: str = "") -> int:
    """When ``day`` (year·10000 + month·100 + day, of any year) began in ``zone``, in milliseconds since 1970."""
    year, rest = divmod(day, 10_000)
    month, number = max(rest // 100, 1), max(rest % 100, 1)
    if 1970 < year < 3000:
        with suppress(ValueError, OverflowError, OSError):
            return int(datetime.fromisoformat(f"{year}-{month:02}-{number:02}T00:00{zone}").timestamp()) * _SECOND
    # The year begins in March here, so that its odd day comes last.
    shifted = year - (month <= 2)
    era, of_era = divmod(shifted, 400)
    of_year = (153 * (month - 3 if month > 2 else month + 9) + 2) // 5 + number - 1
    days = era * _CYCLE + of_era * 365 + of_era // 4 - of_era // 100 + of_year - _TO_1970
    return days * _DAY


def moment(date: str, first: int | None, last: int | None, captured: Collection[str], zone: str = "") -> int | None:
    """The moment of a record with this date, its first and last possible day, and these capture times of its files;
    ``None`` where it has no date. A time is believed where it lies on the very day that the record is dated, or on one
    of two. ``zone`` is that of its first day.
    """
    if first is None or last is None:
        return None
    timed = instant(date, zone)
    if timed is not None:
        return timed
    begun = beginning(first, zone)
    if captured and (first == last or beginning(last, zone) - begun <= _NEXT):
        for written in captured:
            found = instant(written, zone)
            if found is None:
                continue
            if any(first <= day <= last for day in (_number(written[:10]), _day_there(found, zone))):
                return found
    return begun


def _milliseconds(time: datetime) -> int:
    passed = time - _EPOCH
    return passed.days * _DAY + passed.seconds * _SECOND + passed.microseconds // _SECOND


def _number(day: str) -> int:
    return int(day.replace("-", "")) if day.count("-") == 2 and not day.startswith("-") else 0


def days_about(milliseconds: int) -> tuple[int, ...]:
    """The days that it may have been at a moment, wherever on earth; none outside of the calendar."""
    with suppress(OverflowError, ValueError):
        day = _EPOCH + timedelta(milliseconds=milliseconds)
        return tuple(day_number(day + timedelta(days=apart)) for apart in (-1, 0, 1))
    return ()


def _day_there(milliseconds: int, zone: str) -> int:
    """The day on which a moment was in this zone."""
    try:
        time = datetime.fromtimestamp(milliseconds / _SECOND, UTC)
        return day_number(time.astimezone(datetime.fromisoformat(f"1970-01-01T00:00{zone}").tzinfo))
    except (OverflowError, OSError, ValueError):
        return 0
