"""Cut off or damaged: told by the file's own lengths, for every format, and not by what a decoder happens to say."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, PngImagePlugin

from archive_app.media.formats import damage
from archive_app.media.formats.endings import is_cut_off
from tests.noise import noise

_MIME = {
    "JPEG": "image/jpeg",
    "MPO": "image/mpo",
    "PNG": "image/png",
    "GIF": "image/gif",
    "WEBP": "image/webp",
    "BMP": "image/bmp",
    "TGA": "image/x-tga",
    "TIFF": "image/tiff",
    "AVIF": "image/avif",
    "JPEG2000": "image/jp2",
}
_CUT = "The picture is cut off: the end of the file is missing."
_DAMAGED = "The picture is damaged and can't be shown."


def _drawn(format_: str) -> bytes:
    out = io.BytesIO()
    picture = noise((90, 70), 60).convert("RGB")
    more = {"exif": _with_thumbnail()} if format_ == "JPEG" else {}
    picture.save(out, format_, **more)
    return out.getvalue()


def _with_thumbnail() -> bytes:
    """EXIF that holds a whole small JPEG, with marks of beginning and end of its own."""
    small = io.BytesIO()
    Image.new("RGB", (8, 8)).save(small, "JPEG")
    exif = Image.Exif()
    exif[0x010E] = small.getvalue().decode("latin-1")
    return exif.tobytes()


@pytest.mark.parametrize("format_", _MIME)
def test_a_whole_file_has_its_end_and_no_shorter_one_has(format_: str) -> None:
    whole = _drawn(format_)
    assert not is_cut_off(io.BytesIO(whole), _MIME[format_])
    for share in (0.02, 0.1, 0.5, 0.9):
        cut = io.BytesIO(whole[: int(len(whole) * share)])
        assert is_cut_off(cut, _MIME[format_]), share


@pytest.mark.parametrize("format_", _MIME)
def test_what_the_decoder_says_is_not_asked(format_: str) -> None:
    whole = _drawn(format_)
    said = OSError("image file is truncated: not enough data, unexpected end of file, decompressed data too large")
    assert damage.explain(said, io.BytesIO(whole), _MIME[format_]) == _DAMAGED
    assert damage.explain(OSError(""), io.BytesIO(whole[:-200]), _MIME[format_]) == _CUT


@pytest.mark.parametrize("format_", _MIME)
def test_what_stands_after_the_end_is_no_fault(format_: str) -> None:
    if format_ in ("TGA", "BMP", "JPEG", "MPO", "PNG", "WEBP", "TIFF"):
        assert not is_cut_off(io.BytesIO(_drawn(format_) + b"\xff\xda more"), _MIME[format_])


def _png(*chunks: tuple[bytes, bytes]) -> bytes:
    parts = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.mark.parametrize(
    "chunk",
    [
        (b"zTXt", b"Comment\0\0%s"),
        (b"iTXt", b"Comment\0\1\0de\0Kommentar\0%s"),
        (b"iCCP", b"ICC\0\0%s"),
    ],
)
@pytest.mark.parametrize(("size", "bomb"), [(PngImagePlugin.MAX_TEXT_CHUNK + 1, True), (1000, False)])
def test_packed_words_that_unpack_to_too_much(chunk: tuple[bytes, bytes], size: int, bomb: bool) -> None:
    name, form = chunk
    head = (b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 0, 0, 0, 0))
    stream = io.BytesIO(_png(head, (name, form.replace(b"%s", zlib.compress(b"a" * size))), (b"IEND", b"")))
    said = damage.explain(ValueError("whatever"), stream, "image/png")
    assert ("more than is safe" in said) is bomb
    plain = io.BytesIO(_png(head, (b"iTXt", b"Comment\0\0\0\0\0" + b"a" * 20), (b"IEND", b"")))
    assert damage.explain(ValueError("whatever"), plain, "image/png") == _DAMAGED
