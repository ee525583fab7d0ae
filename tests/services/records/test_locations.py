"""Places stand in a tree, objects are moved, and one can say where they were: by services, command line and search."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from archive_app.cli.app import run
from archive_app.domain.model.kinds import Kind
from archive_app.errors import Ambiguous, InvalidInput, NotFound, Refused
from archive_app.services.archive import Archive
from archive_app.services.exchange import columns
from archive_app.services.history import history
from archive_app.services.records import details, editing, linking, locations, merging, naming, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance


def add(archive: Archive, name: str, kind: Kind = Kind.OBJECT, within: int = 0) -> int:
    made = editing.add_record(archive, kind=kind, names=[NewName(name)]).id
    if within:
        linking.add_link(archive, records=[made], relation="within", other=within)
    return made


@pytest.fixture
def places(archive: Archive) -> dict[str, int]:
    """Depot › Room 2 › Shelf 3, and Hall › Shelf 3."""
    found = {"depot": add(archive, "Depot", Kind.LOCATION), "hall": add(archive, "Hall", Kind.LOCATION)}
    found["room"] = add(archive, "Room 2", Kind.LOCATION, found["depot"])
    found["shelf"] = add(archive, "Shelf 3", Kind.LOCATION, found["room"])
    found["other"] = add(archive, "Shelf 3", Kind.LOCATION, found["hall"])
    return found


def at(archive: Archive, record: int, day: str = "") -> str:
    return locations.whereabouts(archive, record=record, day=day).path


def test_a_thing_is_where_it_was_moved_last_and_was_where_it_was(archive: Archive, places: dict[str, int]) -> None:
    lion, vase = add(archive, "Lion"), add(archive, "Vase")
    locations.move(archive, records=[lion, vase], to=places["shelf"], date="2024-05-03", by="Anna", normal=True)
    locations.move(archive, records=[lion], to=places["hall"], date="2025-01-10", until="2025-03", reason="exhibition")
    assert at(archive, lion) == "Hall"
    assert at(archive, lion, "2024-12-31") == "Depot › Room 2 › Shelf 3"
    assert at(archive, lion, "2024-05-02") == ""
    now = locations.whereabouts(archive, record=lion)
    assert now.normal_path == "Depot › Room 2 › Shelf 3"
    lines = locations.lines(reading.record(archive, lion))
    assert [(line.was_in.title if line.was_in else "", line.place.title if line.place else "") for line in lines] == [
        ("", "Shelf 3"), ("Shelf 3", "Hall"),
    ]  # fmt: skip
    # What is there already is not moved again; there and back on one day is, and the last of it counts.
    locations.move(archive, records=[lion], to=places["hall"], date="2025-01-12", until="2025-03")
    assert len(locations.lines(reading.record(archive, lion))) == 2
    for place in ("room", "hall", "room"):
        locations.move(archive, records=[lion], to=places[place], date="2025-02-01")
    assert at(archive, lion) == "Depot › Room 2"
    assert len(locations.lines(reading.record(archive, lion))) == 5
    assert [kept.record.title for kept in locations.kept_in(archive, place=places["depot"])] == ["Lion", "Vase"]
    assert [kept.late for kept in locations.kept_in(archive, place=places["hall"], day="2025-01-31")] == [False]
    assert maintenance.verify(archive).problems == []


def test_a_movement_of_tomorrow_has_not_been(archive: Archive, places: dict[str, int]) -> None:
    lion = add(archive, "Lion")
    locations.move(archive, records=[lion], to=places["room"], date="2024")
    tomorrow = (date.today() + timedelta(2)).isoformat()
    locations.move(archive, records=[lion], to=places["hall"], date=tomorrow)
    assert at(archive, lion) == "Depot › Room 2"
    assert at(archive, lion, tomorrow) == "Hall"
    assert list(searching.search_ids(archive, "at:hall")) == []


def test_things_are_searched_by_where_they_are(archive: Archive, places: dict[str, int]) -> None:
    lion, vase, lost = (add(archive, name) for name in ("Lion", "Vase", "Lost"))
    locations.move(archive, records=[lion], to=places["shelf"], date="2024")
    locations.move(archive, records=[vase], to=places["shelf"], date="2024")
    locations.move(archive, records=[vase], to=places["other"], date="2024-03", until="2024-06", reason="loan")
    for query, there in (
        ("at:depot", [lion]), ('at:"Depot › Shelf 3"', [lion]), ('at:"hall/shelf 3"', [vase]),
        ('at:"Shelf 3"', [lion, vase]), ("at:any", [lion, vase]), ("at:none", [lost]), ("late:", [vase]),
        ("late:no kind:object", [lion, lost]), ("movement-reason:loan", [vase]), ("movement:<2024-02", [lion, vase]),
        ("存放于:hall", [vase]), ("missing:movement kind:object", [lost]),
    ):  # fmt: skip
        assert sorted(searching.search_ids(archive, query)) == there, query
    ref = reading.record(archive, places["depot"]).ref
    assert list(searching.search_ids(archive, f"at:{ref}")) == [lion]
    locations.move(archive, records=[vase], to=places["depot"], date="2024-07")
    assert list(searching.search_ids(archive, "late:")) == []


def test_names_repeat_and_a_path_tells_them_apart(archive: Archive, places: dict[str, int]) -> None:
    assert naming.location(archive, "Depot > Room 2 > Shelf 3").id == places["shelf"]
    assert naming.location(archive, "Hall/Shelf 3").id == places["other"]
    with pytest.raises(Ambiguous, match=r"Depot › Room 2 › Shelf 3 \(LOC-.* Hall › Shelf 3"):
        naming.location(archive, "Shelf 3")
    with pytest.raises(NotFound, match="Nothing is called"):
        naming.location(archive, "Room 2 › Hall")
    found = list(reading.complete(archive, "Shelf", kinds={Kind.LOCATION}))
    assert sorted(each.apart.partition(" · ")[0] for each in found) == ["Hall", "Room 2"]


def test_a_place_lies_within_one_other_and_never_within_itself(archive: Archive, places: dict[str, int]) -> None:
    with pytest.raises(Refused, match="cannot lie within itself"):
        linking.add_link(archive, records=[places["depot"]], relation="within", other=places["shelf"])
    with pytest.raises(Refused, match="lies within another place already"):
        linking.add_link(archive, records=[places["room"]], relation="within", other=places["hall"])
    with pytest.raises(Refused, match="stands between them"):
        merging.merge(archive, keep=places["depot"], drop=places["shelf"])
    merging.merge(archive, keep=places["shelf"], drop=places["other"])
    lion = add(archive, "Lion")
    locations.set_normal(archive, records=[lion], place=places["shelf"])
    with pytest.raises(Refused, match="has a normal place already"):
        linking.add_link(archive, records=[lion], relation="normal_place", other=places["hall"])
    locations.set_normal(archive, records=[lion], place=places["hall"])
    assert locations.whereabouts(archive, record=lion).normal_path == "Hall"
    locations.set_normal(archive, records=[lion], place=None)
    assert locations.whereabouts(archive, record=lion).normal is None


def test_places_that_become_one_keep_what_was_in_either(archive: Archive, places: dict[str, int]) -> None:
    lion = add(archive, "Lion")
    locations.move(archive, records=[lion], to=places["other"], date="2024")
    merging.merge(archive, keep=places["shelf"], drop=places["other"])
    assert at(archive, lion).endswith("Shelf 3")
    assert [each.record.title for each in locations.kept_in(archive, place=places["shelf"])] == ["Lion"]
    history.undo(archive)
    assert at(archive, lion) == "Hall › Shelf 3"


def test_many_are_moved_as_one_step_and_it_is_taken_back(archive: Archive, places: dict[str, int]) -> None:
    things = [add(archive, f"Box {number}") for number in range(3)]
    locations.move(archive, records=things, to=places["room"], normal=True)
    assert history.undo(archive).label == "Move 3 records to “Room 2”"
    assert all(at(archive, each) == "" for each in things)
    history.redo(archive)
    assert all(at(archive, each) == "Depot › Room 2" for each in things)


def test_what_is_no_object_no_place_and_no_day_is_refused(archive: Archive, places: dict[str, int]) -> None:
    anna, lion = add(archive, "Anna", Kind.PERSON), add(archive, "Lion")
    with pytest.raises(InvalidInput, match="is no object"):
        locations.move(archive, records=[lion, anna], to=places["room"])
    with pytest.raises(InvalidInput, match="is no location"):
        locations.move(archive, records=[lion], to=anna)
    with pytest.raises(InvalidInput, match="until a day before"):
        locations.move(archive, records=[lion], to=places["room"], date="2024-05", until="2024-04")
    with pytest.raises(NotFound):
        details.add_detail(archive, records=[lion], detail=locations.MOVEMENT, values={"place": "Anna", "date": "2024"})
    assert locations.lines(reading.record(archive, lion)) == ()


def test_a_movement_is_a_detail_like_any_other(archive: Archive, places: dict[str, int]) -> None:
    lion = add(archive, "Lion")
    details.add_detail(
        archive, records=[lion], detail=locations.MOVEMENT, values={"place": "Depot › Shelf 3", "date": "2024"}
    )
    (row,) = reading.record(archive, lion).details_of("movement")
    assert row.values["place"].id == places["shelf"]
    details.change_detail(archive, detail=locations.MOVEMENT, detail_id=row.id, values={"place": "Hall"})
    assert at(archive, lion) == "Hall"
    whole = reading.record(archive, lion)
    assert columns.column(archive, "movement.place").cell(whole) == "Hall"
    assert columns.column(archive, "movement").cell(whole) == "2024 · Hall"


def test_where_it_is_kept_leaves_only_where_somebody_asks(archive: Archive, places: dict[str, int]) -> None:
    lion = add(archive, "Lion")
    locations.move(archive, records=[lion], to=places["hall"], normal=True)
    whole = reading.record(archive, lion)
    said = [column.cell(whole) for key in columns.USUAL for column in [columns.column(archive, key)]]
    assert not [cell for cell in said if "Hall" in str(cell)]
    assert not locations.MOVEMENT.printed


def test_the_command_line_moves_and_says_where(archive: Archive, capsys: pytest.CaptureFixture[str]) -> None:
    depot = add(archive, "Depot", Kind.LOCATION)
    editing.set_values(archive, records=[depot], values={"level": "site"})
    room = add(archive, "Room 2", Kind.LOCATION, depot)
    lion = reading.record(archive, add(archive, "Lion")).ref

    def say(*arguments: str) -> str:
        assert run(["--archive", str(archive.folder), *arguments]) == 0
        return capsys.readouterr().out

    assert f"{lion}  Lion  →  Depot › Room 2" in say("move", lion, "Room 2", "--on", "2024-05-03", "--until", "2024-06")
    said = say("location")
    assert "Depot (site)  1" in said
    assert "  Room 2  1" in said.replace(reading.record(archive, room).ref, "")
    document = json.loads(say("location", "Depot", "--json"))
    assert [(each["ref"], each["place"], each["late"]) for each in document["objects"]] == [
        (lion, "Depot › Room 2", True)
    ]
    assert "Nothing is there." in say("location", "Depot", "--on", "2024-05-02")
    assert "It has been in “Room 2” since 3 May 2024. It is to be there until June 2024." in say("show", lion)
    assert run(["--archive", str(archive.folder), "move", lion, "Cellar"]) == 1
    assert "Nothing is called “Cellar”." in capsys.readouterr().err
    assert run(["--archive", str(archive.folder), "move", lion]) == 2
    assert run(["--archive", str(archive.folder), "location", "Depot", "--on", "2024"]) == 1
    assert "is no single day" in capsys.readouterr().err


def test_what_is_to_come_is_not_told_as_if_it_were(archive: Archive) -> None:
    """Where a thing goes next year is not where it is, in the sentence over its movements as elsewhere."""
    depot, hall = (add(archive, name, Kind.LOCATION) for name in ("Depot", "Hall"))
    lion = add(archive, "Lion")
    locations.move(archive, records=[lion], to=depot, date="2020")
    locations.move(archive, records=[lion], to=hall, date="2999")
    declared = locations.MOVEMENT
    rows = [each.values for each in reading.record(archive, lion).details_of(declared.name)]
    assert declared.together is not None
    assert declared.together(rows, 20260101) == "It has been in “Depot” since 2020. It goes to “Hall”: 2999."
    assert declared.together(rows, 20100101) == "It goes to “Depot”: 2020. It goes to “Hall”: 2999."
    assert locations.whereabouts(archive, record=lion).path == "Depot"
