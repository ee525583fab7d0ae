"""Numbers as words and letters: Chinese and Roman numerals, ordinals."""

from __future__ import annotations

import re

_DIGITS = dict(zip("〇零一二三四五六七八九", (0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_TENS = {"十": 10, "百": 100, "千": 1000, "廿": 20, "卅": 30}
_RUN = re.compile("[〇零一二三四五六七八九十百千廿卅]+")
_ROMAN = re.compile(r"(?=[ivxl])l?x{0,3}(?:ix|iv|v?i{0,3})")
_ROMAN_VALUE = {"i": 1, "v": 5, "x": 10, "l": 50}
_ORDINALS = {
    name: number
    for number, names in enumerate(
        ("first 1st premier premiere erste erstes ilk", "second 2nd seconde deuxieme zweite zweites ikinci",
         "third 3rd troisieme dritte drittes ucuncu", "fourth 4th quatrieme vierte viertes dorduncu"), 1
    )
    for name in names.split()
}  # fmt: skip
#: A pattern of the words of the first four ordinals.
ORDINALS = "|".join(sorted(_ORDINALS, key=len, reverse=True))


def with_digits(text: str) -> str:
    """``text`` with digits for its Chinese numerals: ``三十五`` is 35, ``二〇〇一`` 2001."""
    return _RUN.sub(lambda match: _number(match[0]), text)


def _number(run: str) -> str:
    if not set(run) & set(_TENS):
        return "".join(str(_DIGITS[character]) for character in run)
    total = digit = 0
    for character in run:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character in "廿卅":
            total, digit = total + _TENS[character], 0
        else:
            total, digit = total + max(digit, 1) * _TENS[character], 0
    return str(total + digit)


def ordinal(word: str) -> int | None:
    """The number of an ordinal: ``second``, ``19th``, ``XIX``, ``19.``; None for any other word."""
    if word in _ORDINALS:
        return _ORDINALS[word]
    digits = re.match(r"\d{1,2}", word)
    if digits:
        return int(digits[0])
    if not word or not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUE[letter] for letter in word]
    return sum(-one if one < (values[at + 1 :] or [0])[0] else one for at, one in enumerate(values))
