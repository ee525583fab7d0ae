"""Pictures too large to lie in a worker's memory, a band of rows at a time: each is handed to the usual decoder as if
it were all there is, of TIFF as a small file, of PNG as the packed rows that would lie in one.
"""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from PIL import Image

from archive_app.media.formats.tiff import Directory, TiffSkeleton

#: Rows of one band, as far as the file lets us choose; an even number, always.
ROWS = 256
_PNG = b"\x89PNG\r\n\x1a\n"
#: What the colour types of PNG are called whose pixels take most room; a letter is a sample.
_MODES = {2: "RGB", 4: "LA", 6: "RGBA"}
_PIECE = 1 << 20
#: Bytes of the tallest band that is still made.
_MOST = 300 << 20


def bands(stream: BinaryIO, mime: str) -> Iterator[Image.Image] | None:
    """The picture from top to bottom, all bands but the last with an even number of rows; not turned by what the file
    says of that. None where it can't be taken apart.
    """
    take = {"image/png": _of_png, "image/tiff": _of_tiff}.get(mime)
    return take(stream) if take is not None else None


def _of_png(stream: BinaryIO) -> Iterator[Image.Image] | None:
    stream.seek(len(_PNG))
    head = stream.read(25)
    width, height, depth, colour, _packing, _filters, woven = struct.unpack(">IIBBBBB", head[8:21])
    if depth != 8 or colour not in _MODES or woven:
        return None
    return _png_bands(stream, _MODES[colour], width, height)


def _png_bands(stream: BinaryIO, mode: str, width: int, height: int) -> Iterator[Image.Image]:
    unpacked = _Unpacked(stream)
    #: Of a row, with the byte before it, which says how it refers to the one above.
    length = 1 + width * len(mode)
    above = b""
    for top in range(0, height, ROWS):
        rows = min(ROWS, height - top)
        # The row above comes first once more, as it is, since the next one may refer to it.
        packing = zlib.compressobj(0)
        data = [packing.compress(part) for part in (above, *unpacked.take(rows * length))]
        size = width, rows + bool(above)
        band = Image.frombytes(mode, size, b"".join((*data, packing.flush())), "zip", mode)
        if above:
            band = band.crop((0, 1, *size))
        above = b"\0" + band.crop((0, rows - 1, width, rows)).tobytes()
        yield band


class _Unpacked:
    """The rows of a PNG file as they are packed in its chunks."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._left = stream, 0
        self._unpacking = zlib.decompressobj()
        stream.seek(len(_PNG))

    def take(self, length: int) -> list[bytes]:
        """So many bytes, in pieces. EOFError: the picture is cut off."""
        parts: list[bytes] = []
        while length:
            data = self._unpacking.unconsumed_tail or self._packed()
            part = self._unpacking.decompress(data, length)
            length -= len(part)
            parts.append(part)
        return parts

    def _packed(self) -> bytes:
        while not self._left:
            head = self._stream.read(8)
            if len(head) < 8 or head[4:] == b"IEND":
                raise EOFError
            if head[4:] == b"IDAT":
                self._left = int.from_bytes(head[:4], "big")
            else:
                self._stream.seek(int.from_bytes(head[:4], "big") + 4, io.SEEK_CUR)
        data = self._stream.read(min(self._left, _PIECE))
        if not data:
            raise EOFError
        self._left -= len(data)
        if not self._left:
            self._stream.seek(4, io.SEEK_CUR)
        return data


_WIDTH, _LENGTH, _BITS, _COMPRESSION, _ROWS_PER_STRIP, _PLANAR = 256, 257, 258, 259, 278, 284
_STRIPS, _STRIP_BYTES, _TILE_WIDTH, _TILE_LENGTH, _TILES, _TILE_BYTES = 273, 279, 322, 323, 324, 325
#: What a decoder must know besides: how colours, bits and blocks are meant.
_KEPT = (258, 259, 262, 266, 277, 284, 317, 320, 322, 323, 338, 339, 347, 530, 531, 532)
_WHOLE = {1: "B", 3: "H", 4: "I", 16: "Q"}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}


def _of_tiff(stream: BinaryIO) -> Iterator[Image.Image] | None:
    skeleton = TiffSkeleton(stream)
    if not skeleton.directories:
        return None
    strips = _Strips.found(skeleton, skeleton.directories[0])
    if strips is None or strips.rows * strips.across * strips.planes * 4 > _MOST:
        return None
    return _tiff_bands(skeleton, skeleton.directories[0], strips)


@dataclass(frozen=True, slots=True)
class _Strips:
    """Where the bytes of a TIFF file are: strips or tiles of so many ``rows``, ``across`` of them beside each other (of
    strips one, as wide as the picture), those of one plane of colour after those of another."""

    width: int
    height: int
    rows: int
    across: int
    planes: int
    places: tuple[tuple[int, int], ...]
    is_tiled: bool

    @classmethod
    def found(cls, skeleton: TiffSkeleton, directory: Directory) -> _Strips | None:
        def one(tag: int, otherwise: int = 0) -> int:
            return next(iter(skeleton.integers(directory, tag)), otherwise)

        width, height, tiled = one(_WIDTH), one(_LENGTH), _TILES in directory
        places = zip(
            _numbers(skeleton, directory, _TILES if tiled else _STRIPS),
            _numbers(skeleton, directory, _TILE_BYTES if tiled else _STRIP_BYTES),
            strict=False,
        )
        rows = one(_TILE_LENGTH) if tiled else min(height, one(_ROWS_PER_STRIP, height))
        bits = skeleton.integers(directory, _BITS) or (1,)
        if not (width and height and rows) or (tiled and not one(_TILE_WIDTH)):
            return None
        across = -(-width // one(_TILE_WIDTH)) if tiled else 1
        planes = len(bits) if one(_PLANAR, 1) == 2 else 1
        made = cls(width, height, rows, across, planes, tuple(places), tiled)
        if not tiled and planes == 1 and one(_COMPRESSION, 1) == 1 and rows > ROWS:
            made = made._split(-(-width * sum(bits) // 8))
        down = -(-height // made.rows)
        return made if len(made.places) == down * made.across * planes else None

    def _split(self, row: int) -> _Strips:
        """Strips that are not packed begin wherever one likes; ``row`` bytes are a row of the picture."""
        places = []
        for number, (offset, _length) in enumerate(self.places):
            left = min(self.rows, self.height - number * self.rows)
            places += [(offset + top * row, min(ROWS, left - top) * row) for top in range(0, left, ROWS)]
        if self.rows % ROWS and len(self.places) > 1:
            return self
        return _Strips(self.width, self.height, ROWS, 1, 1, tuple(places), False)

    def band(self, first: int, count: int) -> list[tuple[int, int]]:
        """The places of ``count`` rows of strips or tiles from the one with the number ``first`` on."""
        each = len(self.places) // self.planes
        start, stop = first * self.across, (first + count) * self.across
        return [place for at in range(self.planes) for place in self.places[at * each :][:each][start:stop]]


def _numbers(skeleton: TiffSkeleton, directory: Directory, tag: int) -> tuple[int, ...]:
    entry = directory.get(tag)
    code = _WHOLE.get(entry.kind) if entry is not None else None
    if entry is None or code is None:
        return ()
    data = skeleton.value(entry)
    return struct.unpack(f"{skeleton.order}{len(data) // struct.calcsize(code)}{code}", data)


def _tiff_bands(skeleton: TiffSkeleton, directory: Directory, strips: _Strips) -> Iterator[Image.Image]:
    kept = [
        (tag, entry.kind, entry.length // _SIZES[entry.kind], skeleton.value(entry))
        for tag, entry in directory.items()
        if tag in _KEPT and entry.kind in _SIZES
    ]
    together = max(1, ROWS // strips.rows)
    together += together * strips.rows % 2
    down = -(-strips.height // strips.rows)
    for first in range(0, down, together):
        count = min(together, down - first)
        rows = min(count * strips.rows, strips.height - first * strips.rows)
        data = [skeleton.bytes_at(*place) for place in strips.band(first, count)]
        made = _tiff(skeleton.order, kept, strips, rows, data)
        with Image.open(io.BytesIO(made), formats=("TIFF",)) as image:
            image.load()
            yield image.copy()


def _tiff(order: str, kept: list[tuple[int, int, int, bytes]], strips: _Strips, rows: int, data: list[bytes]) -> bytes:
    """A TIFF file of these strips or tiles alone."""

    def word(number: int) -> bytes:
        return struct.pack(f"{order}I", number)

    offsets, position = [], 8
    for part in data:
        offsets.append(position)
        position += len(part) + len(part) % 2
    places, lengths = (_TILES, _TILE_BYTES) if strips.is_tiled else (_STRIPS, _STRIP_BYTES)
    entries = [
        *kept,
        (_WIDTH, 4, 1, word(strips.width)),
        (_LENGTH, 4, 1, word(rows)),
        (places, 4, len(data), b"".join(map(word, offsets))),
        (lengths, 4, len(data), b"".join(word(len(part)) for part in data)),
    ]
    if not strips.is_tiled:
        entries.append((_ROWS_PER_STRIP, 4, 1, word(strips.rows)))
    table, rest = [], b""
    behind = position + 2 + 12 * len(entries) + 4
    for tag, kind, count, value in sorted(entries):
        place = value.ljust(4, b"\0") if len(value) <= 4 else word(behind + len(rest))
        rest += (value + b"\0" * (len(value) % 2)) if len(value) > 4 else b""
        table.append(struct.pack(f"{order}HHI", tag, kind, count) + place)
    head = (b"II*\0" if order == "<" else b"MM\0*") + word(position)
    body = b"".join(part + b"\0" * (len(part) % 2) for part in data)
    return head + body + struct.pack(f"{order}H", len(entries)) + b"".join(table) + word(0) + rest
