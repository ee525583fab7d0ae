"""How far a camera's clock was wrong, as people write it, and times put right by it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from archive_app.errors import InvalidInput
from archive_app.i18n import _

_CLOCK = re.compile(r"([+\-\u2212]?)(\d{1,6}):([0-5]\d)(?::([0-5]\d))?", re.ASCII)
_PARTS = re.compile(
    r"([+\-\u2212]?)\s*(?:(\d{1,6})\s*(?:d|days?|天|日)\s*)?(?:(\d{1,6})\s*(?:h|hours?|小时)\s*)?"
    r"(?:(\d{1,6})\s*(?:m|min|minutes?|分钟?)\s*)?(?:(\d{1,6})\s*(?:s|sec|seconds?|秒)\s*)?",
    re.IGNORECASE,
)
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(\.\d+)?(Z|[+-]\d\d(?::?\d\d)?)?", re.ASCII)


def parse_shift(text: str) -> timedelta:
    """``+1d 2h``, ``-30m``, ``-1:30`` or ``90 seconds``; InvalidInput shows how to write it."""
    written = text.strip()
    clock, parts = _CLOCK.fullmatch(written), _PARTS.fullmatch(written)
    if clock:
        sign, hours, minutes, seconds = clock.groups()
        days = "0"
    elif parts and any(parts.groups()[1:]):
        sign, days, hours, minutes, seconds = parts.groups()
    else:
        raise InvalidInput(
            _("“{text}” is no length of time. Write it like +1d 2h, -30m or -1:30.").format(text=text[:40])
        )
    length = timedelta(days=int(days or 0), hours=int(hours or 0), minutes=int(minutes or 0), seconds=int(seconds or 0))
    return -length if sign and sign != "+" else length


def between(captured: str, taken: str) -> timedelta:
    """By how much a clock was wrong that wrote ``captured`` at what was ``taken``: a day and a time, in the zone of the
    clock where none is said. InvalidInput where either is no time.
    """
    right = _TIME.fullmatch("T".join(taken.split()) if "T" not in taken else taken.strip())
    wrong = _TIME.fullmatch(captured)
    if wrong is None:
        raise InvalidInput(_("Its file does not say at what time it was taken."))
    if right is None:
        raise InvalidInput(
            _("“{text}” is no day with a time. Write it like 2025-04-03 17:30.").format(text=taken.strip()[:40])
        )
    try:
        one = datetime.fromisoformat(wrong[0])
        other = datetime.fromisoformat(right[0])
    except ValueError:
        raise InvalidInput(
            _("“{text}” is no day with a time. Write it like 2025-04-03 17:30.").format(text=taken.strip()[:40])
        ) from None
    if one.tzinfo is None or other.tzinfo is None:
        one, other = one.replace(tzinfo=None), other.replace(tzinfo=None)
    return other - one


def shifted(captured: str, by: timedelta) -> str | None:
    """``captured`` moved, as exactly as it was written and in its zone; ``None`` where it bears no time. InvalidInput
    where it would leave the calendar.
    """
    match = _TIME.fullmatch(captured)
    if match is None:
        return None
    day, minute, second, fraction, zone = match.groups()
    try:
        moved = datetime.fromisoformat(f"{day}T{minute}{second or ''}") + by
    except (OverflowError, ValueError):
        raise InvalidInput(_("So far a time cannot be moved.")) from None
    written = moved.isoformat(timespec="seconds" if second or by.seconds % 60 else "minutes")
    return f"{written}{fraction or ''}{zone or ''}"
