"""What cameras fill in is no caption, and what people write is one, wherever it stands."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from archive_app.media.formats.sniff import Family, FileType
from archive_app.media.metadata import xmp
from archive_app.media.metadata.defaults import is_default
from archive_app.media.metadata.exif import read_exif
from archive_app.media.metadata.metadata import read_metadata

JPEG = FileType("image/jpeg", "jpg", Family.PICTURE)

_CAMERAS = [
    "OLYMPUS DIGITAL CAMERA", "SONY DSC", "DCF 1.0", "Created with GIMP", "Created with The GIMP", "Exif_JPEG_PICTURE",
    "KODAK Digital Still Camera", "MINOLTA DIGITAL CAMERA", "SAMSUNG CAMERA PICTURES", "LG ELECTRONICS", "dav", "sdr",
    "cof_soft", "edf", "rhdr", "sdr_HDRB", "<Digimax S500 / Kenox S500>", "oplus_32",
    "Processed with VSCO with a5 preset",
    "File written by Adobe Photoshop¨ 5.2", "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90", "AppleMark",
    "Lavc58.54.100", "filter: 0; fileterIntensity: 0.0; filterMask: 0; captureOrientation: 0;", "", "--", "0000",
    "charset=Ascii", "Optimized by JPEGmini 3.14.2",
]  # fmt: skip
_PEOPLE = [
    "Created by pupils of Rockwell College for Hangzhou", "Written by the mayor on 9 September 2001", "1984", "12-345",
    "123",
    "Created with love by the children of Niš", "Picture", "000015", "Mayor at West Lake", "杭州",
    "Sony stand at the fair",
    "Camera obscura", "1984!", "Nikon", "Edited by Ana", "Dav", "Digital camera given to the school", "Untitled",
    "Created with GIMP by the pupils of the school", "Screenshot of the treaty", "Made by hand",
    "None of them was there",
    "Samsung delegation",
]  # fmt: skip


@pytest.mark.parametrize("text", _CAMERAS)
def test_what_cameras_fill_in_is_no_caption(text: str) -> None:
    assert is_default(text)


@pytest.mark.parametrize("text", _PEOPLE)
def test_what_people_write_is_a_caption(text: str) -> None:
    assert not is_default(text)


def _exif(**tags: str | bytes) -> bytes:
    exif = Image.Exif()
    for name, value in tags.items():
        if name == "comment":
            exif.get_ifd(0x8769)[0x9286] = value
        else:
            exif[0x010E] = value
    return exif.tobytes().removeprefix(b"Exif\x00\x00")


def _described(text: str) -> bytes:
    return (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">'
        f"{text}</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF>"
    ).encode()


@pytest.mark.parametrize("text", ["1984", "Created with love by the children of the school"])
def test_a_caption_is_one_in_exif_and_in_xmp(text: str) -> None:
    assert read_exif(_exif(image=text)).caption == {"": text}
    assert xmp.read_xmp([_described(text)]).caption == {"": text}


def test_what_was_no_caption_stays_among_the_facts() -> None:
    facts = read_exif(_exif(image="OLYMPUS DIGITAL CAMERA"))
    assert facts.caption == {}
    assert facts.raw["ImageDescription"] == "OLYMPUS DIGITAL CAMERA"
    facts = xmp.read_xmp([_described("SONY DSC")])
    assert (facts.caption, facts.raw["XMP description"]) == ({}, "SONY DSC")


_SIGNING = "Signing in Niš, 杭州 delegation"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (b"ASCII\0\0\0The mayor speaks", "The mayor speaks"),
        (b"UNICODE\0" + _SIGNING.encode("utf-16-le"), _SIGNING),
        (b"UNICODE\0" + _SIGNING.encode("utf-16-be"), _SIGNING),
        (b"UNICODE\0" + _SIGNING.encode("utf-16"), _SIGNING),
        (b"JIS\0\0\0\0\0" + "岐阜市長".encode("iso2022_jp"), "岐阜市長"),
        (b"\0" * 8 + "杭州市友好城市".encode("gbk"), "杭州市友好城市"),
        (b"No code at all", "No code at all"),
        (b"ASCII\0\0\0" + b"\0" * 40, ""),
    ],
)
def test_a_comment_is_read_by_the_code_that_it_names(value: bytes, text: str) -> None:
    assert read_exif(_exif(comment=value)).comment == text


def _jpeg(tmp_path: Path, exif: bytes, comment: str = "") -> Path:
    data = io.BytesIO()
    Image.new("RGB", (8, 8)).save(data, "JPEG", exif=b"Exif\0\0" + exif, comment=comment)
    path = tmp_path / "picture.jpg"
    path.write_bytes(data.getvalue())
    return path


def test_a_comment_is_the_caption_where_nothing_else_is(tmp_path: Path) -> None:
    only = read_metadata(_jpeg(tmp_path, _exif(comment=b"ASCII\0\0\0The mayor speaks")), JPEG)
    assert only.caption == {"": "The mayor speaks"}
    both = read_metadata(_jpeg(tmp_path, _exif(comment=b"ASCII\0\0\0Blurred", image="The mayor"), "Scan 3"), JPEG)
    assert both.caption == {"": "The mayor"}
    assert (both.raw["UserComment"], both.raw["Comment"]) == ("Blurred", "Scan 3")
    plain = read_metadata(_jpeg(tmp_path, _exif(), "Tree planting, 1999"), JPEG)
    assert plain.caption == {"": "Tree planting, 1999"}
    program = read_metadata(_jpeg(tmp_path, _exif(), "Lavc58.54.100"), JPEG)
    assert (program.caption, program.raw["Comment"]) == ({}, "Lavc58.54.100")
