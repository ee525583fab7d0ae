"""Times between, open times and choices of several dates, of which each end may lack what the other says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from archive_app.domain.dates.elements import OPEN_PAST, bounds, days_in_month, read_element, year_text
from archive_app.domain.dates.names import AD_BEFORE, BC_BEFORE
from archive_app.domain.dates.plain import christ, year_slash
from archive_app.errors import InvalidInput
from archive_app.i18n import _

#: Reads one date, None where it is none.
Read = Callable[[str], str | None]

_BETWEEN = re.compile(
    r"(?:between|zwischen|entre)\s(.+?)\s(?:and|und|et)\s(.+)|介?于?(.+?)[和与至到](.+?)(?:之间|间)|(.+?)\sile\s(.+?)\sarasinda"
)
#: Begins what is said with, and whether that itself is left out: ``before`` begins nothing, ``since`` a time.
_BEFORE = re.compile(r"(?:before|prior to|pre|ante|vor|avant(?: le)?|predates)[\s-]+(.+)"
                     r"|(.+?)(?:之前|以前|(?<=年)前|(?<=[月日])前|\soncesi|'?[dt][ea]n once)")  # fmt: skip
_AFTER = re.compile(r"(?:after|post|nach|apres(?: le)?)[\s-]+(.+)"
                    r"|(.+?)(?:之后|以后|(?<=[年月日])后|\ssonrasi|'?[dt][ea]n sonra)")  # fmt: skip
_SINCE = re.compile(
    r"(?:since|from|not before|no earlier than|not earlier than|ab|seit|fruhestens|depuis|des|au plus tot)\s+(.+?)"
    r"(?:\s(?:on|onwards?|on ?wards))?"
    r"|(.+?)\s(?:or|and|oder|und|ou|et) (?:later|after|spater|danach|plus tard|apres|onwards?)"
    r"|自?(.+?)(?:以来|以降|至今|起)|不早于(.+)"
    r"|(.+?)(?:\s*(?:-|–|to|bis|a)\s*(?:now|today|present|the present|heute|aujourd'hui)|\s*[-–])"
)
_UNTIL = re.compile(
    r"(?:until|till|up to|to|by|not after|no later than|not later than|bis|spatestens|jusqu'en|jusqu'a|jusqu'au"
    r"|au plus tard)\s+(.+)|(.+?)\s(?:or|and|oder|und|ou|et) (?:earlier|before|fruher|davor|plus tot|avant)"
    r"|(?:至|截至|截止|不晚于)(.+)|(?:–\s?|-\s)(\d{4})"
)
_CHOICE = re.compile(r"\s+(?:or|oder|ou|veya)\s+|或者?")
_BOTH = re.compile(r"\s+(?:and|und|et|ve)\s+|\s*&\s*|和|及")
#: What stands between two ends, the surest first.
_SEPARATORS = (
    re.compile(r"\s+(?:-|–|~|/|to|until|till|through|thru|bis|a|au)\s+|至|到"),
    re.compile(r"\s*[–~]\s*"),
    re.compile(r"[-/]"),
)
_SHORT_YEARS = re.compile(r"(\d{4})\s?(–|-|/|~|\s(?:to|bis|a|through)\s)\s?(\d\d)(年?)")
_SHORT_DECADES = re.compile(r"(?:the )?(\d\d)(\d)0s?\s?[-–/]\s?(?:\1)?(\d)0'?s")
_DIGITS, _YEARS = re.compile(r"[\d?~%x-]+"), re.compile(r"\d{4}[?~%]?-\d{4}[?~%]?")
_TOKEN = re.compile(r"\d+(?:st|nd|rd|th|er)?|[^\W\d_]+?(?=世纪|年代|[年月日]|\b)|.")
_MOST_TOKENS, _MOST_PLACES = 9, 12
_BC_AFTER = 2200


def bounded(text: str, read: Read) -> str | None:
    """A time of which one end is open: ``before 1950`` is ``../1949``, ``since 1950`` ``1950/..``."""
    for pattern, side, outside in ((_BEFORE, -1, True), (_AFTER, 1, True), (_SINCE, 1, False), (_UNTIL, -1, False)):
        match = pattern.fullmatch(text)
        said = next(filter(None, match.groups()), "").strip() if match else ""
        # “100 years ago” is no year.
        one = read(said) if said and not re.fullmatch(r"\d{1,3}年?", said) else None
        if one is None:
            continue
        end = one.split("/")[-1 if (side > 0) == outside else 0]
        if outside:
            beside = _beside(end, side)
            if beside is None:
                continue
            end = beside
        return f"{end}/.." if side > 0 else f"../{end}"
    return None


def _beside(edtf: str, side: int) -> str | None:
    """The year, month or day before or after a date, with its mark."""
    element = read_element(edtf)
    span = bounds(element) if element else None
    if element is None or span is None or OPEN_PAST in span:
        return None
    number = span[0] if side < 0 else span[1]
    year, month, day = number // 10_000, number // 100 % 100, number % 100
    if element.day:
        day += side
        if not 1 <= day <= days_in_month(year, month):
            year, month = _month_beside(year, month, side)
            day = 1 if side > 0 else days_in_month(year, month)
    elif element.month and "X" not in element.month:
        year, month = _month_beside(year, month, side)
    else:
        year += side
    written = year_text(year)
    if written is None:
        return None
    if not element.month or "X" in element.month:
        return written + element.mark
    return f"{written}-{month:02}" + (f"-{day:02}" if element.day else "") + element.mark


def _month_beside(year: int, month: int, side: int) -> tuple[int, int]:
    count = year * 12 + month - 1 + side
    return count // 12, count % 12 + 1


def alternatives(text: str, read: Read) -> str | None:
    """One of several, or all of them: ``1950 or 1951`` is ``[1950,1951]``, ``1920-30, 1945`` ``{1920..1930,1945}``."""
    # The comma before a year at the end is part of an English date.
    tidy = re.sub(r"(?<!\d)(\d{1,2}|[a-z]+\.?),\s+(?=\d{4}$)", r"\1 ", text)
    brackets = "[]" if _CHOICE.search(tidy) else "{}"
    parts = re.split(r"\s*[,;]\s*", _BOTH.sub(",", _CHOICE.sub(",", tidy)))
    if not 1 < len(parts) <= _MOST_TOKENS or not all(parts) or (brackets == "[]" and _BOTH.search(tidy)):
        return None
    whole = [_member(part, read) for part in parts]
    known = next(filter(None, reversed(whole)), None)
    members = []
    for place, member in enumerate(whole):
        other, behind = (parts[-1], True) if place < len(parts) - 1 else (parts[0], False)
        members.append(member or _first(_completed(parts[place], other, behind=behind), read, known))
    if not all(members) or any("/" in (member or "") for member in members):
        return None
    return brackets[0] + ",".join(filter(None, members)) + brackets[1]


def _member(text: str, read: Read) -> str | None:
    one = read(text)
    span = None if one else between(text, read)
    return one or (span.replace("/", "..") if span else None)


def between(text: str, read: Read) -> str | None:
    """A time from one date to another."""
    match = _BETWEEN.fullmatch(text)
    if match:
        lower, upper = filter(None, match.groups())
        return _joined(lower.strip(), upper.strip(), read)
    short = _short(text)
    if short:
        return short
    complaint: InvalidInput | None = None
    # Digits and hyphens alone are EDTF, or a mistake in it, but for two years.
    strict = _DIGITS.fullmatch(text) and not _YEARS.fullmatch(text)
    for separator in _SEPARATORS[: 2 if strict else 3]:
        for place in list(separator.finditer(text))[:_MOST_PLACES]:
            lower, upper = text[: place.start()].strip(), text[place.end() :].strip()
            try:
                found = _joined(lower, upper, read) if lower and upper else None
            except InvalidInput as fault:
                complaint = complaint or fault
                continue
            if found:
                return found
    if complaint:
        raise complaint
    return None


def _short(text: str) -> str | None:
    """``1914-18`` and ``1950s-60s``, of which the second is short."""
    decades = _SHORT_DECADES.fullmatch(text)
    if decades and decades[2] < decades[3]:
        return f"{decades[1]}{decades[2]}X/{decades[1]}{decades[3]}X"
    years = _SHORT_YEARS.fullmatch(text)
    if not years:
        return None
    year, sign, second = years[1], years[2].strip(), years[3]
    if sign in "–/" and not years[4]:
        return year_slash(year, second, text)
    if int(second) > int(year[2:]) and (sign not in ("-",) or int(second) > 12 or years[4]):
        return f"{year}/{year[:2]}{second}"
    return year_slash(year, second, text) if " " in text else None


def _joined(lower: str, upper: str, read: Read) -> str | None:
    """Both ends, where each may take what it lacks from the other."""
    first, last = christ(lower)[0], christ(upper)[0]
    if first < 0 and not last and re.fullmatch(r"\d+年?", upper):
        return _without_era(lower, upper, read)
    begin, end, complaint = None, None, None
    try:
        # The era that stands at the end is that of both.
        begin = None if last and not first else read(lower)
        end = read(upper)
    except InvalidInput as fault:
        complaint = fault
    if begin is None:
        ways = _with_era(lower, upper) if last and not first else _completed(lower, upper, behind=True)
        begin = _first(ways, read, end)
    end = end or (_first(_completed(upper, lower, behind=False), read, begin) if begin else None)
    if complaint and not (begin and end):
        raise complaint
    if not begin or not end or _is_year_beside_season(begin, end):
        return None
    return f"{begin.split('/')[0]}/{end.split('/')[-1]}"


def _is_year_beside_season(begin: str, end: str) -> bool:
    """``2019–2020 winter``: what the season is of is not said."""
    element = read_element(end)
    return "-" not in begin.lstrip("-") and element is not None and element.season is not None


def _without_era(lower: str, upper: str, read: Read) -> str | None:
    """``500 BC – 1500``: a smaller number may be before Christ, too."""
    begin, number = read(lower), int(upper.rstrip("年"))
    after, before = read(f"ad {number}"), read(f"{number} bc")
    if not begin or not after or not before:
        return None
    element = read_element(begin)
    older = element is not None and 1 - int(element.year.removeprefix("Y").replace("X", "9")) > number
    if not older:
        return f"{begin}/{after}"
    if number > _BC_AFTER:
        return f"{begin}/{before}"
    raise InvalidInput(
        _("“{text}” can be before or after Christ: write {one} or {two}.").format(
            text=upper, one=f"{begin}/{before}", two=f"{begin}/{after}"
        )
    )


def _with_era(lower: str, upper: str) -> Iterator[str]:
    """``lower`` with the end of ``upper`` that says the era, and as much before it as it takes."""
    era = re.match(rf"(?:{BC_BEFORE}|{AD_BEFORE})\s?", upper)
    if era:
        yield era[0] + lower
    tokens = _TOKEN.findall(upper)
    for place in range(len(tokens) - 1, max(0, len(tokens) - _MOST_TOKENS - 6), -1):
        end = "".join(tokens[place:])
        joined = f"{lower}{'' if tokens[place] in '年世纪月日' else ' '}{end.strip()}"
        if christ(joined)[0]:
            yield joined


def _completed(text: str, other: str, *, behind: bool) -> Iterator[str]:
    """``text`` as it is, and with more and more of what stands behind, or else before, in ``other``."""
    yield text
    tokens = _TOKEN.findall(other)
    places = range(1, min(len(tokens), _MOST_TOKENS))
    for place in places:
        if behind:
            taken = "".join(tokens[-place:])
            if not (text[-1].isdigit() and taken[0].isdigit()):
                yield text + taken
            yield f"{text} {taken.strip()}"
    for place in reversed(places):
        if not behind:
            taken = "".join(tokens[:place])
            if not (text[0].isdigit() and taken[-1].isdigit()):
                yield taken + text
            yield f"{taken.strip()} {text}"


def _first(candidates: Iterator[str], read: Read, like: str | None) -> str | None:
    """The first date among these that is a year, a month or a day as ``like`` is, where that is known."""
    complaint: InvalidInput | None = None
    for candidate in candidates:
        try:
            found = read(candidate)
        except InvalidInput as fault:
            complaint = complaint or fault
            continue
        if found and (like is None or _parts(found) == _parts(like)):
            return found
    if complaint:
        raise complaint
    return None


def _parts(edtf: str) -> int:
    return edtf.split("/")[0].split("..")[0].lstrip("-").count("-")
