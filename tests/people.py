"""Names of people who never were, many of them alike."""

from __future__ import annotations

import random

_SYLLABLES = tuple(first + last for first in "bdklmnrstv" for last in "aeiou")


def random_people(draw: random.Random, count: int) -> list[str]:
    """``count`` given and family names; about one in a hundred stands there twice."""
    given = [_word(draw, 3) for _n in range(count // 60)]
    family = [_word(draw, 4) for _n in range(count // 5)]
    return [f"{draw.choice(given)} {draw.choice(family)}" for _n in range(count)]


def _word(draw: random.Random, most: int) -> str:
    return "".join(draw.choice(_SYLLABLES) for _n in range(draw.randint(2, most))).capitalize()
