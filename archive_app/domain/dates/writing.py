"""From what people write for a date, in English and Chinese, to EDTF."""

from __future__ import annotations

import re
import unicodedata

from archive_app.domain.dates.elements import year_text
from archive_app.errors import InvalidInput
from archive_app.i18n import _

_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
           "november", "december")  # fmt: skip
_MONTH_NUMBER = {name: i for i, name in enumerate(_MONTHS, 1)}
_MONTH_NUMBER |= {name[:3]: number for name, number in _MONTH_NUMBER.items()} | {"sept": 9}
_SEASON_NUMBER = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24,
                  "春": 21, "夏": 22, "秋": 23, "冬": 24}  # fmt: skip

_NAME = "|".join(sorted(_MONTH_NUMBER, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")

_ABOUT = re.compile(
    r"(?:circa|ca\.?|c\.?|about|around|approximately|approx\.?|大约|约于|约)\s*(?=\d|公|[a-z])|~\s*(?=\d)"
)
_PERHAPS = re.compile(r"(?:perhaps|possibly|probably|maybe|可能)\s*")
_ABOUT_AFTER = re.compile(r"\s*(?:前后|左右|~)$")
_PERHAPS_AFTER = re.compile(r"\s*(?:\(\?\)|\?|\(存疑\))$")
_SINCE = re.compile(r"(?:since|from)\s+(.+)|(.+?)(?:以来|至今|起|\s*(?:-|–|to)\s*(?:now|today|present)|\s*[-–])")
_UNTIL = re.compile(r"(?:until|till|up to)\s+(.+)|(?:至|截至)(.+)")
_RANGE = re.compile(r"(.+?)(?:\s*–\s*|\s+-\s+|\s+to\s+|至|到)(.+)")
_YEARS = re.compile(r"(\d{4})\s*[-~]\s*(\d{4})", re.ASCII)
_DAYS = re.compile(rf"(?P<first>\d{{1,2}})\s*[-–]\s*(?P<last>\d{{1,2}})\s+(?P<month>{_NAME})\.?,?\s+(?P<year>\d{{4}})")
_DAYS_AFTER = re.compile(
    rf"(?P<month>{_NAME})\.?\s+(?P<first>\d{{1,2}})\s*[-–]\s*(?P<last>\d{{1,2}}),?\s+(?P<year>\d{{4}})"
)
_CHOICE = re.compile(r"\s+or\s+|或")
_BOTH = re.compile(r"\s+and\s+|和")

_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?")
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)")
_MONTH_YEAR = re.compile(r"(?P<month>\d{1,2})[/.](?P<year>\d{4})")
_NAMED = (
    re.compile(rf"(?:{_DAY}\s+(?:of\s+)?)?(?P<name>{_NAME})\.?,?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?P<name>{_NAME})\.?\s+{_DAY},?\s+(?P<year>\d{{4}})"),
    re.compile(rf"(?P<year>\d{{4}})\s+(?P<name>{_NAME})\.?(?:\s+{_DAY})?"),
)
_CHINESE = re.compile(r"(?:公元)?(?P<year>\d{1,4})年(?:(?P<month>\d{1,2})月(?:份|(?P<day>\d{1,2})[日号])?)?")
_YEAR_LAST = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_SEASON = re.compile(r"(?P<name>spring|summer|autumn|fall|winter)\s+(?:of\s+)?(?P<year>\d{4})"
                     r"|(?P<zh_year>\d{4})年(?P<zh_name>[春夏秋冬])[季天]?")  # fmt: skip
_DECADE = re.compile(r"(?P<decade>\d{3})0'?s|(?P<zh_decade>\d{3})0年代")
_CENTURY = re.compile(
    r"(?P<century>\d{1,2})(?:st|nd|rd|th)\s+century|(?P<zh_century>\d{1,2})世纪(?:(?P<tens>\d)0年代)?"
)
_BEFORE_CHRIST = re.compile(r"(\d{1,8})\s*b\.?\s?c\.?(?:\s?e\.?)?|公元前(\d{1,8})年?")
_ANNO_DOMINI = re.compile(r"(?:ad|a\.d\.|ce|公元)\s*(\d{1,4})年?|(\d{1,4})\s*(?:ad|a\.d\.|ce|c\.e\.)")


def to_edtf(text: str) -> str | None:
    """``text`` in EDTF's writing, or None where it is not understood; whether such a day exists is not checked.

    Raises InvalidInput where the text can mean two different days (``03.04.2025``).
    """
    tidy = unicodedata.normalize("NFKC", text).translate(_CHINESE_DIGITS).lower()
    tidy = re.sub(r"\s+", " ", tidy.replace("—", "–").replace("−", "-")).strip()
    if not tidy or not tidy.isprintable():
        return None
    return _alternatives(tidy) or _between(tidy) or _one(tidy)


def _alternatives(text: str) -> str | None:
    for pattern, brackets in ((_CHOICE, "[]"), (_BOTH, "{}")):
        parts = re.split(r"\s*,\s*", pattern.sub(",", text)) if pattern.search(text) else []
        members = [_one(part) for part in parts]
        if len(members) > 1 and all(members):
            return brackets[0] + ",".join(member for member in members if member) + brackets[1]
    return None


def _between(text: str) -> str | None:
    days = _DAYS.fullmatch(text) or _DAYS_AFTER.fullmatch(text)
    if days:
        month = f"{days['year']}-{_MONTH_NUMBER[days['month']]:02}"
        return f"{month}-{int(days['first']):02}/{month}-{int(days['last']):02}"
    years = _YEARS.fullmatch(text)
    if years:
        return f"{years[1]}/{years[2]}"
    for pattern, shape in ((_SINCE, "{}/.."), (_UNTIL, "../{}")):
        match = pattern.fullmatch(text)
        part = _one(match[1] or match[2]) if match else None
        if part:
            return shape.format(part)
    match = _RANGE.fullmatch(text)
    if not match:
        return None
    lower, upper = _one(match[1]), _one(match[2])
    return f"{lower}/{upper}" if lower and upper else None


def _one(text: str) -> str | None:
    """One date with words or marks of doubt."""
    about = perhaps = False
    rest = text.strip()
    for pattern in (_ABOUT, _PERHAPS, _ABOUT):
        match = pattern.match(rest)
        if match:
            about, perhaps = about or pattern is _ABOUT, perhaps or pattern is _PERHAPS
            rest = rest[match.end() :]
    for pattern in (_PERHAPS_AFTER, _ABOUT_AFTER, _PERHAPS_AFTER):
        match = pattern.search(rest)
        if match:
            about, perhaps = about or pattern is _ABOUT_AFTER, perhaps or pattern is _PERHAPS_AFTER
            rest = rest[: match.start()]
    plain = _plain(rest)
    if plain is None:
        return None
    return plain + ("%" if about and perhaps else "~" if about else "?" if perhaps else "")


def _plain(text: str) -> str | None:
    """One date without doubt."""
    if re.fullmatch(r"-?[\dx]{4}(-[\dx]{2}){0,2}", text, re.ASCII):
        return text.upper()
    # "20xx-..": a decade or century whose end nobody knows says no more than its digits.
    unfinished = re.fullmatch(r"(\d{1,3}x{1,3})-\.\.", text, re.ASCII)
    if unfinished:
        return unfinished[1].upper()
    for pattern in (_YEAR_FIRST, _COMPACT, _MONTH_YEAR, *_NAMED, _CHINESE):
        match = pattern.fullmatch(text)
        if match:
            return _joined(match.groupdict())
    return _year_last(text) or _season(text) or _decade(text) or _era(text)


def _joined(parts: dict[str, str | None]) -> str:
    month, day = parts.get("month"), parts.get("day")
    number = _MONTH_NUMBER[parts["name"] or ""] if "name" in parts else int(month) if month else None
    words = [f"{int(parts['year'] or 0):04}"]
    if number is not None:
        words.append(f"{number:02}")
    if day:
        words.append(f"{int(day):02}")
    return "-".join(words)


def _year_last(text: str) -> str | None:
    match = _YEAR_LAST.fullmatch(text)
    if not match:
        return None
    one, two, year = int(match[1]), int(match[2]), match[3]
    if one <= 12 and two <= 12 and one != two:
        raise InvalidInput(
            _("“{text}” can be two different days: write {one} or {two}.").format(
                text=text, one=f"{year}-{two:02}-{one:02}", two=f"{year}-{one:02}-{two:02}"
            )
        )
    month, day = (one, two) if two > 12 else (two, one)
    return f"{year}-{month:02}-{day:02}"


def _season(text: str) -> str | None:
    match = _SEASON.fullmatch(text)
    if not match:
        return None
    return f"{match['year'] or match['zh_year']}-{_SEASON_NUMBER[match['name'] or match['zh_name']]}"


def _decade(text: str) -> str | None:
    match = _DECADE.fullmatch(text)
    if match:
        decade = match["decade"] or match["zh_decade"]
        if decade.endswith("0"):
            raise InvalidInput(
                _("“{text}” can be ten or a hundred years: write {ten} or {hundred}.").format(
                    text=text, ten=f"{decade}X", hundred=f"{decade[:2]}XX"
                )
            )
        return f"{decade}X"
    match = _CENTURY.fullmatch(text)
    if not match:
        return None
    century = int(match["century"] or match["zh_century"]) - 1
    return f"{century:02}{match['tens'] or 'X'}X" if century >= 0 else None


def _era(text: str) -> str | None:
    match = _BEFORE_CHRIST.fullmatch(text)
    if match:
        # There is a year 0 in EDTF and none before Christ: 1 BC is 0000.
        year = int(match[1] or match[2])
        return year_text(1 - year) if year else None
    match = _ANNO_DOMINI.fullmatch(text)
    return year_text(int(match[1] or match[2])) if match else None
