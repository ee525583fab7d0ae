"""Where in a picture, and when in a recording: boxes and spans, turned, moved, kept within, read and put into words.

A box is in parts of the whole, from 0 to 1, from the upper left corner, so that it holds for every size of the picture.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from archive_app.errors import InvalidInput
from archive_app.i18n import _

#: Places behind the point that are kept: a hundredth of a pixel of the largest picture.
_PLACES = 6
#: By how much the shapes of two pictures may differ that show the same: a row of pixels was cut off.
_SAME_SHAPE = 0.01
_NUMBER = re.compile(r"\s*([0-9]{1,12}(?:\.[0-9]{1,12})?)\s*(%?)\s*", re.ASCII)
_TIME = re.compile(r"(?:(?:([0-9]{1,4}):)?([0-9]{1,6}):)?([0-9]{1,9}(?:[.,][0-9]{1,6})?)", re.ASCII)
_BETWEEN = re.compile(r"\s*[-–—]\s*")
_QUARTER = 90


@dataclass(frozen=True, slots=True)
class Box:
    """A box: the place of its upper left corner, its width and its height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Where it ends at the right."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Where it ends at the bottom."""
        return self.y + self.height

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def turned(self, by: int) -> Box:
        """The same place after the picture was turned by ``by`` degrees clockwise, a multiple of 90."""
        match by % 360:
            case 90:
                return _box(1 - self.bottom, self.x, self.height, self.width)
            case 180:
                return _box(1 - self.right, 1 - self.bottom, self.width, self.height)
            case 270:
                return _box(self.y, 1 - self.right, self.height, self.width)
        return self

    def mirrored(self) -> Box:
        """The same place after left and right were exchanged."""
        return _box(1 - self.right, self.y, self.width, self.height)

    def upright(self, orientation: int) -> Box:
        """A place of the picture as its file has it, in the picture as its EXIF ``orientation`` (1 to 8) shows it."""
        mirrored, turn = _ORIENTATIONS.get(orientation, (False, 0))
        box = self.mirrored() if mirrored else self
        return box.turned(turn)

    def lying(self, orientation: int) -> Box:
        """A place of the upright picture, in the picture as its file has it."""
        mirrored, turn = _ORIENTATIONS.get(orientation, (False, 0))
        box = self.turned(-turn)
        return box.mirrored() if mirrored else box

    def within(self) -> Box | None:
        """As much of it as lies in the picture; ``None`` where nothing does."""
        left, top = max(0.0, self.x), max(0.0, self.y)
        right, bottom = min(1.0, self.right), min(1.0, self.bottom)
        found = _box(left, top, right - left, bottom - top)
        return found if found.width > 0 and found.height > 0 else None

    def moved(self, right: float, down: float) -> Box:
        """Moved by so much, no further than to the edge, and as large as it was."""
        x = min(max(0.0, self.x + right), max(0.0, 1 - self.width))
        y = min(max(0.0, self.y + down), max(0.0, 1 - self.height))
        return _box(x, y, self.width, self.height)

    def said(self) -> str:
        """In words, and as it is read: ``10%, 20%, 30%, 40%``."""
        return ", ".join(_percent(part) for part in (self.x, self.y, self.width, self.height))


#: By EXIF's orientation: whether left and right are exchanged first, and how far it is turned then, clockwise.
_ORIENTATIONS = {
    1: (False, 0),
    2: (True, 0),
    3: (False, 180),
    4: (True, 180),
    5: (True, 270),
    6: (False, 90),
    7: (True, 90),
    8: (False, 270),
}


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a recording, from ``start`` to ``end`` in seconds; a moment ends where it starts."""

    start: float
    end: float

    def within(self, duration: float) -> Span:
        """As much of it as a recording of this length has."""
        return Span(min(self.start, duration), min(self.end, duration))

    def said(self) -> str:
        """In words: ``2:10–3:05``, or ``2:10``."""
        first, last = _clock(self.start), _clock(self.end)
        return first if self.start == self.end else f"{first}–{last}"


def box_between(one: tuple[float, float], other: tuple[float, float]) -> Box | None:
    """The box between two points, whichever was first, as far as it lies in the picture."""
    x, y = min(one[0], other[0]), min(one[1], other[1])
    return _box(x, y, abs(one[0] - other[0]), abs(one[1] - other[1])).within()


def box_around(middle: tuple[float, float], width: float, height: float) -> Box | None:
    """The box with this middle, as far as it lies in the picture."""
    return _box(middle[0] - width / 2, middle[1] - height / 2, width, height).within()


def read_box(text: str) -> Box:
    """``10%,20%,30%,40%`` or ``0.1,0.2,0.3,0.4``: from left and top, width and height. InvalidInput where it is
    no such thing, or does not lie in the picture.
    """
    parts = [_NUMBER.fullmatch(part) for part in re.split("[,;，；]", text)]
    if len(parts) != 4 or not all(parts):
        sentence = _("“{value}” is no box: write how far from the left and the top, how wide and how high: {example}.")
        raise InvalidInput(sentence.format(value=text.strip()[:60], example="10%,20%,30%,40%"))
    x, y, width, height = (float(part[1]) / (100 if part[2] else 1) for part in parts if part)
    return checked_box(x, y, width, height)


def checked_box(x: float, y: float, width: float, height: float) -> Box:
    """The box of these numbers; InvalidInput where it has no size or does not lie in the picture."""
    if not all(map(math.isfinite, (x, y, width, height))) or round(min(width, height), _PLACES) <= 0:
        raise InvalidInput(_("A box has a width and a height. Make it larger."))
    found = _box(x, y, width, height)
    if min(x, y) < 0 or round(max(found.right, found.bottom), _PLACES - 1) > 1:
        raise InvalidInput(_("This box does not lie in the picture: its parts are from 0% to 100%."))
    return found.within() or found


def read_span(text: str) -> Span:
    """``2:10-3:05``, ``130-185`` or ``1:02:03.5``; InvalidInput where it is no such thing, or ends before it starts."""
    ends = [_TIME.fullmatch(part) for part in _BETWEEN.split(text.strip())]
    if len(ends) > 2 or not all(ends):
        sentence = _("“{value}” is no time: write from when to when in minutes and seconds: {example}.")
        raise InvalidInput(sentence.format(value=text.strip()[:60], example="2:10-3:05"))
    times = [_seconds(end) for end in ends if end]
    return checked_span(times[0], times[-1])


def checked_span(start: float, end: float) -> Span:
    """The span between these seconds; InvalidInput where it ends before it starts."""
    if not (math.isfinite(start) and math.isfinite(end)) or start < 0 or end < start:
        raise InvalidInput(_("This stretch ends before it starts. Say first when it starts, then when it ends."))
    return Span(round(start, 3), round(end, 3))


def same_shape(one: tuple[int | None, int | None], other: tuple[int | None, int | None]) -> bool:
    """Whether two pictures of these widths and heights have one shape, so that boxes of one hold for the other."""
    if not (one[0] and one[1] and other[0] and other[1]):
        return False
    return abs(one[0] * other[1] - one[1] * other[0]) <= _SAME_SHAPE * one[0] * other[1]


def _seconds(found: re.Match[str]) -> float:
    hours, minutes, seconds = (float((part or "0").replace(",", ".")) for part in found.groups())
    return hours * 3600 + minutes * 60 + seconds


def _box(x: float, y: float, width: float, height: float) -> Box:
    return Box(round(x, _PLACES), round(y, _PLACES), round(width, _PLACES), round(height, _PLACES))


def _clock(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    hours, minutes, rest = thousandths // 3_600_000, thousandths // 60_000 % 60, thousandths % 60_000
    left = f"{rest // 1000:02}" + (f".{rest % 1000:03}".rstrip("0") if rest % 1000 else "")
    return f"{hours}:{minutes:02}:{left}" if hours else f"{minutes}:{left}"


def _percent(part: float) -> str:
    return f"{part * 100:.2f}".rstrip("0").rstrip(".") + "%"
