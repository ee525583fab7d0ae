"""Names that must not be read in a text: found however they are written, and left out of it.

A name is one row of letters. A text is read word by word, a word of Han letter by letter, each also as it sounds, and
wherever words in a row make up a name, with nothing but signs and spaces between them, the name stands there. So
“Kid, Canary”, ``canary_kid-01.jpg``, “CANARY KIDS” and 王小明 for “Wang Xiaoming” are all found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import permutations
from typing import NamedTuple

from archive_app.domain.text.folding import fold
from archive_app.domain.text.sounds import sounds, spelled

#: What stands where a name was.
GAP = "…"
_MARKS = "\u0300-\u036f\u0900-\u0903\u093a-\u094f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u1000-\u109f\u3099\u309a"
_WORD = re.compile(f"(?:[^\\W\\d_][{_MARKS}]*)+|\\d+")
_HAN = re.compile("[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff\uac00-\ud7a3]")
#: Letters of the shortest name, and of one behind which an ending may stand (Kid’s, Kids, Kidom); so many of an ending.
_LEAST, _ENDED, _ENDING = 2, 6, 3
#: Words of a name that are put into every order.
_TURNED = 4


class _Word(NamedTuple):
    """A word of a text, or a letter of a script without spaces: where it stands, and how it may be read."""

    start: int
    end: int
    ways: frozenset[str]


class Withheld:
    """Names that are looked for in texts."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(way for name in set(names) for way in _ways(name) if len(way) >= _LEAST)
        self._beginnings = frozenset(way[:end] for way in self._names for end in range(1, len(way) + 1))

    def __bool__(self) -> bool:
        return bool(self._names)

    def within(self, text: str) -> bool:
        """Whether one of the names stands in ``text``."""
        return bool(self._names) and next(self._places(text), None) is not None

    def without(self, text: str) -> str:
        """``text`` with a gap in the place of each name, also of one that its neighbours make up beside a gap."""
        left = self._without_once(text) if self._names else text
        while left != text:
            text, left = left, self._without_once(left)
        return left

    def _without_once(self, text: str) -> str:
        said, end = "", 0
        for start, stop in self._places(text):
            if start >= end:
                said += text[end:start] + GAP
            end = max(end, stop)
        return said + text[end:]

    def _places(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the names stand, in order, the longest from each place."""
        words = list(_words(text))
        for first, word in enumerate(words):
            begun, end = frozenset({""}), 0
            for each in words[first:]:
                grown = {so_far + way for so_far in begun for way in each.ways}
                if any(self._is_name(so_far, way) for so_far in begun for way in each.ways):
                    end = each.end
                begun = frozenset(letters for letters in grown if letters in self._beginnings)
                if not begun:
                    break
            if end:
                yield word.start, end

    def _is_name(self, so_far: str, way: str) -> bool:
        """Whether a name ends with this word, or in it with a short ending behind."""
        letters = so_far + way
        shortest = max(_ENDED, len(letters) - _ENDING, len(so_far) + 1)
        return letters in self._names or any(letters[:end] in self._names for end in range(shortest, len(letters)))


def _words(text: str) -> Iterator[_Word]:
    for found in _WORD.finditer(text):
        word = found[0]
        if not (_HAN.search(word) or _UNSPACED.search(word)):
            yield _Word(found.start(), found.end(), _read(word))
            continue
        # In capitals, for names that are written as they sound: 王晓明 sounds like 王小明, and is another name.
        syllables = spelled(word).upper().split()
        known = len(syllables) == len(word)
        for place, letter in enumerate(word):
            sound = {fold(syllables[place]).upper()} if known else set()
            yield _Word(found.start() + place, found.start() + place + 1, frozenset({fold(letter), *sound}))


def _read(word: str) -> frozenset[str]:
    plain = fold(word)
    return frozenset({plain} if plain.isascii() else {plain, *sounds(word).split()})


def _ways(name: str) -> Iterator[str]:
    """The letters of a name, its words in every order, the first and last alone, and as it sounds."""
    words = list(_words(name))
    if not words:
        return
    written = ["".join(sorted(word.ways, key=lambda way: (way.isascii(), way))[0] for word in words)]
    spoken = [min(word.ways, key=lambda way: (not way.isascii(), len(way), way)).lower() for word in words]
    yield from written
    if all(_HAN.match(name[word.start]) for word in words):
        # The family name comes first, in one letter or, seldom, in two.
        yield "".join(spoken)
        for cut in (1, 2):
            if cut < len(spoken):
                yield "".join((*spoken[cut:], *spoken[:cut]))
        return
    parts = [fold(name[word.start : word.end]) for word in words]
    for row in (parts, spoken):
        if len(row) <= _TURNED:
            for order in permutations(row):
                yield "".join(order)
                yield "".join(order).upper()
        else:
            yield "".join(row)
            yield row[-1] + "".join(row[:-1])
        if len(row) > _LEAST:
            yield row[0] + row[-1]
            yield row[-1] + row[0]
