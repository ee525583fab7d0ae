"""Moments: stamped in UTC, asked for and shown in this computer's time zone, whose days a person means."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from archive_app.domain.dates.elements import days_in_month

#: Before and after every stamp, as text.
_FIRST, _LAST = "", "~"


def utc(moment: date | datetime) -> str:
    """A moment of this computer's time zone (a day: its beginning) as it is stamped: ISO 8601, milliseconds, ``Z``."""
    local = moment if isinstance(moment, datetime) else datetime.combine(moment, time())
    try:
        stamp = local.astimezone(UTC)
    except (OverflowError, OSError, ValueError):
        stamp = local.replace(tzinfo=UTC)
    return stamp.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def stamps_of(first: int, last: int) -> tuple[str, str]:
    """The stamps between which lies what was done on these days (year·10000 + month·100 + day, both inclusive): from
    the first of them on, and before the second.
    """
    return _beginning(first), _beginning(last + 1)


def local_moment(stamp: str) -> str:
    """A stamp in this computer's time zone, to the minute."""
    try:
        return datetime.fromisoformat(stamp).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError, OSError):
        return stamp[:16].replace("T", " ")


def _beginning(day: int) -> str:
    """When ``day`` began here; a number between two days means the later one."""
    year, month, number = day // 10_000, day // 100 % 100, max(day % 100, 1)
    if month < 1:
        month, number = 1, 1
    elif month > 12 or number > days_in_month(year, month):
        year, month, number = (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)
    if not date.min.year <= year <= date.max.year:
        return _FIRST if year < date.min.year else _LAST
    return utc(date(year, month, number))
