"""A copy of a picture with another XMP packet inside: JPEG, PNG, WebP and TIFF. Every other byte stays as it is, but
for lengths, checksums and places of what was moved.
"""

from __future__ import annotations

import hashlib
import io
import re
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from archive_app.media.formats.blocks import Blocks
from archive_app.media.formats.containers import jpeg_segments

_CHUNK = 1 << 20
_APP1_XMP = b"http://ns.adobe.com/xap/1.0/\x00"
_MOST_SEGMENT = 65_533
_PNG_XMP = b"XML:com.adobe.xmp\x00"
#: Photoshop's digest of the press caption: it says of which one the XMP knows.
_DIGEST = re.compile(rb"(8BIM\x04\x25\x00\x00\x00\x00\x00\x10).{16}", re.DOTALL)
_XMP_TAG = 700


class NoRoom(ValueError):
    """The file is of a kind that takes no packet here, is damaged, or the packet is too large for it."""


def embedded(stream: BinaryIO, mime: str, packet: bytes, blocks: Blocks) -> Iterator[bytes]:
    """The whole file with ``packet`` in it, piece by piece, in the place of the one that it has. Raises NoRoom before
    the first piece; ``blocks`` are what was found in it.
    """
    writer = _WRITERS.get(mime)
    if writer is None:
        raise NoRoom(mime)
    try:
        pieces = writer(stream, packet, blocks)
        first = next(pieces)
    except (struct.error, IndexError, EOFError, StopIteration) as error:
        raise NoRoom(mime) from error

    def whole() -> Iterator[bytes]:
        yield first
        yield from pieces

    return whole()


def takes(mime: str) -> bool:
    """Whether a file of this type can get a packet inside."""
    return mime in _WRITERS


def _rest(stream: BinaryIO, start: int) -> Iterator[bytes]:
    stream.seek(start)
    while piece := stream.read(_CHUNK):
        yield piece


def _jpeg(stream: BinaryIO, packet: bytes, blocks: Blocks) -> Iterator[bytes]:
    if len(_APP1_XMP) + len(packet) > _MOST_SEGMENT:
        raise NoRoom("too large")
    now = hashlib.md5(blocks.iptc, usedforsecurity=False).digest() if blocks.iptc else b""
    own = b"\xff\xe1" + struct.pack(">H", 2 + len(_APP1_XMP) + len(packet)) + _APP1_XMP + packet
    head, behind, replaced, end = [b"\xff\xd8"], 1, False, 2
    stream.seek(0)
    if stream.read(2) != head[0]:
        raise NoRoom("no JPEG")
    for marker, data in jpeg_segments(stream):
        end = stream.tell()
        if marker == 0xE1 and data.startswith(_APP1_XMP) and not replaced:
            replaced = True
            continue
        if marker == 0xED and now:
            data = _DIGEST.sub(lambda match: bytes(match[1]) + now, data)
        head.append(bytes((0xFF, marker)) + struct.pack(">H", len(data) + 2) + data)
        if len(head) == behind + 1 and (marker == 0xE0 or (marker == 0xE1 and data.startswith(b"Exif\x00"))):
            behind = len(head)
    head.insert(behind, own)
    yield b"".join(head)
    yield from _rest(stream, end)


def _png(stream: BinaryIO, packet: bytes, _blocks: Blocks) -> Iterator[bytes]:
    stream.seek(0)
    start = stream.read(33)
    if len(start) < 33 or start[12:16] != b"IHDR":
        raise NoRoom("no header")
    content = b"iTXt" + _PNG_XMP + b"\x00\x00\x00\x00" + packet
    yield start + struct.pack(">I", len(content) - 4) + content + struct.pack(">I", zlib.crc32(content))
    position, dropped = 33, False
    while True:
        stream.seek(position)
        head = stream.read(8 + len(_PNG_XMP))
        size = int.from_bytes(head[:4], "big") + 12
        if len(head) < 8 or head[4:8] == b"IEND":
            break
        if not dropped and head[4:8] == b"iTXt" and head[8:] == _PNG_XMP:
            dropped = True
        else:
            yield from _part(stream, position, size)
        position += size
    yield from _rest(stream, position)


def _part(stream: BinaryIO, start: int, size: int) -> Iterator[bytes]:
    stream.seek(start)
    while size > 0 and (piece := stream.read(min(size, _CHUNK))):
        size -= len(piece)
        yield piece


_VP8X_ALPHA, _VP8X_XMP = 0x10, 0x04


def _webp(stream: BinaryIO, packet: bytes, _blocks: Blocks) -> Iterator[bytes]:
    end = stream.seek(0, io.SEEK_END)
    places: list[tuple[bytes, int, int]] = []
    position = 12
    while position + 8 <= end:
        stream.seek(position)
        head = stream.read(8)
        size = int.from_bytes(head[4:], "little")
        whole = 8 + size + (size & 1)
        if position + 8 + size > end:
            raise NoRoom("cut off")
        if head[:4] not in (b"XMP ", b"VP8X"):
            places.append((head[:4], position, whole))
        elif head[:4] == b"VP8X":
            stream.seek(position)
            places.insert(0, (b"VP8X", position, whole))
        position += whole
    if not places:
        raise NoRoom("no picture")
    first = _extended(stream, places)
    own = b"XMP " + struct.pack("<I", len(packet)) + packet + b"\x00" * (len(packet) & 1)
    kept = [place for place in places if place[0] != b"VP8X"]
    size = 4 + len(first) + sum(whole for _name, _start, whole in kept) + len(own)
    yield b"RIFF" + struct.pack("<I", size) + b"WEBP" + first
    for _name, start, whole in kept:
        stream.seek(start)
        written = 0
        for piece in _part(stream, start, whole):
            written += len(piece)
            yield piece
        yield b"\x00" * (whole - written)
    yield own


def _extended(stream: BinaryIO, places: list[tuple[bytes, int, int]]) -> bytes:
    """The header that says what a file has besides its picture: the one that is there, or one made of the picture's."""
    name, start, _whole = places[0]
    stream.seek(start)
    data = stream.read(40)
    if name == b"VP8X":
        return data[:8] + bytes((data[8] | _VP8X_XMP,)) + data[9:18]
    if name == b"VP8 ":
        width, height = (side & 0x3FFF for side in struct.unpack("<HH", data[14:18]))
        alpha = 0
    elif name == b"VP8L":
        bits = int.from_bytes(data[9:13], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        alpha = _VP8X_ALPHA if bits >> 28 & 1 else 0
    else:
        raise NoRoom("no picture")
    sides = b"".join((int(side) - 1).to_bytes(3, "little") for side in (width, height))
    return b"VP8X" + struct.pack("<I", 10) + bytes((alpha | _VP8X_XMP, 0, 0, 0)) + sides


def _tiff(stream: BinaryIO, packet: bytes, _blocks: Blocks) -> Iterator[bytes]:
    """The first directory is written anew behind all that is there; nothing else is moved."""
    stream.seek(0)
    head = stream.read(16)
    if head[:2] not in (b"II", b"MM"):
        raise NoRoom("no TIFF")
    order = "<" if head[:2] == b"II" else ">"
    big = struct.unpack(order + "H", head[2:4])[0] == 43
    counter, word, entry_size = ("Q", "Q", 20) if big else ("H", "I", 12)
    first = struct.unpack(order + word, head[8:16] if big else head[4:8])[0]
    stream.seek(first)
    count = struct.unpack(order + counter, stream.read(struct.calcsize(counter)))[0]
    if not 0 < count < 4096:
        raise NoRoom("no directory")
    table = stream.read(count * entry_size)
    following = stream.read(struct.calcsize(word))
    entries = [table[at : at + entry_size] for at in range(0, len(table), entry_size)]
    if len(table) != count * entry_size or len(following) != struct.calcsize(word):
        raise NoRoom("cut off")
    end = stream.seek(0, io.SEEK_END)
    place = end + (end & 1)
    directory = place + len(packet) + (len(packet) & 1)
    if not big and directory > 0xFFFF0000:
        raise NoRoom("too large")
    own = struct.pack(order + "HH" + word + word, _XMP_TAG, 1, len(packet), place)
    kept = [entry for entry in entries if struct.unpack(order + "H", entry[:2])[0] != _XMP_TAG]
    made = sorted([*kept, own], key=lambda entry: int(struct.unpack(order + "H", entry[:2])[0]))
    yield head[: 8 if big else 4] + struct.pack(order + word, directory)
    yield from _rest(stream, 16 if big else 8)
    yield b"\x00" * (end & 1) + packet + b"\x00" * (len(packet) & 1)
    yield struct.pack(order + counter, len(made)) + b"".join(made) + following


_WRITERS: dict[str, Callable[[BinaryIO, bytes, Blocks], Iterator[bytes]]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "image/tiff": _tiff,
}
