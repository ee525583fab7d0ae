"""Which items hold the same picture, in another size, format or crop, and which are shots of one burst."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise, product

from archive_app.domain.model.fingerprints import NEAR, Fingerprint, distance, same_looks
from archive_app.domain.model.together import Group, Together

#: So many seconds lie between two shots of one burst at most.
BURST_SECONDS = 2.0
#: Of two shots of one second of which nothing else is known, so few bits differ where they are one shot.
_ONE_SHOT = 2


@dataclass(frozen=True, slots=True)
class Picture:
    """A file that an item is known by: what is in it, when and with what it was taken (as the file says it, ISO 8601
    and empty where it does not), its size in pixels and in bytes, and whether it can be ``seen``.
    """

    id: int
    sha256: str
    captured: str
    camera: str
    pixels: int
    size: int
    seen: bool


@dataclass(frozen=True, slots=True)
class _Edge:
    """Two items that belong together; the smaller ``rank``, the surer."""

    rank: tuple[int, int]
    one: Picture
    other: Picture
    why: Together


@dataclass(slots=True)
class _Heap:
    """Items that were put together so far."""

    pictures: dict[int, Picture] = field(default_factory=dict)
    #: The file of each by which it came here.
    files: dict[int, str] = field(default_factory=dict)
    why: set[Together] = field(default_factory=set)


def picture_groups(
    pictures: Sequence[Picture],
    looks: Mapping[str, Fingerprint],
    *,
    apart: Collection[tuple[int, int]] = (),
    tell: Callable[[int], bool] = lambda _done: False,
) -> list[Group]:
    """The groups among ``pictures``, whose fingerprints ``looks`` gives by content; the best of each group first.

    No two of ``apart`` (smaller id first) come into one group. ``tell`` is as in :func:`same_looks`.
    """
    known = {place: looks[each.sha256] for place, each in enumerate(pictures) if looks.get(each.sha256)}
    edges = [*_of_same_bytes(pictures), *_bursts(pictures, looks)]
    for look in same_looks(known, tell=tell):
        one, other = pictures[look.one], pictures[look.other]
        why = _why(one, other, look.distance)
        if one.id != other.id and one.sha256 != other.sha256 and why is not None:
            edges.append(_Edge((1, look.distance), one, other, why))
    heaps: dict[int, _Heap] = {each.id: _Heap({each.id: each}) for each in pictures}
    for edge in sorted(edges, key=lambda edge: (edge.rank, edge.one.id, edge.other.id)):
        _put_together(heaps, edge, apart)
    found = {id(heap): heap for heap in heaps.values() if len(heap.pictures) > 1}
    return sorted((_group(heap) for heap in found.values()), key=lambda group: min(group.ids))


def _of_same_bytes(pictures: Sequence[Picture]) -> Iterator[_Edge]:
    by_content: dict[str, list[Picture]] = defaultdict(list)
    for picture in pictures:
        by_content[picture.sha256].append(picture)
    for alike in by_content.values():
        for one, other in pairwise(sorted(alike, key=lambda each: each.id)):
            if one.id != other.id:
                yield _Edge((0, 0), one, other, Together.BYTES)


def _bursts(pictures: Sequence[Picture], looks: Mapping[str, Fingerprint]) -> Iterator[_Edge]:
    by_camera: dict[str, list[tuple[datetime, Picture]]] = defaultdict(list)
    for picture in pictures:
        moment = _moment(picture.captured)
        if moment is not None and picture.camera:
            by_camera[picture.camera].append((moment, picture))
    for taken in by_camera.values():
        taken.sort(key=lambda each: (each[0], each[1].id))
        for (before, one), (after, other) in pairwise(taken):
            here, there = looks.get(one.sha256), looks.get(other.sha256)
            if one.id == other.id or not here or not there or (after - before).total_seconds() > BURST_SECONDS:
                continue
            differ = distance(here[0], there[0])
            # A camera does not change its format within a burst.
            if differ <= NEAR and one.pixels == other.pixels and (before != after or differ > _ONE_SHOT):
                yield _Edge((2, differ), one, other, Together.BURST)


def _why(one: Picture, other: Picture, differ: int) -> Together | None:
    """Why two that look the same belong together: what was taken at another time is another picture of the same."""
    here, there = _moment(one.captured), _moment(other.captured)
    if here is None or there is None:
        return Together.PICTURE
    between = abs((here - there).total_seconds())
    if not between and (differ <= _ONE_SHOT or one.pixels != other.pixels or one.camera != other.camera):
        return Together.PICTURE
    return Together.BURST if between <= BURST_SECONDS else None


def _moment(captured: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(captured) if "T" in captured else None
    except ValueError:
        return None
    # Times with a zone and without cannot be compared: what the clock on the wall said is what a camera knows.
    return found.replace(tzinfo=None) if found is not None else None


def _put_together(heaps: dict[int, _Heap], edge: _Edge, apart: Collection[tuple[int, int]]) -> None:
    one, other = heaps[edge.one.id], heaps[edge.other.id]
    if one is not other:
        if apart and any((min(pair), max(pair)) in apart for pair in product(one.pictures, other.pictures)):
            return
        one.pictures |= other.pictures
        one.why |= other.why
        one.files |= other.files
        for each in other.pictures:
            heaps[each] = one
    for picture in (edge.one, edge.other):
        one.files.setdefault(picture.id, picture.sha256)
    one.why.add(edge.why)


def _group(heap: _Heap) -> Group:
    # What is sure of some of them is not said of all.
    why = next(each for each in (Together.BURST, Together.PICTURE, Together.BYTES) if each in heap.why)
    best = sorted(heap.pictures.values(), key=lambda each: (-each.pixels, -each.size, each.id))
    return Group(why, tuple(each.id for each in best), heap.files)
