"""Numbers as words and letters: Roman numerals, ordinals."""

from __future__ import annotations

import re

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
