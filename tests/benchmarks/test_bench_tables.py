"""A table of many rows taken in: foreseen, imported and undone, beside reading the same file with ``csv`` and putting
its rows into a table of SQLite by one ``executemany``. Goals for 50,000 rows of 10 columns: foreseen in 10 s, imported
in 60 s, undone in 60 s, with less than 500 MB.
"""

from __future__ import annotations

import csv
import os
import resource
import sqlite3
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.domain.tables.mapping import TableMapping, plainly
from archive_app.services.archive import Archive, create_archive
from archive_app.services.exchange.arriving import import_table
from archive_app.services.history import history

_ROWS = int(os.environ.get("EXCHANGE_ARCHIVE_BENCH_ROWS", "5000"))
_MAP = TableMapping(
    kind="object",
    key="accession-number",
    columns=plainly({
        "Number": "accession-number", "Name": "name[en]", "名称": "name[zh]", "Date": "date", "Material": "material",
        "Technique": "technique", "Culture": "culture", "Caption": "caption[en]", "Credit": "credit",
        "Source": "source",
    }),
)  # fmt: skip


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tables") / "gifts.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([each.header for each in _MAP.columns])
        for row in range(_ROWS):
            writer.writerow(
                (
                    f"2019.{row}", f"Silk plate of the harbour {row}", f"丝绸盘{row}", f"{1950 + row % 70}-05",
                    "silk, lacquer", "embroidered by hand", "Song", f"Given at the visit of the mayor, number {row}",
                    "City archive", "Register of the protocol office",
                )
            )  # fmt: skip
    return path


@pytest.fixture
def empty(tmp_path: Path) -> Archive:
    return create_archive(tmp_path / "archive")


def test_yardstick_csv_and_one_executemany(benchmark: BenchmarkFixture, table: Path, tmp_path: Path) -> None:
    def whole() -> int:
        (tmp_path / "plain.db").unlink(missing_ok=True)
        with sqlite3.connect(tmp_path / "plain.db") as connection, table.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file)
            columns = len(next(rows))
            connection.execute(f"CREATE TABLE gift ({', '.join(f'c{place}' for place in range(columns))})")
            connection.executemany(f"INSERT INTO gift VALUES ({', '.join('?' * columns)})", rows)
            return int(connection.execute("SELECT count(*) FROM gift").fetchone()[0])

    assert benchmark.pedantic(whole, rounds=1) == _ROWS


def test_foreseeing_what_would_be(benchmark: BenchmarkFixture, table: Path, empty: Archive) -> None:
    with empty:
        asked = {"mapping": _MAP, "dry_run": True}
        report = benchmark.pedantic(import_table, args=(empty, table), kwargs=asked, rounds=1)
    assert (report.added, report.refused) == (_ROWS, [])


def test_importing(benchmark: BenchmarkFixture, table: Path, empty: Archive) -> None:
    with empty:
        report = benchmark.pedantic(import_table, args=(empty, table), kwargs={"mapping": _MAP}, rounds=1)
        assert (report.added, report.refused) == (_ROWS, [])
    benchmark.extra_info["peak_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def test_undoing_the_import(benchmark: BenchmarkFixture, table: Path, empty: Archive) -> None:
    with empty:
        import_table(empty, table, mapping=_MAP)
        benchmark.pedantic(history.undo, args=(empty,), rounds=1)
