"""``FOLDER``: two threads of Pillow make a thumbnail of every photograph in a folder, and do nothing else with it."""

from __future__ import annotations

import io
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from PIL import Image


def thumbnail(path: Path) -> int:
    """A picture of 256 pixels as JPEG; returns its length in bytes."""
    with Image.open(path) as image:
        image.draft("RGB", (256, 256))
        image.thumbnail((256, 256), Image.Resampling.BOX)
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=85)
    return len(out.getvalue())


def thumbnails(paths: list[Path]) -> int:
    """How many there are a thumbnail of."""
    with ThreadPoolExecutor(2) as threads:
        return sum(1 for size in threads.map(thumbnail, paths) if size)


if __name__ == "__main__":
    print(thumbnails(sorted(Path(sys.argv[1]).iterdir())))
