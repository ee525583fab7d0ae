"""Pictures that are too large to lie in a worker's memory beside their copy come out with fewer pixels."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from archive_app.media.formats.filetypes import Family, FileType
from archive_app.media.pictures import cage, shrinking
from archive_app.media.pictures.decode import decode_pictures
from archive_app.media.pictures.shrinking import shrunk

_WHOLE = 400 * 300 * 4


def _shown(folder: Path, kind: str, room: int, edge: int, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    monkeypatch.setattr(shrinking, "ROOM", room)
    Image.new("RGB", (400, 300), (200, 40, 40)).save(folder / f"a.{kind}")
    made = decode_pictures(folder / f"a.{kind}", FileType(f"image/{kind}", kind, Family.PICTURE), (edge,))[edge]
    assert (made.width, made.height) == (400, 300), "what the original has is said all the same"
    return Image.open(io.BytesIO(made.data)).size


@pytest.mark.parametrize(
    ("kind", "room", "edge", "size"),
    [
        ("jpeg", 2 * _WHOLE, 500, (400, 300)),
        ("jpeg", 2 * _WHOLE - 1, 500, (200, 150)),
        ("jpeg", _WHOLE // 3, 500, (100, 75)),
        ("jpeg", _WHOLE, 64, (64, 48)),
        ("png", 2 * _WHOLE, 500, (400, 300)),
        ("png", 2 * _WHOLE - 1, 500, (200, 150)),
        ("png", _WHOLE + _WHOLE // 4, 500, (134, 100)),
        ("png", _WHOLE + _WHOLE // 4, 64, (64, 48)),
    ],
)
def test_as_many_pixels_as_there_is_room_for(
    kind: str, room: int, edge: int, size: tuple[int, int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert _shown(tmp_path, kind, room, edge, monkeypatch) == size


def test_a_camera_of_a_hundred_megapixels_is_shown_whole() -> None:
    size, image = (11_648, 8_736), Image.new("RGB", (1, 1))
    assert shrinking._taken(image, size, 16_384) < shrinking.ROOM < cage.MEMORY


def test_the_frames_of_an_animation_stay_what_they_are(tmp_path: Path) -> None:
    """What is counted afterwards must not show another one."""
    frames = [Image.new("RGB", (16, 16), colour) for colour in ("red", "green", "blue")]
    frames[0].save(tmp_path / "a.gif", save_all=True, append_images=frames[1:])
    with Image.open(tmp_path / "a.gif") as image:
        small = shrunk(image, 64)
        image.seek(2)
        assert small.convert("RGB").getpixel((3, 3)) == (255, 0, 0)
