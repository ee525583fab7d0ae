"""Days written in numbers, of which one has to know which is the day: the order is said for a whole column of a table,
or told by its days together, never guessed for one of them.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from archive_app.domain.dates.dates import parse_date
from archive_app.errors import InvalidInput
from archive_app.i18n import _

#: Day, month and year by the places of a date; and the two ways in which spreadsheets count days.
ORDERS = ("dmy", "mdy", "ymd")
SERIALS = ("1900", "1904")
_NUMBERS = re.compile(r"(\d{1,4})\s*([./\-\s])\s*(\d{1,2})\s*\2\s*(\d{1,4})\.?(?:[T ]+[\d:.]+)?", re.ASCII)
_SERIAL = re.compile(r"(\d{1,6})(?:\.\d+)?", re.ASCII)
_LIKE_SERIAL = re.compile(r"\d{5}(?:\.\d+)?", re.ASCII)
#: Day 0 of each; 1900 has a 29 February there that never was, which days from 61 on make good.
_DAY_ZERO = {"1900": dt.date(1899, 12, 30), "1904": dt.date(1904, 1, 1)}
_FIRST_SURE = 61


def day_order(cells: Iterable[str]) -> str | None:
    """``dmy`` or ``mdy``, where the days of a column say so; empty where none does, ``None`` where some say this and
    some that.
    """
    said = set()
    for cell in cells:
        match = _NUMBERS.fullmatch(cell.strip())
        if match is None or len(match[1]) > 2:
            continue
        if int(match[1]) > 12:
            said.add("dmy")
        elif int(match[3]) > 12:
            said.add("mdy")
    return None if len(said) > 1 else next(iter(said), "")


def read_day(text: str, order: str | None = "", century: int = 0) -> str:
    """The EDTF date that ``text`` says, its numbers in ``order`` (or as a spreadsheet counts: ``1900``, ``1904``). A
    year of two digits is one of the hundred from ``century`` on. InvalidInput for what can be read in two ways.
    """
    plain = text.strip()
    if order in SERIALS and (match := _SERIAL.fullmatch(plain)) is not None:
        if 1000 <= int(match[1]) < 3000:
            sentence = _("“{value}” may be a year, or a day as spreadsheets count them.")
            raise InvalidInput(sentence.format(value=plain))
        return _of_serial(int(match[1]), order)
    match = _NUMBERS.fullmatch(plain)
    if match is None and _LIKE_SERIAL.fullmatch(plain):
        sentence = _("“{value}” may be a day as spreadsheets count them: say for this column since when.")
        raise InvalidInput(sentence.format(value=plain))
    if match is None:
        return parse_date(plain).edtf
    first, second, third = match[1], match[3], match[4]
    if len(first) > 2:
        return _day(first, second, third, plain)
    if order == "ymd":
        return _day(_year(first, plain, century), second, third, plain)
    if order not in ORDERS:
        order = day_order([plain]) or ("dmy" if first == second else "") if order is not None else None
    if not order:
        sentence = _("“{value}” can be two different days. Say the order of day, month and year for this column.")
        raise InvalidInput(sentence.format(value=plain))
    day, month = (first, second) if order == "dmy" else (second, first)
    return _day(_year(third, plain, century), month, day, plain)


def _year(digits: str, text: str, century: int) -> str:
    if len(digits) == 4:
        return digits
    if not century:
        sentence = _("“{value}” does not say its century. Say for this column from which year on such years are.")
        raise InvalidInput(sentence.format(value=text))
    return str(century + (int(digits) - century) % 100)


def _day(year: str, month: str, day: str, text: str) -> str:
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        raise InvalidInput(_("There is no such day: “{value}”.").format(value=text)) from None


def _of_serial(days: int, since: str) -> str:
    if since == "1900" and days < _FIRST_SURE:
        raise InvalidInput(_("There is no such day: “{value}”.").format(value=days))
    try:
        return (_DAY_ZERO[since] + dt.timedelta(days)).isoformat()
    except OverflowError:
        raise InvalidInput(_("There is no such day: “{value}”.").format(value=days)) from None
