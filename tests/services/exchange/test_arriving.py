"""Tables of others: what their lines become, what is refused, and that the same again changes nothing."""

from __future__ import annotations

import csv
import datetime as dt
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from archive_app.domain.model.kinds import Kind
from archive_app.domain.tables.mapping import TableMapping, plainly, read
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.exchange.arriving import import_table
from archive_app.services.exchange.tables import export_table
from archive_app.services.history import history
from archive_app.services.records import editing, linking, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from tests.story import Story

_MAP = TableMapping(
    kind="object",
    key="inventory-number",
    columns=plainly({"馆藏号": "inventory-number", "名称": "name[zh]", "日期": "date", "材质": "material"}),
)
_HEAD, _ONE, _TWO = "馆藏号,名称,日期,材质,备注", "HZ-1,丝绸盘,2019-05,丝绸,旧", "HZ-2,青瓷瓶,2020,瓷,"


def _table(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "gifts.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def _objects(archive: Archive) -> dict[object, object]:
    ids = searching.search_ids(archive, "kind:object inventory-number:HZ")
    records = [reading.record(archive, each) for each in ids]
    return {each.fields["inventory_number"]: each.fields.get("material") for each in records}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_lines_become_records_in_one_step_in_whatever_encoding(story: Story, tmp_path: Path, encoding: str) -> None:
    table = _table(tmp_path, _HEAD, _ONE, _TWO, encoding=encoding)
    report = import_table(story.archive, table, mapping=_MAP)
    assert (report.added, report.changed, report.refused, report.left) == (2, 0, [], ("备注",))
    assert _objects(story.archive) == {"HZ-1": "丝绸", "HZ-2": "瓷"}
    history.undo(story.archive)
    assert not _objects(story.archive)


def test_the_same_again_changes_nothing_and_a_changed_file_changes_by_key(story: Story, tmp_path: Path) -> None:
    import_table(story.archive, _table(tmp_path, _HEAD, _ONE, _TWO), mapping=_MAP)
    again = import_table(story.archive, _table(tmp_path, _HEAD, _ONE, _TWO), mapping=_MAP)
    assert (again.added, again.changed, again.same, again.step) == (0, 0, 2, 0)
    changed = import_table(story.archive, _table(tmp_path, _HEAD, _ONE, _TWO.replace(",瓷,", ",玉,")), mapping=_MAP)
    assert (changed.added, changed.changed, changed.same) == (0, 1, 1)
    assert _objects(story.archive) == {"HZ-1": "丝绸", "HZ-2": "玉"}


def test_what_cannot_be_taken_is_refused_by_its_line_and_a_trial_changes_nothing(story: Story, tmp_path: Path) -> None:
    lines = (_HEAD, _ONE, "HZ-3,碗,Tuesday,,", _ONE, ",无号,2020,,", "HZ-4,壶,2020,,,,more")
    foreseen = import_table(story.archive, _table(tmp_path, *lines), mapping=_MAP, dry_run=True)
    assert (foreseen.added, foreseen.step) == (1, 0)
    assert not _objects(story.archive)
    done = import_table(story.archive, _table(tmp_path, *lines), mapping=_MAP)
    assert [each.line for each in done.refused] == [each.line for each in foreseen.refused] == [3, 4, 5, 6]
    assert list(_objects(story.archive)) == ["HZ-1"]


def test_what_was_exported_comes_back_and_says_the_same(story: Story, tmp_path: Path) -> None:
    made = editing.add_record(
        story.archive, kind=Kind.OBJECT, names=[NewName("Silk plate", "en"), NewName("丝绸盘", "zh")],
        values={"material": "-silk", "date": "2019-05", "rating": "4", "caption[en]": "=1+1\nand more"},
    )  # fmt: skip
    out = tmp_path / "out.csv"
    ids = [made.id, *searching.search_ids(story.archive, "kind:photo")]
    columns = ("ref", "kind", "name", "caption[en]", "material", "date", "rating", "status", "title", "given-by")
    export_table(story.archive, ids=ids, out=out, columns=columns)
    report = import_table(story.archive, out)
    assert (report.added, report.changed, report.refused, report.step) == (0, 0, [], 0)
    assert report.same > 1
    assert report.left == ("title",)
    editing.set_values(story.archive, records=[made.id], values={"material": "glass", "caption[en]": "other"})
    assert import_table(story.archive, out).changed == 1
    record = reading.record(story.archive, made.id)
    assert (record.fields["material"], [each.text for each in record.texts]) == ("-silk", ["=1+1\nand more"])


@pytest.mark.parametrize("broken", ["[]", "{", '{"columns": {"a": 1}}', '{"colums": {}}', '{"key": 3}'])
def test_a_mapping_that_is_none_is_refused(broken: str) -> None:
    with pytest.raises(InvalidInput, match="mapping"):
        read(broken)


def test_a_table_that_is_none_is_one_sentence(story: Story, tmp_path: Path) -> None:
    for content, mapping in (
        ("", _MAP),
        (f"{_HEAD}\n{_ONE}", TableMapping(key="material")),
        (f"{_HEAD}\n{_ONE}", TableMapping()),
        (f"{_HEAD}\n{_ONE}", TableMapping(encoding="no-such")),
        ("PK\x03\x04", _MAP),
        ("\xd0\xcf\x11\xe0", _MAP),
    ):
        with pytest.raises(InvalidInput):
            import_table(story.archive, _table(tmp_path, content), mapping=mapping)


def test_cells_name_who_is_linked_and_who_is_not_found_is_said(story: Story, tmp_path: Path) -> None:
    archive = story.archive
    for name in ("Ayşe Kaya", "Hans Huber", "Hans Huber"):
        editing.add_record(archive, kind=Kind.PERSON, names=[NewName(name)])
    mapping = TableMapping(
        kind="object", key="inventory-number",
        columns=plainly({"No": "inventory-number", "Name": "name[en]", "Giver": "given-by"}),
    )  # fmt: skip
    lines = ("No,Name,Giver", "A-1,Plate,Ayse Kaya", "A-2,Scarf,Hans Huber", "A-3,Stone,Ayşe Kayaa")
    foreseen = import_table(archive, _table(tmp_path, *lines), mapping=mapping, dry_run=True)
    done = import_table(archive, _table(tmp_path, *lines), mapping=mapping)
    assert foreseen.refused == done.refused
    assert done.refused[0].line == 3
    assert "Several records are called “Hans Huber”" in done.refused[0].reason
    assert done.refused[1].line == 4
    assert "Did you mean “Ayşe Kaya”?" in done.refused[1].reason
    (plate,) = searching.search_ids(archive, "kind:object inventory-number:A-1")
    links = [(each.relation, each.other.title) for each in reading.record(archive, plate).links]
    assert links == [("given_by", "Ayşe Kaya")]
    again = import_table(archive, _table(tmp_path, *lines[:2]), mapping=mapping)
    assert (again.same, again.step) == (1, 0)
    history.undo(archive)
    assert not searching.search_ids(archive, "kind:object inventory-number:A-1")


def test_links_that_were_exported_come_back_by_their_refs(story: Story, tmp_path: Path) -> None:
    archive = story.archive
    people = [editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Hans Huber")]) for _each in range(2)]
    made = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("Plate", "en")])
    linking.add_link(archive, records=[made.id], relation="given_by", other=people[1].id)
    columns = ("ref", "kind", "name", "given-by", "given-by.ref")
    export_table(archive, ids=[made.id], out=tmp_path / "out.csv", columns=columns)
    assert import_table(archive, tmp_path / "out.csv").same == 1
    history.undo(archive)
    report = import_table(archive, tmp_path / "out.csv")
    assert (report.changed, report.left) == (1, ("given-by",))
    assert [each.other.id for each in reading.record(archive, made.id).links] == [people[1].id]


def _book(path: Path, sheets: Mapping[str, Sequence[Sequence[object]]], **more: object) -> Path:
    book = xlsxwriter.Workbook(str(path), more)
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, dt.date):
                    sheet.write_datetime(number, place, cell, day)
                else:
                    sheet.write(number, place, cell)
    book.close()
    return path


@pytest.mark.parametrize("from_1904", [False, True])
def test_a_workbook_comes_in_by_its_sheet_with_dates_as_dates(story: Story, tmp_path: Path, from_1904: bool) -> None:
    rows = [
        ["No", "Name", "Date", "Rating", "Caption"],
        ["A-1", "Plate", dt.date(2019, 5, 3), 4, "=1+1"],
        [],
        ["A-2", "Bowl"],
    ]
    book = _book(tmp_path / "gifts.xlsx", {"Notes": [["x"]], "Gifts": rows}, date_1904=from_1904)
    columns = {
        "No": "inventory-number", "Name": "name[en]", "Date": "date", "Rating": "rating", "Caption": "caption[en]",
    }  # fmt: skip
    mapping = TableMapping(kind="object", key="inventory-number", sheet="Gifts", columns=plainly(columns))
    report = import_table(story.archive, book, mapping=mapping)
    assert (report.added, report.refused) == (2, [])
    (plate,) = searching.search_ids(story.archive, "kind:object inventory-number:A-1")
    record = reading.record(story.archive, plate)
    # Of a formula what it came to the last time, which is nothing in one that no spreadsheet has opened.
    assert (record.fields["date"], record.fields["rating"]) == ("2019-05-03", 4)
    assert [each.text for each in record.texts] == ["0"]
    assert import_table(story.archive, book, mapping=mapping).same == 2
    with pytest.raises(InvalidInput, match=r"no sheet “Gift”\. There are: Notes, Gifts"):
        import_table(story.archive, book, mapping=replace(mapping, sheet="Gift"))


def test_what_was_exported_as_a_workbook_comes_back(story: Story, tmp_path: Path) -> None:
    ids = list(searching.search_ids(story.archive, "kind:photo"))
    columns = ("ref", "name", "caption[en]", "date", "rating", "status")
    export_table(story.archive, ids=ids, out=tmp_path / "out.xlsx", columns=columns)
    report = import_table(story.archive, tmp_path / "out.xlsx")
    assert (report.same, report.changed, report.refused) == (len(ids), 0, [])


def test_a_bomb_that_calls_itself_a_workbook_is_refused(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/worksheets/sheet1.xml", b"0" * (40 << 20))
    with pytest.raises(InvalidInput, match="come to too much"):
        import_table(story.archive, path, mapping=_MAP)


def test_a_real_register_arrives_and_what_does_not_is_named(corpus: Path, archive: Archive) -> None:
    """2,329 rows of gifts to a government: every row is there, or said with its line and reason."""
    table = corpus / "records" / "us-diplomatic-gifts" / "gifts_to_2005.csv"
    mapping = read(Path(__file__).with_name("us_diplomatic_gifts.json").read_text("utf-8"))
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    report = import_table(archive, table, mapping=mapping)
    assert report.added + len(report.refused) == len(rows)
    assert {each.reason for each in report.refused} == {
        "Give the new record a name (object).", "This is too long: at most 10000 characters.",
    }  # fmt: skip
    wanted = rows[0]
    found = searching.search_ids(archive, f"inventory-number:{wanted['id']} kind:object")
    (record,) = [
        each for each in (reading.record(archive, one) for one in found) if each.fields["inventory_number"] == "1"
    ]
    assert (record.title, record.fields["credit"]) == (wanted["gift_description"], wanted["donor"])
    assert record.date is not None
    assert record.date.edtf == "1999"
    assert [(each.relation, each.other.title) for each in record.links if each.relation != "given_to"] == [
        ("given_by", "Petru Lucinschi"), ("comes_from", "Moldova"),
    ]  # fmt: skip
    ((valued,), (handed,)) = (record.details_of(name) for name in ("valuation", "custody"))
    assert (valued.values["amount"], valued.values["currency"], valued.values["date"]) == ("1500", "USD", "1999")
    assert handed.values["took"] == "President"
    dear = searching.search_ids(archive, "kind:object valuation:>1000USD linked:Italy")
    assert 20 < len(list(dear)) < 83
    again = import_table(archive, table, mapping=mapping)
    assert (again.added, again.changed, again.same) == (0, 0, report.added)
    history.undo(archive)
    assert not searching.search_ids(archive, "kind:object")
