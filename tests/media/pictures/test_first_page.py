"""Documents are shown by their first page."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, ImageDraw

from archive_app.errors import Unreadable
from archive_app.media.formats.sniff import Family, FileType
from archive_app.media.pictures.decode import Picture, decode_pictures
from archive_app.media.pictures.workers import DecoderPool

PDF = FileType("application/pdf", "pdf", Family.DOCUMENT)


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """Two pages of 4 by 6 inches: the first one white with a red foot, the second one blue."""
    first, second = Image.new("RGB", (400, 600), "white"), Image.new("RGB", (400, 600), "blue")
    ImageDraw.Draw(first).rectangle((0, 500, 400, 600), fill="red")
    path = tmp_path / "letter.pdf"
    first.save(path, save_all=True, append_images=[second], resolution=100)
    return path


def seen(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.data))


def test_the_first_page_is_drawn_as_large_as_it_is_wanted(letter: Path) -> None:
    made = decode_pictures(letter, PDF, (256, 5000))
    assert {edge: seen(picture).size for edge, picture in made.items()} == {256: (171, 256), 5000: (600, 900)}
    assert {(picture.width, picture.height, picture.frames) for picture in made.values()} == {(600, 900, 2)}
    large = seen(made[5000])
    assert large.getpixel((300, 100)) == (255, 255, 255)
    red = large.getpixel((300, 860))
    assert isinstance(red, tuple)
    assert red[0] > 240 > 20 > red[1]


def test_it_is_drawn_behind_the_walls(letter: Path) -> None:
    with DecoderPool(workers=1) as pool:
        found = pool.submit(letter, PDF, (256,)).result(60)
    assert (found.reason, list(found.pictures), found.frames) == ("", [256], 2)


def test_what_is_locked_or_damaged_or_empty_says_so(letter: Path, tmp_path: Path) -> None:
    reasons = {}
    with pikepdf.open(letter) as document:
        document.save(tmp_path / "locked.pdf", encryption=pikepdf.Encryption(user="secret", owner="secret"))
    with pikepdf.new() as document:
        document.save(tmp_path / "empty.pdf")
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.7\n" + b"\x00" * 500)
    for name in ("locked", "empty", "damaged"):
        with pytest.raises(Unreadable) as refused:
            decode_pictures(tmp_path / f"{name}.pdf", PDF, (256,))
        reasons[name] = refused.value.message
    assert reasons == {
        "locked": "The document is locked with a password: kept, without a picture.",
        "empty": "The document is damaged and can't be shown.",
        "damaged": "The document is damaged and can't be shown.",
    }
