"""Packets of metadata wherever a file may keep one, and what programs for photographs write into them."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from archive_app.media.formats.sniff import Family, FileType
from archive_app.media.metadata.metadata import read_metadata
from archive_app.media.metadata.xmp import read_xmp

SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:lr="http://ns.adobe.com/lightroom/1.0/" '
    'xmlns:digiKam="http://www.digikam.org/ns/1.0/" xmlns:ms="http://ns.microsoft.com/photo/1.0/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" '
    'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
)


def packet(inner: str, attributes: str = "") -> bytes:
    """An XMP packet with these properties."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {SPACES} {attributes}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def _bag(name: str, *items: str) -> str:
    return f"<{name}><rdf:Bag>{''.join(f'<rdf:li>{item}</rdf:li>' for item in items)}</rdf:Bag></{name}>"


TITLED = packet("", 'photoshop:City="杭州" photoshop:State="浙江"')


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _png(*chunks: bytes) -> bytes:
    whole = io.BytesIO()
    Image.new("RGB", (4, 3)).save(whole, "PNG")
    data = whole.getvalue()
    return data[:33] + b"".join(chunks) + data[33:]


def _profile(name: bytes, data: bytes) -> bytes:
    text = b"\n" + name + b"\n" + f"{len(data):8}".encode() + b"\n" + data.hex().encode() + b"\n"
    return _chunk(b"zTXt", b"Raw profile type " + name + b"\x00\x00" + zlib.compress(text))


def _box(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", 8 + len(content)) + name + content


def _parasite(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(name) + 1) + name + b"\x00" + struct.pack(">II", 1, len(data)) + data


_XMP_BOX = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
_XCF = b"gimp xcf v011\x00" + struct.pack(">IIII", 7, 5, 0, 150)
_PARASITES = _parasite(b"gimp-metadata", b"GIMP_XMP_1" + TITLED)
PLACES = {
    "png, a profile of its name": ("image/png", _png(_profile(b"xmp", TITLED))),
    "png, among EXIF's profiles": ("image/png", _png(_profile(b"APP1", b"http://ns.adobe.com/xap/1.0/\x00" + TITLED))),
    "jxl": ("image/jxl", _box(b"JXL ", b"\r\n\x87\n") + _box(b"xml ", TITLED)),
    "xcf": ("image/x-xcf", _XCF + struct.pack(">II", 21, len(_PARASITES)) + _PARASITES + b"\x00" * 8),
    "mp4, a box": ("video/mp4", _box(b"ftyp", b"isom\x00\x00\x02\x00isom") + _box(b"uuid", _XMP_BOX + TITLED)),
    "mov, the user's data": (
        "video/quicktime",
        _box(b"ftyp", b"qt  \x00\x00\x02\x00qt  ") + _box(b"moov", _box(b"udta", _box(b"XMP_", TITLED))),
    ),
    "crw": ("image/x-canon-crw", b"II\x1a\x00\x00\x00HEAPCCDR" + b"\x00" * 40 + TITLED + b"\x00" * 9),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_packet_is_found(place: str) -> None:
    mime, content = PLACES[place]
    found = read_metadata(content, FileType(mime, "x", Family.VIDEO if "video" in mime else Family.PICTURE))
    assert (found.city, found.state) == ("杭州", "浙江")


def test_exif_of_a_minolta() -> None:
    exif = Image.Exif()
    exif[0x010F] = "Minolta"
    block = exif.tobytes()[6:]
    content = b"\x00MRM" + struct.pack(">I", 8 + len(block)) + b"\x00TTW" + struct.pack(">I", len(block)) + block
    assert read_metadata(content, FileType("image/x-minolta-mrw", "mrw", Family.PICTURE)).make == "Minolta"


def test_a_damaged_packet_of_a_film_takes_nothing_away() -> None:
    content = _box(b"ftyp", b"isom\x00\x00\x02\x00isom") + _box(b"uuid", _XMP_BOX + TITLED[:90])
    found = read_metadata(content, FileType("video/mp4", "mp4", Family.VIDEO))
    assert found.city == ""
    assert any("description (XMP)" in warning for warning in found.warnings)


def test_keywords_as_paths() -> None:
    facts = read_xmp(
        [
            packet(
                _bag("dc:subject", "West Lake")
                + _bag("lr:hierarchicalSubject", "Places|China|West Lake", "Events | Signing")
                + _bag("digiKam:TagsList", "Places/China/West Lake", "People/李华")
            )
        ]
    )
    assert facts.hierarchy == ("Places|China|West Lake", "Events|Signing", "People|李华")
    assert facts.keywords == ("West Lake", "Signing", "李华")


def test_windows_stars_and_people_in_detail() -> None:
    def stars(written: str) -> int | None:
        return read_xmp([packet("", written)]).rating

    assert [stars(f'ms:Rating="{said}"') for said in (0, 1, 25, 50, 75, 99)] == [0, 1, 2, 3, 4, 5]
    assert stars('ms:Rating="99" xmp:Rating="-1"') == -1
    name = "<e:PersonName><rdf:Alt><rdf:li xml:lang='x-default'>Ana</rdf:li></rdf:Alt></e:PersonName>"
    person = f"<rdf:li rdf:parseType='Resource'>{name}</rdf:li>"
    facts = read_xmp([packet(f"<e:PersonInImageWDetails><rdf:Bag>{person}</rdf:Bag></e:PersonInImageWDetails>")])
    assert facts.people == ("Ana",)


def test_the_province_alone_is_a_place() -> None:
    assert read_xmp([packet("", 'photoshop:State="浙江"')]).state == "浙江"
