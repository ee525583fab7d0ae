"""Originals made ready for printing: upright, in sRGB, no larger than needed, and without where they were taken."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from archive_app.errors import Unreadable
from archive_app.media.formats.filetypes import Family, FileType
from archive_app.media.pictures.printable import EDGE, KEEP_EDGE, printable

JPEG = FileType("image/jpeg", "jpg", Family.PICTURE)
PNG = FileType("image/png", "png", Family.PICTURE)
RED, BLUE = (255, 0, 0), (0, 0, 255)


def drawn(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Red, and blue at the left."""
    image = Image.new("RGB", size, RED)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1]), fill=BLUE)
    return image.convert(mode)


def saved(path: Path, image: Image.Image, orientation: int = 1) -> Path:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x9286] = "at the lake"
    image.save(path, quality=95, exif=exif, comment=b"a secret place")
    return path


def printed(path: Path, filetype: FileType = JPEG, orientation: int = 1, turn: int = 0) -> bytes:
    with path.open("rb") as stream:
        return printable(stream, filetype, orientation, turn)


def near(image: Image.Image, place: tuple[int, int], colour: tuple[int, int, int]) -> bool:
    there = image.convert("RGB").getpixel(place)
    assert isinstance(there, tuple)
    return all(abs(one - other) < 40 for one, other in zip(there, colour, strict=True))


def test_what_fits_is_taken_as_it_is_but_for_its_metadata(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", drawn((800, 600)))
    made = printed(path)
    assert b"secret" not in made
    assert b"Exif" not in made
    with Image.open(io.BytesIO(made)) as image, Image.open(path) as before:
        assert image.tobytes() == before.tobytes()
        assert "exif" not in image.info


def test_what_has_bytes_behind_its_end_is_printed_without_them(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", drawn((800, 600)))
    path.write_bytes(path.read_bytes() + b"\x00\x00left by a camera")
    made = printed(path)
    assert made.endswith(b"\xff\xd9")
    assert b"camera" not in made


def test_what_is_larger_is_made_smaller(tmp_path: Path) -> None:
    made = Image.open(io.BytesIO(printed(saved(tmp_path / "a.jpg", drawn((4000, 1000))))))
    assert made.size == (EDGE, 400)
    assert near(made, (10, 200), BLUE)
    assert near(made, (1500, 200), RED)


@pytest.mark.parametrize("mode", ["L", "CMYK"])
def test_other_colours_are_printed_too(tmp_path: Path, mode: str) -> None:
    made = Image.open(io.BytesIO(printed(saved(tmp_path / "a.jpg", drawn((800, 600), mode)))))
    assert (made.size, made.mode) == ((800, 600), "L" if mode == "L" else "RGB")


def test_what_lies_on_its_side_is_put_upright(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.jpg", drawn((800, 600)), orientation=6)
    made = Image.open(io.BytesIO(printed(path, orientation=6)))
    assert made.size == (600, 800)
    # What was at the left is above.
    assert near(made, (300, 20), BLUE)
    assert near(made, (300, 780), RED)
    # The archive knows better than the file.
    assert Image.open(io.BytesIO(printed(path, orientation=8))).size == (600, 800)


@pytest.mark.parametrize(("turn", "blue"), [(90, (300, 10)), (180, (790, 300)), (270, (300, 790))])
def test_what_was_turned_by_hand_is_printed_turned(tmp_path: Path, turn: int, blue: tuple[int, int]) -> None:
    made = Image.open(io.BytesIO(printed(saved(tmp_path / "a.jpg", drawn((800, 600))), turn=turn)))
    assert near(made, blue, BLUE)


def test_another_format_becomes_jpeg(tmp_path: Path) -> None:
    drawn((KEEP_EDGE + 400, 600)).save(tmp_path / "a.png")
    made = Image.open(io.BytesIO(printed(tmp_path / "a.png", PNG)))
    assert (made.format, made.size) == ("JPEG", (EDGE, 400))


@pytest.mark.parametrize("share", [0.02, 0.5])
def test_what_is_cut_off_says_so(tmp_path: Path, share: float) -> None:
    path = saved(tmp_path / "a.jpg", Image.effect_noise((900, 700), 90).convert("RGB"))
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(Unreadable, match=r"cut off|damaged"):
        printed(path)
