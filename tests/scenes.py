"""Pictures on which something can be told: soft shapes, others for each seed."""

from __future__ import annotations

from pathlib import Path

from PIL import Image


def scene(seed: int, size: tuple[int, int] = (900, 600)) -> Image.Image:
    """The same for the same seed, in any size."""
    small = Image.new("L", (13, 9))
    small.putdata([(seed * 7919 * (place + 3) ** 2) % 251 for place in range(13 * 9)])
    return small.resize(size, Image.Resampling.BICUBIC).convert("RGB")


def one_in_three(folder: Path, seed: int = 3) -> list[Path]:
    """One picture whole, cropped, and smaller in another format; the largest first."""
    folder.mkdir(exist_ok=True)
    whole = scene(seed)
    files = [folder / f"whole{seed}.png", folder / f"crop{seed}.jpg", folder / f"small{seed}.webp"]
    whole.save(files[0])
    whole.crop((45, 30, 855, 570)).save(files[1], quality=85)
    whole.resize((300, 200)).save(files[2])
    return files
