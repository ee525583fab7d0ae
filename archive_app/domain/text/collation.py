"""The order of names by the rules of a language: those of Unicode's CLDR, through ICU.

Chinese stands by pinyin, or by strokes where that is asked for; ä stands beside a in English and German and after z in
Swedish; numbers in names stand by their value.
"""

from __future__ import annotations

from functools import cache

import icu

#: Chinese by the strokes of its characters, where a language is asked for.
STROKES = "zh-u-co-stroke"
#: Letters of a name that decide its place.
_LENGTH = 120


def sort_key(text: str, language: str) -> bytes:
    """Where ``text`` stands in a list that is read in ``language`` (BCP 47): keys are compared byte by byte."""
    key: bytes = _collator(language).getSortKey(text.strip()[:_LENGTH])
    return key.removesuffix(b"\0")


@cache
def _collator(language: str) -> icu.Collator:
    collator = icu.Collator.createInstance(icu.Locale.forLanguageTag(language))
    collator.setAttribute(icu.UCollAttribute.NUMERIC_COLLATION, icu.UCollAttributeValue.ON)
    return collator
