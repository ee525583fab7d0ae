"""Seasons, quarters, decades, centuries and their parts as people write them, without doubt."""

from __future__ import annotations

import re

from archive_app.domain.dates.elements import bounds, read_element, year_text
from archive_app.domain.dates.names import SEASON, SEASONS
from archive_app.domain.dates.numerals import ORDINALS, ordinal
from archive_app.domain.dates.plain import christ, plain
from archive_app.errors import InvalidInput
from archive_app.i18n import _

_SEASON = re.compile(
    rf"(?P<name>{SEASONS})\s+(?:of\s+|de\s+)?(?P<year>\d{{4}})|(?P<year_first>\d{{4}})\s+(?P<name_last>{SEASONS})"
    r"|(?P<zh_year>\d{4})年(?P<zh_name>[春夏秋冬])[季天]?"
)
_WINTER = re.compile(
    r"(?P<name>winter|hiver|kis)\s+(?:of\s+|de\s+)?(?P<year>\d{4})\s?[-/–]\s?(?P<next>\d{2}|\d{4})"
    r"|(?P<first>\d{4})\s?[-/–]\s?(?P<then>\d{2}|\d{4})\s(?:winter|hiver|kis)"
)
_QUARTER = re.compile(
    r"q(?P<q>[1-4])[/\s-]?\s?(?P<year>\d{4})|(?P<y>\d{4})[\s-]?q(?P<q2>[1-4])|(?P<zh>\d{4})年第?(?P<q3>[1-4])季度"
)
_HALF_YEAR = re.compile(r"h(?P<h>[12])\s?(?P<year>\d{4})|(?P<zh>\d{4})年(?P<half>[上下])半年")
_TEN_DAYS = re.compile(r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<ten>[上中下])旬")
_DECADE = re.compile(
    r"(?:the\s+|die\s+)?(?P<decade>\d{2,3})0(?:'?s|er(?: jahren?)?|'?l[ae]r(?:i)?|年代)"
    r"|(?:les\s+)?annees\s(?P<fr>\d{2,3})0|(?P<open>\d{3})-|(?P<century>\d{1,2})世纪(?P<ten>\d)0年代"
)
_OPEN_CENTURY = re.compile(r"(\d\d)--")
_CENTURY = re.compile(
    r"(?:the\s+|le\s+|im\s+)?(?P<number>\d{1,2}(?:st|nd|rd|th|\.|e|eme)?|[ivxl]+(?:e|eme|\.)?)\s?"
    r"(?:century|centuries|cent\.?|c\.?|jahrhunderts?|jh\.?|jhdt?\.?|siecle|s\.|yuzyil|yy\.?)"
    r"|(?P<zh>\d{1,2})世纪"
)
_MILLENNIUM = re.compile(
    r"(?:the\s+)?(?P<number>\d{1,2})(?:st|nd|rd|th|\.|e)\s?(?:millennium|jahrtausends?|jt\.|millenaire)|(?P<zh>\d{1,2})千年纪?"
)
_PART = re.compile(
    rf"(?:the\s+|le\s+|la\s+)?(?P<which>{ORDINALS}|last|letztes?|dernier|derniere|[1-4]\.)\s"
    r"(?P<part>half|halfte|moitie|quarter|viertel|quart|third|drittel|tiers)\s(?:(?:of|de|du|des)\s)?(?:the\s|l')?(?P<whole>.+)"
    r"|(?P<zh_whole>.+世纪)(?P<zh_part>[上下前后])半[叶期]?"
)
_VAGUE = re.compile(
    r"(?P<early>early|beginning of|start of|anfang|beginn|fruhes|debut)\s?-?(?:(?:the|des|der|du)\s)?(?P<a>.+)"
    r"|(?P<mid>mid|middle of|mitte|milieu)[\s-]+(?:(?:the|des|der|du)\s)?(?P<b>.+)"
    r"|(?P<late>late|end of|ende|spates|fin)[\s-](?:(?:the|des|der|du)\s)?(?P<c>.+)"
    r"|(?P<zh>.+[年代纪])(?P<when>初|早期|中|中期|中叶|末|底|晚期|末期|初期|初叶|末叶)"
)
_NO_CENTURY = re.compile(
    r"(?:the\s+|die\s+|上世纪)?(?:(?:early|mid|late)[\s-])?'?(?P<ten>[1-9])0"
    r"(?:'?s|er(?: jahren?)?|年代(?:初|早期|中|中期|中叶|末|底|晚期|末期|初期|初叶|末叶|以来|前后)?)"
)
_HALVES = {"half": 2, "halfte": 2, "moitie": 2, "third": 3, "drittel": 3, "tiers": 3}


def period(text: str) -> str | None:
    """A season, quarter, decade, century or a part of one in EDTF's writing, perhaps as an interval; None for others.

    Raises InvalidInput where it says no years of its own (``early 19th century``), or can be read in two ways.
    """
    return _of_year(text) or _decade(text) or _century(text) or _part(text) or _vague(text) or _of_no_century(text)


def _of_year(text: str) -> str | None:
    match = _SEASON.fullmatch(text)
    if match:
        year = match["year"] or match["year_first"] or match["zh_year"]
        return f"{year}-{SEASON[match['name'] or match['name_last'] or match['zh_name']]}"
    match = _WINTER.fullmatch(text)
    if match:
        year = match["year"] or match["first"]
        follows = int(match["next"] or match["then"]) % 100 == (int(year) + 1) % 100
        return f"{year}-24" if follows else None
    match = _QUARTER.fullmatch(text)
    if match:
        year = match["year"] or match["y"] or match["zh"]
        return f"{year}-{32 + int(match['q'] or match['q2'] or match['q3'])}"
    match = _HALF_YEAR.fullmatch(text)
    if match:
        return f"{match['year'] or match['zh']}-{41 if match['h'] == '2' or match['half'] == '下' else 40}"
    match = _TEN_DAYS.fullmatch(text)
    if match:
        month = f"{match['year']}-{int(match['month']):02}"
        first = {"上": 1, "中": 11, "下": 21}[match["ten"]]
        last = first + 9 if first < 21 else _last_day(month)
        return f"{month}-{first:02}/{month}-{last:02}"
    return None


def _last_day(month: str) -> int:
    element = read_element(month)
    span = bounds(element) if element else None
    return span[1] % 100 if span else 0


def _decade(text: str) -> str | None:
    era, rest = christ(text)
    match = _DECADE.fullmatch(rest)
    if not match:
        open_century = _OPEN_CENTURY.fullmatch(rest)
        return f"{open_century[1]}XX" if open_century and not era else None
    if match["century"]:
        return f"{int(match['century']) - 1:02}{match['ten']}X" if int(match["century"]) else None
    decade = match["decade"] or match["fr"] or match["open"]
    if era < 0:
        first, last = (year_text(1 - int(f"{decade}{end}")) for end in "90")
        return f"{first}/{last}"
    if len(decade) < 3:
        return f"0{decade}X" if era else None
    if decade.endswith("0") and not match["open"]:
        raise InvalidInput(
            _("“{text}” can be ten or a hundred years: write {ten} or {hundred}.").format(
                text=text, ten=f"{decade}X", hundred=f"{decade[:2]}XX"
            )
        )
    return f"{decade}X"


def _century(text: str) -> str | None:
    era, rest = christ(text)
    for pattern, digits in ((_CENTURY, 2), (_MILLENNIUM, 1)):
        match = pattern.fullmatch(rest)
        if match:
            number = ordinal((match["number"] or match["zh"]).removesuffix("eme").rstrip("e."))
            if not number or number > 10**digits:
                return None
            return f"{'-' if era < 0 else ''}{number - 1:0{digits}}{'X' * (4 - digits)}"
    return None


def _whole(text: str) -> str | None:
    """What a part is of: a century, a decade or a year."""
    found = _century(text) or _decade(text) or plain(text)
    return found if found and re.fullmatch(r"-?[\dX]{4}", found) else None


def _years(whole: str) -> tuple[int, int]:
    ends = int(whole.replace("X", "0")), int(whole.replace("X", "9"))
    return min(ends), max(ends)


def _piece(whole: str, number: int, of: int) -> tuple[str, str] | None:
    """First and last year, or month of a year, of a piece of ``whole``."""
    if "X" not in whole:
        length = 12 // of
        return f"{whole}-{(number - 1) * length + 1:02}", f"{whole}-{number * length:02}"
    first, last = _years(whole)
    length = last - first + 1
    begin, end = (first + round(length * place / of) for place in (number - 1, number))
    one, two = year_text(begin), year_text(end - 1)
    return (one, two) if one and two else None


def _part(text: str) -> str | None:
    match = _PART.fullmatch(text)
    if not match:
        return None
    whole = _whole(match["whole"] or match["zh_whole"])
    of = _HALVES.get(match["part"], 4) if match["part"] else 2
    which = match["which"] or ("1" if match["zh_part"] in "上前" else "2")
    number = of if which.startswith(("last", "letzt", "dernier")) else ordinal(which) or 0
    piece = _piece(whole, number, of) if whole and 1 <= number <= of else None
    return f"{piece[0]}/{piece[1]}" if piece else None


def _vague(text: str) -> str | None:
    match = _VAGUE.fullmatch(text)
    whole = _whole(match["a"] or match["b"] or match["c"] or match["zh"]) if match else None
    if match is None or whole is None:
        return None
    when = (match["when"] or "-")[0]
    # 年初 and 年底 are the first and the last weeks of a year, not thirds of it.
    of = 6 if match["zh"] and "X" not in whole and when != "中" else 3
    number = 1 if match["early"] or when in "初早" else 2 if match["mid"] or when == "中" else of
    piece = _piece(whole, number, of)
    if piece is None:
        return None
    raise InvalidInput(
        _("“{text}” does not say when it begins or ends: write it as {part}, or {whole} for all of it.").format(
            text=text, part=f"{piece[0]}~/{piece[1]}~", whole=whole
        )
    )


def _of_no_century(text: str) -> str | None:
    """A decade as people say it among themselves: never read, since in an archive it may be of any century."""
    match = _NO_CENTURY.fullmatch(text)
    if not match:
        return None
    raise InvalidInput(
        _("“{text}” does not say in which century: write it as {one} or {other}, say.").format(
            text=text, one=f"19{match['ten']}X", other=f"18{match['ten']}X"
        )
    )
