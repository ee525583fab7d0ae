"""Which bits are flipped: some anywhere, and some in each kind of page of each table and index in turn."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from archive_app.store.database import engine


class Region(NamedTuple):
    """Some bytes of a file, and what they are of."""

    what: str
    start: int
    size: int


@dataclass
class Bits:
    """The bits of a file that nobody has damaged. ``reached`` counts what they were of."""

    file: Path
    chance: random.Random
    reached: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._content = self.file.read_bytes()
        self._regions = _regions(self.file, len(self._content))
        kinds = sorted({region.what for region in self._regions})
        self.chance.shuffle(kinds)
        self.kinds = kinds

    def __iter__(self) -> Iterator[int]:
        """Without end: anywhere, then of what comes next among the kinds, and so on."""
        turn = 0
        while True:
            yield self._in(self.chance.choices(self._regions, [region.size for region in self._regions])[0])
            kind = self.kinds[turn % len(self.kinds)]
            yield self._in(self.chance.choice([region for region in self._regions if region.what == kind]))
            turn += 1

    def _in(self, region: Region) -> int:
        """Where something stands, mostly: the greater part of a small page is nothing at all."""
        self.reached[region.what] += 1
        places = range(region.start, region.start + region.size)
        told = [place for place in places if self._content[place]]
        place = self.chance.choice(told) if told and self.chance.random() < 0.8 else self.chance.choice(places)
        return place * 8 + self.chance.randrange(8)


def _regions(file: Path, size: int) -> list[Region]:
    """The pages of a database; any other file is one region."""
    if file.suffix not in (".db", ".sqlite"):
        return [Region(file.suffix, 0, size)]
    with closing(engine.driver().connect(f"file:{file}?mode=ro", uri=True)) as database:
        ((length,),) = database.execute("PRAGMA page_size")
        trees = [("sqlite_schema", 1), *database.execute("SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0")]
    content = file.read_bytes()
    kinds: dict[int, str] = {}
    for name, root in trees:
        _follow(content, length, root, name, kinds)
    # What no tree leads to: the rest of long values, and what is free.
    return [
        Region(kinds.get(number, "beside the trees"), (number - 1) * length, length)
        for number in range(1, size // length + 1)
    ]


def _follow(content: bytes, length: int, number: int, name: str, kinds: dict[int, str]) -> None:
    """Note of which kind each page of a tree is, from its root on."""
    start = (number - 1) * length
    # The header of the file stands before that of its first page.
    head = start + (100 if number == 1 else 0)
    inner = content[head] in (2, 5)
    kinds[number] = f"{name} {'inner' if inner else 'leaf'}"
    if not inner:
        return
    _follow(content, length, _number(content, head + 8, 4), name, kinds)
    for cell in range(_number(content, head + 3, 2)):
        _follow(content, length, _number(content, start + _number(content, head + 12 + 2 * cell, 2), 4), name, kinds)


def _number(content: bytes, place: int, size: int) -> int:
    return int.from_bytes(content[place : place + size])
