"""One day, month or year as people write it, without doubt."""

from __future__ import annotations

import re
from dataclasses import dataclass

from archive_app.domain.dates.elements import read_element, year_text
from archive_app.domain.dates.names import (
    AD_BEFORE,
    AD_BEHIND,
    BC_BEFORE,
    BC_BEHIND,
    ERA_NAMES,
    ERAS,
    FIRST_YEAR,
    MONTH,
    MONTHS,
    ROMAN_MONTH,
    ROMANS,
)
from archive_app.errors import InvalidInput
from archive_app.i18n import _

_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.|er)?"
_BEFORE_CHRIST = re.compile(
    rf"(?:{BC_BEFORE})\s?(?P<one>.+)|(?P<two>.*\d)\s?(?:{BC_BEHIND})|(?P<three>.+)\s(?:{BC_BEHIND})"
)
_ANNO_DOMINI = re.compile(
    rf"(?:{AD_BEFORE})\s?(?P<one>.+)|(?P<two>.*\d)\s?(?:{AD_BEHIND})|(?P<three>.+)\s(?:{AD_BEHIND})"
)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})(?P<sign>[-/.])(?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?")
_MIDNIGHT = re.compile(r"[t ](?:00:)?00:00(?:\.0+)?z?$")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")
_MONTH_YEAR = re.compile(r"(?P<month>\d{1,2})[/.](?P<year>\d{4})")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])\s?(\d{1,2})\2\s?(\d{4})")
_OF_ERA = re.compile(
    rf"(?P<era>{ERA_NAMES})\s?(?P<year>\d{{1,3}}|元)年?(?:(?P<month>\d{{1,2}})月(?:份|(?P<day>\d{{1,2}})[日号]?)?)?"
)
_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]{0,2}\s|"
    r"(?:mon|diens|donners|frei|sams|sonn)tag,?\s|mittwoch,?\s|[, ]?\(?(?:星期|周|礼拜)[1-6日天]\)?$"
)
_LEAD = re.compile(r"(?:im jahre?|in the year|the year|en l'an|l'an|anno|in|im|on|am|en|le|the)\s+(?=[\dcivxlcf])")


@dataclass(frozen=True, slots=True)
class _Patterns:
    """How days and months are written around a year."""

    year: re.Pattern[str]
    named: tuple[re.Pattern[str], ...]


def _patterns(year: str, marked: str) -> _Patterns:
    written, chinese = rf"(?P<year>{year})", rf"(?P<year>{marked})"
    return _Patterns(
        re.compile(rf"{written}|(?P<marked>{marked})年"),
        (
            re.compile(rf"(?:{_DAY}\s*(?:of\s+|de\s+)?)?(?P<name>{MONTHS})\.?,?\s+{written}"),
            re.compile(rf"(?P<name>{MONTHS})\.?\s+{_DAY},?\s+{written}"),
            re.compile(rf"{written},?\s+(?P<name>{MONTHS})\.?(?:\s+{_DAY})?"),
            re.compile(rf"(?:{_DAY}\s?[./-]?\s?)?(?P<roman>{ROMANS})[./-]?\s?{written}"),
            re.compile(rf"{chinese}年(?P<month>\d{{1,2}})月(?:份|(?P<day>\d{{1,2}})[日号]?)?"),
        ),
    )


_COMMON = _patterns(r"\d{4}", r"\d{3,4}")
_OF_CHRIST = _patterns(r"\d{1,8}", r"\d{1,8}")


def christ(text: str) -> tuple[int, str]:
    """−1 and 1 where ``text`` says that it is before or after Christ, else 0; and the rest of it."""
    for era, pattern in ((-1, _BEFORE_CHRIST), (1, _ANNO_DOMINI)):
        match = pattern.fullmatch(text)
        if match:
            return era, (match["one"] or match["two"] or match["three"]).strip()
    return 0, text


def year_of(number: int, era: int) -> str | None:
    """EDTF's year: it has a year 0, and there is none before Christ, so that 1 BC is 0000."""
    if number < 1 and era:
        return None
    return year_text(1 - number if era < 0 else number)


def plain(text: str) -> str | None:
    """A year, month or day in EDTF's writing, or None; whether such a day exists is not checked.

    Raises InvalidInput where it can be read in two ways.
    """
    rest = _WEEKDAY.sub("", _LEAD.sub("", _MIDNIGHT.sub("", text))).strip()
    if re.fullmatch(r"-?[\dx]{4}(-[\dx]{2}){0,2}", rest, re.ASCII) and read_element(rest.upper()):
        return rest.upper()
    # "20xx-..": a decade or century whose end nobody knows says no more than its digits.
    unfinished = re.fullmatch(r"(\d{1,3}x{1,3})-\.\.", rest, re.ASCII)
    if unfinished:
        return unfinished[1].upper()
    return _numbers(rest) or _of_era(rest) or _in_words(rest)


def _numbers(text: str) -> str | None:
    match = _YEAR_FIRST.fullmatch(text)
    if match and match["sign"] == "/" and not match["day"]:
        return year_slash(match["year"], match["month"], text)
    for pattern in (_YEAR_FIRST, _COMPACT, _MONTH_YEAR):
        match = pattern.fullmatch(text)
        if match and int(match["month"]) <= 12:
            return _joined(match["year"], match.groupdict())
    return _year_last(text)


def year_slash(year: str, second: str, text: str) -> str | None:
    """``1914/18``, ``2010/11`` (also with a dash that is no hyphen): a later year by its end, or a month."""
    number, end = int(second), int(year[2:])
    begun = int(year[:2]) + (end == 99 and not number)
    later = f"{begun:02}{second}" if number > end or begun > int(year[:2]) else ""
    if len(second) == 1 or not later:
        return f"{year}-{number:02}" if 1 <= number <= 12 else None
    if number > 12:
        return f"{year}/{later}"
    month = f"{year}-{second}" if number else year
    raise InvalidInput(
        _("“{text}” can be a month or some years: write {one} or {two}.").format(
            text=text, one=month, two=f"{year}/{later}"
        )
    )


def _joined(year: str, parts: dict[str, str | None]) -> str:
    """Months and days of 00 are not known, as databases write them."""
    found = [year]
    for part in (parts.get("month"), parts.get("day")):
        if not part or not int(part):
            break
        found.append(f"{int(part):02}")
    return "-".join(found)


def _in_words(text: str) -> str | None:
    era, rest = christ(text)
    patterns = _OF_CHRIST if era else _COMMON
    match = patterns.year.fullmatch(rest)
    if match:
        return year_of(int(match["year"] or match["marked"]), era)
    for pattern in patterns.named:
        match = pattern.fullmatch(rest)
        if match:
            parts = match.groupdict()
            name, roman = parts.get("name"), parts.get("roman")
            month = MONTH[name] if name else ROMAN_MONTH[roman] if roman else int(parts["month"] or 0)
            year = year_of(int(match["year"]), era)
            return _joined(year, {"month": str(month), "day": parts.get("day")}) if year else None
    return None


def _of_era(text: str) -> str | None:
    match = _OF_ERA.fullmatch(text)
    if not match:
        return None
    before, last = ERAS[match["era"]]
    number = 1 if match["year"] == "元" else int(match["year"])
    if not FIRST_YEAR.get(match["era"], 1) <= number <= last:
        return None
    return _joined(str(before + number), match.groupdict())


def _year_last(text: str) -> str | None:
    match = _YEAR_LAST.fullmatch(text)
    if not match:
        return None
    one, two, year = int(match[1]), int(match[3]), match[4]
    if one <= 12 and two <= 12 and one != two:
        raise InvalidInput(
            _("“{text}” can be two different days: write {one} or {two}.").format(
                text=text, one=f"{year}-{two:02}-{one:02}", two=f"{year}-{one:02}-{two:02}"
            )
        )
    month, day = (one, two) if two > 12 else (two, one)
    return f"{year}-{month:02}-{day:02}"
