"""What is a JPEG picture, by its segments: nothing else is decoded in the window."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from archive_app.media.pictures import jpeg


def _made(size: tuple[int, int], mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, 120).save(out, "JPEG", **options)
    return out.getvalue()


@pytest.mark.parametrize(("mode", "options"), [("RGB", {}), ("L", {}), ("RGB", {"progressive": True, "comment": b"x"})])
def test_the_size_is_read(mode: str, options: dict[str, object]) -> None:
    assert jpeg.size_of(_made((300, 20), mode, **options)) == (300, 20)


def test_what_is_no_picture_of_ours_has_none() -> None:
    good = _made((30, 20))
    frame = good.index(b"\xff\xc0")
    end = frame + 2 + int.from_bytes(good[frame + 2 : frame + 4], "big")
    other = io.BytesIO()
    Image.new("RGB", (30, 20)).save(other, "PNG")
    bad = {
        "empty": b"",
        "no picture": b"\xff\xd8\xff\xd9",
        "PNG": other.getvalue(),
        "SVG": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        "cut off": good[:-2],
        "without a frame": good[:frame] + good[end:],
        "two frames": good[:end] + good[frame:end].replace(b"\x00\x14", b"\xff\xff") + good[end:],
        "without height": good[: frame + 5] + b"\0\0" + good[frame + 7 :],
        "lossless": good[:frame] + b"\xff\xc3" + good[frame + 2 :],
        "of twelve bits": good[: frame + 4] + b"\x0c" + good[frame + 5 :],
        "of four colours": _made((30, 20), "CMYK"),
        "a segment without length": good[:2] + b"\xff\xe0\0\0" + good[2:],
        "noise between segments": good[:2] + b"\0" + good[2:],
        "segments without end": good[:2] + b"\xff\xfe\0\2" * 2_000 + good[2:],
    }
    assert {name: jpeg.size_of(data) for name, data in bad.items()} == dict.fromkeys(bad)
