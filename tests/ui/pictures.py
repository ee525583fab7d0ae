"""Pictures for the tests of the window."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw


def draw(file: Path, words: str, colour: str, size: tuple[int, int] = (640, 480)) -> Path:
    """A real JPEG of its own bytes."""
    picture = Image.new("RGB", size, colour)
    ImageDraw.Draw(picture).text((20, 20), words, fill="white")
    picture.save(file, quality=80)
    return file
