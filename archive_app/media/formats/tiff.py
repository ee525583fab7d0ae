"""The skeleton of TIFF, BigTIFF and the raw formats built on them: directories, and where their big values are.

Only what ExifRead and Pillow leave out: XMP and IPTC as bytes, and the JPEG pictures that cameras put inside raws.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

_MAX_DIRECTORIES = 64
_MAX_ENTRIES = 512
_MAX_VALUE = 16 << 20
_TYPE_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8}
_INTEGERS = {1: "B", 3: "H", 4: "I", 13: "I", 16: "Q", 18: "Q"}

XMP, IPTC, PHOTOSHOP, EXIF_IFD, USER_COMMENT = 700, 33723, 34377, 34665, 37510
STRIP_OFFSETS, STRIP_COUNTS, TILE_OFFSETS, TILE_COUNTS = 273, 279, 324, 325
_COMPRESSION, _SUB_IFDS = 259, 330
_JPEG_OFFSET, _JPEG_LENGTH, _PANASONIC_JPEG = 513, 514, 0x002E


@dataclass(frozen=True, slots=True)
class Entry:
    """One field of a directory: where its bytes are, how many, and of which TIFF type."""

    kind: int
    offset: int
    length: int


Directory = dict[int, Entry]


class TiffSkeleton:
    """Directories of the TIFF file ``stream``. Damaged parts are left out, loops are walked once."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        head = self._at(0, 16)
        self.order = "<" if head[:2] == b"II" else ">"
        self.big = head[2:4] in (b"+\x00", b"\x00+")
        self.first = self._integer(head[8:16], 8) if self.big else self._integer(head[4:8], 4)
        self.directories: list[Directory] = []
        if head[:2] in (b"II", b"MM"):
            self._walk(self.first, set())

    def value(self, entry: Entry) -> bytes:
        """The bytes of a field; empty where it is larger than 16 MiB or outside the file."""
        if entry.length > _MAX_VALUE:
            return b""
        data = self._at(entry.offset, entry.length)
        return data if len(data) == entry.length else b""

    def bytes_at(self, offset: int, length: int) -> bytes:
        """So many bytes of the file. EOFError: it is cut off."""
        data = self._at(offset, length)
        if len(data) != length:
            raise EOFError
        return data

    def integers(self, directory: Directory, tag: int) -> tuple[int, ...]:
        """The whole numbers of a field, at most 4,096; none where it is missing or not of whole numbers."""
        entry = directory.get(tag)
        code = _INTEGERS.get(entry.kind) if entry else None
        if entry is None or code is None:
            return ()
        size = struct.calcsize(code)
        data = self._at(entry.offset, min(entry.length, 4096 * size))
        count = len(data) // size
        return struct.unpack(f"{self.order}{count}{code}", data[: count * size])

    def find(self, tag: int) -> bytes:
        """The value of ``tag`` in the first directory that has it."""
        for directory in self.directories:
            if tag in directory:
                return self.value(directory[tag])
        return b""

    def jpegs(self) -> Iterator[tuple[int, int]]:
        """``(offset, length)`` of what may be whole JPEG pictures, in no order."""
        for directory in self.directories:
            offset, length = self.integers(directory, _JPEG_OFFSET), self.integers(directory, _JPEG_LENGTH)
            if offset and length:
                yield offset[0], length[0]
            entry = directory.get(_PANASONIC_JPEG)
            if entry is not None and entry.length > 1024:
                yield entry.offset, entry.length
            strips, counts = self.integers(directory, STRIP_OFFSETS), self.integers(directory, STRIP_COUNTS)
            if self.integers(directory, _COMPRESSION)[:1] in ((6,), (7,)) and len(strips) == len(counts) == 1:
                yield strips[0], counts[0]

    def pages(self, most: int) -> int:
        """How many directories follow each other, ``most`` of them at most; what is in them is not asked."""
        seen: set[int] = set()
        offset = self.first
        while offset and offset not in seen and len(seen) < most:
            seen.add(offset)
            offset = self._next(offset)
        return len(seen)

    def link(self, offset: int) -> tuple[int, int]:
        """Where the directory at ``offset`` says which one follows it, and in how many bytes."""
        count_size, entry_size, word = self._sizes
        count = self._integer(self._at(offset, count_size), count_size)
        return offset + count_size + count * entry_size, word

    def _next(self, offset: int) -> int:
        place, word = self.link(offset)
        return self._integer(self._at(place, word), word)

    @property
    def _sizes(self) -> tuple[int, int, int]:
        """Bytes of how many entries there are, of one entry, and of an offset."""
        return (8, 20, 8) if self.big else (2, 12, 4)

    def _walk(self, offset: int, seen: set[int]) -> None:
        pending = [offset]
        while pending and len(self.directories) < _MAX_DIRECTORIES:
            offset = pending.pop(0)
            if not offset or offset in seen:
                continue
            seen.add(offset)
            directory, following = self._directory(offset)
            if directory:
                self.directories.append(directory)
                pending.append(following)
                pending.extend(self.integers(directory, _SUB_IFDS)[:16])
                pending.extend(self.integers(directory, EXIF_IFD)[:1])

    def _directory(self, offset: int) -> tuple[Directory, int]:
        count_size, entry_size, word = self._sizes
        count = self._integer(self._at(offset, count_size), count_size)
        if not 0 < count <= _MAX_ENTRIES:
            return {}, 0
        table = self._at(offset + count_size, count * entry_size + word)
        found: Directory = {}
        for i in range(min(count, len(table) // entry_size)):
            start = i * entry_size
            row = table[start : start + entry_size]
            tag, kind = struct.unpack(f"{self.order}HH", row[:4])
            length = _TYPE_SIZES.get(kind, 0) * self._integer(row[4 : 4 + word], word)
            inline = offset + count_size + start + 4 + word
            place = inline if length <= word else self._integer(row[4 + word :], word)
            found.setdefault(tag, Entry(kind, place, length))
        return found, self._integer(table[count * entry_size :], word)

    def _integer(self, data: bytes, size: int) -> int:
        return int.from_bytes(data, "little" if self.order == "<" else "big") if len(data) == size else 0

    def _at(self, offset: int, length: int) -> bytes:
        try:
            self._stream.seek(offset)
            return self._stream.read(length)
        except (OSError, OverflowError, ValueError):
            return b""


class FirstAlone(io.BufferedIOBase):
    """``stream`` as if no directory followed the first one: who asks for that alone need not walk through millions."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        skeleton = TiffSkeleton(stream)
        self._place, self._length = skeleton.link(skeleton.first)
        stream.seek(0)

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def read(self, size: int | None = -1) -> bytes:
        start = self._stream.tell()
        data = self._stream.read(-1 if size is None else size)
        low, high = max(start, self._place), min(start + len(data), self._place + self._length)
        return data if low >= high else data[: low - start] + bytes(high - low) + data[high - start :]
