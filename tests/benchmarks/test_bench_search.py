"""Search at 100,000 items: whole service calls, from the text to frozen rows, beside the bare FTS5 statement.

Goals: a first page under 30 ms at the median, ``partnership:`` under 60 ms, open to first screen under 1 s.
"""

from __future__ import annotations

import itertools

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.services import editing, reading
from archive_app.services.archive import Archive, open_archive
from archive_app.services.searching import search
from tests.benchmarks.generator import Generated

_QUERIES = ("lotus", "lotus silk", "杭州", "杭", "signing memorandum 47", "başgelen", "kind:photo date:2001", "")


@pytest.mark.parametrize("query", _QUERIES)
def test_first_page(benchmark: BenchmarkFixture, large: tuple[Archive, Generated], query: str) -> None:
    result = benchmark(search, large[0], query)
    assert result.count


def test_yardstick_bare_fts5(benchmark: BenchmarkFixture, large: tuple[Archive, Generated]) -> None:
    def bare() -> list[object]:
        with large[0].store.read() as connection:
            return list(
                connection.exec_driver_sql("SELECT rowid FROM search WHERE search MATCH '\"lotus\"*' LIMIT 50").all()
            )

    assert len(benchmark(bare)) == 50


@pytest.mark.parametrize("which", [0, 1, 20])
def test_partnership(benchmark: BenchmarkFixture, large: tuple[Archive, Generated], which: int) -> None:
    archive, made = large
    result = benchmark(search, archive, f'partnership:"{made.partners[which]}"')
    assert result.hits[0].why


def test_partnership_with_a_word(benchmark: BenchmarkFixture, large: tuple[Archive, Generated]) -> None:
    archive, made = large
    assert benchmark(search, archive, f'partnership:"{made.partners[0]}" lotus').count


def test_open_to_first_screen(benchmark: BenchmarkFixture, large: tuple[Archive, Generated]) -> None:
    folder = large[0].folder

    def first_screen() -> int:
        with open_archive(folder) as archive:
            reading.counts(archive)
            reading.partnerships(archive)
            return len(search(archive, "kind:item").hits)

    assert benchmark.pedantic(first_screen, rounds=5) == 50


def test_edit_one_field(benchmark: BenchmarkFixture, large: tuple[Archive, Generated]) -> None:
    archive, made = large
    number = itertools.count()
    benchmark(
        lambda: editing.set_values(archive, records=[made.events[0]], values={"source": f"letter {next(number)}"})
    )
