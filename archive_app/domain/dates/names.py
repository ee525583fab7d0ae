"""Names of months, seasons and eras as inventories write them, folded: English, Chinese, German, French, Turkish."""

from __future__ import annotations

import re
from collections.abc import Iterable

_MONTHS = (
    "january jan januar janner janvier janv ocak",
    "february feb februar feber fevrier fevr fev subat",
    "march mar marz mrz mars mart",
    "april apr avril avr nisan",
    "may mai mayis",
    "june jun juni juin haziran",
    "july jul juli juillet juil temmuz",
    "august aug aout agustos",
    "september sep sept septembre eylul",
    "october oct oktober okt octobre ekim",
    "november nov novembre kasim",
    "december dec dezember dez decembre aralik",
)
#: The number of a month by each of its names.
MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}
#: The number of a month by its Roman numeral, as in 19.IX.2001.
ROMAN_MONTH = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10, "xi": 11,
               "xii": 12}  # fmt: skip
#: EDTF's number of a season by its names.
SEASON = {
    **dict.fromkeys(["spring", "fruhling", "fruhjahr", "printemps", "ilkbahar", "春"], 21),
    **dict.fromkeys(["summer", "sommer", "ete", "yaz", "夏"], 22),
    **dict.fromkeys(["autumn", "fall", "herbst", "automne", "sonbahar", "guz", "秋"], 23),
    **dict.fromkeys(["winter", "hiver", "kis", "冬"], 24),
}
#: The year before the first of each era of East Asia that has counted by the Gregorian calendar, and its last year.
#: Of Meiji only the years after that calendar came, the sixth.
ERAS = {"民国": (1911, 200), "明治": (1867, 45), "大正": (1911, 15), "昭和": (1925, 64), "平成": (1988, 31),
        "令和": (2018, 200)}  # fmt: skip
FIRST_YEAR = {"明治": 6}


def _any(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


#: Patterns of any name.
MONTHS, ROMANS, SEASONS, ERA_NAMES = _any(MONTH), _any(ROMAN_MONTH), _any(SEASON), _any(ERAS)
#: Before and after Christ, behind a year, and in front of it.
BC_BEHIND = r"b\.?\s?c\.?(?:\s?e\.?)?|v\.?\s?chr\.?|v\.?\s?u\.?\s?z\.?|av(?:ant|\.)?\s?j\.?\s?-?\s?c\.?|m\.?o\.?"
BC_BEFORE = r"公元前|西元前|纪元前|前(?=\d+(?:世纪|年))|m\.?o\.?(?=\s?\d|\s?[ivx])|b\.?c\.?(?:e\.?)?(?=\s?\d)"
AD_BEHIND = r"a\.?\s?d\.?|c\.?\s?e\.?|n\.?\s?chr\.?|n\.?\s?u\.?\s?z\.?|ap(?:res|r\.?)?\s?j\.?\s?-?\s?c\.?"
AD_BEFORE = r"公元|西元|a\.?d\.?|c\.?e\.?(?=\s?\d)|m\.?s\.?(?=\s?\d)"
