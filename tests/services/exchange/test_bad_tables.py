"""Tables that are not as one hopes: each is read, or is one sentence, or one line each in the report."""

from __future__ import annotations

import datetime as dt
import os
import sys
from pathlib import Path

import pytest
import xlsxwriter

from archive_app.domain.tables.mapping import MappedColumn, TableMapping, plainly
from archive_app.errors import ArchiveError
from archive_app.services.archive import Archive
from archive_app.services.exchange.arriving import ArrivingReport, import_table
from archive_app.services.search import searching

_MAP = TableMapping(
    kind="object", key="inventory-number",
    columns=plainly({"No": "inventory-number", "Name": "name", "Date": "date"}),
)  # fmt: skip
_LATIN = "No,Name,Date\n1,Señor Müller Straße,2019\n2,Grüße aus Köln,2020\n"
_HAN = "No,Name,Date\n1,丝绸盘子与青瓷,2019\n2,青瓷花瓶,2020\n"


def _try(archive: Archive, path: Path, content: bytes) -> ArrivingReport:
    path.write_bytes(content)
    return import_table(archive, path, mapping=_MAP, dry_run=True)


@pytest.mark.parametrize(
    ("text", "encoding", "detected"),
    [
        (_HAN, "utf-8", "utf-8"), (_HAN, "utf-8-sig", "utf-8-sig"), (_HAN, "gb18030", "gb18030"),
        (_LATIN, "latin-1", "cp1252"), (_HAN, "utf-16", "utf-16"), (_HAN, "utf-16-le", "utf-16-le"),
        (_HAN, "utf-16-be", "utf-16-be"), (_LATIN, "utf-16-le", "utf-16-le"),
    ],
)  # fmt: skip
def test_encodings_are_told_and_what_they_say_arrives(
    archive: Archive, tmp_path: Path, text: str, encoding: str, detected: str
) -> None:
    path = tmp_path / "table.csv"
    path.write_bytes(text.encode(encoding))
    report = import_table(archive, path, mapping=_MAP)
    assert (report.encoding, report.added, report.refused) == (detected, 2, [])
    assert len(list(searching.search_ids(archive, text.split("\n")[1].split(",")[1]))) == 1


def test_ragged_broken_and_repeated_lines_are_named(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    ragged = _try(archive, path, b"No,Name,Date\n1\n2,b\n3,c,2019,more\n4,d,2020,,,\n2,e,\n")
    assert (ragged.added, [each.line for each in ragged.refused]) == (2, [2, 4, 6])
    broken = _try(archive, path, b'No,Name,Date\n1,a,2019\n2,"b,2019\n3,c,2020')
    assert (broken.added, [each.line for each in broken.refused]) == (1, [3])
    assert _try(archive, path, b"No,Name,Date\n1,a\0b,2019\n").added == 1


def test_a_thousand_columns_are_read(archive: Archive, tmp_path: Path) -> None:
    more = ",".join(f"c{number}" for number in range(1000))
    lines = [f"No,Name,Date,{more}", *(f"{number},n,2019,{more}" for number in range(20))]
    report = _try(archive, tmp_path / "table.csv", "\n".join(lines).encode())
    assert (report.added, len(report.left)) == (20, 1000)


def test_merged_cells_formulas_and_days_as_numbers(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "table.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["No", "Name", "Date"])
    sheet.write_column(1, 0, [1, 2, 3])
    sheet.merge_range(1, 1, 3, 1, "One of three")
    sheet.write(1, 2, 43586)
    sheet.write_formula(2, 2, "=43586+1", None, 43587)
    sheet.write_datetime(3, 2, dt.datetime(2019, 5, 1), book.add_format({"num_format": "d.m.yy"}))
    book.close()
    plain = import_table(archive, path, mapping=_MAP, dry_run=True)
    assert [each.line for each in plain.refused] == [2, 3, 4]
    assert "since when" in plain.refused[0].reason
    columns = (
        MappedColumn("No", "inventory-number"), MappedColumn("Name", "name", fill=True),
        MappedColumn("Date", "date", dates="1900"),
    )  # fmt: skip
    done = import_table(archive, path, mapping=TableMapping("object", "inventory-number", columns=columns))
    assert (done.added, done.refused) == (3, [])
    for day in ("2019-05-01", "2019-05-02"):
        assert list(searching.search_ids(archive, f"kind:object date:{day}"))


@pytest.mark.parametrize("content", [b"", b"No,Name,Date\n", bytes(range(256)) * 50, b"PK\x03\x04broken", b"PKbroken"])
def test_what_is_no_table_is_one_sentence(archive: Archive, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ArchiveError) as refused:
        _try(archive, tmp_path / "table.xlsx", content)
    assert refused.value.message.endswith(".")


def test_a_cell_that_stands_far_away_ends_its_reader_and_not_the_program(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "far.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.write(0, 0, "No")
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(ArchiveError, match="far away"):
        import_table(archive, path, mapping=_MAP)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files there")
def test_a_pipe_is_not_waited_for_and_what_cannot_be_read_is_said(archive: Archive, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path in (tmp_path / "pipe.csv", tmp_path, tmp_path / "nothing.csv"):
        with pytest.raises(ArchiveError):
            import_table(archive, path, mapping=_MAP)
