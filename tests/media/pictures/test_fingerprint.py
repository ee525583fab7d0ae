"""The fingerprints of real photographs: the same picture is known again, another one is not."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageEnhance, ImageOps

from archive_app.domain.model.fingerprints import Fingerprint, same_looks
from archive_app.media.pictures.fingerprint import fingerprint, from_bytes, to_bytes

Change = Callable[[Image.Image], Image.Image]


def jpeg(image: Image.Image, quality: int = 80) -> bytes:
    made = io.BytesIO()
    image.convert("RGB").save(made, "JPEG", quality=quality)
    return made.getvalue()


def seen(image: Image.Image) -> Fingerprint:
    small = image.copy()
    small.thumbnail((256, 256))
    return fingerprint(jpeg(small))


def cut(share: float) -> Change:
    def change(image: Image.Image) -> Image.Image:
        across, down = image.width * (1 - share) / 2, image.height * (1 - share) / 2
        return image.crop((round(across), round(down), round(image.width - across), round(image.height - down)))

    return change


def square(image: Image.Image) -> Image.Image:
    return ImageOps.fit(image, (min(image.size),) * 2)


@pytest.fixture(scope="module")
def photographs(corpus: Path) -> list[Image.Image]:
    """Photographs of which each shows something else."""
    found = []
    for path in sorted((corpus / "fullsize").rglob("*")):
        if path.suffix.lower() in {".jpg", ".jpeg"}:
            with Image.open(path) as image:
                image.draft("RGB", (800, 800))
                found.append(ImageOps.exif_transpose(image).convert("RGB"))
    assert len(found) > 4
    return found


@pytest.mark.parametrize(
    "change",
    [
        lambda image: image.resize((image.width // 3, image.height // 3)),
        lambda image: Image.open(io.BytesIO(jpeg(image, 25))),
        lambda image: image.convert("L"),
        lambda image: ImageEnhance.Brightness(image).enhance(1.2),
        cut(0.95),
        cut(0.9),
        cut(0.8),
        square,
    ],
    ids=["smaller", "quality 25", "grey", "brighter", "95 %", "90 %", "80 %", "square"],
)
def test_the_same_picture_is_known_again(photographs: list[Image.Image], change: Change) -> None:
    known = [image for image in photographs if list(same_looks({1: seen(image), 2: seen(change(image))}))]
    # On one or two there is little but sky.
    assert len(known) >= 0.9 * len(photographs)


def test_another_picture_is_not(photographs: list[Image.Image]) -> None:
    assert list(same_looks(dict(enumerate(map(seen, photographs))))) == []


def test_a_fingerprint_comes_back_as_it_was_kept(photographs: list[Image.Image]) -> None:
    made = seen(photographs[0])
    assert from_bytes(to_bytes(made)) == made
    assert len(made) > 9
    assert from_bytes(to_bytes(())) == ()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no picture",
        jpeg(Image.new("RGB", (200, 150), "navy")),
        jpeg(Image.effect_noise((2000, 1500), 80)),
        jpeg(Image.effect_noise((200, 4), 80)),
        jpeg(Image.effect_noise((200, 150), 80))[:900],
    ],
    ids=["empty", "text", "one colour", "no thumbnail", "a line", "cut off"],
)
def test_what_shows_nothing_has_none(data: bytes) -> None:
    assert fingerprint(data) == ()
