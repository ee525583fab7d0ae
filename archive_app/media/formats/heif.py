"""Metadata of HEIC, HEIF and AVIF, read from their item tables without a decoder (ISO/IEC 14496-12 and 23008-12).

libheif has crashed on damaged item tables; what a file says about itself should survive that.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from archive_app.media.formats.blocks import Blocks, read_exactly
from archive_app.media.formats.boxes import boxes, size_of

_MAX_ITEMS = 4096
_MAX_ITEM = 16 << 20
#: No file is so long, and no system can be asked for what lies behind it.
_FARTHEST = (1 << 63) - 1
_MAX_META = 4 << 20


@dataclass(slots=True)
class _Table:
    """The ``meta`` box: items by number, where their bytes are, and which properties they have."""

    primary: int
    kinds: dict[int, tuple[bytes, bytes]]
    extents: dict[int, list[tuple[int, int]]]
    sizes: dict[int, tuple[int, int]]
    properties: dict[int, list[int]]


def find_blocks(stream: BinaryIO) -> Blocks:
    """EXIF, XMP, IPTC and size of the primary picture; what damage hides is left out."""
    blocks = Blocks()
    try:
        table = _read_table(stream)
        if table is None:
            return blocks
        for number in table.properties.get(table.primary, []):
            if number in table.sizes:
                blocks.width, blocks.height = table.sizes[number]
        for number, (kind, content_type) in table.kinds.items():
            if kind == b"Exif" and not blocks.exif:
                blocks.exif = _exif(_bytes(stream, table.extents.get(number, [])))
            elif kind == b"mime" and content_type == b"application/rdf+xml":
                blocks.xmp.append(_bytes(stream, table.extents.get(number, [])))
            elif kind == b"iptc" and not blocks.iptc:
                blocks.iptc = _bytes(stream, table.extents.get(number, []))
    except (struct.error, IndexError, EOFError):
        return blocks
    return blocks


def _exif(item: bytes) -> bytes:
    """The TIFF structure of an Exif item, which begins with the offset of it."""
    start = 4 + int.from_bytes(item[:4], "big")
    for candidate in (item[start:], item[4:], item):
        candidate = candidate.removeprefix(b"Exif\x00\x00")
        if candidate[:2] in (b"II", b"MM"):
            return candidate
    return b""


def _bytes(stream: BinaryIO, extents: list[tuple[int, int]]) -> bytes:
    found = b""
    for offset, length in extents:
        if len(found) + length > _MAX_ITEM or offset > _FARTHEST:
            return b""
        stream.seek(offset)
        found += read_exactly(stream, length)
    return found


def _read_table(stream: BinaryIO) -> _Table | None:
    for name, start, end in boxes(stream, 0, size_of(stream)):
        if name == b"meta" and end - start <= _MAX_META:
            table = _Table(0, {}, {}, {}, {})
            inner = {inner: (begin, finish) for inner, begin, finish in boxes(stream, start + 4, end)}
            content = {inner: _content(stream, inner, inner_place) for inner, inner_place in inner.items()}
            pitm = content.get(b"pitm", b"")
            table.primary = int.from_bytes(pitm[4:6] if pitm[:1] == b"\x00" else pitm[4:8], "big")
            _read_items(stream, inner.get(b"iinf"), table)
            _read_places(content.get(b"iloc", b""), inner.get(b"idat", (0, 0))[0], table)
            _read_properties(stream, inner.get(b"iprp"), table)
            return table
    return None


def _content(stream: BinaryIO, name: bytes, place: tuple[int, int]) -> bytes:
    if name not in (b"pitm", b"iloc"):
        return b""
    stream.seek(place[0])
    return read_exactly(stream, place[1] - place[0])


def _read_items(stream: BinaryIO, place: tuple[int, int] | None, table: _Table) -> None:
    if place is None:
        return
    stream.seek(place[0])
    start = place[0] + (6 if read_exactly(stream, 1) == b"\x00" else 8)
    for name, begin, end in boxes(stream, start, place[1]):
        stream.seek(begin)
        entry = read_exactly(stream, min(end - begin, 1024))
        if name != b"infe" or entry[0] < 2 or len(table.kinds) >= _MAX_ITEMS:
            continue
        width = 2 if entry[0] == 2 else 4
        number, rest = int.from_bytes(entry[4 : 4 + width], "big"), entry[4 + width + 2 :]
        content_type = rest[4:].split(b"\x00")[1] if rest[:4] == b"mime" and rest.count(b"\x00", 4) else b""
        table.kinds[number] = (rest[:4], content_type)


class _Reader:
    """Unsigned integers one after the other."""

    def __init__(self, data: bytes, position: int) -> None:
        self._data, self._position = data, position

    def take(self, size: int) -> int:
        part = self._data[self._position : self._position + size]
        if len(part) < size:
            raise EOFError
        self._position += size
        return int.from_bytes(part, "big")


def _read_places(iloc: bytes, idat: int, table: _Table) -> None:
    if len(iloc) < 8:
        return
    version = iloc[0]
    offset_size, length_size = iloc[4] >> 4, iloc[4] & 15
    base_size, index_size = iloc[5] >> 4, iloc[5] & 15 if version else 0
    reader = _Reader(iloc, 6)
    for _item in range(min(reader.take(2 if version < 2 else 4), _MAX_ITEMS)):
        number = reader.take(2 if version < 2 else 4)
        method = reader.take(2) & 15 if version else 0
        reader.take(2)
        base = reader.take(base_size) + (idat if method == 1 else 0)
        extents = table.extents.setdefault(number, [])
        for _extent in range(min(reader.take(2), _MAX_ITEMS)):
            reader.take(index_size)
            offset = reader.take(offset_size)
            extents.append((base + offset, reader.take(length_size)))


def _read_properties(stream: BinaryIO, place: tuple[int, int] | None, table: _Table) -> None:
    if place is None:
        return
    for name, start, end in boxes(stream, *place):
        if name == b"ipco":
            for number, (kind, begin, _end) in enumerate(boxes(stream, start, end), 1):
                if kind == b"ispe":
                    stream.seek(begin + 4)
                    width, height = struct.unpack(">II", read_exactly(stream, 8))
                    table.sizes[number] = width, height
        elif name == b"ipma":
            stream.seek(start)
            _read_associations(read_exactly(stream, end - start), table)


def _read_associations(ipma: bytes, table: _Table) -> None:
    reader = _Reader(ipma, 4)
    wide = bool(ipma[3] & 1)
    for _item in range(min(reader.take(4), _MAX_ITEMS)):
        number = reader.take(2 if ipma[0] < 1 else 4)
        found = table.properties.setdefault(number, [])
        for _association in range(reader.take(1)):
            found.append(reader.take(2) & 0x7FFF if wide else reader.take(1) & 0x7F)
