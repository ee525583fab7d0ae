"""Telling that two pictures show the same, by fingerprints of how they look.

A fingerprint is a few words of 128 bits: the first of the whole picture, the others of what is left of it when it is
cropped as people crop. A bit says whether it gets brighter from one place to the next, to the right in the upper
64 bits and downwards in the lower ones (a *difference hash*), so size, format, quality and exposure change few of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from archive_app.errors import Cancelled
from archive_app.i18n import _

Fingerprint = tuple[int, ...]

#: So many of 128 bits may differ between two pictures of the same. CONTRIBUTING has what was measured.
SAME = 12
#: A word with fewer bits set, or fewer not set, is that of a page or a sky: nothing can be told by it.
_TELLING = 24
#: Of so many bits set, one may differ: two typed pages have a third of their bits, and are no more alike than that.
_SHARE = 5
#: So many between two shots of one burst, which are known by their times.
NEAR = 48

_HALF = 64
_BLOCK = 8
_MASK = (1 << _BLOCK) - 1
_PAIRS = tuple(combinations(range(0, _HALF, _BLOCK), 2))
#: What looks like so many others says nothing: black frames, blank pages.
_COMMON = 64
_TOLD = 512


@dataclass(frozen=True, slots=True)
class Look:
    """Two pictures that look the same, by their numbers, and by how many bits they differ."""

    one: int
    other: int
    distance: int


def distance(one: int, other: int) -> int:
    """How many bits of two words differ."""
    return (one ^ other).bit_count()


def same_looks(
    pictures: Mapping[int, Fingerprint], *, tell: Callable[[int], bool] = lambda _done: False
) -> Iterator[Look]:
    """Pairs of ``pictures`` that show the same, whole or cropped; each pair once. ``tell`` gets how many were looked at
    and says whether to stop (:class:`Cancelled`).

    Words of a few bits are those of nearly blank pages and of skies: they are compared with none, and the fewer bits,
    the fewer may differ. All whose upper halves differ by 6 bits at most are found, and most that differ by more: words
    are compared that agree in two of eight bytes.
    """
    places: dict[tuple[int, int], list[int]] = defaultdict(list)
    found: dict[tuple[int, int], int] = {}
    for number, words in pictures.items():
        for key in _keys(words[0]) if _tells(words[0]) else ():
            places[key].append(number)
    for done, (number, words) in enumerate(pictures.items()):
        if done % _TOLD == 0 and tell(done):
            raise Cancelled(_("Stopped. Nothing was changed."))
        for word in filter(_tells, words):
            for other in _agreeing(places, word):
                differ = distance(word, pictures[other][0])
                if other != number and differ <= _most(word, pictures[other][0]):
                    pair = min(number, other), max(number, other)
                    found[pair] = min(differ, found.get(pair, SAME))
    for (one, other), differ in sorted(found.items()):
        yield Look(one, other, differ)


def _tells(word: int) -> bool:
    return _TELLING <= word.bit_count() <= 2 * _HALF - _TELLING


def _most(one: int, other: int) -> int:
    return min(SAME, min(one.bit_count(), other.bit_count()) // _SHARE)


def _keys(word: int) -> Iterator[tuple[int, int]]:
    upper = word >> _HALF
    for place, (one, other) in enumerate(_PAIRS):
        yield place, (upper >> one & _MASK) << _BLOCK | (upper >> other & _MASK)


def _agreeing(places: Mapping[tuple[int, int], Sequence[int]], word: int) -> set[int]:
    agreeing: set[int] = set()
    for key in _keys(word):
        there = places.get(key, ())
        if len(there) <= _COMMON:
            agreeing.update(there)
    return agreeing
