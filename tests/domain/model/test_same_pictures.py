"""Which items hold the same picture, and which are shots of one burst."""

from __future__ import annotations

import random

import pytest

from archive_app.domain.model.same_pictures import Picture, picture_groups
from archive_app.domain.model.together import Group, Together

NOON, SOON, LATER = "2025-04-03T12:00:00", "2025-04-03T12:00:01", "2025-04-03T12:00:09"
BYTES, SAME, BURST = Together.BYTES, Together.PICTURE, Together.BURST
_DRAW = random.Random(9)
VIEW, OTHER = _DRAW.getrandbits(128), _DRAW.getrandbits(128)


def near(word: int, bits: int) -> int:
    """The word with some bits of its lower half turned."""
    return word ^ ((1 << bits) - 1)


def picture(
    number: int, content: str, captured: str = "", camera: str = "", pixels: int = 100, size: int = 1, record: int = 0
) -> Picture:
    return Picture(record or number, content, captured, camera, pixels, size, seen=True)


LOOKS = {"view": (VIEW,), "small": (near(VIEW, 4),), "next": (near(VIEW, 30),), "like": (near(VIEW, 9),), "o": (OTHER,)}


@pytest.mark.parametrize(
    ("pictures", "found"),
    [
        ([picture(1, "view"), picture(2, "small", pixels=50), picture(3, "o")], [Group(SAME, (1, 2))]),
        # The largest is the first: who joins keeps the best.
        ([picture(1, "small", pixels=50), picture(2, "view")], [Group(SAME, (2, 1))]),
        ([picture(1, "view"), picture(2, "small", size=9)], [Group(SAME, (2, 1))]),
        ([picture(1, "view"), picture(2, "view")], [Group(BYTES, (1, 2))]),
        ([picture(1, "none"), picture(2, "none")], [Group(BYTES, (1, 2))]),
        ([picture(1, "view"), picture(2, "view"), picture(3, "small")], [Group(SAME, (1, 2, 3))]),
        ([picture(1, "view"), picture(2, "o", record=1)], []),
        # A view of one item, and another item with the same.
        ([picture(1, "o"), picture(2, "view", record=1), picture(3, "small")], [Group(SAME, (1, 3))]),
        # Taken at two times: two pictures of one thing, however alike.
        ([picture(1, "view", NOON, "K"), picture(2, "small", LATER, "K")], []),
        ([picture(1, "view", NOON, "K"), picture(2, "small", NOON + "+08:00", "K", pixels=50)], [Group(SAME, (1, 2))]),
        ([picture(1, "view", NOON, "K"), picture(2, "small")], [Group(SAME, (1, 2))]),
        # A day without a time says nothing.
        ([picture(1, "view", "2025-04-03"), picture(2, "small", "2025-04-04")], [Group(SAME, (1, 2))]),
        ([picture(1, "view", NOON, "K"), picture(2, "next", SOON, "K")], [Group(BURST, (1, 2))]),
        ([picture(1, "view", NOON, "K"), picture(2, "like", NOON, "K")], [Group(BURST, (1, 2))]),
        ([picture(1, "view", NOON, "K"), picture(2, "next", SOON, "L")], []),
        ([picture(1, "view", NOON, "K"), picture(2, "o", SOON, "K")], []),
        ([picture(1, "view", NOON, ""), picture(2, "next", SOON, "")], []),
    ],
)
def test_groups(pictures: list[Picture], found: list[Group]) -> None:
    assert picture_groups(pictures, LOOKS) == found


def test_two_that_are_apart_never_come_into_one_group_by_a_third() -> None:
    three = [picture(1, "view"), picture(2, "small"), picture(3, "like")]
    assert picture_groups(three, LOOKS) == [Group(SAME, (1, 2, 3))]
    assert picture_groups(three, LOOKS, apart={(1, 3)}) == [Group(SAME, (1, 2))]
    assert picture_groups(three, LOOKS, apart={(1, 3), (1, 2), (2, 3)}) == []
