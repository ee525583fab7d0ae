"""Subtitles as SubRip and WebVTT write them: what is said from when to when. What is neither is passed over."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TIME = r"(?:(\d{1,4}):)?([0-5]?\d):([0-5]?\d)[.,](\d{3})"
_TIMES = re.compile(rf"^\s*{_TIME}\s*-->\s*{_TIME}(?:\s.*)?$")
_TAG = re.compile(r"<[^<>]{0,200}>|\{\\[^{}]{0,200}\}")
#: Cues that are read of one file, and letters of one: nobody reads more.
_MOST, _LONGEST = 50_000, 2_000


@dataclass(frozen=True, slots=True)
class Cue:
    """What stands below the picture from ``start`` to ``end``, in milliseconds."""

    start: int
    end: int
    text: str


def parse(text: str) -> tuple[Cue, ...]:
    """The cues of a file in the order of their times; none where it has none that can be read."""
    found: list[Cue] = []
    times: tuple[int, int] | None = None
    said: list[str] = []
    for line in [*text.replace("\ufeff", "").replace("\x00", "\ufffd").splitlines(), ""]:
        match = _TIMES.match(line) if "-->" in line else None
        if line.strip() and match is None:
            said.append(line)
            continue
        if times is not None:
            _add(found, times, said)
        said = []
        times = (_at(match.groups()[:4]), _at(match.groups()[4:])) if match is not None else None
        if len(found) >= _MOST:
            break
    return tuple(sorted(found, key=lambda cue: (cue.start, cue.end)))


def written(cues: Iterable[Cue]) -> str:
    """Cues as a file of SubRip has them; empty where there are none."""
    found = sorted(cues, key=lambda cue: (cue.start, cue.end))
    # An empty line would be the end of it.
    lines = (re.sub(r"\n\s*\n+", "\n", cue.text.strip()) for cue in found)
    pieces = (f"{_stamp(cue.start)} --> {_stamp(cue.end)}\n{said}\n" for cue, said in zip(found, lines, strict=True))
    return "\n".join(f"{number}\n{piece}" for number, piece in enumerate(pieces, start=1))


def spoken(text: str) -> str:
    """What is said, without its times; the whole text where it has none."""
    return "\n".join(cue.text for cue in parse(text)) or text


def begins(text: str, place: int) -> int | None:
    """When the cue is said in which the letter at ``place`` of the ``text`` of a file stands, in milliseconds."""
    for line in reversed(text[:place].splitlines()):
        match = _TIMES.match(line) if "-->" in line else None
        if match is not None:
            return _at(match.groups()[:4])
    return None


def said_at(cues: Sequence[Cue], place: int) -> str:
    """What is said at ``place``, in milliseconds; of several at once the last one that began."""
    last = bisect_right(cues, place, key=lambda cue: cue.start)
    # One that began long before may last still, but no more than a few overlap.
    near = (cue for cue in reversed(cues[max(0, last - 8) : last]) if cue.end > place)
    return next(near, Cue(0, 0, "")).text


def _add(found: list[Cue], times: tuple[int, int], said: list[str]) -> None:
    text = html.unescape(_TAG.sub("", "\n".join(said))).strip()[:_LONGEST]
    if text and times[0] < times[1]:
        found.append(Cue(*times, text))


def _stamp(place: int) -> str:
    seconds, rest = divmod(place, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02},{rest:03}"


def _at(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, rest = (int(part or 0) for part in parts)
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + rest
