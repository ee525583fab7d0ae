"""Dates as the sources say them: EDTF inside, whatever people write outside.

:func:`parse_date` reads EDTF (ISO 8601-2, levels 0 to 2) and what people and inventories write (see
:mod:`.writing`) and gives the EDTF text with its first and last possible day. Not read are EDTF's
significant digits (``1950S2``).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from archive_app.domain.dates.elements import OPEN_FUTURE, OPEN_PAST, bounds, read_element, year_text
from archive_app.domain.dates.value import DateValue
from archive_app.domain.dates.words import words as words
from archive_app.errors import InvalidInput
from archive_app.i18n import _

__all__ = ["OPEN_FUTURE", "OPEN_PAST", "from_capture", "parse_date", "words"]

_LONGEST = 120
_CAPTURE = re.compile(r"(\d{4})(?:[-:](\d\d)(?:[-:](\d\d))?(?:[T ].*)?)?", re.ASCII | re.DOTALL)
_TIME = r"(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d|24:00:00)"
_ZONE = r"(?:Z|[+-](?:(?:0[1-9]|1[0-3])(?::[0-5]\d)?|14:00|00:(?:0[1-9]|[1-5]\d)))"
_DATE_AND_TIME = re.compile(rf"(-?\d{{4}}-\d\d-\d\d)T{_TIME}{_ZONE}?", re.ASCII)
# One digit is enough of an exponent: years of more than eight digits are not kept.
_EXPONENT = re.compile(r"Y(-?[1-9]\d*)E([1-9])", re.ASCII)
_YEAR, _MONTH, _MARK = r"-?\d{4}", r"(?:0[1-9]|1[0-2])", "[?~%]"
_MARKED_INSIDE = re.compile(
    rf"(?:{_MARK}?{_YEAR}|{_YEAR}{_MARK})(?:-{_MARK}?{_MONTH}(?:-{_MARK}?\d\d)?)?|{_YEAR}-{_MONTH}{_MARK}-\d\d",
    re.ASCII,
)
_MARKS = re.compile(_MARK)


def parse_date(text: str) -> DateValue:
    """What ``text`` says, in EDTF and human writing alike; ``c. 1984`` becomes ``1984~``.

    Raises InvalidInput, with a sentence that shows how to write it, for everything else.
    """
    try:
        return _parse(text.strip())
    except InvalidInput as fault:
        # The cached exception must not collect the tracebacks of all who meet it.
        raise InvalidInput(fault.message) from None


def kept_date(text: str | None) -> DateValue | None:
    """A date as a row keeps it; None for none, and for what no date can be made of: that stands in the log as well,
    where verify compares it.
    """
    try:
        return parse_date(text) if text else None
    except InvalidInput:
        return None


def day_number(day: date) -> int:
    """A day as it is compared: year·10000 + month·100 + day, as the bounds of a date are."""
    return day.year * 10_000 + day.month * 100 + day.day


def from_capture(captured: str) -> str:
    """The EDTF day of a capture time (``2025-04-03T10:00:00+08:00``, EXIF's ``2025:04:03 10:00:00``), or ``""``."""
    match = _CAPTURE.fullmatch(captured.strip())
    if not match:
        return ""
    day = "-".join(part for part in match.groups() if part)
    return day if match[1] != "0000" and read_element(day) else ""


@lru_cache(maxsize=8192)
def _parse(text: str) -> DateValue:
    shown = "".join(c if c.isprintable() else "�" for c in text[:40])
    if 0 < len(text) <= _LONGEST:
        # What is EDTF already stays what it says.
        span = _span(text)
        edtf = text if span else _from_writing(text)
        span = span or (_span(edtf) if edtf else None)
        if edtf and span and span[0] > span[1]:
            raise InvalidInput(_("“{text}” ends before it begins.").format(text=shown))
        if edtf and span:
            return DateValue(edtf, *span)
    raise InvalidInput(
        _(
            "“{text}” is not a date that can be read. Write it like 2001, 2025-04, 2025-04-03, 1984~ for “about”,"
            " 201X for a decade, or 2001/2010 for a time between."
        ).format(text=shown)
    )


def _from_writing(text: str) -> str | None:
    # Not above: what is kept is EDTF, and the patterns of what people write take long to make ready.
    from archive_app.domain.dates.writing import to_edtf

    return to_edtf(text)


def _span(edtf: str) -> tuple[int, int] | None:
    """First and last day of an EDTF date, or None if it is none."""
    element = read_element(edtf)
    if element:
        return bounds(element)
    if edtf.count("/") == 1:
        return _interval(*edtf.split("/"))
    if edtf[0] + edtf[-1] in ("[]", "{}"):
        return _set(edtf)
    return _rare(edtf)


def _interval(lower: str, upper: str) -> tuple[int, int] | None:
    if lower in ("", "..") and upper in ("", ".."):
        return None
    first = (OPEN_PAST, OPEN_PAST) if lower in ("", "..") else _part(lower)
    last = (OPEN_FUTURE, OPEN_FUTURE) if upper in ("", "..") else _part(upper)
    return (first[0], last[1]) if first and last else None


def _part(edtf: str) -> tuple[int, int] | None:
    element = read_element(edtf)
    return bounds(element) if element else _rare(edtf)


def _set(edtf: str) -> tuple[int, int] | None:
    members = [member.strip() for member in edtf[1:-1].split(",")]
    if len(members) == 1 and ".." not in members[0]:
        return None
    spans = []
    for member in members:
        lower, dots, upper = member.partition("..")
        if any(end and not read_element(end) for end in (lower, upper)):
            return None
        span = _interval(lower, upper) if dots else _part(lower)
        if span is None or span[0] > span[1]:
            return None
        spans.append(span)
    return min(span[0] for span in spans), max(span[1] for span in spans)


def _rare(edtf: str) -> tuple[int, int] | None:
    """Times of day, marks inside a date (``2004-06~-11``) and years with exponents (``Y-17E7``)."""
    time = _DATE_AND_TIME.fullmatch(edtf)
    far = _EXPONENT.fullmatch(edtf)
    if time:
        plain = time[1]
    elif far:
        plain = year_text(int(far[1]) * 10 ** int(far[2])) or ""
    elif _MARKED_INSIDE.fullmatch(edtf):
        plain = _MARKS.sub("", edtf)
    else:
        return None
    element = read_element(plain)
    return bounds(element) if element else None
