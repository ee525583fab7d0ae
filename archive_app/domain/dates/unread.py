"""Dates that are understood and yet not taken: what is said of them, with what to write instead.

The eras are those of the Ming and the Qing and the last of Japan before its Gregorian calendar, each with its first
year and how many it had. Sources: Fang Shiming, *Zhongguo lishi jinianbiao* (Shanghai cishu chubanshe, 1980);
P. Y. Tsuchihashi, *Japanese Chronological Tables* (Sophia University, 1952).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from archive_app.domain.text.folding import fold
from archive_app.errors import InvalidInput
from archive_app.i18n import _

#: Years of these began between January and March and ended in the next year: a year of ours is not sure.
_LUNAR = {
    "洪武": (1368, 31), "建文": (1399, 4), "永乐": (1403, 22), "洪熙": (1425, 1), "宣德": (1426, 10),
    "正统": (1436, 14), "景泰": (1450, 8), "天顺": (1457, 8), "成化": (1465, 23), "弘治": (1488, 18),
    "正德": (1506, 16), "嘉靖": (1522, 45), "隆庆": (1567, 6), "万历": (1573, 48), "泰昌": (1620, 1),
    "天启": (1621, 7), "崇祯": (1628, 17),
    "天命": (1616, 11), "天聪": (1627, 10), "崇德": (1636, 8), "顺治": (1644, 18), "康熙": (1662, 61),
    "雍正": (1723, 13), "乾隆": (1736, 60), "嘉庆": (1796, 25), "道光": (1821, 30), "咸丰": (1851, 11),
    "同治": (1862, 13), "光绪": (1875, 34), "宣统": (1909, 3),
    "嘉永": (1848, 7), "安政": (1854, 7), "万延": (1860, 2), "文久": (1861, 4), "元治": (1864, 2), "庆应": (1865, 4),
    "明治": (1868, 4),
}  # fmt: skip
#: As texts are compared: one form of each character.
_FIRST = {fold(name): years for name, years in _LUNAR.items()}
_ERA_YEAR = re.compile(rf"(?P<era>{'|'.join(_FIRST)})\s?(?P<year>\d{{1,2}}|元)年?(?!\d)")
_PARTS = "上午|下午|早上|早晨|清晨|凌晨|中午|正午|午后|傍晚|晚上|夜里|夜间|晚|夜|午前|朝|夕方"
_HOUR = re.compile(
    rf"[,，t ]*(?:(?:{_PARTS}) ?)?\d{{1,2}}(?::\d\d){{1,2}}(?:\.\d+)?(?: ?(?:[ap]\.?m\.?|z|[+-]\d\d:?\d\d|uhr))?$"
    rf"|[,， ]*(?:{_PARTS})? ?\d{{1,2}} ?[时点](?:半|整|\d{{1,2}}分?)?(?:许|左右)?$|[,， ]*(?:{_PARTS})$"
    r"|[, ]+(?:at )?\d{1,2} ?(?:[ap]\.?m\.?|o'?clock|uhr)$"
    r"|[, ]+(?:in the |at )?(?:morning|forenoon|afternoon|evening|night|noon|midnight)$"
)


def refuse(text: str, written: str, read: Callable[[str], str | None]) -> None:
    """Raise InvalidInput where ``text`` is a year of a lunar era, or a day that ``read`` takes with a time of it;
    ``written`` is ``text`` as somebody wrote it.
    """
    found = _ERA_YEAR.search(text)
    if found is not None:
        first, years = _FIRST[found["era"]]
        number = 1 if found["year"] == "元" else int(found["year"])
        if 1 <= number <= years:
            year = first + number - 1
            sentence = _("“{text}” began early in {year} and ended early in {next}: write {year}, or {year}/{next}.")
            raise InvalidInput(sentence.format(text=written, year=year, next=year + 1))
    hour = _HOUR.search(text)
    day = read(text[: hour.start()].strip()) if hour is not None and hour.start() else None
    if day:
        sentence = _("“{text}” says a time of the day, which is no part of this date: write {date} alone.")
        raise InvalidInput(sentence.format(text=written, date=day))
