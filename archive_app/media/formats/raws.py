"""The JPEG pictures that cameras put inside their raw files."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from archive_app.media.formats.filetypes import TIFF_RAW
from archive_app.media.formats.tiff import TiffSkeleton

_MAX_PREVIEW = 64 << 20
_MAX_SCAN = 256 << 20
_MAX_CANDIDATES = 16
_SMALLEST = 1024


def embedded_jpegs(stream: BinaryIO, mime: str) -> Iterator[BinaryIO]:
    """What may be whole JPEG pictures, the largest first; the caller tries them in turn."""
    places = set(_from_directories(stream, mime)) or set(_by_scanning(stream))
    for offset, length in sorted(places, key=lambda place: -place[1])[:_MAX_CANDIDATES]:
        stream.seek(offset)
        data = stream.read(min(length, _MAX_PREVIEW))
        if data.startswith(b"\xff\xd8\xff"):
            yield io.BytesIO(data)


def _from_directories(stream: BinaryIO, mime: str) -> Iterator[tuple[int, int]]:
    if mime == "image/x-fuji-raf":
        stream.seek(84)
        place = stream.read(8)
        if len(place) == 8:
            yield int.from_bytes(place[:4], "big"), int.from_bytes(place[4:], "big")
    elif mime in TIFF_RAW or mime == "image/tiff":
        for offset, length in TiffSkeleton(stream).jpegs():
            stream.seek(offset)
            if length >= _SMALLEST and stream.read(3) == b"\xff\xd8\xff":
                yield offset, length


def _by_scanning(stream: BinaryIO) -> Iterator[tuple[int, int]]:
    """Every place where a JPEG may begin, up to where the next one does."""
    starts: list[int] = []
    position, tail = 0, b""
    stream.seek(0)
    while position < _MAX_SCAN and len(starts) < _MAX_CANDIDATES and (chunk := stream.read(1 << 20)):
        data = tail + chunk
        base = position - len(tail)
        found = data.find(b"\xff\xd8\xff")
        while found >= 0 and found + 3 < len(data):
            # The fourth byte names a segment that a picture can begin with.
            if data[found + 3] in (0xDB, 0xE0, 0xE1, 0xEE, 0xC4, 0xED):
                starts.append(base + found)
            found = data.find(b"\xff\xd8\xff", found + 3)
        position += len(chunk)
        tail = data[-3:]
    end = stream.seek(0, io.SEEK_END)
    for number, start in enumerate(starts):
        following = starts[number + 1] if number + 1 < len(starts) else end
        if following - start >= _SMALLEST:
            yield start, end - start
