"""A check of the catalogue of a large archive, without its originals.

Goal, on two cores: 100,000 items and 500,000 operations in 30 s and 300 MB, with progress.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.services.archive import Archive, create_archive
from archive_app.services.history import history
from archive_app.services.records import many
from archive_app.services.search import searching
from tests.benchmarks.conftest import ITEMS
from tests.benchmarks.generator import generate
from tests.inside import database

#: What the photos are given in turn, a quarter of them at a time.
_VALUES = (
    ("credit", "City archive {turn}"),
    ("rating", "3"),
    ("caption[en]", "A caption of turn {turn}"),
    ("date", "1980-05"),
    ("status", "reviewed"),
)


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Path:
    """An archive of ``ITEMS`` items that was worked on until there were five operations for each, every third step
    taken back.
    """
    folder = tmp_path_factory.mktemp("edited") / "archive"
    with create_archive(folder) as archive:
        generate(archive, corpus, ITEMS)
        photos = list(searching.search_ids(archive, "kind:photo"))
        part, turn = len(photos) // 4, 0
        while (missing := 5 * ITEMS - _operations(archive)) > 0:
            some = photos[turn % 4 * part :][: min(part, missing)]
            field, value = _VALUES[turn % len(_VALUES)]
            many.set_values(archive, records=some, values={field: value.format(turn=turn)})
            if turn % 3 == 2:
                history.undo(archive)
            turn += 1
    return folder


def _operations(archive: Archive) -> int:
    with database(archive).read() as connection:
        return int(connection.exec_driver_sql("SELECT count(*) FROM operation").scalar_one())


def test_verify(benchmark: BenchmarkFixture, edited: Path) -> None:
    """In a process of its own; ``extra_info`` has each time's seconds and the peak memory."""

    def verified() -> None:
        line = [sys.executable, "-m", "tests.benchmarks.programs.verify_memory", str(edited)]
        said = subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True).stdout
        benchmark.extra_info |= json.loads(said)

    benchmark.pedantic(verified, rounds=1)
