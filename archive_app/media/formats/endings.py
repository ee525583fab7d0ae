"""Whether a picture ends before its own structure says: the fact behind "cut off", which no decoder has a code for.

Only headers and lengths are read, never a pixel. What cannot be followed counts as whole.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO

from archive_app.media.formats.tiff import STRIP_COUNTS, STRIP_OFFSETS, TILE_COUNTS, TILE_OFFSETS, TiffSkeleton

_BOXED = frozenset({"image/heic", "image/heif", "image/avif", "image/jp2", "image/x-canon-cr3"})
_MAX_BOXES = 1000
_MAX_SEGMENTS = 10_000
_NO_LENGTH = frozenset((0x01, *range(0xD0, 0xD9)))
_SOS, _EOI = 0xDA, b"\xff\xd9"


def is_cut_off(stream: BinaryIO, mime: str) -> bool:
    """Does the file end before its own container says."""
    size = stream.seek(0, io.SEEK_END)
    if not size:
        return True
    stream.seek(0)
    if mime in _BOXED:
        return _boxes_end(stream, size) > size or (mime == "image/jp2" and _is_open_at_the_end(stream, size))
    if mime == "image/tiff":
        return _strips_end(stream) > size
    follow = _FOLLOWED.get(mime)
    return follow is not None and follow(stream.read())


def _jpeg(data: bytes) -> bool:
    """The segments up to the picture, then the mark of its end. A thumbnail's own marks lie inside a segment."""
    position = 2
    for _count in range(_MAX_SEGMENTS):
        head = data[position : position + 4]
        if len(head) < 2:
            return True
        if head[0] != 0xFF:
            return False
        if head[1] == 0xFF or head[1] in _NO_LENGTH:
            position += 1 if head[1] == 0xFF else 2
            continue
        if head[1] == _SOS:
            return data.find(_EOI, position) < 0
        if len(head) < 4:
            return True
        length = int.from_bytes(head[2:], "big")
        if length < 2:
            return False
        position += 2 + length
        if position > len(data):
            return True
    return False


def _png(data: bytes) -> bool:
    position = 8
    for _count in range(_MAX_SEGMENTS):
        head = data[position : position + 8]
        if len(head) < 8:
            return True
        if not head[4:].isalpha():
            return False  # no chunk: what is here is damaged, wherever it ends
        position += 12 + int.from_bytes(head[:4], "big")
        if position > len(data):
            return True
        if head[4:] == b"IEND":
            return False
    return False


def _gif(data: bytes) -> bool:
    """The last byte but for padding is a semicolon."""
    return not data[-1024:].rstrip(b"\x00").endswith(b";")


def _riff(data: bytes) -> bool:
    return len(data) < 12 or int.from_bytes(data[4:8], "little") + 8 > len(data)


def _bmp(data: bytes) -> bool:
    """The rows of a picture that is not packed, or the size in the header."""
    head = data[:54]
    if len(head) < 34 or head[:2] != b"BM":
        return len(head) < 34
    width, height = (abs(int.from_bytes(head[at : at + 4], "little", signed=True)) for at in (18, 22))
    bits, packed = int.from_bytes(head[28:30], "little"), int.from_bytes(head[30:34], "little")
    if int.from_bytes(head[14:18], "little") < 40 or packed not in (0, 3, 6) or bits > 32:
        return int.from_bytes(head[2:6], "little") > len(data)
    return int.from_bytes(head[10:14], "little") + (width * bits + 31) // 32 * 4 * height > len(data)


def _tga(data: bytes) -> bool:
    """Only where it is not packed: the length of packed rows is nowhere written."""
    head = data[:18]
    if len(head) < 18 or head[2] not in (1, 2, 3):
        return len(head) < 18
    colours = int.from_bytes(head[5:7], "little") * ((head[7] + 7) // 8)
    pixels = int.from_bytes(head[12:14], "little") * int.from_bytes(head[14:16], "little")
    return 18 + head[0] + colours + pixels * ((head[16] + 7) // 8) > len(data)


def _codestream(data: bytes) -> bool:
    return not data[-16:].rstrip(b"\x00").endswith(_EOI)


_FOLLOWED: dict[str, Callable[[bytes], bool]] = {
    "image/jpeg": _jpeg,
    "image/mpo": _jpeg,
    "image/png": _png,
    "image/gif": _gif,
    "image/webp": _riff,
    "image/bmp": _bmp,
    "image/x-tga": _tga,
    "image/j2c": _codestream,
}


def _is_open_at_the_end(stream: BinaryIO, size: int) -> bool:
    """The last box has no length, and what stands in it no end."""
    stream.seek(min(_boxes_end(stream, size), size))
    if stream.read(8) != b"\0\0\0\0jp2c":
        return False
    stream.seek(max(0, size - 16))
    return _codestream(stream.read())


def _boxes_end(stream: BinaryIO, size: int) -> int:
    """Where the last box ends that says how long it is."""
    position = 0
    for _count in range(_MAX_BOXES):
        if position >= size:
            break
        stream.seek(position)
        head = stream.read(16)
        if len(head) < 8:
            break
        length = int.from_bytes(head[:4], "big")
        if length == 1 and len(head) == 16:
            length = int.from_bytes(head[8:], "big")
        if length < 8:
            break
        position += length
    return position


def _strips_end(stream: BinaryIO) -> int:
    skeleton = TiffSkeleton(stream)
    end = skeleton.first
    for directory in skeleton.directories[:1]:
        for offsets, counts in ((STRIP_OFFSETS, STRIP_COUNTS), (TILE_OFFSETS, TILE_COUNTS)):
            pairs = zip(skeleton.integers(directory, offsets), skeleton.integers(directory, counts), strict=False)
            end = max([end, *(offset + count for offset, count in pairs)])
    return end
