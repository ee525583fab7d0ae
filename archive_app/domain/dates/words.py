"""EDTF dates in words, in English and Chinese.

The language is the reader's of that text, not the program's: a catalogue prints both. So nothing here is translated
through gettext.
"""

from __future__ import annotations

from archive_app.domain.dates.elements import Element, read_element
from archive_app.domain.dates.value import DateValue

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip
_SEASONS = {21: ("spring", "春季"), 22: ("summer", "夏季"), 23: ("autumn", "秋季"), 24: ("winter", "冬季"),
            33: ("first quarter", "第一季度"), 34: ("second quarter", "第二季度"), 35: ("third quarter", "第三季度"),
            36: ("fourth quarter", "第四季度"), 37: ("first third", "前四个月"), 38: ("second third", "中间四个月"),
            39: ("last third", "后四个月"), 40: ("first half", "上半年"), 41: ("second half", "下半年")}  # fmt: skip


def words(date: DateValue | str, lang: str) -> str:
    """``date`` (or its EDTF text) as people write it in ``lang``: ``zh…`` gives Chinese, anything else English.

    ``2001-09-19`` is "19 September 2001", ``-9500~`` "about 9500 BC", ``[2015,2016]`` "2015 or 2016". What has no
    common wording (``2004-06~-11``) is given as it is.
    """
    edtf = date if isinstance(date, str) else date.edtf
    chinese = lang.split("-")[0] == "zh"
    if edtf[:1] in ("[", "{"):
        return _set(edtf, chinese)
    if edtf.count("/") == 1:
        first, _slash, last = edtf.partition("/")
        return _interval(first, last, chinese)
    return _part(edtf, chinese)


def _part(edtf: str, chinese: bool) -> str:
    element = read_element(edtf.strip().partition("T")[0])
    if element is None:
        return edtf
    plain = _chinese(element) if chinese else _english(element)
    if chinese:
        return ("约" if element.approximate else "") + plain + ("（存疑）" if element.uncertain else "")
    return ("perhaps " if element.uncertain else "") + ("about " if element.approximate else "") + plain


def _year(element: Element) -> tuple[int, int]:
    """First and last year."""
    digits = element.year.removeprefix("Y")
    ends = int(digits.replace("X", "0")), int(digits.replace("X", "9"))
    return min(ends), max(ends)


def _before_christ(year: int, approximate: bool) -> int:
    # Year 0 is 1 BC. But sources that say "about 9500 BC" are often kept as -9500~, and a round number of theirs must
    # not turn into 9501.
    return -year if approximate and year % 10 == 0 and year else 1 - year


def _long_ago(year: str, *, chinese: bool) -> str:
    """A century or millennium before Christ, or the first after; another stretch of years before Christ by its ends."""
    digits = year.removeprefix("-")
    era = ("公元前" if chinese else " BC") if year.startswith("-") else "公元" if chinese else " AD"
    number = digits.rstrip("X")
    if digits.endswith("XX") and number.isdigit():
        number = str(int(number) + 1)
        name = ("千年纪" if chinese else "millennium") if digits.endswith("XXX") else ("世纪" if chinese else "century")
        return f"{era}{number}{name}" if chinese else f"{_ordinal(int(number))} {name}{era}"
    first, last = sorted(int(year.replace("X", digit)) for digit in "09")
    if first < 0:
        first, last = 1 - first, 1 - last
    return f"{era}{first}–{last}年" if chinese else f"{first}–{last}{era}"


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number // 10 != 1 else "th"
    return f"{number}{ending}"


def _english(element: Element) -> str:
    first, last = _year(element)
    if "X" in element.year:
        if first < 0 or last < 100:
            year = _long_ago(element.year, chinese=False)
        else:
            year = f"{first}s" if last - first == 9 else f"{first}–{last}"
    else:
        year = str(first) if first > 0 else f"{_before_christ(first, element.approximate)} BC"
        year = f"AD {year}" if 0 < first < 1000 else year
    if not element.month:
        return year
    if element.season:
        name = _SEASONS.get(21 + (element.season - 21) % 4 if element.season < 33 else element.season)
        return f"{name[0]} {'of ' if element.season >= 33 else ''}{year}" if name else f"{year}-{element.month}"
    if "X" in element.month:
        return f"{year}, month unknown"
    month = f"{_MONTHS[int(element.month) - 1]} {year}"
    if not element.day:
        return month
    return f"{month}, day unknown" if "X" in element.day else f"{int(element.day)} {month}"


def _chinese(element: Element) -> str:
    first, last = _year(element)
    if "X" in element.year:
        if first < 0 or last < 100:
            year = _long_ago(element.year, chinese=True)
        else:
            year = f"{first}年代" if last - first == 9 else f"{first}–{last}年"
    else:
        year = f"{first}年" if first > 0 else f"公元前{_before_christ(first, element.approximate)}年"
        year = f"公元{year}" if 0 < first < 1000 else year
    if not element.month:
        return year
    if element.season:
        name = _SEASONS.get(21 + (element.season - 21) % 4 if element.season < 33 else element.season)
        return year + (name[1] if name else element.month)
    if "X" in element.month:
        return f"{year}，月份不详"
    month = f"{year}{int(element.month)}月"
    if not element.day:
        return month
    return f"{month}，日期不详" if "X" in element.day else f"{month}{int(element.day)}日"


def _interval(lower: str, upper: str, chinese: bool) -> str:
    first, last = (_part(end, chinese) if end not in ("", "..") else "" for end in (lower, upper))
    if not first or not last:
        since, until = ("{}起", "至{}") if chinese else ("since {}", "until {}")
        return since.format(first) if first else until.format(last)
    return _short_interval(lower, upper, chinese) or (f"{first}至{last}" if chinese else f"{first} – {last}")


def _short_interval(lower: str, upper: str, chinese: bool) -> str:
    """Two years, two months of one year or two days of one month, without saying twice what they share."""
    one, two = read_element(lower), read_element(upper)
    if not one or not two or not (lower + upper).replace("-", "").isdigit() or min(_year(one)[0], _year(two)[0]) < 1000:
        return ""
    if one.season or two.season or bool(one.month) != bool(two.month) or bool(one.day) != bool(two.day):
        return ""
    first, last = _chinese(one), _chinese(two)
    if not one.month:
        return f"{one.year}–{last if chinese else two.year}"
    if one.year != two.year or (one.day and one.month != two.month):
        return ""
    if chinese:
        shared = (one.day and f"{one.year}年{int(one.month)}月") or f"{one.year}年"
        return f"{first.rstrip('月日')}–{last.removeprefix(shared)}"
    if one.day:
        return f"{int(one.day)}–{_english(two)}"
    return f"{_MONTHS[int(one.month) - 1]}–{_english(two)}"


def _set(edtf: str, chinese: bool) -> str:
    members = [_member(member.strip(), chinese) for member in edtf.strip("[]{}").split(",")]
    if chinese:
        return ("或" if edtf[0] == "[" else "、").join(members)
    conjunction = "or" if edtf[0] == "[" else "and"
    return f" {conjunction} ".join((", ".join(members[:-1]), members[-1])) if len(members) > 1 else members[0]


def _member(edtf: str, chinese: bool) -> str:
    lower, dots, upper = edtf.partition("..")
    return _interval(lower, upper, chinese) if dots else _part(edtf, chinese)
