"""The order of names by the rules of a language: those of Unicode's CLDR, through ICU.

Chinese stands by pinyin, or by strokes where that is asked for; ä stands beside a in English and German and after z in
Swedish; numbers in names stand by their value, Chinese ones where they count (第二届, 三十周年).
"""

from __future__ import annotations

import re
from functools import cache

import icu

from archive_app.domain.text.numerals import with_digits

#: Chinese by the strokes of its characters, where a language is asked for.
STROKES = "zh-u-co-stroke"
#: Letters of a name that decide its place.
_LENGTH = 120
#: Surnames that are read otherwise than the same character in a word, each with one that is read so always. Source:
#: *Xiandai Hanyu Cidian*, 7th edition (Shangwu yinshuguan, 2016).
_SURNAMES = {
    "万俟": "莫奇", "尉迟": "玉迟", "曾": "增", "单": "善", "單": "善", "仇": "球", "解": "谢", "任": "仁", "查": "渣",
    "朴": "瓢", "区": "欧", "區": "欧", "翟": "宅", "华": "话", "華": "话", "燕": "烟", "应": "英", "應": "英",
    "乐": "月", "樂": "月", "缪": "妙", "繆": "妙", "员": "运", "種": "虫", "种": "虫",
    "𠮷": "吉",
}  # fmt: skip
_NUMERAL = "[〇零一二三四五六七八九两十廿卅][〇零一二三四五六七八九两十百千廿卅]*"
_COUNTING = re.compile(rf"(?<=第){_NUMERAL}|{_NUMERAL}(?=周年|年|月|日|号|届|次|期|回|批|卷|册|集|辑)")


def sort_key(text: str, language: str, *, person: bool = False) -> bytes:
    """Where ``text`` stands in a list that is read in ``language`` (BCP 47): keys are compared byte by byte. The name
    of a ``person`` begins with a surname in Chinese.
    """
    name = text.strip()[:_LENGTH]
    if name.isascii() or not language.startswith("zh"):
        return _key(name, language)
    name = _COUNTING.sub(lambda found: with_digits(found[0].replace("两", "二")), name)
    read = as_surname(name) if person and language != STROKES else name
    # Beside the character that it is read like, not among it.
    return _key(read, language) + (b"" if read == name else b"\0" + _key(name, language))


def _key(name: str, language: str) -> bytes:
    key: bytes = _collator(language).getSortKey(name)
    return key.removesuffix(b"\0")


def as_surname(name: str) -> str:
    """``name`` with a surname that is read otherwise written as it is read."""
    for length in (2, 1):
        if name[:length] in _SURNAMES:
            return _SURNAMES[name[:length]] + name[length:]
    return name


@cache
def _collator(language: str) -> icu.Collator:
    collator = icu.Collator.createInstance(icu.Locale.forLanguageTag(language))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return collator
