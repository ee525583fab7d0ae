"""The day on which something was taken, where it was taken, of times that are known in UTC alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from archive_app.domain.dates.dates import from_capture

#: By so many hours the clocks of a place are behind and ahead of the sun: nearly everywhere, and anywhere.
_USUAL = (1.0, 1.6)
_ANYWHERE = (1.0, 3.2)


class Zone(StrEnum):
    """Where the time zone of a capture is from; AS_SAID where the file says it, or no zone is needed."""

    AS_SAID = ""
    POSITION = "position"
    COMPUTER = "computer"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Capture:
    """A time as the clock on the spot showed it, its day in EDTF (doubtful where the zone is), and whence the zone."""

    captured: str
    day: str
    zone: Zone = Zone.AS_SAID


def on_the_spot(captured: str, longitude: float | None) -> Capture:
    """``captured`` as files have it (ISO 8601): one in UTC is brought to the time of the place.

    The zone is this computer's, where the position fits it. Without a position the day by this computer's zone is
    doubtful, and far from here it is one of the days that it may have been there.
    """
    if not captured.endswith("Z") or "T" not in captured:
        return Capture(captured, from_capture(captured))
    try:
        moment = datetime.fromisoformat(captured)
        here = moment.astimezone()
        if longitude is None:
            return Capture(captured, f"{here.date()}?", Zone.COMPUTER)
        ahead = ((here.utcoffset() or timedelta()) / timedelta(hours=1)) - longitude / 15
        if -_USUAL[0] <= ahead <= _USUAL[1]:
            return Capture(here.isoformat(timespec="seconds"), str(here.date()), Zone.POSITION)
        days = [_day(moment, longitude / 15 + hours) for hours in (-_ANYWHERE[0], _ANYWHERE[1])]
    except (ValueError, OverflowError, OSError):
        return Capture(captured, from_capture(captured))
    if days[0] == days[1]:
        return Capture(captured, str(days[0]), Zone.POSITION)
    return Capture(captured, f"[{days[0]},{days[1]}]", Zone.UNKNOWN)


def _day(moment: datetime, hours: float) -> date:
    return moment.astimezone(timezone(timedelta(hours=max(-12.0, min(14.0, hours))))).date()
