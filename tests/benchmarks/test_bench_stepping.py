"""Going forward through photographs of 24 megapixels, shown large and stepped through, by a window of its own.

Goals: the preview of the next one within 50 ms of the key, all its pixels within 100 ms, at the 95th percentile, where
somebody looks at each for a moment. What is measured is in ``extra_info``, and beside it what Pillow alone takes to
decode one of them: what is read ahead is there before it is asked for.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.services.archive import create_archive
from archive_app.services.ingest.ingest import ingest
from tests.benchmarks.photographs import distinct

_SIZE, _COUNT = (6000, 4000), 24


@pytest.fixture(scope="module")
def pictures(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Photographs as large as a camera of 24 megapixels makes them."""
    folder = tmp_path_factory.mktemp("pictures")
    found = distinct(corpus, folder / "as they are", _COUNT, pixels=range(8_000_000, 100_000_000))
    made = []
    for number, path in enumerate(found):
        with Image.open(path) as picture:
            large = picture.convert("RGB").resize(_SIZE, Image.Resampling.BICUBIC)
        large.putpixel((number, 0), (number, 0, 0))
        made.append(folder / f"{number:03d}.jpg")
        large.save(made[-1], quality=92)
    return made


@pytest.mark.parametrize("scene", ["large", "stepping"])
@pytest.mark.parametrize("pace", [1.0, 0.0])
def test_going_forward(
    benchmark: BenchmarkFixture, pictures: list[Path], tmp_path: Path, scene: str, pace: float
) -> None:
    with create_archive(tmp_path / "archive") as archive:
        ingest(archive, pictures)
    line = [sys.executable, "-m", "tests.benchmarks.programs.going_forward", str(tmp_path / "archive")]

    def gone() -> dict[str, Any]:
        done = subprocess.run([*line, scene, str(pace)], check=True, capture_output=True, text=True, timeout=900)
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    benchmark.extra_info |= benchmark.pedantic(gone, rounds=1)
    start = time.perf_counter()
    with Image.open(pictures[0]) as bare:
        bare.load()
    benchmark.extra_info["ms of Pillow alone"] = round((time.perf_counter() - start) * 1000)
