"""Where pictures keep their metadata: the EXIF, XMP and IPTC blocks of each container format, as bytes.

Everything is bounded: no block over 16 MiB is read, no chunk inflates to more than 4 MiB, and no more than 4,096
chunks of one file are looked at.
"""

from __future__ import annotations

import io
import mmap
import struct
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from archive_app.media.formats import raws, tiff
from archive_app.media.formats.blocks import EXIF, MAX_BLOCK, MAX_CHUNKS, Blocks, read_exactly
from archive_app.media.formats.boxes import read_cr3, read_jp2, read_jxl

_MAX_INFLATED = 4 << 20
_MAX_SCAN = 256 << 20

_XMP = b"://ns.adobe.com/xap/1.0/\x00"
_XMP_EXTENSION = b"http://ns.adobe.com/xmp/extension/\x00"
_PHOTOSHOP = b"Photoshop 3.0\x00"
_RAW_PROFILE = b"Raw profile type "
_PNG_XMP = b"XML:com.adobe.xmp"
_GIF_XMP = b"XMP DataXMP"
_IPTC_RESOURCE, _IPTC_DIGEST, _PSD_XMP, _PSD_EXIF = 0x0404, 0x0425, 0x0424, 0x0422


def find_blocks(stream: BinaryIO, mime: str) -> Blocks:
    """The metadata blocks of a picture or PDF; damage ends the search, what was found before it is kept."""
    blocks = Blocks()
    reader = {
        "image/jpeg": _jpeg,
        "image/mpo": _jpeg,
        "image/png": _png,
        "image/webp": _webp,
        "image/gif": _gif,
        "image/tiff": _tiff,
        "image/vnd.adobe.photoshop": _psd,
        "image/x-fuji-raf": _raf,
        "image/x-canon-cr3": read_cr3,
        "image/x-canon-crw": _crw,
        "image/x-minolta-mrw": _mrw,
        "image/x-sigma-x3f": _x3f,
        "image/x-xcf": _xcf,
        "image/jp2": read_jp2,
        "image/jxl": read_jxl,
    }.get(mime)
    if reader is not None:
        try:
            reader(stream, blocks)
        except (struct.error, IndexError, zlib.error, EOFError):
            return blocks
    return blocks


def find_tiff_blocks(stream: BinaryIO) -> Blocks:
    """XMP and IPTC of a TIFF file or a raw format built like one."""
    blocks = Blocks()
    _tiff(stream, blocks)
    return blocks


def scan_xmp(stream: BinaryIO) -> list[bytes]:
    """XMP packets anywhere in a file (PDF, PostScript, InDesign), first and last, at most 256 MiB into it."""
    try:
        with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as data:
            return _scan(data, min(len(data), _MAX_SCAN))
    except (OSError, ValueError, io.UnsupportedOperation):
        stream.seek(0)
        content = stream.read(_MAX_SCAN)
        return _scan(content, len(content))


def _scan(data: bytes | mmap.mmap, end: int) -> list[bytes]:
    found: list[bytes] = []
    for opening, closing in ((b"<x:xmpmeta", b"</x:xmpmeta>"), (b"<rdf:RDF", b"</rdf:RDF>")):
        position = 0
        while len(found) < 8 and (start := data.find(opening, position, end)) >= 0:
            stop = data.find(closing, start, min(end, start + MAX_BLOCK))
            if stop < 0:
                break
            position = stop + len(closing)
            found.append(bytes(data[start:position]))
        if found:
            break
    return found


def _jpeg(stream: BinaryIO, blocks: Blocks) -> None:
    stream.seek(2)
    photoshop = b""
    for marker, data in jpeg_segments(stream):
        if marker in _START_OF_FRAME and blocks.width is None:
            blocks.height, blocks.width = struct.unpack(">HH", data[1:5])
        elif marker == 0xE1 and data.startswith(EXIF):
            # More than 64 KiB go on in further segments; a second block of its own does not count.
            more = data[len(EXIF) :]
            blocks.exif += more if not blocks.exif or more[:2] not in (b"II", b"MM") else b""
        elif marker == 0xE1 and _XMP in data[:64]:
            # Before "://" stands "http", or what some editors make of it.
            blocks.xmp.append(data.partition(_XMP)[2])
        elif marker == 0xE1 and data.startswith(_XMP_EXTENSION):
            _extension(data[len(_XMP_EXTENSION) :], blocks)
        elif marker == 0xED and data.startswith(_PHOTOSHOP):
            photoshop += data[len(_PHOTOSHOP) :]
        elif marker == 0xFE and not blocks.comment:
            blocks.comment = data
    _resources(photoshop, blocks)


_START_OF_FRAME = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def jpeg_segments(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """The segments before the picture itself: marker and content. Begins where the stream stands."""
    for _count in range(MAX_CHUNKS):
        byte = stream.read(1)
        # Stray bytes between segments are against the rules, and common.
        for _stray in range(256):
            if byte in (b"\xff", b""):
                break
            byte = stream.read(1)
        while byte == b"\xff":
            byte = stream.read(1)
        if not byte or byte[0] in (0xD9, 0xDA):
            return
        marker = byte[0]
        if marker == 0 or marker == 1 or 0xD0 <= marker <= 0xD8:
            continue
        size = stream.read(2)
        length = int.from_bytes(size, "big") - 2
        if len(size) < 2 or length < 0:
            return
        data = stream.read(length)
        if len(data) < length:
            return
        yield marker, data


def _extension(data: bytes, blocks: Blocks) -> None:
    name, (total, offset) = data[:32], struct.unpack(">II", data[32:40])
    if total <= _MAX_INFLATED and offset + len(data) - 40 <= total:
        blocks.xmp_extensions.setdefault(name, {})[offset] = data[40:]


def _resources(data: bytes, blocks: Blocks) -> None:
    """Photoshop's image resources: ``8BIM``, number, Pascal string padded to even, length, data padded to even."""
    position = 0
    while position + 12 <= len(data):
        if data[position : position + 4] not in (b"8BIM", b"MeSa", b"PHUT", b"AgHg", b"DCSR"):
            return
        number = int.from_bytes(data[position + 4 : position + 6], "big")
        position += 6 + ((data[position + 6] + 2) & ~1)
        size = int.from_bytes(data[position : position + 4], "big")
        content = data[position + 4 : position + 4 + size]
        position += 4 + ((size + 1) & ~1)
        if number == _IPTC_RESOURCE:
            blocks.iptc = blocks.iptc or content
        elif number == _IPTC_DIGEST:
            blocks.iptc_digest = content[:16]
        elif number == _PSD_XMP:
            blocks.xmp.append(content)
        elif number == _PSD_EXIF:
            blocks.exif = blocks.exif or content


def _png(stream: BinaryIO, blocks: Blocks) -> None:
    stream.seek(8)
    for _count in range(MAX_CHUNKS):
        head = read_exactly(stream, 8)
        size, name = int.from_bytes(head[:4], "big"), head[4:]
        if name == b"IEND":
            return
        if name not in (b"IHDR", b"eXIf", b"iTXt", b"zTXt", b"tEXt") or size > MAX_BLOCK:
            stream.seek(size + 4, io.SEEK_CUR)
            continue
        data = read_exactly(stream, size)
        stream.seek(4, io.SEEK_CUR)
        if name == b"IHDR":
            blocks.width, blocks.height = struct.unpack(">II", data[:8])
        elif name == b"eXIf":
            blocks.exif = data.removeprefix(EXIF)
        else:
            _png_text(name, data, blocks)


def _png_text(name: bytes, data: bytes, blocks: Blocks) -> None:
    key, _zero, rest = data.partition(b"\x00")
    if name == b"iTXt":
        packed, (_lang, _zero, rest) = rest[:1] == b"\x01", rest[2:].partition(b"\x00")
        text = rest.partition(b"\x00")[2]
        text = inflate(text) if packed else text
    else:
        text = inflate(rest[1:]) if name == b"zTXt" else rest
    if key == _PNG_XMP:
        blocks.xmp.append(text)
    elif key.startswith(_RAW_PROFILE):
        _raw_profile(key, text, blocks)
    elif key in (
        b"Title",
        b"Author",
        b"Description",
        b"Copyright",
        b"Creation Time",
        b"Software",
        b"Source",
        b"Comment",
    ):
        encoding = "utf-8" if name == b"iTXt" else "latin-1"
        blocks.text.setdefault(key.decode("ascii"), text[:65536].decode(encoding, "replace"))


def _raw_profile(key: bytes, text: bytes, blocks: Blocks) -> None:
    """ImageMagick's way: name, length, then the block in hexadecimal."""
    lines = text.strip().split(b"\n", 2)
    try:
        data = bytes.fromhex("".join(lines[2].decode("ascii").split()))
    except (IndexError, ValueError):
        return
    if data.startswith(EXIF):
        blocks.exif = blocks.exif or data[len(EXIF) :]
    elif _XMP in data[:64]:
        blocks.xmp.append(data.partition(_XMP)[2])
    elif key.endswith(b"xmp"):
        blocks.xmp.append(data)
    elif key.endswith((b"iptc", b"8bim")):
        if data[:1] == b"\x1c":
            blocks.iptc = blocks.iptc or data
        else:
            _resources(data.removeprefix(_PHOTOSHOP), blocks)


def inflate(data: bytes) -> bytes:
    """At most 4 MiB of what zlib ``data`` holds; empty where it holds more, which no packet of metadata does."""
    unpacker = zlib.decompressobj()
    inflated = unpacker.decompress(data, _MAX_INFLATED)
    return b"" if unpacker.unconsumed_tail else inflated


def _webp(stream: BinaryIO, blocks: Blocks) -> None:
    stream.seek(12)
    for _count in range(MAX_CHUNKS):
        head = stream.read(8)
        if len(head) < 8:
            return
        name, size = head[:4], int.from_bytes(head[4:], "little")
        after = stream.tell() + size + (size & 1)
        if name == b"EXIF":
            blocks.exif = read_exactly(stream, size).removeprefix(EXIF)
        elif name == b"XMP ":
            blocks.xmp.append(read_exactly(stream, size))
        stream.seek(after)


def _gif(stream: BinaryIO, blocks: Blocks) -> None:
    head = read_exactly(stream, 13)
    blocks.width, blocks.height = struct.unpack("<HH", head[6:10])
    if head[10] & 0x80:
        stream.seek(3 << ((head[10] & 7) + 1), io.SEEK_CUR)
    for _count in range(MAX_CHUNKS):
        kind = stream.read(1)
        if kind == b"!":
            if stream.read(1) == b"\xff" and stream.read(read_exactly(stream, 1)[0]) == _GIF_XMP:
                # The packet stands as it is, then a ramp of bytes leads every reader of sub-blocks out of it.
                packet = stream.read(_MAX_INFLATED)
                end = packet.find(b"<?xpacket end=")
                blocks.xmp.append(packet[: end if end > 0 else packet.rfind(b">") + 1])
                return
        elif kind == b",":
            flags = read_exactly(stream, 9)[8]
            stream.seek((3 << ((flags & 7) + 1) if flags & 0x80 else 0) + 1, io.SEEK_CUR)
        else:
            return
        while size := read_exactly(stream, 1)[0]:
            stream.seek(size, io.SEEK_CUR)


def _tiff(stream: BinaryIO, blocks: Blocks) -> None:
    skeleton = tiff.TiffSkeleton(stream)
    if packet := skeleton.find(tiff.XMP):
        blocks.xmp.append(packet)
    blocks.iptc = skeleton.find(tiff.IPTC)
    _resources(skeleton.find(tiff.PHOTOSHOP), blocks)
    if skeleton.directories:
        width, height = (skeleton.integers(skeleton.directories[0], tag) for tag in (256, 257))
        blocks.width = width[0] if width else None
        blocks.height = height[0] if height else None


def _psd(stream: BinaryIO, blocks: Blocks) -> None:
    head = read_exactly(stream, 26)
    blocks.height, blocks.width = struct.unpack(">II", head[14:22])
    stream.seek(int.from_bytes(read_exactly(stream, 4), "big"), io.SEEK_CUR)
    _resources(read_exactly(stream, int.from_bytes(read_exactly(stream, 4), "big")), blocks)


def _raf(stream: BinaryIO, blocks: Blocks) -> None:
    stream.seek(84)
    offset, length = struct.unpack(">II", read_exactly(stream, 8))
    stream.seek(offset)
    inner = io.BytesIO(stream.read(min(length, MAX_BLOCK)))
    _jpeg(inner, blocks)
    blocks.width = blocks.height = None


def _x3f(stream: BinaryIO, blocks: Blocks) -> None:
    """Sigma keeps its data in the JPEG picture inside."""
    for inner in raws.embedded_jpegs(stream, "image/x-sigma-x3f"):
        _jpeg(inner, blocks)
        if blocks.exif:
            break
    blocks.width = blocks.height = None


def _crw(stream: BinaryIO, blocks: Blocks) -> None:
    blocks.xmp += scan_xmp(stream)


def _mrw(stream: BinaryIO, blocks: Blocks) -> None:
    """Minolta: a few blocks before the picture, of which ``TTW`` is a TIFF structure."""
    stream.seek(8)
    for _count in range(16):
        head = read_exactly(stream, 8)
        content = read_exactly(stream, int.from_bytes(head[4:], "big"))
        if head[:4] == b"\x00TTW":
            blocks.exif = content
            return


_XCF_PARASITES, _XCF_END = 21, 0


def _xcf(stream: BinaryIO, blocks: Blocks) -> None:
    """GIMP: properties of the picture, of which one holds what programs attach to it, by name."""
    stream.seek(14)
    blocks.width, blocks.height = struct.unpack(">II", read_exactly(stream, 8))
    # The kind of colours, and since version 4 their precision.
    stream.seek(9)
    version = stream.read(4)
    stream.seek(30 if version.startswith(b"v") and version[1:].isdigit() and int(version[1:]) >= 4 else 26)
    for _count in range(MAX_CHUNKS):
        kind, size = struct.unpack(">II", read_exactly(stream, 8))
        if kind == _XCF_END:
            return
        content = read_exactly(stream, size)
        position = 0
        while kind == _XCF_PARASITES and position + 4 <= len(content):
            name, position = _sized(content, position)
            data, position = _sized(content, position + 4)
            if name == b"gimp-metadata\x00":
                blocks.xmp.append(data[data.find(b"<") :])
            elif name == b"exif-data\x00":
                blocks.exif = blocks.exif or data.removeprefix(EXIF)
            elif name == b"gimp-comment\x00":
                blocks.comment = blocks.comment or data


def _sized(content: bytes, position: int) -> tuple[bytes, int]:
    """What stands behind its own length, and where the next begins."""
    size = int.from_bytes(content[position : position + 4], "big")
    return content[position + 4 : position + 4 + size], position + 4 + size
