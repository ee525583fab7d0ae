"""Objects are handed over, it is confirmed, and one can say who had them: by services, command line and search."""

from __future__ import annotations

import json

import pytest

from archive_app.cli.app import run
from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.errors import InvalidInput, NotFound
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import copying, custody, details, editing, reading
from archive_app.services.records.custody import Side
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance


def object_(archive: Archive, name: str) -> int:
    return editing.add_record(archive, kind=Kind.OBJECT, names=[NewName(name)]).id


def test_a_hand_over_goes_from_who_has_it(archive: Archive) -> None:
    lion, vase = object_(archive, "Lion"), object_(archive, "Vase")
    custody.hand_over(archive, records=[lion, vase], took="Anna", date="2024-05-03", confirmed=Side.BOTH)
    custody.hand_over(archive, records=[lion], took="Li Lei", date="2024-06", reason="exhibition")
    lines = custody.lines(reading.record(archive, lion))
    assert [(line.gave, line.took, line.confirmed) for line in lines] == [("", "Anna", True), ("Anna", "Li Lei", False)]
    custody.confirm(archive, record=lion, number=2, side=Side.TAKER)
    custody.confirm(archive, record=lion, number=2, side=Side.GIVER)
    assert custody.lines(reading.record(archive, lion))[1].confirmed
    held = custody.held(reading.record(archive, lion), "2024-06-10")
    assert held.certain is not None
    assert (held.certain.took, [line.took for line in held.possible]) == ("Anna", ["Li Lei"])
    for query, there in (
        ("custody:li", [lion]), ("custody-gave:anna", [lion]), ("custody-date:<2024-06", [lion, vase]),
        ("custody-reason:exhib", [lion]), ("missing:custody kind:object", []), ("保管:anna", [lion, vase]),
    ):  # fmt: skip
        assert sorted(searching.search_ids(archive, query)) == there, query
    with pytest.raises(NotFound, match="has no hand-over number 3"):
        custody.confirm(archive, record=lion, number=3, side=Side.BOTH)
    with pytest.raises(InvalidInput, match="is no single day"):
        custody.held(reading.record(archive, lion), "2024")
    assert maintenance.verify(archive).problems == []


def test_what_is_said_again_is_there_once(archive: Archive) -> None:
    lion = object_(archive, "Lion")
    for gave in ("", "", "Peter"):
        custody.hand_over(archive, records=[lion], took="Anna", date="2024-05-03", gave=gave)
    assert [(line.gave, line.took) for line in custody.lines(reading.record(archive, lion))] == [
        ("", "Anna"), ("Peter", "Anna")
    ]  # fmt: skip


def test_who_had_one_thing_is_not_offered_for_another(archive: Archive) -> None:
    lion = object_(archive, "Lion")
    custody.hand_over(archive, records=[lion], took="Anna", date="2024-05-03")
    for detail, values in (
        ("measurement", {"dimension": "height", "value": "3", "unit": "cm"}),
        ("condition_check", {"condition": "good"}),
        ("insurance", {"insurer": "PICC"}),
    ):  # fmt: skip
        details.add_detail(archive, records=[lion], detail=BY_NAME[detail], values=values)
    there = [piece.detail.name for piece in copying.source(archive, lion).pieces if piece.detail is not None]
    assert there == ["measurement"]


def test_many_are_handed_over_as_one_step(archive: Archive) -> None:
    things = [object_(archive, f"Box {number}") for number in range(3)]
    custody.hand_over(archive, records=things, took="Store", date="2024")
    assert history.undo(archive).label == "Hand over 3 records to Store"
    assert all(custody.lines(reading.record(archive, each)) == () for each in things)


def test_the_command_line_says_who_had_it(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    lion = object_(archive, "Lion")
    folder = archive.folder

    def say(*arguments: str) -> str:
        assert run(["--archive", str(folder), *arguments]) == 0
        return capsys.readouterr().out

    ref = reading.record(archive, lion).ref
    say("custody", ref, "--to", "Anna", "--date", "2024-05-03", "--confirmed", "both")
    said = say("custody", ref, "--to", "Li Lei", "--date", "2025-01-10", "--why", "exhibition")
    assert "Anna → Li Lei · exhibition" in said
    assert "10 January 2025: the hand-over is not confirmed by both." in said
    say("custody", ref, "--number", "2", "--confirmed", "both")
    document = json.loads(say("custody", ref, "--on", "2024-12-31", "--json"))["records"][0]
    assert (document["held_by"], document["holder"], document["flaws"]) == ("Anna", "Li Lei", [])
    assert "nobody who is named" in say("custody", ref, "--on", "2020-01-01")
    assert "Li Lei has had it since 10 January 2025." in say("show", ref)
    assert run(["--archive", str(folder), "custody", ref, "--to", "X"]) == 1
    assert "Say who took it and when" in capsys.readouterr().err
