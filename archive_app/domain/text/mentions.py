"""Names that stand written in a text, in any script.

A name is looked for as the index has it: one token for all of it (:mod:`archive_app.domain.text.parts`). So a text is
asked for once, with every stretch of its words that could be a name, however many names there are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive_app.domain.text.folding import runs
from archive_app.domain.text.parts import whole_token

#: Words of a name, and characters of one that is written without spaces.
_MOST_WORDS = 7
_MOST_CHARACTERS = 14
_LEAST = 2
#: So many letters of a text are looked at; captions are shorter.
_READ = 4_000


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text, as places in its folded form, that could be a name."""

    start: int
    end: int


def stretches(text: str) -> dict[str, list[Stretch]]:
    """Every stretch of ``text`` that could be a name, by the token that the index has for a name of those letters."""
    found: dict[str, list[Stretch]] = {}
    row = runs(text[:_READ])
    for place, run in enumerate(row):
        if run.pairs:
            for start in range(len(run.text) - 1):
                for end in range(start + _LEAST, min(len(run.text), start + _MOST_CHARACTERS) + 1):
                    stretch = Stretch(run.start + start, run.start + end)
                    found.setdefault(whole_token(run.text[start:end]), []).append(stretch)
        for last in range(place, min(len(row), place + _MOST_WORDS)):
            letters = "".join(each.text for each in row[place : last + 1])
            if len(letters) >= _LEAST and not (run.pairs and last == place):
                stretch = Stretch(run.start, row[last].end)
                found.setdefault(whole_token(letters), []).append(stretch)
    return found


def longest(found: Mapping[str, list[Stretch]]) -> set[str]:
    """Of tokens that are names, those that no longer one covers: “Hangzhou High School” is not Hangzhou."""
    taken: list[Stretch] = []
    kept: set[str] = set()
    every = sorted(
        ((stretch, token) for token, places in found.items() for stretch in places),
        key=lambda pair: (pair[0].start - pair[0].end, pair[0].start),
    )
    for stretch, token in every:
        if any(other.start <= stretch.start and stretch.end <= other.end and other != stretch for other in taken):
            continue
        taken.append(stretch)
        kept.add(token)
    return kept


def token_of(name: str) -> str:
    """The token of ``name``."""
    return whole_token("".join(run.text for run in runs(name)))
