"""JPEG XL, where its library is there, and where it is not."""

from __future__ import annotations

import importlib
import io
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive_app.errors import Unreadable
from archive_app.media.formats.sniff import sniff
from archive_app.media.pictures import jxl
from archive_app.media.pictures.decode import decode_pictures, why_no_picture
from archive_app.media.pictures.workers import DecoderPool

_NEEDED = pytest.mark.skipif(not jxl.is_there(), reason="libjxl is not installed here")


def _written(path: Path, picture: Image.Image, **more: object) -> Path:
    library: Any = importlib.import_module("pylibjxl")
    numpy: Any = importlib.import_module("numpy")
    path.write_bytes(library.encode(numpy.asarray(picture), **more))
    return path


@pytest.fixture
def two() -> Image.Image:
    """Red above, blue below."""
    picture = Image.new("RGB", (300, 200), "red")
    picture.paste("blue", (0, 100, 300, 200))
    return picture


@_NEEDED
def test_it_is_shown_behind_the_walls(two: Image.Image, tmp_path: Path) -> None:
    path = _written(tmp_path / "two.jxl", two)
    with DecoderPool(workers=1) as pool:
        found = pool.submit(path, sniff(path.read_bytes()[:100], path.name)).result()
    assert (found.reason, found.width, found.height) == ("", 300, 200)
    with Image.open(io.BytesIO(found.pictures[256])) as shown:
        upper, lower = shown.getpixel((100, 10)), shown.getpixel((100, shown.height - 10))
    assert isinstance(upper, tuple)
    assert isinstance(lower, tuple)
    assert upper[0] > 200 > 60 > upper[2]
    assert lower[2] > 200 > 60 > lower[0]


@_NEEDED
@pytest.mark.parametrize("mode", ["L", "RGBA"])
def test_grey_and_clear_ones_are_shown(two: Image.Image, tmp_path: Path, mode: str) -> None:
    path = _written(tmp_path / "x.jxl", two.convert(mode))
    assert decode_pictures(path, sniff(path.read_bytes()[:100], path.name), (64,))[64].width == 300


@_NEEDED
@pytest.mark.parametrize("length", [3, 40, 100])
def test_what_is_cut_off_or_no_such_picture_is_refused(two: Image.Image, tmp_path: Path, length: int) -> None:
    path = _written(tmp_path / "x.jxl", two)
    path.write_bytes(path.read_bytes()[:length] + bytes(20))
    with pytest.raises(Unreadable):
        decode_pictures(path, sniff(path.read_bytes(), path.name), (64,))


@_NEEDED
def test_one_that_is_too_large_is_not_decoded(
    two: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _written(tmp_path / "x.jxl", two)
    monkeypatch.setattr(jxl, "MAX_PIXELS", 1_000)
    with pytest.raises(Unreadable, match="million pixels"):
        decode_pictures(path, sniff(path.read_bytes(), path.name), (64,))


def test_without_its_library_it_says_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jxl, "is_there", lambda: False)
    reason = why_no_picture(sniff(b"\xff\x0a" + bytes(60), "x.jxl"))
    assert reason.endswith("installed with its library: exchange-archive[jxl]")
