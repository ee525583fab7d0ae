"""Ways in which a good file goes bad: by chance, as a failing drive does it, and on purpose, as an attacker does."""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable
from random import Random

#: Bytes of the largest file that comes of it.
_LARGEST = 6 << 20
_EXTREMES = (0, 1, 7, 0x7F, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_NUMBER = re.compile(rb"\d{1,9}")
_MANY = (b"0", b"-1", b"99999999999", b"1e309", b"4294967296", b"9" * 5000, b"NaN")
_PNG = b"\x89PNG\r\n\x1a\n"

Mangle = Callable[[bytearray, Random, bytes], None]


def mangled(data: bytes, chance: Random, other: bytes) -> tuple[str, bytes]:
    """What was done, and what came of it; ``other`` is a good file of any format. Never the good file itself."""
    while True:
        name = chance.choice(list(KINDS))
        content = bytearray(data)
        KINDS[name](content, chance, other)
        if chance.random() < 0.2:
            KINDS[chance.choice(list(KINDS))](content, chance, other)
        if data.startswith(_PNG) and chance.random() < 0.7:
            _mend_png(content)
        if content != data and content:
            return name, bytes(content[:_LARGEST])


def _place(content: bytearray, chance: Random) -> int:
    """Anywhere, and as often near the beginning, where a format says what it is about."""
    most = len(content) if chance.random() < 0.5 else min(len(content), 2_048)
    return chance.randrange(max(1, most))


def _flip(content: bytearray, chance: Random, _other: bytes) -> None:
    for _count in range(chance.choice((1, 2, 8, 64))):
        content[_place(content, chance)] ^= 1 << chance.randrange(8)


def _write_over(content: bytearray, chance: Random, _other: bytes) -> None:
    at, length = _place(content, chance), chance.choice((1, 4, 64, 4_096))
    filler = chance.choice((b"\0", b"\xff", b"<", chance.randbytes(1)))
    content[at : at + length] = (filler * length)[: len(content) - at]


def _cut(content: bytearray, chance: Random, _other: bytes) -> None:
    del content[max(1, _place(content, chance)) :]


def _cut_out(content: bytearray, chance: Random, _other: bytes) -> None:
    at = _place(content, chance)
    del content[at : at + chance.choice((1, 2, 16, 512, 8_192))]


def _insert(content: bytearray, chance: Random, _other: bytes) -> None:
    at = _place(content, chance)
    content[at:at] = chance.randbytes(chance.choice((1, 2, 16, 512, 8_192)))


def _splice(content: bytearray, chance: Random, other: bytes) -> None:
    at, start = _place(content, chance), chance.randrange(max(1, len(other)))
    content[at:at] = other[start : start + 20_000]


def _repeat(content: bytearray, chance: Random, _other: bytes) -> None:
    """A box, a chunk or a line stands there again and again."""
    pieces = _pieces(bytes(content))
    at, end = chance.choice(pieces) if pieces else (_place(content, chance), 0)
    piece = bytes(content[at : max(end, at + chance.choice((8, 64, 1_024)))])
    content[at:at] = piece * min(chance.choice((1, 3, 100, 20_000)), max(1, _LARGEST // max(1, len(piece))))


def _lie(content: bytearray, chance: Random, _other: bytes) -> None:
    """A length says something else than it did."""
    pieces = _pieces(bytes(content))
    if not pieces or chance.random() < 0.3:
        _number(content, chance, b"")
        return
    at, end = chance.choice(pieces)
    order, width = ("<", 4) if content[:4] == b"RIFF" else (">", 2 if content[:2] == b"\xff\xd8" else 4)
    where = at + (4 if order == "<" else 2 if width == 2 else 0)
    said = chance.choice((*_EXTREMES, end - at + 1, end - at - 1, len(content) * 2))
    content[where : where + width] = struct.pack(order + ("H" if width == 2 else "I"), said & (256**width - 1))


def _number(content: bytearray, chance: Random, _other: bytes) -> None:
    """Whatever may be a count, an offset or a length is as large or as small as can be."""
    likely = [
        at
        for at in (_place(content, chance) for _try in range(60))
        if 0 < int.from_bytes(content[at : at + 4], "big") < len(content) * 4
        or 0 < int.from_bytes(content[at : at + 4], "little") < len(content) * 4
    ]
    for at in likely[: chance.choice((1, 3))] or [_place(content, chance)]:
        width = chance.choice((2, 4, 4, 8))
        value = chance.choice(_EXTREMES) & (256**width - 1)
        content[at : at + width] = value.to_bytes(width, chance.choice(("big", "little")))


def _count(content: bytearray, chance: Random, _other: bytes) -> None:
    """An entry of a TIFF or EXIF directory, or a number in words, claims billions."""
    found = [match.start() for match in re.finditer(rb"II\*\0|MM\0\*", bytes(content[:200_000]))]
    if not found or chance.random() < 0.2:
        words = [match.span() for match in _NUMBER.finditer(bytes(content[:100_000]))]
        if words:
            start, end = chance.choice(words)
            content[start:end] = chance.choice(_MANY)
        return
    base = chance.choice(found)
    order = "little" if content[base : base + 1] == b"I" else "big"
    directory = base + int.from_bytes(content[base + 4 : base + 8], order)
    entries = int.from_bytes(content[directory : directory + 2], order)
    at = directory + 2 + 12 * chance.randrange(max(1, min(entries, 200)))
    what = chance.choice(("type", "count", "value", "entries", "next"))
    if what == "next":  # back to itself
        content[directory + 2 + 12 * entries : directory + 6 + 12 * entries] = (directory - base).to_bytes(4, order)
    elif what in ("type", "entries"):
        place = at + 2 if what == "type" else directory
        content[place : place + 2] = chance.choice((0, 1, 7, 13, 0xFFFF)).to_bytes(2, order)
    else:
        place = at + (4 if what == "count" else 8)
        content[place : place + 4] = chance.choice((*_EXTREMES, directory - base)).to_bytes(4, order)


def _pieces(data: bytes) -> list[tuple[int, int]]:
    """From where to where the parts go that the format names: boxes, chunks, segments, lines; at most some hundred."""
    if data[4:8] in (b"ftyp", b"moov", b"wide", b"mdat", b"jP  "):
        return _boxes(data, 0, len(data), 0)
    if data.startswith(_PNG):
        return _steps(data, 8, lambda at: 12 + int.from_bytes(data[at : at + 4], "big"))
    if data[:4] == b"RIFF":
        return _steps(data, 12, lambda at: 8 + int.from_bytes(data[at + 4 : at + 8], "little"))
    if data[:2] == b"\xff\xd8":
        return _steps(data, 2, lambda at: 2 + int.from_bytes(data[at + 2 : at + 4], "big"), b"\xff")
    lines = [match.span() for match in re.finditer(rb"[^\n]{1,2000}\n", data[:50_000])]
    return lines[:300] if data[:1] in b"<%1W" else []


def _steps(data: bytes, at: int, length: Callable[[int], int], mark: bytes = b"") -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    while at + 8 < len(data) and data.startswith(mark, at) and len(found) < 300:
        end = at + max(2, length(at))
        found.append((at, end))
        at = end
    return found


def _boxes(data: bytes, start: int, stop: int, depth: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = start
    while at + 8 <= stop and len(found) < 300:
        size, name = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if not 8 <= size <= stop - at or not name.isascii():
            break
        found.append((at, at + size))
        if depth < 6 and name in _HOLD_BOXES:
            inside = at + (12 if name in (b"meta", b"iinf", b"dinf") else 8)
            found += _boxes(data, inside, at + size, depth + 1)
        at += size
    return found


_HOLD_BOXES = frozenset((b"moov", b"trak", b"mdia", b"minf", b"stbl", b"udta", b"meta", b"iprp", b"ipco", b"edts"))


def _mend_png(content: bytearray) -> None:
    """Let each chunk say the checksum that it has, or nothing behind it would be looked at."""
    for at, end in _steps(bytes(content), 8, lambda at: 12 + int.from_bytes(content[at : at + 4], "big")):
        if end <= len(content):
            content[end - 4 : end] = zlib.crc32(content[at + 4 : end - 4]).to_bytes(4, "big")


KINDS: dict[str, Mangle] = {
    "flip": _flip,
    "write over": _write_over,
    "cut": _cut,
    "cut out": _cut_out,
    "insert": _insert,
    "splice": _splice,
    "repeat": _repeat,
    "lie": _lie,
    "number": _number,
    "count": _count,
}
