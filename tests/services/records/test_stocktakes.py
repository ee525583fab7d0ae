"""A stock-take comes out to the unit, is closed, stays as it was, and is written: by services and command line."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pikepdf
import pytest
from python_calamine import CalamineWorkbook

from archive_app.cli.app import run
from archive_app.domain.model.kinds import Kind
from archive_app.errors import InvalidInput, NotFound, Refused
from archive_app.services.archive import Archive
from archive_app.services.exchange import stocktaking
from archive_app.services.history import history
from archive_app.services.records import editing, linking, locations, merging, reading, stocktakes
from archive_app.services.records.editing import NewName
from archive_app.services.records.stocktakes import State
from archive_app.services.upkeep import maintenance


def add(archive: Archive, name: str, kind: Kind = Kind.OBJECT) -> int:
    return editing.add_record(archive, kind=kind, names=[NewName(name)]).id


@pytest.fixture
def place(archive: Archive) -> dict[str, int]:
    """A depot with a shelf; a lion and a vase on it, a bowl in the depot, and an urn that is nowhere."""
    found = {name: add(archive, name, Kind.LOCATION) for name in ("depot", "shelf")}
    linking.add_link(archive, records=[found["shelf"]], relation="within", other=found["depot"])
    found |= {name: add(archive, name) for name in ("lion", "vase", "bowl", "urn")}
    locations.move(archive, records=[found["lion"], found["vase"]], to=found["shelf"], date="2024")
    locations.move(archive, records=[found["bowl"]], to=found["depot"], date="2024")
    return found


def states(archive: Archive, place: int, number: int = 0) -> dict[str, State]:
    lines = stocktakes.report(archive, place=place, number=number).lines
    return {line.record.title: line.state for line in lines if line.record is not None}


def test_it_comes_out_to_the_unit_and_stays(archive: Archive, place: dict[str, int]) -> None:
    depot = place["depot"]
    stocktakes.start(archive, place=depot, due="2027-11")
    assert states(archive, depot) == dict.fromkeys(("bowl", "lion", "vase"), State.OPEN)
    stocktakes.found(archive, place=depot, records=[place["lion"], place["urn"], place["lion"]])
    stocktakes.missing(archive, place=depot, records=[place["vase"]])
    # What turns up after all is found.
    stocktakes.found(archive, place=depot, records=[place["vase"]])
    stocktakes.close(archive, place=depot)
    report = stocktakes.report(archive, place=depot)
    assert states(archive, depot) == {
        "lion": State.FOUND, "vase": State.FOUND, "bowl": State.MISSING, "urn": State.UNEXPECTED,
    }  # fmt: skip
    assert report.expected == 3 == report.count(State.FOUND) + report.count(State.MISSING)
    assert stocktaking.sums(report) == (
        "Expected: 3 = found: 2 + missing: 1.", "Counted: 3 = found: 2 + unexpected: 1.", "Due again: November 2027.",
    )  # fmt: skip
    with pytest.raises(Refused, match="No stock-take of this place is open"):
        stocktakes.found(archive, place=depot, records=[place["bowl"]])
    # Whatever is moved or counted later, what was closed says what it said.
    locations.move(archive, records=[place["lion"]], to=place["shelf"], reason="again", until="2030")
    stocktakes.start(archive, place=depot)
    assert states(archive, depot, number=1)["bowl"] is State.MISSING
    assert [each.number for each in stocktakes.stocktakes(archive, place=depot)] == [2, 1]
    assert maintenance.verify(archive).problems == []


def test_what_was_not_expected_is_moved_only_where_somebody_asks(archive: Archive, place: dict[str, int]) -> None:
    depot, urn = place["depot"], place["urn"]
    stocktakes.start(archive, place=depot)
    stocktakes.found(archive, place=depot, records=[urn])
    assert locations.whereabouts(archive, record=urn).place is None
    stocktakes.found(archive, place=depot, records=[urn, place["lion"]], move=True)
    assert locations.whereabouts(archive, record=urn).path == "depot"
    assert locations.whereabouts(archive, record=place["lion"]).path == "depot › shelf"
    history.undo(archive)
    assert locations.whereabouts(archive, record=urn).place is None
    assert states(archive, depot)["lion"] is State.OPEN
    assert maintenance.verify(archive).problems == []


def test_what_makes_no_sense_is_refused(archive: Archive, place: dict[str, int]) -> None:
    depot = place["depot"]
    with pytest.raises(NotFound, match="no such stock-take"):
        stocktakes.report(archive, place=depot)
    with pytest.raises(InvalidInput, match="is no location"):
        stocktakes.start(archive, place=place["lion"])
    stocktakes.start(archive, place=depot)
    with pytest.raises(Refused, match="is open: close it first"):
        stocktakes.start(archive, place=depot)
    with pytest.raises(InvalidInput, match="was not expected there"):
        stocktakes.missing(archive, place=depot, records=[place["urn"]])
    with pytest.raises(InvalidInput, match="is no object"):
        stocktakes.found(archive, place=depot, records=[place["shelf"]])


def test_it_is_late_when_its_day_has_passed_and_nobody_counted_again(archive: Archive, place: dict[str, int]) -> None:
    yesterday = (date.today() - timedelta(1)).isoformat()
    stocktakes.start(archive, place=place["shelf"], due=yesterday)
    stocktakes.close(archive, place=place["shelf"])
    assert [each.late for each in stocktakes.stocktakes(archive)] == [True]
    stocktakes.start(archive, place=place["shelf"], due="2100")
    assert [each.late for each in stocktakes.stocktakes(archive)] == [False, False]


def test_an_object_that_was_merged_or_deleted_is_counted_once(archive: Archive, place: dict[str, int]) -> None:
    stocktakes.start(archive, place=place["depot"])
    stocktakes.found(archive, place=place["depot"], records=[place["lion"]])
    merging.merge(archive, keep=place["lion"], drop=place["vase"])
    editing.delete_records(archive, records=[place["bowl"]])
    report = stocktakes.report(archive, place=place["depot"])
    assert (report.expected, report.count(State.FOUND), report.count(State.OPEN)) == (2, 1, 1)
    assert maintenance.verify(archive).problems == []


def test_it_is_written_on_paper_and_for_a_spreadsheet(archive: Archive, place: dict[str, int], tmp_path: Path) -> None:
    stocktakes.start(archive, place=place["depot"])
    stocktakes.found(archive, place=place["depot"], records=[place["lion"]])
    stocktakes.close(archive, place=place["depot"], due="2027")
    report = stocktakes.report(archive, place=place["depot"])
    assert stocktaking.write_report(archive, report, out=tmp_path / "s.pdf") == 3
    with pikepdf.open(tmp_path / "s.pdf") as paper:
        assert len(paper.pages) == 1
    stocktaking.write_report(archive, report, out=tmp_path / "s.xlsx")
    rows = CalamineWorkbook.from_path(tmp_path / "s.xlsx").get_sheet_by_index(0).to_python()
    assert [row[4] for row in rows] == ["Result", "found", "missing", "missing", "", "", ""]
    assert rows[4][2] == "Expected: 3 = found: 1 + missing: 2."
    with pytest.raises(InvalidInput, match="Name the file"):
        stocktaking.write_report(archive, report, out=tmp_path / "s.txt")


def test_the_command_line_takes_stock(
    archive: Archive, place: dict[str, int], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    refs = {name: reading.record(archive, record).ref for name, record in place.items()}

    def say(*arguments: str) -> str:
        assert run(["--archive", str(archive.folder), "stocktake", *arguments]) == 0
        return capsys.readouterr().out

    assert "There is no stock-take yet" in say()
    assert "not counted yet: 3" in say("start", "depot", "--due", "2027-11")
    document = json.loads(say("depot", "found", refs["lion"], refs["urn"], "--json"))
    assert (document["expected"], document["found"], document["unexpected"], document["open"]) == (3, 1, 1, 2)
    said = say("depot", "close", "--out", str(tmp_path / "s.xlsx"))
    assert "Expected: 3 = found: 1 + missing: 2." in said
    assert "Wrote" in said
    assert f"depot ({refs['depot']})  1" in say()
    assert run(["--archive", str(archive.folder), "stocktake", "depot", "found"]) == 2
    assert run(["--archive", str(archive.folder), "stocktake", "depot", "close"]) == 1
    assert "No stock-take of this place is open: begin one first." in capsys.readouterr().err
