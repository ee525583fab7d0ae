"""What is whole is shown, whatever is wrong around it or behind the first page; what is cut off is not."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pytest
from PIL import Image

from archive_app.errors import Unreadable
from archive_app.media.formats.sniff import sniff
from tests.media.pictures.sabotage import decode_picture
from tests.noise import noise


def _written(kind: str, pages: int = 1, seed: int = 0, size: tuple[int, int] = (120, 90)) -> bytes:
    images = [noise(size, 60, seed + page).convert("RGB") for page in range(pages)]
    out = io.BytesIO()
    images[0].save(out, kind, **({"save_all": True, "append_images": images[1:]} if pages > 1 else {}))
    return out.getvalue()


def _size(tmp_path: Path, name: str, data: bytes) -> tuple[int, int]:
    path = tmp_path / name
    path.write_bytes(data)
    found = decode_picture(path, sniff(data[:16_384], name), 64)
    return found.width, found.height


def _second_page(data: bytes) -> tuple[int, int]:
    """Where a TIFF says where its second page is, and where that is."""
    first = int.from_bytes(data[4:8], "little")
    place = first + 2 + 12 * int.from_bytes(data[first : first + 2], "little")
    return place, int.from_bytes(data[place : place + 4], "little")


def test_a_broken_later_page_leaves_the_first_its_picture(tmp_path: Path) -> None:
    whole = _written("TIFF", 3)
    place, second = _second_page(whole)
    astray = whole[:place] + struct.pack("<I", len(whole) + 999) + whole[place + 4 :]
    assert _size(tmp_path, "astray.tif", astray) == (120, 90)
    assert _size(tmp_path, "cut.tif", whole[: second + 4]) == (120, 90)


def test_a_broken_later_frame_leaves_the_first_its_picture(tmp_path: Path) -> None:
    whole = _written("GIF", 3)
    assert _size(tmp_path, "cut.gif", whole[: len(whole) * 2 // 3]) == (120, 90)
    broken = bytearray(whole)
    broken[len(whole) // 3 * 2 : len(whole) // 3 * 2 + 40] = bytes(40)
    assert _size(tmp_path, "broken.gif", bytes(broken)) == (120, 90)


def test_a_jpeg_without_the_mark_of_its_end_is_whole(tmp_path: Path) -> None:
    whole = _written("JPEG")
    assert whole.endswith(b"\xff\xd9")
    assert _size(tmp_path, "open.jpg", whole[:-2]) == (120, 90)
    assert _size(tmp_path, "padded.jpg", whole[:-2] + bytes(400)) == (120, 90)


@pytest.mark.parametrize("behind", [0, 400])
def test_the_last_zeros_may_belong_to_the_picture(tmp_path: Path, behind: int) -> None:
    """One in 300 photographs ends so."""
    written = (_written("JPEG", seed=seed, size=(16, 16)) for seed in range(9_000))
    whole = next(data for data in written if data.endswith(b"\x00\xff\xd9"))
    assert _size(tmp_path, "zero.jpg", whole[:-2] + bytes(behind)) == (16, 16)


def _flat() -> bytes:
    """A picture whose blocks are single zero bits."""
    out = io.BytesIO()
    Image.new("L", (800, 800), 128).save(out, "JPEG", optimize=True)
    return out.getvalue()


def test_many_zeros_may_be_its_end(tmp_path: Path) -> None:
    whole = _flat()[:-2]
    assert whole.endswith(bytes(1_000))
    assert _size(tmp_path, "flat.jpg", whole) == (800, 800)


@pytest.mark.parametrize("missing", [12, 300])
def test_a_jpeg_that_is_cut_off_is_not(tmp_path: Path, missing: int) -> None:
    with pytest.raises(Unreadable, match="cut off"):
        _size(tmp_path, "cut.jpg", _written("JPEG")[:-missing])


def test_damaged_words_in_a_png_cost_no_picture(tmp_path: Path) -> None:
    whole = _written("PNG")
    words = b"\0\0\0\x05tEXta\0bcd" + b"\0\0\0\0"
    assert _size(tmp_path, "words.png", whole[:33] + words + whole[33:]) == (120, 90)
    with pytest.raises(Unreadable):
        _size(tmp_path, "pixels.png", whole[: len(whole) // 2] + bytes(40) + whole[len(whole) // 2 + 40 :])
