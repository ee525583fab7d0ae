"""A check of the catalogue of a large archive, without its originals.

Goal, on two cores: 100,000 items and 500,000 operations in 30 s and 300 MB.
"""

from __future__ import annotations

import time

from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.services.archive import Archive
from tests.benchmarks.generator import Generated


def test_verify(benchmark: BenchmarkFixture, large: tuple[Archive, Generated]) -> None:
    """``extra_info`` has the processor's time."""
    archive, _made = large
    spent: list[float] = []

    def verified() -> None:
        begun = time.process_time()
        assert archive.store.check(lambda _done, _total: None) == []
        spent.append(round(time.process_time() - begun, 1))

    benchmark.pedantic(verified, rounds=1)
    benchmark.extra_info["CPU, s"] = spent
