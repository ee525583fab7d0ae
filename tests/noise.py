"""Noise that is the same in every run: a fault that shows once in 300 must show always or never."""

from __future__ import annotations

from random import Random

from PIL import Image


def noise(size: tuple[int, int], sigma: float, seed: int = 0) -> Image.Image:
    """Grey noise about 128 that spreads by ``sigma``, as ``Image.effect_noise`` draws it."""
    draw = Random(seed)
    width, height = size
    return Image.frombytes(
        "L", size, bytes(min(255, max(0, round(draw.gauss(128, sigma)))) for _ in range(width * height))
    )
