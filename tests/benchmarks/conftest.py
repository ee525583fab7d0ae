"""Archives that several benchmarks share: made once a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app.services.archive import Archive, create_archive
from tests.benchmarks.generator import Generated, generate

ITEMS = 100_000


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory, corpus: Path) -> Iterator[tuple[Archive, Generated]]:
    """An archive of 100,000 items."""
    with create_archive(tmp_path_factory.mktemp("large") / "archive") as archive:
        yield archive, generate(archive, corpus, ITEMS)
