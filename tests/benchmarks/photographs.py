"""Photographs of the corpus as a camera made them, as many as a benchmark asks for."""

from __future__ import annotations

from pathlib import Path

from PIL import Image


def distinct(corpus: Path, folder: Path, count: int, smallest: int = 0, pixels: range | None = None) -> list[Path]:
    """``count`` photographs of at least ``smallest`` bytes and of so many ``pixels``, in turn; a comment after the
    JPEG's end makes the bytes of each its own, so every one is decoded, hashed and kept."""
    originals = sorted(
        path
        for path in (corpus / "fullsize").rglob("*")
        if path.suffix.lower() in (".jpg", ".jpeg", ".png") and path.stat().st_size >= smallest
        if pixels is None or _pixels(path) in pixels
    )
    folder.mkdir(exist_ok=True)
    paths = []
    for number in range(count):
        source = originals[number % len(originals)]
        path = folder / f"{number:04d}{source.suffix}"
        path.write_bytes(source.read_bytes() + f"copy {number}".encode())
        paths.append(path)
    return paths


def _pixels(path: Path) -> int:
    with Image.open(path) as image:
        return image.width * image.height
