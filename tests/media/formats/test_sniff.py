"""What a file is, by its bytes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from archive_app.media.formats.filetypes import BY_EXTENSION, BY_MIME, TYPES
from archive_app.media.formats.sniff import Family, sniff

_BOX = b"\x00\x00\x00\x18ftyp"


@pytest.mark.parametrize(
    ("head", "name", "mime", "extension"),
    [
        (b"\xff\xd8\xff\xe1", "a.JPG", "image/jpeg", "jpg"),
        (b"\xff\xd8\xff\xe1", "a.jpeg", "image/jpeg", "jpeg"),
        (b"II*\x00\x08\x00\x00\x00", "a.tif", "image/tiff", "tif"),
        (b"II*\x00\x08\x00\x00\x00", "a.nef", "image/x-nikon-nef", "nef"),
        (b"MM\x00+\x00\x08\x00\x00", "a.tif", "image/tiff", "tif"),
        (b"II*\x00\x10\x00\x00\x00CR\x02\x00", "a.cr2", "image/x-canon-cr2", "cr2"),
        (_BOX + b"heic\x00\x00\x00\x00mif1heic", "a.heic", "image/heic", "heic"),
        (_BOX + b"mif1\x00\x00\x00\x00mif1avif", "a.avif", "image/avif", "avif"),
        (_BOX + b"qt  \x00\x00\x00\x00qt  ", "a.mov", "video/quicktime", "mov"),
        (_BOX + b"isom\x00\x00\x00\x00isomavc1", "a.mp4", "video/mp4", "mp4"),
        (_BOX + b"crx \x00\x00\x00\x00crx isom", "a.cr3", "image/x-canon-cr3", "cr3"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp", "image/webp", "webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "a.wav", "audio/wav", "wav"),
        (b"%PDF-1.7\n", "a.pdf", "application/pdf", "pdf"),
        (b"\x1a\x45\xdf\xa3\x01\x00\x00\x00\x00\x00\x00\x1f\x42\x82\x84webm", "a.webm", "video/webm", "webm"),
        (b"ID3\x04\x00\x00\x00\x00\x00\x00", "a.mp3", "audio/mpeg", "mp3"),
        ("杭州,Hangzhou\n".encode(), "a.csv", "text/csv", "csv"),
        ("杭州,Hangzhou\n".encode("gbk"), "a.csv", "text/csv", "csv"),
        ("单国强\n曾志伟\n".encode("gb18030"), "a.txt", "text/plain", "txt"),
        ("臺北市代表團".encode("big5"), "a.txt", "text/plain", "txt"),
        ("浜松市".encode("cp932"), "a.md", "text/markdown", "md"),
        ("Москва".encode("cp1251"), "a.txt", "text/plain", "txt"),
        ("\ufeffnote".encode("utf-16-le"), "a.txt", "text/plain", "txt"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "image/svg+xml", "svg"),
        (b"\x00" * 64, "a.tga", "image/x-tga", "tga"),
        (b"\x00\x01\x02\x03" * 9, "a.xyz", "application/octet-stream", "xyz"),
    ],
)
def test_types(head: bytes, name: str, mime: str, extension: str) -> None:
    found = sniff(head, name)
    assert (found.mime, found.extension, found.note) == (mime, extension, "")


@pytest.mark.parametrize(
    ("head", "name", "mime", "words"),
    [
        (b"\x89PNG\r\n\x1a\n", "a.jpg", "image/png", "JPEG picture, but it is this: PNG picture"),
        (b"<html><body>", "a.jpg", "text/html", "web page"),
        (b"MZ" + b"\x00" * 80, "a.jpg", "application/x-executable", "program"),
        (b"\x00\x01\x02\x03" * 9, "a.jpg", "application/octet-stream", "JPEG picture, but its content is not one"),
        (b"#EXTM3U\nhttp://127.0.0.1/\n", "a.mp4", "text/plain", "text file"),
        (b"PK\x03\x04" + b"\x00" * 40, "a.mp4", "application/zip", "ZIP archive"),
    ],
)
def test_a_lie_is_said(head: bytes, name: str, mime: str, words: str) -> None:
    found = sniff(head, name)
    assert found.mime == mime
    assert words in found.note
    assert found.extension != name.rpartition(".")[2]


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP", "JPEG2000", "ICO", "PPM", "AVIF"])
def test_what_pillow_writes_is_known_without_a_name(format_: str) -> None:
    out = io.BytesIO()
    Image.new("RGB", (32, 32), "red").save(out, format_)
    found = sniff(out.getvalue()[:16384], "no name")
    assert found.family is Family.PICTURE
    assert found.note == ""


def test_the_table_is_sound() -> None:
    assert len(BY_MIME) == len(TYPES)
    for extension, known in BY_EXTENSION.items():
        assert extension in known.extensions
        assert extension == extension.lower()
    assert sum(len(known.extensions) for known in TYPES) == len(BY_EXTENSION), "an extension stands twice"


@given(st.binary(max_size=200), st.text(max_size=20))
def test_nothing_raises_and_every_extension_is_safe(head: bytes, name: str) -> None:
    found = sniff(head, name)
    assert found.extension.isascii()
    assert 1 <= len(found.extension) <= 8
    assert found.extension.isalnum()


#: exiftool's names for types, where they differ from the registered or usual ones used here.
_SAME = {
    "image/apng": "image/png",
    "application/vnd.adobe.photoshop": "image/vnd.adobe.photoshop",
    "image/x-icon": "image/vnd.microsoft.icon",
    "image/x-tiff-big": "image/tiff",
    "audio/x-wav": "audio/wav",
}


def test_real_pictures_are_what_an_independent_reader_says(corpus: Path) -> None:
    wanted = {known.mime for known in TYPES if known.family is Family.PICTURE}
    differing, count = [], 0
    with (corpus / "truth" / "photos.key.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            mime = _SAME.get(row["mime"], row["mime"])
            path = corpus / row["path"]
            if mime not in wanted:
                continue
            with path.open("rb") as stream:
                found = sniff(stream.read(16384), path.name)
            count += 1
            # An MPO is a JPEG; the two HEIF names stand for brands that both readers draw elsewhere.
            alike = {"image/mpo": "image/jpeg", "image/heif": "image/heic"}
            if alike.get(found.mime, found.mime) != alike.get(mime, mime):
                differing.append((row["path"], mime, found.mime))
    assert count > 600
    assert len(differing) <= 3, differing
