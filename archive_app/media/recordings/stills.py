"""The picture that a video is shown by: at a place that somebody chose, else the first of a few places that is neither
dark nor blank nor blurred, or the best of them.
"""

from __future__ import annotations

import itertools
import time
from typing import BinaryIO

from PIL import Image, ImageStat

from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.recordings import ffmpeg
from archive_app.media.recordings.ffmpeg import Frame, Stream
from archive_app.media.recordings.reel import Reel

#: Where is looked, in parts of the whole; the very beginning is seldom good, and there in every video.
_PLACES = (0.1, 0.25, 0.5, 0.75, 0.0)
#: What a picture is judged by: its size then, how light and how varied it must be, and how sharp.
_SIZE = (96, 54)
_DARK, _LIGHT, _PLAIN, _SHARP = 24.0, 235.0, 12.0, 3.0
#: Seconds of the processor after which what was found by then is good enough.
_LONG = 5.0
#: Of larger ones, and of what says it were one, no picture is made.
_MOST_PIXELS = 1 << 27
#: Places are told in whole milliseconds, frames begin between them.
_BETWEEN = 1.0


def still(file: BinaryIO, edge: int, at: int | None = None) -> tuple[Image.Image, tuple[int, int]]:
    """The picture as it lies in the file, with ``edge`` pixels on its longer side at most, and the size that it has
    there; ``at`` is the chosen place in milliseconds. Raises Unreadable with the reason.
    """
    with Reel(file) as reel:
        stream = reel.chosen(ffmpeg.VIDEO)
        if stream is None:
            raise Unreadable(_("There is no moving picture in this recording that is decoded here."))
        look = _Look(reel, stream, edge)
        return look.at(at) if at is not None else look.best()


class _Look:
    """Looks into one video."""

    def __init__(self, reel: Reel, stream: Stream, edge: int) -> None:
        self._reel, self._stream, self._edge = reel, stream, edge
        self._until = time.process_time() + _LONG
        self._size = (0, 0)

    def at(self, place: int) -> tuple[Image.Image, tuple[int, int]]:
        """What is seen at this place."""
        self._reel.seek(self._stream, place)
        found: Image.Image | None = None
        before: float | None = None
        for frame, when in self._reel.frames(self._stream):
            if found is not None and when is not None and when > place + _BETWEEN:
                break
            late = time.process_time() > self._until
            # Only the last ones before it are worth the conversion.
            if found is None or late or before is None or when is None or when + 4 * (when - before) > place:
                found = self._picture(frame)
            if late:
                break
            before = when
        if found is None:
            return self.best()
        return found, self._size

    def best(self) -> tuple[Image.Image, tuple[int, int]]:
        """What is seen at a good place."""
        best: tuple[float, Image.Image] | None = None
        for part in _PLACES:
            # What can't be sought in is read on from where it is.
            self._reel.seek(self._stream, self._reel.length * part)
            found = next((self._picture(frame) for frame, _when in self._reel.frames(self._stream)), None)
            if found is None:
                continue
            value = worth(found)
            if best is None or value > best[0]:
                best = value, found
            if value >= 1 or time.process_time() > self._until:
                break
        if best is None:
            raise self._reel.fault()
        return best[1], self._size

    def _picture(self, frame: Frame) -> Image.Image:
        if not 0 < frame.width * frame.height <= _MOST_PIXELS:
            raise self._reel.fault()
        # Of pixels that are no squares the longer side says how long the other is.
        shape = self._stream.shape
        wide = frame.width * (shape.over / shape.under if shape.over > 0 and shape.under > 0 else 1.0)
        wide = min(max(wide, 1.0), 1 << 16)
        self._size = (max(1, round(wide)), frame.height)
        scale = min(1.0, self._edge / max(self._size))
        width, height = (max(1, round(side * scale)) for side in self._size)
        return Image.frombytes("RGB", (width, height), self._reel.rgb(frame, width, height))


def worth(image: Image.Image) -> float:
    """How well a picture shows what a video is about: 1 and more where it is neither dark nor blank nor blurred."""
    small = image.convert("L").resize(_SIZE, Image.Resampling.BOX)
    stat = ImageStat.Stat(small)
    mean, varied = stat.mean[0], stat.stddev[0]
    width, height = _SIZE
    data = small.tobytes()
    rows = [data[row * width : (row + 1) * width] for row in range(height)]
    steps = sum(abs(here - there) for row in rows for here, there in itertools.pairwise(row)) / len(data)
    light = 1.0 if _DARK <= mean <= _LIGHT else 0.1
    return light * min(varied / _PLAIN, 1.0, 0.2 + 0.8 * steps / _SHARP)
