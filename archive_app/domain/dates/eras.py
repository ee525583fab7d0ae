"""Years of the eras of China and Japan that were counted by the moon, and whole eras.

Such a year began between January and March and ended early in the next: it is read as the time of both, never as one
of them. What stands in brackets beside it, as archives write it, says which: ``光绪三十年(1904)``. Each era has its
first year and how many it had. Sources: Fang Shiming, *Zhongguo lishi jinianbiao* (Shanghai cishu chubanshe, 1980);
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
#: The Gregorian eras as a whole, by their own first and last year.
_WHOLE = {"民国": (1912, 1949), "明治": (1868, 1912), "大正": (1912, 1926), "昭和": (1926, 1989), "平成": (1989, 2019)}
#: The last year of Meiji by the moon ended with that calendar, on the last day of ours.
_CUT_SHORT = {("明治", 5): 1872}
#: As texts are compared: one form of each character.
_FIRST = {fold(name): years for name, years in _LUNAR.items()}
_REIGN = {**{era: (first, first + years) for era, (first, years) in _FIRST.items()},
          **{fold(name): years for name, years in _WHOLE.items()}}  # fmt: skip
_CUT = {(fold(name), number): year for (name, number), year in _CUT_SHORT.items()}
_DYNASTY = {fold(name): last for name, last in {"明": 1644, "清": 1912}.items()}
_BEFORE = rf"(?:大?(?P<dynasty>{'|'.join(_DYNASTY)})[代朝]?\s?)?"
_YEAR = rf"(?P<era>{'|'.join(_FIRST)})\s?(?P<year>\d{{1,2}}|元)"
_ERA_YEAR = re.compile(rf"{_BEFORE}{_YEAR}年?")
_INSIDE = re.compile(rf"{_YEAR}(?!\d)年?(?P<more>闰?\d{{0,2}}[正冬腊]?月)?")
_ERA = re.compile(rf"{_BEFORE}(?P<era>{'|'.join(_REIGN)})(?:年间|时期|朝|间)?")
_NAMED = re.compile("|".join(_REIGN) + "|" + fold("令和"))
_BESIDE = re.compile(r"(?P<one>.+?)\s?[(\[](?P<two>.+)[)\]]")


def era(text: str) -> str | None:
    """A year of such an era, or an era as a whole, as an interval in EDTF's writing; None for all else."""
    match = _ERA_YEAR.fullmatch(text)
    if match:
        year = _CUT.get((match["era"], int(match["year"]))) if match["year"] != "元" else None
        if year and not match["dynasty"]:
            return str(year)
        year = _year(match)
        return f"{year}/{year + 1}" if year and _of_dynasty(match["dynasty"], year) else None
    match = _ERA.fullmatch(text)
    if not match:
        return None
    first, last = _REIGN[match["era"]]
    return f"{first}/{last}" if _of_dynasty(match["dynasty"], first) else None


def beside(text: str, read: Callable[[str], str | None]) -> str | None:
    """``光绪三十年(1904)`` and ``1949(民国三十八年)``: of two that agree, the year that is said in our calendar.

    Raises InvalidInput where they do not agree.
    """
    match = _BESIDE.fullmatch(text)
    if not match:
        return None
    ours, theirs = (match["one"], match["two"]) if match["one"][0].isdigit() else (match["two"], match["one"])
    said = read(ours) if re.fullmatch(r"\d{4}年?", ours) else None
    time = read(theirs) if said and not theirs[0].isdigit() and _NAMED.search(theirs) else None
    if not said or not time:
        return None
    if not time.split("/")[0] <= said <= time.split("/")[-1]:
        sentence = _("“{text}” says two years that do not agree: {one} and {two}.")
        raise InvalidInput(sentence.format(text=text, one=said, two=time))
    return said


def refuse_unsure(text: str, written: str) -> None:
    """Raise InvalidInput where a year of a lunar era stands in ``text``, which was not understood as a whole;
    ``written`` is ``text`` as somebody wrote it.
    """
    match = _INSIDE.search(text)
    year = _year(match) if match else None
    if match is None or year is None:
        return
    if match["more"]:
        sentence = _(
            "“{text}” counts months by the moon: write the day or month of our calendar, or {year}/{next} for the year."
        )
    else:
        sentence = _("“{text}” began early in {year} and ended early in {next}: write {year}, or {year}/{next}.")
    raise InvalidInput(sentence.format(text=written, year=year, next=year + 1))


def _year(match: re.Match[str]) -> int | None:
    """The year in which a year of an era began; None where the era had not so many."""
    first, years = _FIRST[match["era"]]
    number = 1 if match["year"] == "元" else int(match["year"])
    return first + number - 1 if 1 <= number <= years else None


def _of_dynasty(dynasty: str | None, year: int) -> bool:
    return dynasty is None or (_DYNASTY[dynasty] - 300 < year <= _DYNASTY[dynasty])
