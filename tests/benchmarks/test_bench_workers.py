"""What reads files: a worker begins in under 400 ms, walls and all, and two of them stay under 350 MB each."""

from __future__ import annotations

from pathlib import Path

import psutil
import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.media.formats.sniff import sniff
from archive_app.media.pictures.cage import Wall
from archive_app.media.pictures.workers import DecoderPool, _Worker
from tests.benchmarks.photographs import distinct


@pytest.mark.parametrize("parts", [{"en"}, {"zh", "heif", "recordings"}], ids=["least", "most"])
def test_a_worker_begins(benchmark: BenchmarkFixture, parts: set[str]) -> None:
    begun: list[_Worker] = []
    benchmark.pedantic(lambda: begun.append(_Worker(frozenset(parts))), rounds=5)
    benchmark.extra_info["walls"] = sorted(begun[0].walls)
    for worker in begun:
        worker.stop()
        assert Wall.TIME in worker.walls


def test_two_workers_of_photographs(benchmark: BenchmarkFixture, corpus: Path, tmp_path: Path) -> None:
    photographs = distinct(corpus, tmp_path, 40, pixels=range(11_900_000, 16_500_000))
    with DecoderPool(workers=2) as pool:

        def examined() -> list[str]:
            waiting = [pool.submit(path, sniff(path.read_bytes()[:16_384], path.name)) for path in photographs]
            return [each.result().reason for each in waiting]

        assert set(benchmark.pedantic(examined, rounds=1)) == {""}
        children = psutil.Process().children()
        benchmark.extra_info["resident MB"] = [child.memory_info().rss >> 20 for child in children]
