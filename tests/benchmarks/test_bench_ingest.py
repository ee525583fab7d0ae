"""Ingest beside two threads of bare Pillow that only make the same thumbnails. Goals: at least 0.7 of that rate, and a
peak below 400 MB that does not grow from 100 to 1,000 files.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.services.archive import create_archive
from archive_app.services.ingest.ingest import ingest
from tests.benchmarks.photographs import distinct

_COPIES = int(os.environ.get("EXCHANGE_ARCHIVE_BENCH_COPIES", "1000"))


@pytest.fixture(scope="module")
def copies(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return distinct(corpus, tmp_path_factory.mktemp("copies"), _COPIES)


def _thumbnail(path: Path) -> int:
    with Image.open(path) as image:
        image.draft("RGB", (256, 256))
        image.thumbnail((256, 256), Image.Resampling.BOX)
        out = io.BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=85)
    return len(out.getvalue())


def test_yardstick_two_threads_of_bare_pillow(benchmark: BenchmarkFixture, copies: list[Path]) -> None:
    def bare() -> int:
        with ThreadPoolExecutor(2) as threads:
            return sum(1 for size in threads.map(_thumbnail, copies) if size)

    assert benchmark.pedantic(bare, rounds=1) == len(copies)


def test_ingest(benchmark: BenchmarkFixture, copies: list[Path], tmp_path: Path) -> None:
    def whole() -> int:
        shutil.rmtree(tmp_path / "archive", ignore_errors=True)
        with create_archive(tmp_path / "archive") as archive:
            return len(ingest(archive, copies).added)

    assert benchmark.pedantic(whole, rounds=1) == len(copies)


@pytest.mark.skipif(sys.platform != "linux", reason="proportional set size is Linux's")
@pytest.mark.parametrize("count", [100, _COPIES])
def test_peak_memory(benchmark: BenchmarkFixture, copies: list[Path], tmp_path: Path, count: int) -> None:
    """Megabytes of the program and its workers together (proportional set size), in ``extra_info``."""

    def peak() -> int:
        program = "tests.benchmarks.programs.ingest_memory"
        command = [sys.executable, "-m", program, str(tmp_path / "a"), str(copies[0].parent), str(count)]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    benchmark.extra_info["peak_mb"] = benchmark.pedantic(peak, rounds=1)
