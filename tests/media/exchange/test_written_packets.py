"""XMP that is written: all that the program knows comes out as it went in, here and with exiftool, and what others
wrote stays byte for byte.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive_app.media.exchange import embedding, packets
from archive_app.media.formats.containers import find_blocks
from archive_app.media.formats.sniff import Family, FileType
from archive_app.media.metadata.facts import Metadata
from archive_app.media.metadata.metadata import read_metadata
from archive_app.media.metadata.rdf import NotXmp
from archive_app.media.metadata.xmp import read_xmp

SAID = Metadata(
    title={"en": "Signing at “5:00” <1 & 2>", "zh-CN": "签署", "sr": "Potpisivanje"},
    caption={"": "Two\nlines ]]> here", "de": "Größe"},
    alt={"en": "Two people"},
    headline="Ten years",
    keywords=("lotus", "memo; randum", "杭州"),
    hierarchy=("lotus", "Places|China|杭州"),
    creators=("Ana", "李华"),
    people=("Rex", "王"),
    rights={"": "© 2024 \N{HORSE}"},
    credit="Agency",
    source="Print",
    event="Signing",
    sublocation="West Lake",
    city="Hangzhou",
    state="浙江",
    country="China",
    captured="2024-02-15T11:04:05.25+08:00",
    latitude=-25.43,
    longitude=-0.04927,
    altitude=-3.5,
    rating=-1,
)
#: Where exiftool finds each of them, and what.
IN_EXIFTOOL: dict[str, Any] = {
    "XMP-dc:Title": "Signing at “5:00” <1 & 2>",
    "XMP-dc:Title-en": "Signing at “5:00” <1 & 2>",
    "XMP-dc:Title-zh-CN": "签署",
    "XMP-dc:Title-sr": "Potpisivanje",
    "XMP-dc:Description": "Two\nlines ]]> here",
    "XMP-dc:Description-de": "Größe",
    "XMP-iptcCore:AltTextAccessibility": "Two people",
    "XMP-iptcCore:AltTextAccessibility-en": "Two people",
    "XMP-dc:Subject": ["lotus", "memo; randum", "杭州"],
    "XMP-photoshop:Headline": "Ten years",
    "XMP-lr:HierarchicalSubject": ["lotus", "Places|China|杭州"],
    "XMP-digiKam:TagsList": ["lotus", "Places/China/杭州"],
    "XMP-dc:Creator": ["Ana", "李华"],
    "XMP-iptcExt:PersonInImage": ["Rex", "王"],
    "XMP-dc:Rights": "© 2024 \N{HORSE}",
    "XMP-photoshop:Credit": "Agency",
    "XMP-photoshop:Source": "Print",
    "XMP-iptcExt:Event": "Signing",
    "XMP-iptcCore:Location": "West Lake",
    "XMP-photoshop:City": "Hangzhou",
    "XMP-photoshop:State": "浙江",
    "XMP-photoshop:Country": "China",
    "XMP-exif:DateTimeOriginal": "2024:02:15 11:04:05.25+08:00",
    "XMP-photoshop:DateCreated": "2024:02:15 11:04:05.25+08:00",
    "XMP-exif:GPSLatitude": -25.43,
    "XMP-exif:GPSLongitude": -0.04927,
    "XMP-exif:GPSAltitude": 3.5,
    "XMP-exif:GPSAltitudeRef": 1,
    "XMP-xmp:Rating": -1,
}
KNOWN = [name for name in Metadata.__dataclass_fields__ if getattr(SAID, name) != getattr(Metadata(), name)]
FORMATS = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp", "tif": "image/tiff"}
OTHERS = (
    "<?xpacket begin='\ufeff' id='W5M0MpCehiHzreSzNTczkc9d'?>\n<x:xmpmeta  xmlns:x='adobe:ns:meta/'>\n"
    "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'>\n <rdf:Description rdf:about='uuid:1'\n"
    "   xmlns:crs='http://ns.adobe.com/camera-raw-settings/1.0/'   crs:Version = \"7.0\""
    " xmlns:p='http://ns.adobe.com/photoshop/1.0/'"
    " p:City='Old > town' p:Category='A&amp;B'>\n"
    "  <crs:ToneCurve>\n   <rdf:Seq><rdf:li>0, 0</rdf:li>  <rdf:li/></rdf:Seq></crs:ToneCurve><!-- kept -->\n"
    "  <d:title xmlns:d='http://purl.org/dc/elements/1.1/'><rdf:Alt>"
    "<rdf:li xml:lang='x-default'>Old</rdf:li></rdf:Alt></d:title>\n"
    "  <own:thing xmlns:own='urn:x'><![CDATA[ <dc:title> ]]></own:thing>\n </rdf:Description>\n</rdf:RDF></x:xmpmeta>"
    "<?xpacket end='w'?>"
)


def _picture(ending: str, **how: Any) -> bytes:
    whole = io.BytesIO()
    Image.effect_noise((61, 43), 60).convert("RGB").save(
        whole, {"jpg": "JPEG", "tif": "TIFF"}.get(ending, ending), **how
    )
    return whole.getvalue()


def _embedded(content: bytes, ending: str, said: Metadata = SAID) -> bytes:
    mime, stream = FORMATS[ending], io.BytesIO(content)
    blocks = find_blocks(stream, mime)
    packet = packets.written(said, blocks.xmp[0] if blocks.xmp else b"")
    return b"".join(embedding.embedded(stream, mime, packet, blocks))


def _read(content: bytes, ending: str) -> Metadata:
    return read_metadata(content, FileType(FORMATS[ending], ending, Family.PICTURE))


def _known(found: Metadata) -> dict[str, Any]:
    """All that is written, but positions within a centimetre."""
    said = {name: getattr(found, name) for name in KNOWN if name != "captured_source"}
    return said | {name: round(said[name] or 0, 7) for name in ("latitude", "longitude", "altitude")}


def test_every_property_comes_back() -> None:
    facts = read_xmp([packets.written(SAID)])
    assert {name: getattr(facts, name) for name in KNOWN} == {
        name: pytest.approx(getattr(SAID, name)) if name in ("latitude", "longitude") else getattr(SAID, name)
        for name in KNOWN
    }
    assert facts.warnings == []


def test_what_others_wrote_stays_byte_for_byte() -> None:
    made = packets.written(SAID, OTHERS.encode()).decode()
    start, end = made.index('<rdf:Description rdf:about="uuid:1" xmlns:rdf='), made.index("</rdf:RDF>")
    left = made[:start] + made[end:]
    wanted = OTHERS[OTHERS.index("<x:") :].replace(" p:City='Old > town'", "")
    old = wanted[wanted.index("<d:title") : wanted.index("</d:title>") + len("</d:title>")]
    assert wanted.replace(old, "").replace("<?xpacket end='w'?>", "") in left
    assert read_xmp([made.encode()]).title == SAID.title
    again = packets.written(replace(SAID, title={"": "New"}), made.encode())
    assert read_xmp([again]).title == {"": "New"}
    assert again.count(b"<dc:title><rdf:Alt>") == 1


def test_only_what_is_chosen_and_said_is_written() -> None:
    made = packets.written(Metadata(title={"en": "New"}, city="New"), OTHERS.encode(), ["title"])
    facts = read_xmp([made])
    assert (facts.title, facts.city) == ({"en": "New"}, "Old > town")
    assert packets.written(Metadata(), OTHERS.encode()).decode().count("Description") == 2
    with pytest.raises(NotXmp):
        packets.written(SAID, b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF")


def test_an_empty_packet_takes_it_too() -> None:
    rdf = b"http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    empty = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><r:RDF xmlns:r='" + rdf + b"'/></x:xmpmeta>"
    assert read_xmp([packets.written(SAID, empty)]).title == SAID.title


@pytest.mark.parametrize(
    ("ending", "how"),
    [
        ("jpg", {}), ("jpg", {"xmp": OTHERS.encode()}), ("png", {}), ("webp", {}), ("webp", {"lossless": True}),
        ("webp", {"xmp": OTHERS.encode()}), ("tif", {}), ("tif", {"compression": "tiff_lzw"}),
        ("tif", {"big_tiff": True}),
    ],
)  # fmt: skip
def test_a_copy_says_it_and_shows_the_same(ending: str, how: dict[str, Any]) -> None:
    content = _picture(ending, **how)
    once = _embedded(content, ending)
    twice = _embedded(once, ending, replace(SAID, city="Suzhou"))
    assert _known(_read(once, ending)) == _known(SAID)
    assert _read(twice, ending).city == "Suzhou"
    for made in (once, twice):
        with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(made)) as after:
            assert before.tobytes() == after.tobytes()
            assert before.size == after.size


def test_what_has_no_room_says_so() -> None:
    content = _picture("jpg")
    for mime, packet in (("image/heic", b""), ("image/jpeg", b"x" * 70_000)):
        with pytest.raises(embedding.NoRoom):
            embedding.embedded(io.BytesIO(content), mime, packet, find_blocks(io.BytesIO(content), "image/jpeg"))
    for ending in FORMATS:
        with pytest.raises(embedding.NoRoom):
            embedding.embedded(io.BytesIO(b"RIFF"), FORMATS[ending], b"", find_blocks(io.BytesIO(b""), "none"))


@pytest.fixture
def exiftool() -> str:
    """The independent reader; only a newcomer's machine may lack it."""
    found = shutil.which("exiftool")
    if found is None:
        if os.environ.get("CI"):
            pytest.fail("exiftool is missing")
        pytest.skip("exiftool is not installed")
    return found


def _says(exiftool: str, file: Path) -> dict[str, Any]:
    command = [exiftool, "-j", "-G1", "-struct", "-n", "-xmp:all", str(file)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    return {key: value for key, value in json.loads(done.stdout)[0].items() if key != "SourceFile"}


@pytest.mark.parametrize("ending", [*FORMATS, "xmp"])
def test_exiftool_reads_what_is_written(exiftool: str, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"one.{ending}"
    file.write_bytes(packets.written(SAID) if ending == "xmp" else _embedded(_picture(ending), ending))
    assert _says(exiftool, file) == {
        key: pytest.approx(value) if isinstance(value, float) else value for key, value in IN_EXIFTOOL.items()
    }
    command = [exiftool, "-validate", "-warning", "-a", "-s3", str(file)]
    said = subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
    assert "Error" not in said


@pytest.mark.parametrize("ending", [*FORMATS, "xmp"])
def test_what_exiftool_writes_is_read(exiftool: str, tmp_path: Path, ending: str) -> None:
    file = tmp_path / f"one.{ending}"
    if ending != "xmp":
        file.write_bytes(_picture(ending))
    table = tmp_path / "said.json"
    table.write_text(json.dumps([{"SourceFile": "*", **IN_EXIFTOOL}], ensure_ascii=False), encoding="utf-8")
    command = [exiftool, "-q", f"-j={table}", "-n", "-struct", str(file)]
    subprocess.run(command, check=True, capture_output=True)
    content = file.read_bytes()
    kind = FileType("application/rdf+xml", "xmp", Family.TEXT)
    found = read_metadata(content, kind) if ending == "xmp" else _read(content, ending)
    assert _known(found) == _known(SAID)
