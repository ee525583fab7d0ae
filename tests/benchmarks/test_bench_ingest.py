"""Ingest beside two threads of bare Pillow that only make the same thumbnails. Goals: at least 0.8 of that rate for the
whole command, its start included, in wall time and in the processor's; and a peak below 400 MB that does not grow from
100 to 1,000 files.
"""

from __future__ import annotations

import os
import resource
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.services.archive import create_archive
from archive_app.services.ingest.ingest import ingest
from tests.benchmarks.photographs import distinct
from tests.benchmarks.programs.bare_pillow import thumbnails

_COPIES = int(os.environ.get("EXCHANGE_ARCHIVE_BENCH_COPIES", "1000"))


@pytest.fixture(scope="module")
def copies(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return distinct(corpus, tmp_path_factory.mktemp("copies"), _COPIES)


def test_yardstick_two_threads_of_bare_pillow(benchmark: BenchmarkFixture, copies: list[Path]) -> None:
    assert benchmark.pedantic(thumbnails, args=(copies,), rounds=1) == len(copies)


def test_ingest(benchmark: BenchmarkFixture, copies: list[Path], tmp_path: Path) -> None:
    def whole() -> int:
        shutil.rmtree(tmp_path / "archive", ignore_errors=True)
        with create_archive(tmp_path / "archive") as archive:
            return len(ingest(archive, copies).added)

    assert benchmark.pedantic(whole, rounds=1) == len(copies)


@pytest.fixture(scope="module")
def large(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of 160 photographs of 12 to 16 megapixels."""
    folder = tmp_path_factory.mktemp("photographs") / "large"
    distinct(corpus, folder, 160, pixels=range(11_900_000, 16_500_000))
    return folder


def test_yardstick_bare_pillow_of_large_ones(benchmark: BenchmarkFixture, large: Path) -> None:
    _command(benchmark, lambda: [sys.executable, "-m", "tests.benchmarks.programs.bare_pillow", str(large)])


def test_the_whole_command(benchmark: BenchmarkFixture, large: Path, tmp_path: Path) -> None:
    def line() -> list[str]:
        shutil.rmtree(tmp_path / "archive", ignore_errors=True)
        create_archive(tmp_path / "archive").close()
        return [sys.executable, "-m", "archive_app", "--archive", str(tmp_path / "archive"), "ingest", str(large)]

    _command(benchmark, line)


def _command(benchmark: BenchmarkFixture, line: Callable[[], list[str]]) -> None:
    """Wall time, and in ``extra_info`` the processor's, of the whole process and its workers."""
    spent: list[float] = []

    def run(command: list[str]) -> None:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)

    benchmark.pedantic(run, setup=lambda: ((line(),), {}), rounds=3)
    benchmark.extra_info["seconds of CPU"] = round(statistics.median(spent), 2)


@pytest.mark.skipif(sys.platform != "linux", reason="proportional set size is Linux's")
@pytest.mark.parametrize("count", [100, _COPIES])
def test_peak_memory(benchmark: BenchmarkFixture, copies: list[Path], tmp_path: Path, count: int) -> None:
    """Megabytes of the program and its workers together (proportional set size), in ``extra_info``."""

    def peak() -> int:
        program = "tests.benchmarks.programs.ingest_memory"
        command = [sys.executable, "-m", program, str(tmp_path / "a"), str(copies[0].parent), str(count)]
        return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)

    benchmark.extra_info["peak_mb"] = benchmark.pedantic(peak, rounds=1)
