"""EXIF, IPTC and XMP by themselves: what they say, and that no damage in them raises."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from archive_app.errors import Unreadable
from archive_app.media.formats import charsets, containers, heif
from archive_app.media.formats.sniff import Family, FileType
from archive_app.media.metadata import xmp
from archive_app.media.metadata.exif import believable, read_exif
from archive_app.media.metadata.iptc import read_iptc
from archive_app.media.metadata.metadata import find_sidecar, read_metadata, read_sidecar, with_sidecar
from archive_app.media.metadata.rdf import NotXmp, parse_packet
from archive_app.media.metadata.xmp import read_xmp

JPEG = FileType("image/jpeg", "jpg", Family.PICTURE)

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
  xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
  xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
  xmlns:mwg-rs="http://www.metadataworkinggroup.com/schemas/regions/"
  xmlns:stArea="http://ns.adobe.com/xmp/sType/Area#" xmlns:exif="http://ns.adobe.com/exif/1.0/"
  photoshop:City="Niš" photoshop:Country=" " xmp:Rating="4" photoshop:DateCreated="2025-04"
  exif:GPSLatitude="43,19.25N" exif:GPSLongitude="21,53,45W">
 <dc:title><rdf:Alt><rdf:li xml:lang="x-default">Signing</rdf:li><rdf:li xml:lang="en">Signing</rdf:li>
  <rdf:li xml:lang="zh-CN">签署</rdf:li></rdf:Alt></dc:title>
 <dc:description>Plain text</dc:description>
 <dc:subject><rdf:Bag><rdf:li>lotus</rdf:li><rdf:li>memorandum</rdf:li><rdf:li>lotus</rdf:li></rdf:Bag></dc:subject>
 <dc:creator><rdf:Seq><rdf:li>Ana</rdf:li><rdf:li>李华</rdf:li></rdf:Seq></dc:creator>
 <Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li xml:lang="x-default">Two people</rdf:li></rdf:Alt>
 </Iptc4xmpCore:AltTextAccessibility>
 <Iptc4xmpExt:PersonInImage><rdf:Bag><rdf:li>Ana</rdf:li></rdf:Bag></Iptc4xmpExt:PersonInImage>
 <mwg-rs:Regions rdf:parseType="Resource"><mwg-rs:RegionList><rdf:Bag>
  <rdf:li rdf:parseType="Resource"><mwg-rs:Name>李华</mwg-rs:Name><mwg-rs:Type>Face</mwg-rs:Type>
   <mwg-rs:Area stArea:x="0.5" stArea:y="0.25" stArea:w="0.1" stArea:h="0.2" stArea:unit="normalized"/></rdf:li>
  <rdf:li><rdf:Description mwg-rs:Name="Rex" mwg-rs:Type="Pet"/></rdf:li>
 </rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def test_a_whole_packet() -> None:
    facts = xmp.read_xmp([PACKET.encode()])
    assert facts.warnings == []
    assert facts.title == {"en": "Signing", "zh-CN": "签署"}
    assert facts.caption == {"": "Plain text"}
    assert facts.alt == {"": "Two people"}
    assert facts.keywords == ("lotus", "memorandum")
    assert facts.creators == ("Ana", "李华")
    assert facts.people == ("Ana", "李华")
    assert (facts.city, facts.country, facts.rating) == ("Niš", "", 4)
    assert (facts.captured, facts.captured_source) == ("2025-04", "XMP DateCreated")
    assert facts.latitude == pytest.approx(43 + 19.25 / 60)
    assert facts.longitude == pytest.approx(-(21 + 53 / 60 + 45 / 3600))
    face, pet = facts.regions
    assert (face.name, face.kind, face.x, face.height) == ("李华", "Face", 0.5, 0.2)
    assert (pet.name, pet.kind) == ("Rex", "Pet")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_packet_in_any_encoding(encoding: str) -> None:
    text = PACKET.replace("\ufeff", "")
    assert xmp.read_xmp([text.encode(encoding) + b" " * 2000]).creators == ("Ana", "李华")


def test_a_packet_in_gb18030_and_with_forbidden_characters() -> None:
    packet = PACKET.replace("\ufeff", "").replace("ñ", "").replace("š", "s").replace("lotus", "lo\x01tus")
    facts = xmp.read_xmp([packet.encode("gb18030")])
    assert facts.creators == ("Ana", "李华")
    assert facts.keywords[0] == "lotus"


@pytest.mark.parametrize(
    "prologue",
    [
        '<!DOCTYPE x [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_document_type_is_refused(prologue: str, encoding: str) -> None:
    packet = (prologue + PACKET.partition("?>\n")[2].replace("lotus", "&secret;")).encode(encoding)
    with pytest.raises(NotXmp):
        parse_packet(packet)
    assert len(xmp.read_xmp([packet]).warnings) == 1


def test_deep_nesting_and_no_rdf_are_refused() -> None:
    deep = "<rdf:li rdf:parseType='Resource'><x:a>" * 60 + "</x:a></rdf:li>" * 60
    packet = PACKET.replace("<dc:description>Plain text</dc:description>", f"<dc:description>{deep}</dc:description>")
    for bad in (packet.encode(), b"<html/>", b"", b"\x00" * 99, b"<x:xmpmeta>"):
        with pytest.raises(NotXmp):
            parse_packet(bad)


def test_an_extended_packet_in_any_order_of_its_parts() -> None:
    main = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description xmlns:n="http://ns.adobe.com/xmp/note/" n:HasExtendedXMP="ABC"/></rdf:RDF></x:xmpmeta>'
    )
    whole = PACKET.encode()
    parts = {b"ABC": {1000: whole[1000:], 0: whole[:1000]}}
    assert xmp.read_xmp([main], parts).keywords == ("lotus", "memorandum")
    assert "missing" in xmp.read_xmp([main]).warnings[0]


def _dataset(record: int, number: int, value: bytes) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [(b"\x1b%G", "utf-8"), (None, "utf-8"), (None, "gb18030"), (b"\x1b%G", "gb18030"), (b"\x00\x00", "gbk")],
)
def test_iptc_in_chinese(charset: bytes | None, encoding: str) -> None:
    block = _dataset(1, 90, charset) if charset else b""
    for number, text in ((5, "西湖"), (25, "杭州"), (25, "荷花"), (120, "市长在西湖边接待代表团"), (90, "杭州市")):
        block += _dataset(2, number, text.encode(encoding))
    block += _dataset(2, 55, b"20250401") + _dataset(2, 60, b"101500+0800")
    facts = read_iptc(block)
    assert facts.title == {"": "西湖"}
    assert facts.keywords == ("杭州", "荷花")
    assert facts.caption == {"": "市长在西湖边接待代表团"}
    assert facts.city == "杭州市"
    assert facts.captured == "2025-04-01T10:15:00+08:00"


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("Göbekli Tepe, Şanlıurfa".encode(), "Göbekli Tepe, Şanlıurfa"),
        ("Café à Vérone".encode("latin-1"), "Café à Vérone"),
        ("„Zürich“ – Straße".encode("cp1252"), "„Zürich“ – Straße"),
        ("杭州市友好城市".encode("gbk"), "杭州市友好城市"),
        (b"plain\x00\x00\x00junk", "plain"),
        (b"  \x00", ""),
    ],
)
def test_text_of_unknown_encoding(data: bytes, text: str) -> None:
    assert charsets.decode(data) == text


def _exif(**tags: object) -> bytes:
    exif = Image.Exif()
    for name, value in tags.items():
        directory, _under, number = name.partition("_")
        target = exif if directory == "image" else exif.get_ifd({"exif": 0x8769, "gps": 0x8825}[directory])
        target[int(number)] = value
    return exif.tobytes().removeprefix(b"Exif\x00\x00")


def test_exif() -> None:
    facts = read_exif(
        _exif(
            image_270="市长在西湖边".encode(),
            image_271="Canon",
            image_274=6,
            image_315="Ana; 李华".encode(),
            exif_36867="2025:04:01 10:15:00",
            exif_37521="25",
            exif_36881="+08:00",
            gps_1="S",
            gps_2=(25.0, 25.0, 48.0),
            gps_3="W",
            gps_4=(49.0, 16.0, 12.0),
            gps_5=b"\x00",
            gps_6=930.0,
        )
    )
    assert facts.warnings == []
    assert facts.caption == {"": "市长在西湖边"}
    assert (facts.make, facts.orientation, facts.creators) == ("Canon", 6, ("Ana", "李华"))
    assert facts.captured == "2025-04-01T10:15:00.25+08:00"
    assert (facts.latitude, facts.longitude, facts.altitude) == (-25.43, -49.27, 930.0)


def test_impossible_exif_is_left_out_and_said() -> None:
    facts = read_exif(
        _exif(image_274=9, exif_36867="2025:02:30 10:15:00", gps_1="N", gps_2=(200.0,), gps_3="E", gps_4=(1.0,))
    )
    assert (facts.orientation, facts.captured, facts.latitude) == (0, "", None)
    assert len(facts.warnings) == 3


@pytest.mark.parametrize(
    ("sides", "known"),
    [
        ({"gps_1": "N", "gps_3": "E"}, True), ({}, False), ({"gps_1": "N"}, False), ({"gps_3": "W"}, False),
        ({"gps_1": "?", "gps_3": "E"}, False), ({"gps_1": "", "gps_3": "E"}, False),
    ],
)  # fmt: skip
def test_a_position_without_its_sides_is_not_known_and_said(sides: dict[str, str], known: bool) -> None:
    facts = read_exif(_exif(gps_2=(25.0, 25.0, 48.0), gps_4=(49.0, 16.0, 12.0), **sides))
    assert (facts.latitude is not None) is known
    assert facts.warnings == [] if known else "25°25°48, 49°16°12" in facts.warnings[0]


def test_a_position_of_xmp_without_its_sides_is_not_known_and_said() -> None:
    facts = read_xmp([PACKET.replace("43,19.25N", "43,19.25").encode()])
    assert facts.latitude is None
    assert "43,19.25" in facts.warnings[0]


def test_a_zone_of_nothing_is_not_taken_over(tmp_path: Path) -> None:
    exif = _exif(exif_36867="2025:04:02 09:00:00")
    iptc = _dataset(2, 55, b"20250402") + _dataset(2, 60, b"090000+0000")
    assert read_metadata(_photo(tmp_path, exif, b"", iptc), JPEG).captured == "2025-04-02T09:00:00"
    packet = PACKET.replace("2025-04", "2025-04-02T09:00:00Z").encode()
    assert read_metadata(_photo(tmp_path, exif, packet), JPEG).captured == "2025-04-02T09:00:00"


@pytest.mark.parametrize(
    ("latitude", "longitude", "believed"),
    [(30.25, 120.16, True), (-90, 0, True), (0, 0, False), (90.1, 0, False), (0, 180.5, False), (None, 1, False)],
)
def test_positions(latitude: float | None, longitude: float | None, believed: bool) -> None:
    assert (believable(latitude, longitude)[0] is not None) is believed


@given(st.binary(max_size=400))
@settings(max_examples=60)
def test_no_damage_raises(data: bytes) -> None:
    read_iptc(data)
    read_iptc(b"\x1c\x02\x78" + data)
    read_exif(b"II*\x00\x08\x00\x00\x00" + data)
    read_exif(b"MM\x00*\x00\x00\x00\x08" + data)
    xmp.read_xmp([data, b"<x:xmpmeta>" + data])
    for mime, head in (
        ("image/jpeg", b"\xff\xd8"),
        ("image/png", b"\x89PNG\r\n\x1a\n"),
        ("image/webp", b"RIFF\xff\xff\x00\x00WEBP"),
        ("image/gif", b"GIF89a"),
        ("image/tiff", b"II*\x00\x08\x00\x00\x00"),
        ("image/vnd.adobe.photoshop", b"8BPS\x00\x01"),
        ("image/x-fuji-raf", b"FUJIFILMCCD-RAW" + b"\x00" * 69),
        ("image/x-canon-cr3", b"\x00\x00\x00\x18ftypcrx "),
        ("image/jp2", b"\x00\x00\x00\x0cjP  \r\n\x87\n"),
    ):
        containers.find_blocks(io.BytesIO(head + data), mime)
    meta = struct.pack(">I4sI", 12 + len(data), b"meta", 0) + data
    heif.find_blocks(io.BytesIO(meta))


def test_packed_text_that_unpacks_to_a_bomb_is_left_out() -> None:
    import zlib

    assert containers.inflate(zlib.compress(b"x" * 1_000_000)) == b"x" * 1_000_000
    assert containers.inflate(zlib.compress(b"x" * 200_000_000)) == b""


def _photo(folder: Path, exif: bytes = b"", packet: bytes = b"", iptc: bytes = b"", digest: bytes = b"") -> Path:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(out, "JPEG", **({"exif": b"Exif\x00\x00" + exif} if exif else {}))
    segments = b""
    if packet:
        segments += b"\xff\xe1" + struct.pack(">H", len(packet) + 31) + b"http://ns.adobe.com/xap/1.0/\x00" + packet
    if iptc:
        resources = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(iptc)) + iptc + b"\x00" * (len(iptc) & 1)
        if digest:
            resources += b"8BIM\x04\x25\x00\x00" + struct.pack(">I", 16) + digest
        segments += b"\xff\xed" + struct.pack(">H", len(resources) + 16) + b"Photoshop 3.0\x00" + resources
    path = folder / "photo.jpg"
    path.write_bytes(b"\xff\xd8" + segments + out.getvalue()[2:])
    return path


def test_who_wins(tmp_path: Path) -> None:
    exif = _exif(image_270="from EXIF", image_315="from EXIF", exif_36867="2025:04:02 09:00:00")
    iptc = _dataset(2, 120, b"from IPTC") + _dataset(2, 80, b"from IPTC") + _dataset(2, 110, b"credit of IPTC")
    packet = PACKET.replace("2025-04", "2025-04-02T09:00:00+02:00").encode()

    metadata = read_metadata(_photo(tmp_path, exif, packet, iptc), JPEG)
    assert metadata.caption == {"": "Plain text"}
    assert metadata.creators == ("Ana", "李华")
    assert metadata.credit == "credit of IPTC"
    assert metadata.captured == "2025-04-02T09:00:00+02:00", "the zone only the XMP knows"
    assert metadata.captured_source == "EXIF DateTimeOriginal"
    assert (metadata.width, metadata.height, metadata.orientation) == (60, 40, 1)

    assert read_metadata(_photo(tmp_path, exif, b"", iptc), JPEG).caption == {"": "from IPTC"}
    assert read_metadata(_photo(tmp_path, exif), JPEG).caption == {"": "from EXIF"}
    assert read_metadata(_photo(tmp_path), JPEG).caption == {}


def test_iptc_that_was_changed_after_the_xmp_wins(tmp_path: Path) -> None:
    import hashlib

    iptc = _dataset(2, 120, b"from IPTC")
    stale, current = b"\x00" * 16, hashlib.md5(iptc, usedforsecurity=False).digest()
    assert read_metadata(_photo(tmp_path, b"", PACKET.encode(), iptc, stale), JPEG).caption == {"": "from IPTC"}
    assert read_metadata(_photo(tmp_path, b"", PACKET.encode(), iptc, current), JPEG).caption == {"": "Plain text"}


@pytest.mark.parametrize(
    ("caption", "found"),
    [
        ("The mayor greets", {"de": "Der Oberbürgermeister empfängt", "": "The mayor greets"}),
        # Cut off where IPTC ends, and no other text.
        ("Der Oberbürger", {"de": "Der Oberbürgermeister empfängt"}),
    ],
)
def test_a_caption_of_one_language_stands_for_no_other(tmp_path: Path, caption: str, found: dict[str, str]) -> None:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt>'
        '<rdf:li xml:lang="de">Der Oberbürgermeister empfängt</rdf:li>'
        "</rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>"
    )
    iptc = _dataset(1, 90, b"\x1b%G") + _dataset(2, 120, caption.encode())
    assert read_metadata(_photo(tmp_path, b"", packet.encode(), iptc), JPEG).caption == found


def test_a_date_in_the_future_is_kept_and_said(tmp_path: Path) -> None:
    metadata = read_metadata(_photo(tmp_path, _exif(exif_36867="2216:11:15 11:46:51")), JPEG)
    assert metadata.captured == "2216-11-15T11:46:51"
    assert "future" in metadata.warnings[0]


@pytest.mark.parametrize(
    ("written", "left"),
    [
        (b"19870919", "1987-09-19"),
        (b"19870000", "1987"),
        (b"20090313", "2009-03-13"),
        (b"20090312", ""),
        (b"20090300", ""),
    ],
)
def test_a_day_that_was_not_taken_is_kept_and_said(tmp_path: Path, written: bytes, left: str) -> None:
    """A slide of 1987 that a camera photographed in 2009."""
    exif = _exif(exif_36867="2009:03:11 14:02:00")
    metadata = read_metadata(_photo(tmp_path, exif, b"", _dataset(2, 55, written)), JPEG)
    assert (metadata.captured, metadata.captured_source) == ("2009-03-11T14:02:00", "EXIF DateTimeOriginal")
    assert metadata.raw.get("IPTC DateCreated", "") == left
    said = "Two places say two days: 2009-03-11 (EXIF DateTimeOriginal) was taken, not"
    assert [one.startswith(said) and left in one for one in metadata.warnings] == ([True] if left else [])


def test_sidecars(tmp_path: Path) -> None:
    photo = _photo(tmp_path, _exif(image_270="from EXIF", image_271="Canon"))
    assert find_sidecar(photo) is None
    (tmp_path / "photo.xmp").write_text(PACKET, encoding="utf-8")
    assert find_sidecar(photo) == tmp_path / "photo.xmp"
    (tmp_path / "photo.jpg.xmp").write_text(PACKET.replace("Plain text", "Edited"), encoding="utf-8")
    sidecar = find_sidecar(photo)
    assert sidecar == tmp_path / "photo.jpg.xmp"

    both = with_sidecar(read_metadata(photo, JPEG), read_sidecar(sidecar))
    assert both.caption == {"": "Edited"}
    assert (both.make, both.rating) == ("Canon", 4)

    for content in (b"", b"<html/>", PACKET.encode()[:500]):
        sidecar.write_bytes(content)
        with pytest.raises(Unreadable):
            read_sidecar(sidecar)


def test_metadata_of_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(Unreadable):
        read_metadata(tmp_path / "gone.jpg", JPEG)


@pytest.mark.parametrize(
    "behind",
    [
        "</x:xmpmeta>",
        "<rdf:Description>left over",
        " of a longer packet</rdf:RDF></x:xmpmeta><?xpacket end='w'?>",
        "\x00\x00garbage & more <!DOCTYPE x>",
    ],
)
def test_what_lies_behind_a_packet_is_none_of_it(behind: str) -> None:
    facts = xmp.read_xmp([(PACKET + behind).encode()])
    assert facts.warnings == []
    assert facts.keywords == ("lotus", "memorandum")
    bare = PACKET.partition("<?xpacket end")[0]
    assert xmp.read_xmp([(bare + behind).encode()]).title == {"en": "Signing", "zh-CN": "签署"}
