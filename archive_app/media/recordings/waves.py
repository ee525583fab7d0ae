"""The wave of a sound: how loud it is, from its beginning to its end."""

from __future__ import annotations

import ctypes
import time
from array import array
from collections.abc import Iterator
from typing import BinaryIO

from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.recordings import ffmpeg
from archive_app.media.recordings.ffmpeg import Frame, Stream
from archive_app.media.recordings.reel import Reel

#: Values of a whole recording: more than a screen has room for.
VALUES = 2_000
#: Milliseconds up to which all is heard; of what is longer a little at each of the values' places.
_WHOLE = 15 * 60_000
#: Samples of one channel and second that are looked at: enough to see by.
_LOOKED_AT, _A_SECOND = 8_000, 100
#: Seconds of the processor after which the rest stays unheard.
_LONG = 8.0
_LOUDEST = 255
#: How samples are written, and where silence is and how far from it the loudest ones are.
_WRITTEN = {
    "u8": ("B", 128, 128), "s16": ("h", 0, 1 << 15), "s32": ("i", 0, 1 << 31), "s64": ("q", 0, 1 << 63),
    "flt": ("f", 0, 1), "dbl": ("d", 0, 1),
}  # fmt: skip
_BYTES = {"B": 1, "h": 2, "i": 4, "q": 8, "f": 4, "d": 8}


def wave(file: BinaryIO) -> bytes:
    """How loud it is, 0 to 255, at most :data:`VALUES` values for the whole. Raises Unreadable with the reason."""
    with Reel(file) as reel:
        stream = reel.chosen(ffmpeg.AUDIO)
        if stream is None:
            raise Unreadable(_("There is no sound in this recording that is decoded here."))
        if reel.length > _WHOLE:
            return _sampled(reel, stream)
        heard = bytes(round(_LOUDEST * min(1.0, value)) for value in _heard(reel, stream))
        if not heard:
            raise reel.fault()
        count = min(VALUES, len(heard))
        return bytes(max(heard[len(heard) * n // count : len(heard) * (n + 1) // count]) for n in range(count))


def _sampled(reel: Reel, stream: Stream) -> bytes:
    """A little at each place."""
    until, values = time.process_time() + _LONG, bytearray(VALUES)
    for number in range(VALUES):
        if time.process_time() > until:
            break
        if not reel.seek(stream, reel.length * number / VALUES):
            raise reel.fault()
        frame = next((frame for frame, _when in reel.frames(stream)), None)
        if frame is not None:
            values[number] = round(_LOUDEST * min(1.0, max(_loud(reel, frame), default=0.0)))
    return bytes(values)


def _heard(reel: Reel, stream: Stream) -> Iterator[float]:
    until = time.process_time() + _LONG
    for frame, _when in reel.frames(stream):
        yield from _loud(reel, frame)
        if time.process_time() > until:
            break


def _loud(reel: Reel, frame: Frame) -> list[float]:
    """How loud a piece of sound is, 0 to 1, each value for some hundredth of a second."""
    name = (reel.does.av_get_sample_fmt_name(frame.form) or b"").decode("ascii")
    code, silence, loudest = _WRITTEN.get(name.removesuffix("p"), ("", 0, 1))
    if not code or frame.samples <= 0 or not frame.data[0]:
        return []
    # One channel of what lies beside one another is every other sample.
    channels = 1 if name.endswith("p") else max(1, frame.lines[0] // (frame.samples * _BYTES[code]))
    count = frame.samples * channels
    data = (ctypes.c_char * (count * _BYTES[code])).from_address(frame.data[0])
    every = channels * max(1, reel.asked("ar") // _LOOKED_AT)
    seen = array(code, bytes(data))[::every]
    long = max(1, reel.asked("ar") * channels // every // _A_SECOND)
    pieces = (seen[start : start + long] for start in range(0, len(seen), long))
    return [max(max(piece) - silence, silence - min(piece)) / loudest for piece in pieces]
