"""Archives that several benchmarks share: made once a run.

``EXCHANGE_ARCHIVE_BENCH_ITEMS`` says how many items the large one has (100,000 unless told; the goals are meant for
1,000,000), ``EXCHANGE_ARCHIVE_BENCH_KEPT`` names a folder in which it is kept from run to run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app.services.archive import Archive, create_archive, open_archive
from tests.benchmarks.generator import Generated, generate
from tests.benchmarks.names import real_names

ITEMS = int(os.environ.get("EXCHANGE_ARCHIVE_BENCH_ITEMS", "100000"))
SMALL_ITEMS = 10_000


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A benchmark takes as long as it takes: a million items alone are made in minutes, within the first that asks."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.timeout(0))


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Iterator[tuple[Archive, Generated]]:
    """An archive of ``ITEMS`` items."""
    kept = os.environ.get("EXCHANGE_ARCHIVE_BENCH_KEPT")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("large") / "archive"
    made = folder.with_suffix(".json")
    if made.exists():
        with open_archive(folder) as archive:
            yield archive, _remembered(made, corpus)
        return
    with create_archive(folder) as archive:
        generated = generate(archive, corpus, ITEMS)
        _remember(made, generated)
        yield archive, generated


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Iterator[tuple[Archive, Generated]]:
    """An archive of 10,000 items."""
    with create_archive(tmp_path_factory.mktemp("small") / "archive") as archive:
        yield archive, generate(archive, corpus, SMALL_ITEMS)


_KEPT = ("partnerships", "partners", "events", "people", "series")


def _remember(file: Path, made: Generated) -> None:
    file.write_text(json.dumps({name: getattr(made, name) for name in _KEPT}), encoding="utf-8")


def _remembered(file: Path, corpus: Path) -> Generated:
    made = Generated(real_names(corpus))
    for name, value in json.loads(file.read_text(encoding="utf-8")).items():
        setattr(made, name, value)
    return made
