"""Which pictures look the same, told by their fingerprints."""

from __future__ import annotations

import random
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app.domain.model.fingerprints import SAME, Look, same_looks
from archive_app.errors import Cancelled

#: As many bits as photographs have.
_WORD = st.integers(0, 2**32).map(lambda seed: sum(1 << place for place in random.Random(seed).sample(range(128), 84)))


def flipped(word: int, places: set[int]) -> int:
    for place in places:
        word ^= 1 << place
    return word


@given(_WORD, st.sets(st.integers(64, 127), max_size=6), st.sets(st.integers(0, 63), max_size=SAME - 6))
def test_what_differs_in_few_places_is_found(word: int, above: set[int], below: set[int]) -> None:
    [found] = same_looks({7: (word,), 3: (flipped(word, above | below),)})
    assert found == Look(3, 7, len(above | below))


@given(st.lists(st.tuples(_WORD, _WORD), max_size=8))
def test_nothing_is_found_that_differs_in_more(pictures: list[tuple[int, int]]) -> None:
    def differ(one: tuple[int, int], other: tuple[int, int]) -> int:
        pairs = [(word, other[0]) for word in one] + [(word, one[0]) for word in other]
        return min(sum(a != b for a, b in zip(f"{x:0128b}", f"{y:0128b}", strict=True)) for x, y in pairs)

    every = dict(enumerate(pictures))
    near = {(a, b): differ(every[a], every[b]) for a, b in combinations(every, 2)}
    for look in same_looks(every):
        assert near[look.one, look.other] == look.distance <= SAME


@pytest.mark.parametrize(
    ("bits", "differ", "alike"),
    [(23, 0, False), (24, 4, True), (24, 5, False), (84, 12, True), (84, 13, False), (105, 0, False)],
)
def test_the_less_there_is_to_be_seen_the_fewer_bits_may_differ(bits: int, differ: int, alike: bool) -> None:
    """Two pages that are nearly blank are two pages."""
    word = sum(1 << (place * 5 % 128) for place in range(bits))
    free = [place for place in range(64) if not word >> place & 1]
    other = flipped(word, set(free[:differ]))
    assert bool(list(same_looks({1: (word,), 2: (other,)}))) is alike


def test_a_part_of_the_one_may_be_the_whole_of_the_other() -> None:
    draw = random.Random(5)
    whole, part = draw.getrandbits(128), draw.getrandbits(128)
    assert list(same_looks({1: (whole, part), 2: (part,)})) == [Look(1, 2, 0)]
    # Two parts of two pictures may be the same wall.
    assert list(same_looks({1: (whole, part), 2: (draw.getrandbits(128), part)})) == []


def test_what_looks_like_everything_says_nothing() -> None:
    word = random.Random(6).getrandbits(128)
    assert list(same_looks(dict.fromkeys(range(200), (word,)))) == []


def test_it_can_be_stopped() -> None:
    with pytest.raises(Cancelled):
        list(same_looks({1: (5,)}, tell=lambda _done: True))
