"""Small files that mean a lot of work: each is refused with its reason, or done without it, before three seconds of
the processor are gone.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from archive_app.media.formats.sniff import sniff
from archive_app.media.pictures.workers import DecoderPool, Examined

_SECONDS = 3.0
_MOST = (1 << 32) - 1
_RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"'
_PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF {rdf}><rdf:Description><dc:title><rdf:Alt>'
    '<rdf:li xml:lang="x-default">{words}</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta>'
)


@pytest.fixture(scope="module")
def quick() -> Iterator[DecoderPool]:
    """Ends whatever takes longer."""
    with DecoderPool(workers=1, time_limit=_SECONDS) as made:
        yield made


def _saved(format_: str, *frames: Image.Image) -> bytes:
    out = io.BytesIO()
    frames[0].save(out, format_, save_all=len(frames) > 1, append_images=frames[1:])
    return out.getvalue()


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def _png(width: int, height: int, more: bytes = b"") -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    packed = _chunk(b"IDAT", zlib.compress(bytes(1_000_000)))
    return b"\x89PNG\r\n\x1a\n" + head + more + packed + _chunk(b"IEND", b"")


def _endless_png() -> bytes:
    data = _saved("PNG", Image.new("RGB", (8, 8), "red"), Image.new("RGB", (8, 8), "blue"))
    at = data.index(b"acTL")
    return data[: at - 4] + _chunk(b"acTL", struct.pack(">II", (1 << 31) - 1, 0)) + data[at + 16 :]


def _endless_gif() -> bytes:
    data = _saved("GIF", Image.new("P", (2, 2)))
    frame = b"\x2c" + struct.pack("<HHHHB", 0, 0, 2, 2, 0) + b"\x02\x02\x84\x51\x00"
    return data[: data.index(b"\x2c")] + frame * 500_000 + b";"


def _pages(count: int, last: int = 0) -> bytes:
    """That many pages of one pixel; the last leads to the one with the number ``last``, or to none."""
    size = 2 + 12 * 5 + 4
    parts = [b"II*\0" + struct.pack("<I", 8)]
    for number in range(count):
        following = 8 + size * (number + 1) if number < count - 1 else last and 8 + size * (last - 1)
        entries = ((256, 3, 1, 1), (257, 3, 1, 1), (259, 3, 1, 1), (273, 4, 1, 0), (279, 4, 1, 1))
        table = b"".join(struct.pack("<HHII", *entry) for entry in entries)
        parts.append(struct.pack("<H", 5) + table + struct.pack("<I", following))
    return b"".join(parts)


def _box(name: bytes, *content: bytes) -> bytes:
    body = b"".join(content)
    return struct.pack(">I", 8 + len(body)) + name + body


def _film(stts: bytes = b"", elst: bytes = b"", more: bytes = b"") -> bytes:
    described = _box(b"stsd", bytes(4), struct.pack(">I", 1), _box(b"avc1", bytes(78)))
    handler = _box(b"hdlr", bytes(8), b"vide", bytes(13))
    media = _box(b"mdia", _box(b"mdhd", bytes(24)), handler, _box(b"minf", _box(b"stbl", described, stts)))
    track = _box(b"trak", _box(b"tkhd", bytes(84)), _box(b"edts", elst), media)
    return _box(b"ftyp", b"isom\0\0\0\0isom") + _box(b"moov", _box(b"mvhd", bytes(100)), track) + more


def _table(name: bytes, flags: int = 0) -> bytes:
    return _box(name, struct.pack(">II", flags, _MOST), bytes(64))


def _many_exifs() -> bytes:
    data = _saved("JPEG", Image.new("RGB", (8, 8)))
    return data[:2] + (b"\xff\xe1\x00\x40Exif\0\0" + bytes(56)) * 50_000 + data[2:-2]


def _many_entries() -> bytes:
    """A Word document of a million parts, by its own account and in bytes."""
    count, name = 1_000_000, b"word/document.xml"
    entry = b"PK\1\2" + struct.pack("<HHHHHHIIIHHHHHII", *(0,) * 9, len(name), *(0,) * 6) + name
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    return (
        out.getvalue()[: out.getvalue().index(b"PK\1\2")]
        + entry * count
        + struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, _MOST, _MOST, 0)
    )


def _laughing() -> str:
    doubled = "".join(f'<!ENTITY {chr(98 + at)} "{f"&{chr(97 + at)};" * 10}">' for at in range(12))
    return f'<!DOCTYPE x [<!ENTITY a "ha">{doubled}<!ENTITY out SYSTEM "file:///etc/passwd">]>'


def _xml(words: str) -> bytes:
    return (_laughing() + _PACKET.format(rdf=_RDF, words=words)).encode()


_SHOWN, _NO_PICTURE = "", "kept, without a picture"
_LEFT_OUT, _NO_LENGTH = "(XMP) is damaged and was left out", "its length can't be read"
#: By name: what makes the file, the reason why it has no picture, and what is said of it.
_BOMBS: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "wide.png": (lambda: _png(60_000, 60_000), "more than the limit", ""),
    "words.png": (lambda: _png(9, 9, _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(1 << 27)))), "unpack to more", ""),
    "frames.png": (_endless_png, _SHOWN, ""),
    "frames.gif": (_endless_gif, _SHOWN, ""),
    "pages.tif": (lambda: _pages(100_000), _SHOWN, ""),
    "loop.tif": (lambda: _pages(3, last=2), _SHOWN, ""),
    "head.jpg": (_many_exifs, "damaged", ""),
    "times.mp4": (lambda: _film(stts=_table(b"stts")), "The recording is damaged, or of a kind", _NO_LENGTH),
    "edits.mov": (lambda: _film(elst=_table(b"elst")), "The recording is damaged, or of a kind", _NO_LENGTH),
    "runs.mp4": (
        lambda: _film(more=_box(b"moof", _box(b"traf", _box(b"tfhd", bytes(8)), _table(b"trun", 0x300)))),
        "The recording is damaged, or of a kind",
        _NO_LENGTH,
    ),
    "silent.mp4": (
        lambda: _film(more=_box(b"moof", _box(b"traf", _box(b"tfhd", bytes(8)), _table(b"trun")))),
        "The recording is damaged, or of a kind",
        _NO_LENGTH,
    ),
    "laugh.xmp": (lambda: _xml("&m;"), _NO_PICTURE, _LEFT_OUT),
    "outside.xmp": (lambda: _xml("&out;"), _NO_PICTURE, _LEFT_OUT),
    "deep.xmp": (lambda: _xml("<a>" * 200_000), _NO_PICTURE, _LEFT_OUT),
    "laugh.svg": (lambda: _xml("&m;").replace(b"x:xmpmeta", b"svg"), "can't be shown", ""),
    "parts.docx": (_many_entries, _NO_PICTURE, ""),
}


def _examined(pool: DecoderPool, path: Path) -> Examined:
    with path.open("rb") as stream:
        filetype = sniff(stream.read(16_384), path.name)
    return pool.submit(path, filetype).result()


@pytest.mark.parametrize("name", _BOMBS)
def test_a_bomb_costs_no_time(quick: DecoderPool, name: str, tmp_path: Path) -> None:
    make, reason, said = _BOMBS[name]
    (tmp_path / name).write_bytes(make())
    found = _examined(quick, tmp_path / name)
    assert bool(found.pictures) == (not reason)
    assert reason in found.reason
    assert said in " ".join(found.metadata.warnings)
    assert "root:" not in repr(found.metadata)


def test_frames_are_counted_up_to_a_limit(quick: DecoderPool, tmp_path: Path) -> None:
    for name, frames in (("frames.gif", 500), ("frames.png", 500), ("pages.tif", 500), ("loop.tif", 3)):
        (tmp_path / name).write_bytes(_BOMBS[name][0]())
        assert _examined(quick, tmp_path / name).frames == frames
