"""The position that a telephone wrote into a recording (3GPP's ``loci`` box), which MediaInfo passes over."""

from __future__ import annotations

import struct
from typing import BinaryIO

_MOST_BOXES = 200
_LARGEST = 1 << 16
#: Numbers have 16 bits before the point and 16 behind it.
_PARTS = 65_536


def read_location(stream: BinaryIO) -> tuple[float, float, float | None] | None:
    """Latitude and longitude in degrees, and how high in metres, where that is said; None where there is no position.
    Never raises for damage.
    """
    stream.seek(0, 2)
    end = stream.tell()
    movie = _find(stream, b"moov", 0, end)
    places = _find(stream, b"udta", *movie) if movie else None
    place = _find(stream, b"loci", *places) if places else None
    if place is None or place[1] - place[0] > _LARGEST:
        return None
    stream.seek(place[0])
    content = stream.read(place[1] - place[0])
    # Version, flags and language; a name that ends in zero; its role.
    wide = content[6:8] in (b"\xfe\xff", b"\xff\xfe")
    name = content.find(b"\x00\x00" if wide else b"\x00", 6)
    start = name + (2 if wide else 1) + 1
    if name < 0 or len(content) < start + 8:
        return None
    longitude, latitude = struct.unpack_from(">ii", content, start)
    high = struct.unpack_from(">i", content, start + 8)[0] / _PARTS if len(content) >= start + 12 else None
    return round(latitude / _PARTS, 6), round(longitude / _PARTS, 6), high


def _find(stream: BinaryIO, name: bytes, start: int, end: int) -> tuple[int, int] | None:
    """Where the content of the first box of that name begins and ends."""
    for _count in range(_MOST_BOXES):
        if start + 8 > end:
            return None
        stream.seek(start)
        size, kind = struct.unpack(">I4s", stream.read(8).ljust(8, b"\x00"))
        head = 8
        if size == 1:
            size, head = int.from_bytes(stream.read(8), "big"), 16
        size = size or end - start
        if size < head or start + size > end:
            return None
        if kind == name:
            return start + head, start + size
        start += size
    return None
