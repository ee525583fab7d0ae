"""Details in tables of others: sums, sizes, hand-overs; and who is named there."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import Record
from archive_app.domain.tables.mapping import TableMapping, read, write
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.exchange.arriving import ArrivingReport, import_table
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from tests.story import Story

_COLUMNS = [
    {"header": "No", "to": "inventory-number"},
    {"header": "Name", "to": "name[en]"},
    {"header": "Value", "to": "valuation.amount", "currency": "USD"},
    {"header": "Valued", "to": "valuation.date"},
    {"text": "estimate", "to": "valuation.basis"},
    {"header": "Size", "to": "measurement", "order": ["height", "width", "depth"]},
    {"header": "Weight", "to": "measurement.weight", "unit": "g"},
]
_HEAD = "No;Name;Value;Valued;Size;Weight"


def _mapping(columns: list[dict[str, Any]], **more: Any) -> TableMapping:
    return read(json.dumps({"kind": "object", "key": "inventory-number", "columns": columns, **more}))


def _arrive(
    archive: Archive, folder: Path, mapping: TableMapping, *lines: str, dry_run: bool = False
) -> ArrivingReport:
    path = folder / "gifts.csv"
    path.write_text("\n".join(lines), "utf-8")
    return import_table(archive, path, mapping=mapping, dry_run=dry_run)


def _object(archive: Archive, number: str) -> Record:
    (found,) = searching.search_ids(archive, f"kind:object inventory-number:{number}")
    return reading.record(archive, found)


def _said(record: Record, detail: str) -> list[dict[str, Any]]:
    return [
        {name: value for name, value in each.values.items() if value is not None} for each in record.details_of(detail)
    ]


def test_columns_together_make_the_rows_of_a_detail_and_the_same_again_changes_nothing(
    story: Story, tmp_path: Path
) -> None:
    archive, mapping = story.archive, _mapping(_COLUMNS)
    lines = (
        _HEAD,
        "A-1;Plate;$1,200.50;16/3/2019;12 x 8 x 3 cm;450",
        "A-2;Bowl;no value;;;",
        "A-3;Rug;约 3 万元;2001;;2 kg",
    )
    done = _arrive(archive, tmp_path, mapping, *lines)
    assert (done.added, done.refused) == (3, [])
    assert done.told == (
        "“Value”: a point stands before fractions.", "“Valued”: read as day, month, year.",
    )  # fmt: skip
    plate = _object(archive, "A-1")
    assert _said(plate, "valuation") == [
        {"amount": "1200.5", "currency": "USD", "date": "2019-03-16", "basis": "estimate"}
    ]
    assert [tuple(each.values()) for each in _said(plate, "measurement")] == [
        ("height", "12", "cm"), ("width", "8", "cm"), ("depth", "3", "cm"), ("weight", "450", "g"),
    ]  # fmt: skip
    assert not _object(archive, "A-2").details
    assert _said(_object(archive, "A-3"), "valuation")[0]["currency"] == "CNY"
    assert [(each.line, each.reason) for each in done.remarks] == [
        (4, "“约 3 万元” was read as the amount that it names.")
    ]
    again = _arrive(archive, tmp_path, mapping, *lines)
    assert (again.same, again.changed, again.step) == (3, 0, 0)
    changed = _arrive(archive, tmp_path, mapping, _HEAD, lines[1].replace("1,200.50", "1,300.50").replace("8 x", "9 x"))
    assert (changed.changed, changed.same) == (1, 0)
    plate = _object(archive, "A-1")
    assert [each["amount"] for each in _said(plate, "valuation")] == ["1300.5"]
    assert [each["value"] for each in _said(plate, "measurement")] == ["12", "9", "3", "450"]
    history.undo(archive)
    assert [each["amount"] for each in _said(_object(archive, "A-1"), "valuation")] == ["1200.5"]


def test_a_further_row_is_added_where_more_than_one_thing_differs(story: Story, tmp_path: Path) -> None:
    archive, mapping = story.archive, _mapping(_COLUMNS)
    _arrive(archive, tmp_path, mapping, _HEAD, "A-1;Plate;100;2001;;")
    _arrive(archive, tmp_path, mapping, _HEAD, "A-1;Plate;150;2011;;")
    rows = _said(_object(archive, "A-1"), "valuation")
    assert [(each["amount"], each["date"]) for each in rows] == [("100", "2001"), ("150", "2011")]


def test_what_can_be_read_in_two_ways_is_refused_by_its_line(story: Story, tmp_path: Path) -> None:
    lines = (_HEAD, "A-1;Plate;1,200;;;", "A-2;Bowl;500;3/5/2019;;", "A-3;Rug;500;;12 x 8;", "A-4;Cup;100-200;;;")
    foreseen = _arrive(story.archive, tmp_path, _mapping(_COLUMNS), *lines, dry_run=True)
    assert [each.line for each in foreseen.refused] == [2, 3, 4, 5]
    assert "decimal mark" in foreseen.refused[0].reason
    assert "order of day, month and year" in foreseen.refused[1].reason
    columns = [
        each | ({"decimal": ".", "else": "note[en]"} if each.get("header") == "Value" else {}) for each in _COLUMNS
    ]
    done = _arrive(story.archive, tmp_path, _mapping(columns), *lines)
    assert [each.line for each in done.refused] == [3, 4]
    assert _said(_object(story.archive, "A-1"), "valuation")[0]["amount"] == "1200"
    assert [each.text for each in _object(story.archive, "A-4").texts] == ["Value: 100-200"]


def test_a_detail_without_what_it_needs_is_said_and_of_another_kind_is_refused(story: Story, tmp_path: Path) -> None:
    done = _arrive(story.archive, tmp_path, _mapping(_COLUMNS), _HEAD, "A-1;Plate;;2001;;")
    assert (done.added, [each.line for each in done.remarks]) == (1, [2])
    assert "without which" in done.remarks[0].reason
    document = {"header": "Value", "to": "valuation.amount", "currency": "USD"}
    mapping = _mapping([*_COLUMNS[:2], document], kind="event", key="ref")
    with pytest.raises(InvalidInput, match="by which lines find"):
        _arrive(story.archive, tmp_path, mapping, _HEAD, "A-1;Plate;5;;;")


def test_who_is_near_is_offered_and_a_decision_says_who_is_meant(story: Story, tmp_path: Path) -> None:
    archive = story.archive
    ayse = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Ayşe Kaya")])
    person = {
        "header": "Giver", "to": "given-by", "pattern": ["{name}, {office}"], "take": "name", "apart": ";",
        "drop": ["His Excellency"], "new": "person",
    }  # fmt: skip
    columns = [*_COLUMNS[:2], person]
    lines = (
        "No,Name,Giver", '1,Plate,"His Excellency Hans Huber, Mayor of Linz"', "2,Bowl,Ayse Kaaya", "3,Rug,Hans Huber",
    )  # fmt: skip
    foreseen = _arrive(archive, tmp_path, _mapping(columns), *lines, dry_run=True)
    assert (foreseen.added, foreseen.made, [each.line for each in foreseen.refused]) == (2, 1, [3])
    (unsure,) = foreseen.unsure
    assert (unsure.name, unsure.column, unsure.lines) == ("Ayse Kaaya", "given_by", [3])
    assert [each.id for each in unsure.near] == [ayse.id]
    for decision, title in ((reading.record(archive, ayse.id).ref, "Ayşe Kaya"), ("new", "Ayse Kaaya")):
        done = _arrive(archive, tmp_path, _mapping(columns, decisions={"Ayse Kaaya": decision}), *lines)
        assert (done.added, done.refused) == (3, [])
        givers = [each.other.title for number in "123" for each in _object(archive, number).links]
        assert givers == ["Hans Huber", title, "Hans Huber"]
        again = _arrive(archive, tmp_path, _mapping(columns, decisions={"Ayse Kaaya": decision}), *lines[:2], lines[3])
        assert (again.same, again.made, again.step) == (2, 0, 0)
        history.undo(archive)


def test_words_of_others_surnames_first_fixed_texts_and_merged_cells(story: Story, tmp_path: Path) -> None:
    columns = [
        *_COLUMNS[:2],
        {"header": "Kept", "to": "originality", "values": {"orig": "original", "repro": "reproduction", "?": ""}},
        {"header": "Taken", "to": "custody.took", "names": "surname-first", "fill": True},
        {"text": "2001", "to": "custody.date"},
    ]
    lines = ("A table", "No|Name|Kept|Taken", "1|Plate|orig|Rice, Condoleezza", "2|Bowl|?|")
    done = _arrive(story.archive, tmp_path, _mapping(columns, delimiter="|", skip=1), *lines)
    assert (done.added, done.refused) == (2, [])
    assert [_object(story.archive, each).fields.get("originality") for each in "12"] == ["original", None]
    for each in "12":
        assert _said(_object(story.archive, each), "custody") == [{"took": "Condoleezza Rice", "date": "2001"}]


@pytest.mark.parametrize(
    "column",
    [
        {"header": "A"}, {"to": "ref"}, {"header": "A", "to": "ref", "decimal": ";"}, {"header": "A", "to": 3},
        {"header": "A", "to": "ref", "century": "1930"}, {"header": "A", "to": "ref", "values": ["x"]},
        {"header": "A", "to": "ref", "colour": "red"},
    ],
)  # fmt: skip
def test_a_column_that_is_none_is_refused(column: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        _mapping([column])


def test_a_mapping_is_written_as_it_is_read() -> None:
    columns = [*_COLUMNS, {"header": "A", "to": "custody.took", "pattern": "{a}, {b}", "take": "a", "else": "note[en]"}]
    mapping = _mapping(columns, nothing=["NA"], decisions={"X": "new"}, skip=2)
    assert read(write(mapping)) == mapping


def test_a_real_register_becomes_transfers_with_sides_worth_and_what_became_of_them(
    corpus: Path, archive: Archive
) -> None:
    table = corpus / "records" / "us-diplomatic-gifts" / "gifts_to_2005.csv"
    mapping = read(Path(__file__).with_name("us_diplomatic_transfers.json").read_text("utf-8"))
    done = import_table(archive, table, mapping=mapping)
    assert (done.added, done.refused) == (2329, [])
    (found,) = searching.search_ids(archive, 'kind:transfer "Gift 786"')
    record = reading.record(archive, found)
    assert record.fields["direction"] == "received"
    assert record.fields["disposition"] == "stored"
    assert _said(record, "valuation") == [{"amount": "400", "currency": "USD", "basis": "estimate of the register"}]
    assert _said(record, "party") == [
        {"side": "giver", "name": "State of Bahrain", "organisation": "Bahrain"},
        {"side": "recipient", "name": "Ronald E. Neumann", "office": "U.S. Ambassador",
         "organisation": "Department of State"},
    ]  # fmt: skip
    still = searching.search_ids(
        archive, "kind:transfer given-by:Bahrain valuation:>1000USD -disposition:“handed over”"
    )
    assert 0 < len(list(still)) < 98
    again = import_table(archive, table, mapping=mapping)
    assert (again.added, again.changed, again.same, again.step) == (0, 0, 2329, 0)
