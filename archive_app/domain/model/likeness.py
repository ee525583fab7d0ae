"""Which records look as if they were the same: by their names in any script, and by what contradicts it.

No two records are compared that share nothing: names fall into blocks by what is the same in them (the folded name, its
words in any order, its sound, itself with any one letter left out), and only those of one block are looked at closely.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import combinations, pairwise
from math import cos, hypot, radians

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from archive_app.domain.dates.value import DateValue
from archive_app.domain.text.folding import fold
from archive_app.domain.text.sounds import readings

#: Pairs below this are not worth looking at.
LEAST = 0.6
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+")
_LONGEST = 200  # letters of a name that are compared
_SHORTEST = 4  # letters of a name that may have a typing error
_ONE_ERROR, _TWO_ERRORS = 6, 11  # letters of a name in which so many may be one
_WHOLE_BLOCK = 40  # names of a block that are all compared; of a larger one, neighbours
_SEEN = 4  # letters that words share which are compared
_FAR = 50.0  # km
_KM = 111.2  # of one degree


class Why(IntEnum):
    """Why two names look like one, the best reason first."""

    IDENTIFIER = 0
    SAME = 1
    FOLDED = 2
    TURNED = 3
    SOUND = 4
    SPELLING = 5


_SCORE = {Why.IDENTIFIER: 1.0, Why.SAME: 0.95, Why.FOLDED: 0.93, Why.TURNED: 0.9, Why.SOUND: 0.8}


class Against(IntEnum):
    """What speaks against two records being one."""

    BIRTH = 0
    DEATH = 1
    DATE = 2
    PLACE = 3
    IDENTIFIER = 4
    VOCABULARY = 5
    NAME = 6


_DOUBT = 0.55
#: A Chinese name in common says little of a David and a Wei, but they may be one.
_LESS_DOUBT = 0.75
_UNLIKE = 60  # of 100


@dataclass(frozen=True, slots=True)
class Subject:
    """A record as far as likeness needs it."""

    id: int
    names: tuple[str, ...]
    birth: DateValue | None = None
    death: DateValue | None = None
    date: DateValue | None = None
    place: tuple[float, float] | None = None
    country: frozenset[str] = frozenset()
    vocabulary: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two records that look alike: why, by which names (or identifiers), how much, and what speaks against it."""

    one: int
    other: int
    score: float
    why: Why
    this: str
    that: str
    against: tuple[Against, ...] = ()


@dataclass(frozen=True, slots=True)
class _Name:
    subject: int
    text: str
    #: Folded, words apart by one space.
    folded: str
    turned: str
    #: Every way to say it, without spaces.
    said: frozenset[str] = field(default_factory=frozenset)


def alike(
    subjects: Sequence[Subject], *, tell: Callable[[int, int], None] = lambda _done, _total: None
) -> list[Likeness]:
    """Pairs of ``subjects``, best first. ``tell`` is told (done, total) and raises to stop."""
    by_id = {subject.id: subject for subject in subjects}
    names: list[_Name] = []
    spoken: dict[int, list[_Name]] = {}
    total = 2 * len(subjects)
    for done, subject in enumerate(subjects):
        spoken[subject.id] = list(_spoken(subject))
        names += spoken[subject.id]
        if not done % 500:
            tell(done, total)
    found: dict[tuple[int, int], Likeness] = {}
    for first, second, value in _same_identifiers(subjects):
        found[first, second] = _likeness(by_id[first], by_id[second], Why.IDENTIFIER, 1.0, value, value)
    pairs = _candidates(names)
    for done, places in enumerate(pairs):
        if not done % 2_000:
            tell(len(subjects) + len(subjects) * done // len(pairs), total)
        one, other = sorted((names[place] for place in places), key=lambda name: name.subject)
        how = _compare(one, other)
        if how is None:
            continue
        against = _called_otherwise(spoken[one.subject], spoken[other.subject])
        pair = _likeness(by_id[one.subject], by_id[other.subject], *how, one.text, other.text, against)
        best = found.get((pair.one, pair.other))
        if best is None or (pair.score, -pair.why) > (best.score, -best.why):
            found[pair.one, pair.other] = pair
    tell(total, total)
    return sorted((pair for pair in found.values() if pair.score >= LEAST), key=lambda pair: (-pair.score, pair.one))


def _spoken(subject: Subject) -> Iterator[_Name]:
    for text in dict.fromkeys(subject.names):
        folded = fold(text[:_LONGEST]).strip()
        words = _WORD.findall(folded.replace("'", "")) or folded.split()
        if not words:
            continue
        said: set[str] = set()
        for way in readings(text):
            said.add("".join(way))
            if len(way) > 1:  # a Chinese family name comes first, and may come last in Latin letters
                said.add("".join((*way[1:], way[0])))
        folded = " ".join(words)
        latin = folded.isascii()
        said |= {"".join(words)} if latin else set()
        yield _Name(subject.id, text, folded, " ".join(sorted(words)), frozenset(said))


def _same_identifiers(subjects: Sequence[Subject]) -> Iterator[tuple[int, int, str]]:
    bearers: dict[tuple[str, str], list[int]] = {}
    for subject in subjects:
        for identifier in subject.identifiers:
            bearers.setdefault(identifier, []).append(subject.id)
    for (scheme, value), ids in bearers.items():
        for one, other in combinations(sorted(set(ids))[:_WHOLE_BLOCK], 2):
            yield one, other, f"{scheme}:{value}"


def _candidates(names: Sequence[_Name]) -> list[tuple[int, int]]:
    """Pairs of names (by their places) that share a block, each once."""
    blocks: dict[int, list[int]] = {}
    for place, name in enumerate(names):
        for key in {hash(key) for key in _keys(name)}:
            blocks.setdefault(key, []).append(place)
    pairs: set[tuple[int, int]] = set()
    for places in blocks.values():
        if len(places) < 2:
            continue
        near = combinations(places, 2) if len(places) <= _WHOLE_BLOCK else pairwise(places)
        pairs.update(pair for pair in near if names[pair[0]].subject != names[pair[1]].subject)
    return sorted(pairs)


def _keys(name: _Name) -> Iterator[str]:
    yield f"t{name.turned}"
    for said in name.said:
        yield f"s{said}"
    whole = name.folded.replace(" ", "")
    if len(whole) < _SHORTEST:
        return
    yield f"d{whole}"
    for place in range(min(len(whole), 40)):
        yield f"d{whole[:place]}{whole[place + 1 :]}"
    words = name.folded.split(" ")
    if len(words) > 1:  # an error in each of two words, not in how they begin
        yield f"b{' '.join(sorted(word[:_SEEN] for word in words))}"
    if 1 < len(words) <= 4:  # two errors in one word: the other words are as they were
        for left in range(len(words)):
            rest = "".join(sorted(words[:left] + words[left + 1 :]))
            yield f"w{rest}{words[left][:1]}"


def _compare(one: _Name, other: _Name) -> tuple[Why, float] | None:
    """Why the two look like one name and how much, ``None`` where they do not."""
    if one.text == other.text:
        return Why.SAME, _SCORE[Why.SAME]
    if one.folded == other.folded or one.folded.replace(" ", "") == other.folded.replace(" ", ""):
        return Why.FOLDED, _SCORE[Why.FOLDED]
    if one.turned == other.turned:
        return Why.TURNED, _SCORE[Why.TURNED]
    if one.folded.isascii() is not other.folded.isascii() and one.said & other.said:
        return Why.SOUND, _SCORE[Why.SOUND]
    score = max(_spelled(one.folded, other.folded), _spelled(one.turned, other.turned) - 0.03)
    return (Why.SPELLING, score) if score >= LEAST else None


def _spelled(one: str, other: str) -> float:
    """How much two folded names look like one with a typing error; numbers must be the same."""
    length = min(len(one), len(other))
    allowed = 0 if length < _ONE_ERROR else 1 if length < _TWO_ERRORS else 2
    # Two characters of Chinese say as much as a word: another one is another name.
    if not allowed or not (one.isascii() or (one[:1].isalpha() and one[0] < "\u2e80")):
        return 0.0
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return 0.0
    errors = OSA.distance(one, other, score_cutoff=allowed)
    if not 0 < errors <= allowed:
        return 0.0
    # A word that is no longer than its error is another word: "Hall A", "Hall B".
    short = [
        word
        for mine, theirs in zip(one.split(" "), other.split(" "), strict=False)
        if mine != theirs
        for word in (mine, theirs)
    ]
    if one.count(" ") == other.count(" ") and short and min(map(len, short)) < _SEEN:
        return 0.62 if min(map(len, short)) == _SEEN - 1 and errors == 1 else 0.0
    return 0.9 - 1.2 * errors / length


def _called_otherwise(one: Sequence[_Name], other: Sequence[_Name]) -> bool:
    """Whether both have names in Latin letters, or both in other ones, that are nothing like each other."""
    for latin in (True, False):
        mine, theirs = ([name.turned for name in names if name.folded.isascii() is latin] for names in (one, other))
        if mine and theirs and not any(
            fuzz.ratio(first, second, score_cutoff=_UNLIKE) for first in mine for second in theirs
        ):  # fmt: skip
            return True
    return False


def _likeness(
    one: Subject, other: Subject, why: Why, score: float, this: str, that: str, otherwise: bool = False
) -> Likeness:
    against = tuple(_against(one, other))
    if otherwise:
        score *= _LESS_DOUBT
    if why is not Why.IDENTIFIER:
        agree = one.birth is not None and one.birth == other.birth
        score = min(0.99, score + 0.04) if agree else score
    score *= _DOUBT ** len(against)
    if why is Why.IDENTIFIER:  # one of the two is wrong somewhere: worth a look whatever else is said
        score = max(score, LEAST)
    against += (Against.NAME,) if otherwise else ()
    return Likeness(one.id, other.id, round(score, 3), why, this, that, against)


def _against(one: Subject, other: Subject) -> Iterable[Against]:
    if _apart(one.birth, other.birth):
        yield Against.BIRTH
    if _apart(one.death, other.death):
        yield Against.DEATH
    if _apart(one.date, other.date):
        yield Against.DATE
    if _far(one.place, other.place) or (one.country and other.country and not one.country & other.country):
        yield Against.PLACE
    if one.vocabulary != other.vocabulary:
        yield Against.VOCABULARY
    mine, theirs = dict(one.identifiers), dict(other.identifiers)
    if any(scheme in theirs and theirs[scheme] != value for scheme, value in mine.items()):
        yield Against.IDENTIFIER


def _apart(one: DateValue | None, other: DateValue | None) -> bool:
    return one is not None and other is not None and (one.latest < other.earliest or other.latest < one.earliest)


def _far(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    if one is None or other is None:
        return False
    east = (one[1] - other[1] + 180) % 360 - 180
    return hypot(one[0] - other[0], east * cos(radians(one[0]))) * _KM > _FAR
