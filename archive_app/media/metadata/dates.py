"""Dates as cameras and editors write them, made one: ISO 8601 text of as much as is known.

``YYYY``, ``YYYY-MM``, ``YYYY-MM-DD`` or ``YYYY-MM-DDTHH:MM[:SS[.fff]]`` with ``Z`` or ``±HH:MM`` where the
zone is known. A date that cannot be is an empty string. Time is never converted: it stays what the
clock on the spot showed.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

_WRITTEN = re.compile(
    r"""\s*(?P<year>\d{4})
    (?:[-:/. ](?P<month>\d{1,2})
    (?:[-:/. ](?P<day>\d{1,2})
    (?:(?:[T ]|\s*$)\s*(?:(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?)?
    )?)?)?\s*(?P<zone>Z|[+-]\d{2}:?\d{2}(?::?\d{2})?)?\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_ZONE = re.compile(
    r"\s*(?:UTC|GMT)?\s*(?:(?P<sign>[+-])(?P<hours>\d{1,2}):?(?P<minutes>\d{2})|(?P<utc>Z|UTC|GMT))\s*$", re.I
)
_IPTC_DATE = re.compile(r"(\d{4})[-:/]?(\d{2})[-:/]?(\d{2})$")
_IPTC_TIME = re.compile(r"(\d{2}):?(\d{2}):?(\d{2})?\s*([+-]\d{2}:?\d{2}|Z)?$")
_FORMS = ("%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d", "%Y-%m")

#: Minutes past the hour that zones of the world use.
_QUARTERS = (0, 15, 30, 45)


def parse_written(text: str, fraction: str = "", zone: str = "") -> str:
    """An EXIF or XMP date, with the fraction of a second and the zone where those stand in fields of their own."""
    match = _WRITTEN.match(_without_blanks(text))
    if match is None:
        return ""
    part = match.groupdict()
    if part["day"] and part["day"] in ("0", "00"):
        part["day"] = part["hour"] = None
    if part["month"] and part["month"] in ("0", "00"):
        part["month"] = part["day"] = part["hour"] = None
    day = "-".join(f"{int(part[name]):02d}" for name in ("month", "day") if part[name])
    shown = part["year"] + (f"-{day}" if day else "")
    if part["hour"]:
        shown += f"T{int(part['hour']):02d}:{part['minute']}"
        if part["second"]:
            shown += f":{part['second']}"
    if not is_valid(shown):
        return ""
    if "T" not in shown:
        return shown
    digits = (part["fraction"] or fraction.strip()).rstrip("0") if part["second"] else ""
    if digits.isdecimal() and digits.isascii():
        shown += f".{digits[:6]}"
    return shown + (parse_zone(part["zone"] or "") or parse_zone(zone))


def _without_blanks(text: str) -> str:
    """A date of which a camera left parts blank, ``2001:05:  :  :``, cut where the blanks begin."""
    return re.split(r"[:\s]\s{2}", text.strip("\x00 \t\r\n"), maxsplit=1)[0]


def parse_zone(text: str) -> str:
    """``Z`` or ``±HH:MM``; empty where it is neither, or more than fourteen hours from Greenwich."""
    match = _ZONE.match(text)
    if match is None:
        return ""
    if match["utc"]:
        return "Z"
    hours, minutes = int(match["hours"]), int(match["minutes"])
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        return ""
    return f"{match['sign']}{hours:02d}:{minutes:02d}"


def parse_iptc(date: str, time: str) -> str:
    """IPTC-IIM ``CCYYMMDD`` and ``HHMMSS±HHMM``; months and days of 00 are unknown."""
    day = _IPTC_DATE.match(date.strip())
    if day is None:
        return parse_written(date)
    clock = _IPTC_TIME.match(time.strip())
    if clock is None or "00" in (day[2], day[3]):
        return parse_written("-".join(day.groups()))
    # Many programs write +0000 where they know no zone; it says nothing.
    zone = "" if not clock[4] or is_zero(parse_zone(clock[4])) else clock[4]
    return parse_written(f"{day[1]}-{day[2]}-{day[3]}T{clock[1]}:{clock[2]}:{clock[3] or '00'}", zone=zone)


def is_zero(zone: str) -> bool:
    """Whether a zone is that of Greenwich, which is also what programs write that know none."""
    return zone in ("Z", "+00:00", "-00:00")


def is_valid(text: str) -> bool:
    """Is there such a day and time (zone and fraction left out), in the year 1000 or later."""
    if text < "1000":
        return False
    if re.fullmatch(r"\d{4}", text):
        return True
    for form in _FORMS:
        try:
            datetime.strptime(text, form)
        except ValueError:
            continue
        return True
    return False


def zone_from_utc(local: str, utc: str) -> str:
    """The zone in which ``local`` and the satellites' ``utc`` are the same moment; empty where no zone fits.

    A satellite's time of more than a minute beside the shutter's is no proof, so only offsets within a minute of a
    zone's are believed.
    """
    try:
        difference = datetime.fromisoformat(local[:19]) - datetime.fromisoformat(utc[:19])
    except ValueError:
        return ""
    if len(local) < 19 or len(utc) < 19:
        return ""
    minutes = difference / timedelta(minutes=1)
    nearest = 15 * round(minutes / 15)
    if abs(minutes - nearest) > 1 or not -12 * 60 <= nearest <= 14 * 60 or abs(nearest) % 60 not in _QUARTERS:
        return ""
    sign = "+" if nearest >= 0 else "-"
    return f"{sign}{abs(nearest) // 60:02d}:{abs(nearest) % 60:02d}"


def has_time(text: str) -> bool:
    return "T" in text


def has_zone(text: str) -> bool:
    return has_time(text) and (text.endswith("Z") or bool(re.search(r"[+-]\d{2}:\d{2}$", text)))


def without_zone(text: str) -> str:
    """``text`` as the clock showed it, without zone and fraction."""
    return re.sub(r"(Z|[+-]\d{2}:\d{2})$", "", text)[:19] if has_time(text) else text
