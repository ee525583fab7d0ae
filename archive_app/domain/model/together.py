"""Which items look like views of one: told by their files' names, types and times, among what was taken in together.

A shot may be there as raw file and picture, as picture and moving picture, with a sidecar; a thing by its front and
back; a document page by page. Two shots of one name from two folders are told apart by their times, or not offered.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath

from archive_app.domain.model.kinds import FileRole
from archive_app.domain.model.scan_names import Row, is_whole, part_called
from archive_app.domain.model.views import is_developed, is_sidecar, is_subtitles
from archive_app.i18n import N_

_SECOND = len("2025-04-03T17:00:00")
#: ``IMG_20250403_170000_BURST002``, or ``00002IMG_00002_BURST20250403170000309``.
_BURST = re.compile(r"(?P<before>.*?)[_.-]?BURST[_-]?(?P<number>\d{2,})(?P<after>.*)", re.IGNORECASE)
_MOMENT = len("20250403170000")


class Together(StrEnum):
    """Why items look like views of one."""

    SHOT = "shot"
    SIDES = "sides"
    PAGES = "pages"
    BYTES = "bytes"
    PICTURE = "picture"
    BURST = "burst"


#: In English; pass through ``_()`` when shown.
TOGETHER_LABEL = {
    Together.SHOT: N_("one shot in several files"),
    Together.SIDES: N_("sides of one thing"),
    Together.PAGES: N_("pages of one document"),
    Together.BYTES: N_("the same file"),
    Together.PICTURE: N_("the same picture"),
    Together.BURST: N_("shots of one burst"),
}


@dataclass(frozen=True, slots=True)
class Single:
    """An item of one file: its name, type and time of taking, and when the item was ``made``: the same for all that was
    taken in together.
    """

    id: int
    name: str
    mime: str
    captured: str
    made: str


@dataclass(frozen=True, slots=True)
class Group:
    """Items that look like views of one, the one that stays first. ``files``: by the SHA-256 of which of its files an
    item is among them, where that is told by a file.
    """

    why: Together
    ids: tuple[int, ...]
    files: Mapping[int, str] = field(default_factory=dict, compare=False)


def groups(items: Iterable[Single]) -> list[Group]:
    """All of them, in the order of their first items; none is in two."""
    every = list(items)
    found = [*_shots(every)]
    for further in (_bursts, _scans):
        taken = {each for group in found for each in group.ids}
        found += further([item for item in every if item.id not in taken])
    return sorted(found, key=lambda group: min(group.ids))


def _shots(items: Sequence[Single]) -> list[Group]:
    named: dict[tuple[str, str], list[Single]] = defaultdict(list)
    for item in items:
        named[item.made, _stem(item.name)].append(item)
    return [group for each in named.values() if len(each) > 1 for group in _of_one_name(each)]


def _of_one_name(items: Sequence[Single]) -> list[Group]:
    """The shots among items of one name: pictures of one time, and what has no time of its own where it is clear."""
    by_time: dict[str, list[Single]] = defaultdict(list)
    loose = []
    for item in items:
        if item.mime.startswith("image/") and item.captured:
            by_time[item.captured[:_SECOND]].append(item)
        elif item.mime.startswith(("image/", "video/")) or is_sidecar(item.name):
            loose.append(item)
    shots = list(by_time.values()) or [[]]
    if len(shots) == 1:
        shots = [shots[0] + loose]
    return [
        Group(Together.SHOT, tuple(item.id for item in sorted(shot, key=_before)))
        for shot in shots
        if len(shot) > 1 and len({_ending(item.name) for item in shot}) == len(shot) and _seen(shot)
    ]


def _seen(shot: Sequence[Single]) -> bool:
    return any(item.mime.startswith(("image/", "video/")) for item in shot)


def _ending(name: str) -> str:
    """What the files of one shot differ by; those of subtitles by their language too: ``talk.de.srt``."""
    path = PurePath(name)
    return "".join(path.suffixes[-2:] if is_subtitles(name) else path.suffixes[-1:]).casefold()


def _stem(name: str) -> str:
    """The name of a shot: both habits of naming a sidecar, ``x.jpg.xmp`` and ``x.xmp``, mean ``x``."""
    stem = PurePath(name).stem
    return (PurePath(stem).stem if is_sidecar(name) else stem).casefold()


def _before(item: Single) -> tuple[int, int]:
    """The raw file, then pictures, then what moves, then what only goes with them."""
    if is_sidecar(item.name):
        return 3, item.id
    if not item.mime.startswith("image/"):
        return 2, item.id
    return int(is_developed(item.mime)), item.id


def _bursts(items: Sequence[Single]) -> list[Group]:
    """Shots that their camera calls those of one burst, the one that it chose first. Others are told by how they look,
    once they are taken in.
    """
    named: dict[tuple[str, str, str], list[tuple[int, int, Single]]] = defaultdict(list)
    for item in items:
        called = _BURST.match(PurePath(item.name).stem)
        if called is not None and item.mime.startswith("image/"):
            # Either the burst has the number, or the shot.
            before, number, after = called.group("before", "number", "after")
            whole = len(number) >= _MOMENT
            chosen = "cover" not in after.casefold()
            place = (chosen, 0 if whole else int(number), item)
            named[item.made, item.mime, number if whole else before.casefold()].append(place)
    return [
        Group(Together.BURST, tuple(item.id for *_place, item in sorted(each, key=lambda one: (*one[:2], one[2].name))))
        for each in named.values()
        if len(each) > 1
    ]


def _scans(items: Sequence[Single]) -> list[Group]:
    sides: dict[tuple[str, str], dict[FileRole, list[Single]]] = defaultdict(lambda: defaultdict(list))
    pages: dict[tuple[str, str, str, Row], list[tuple[int, Single]]] = defaultdict(list)
    for item in items:
        part = part_called(item.name)
        if part is None or not item.mime.startswith("image/"):
            continue
        # A camera's pictures may be counted by letters as well; a scanner tells no time.
        if part.row is not Row.PAGES and (item.captured or not part.what):
            continue
        if part.role is FileRole.PAGE:
            pages[item.made, part.what, item.mime, part.row].append((part.number, item))
        else:
            sides[item.made, part.what][part.role].append(item)
    found = [
        Group(Together.SIDES, (each[FileRole.FRONT][0].id, each[FileRole.BACK][0].id))
        for each in sides.values()
        if len(each.get(FileRole.FRONT, ())) == len(each.get(FileRole.BACK, ())) == 1
    ]
    for (*_scan, row), numbered in pages.items():
        if is_whole(row, sorted(number for number, _item in numbered)):
            ordered = sorted(numbered, key=lambda each: each[0])
            found.append(Group(Together.PAGES, tuple(item.id for _number, item in ordered)))
    return found
