"""The subtitles inside a recording that are kept as text: SubRip, ASS, WebVTT and MPEG-4's timed text."""

from __future__ import annotations

import ctypes
import io
import re
import time
from collections.abc import Callable
from typing import BinaryIO

from archive_app.domain.text.languages import tag_of
from archive_app.domain.text.subtitles import Cue, written
from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.formats.boxes import boxes
from archive_app.media.recordings import ffmpeg
from archive_app.media.recordings.ffmpeg import Packet, Stream
from archive_app.media.recordings.reel import Reel

#: Tracks that are read, letters of one, and cues of one: nobody reads more.
MOST_TRACKS, LONGEST, _MOST_CUES = 16, 250_000, 20_000
#: Seconds of the processor and on the clock that may go by with them.
_LONG, _LONGER = 4.0, 30.0
#: Milliseconds that one stands that does not say how long.
_USUAL = 4_000
_STYLES = re.compile(r"\{[^{}]{0,500}\}")
_FIELDS = 8


def tracks(file: BinaryIO) -> tuple[tuple[str, str], ...]:
    """Of each track its language, ``und`` where it says none, and what is said, written as SubRip. Unreadable where it
    takes too long to find them.
    """
    with Reel(file, decoded=False) as reel:
        kept = {each.index: each for each in reel.streams(ffmpeg.SUBTITLE) if reel.codec(each) in _READERS}
        kept = dict(list(kept.items())[:MOST_TRACKS])
        if not kept:
            return ()
        reel.only(list(kept))
        spent, clock = time.process_time() + _LONG, time.monotonic() + _LONGER
        reel.enough = lambda: time.process_time() > spent or time.monotonic() > clock
        said: dict[int, list[Cue]] = {number: [] for number in kept}
        for packet in reel.packets():
            stream = kept.get(packet.stream)
            if stream is not None and len(said[stream.index]) < _MOST_CUES:
                said[stream.index] += _cue(reel, stream, packet)
        if reel.enough():
            raise Unreadable(_("Its subtitles are spread over so long a file that they were not read."))
        found = ((tag_of(reel.tag(kept[number], "language")), written(cues)) for number, cues in said.items())
        return tuple((lang, text) for lang, text in found if text and len(text) <= LONGEST)


def _cue(reel: Reel, stream: Stream, packet: Packet) -> list[Cue]:
    start = reel.time(stream, packet.pts)
    if start is None or packet.size <= 0 or not packet.data:
        return []
    text = _READERS[reel.codec(stream)](ctypes.string_at(packet.data, packet.size)).strip()
    lasts = packet.duration * stream.time_base.over / max(1, stream.time_base.under) * 1000
    begin = max(0, round(start))
    return [Cue(begin, begin + (round(lasts) or _USUAL), text)] if text else []


def _plain(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\r", "")


def _timed(data: bytes) -> str:
    """A length, so much text, and how it looks, which is left out."""
    text = data[2 : 2 + int.from_bytes(data[:2], "big")]
    return text.decode("utf-16", "replace") if text[:2] in (b"\xfe\xff", b"\xff\xfe") else _plain(text)


def _styled(data: bytes) -> str:
    """A line of ASS, as containers keep it: eight fields before the text."""
    fields = _plain(data).split(",", _FIELDS)
    return _STYLES.sub("", fields[-1] if len(fields) > _FIELDS else "").replace("\\N", "\n").replace("\\n", "\n")


def _boxed(data: bytes) -> str:
    """WebVTT as it is, or in the boxes of MP4."""
    if data[4:8] not in (b"vttc", b"vtte", b"vttx"):
        return _plain(data)
    stream, said = io.BytesIO(data), []
    for _name, start, stop in boxes(stream, 0, len(data)):
        said += [_plain(data[begin:end]) for leaf, begin, end in boxes(stream, start, stop) if leaf == b"payl"]
    return "\n".join(said)


_READERS: dict[str, Callable[[bytes], str]] = {
    "mov_text": _timed, "subrip": _plain, "srt": _plain, "text": _plain, "webvtt": _boxed, "ass": _styled,
    "ssa": _styled,
}  # fmt: skip
