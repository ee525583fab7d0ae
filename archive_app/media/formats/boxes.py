"""The boxes of ISO media files (ISO/IEC 14496-12), and what CR3, JPEG 2000 and JPEG XL, made of them, say."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import BinaryIO

from archive_app.media.formats.blocks import EXIF, MAX_CHUNKS, Blocks, read_exactly

_CANON = bytes.fromhex("85c0b687820f11e08111f4ce462b6a48")
ADOBE_XMP = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_HOLD_TABLES = (b"moov", b"trak", b"mdia", b"minf", b"stbl", b"edts", b"moof", b"traf")
#: Tables whose entries a reader counts itself, and the least bytes of one; of ``trun`` it says so itself.
_TABLES = {b"stts": 8, b"elst": 12, b"trun": 0}
_JP2_EXIF = b"JpgTiffExif->JP2"
_JP2_IPTC = bytes.fromhex("33c7a4d2b81d4723a0baf1a3e097ad38")


def boxes(stream: BinaryIO, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """The ISO boxes between two offsets: name, and where the content begins and ends."""
    position = start
    for _count in range(MAX_CHUNKS):
        if position >= end:
            return
        stream.seek(position)
        head = stream.read(16)
        if len(head) < 8:
            return
        size, begin = int.from_bytes(head[:4], "big"), position + 8
        if size == 1 and len(head) == 16:
            size, begin = int.from_bytes(head[8:16], "big"), position + 16
        elif size == 0:
            size = end - position
        if size < begin - position or begin > end:
            return
        yield head[4:8], begin, min(position + size, end)
        position += size


def size_of(stream: BinaryIO) -> int:
    return stream.seek(0, io.SEEK_END)


def claims_too_much(stream: BinaryIO) -> bool:
    """Whether a table of a movie says that it has more entries than it has room for: billions of them, which a reader
    would go through one by one."""
    waiting = [(0, size_of(stream))]
    for _count in range(MAX_CHUNKS):
        if not waiting:
            break
        for name, start, stop in boxes(stream, *waiting.pop()):
            if name in _HOLD_TABLES:
                waiting.append((start, stop))
            elif name in _TABLES:
                stream.seek(start)
                head = stream.read(8)
                entry = _TABLES[name] or _entry_of_a_run(head)
                if int.from_bytes(head[4:], "big") * entry > stop - start:
                    return True
    return False


def _entry_of_a_run(head: bytes) -> int:
    """Bytes of an entry of ``trun``; one of which nothing is said needs none, and is counted as if it did."""
    flags = int.from_bytes(head[1:4], "big")
    return 4 * (flags >> 8 & 15).bit_count() or 1


def read_cr3(stream: BinaryIO, blocks: Blocks) -> None:
    end = size_of(stream)
    for name, start, stop in boxes(stream, 0, end):
        if name == b"moov":
            for inner, begin, finish in boxes(stream, start, stop):
                stream.seek(begin)
                if inner == b"uuid" and stream.read(16) == _CANON:
                    for leaf, first, last in boxes(stream, begin + 16, finish):
                        stream.seek(first)
                        if leaf == b"CMT1":
                            blocks.exif = read_exactly(stream, last - first)
                        elif leaf == b"CMT2":
                            blocks.exif_directory = read_exactly(stream, last - first)
        elif name == b"uuid":
            stream.seek(start)
            if stream.read(16) == ADOBE_XMP:
                blocks.xmp.append(read_exactly(stream, stop - start - 16))


def read_jp2(stream: BinaryIO, blocks: Blocks) -> None:
    for name, start, stop in boxes(stream, 0, size_of(stream)):
        if name != b"uuid":
            continue
        stream.seek(start)
        kind = stream.read(16)
        if kind == ADOBE_XMP:
            blocks.xmp.append(read_exactly(stream, stop - start - 16))
        elif kind == _JP2_EXIF:
            blocks.exif = read_exactly(stream, stop - start - 16).removeprefix(EXIF)
        elif kind == _JP2_IPTC:
            blocks.iptc = read_exactly(stream, stop - start - 16)


def read_jxl(stream: BinaryIO, blocks: Blocks) -> None:
    """JPEG XL in boxes; what it packs (``brob``) is not read."""
    for name, start, stop in boxes(stream, 0, size_of(stream)):
        if name not in (b"Exif", b"xml "):
            continue
        stream.seek(start)
        content = read_exactly(stream, stop - start)
        if name == b"xml ":
            blocks.xmp.append(content)
        else:
            blocks.exif = blocks.exif or content[4 + int.from_bytes(content[:4], "big") :].removeprefix(EXIF)


def read_movie(stream: BinaryIO) -> list[bytes]:
    """The XMP packets of MP4 and QuickTime: in a box of their own, or among the user's data."""
    found = []
    for name, start, stop in boxes(stream, 0, size_of(stream)):
        if name == b"uuid":
            stream.seek(start)
            if stream.read(16) == ADOBE_XMP:
                found.append(read_exactly(stream, stop - start - 16))
        elif name == b"moov":
            for inner, begin, finish in boxes(stream, start, stop):
                for leaf, first, last in boxes(stream, begin, finish) if inner == b"udta" else ():
                    if leaf == b"XMP_":
                        stream.seek(first)
                        found.append(read_exactly(stream, last - first))
    return found
