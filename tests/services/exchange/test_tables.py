"""Records as a table: what stands in its cells, and what never does."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from python_calamine import CalamineWorkbook

from archive_app.domain.model.details import BY_NAME as DETAIL
from archive_app.domain.model.details import DETAILS
from archive_app.domain.model.fields import FIELDS
from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.errors import Cancelled, InvalidInput, Refused
from archive_app.services.archive import Archive
from archive_app.services.exchange import sheets
from archive_app.services.exchange.columns import USUAL, column, offered
from archive_app.services.exchange.tables import export_table
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import details, editing, linking, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search.searching import search_ids
from tests.story import Story

Rows = list[list[object]]


_FILES = ["file-name", "files"]


@pytest.fixture
def gift(story: Story) -> int:
    """A silk plate with all that a gift may say in one place or several."""
    archive = story.archive
    made = editing.add_record(
        archive, kind=Kind.OBJECT, names=[NewName("Silk plate", "en"), NewName("丝绸盘", "zh")],
        values={"material": "silk", "date": "2019-05", "rating": "4", "caption[en]": "=HYPERLINK(\"x\")"},
    )  # fmt: skip
    for name in ("Ayşe Kaya", "Hans Huber"):
        person = editing.add_record(archive, kind=Kind.PERSON, names=[NewName(name)])
        linking.add_link(archive, records=[made.id], relation="given_by", other=person.id)
    for text in ("To our friends", "杭州"):
        inscription = {"text": text, "position": "rim"}
        details.add_detail(archive, records=[made.id], detail=DETAIL["inscription"], values=inscription)
    worth = {"amount": "1200.50", "currency": "CNY"}
    details.add_detail(archive, records=[made.id], detail=DETAIL["valuation"], values=worth)
    return made.id


def _read(path: Path) -> Rows:
    if path.suffix == ".xlsx":
        return CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    return [list(row) for row in csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline=""))]


_KEYS = (
    "ref", "kind", "name", "name[zh]", "caption[en]", "material", "date", "rating", "given-by", "given-by.ref",
    "inscription.text", "inscription.position", "valuation.amount", "valuation.currency", "status",
)  # fmt: skip


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_all_that_a_record_says_is_a_column(story: Story, gift: int, tmp_path: Path, ending: str) -> None:
    out = tmp_path / f"table.{ending}"
    report = export_table(story.archive, ids=[gift], out=out, columns=_KEYS)
    heads, row = _read(out)
    assert (report.rows, heads) == (1, list(_KEYS))
    record = reading.record(story.archive, gift)
    givers = [link.other for link in record.links if link.relation == "given_by"]
    formula = '=HYPERLINK("x")' if ending == "xlsx" else '\'=HYPERLINK("x")'
    assert dict(zip(heads, row, strict=True)) == {
        "ref": record.ref, "kind": "object", "name": "Silk plate\n丝绸盘", "name[zh]": "丝绸盘", "caption[en]": formula,
        "material": "silk", "date": "2019-05", "rating": 4.0 if ending == "xlsx" else "4",
        "given-by": "\n".join(each.title for each in givers), "given-by.ref": "\n".join(each.ref for each in givers),
        "inscription.text": "To our friends\n杭州", "inscription.position": "rim\nrim",
        "valuation.amount": 1200.5 if ending == "xlsx" else "1200.5", "valuation.currency": "CNY", "status": "draft",
    }  # fmt: skip
    assert {each.title for each in givers} == {"Ayşe Kaya", "Hans Huber"}


def test_every_field_text_and_detail_is_offered_and_can_be_asked_for(story: Story) -> None:
    every = {each.key for each in offered(story.archive, Kind, ["en"])}
    assert {field.key for field in FIELDS} <= every
    assert {f"{role.value}[en]" for role in TextRole} <= every
    assert {detail.key for detail in DETAILS} <= every
    assert set(USUAL) <= every
    for key in every:
        assert column(story.archive, key).key == key
    with pytest.raises(InvalidInput, match="“colour” is no column"):
        column(story.archive, "colour")


def test_the_name_of_a_file_is_told_by_both_columns_that_are_called_so(archive: Archive, tmp_path: Path) -> None:
    Image.new("RGB", (64, 40), "red").save(tmp_path / "DSC_1.png")
    (tmp_path / "again.png").write_bytes((tmp_path / "DSC_1.png").read_bytes())
    for name in ("DSC_1.png", "again.png"):
        ingest(archive, [tmp_path / name])
    export_table(archive, ids=search_ids(archive, "kind:photo", limit=5), out=tmp_path / "a.csv", columns=_FILES)
    assert _read(tmp_path / "a.csv")[1:] == [["DSC_1.png\nagain.png", "DSC_1.png"]]


def test_a_column_may_be_headed_by_words(story: Story, gift: int, tmp_path: Path) -> None:
    export_table(story.archive, ids=[gift], out=tmp_path / "a.xlsx", columns=["ref", "caption[zh]"], labels=True)
    assert _read(tmp_path / "a.xlsx")[0] == ["Ref", "Caption (Chinese)"]


def test_the_name_of_a_minor_leaves_in_no_cell_and_pictures_of_one_in_no_line(story: Story, tmp_path: Path) -> None:
    archive = story.archive
    kid = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Canary Kid")], values={"minor": "yes"})
    recital = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Recital by Canary Kid")])
    (photo,) = [row for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO][:1]
    linking.add_link(archive, records=[photo.id], relation="depicts", other=kid.id)
    every = [each.key for each in offered(archive, Kind, ["en", "zh"])]
    for ending in ("xlsx", "csv"):
        out = tmp_path / f"out.{ending}"
        report = export_table(archive, ids=[recital.id, photo.id, kid.id], out=out, columns=every)
        assert [each.ref for each in report.kept] == [photo.ref]
        said = str(_read(out))
        assert "Canary" not in said
        assert "Recital by" in said
        assert recital.ref in said
        assert photo.ref not in said


def test_what_no_cell_has_room_for_is_said_and_csv_has_room(story: Story, gift: int, tmp_path: Path) -> None:
    long = "😀" * 20_000
    editing.set_text(story.archive, record=gift, role=TextRole.DESCRIPTION, lang="en", text=long)
    report = export_table(story.archive, ids=[gift], out=tmp_path / "a.xlsx", columns=["ref", "description[en]"])
    assert report.cut == ((reading.record(story.archive, gift).ref, "description[en]"),)
    assert _read(tmp_path / "a.xlsx")[1][1] == "😀" * 16_383
    report = export_table(story.archive, ids=[gift], out=tmp_path / "a.csv", columns=["ref", "description[en]"])
    assert (report.cut, _read(tmp_path / "a.csv")[1][1]) == ((), long)


def test_what_is_refused_leaves_what_was_there(story: Story, gift: int, tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    out.write_text("kept")
    with pytest.raises(Cancelled):
        export_table(story.archive, ids=[gift], out=out, cancelled=lambda: True)
    with pytest.raises(InvalidInput, match="csv"):
        export_table(story.archive, ids=[gift], out=tmp_path / "a.ods")
    with pytest.raises(InvalidInput):
        export_table(story.archive, ids=[gift], out=out, columns=[])
    with pytest.raises(Refused):
        export_table(story.archive, ids=[gift], out=story.archive.folder / "a.csv")
    assert [(path.name, path.read_text()) for path in tmp_path.glob("a.*")] == [("a.csv", "kept")]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40))
def test_any_text_is_the_same_text_in_a_workbook(text: str) -> None:
    content = sheets.sheet(["a"], [[text], ["=1+1"]])
    rows = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
    assert rows[2][0] == "=1+1"
    assert str(rows[1][0]).replace("\r\n", "\n").replace("\r", "\n") == text.replace("\r\n", "\n").replace("\r", "\n")


def test_an_archive_of_nothing_to_be_seen(archive: Archive, tmp_path: Path) -> None:
    report = export_table(archive, ids=[], out=tmp_path / "a.csv")
    assert report.rows == 0
    assert _read(tmp_path / "a.csv") == [list(USUAL)]
