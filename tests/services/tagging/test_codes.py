"""Codes: what they stand for, what they write, and their tables of text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlalchemy.orm import Session

from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.domain.tables import delimited
from archive_app.domain.tables.problems import FaultyFile, Problem
from archive_app.errors import Cancelled, InvalidInput, NotFound, Refused
from archive_app.services.history import history
from archive_app.services.records import editing, merging, reading
from archive_app.services.records.editing import NewName
from archive_app.services.tagging import code_files, code_lines, codes
from archive_app.services.tagging.codes import Code, NewTarget
from archive_app.services.upkeep import maintenance
from tests.story import Story


def _ist10(story: Story) -> Code:
    return codes.set_code(
        story.archive,
        code="=İST10",
        targets=[
            NewTarget(story.id["dialogue"]),
            NewTarget(story.id["p-istanbul"], written=False),
            NewTarget(story.id["istanbul"], "taken at"),
            NewTarget(story.id["nezih"], "depicts", "speaker"),
            NewTarget(story.id["murat"], "depicts", "host", written=False),
        ],
    )


def _links(story: Story, key: str) -> set[tuple[str, str, str]]:
    found = reading.record(story.archive, story.id[key])
    names = {number: name for name, number in story.id.items()}
    return {(link.relation, names[link.other.id], link.role) for link in found.links}


def test_a_code_is_set_changed_renamed_removed_and_each_is_one_step(story: Story) -> None:
    archive, ids = story.archive, story.id
    made = codes.set_code(archive, code="Nez", targets=[NewTarget(ids["nezih"])])
    assert (made.code, made.targets[0].record.title, made.targets[0].relation) == ("nez", "Nezih Başgelen", "")
    codes.set_code(archive, code="nez", targets=[NewTarget(ids["nezih"], "Created by", "author", written=False)])
    assert codes.find(archive, "=NEZ").targets[0].relation == "created_by"
    codes.set_code(archive, code="nb", targets=[NewTarget(ids["nezih"]), NewTarget(ids["nezih"])], code_id=made.id)
    assert [(each.id, each.code, len(each.targets)) for each in codes.codes(archive)] == [(made.id, "nb", 1)]
    codes.remove_code(archive, code_id=made.id)
    assert codes.codes(archive) == ()
    assert [step.label for step in history.history(archive)[:4]] == [
        "Remove the code “nb”",
        "Rename the code “nez” to “nb”",
        "Change the code “nez”",
        "Set the code “nez”",
    ]
    for expected in ("nb", "nez", "nez"):
        history.undo(archive)
        assert codes.find(archive, expected).id == made.id
    assert codes.find(archive, "nez") == made
    history.undo(archive)
    assert codes.codes(archive) == ()
    for _step in range(3):
        history.redo(archive)
    assert [each.code for each in codes.codes(archive)] == ["nb"]
    assert maintenance.verify(archive).ok


def test_a_code_that_is_taken_is_not_taken_twice(story: Story) -> None:
    archive, ids = story.archive, story.id
    first = codes.set_code(archive, code="a", targets=[NewTarget(ids["nezih"])])
    second = codes.set_code(archive, code="b", targets=[NewTarget(ids["murat"])])
    with pytest.raises(Refused, match="“a” already"):
        codes.set_code(archive, code="Á", targets=[NewTarget(ids["murat"])], code_id=second.id)
    with pytest.raises(Refused, match="“a” already"):
        codes.set_code(archive, code="a", targets=[NewTarget(ids["murat"])], fresh=True)
    with pytest.raises(InvalidInput, match="at least one record"):
        codes.set_code(archive, code="a", targets=[])
    with pytest.raises(InvalidInput, match="cannot lead"):
        codes.set_code(archive, code="a", targets=[NewTarget(ids["murat"], "taken at")])
    with pytest.raises(NotFound):
        codes.set_code(archive, code="a", targets=[NewTarget(10_000)])
    assert codes.codes(archive) == (first, second)


def test_undo_of_a_rename_below_a_new_code_of_the_old_name_is_refused(story: Story) -> None:
    archive, ids = story.archive, story.id
    made = codes.set_code(archive, code="a", targets=[NewTarget(ids["nezih"])])
    codes.set_code(archive, code="b", targets=[NewTarget(ids["nezih"])], code_id=made.id)
    renamed = history.history(archive)[0].id
    codes.set_code(archive, code="a", targets=[NewTarget(ids["murat"])])
    with pytest.raises(Refused):
        history.undo(archive, step=renamed)
    assert [each.code for each in codes.codes(archive)] == ["a", "b"]


def test_a_code_that_is_not_there_is_answered_with_near_ones(story: Story) -> None:
    _ist10(story)
    with pytest.raises(NotFound, match="Did you mean “ist10”"):
        codes.find(story.archive, "ist1")
    with pytest.raises(NotFound, match="no code “xyz”"):
        codes.find(story.archive, "xyz")


def test_codes_are_offered_by_their_beginning_and_by_what_they_stand_for(story: Story) -> None:
    archive, ids = story.archive, story.id
    _ist10(story)
    codes.set_code(archive, code="ist", targets=[NewTarget(ids["istanbul"])])
    codes.set_code(archive, code="zz", targets=[NewTarget(ids["nezih"])])
    assert [each.code for each in codes.complete(archive, "=IS")] == ["ist", "ist10"]
    assert [each.code for each in codes.complete(archive, "nezih")] == ["ist10", "zz"]
    assert {each.code for each in codes.complete(archive, "伊斯坦布")} == {"ist10", "ist"}
    assert codes.complete(archive, "oulu") == []
    assert [each.code for each in codes.of_record(archive, ids["istanbul"])] == ["ist", "ist10"]


@pytest.mark.parametrize(
    ("lang", "text", "written"),
    [
        ("en", "After =ist10.", "After Dialogue on Göbekli Tepe, Istanbul, Nezih Başgelen."),
        ("zh", "参加=ist10", "参加哥贝克力石阵对话、伊斯坦布尔、Nezih Başgelen"),
        ("tr", "=IST10", "Dialogue on Göbekli Tepe, İstanbul, Nezih Başgelen"),
    ],
)
def test_a_text_is_written_in_its_own_language(story: Story, lang: str, text: str, written: str) -> None:
    code = _ist10(story)
    found = codes.expand_text(story.archive, text + " =oulu", lang)
    assert (found.text, found.codes, found.unknown) == (written + " =oulu", (code,), ("oulu",))


def test_a_caption_writes_the_names_and_makes_the_links_in_one_step(story: Story) -> None:
    archive, ids = story.archive, story.id
    _ist10(story)
    before = len(history.history(archive))
    codes.apply_in_caption(archive, record=ids["loose"], role=TextRole.CAPTION, lang="en", text="At =ist10")
    record = reading.record(archive, ids["loose"])
    assert [text.text for text in record.texts] == ["At Dialogue on Göbekli Tepe, Istanbul, Nezih Başgelen"]
    assert _links(story, "loose") == {
        ("documents", "dialogue", ""),
        ("documents", "p-istanbul", ""),
        ("taken_at", "istanbul", ""),
        ("depicts", "nezih", "speaker"),
        ("depicts", "murat", "host"),
    }
    assert len(history.history(archive)) == before + 1
    assert history.undo(archive).label == "Change the caption with =ist10"
    assert reading.record(archive, ids["loose"]).texts == ()
    assert _links(story, "loose") == set()


def test_a_caption_of_what_a_code_stands_for_is_saved_all_the_same(story: Story) -> None:
    archive, ids = story.archive, story.id
    codes.set_code(archive, code="hill", targets=[NewTarget(ids["site"])])
    codes.set_code(archive, code="hz", targets=[NewTarget(ids["hangzhou"], "taken at")])
    codes.apply_in_caption(archive, record=ids["site"], role=TextRole.CAPTION, lang="", text="=hill of =hz")
    assert [text.text for text in reading.record(archive, ids["site"]).texts] == ["The hill of Hangzhou"]
    codes.apply_in_caption(archive, record=ids["nezih"], role=TextRole.NOTE, lang="en", text="Of =hz, ==hz")
    assert [text.text for text in reading.record(archive, ids["nezih"]).texts] == ["Of Hangzhou, =hz"]
    assert "taken_at" not in {link[0] for link in _links(story, "nezih")}


@pytest.mark.parametrize(
    ("typed", "usual", "kept", "lang"),
    [
        ("与=dl签约", {}, "与德累斯顿签约仪式签约", "zh"),
        ("=dl上合影", {}, "德累斯顿签约仪式上合影", "zh"),
        ("zai =dl上合影", {}, "zai 德累斯顿签约仪式上合影", "zh"),
        ("与=tud签约", {}, "与Technische Universität Dresden签约", "zh"),
        ("Guests at =dl in =hz", {}, "Guests at 德累斯顿签约仪式 in Hangzhou", "en"),
        ("Gäste bei =tud", {"Latn": "de"}, "Gäste bei Technische Universität Dresden", "de"),
        ("=tud上合影", {"Hani": "zh-Hant"}, "Technische Universität Dresden上合影", "zh-Hant"),
    ],
)
def test_the_language_of_a_caption_is_that_which_its_codes_leave(
    story: Story, typed: str, usual: dict[str, str], kept: str, lang: str
) -> None:
    archive, ids = story.archive, story.id
    signing = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("德累斯顿签约仪式")])
    university = editing.add_record(archive, kind=Kind.ORGANISATION, names=[NewName("Technische Universität Dresden")])
    codes.set_code(archive, code="dl", targets=[NewTarget(signing.id)])
    codes.set_code(archive, code="tud", targets=[NewTarget(university.id)])
    codes.set_code(archive, code="hz", targets=[NewTarget(ids["hangzhou"])])
    codes.apply_in_caption(archive, record=ids["loose"], role=TextRole.CAPTION, lang="", text=typed, usual=usual)
    assert [(text.text, text.lang) for text in reading.record(archive, ids["loose"]).texts] == [(kept, lang)]


def test_what_is_gone_is_passed_over_and_comes_back(story: Story) -> None:
    archive, ids = story.archive, story.id
    _ist10(story)
    codes.set_code(archive, code="mur", targets=[NewTarget(ids["murat"])])
    editing.delete_records(archive, records=[ids["murat"]])
    assert ids["murat"] not in [each.record.id for each in codes.find(archive, "ist10").targets]
    assert codes.expand_text(archive, "=mur", "en").text == "=mur"
    codes.rename_code(archive, code_id=codes.find(archive, "mur").id, code="mu")
    code_lines.change(
        archive,
        code_id=codes.find(archive, "ist10").id,
        target=codes.find(archive, "ist10").targets[0],
        new=NewTarget(ids["dialogue"], role="guest"),
    )
    for _step in range(3):
        history.undo(archive)
    assert codes.expand_text(archive, "=mur", "en").text == "Murat Sav"
    assert len(codes.find(archive, "ist10").targets) == 5


def test_what_is_hidden_stays_in_a_code_that_is_changed(story: Story) -> None:
    archive, ids = story.archive, story.id
    made = codes.set_code(archive, code="two", targets=[NewTarget(ids["nezih"]), NewTarget(ids["murat"])])
    editing.delete_records(archive, records=[ids["murat"]])
    deleted = history.history(archive)[0].id
    codes.set_code(archive, code="two", targets=[NewTarget(ids["nezih"], written=False)], code_id=made.id)
    assert len(codes.find(archive, "two").targets) == 1
    history.undo(archive, step=deleted)
    assert [each.record.id for each in codes.find(archive, "two").targets] == [ids["nezih"], ids["murat"]]


def test_a_merged_record_goes_on_under_the_other(story: Story) -> None:
    archive, ids = story.archive, story.id
    story.add("double", Kind.PERSON, "en:Nezih Basgelen")
    codes.set_code(archive, code="nb", targets=[NewTarget(ids["double"]), NewTarget(ids["nezih"])])
    merging.merge(archive, keep=ids["nezih"], drop=ids["double"])
    assert [each.record.id for each in codes.find(archive, "nb").targets] == [ids["nezih"]]
    assert codes.expand_text(archive, "=nb", "tr").text == "Nezih Başgelen"


def test_the_way_of_a_link_follows_from_the_kinds(story: Story) -> None:
    archive, ids = story.archive, story.id
    code = codes.set_code(archive, code="n", targets=[NewTarget(ids["nezih"], "had as participant")])
    assert [(tag.relation, tag.forward) for tag in codes.tags_of(archive, code, Kind.EVENT)] == [
        ("took_part_in", False)
    ]
    assert codes.tags_of(archive, code, Kind.PHOTO) == ()


# --- files ----------------------------------------------------------------------------------------------------------


def test_codes_are_written_into_a_table_and_read_back(story: Story, tmp_path: Path) -> None:
    archive, ids = story.archive, story.id
    made = (_ist10(story), codes.set_code(archive, code="-x", targets=[NewTarget(ids["murat"], role="=cmd()")]))
    file = tmp_path / "codes.csv"
    assert code_files.export_csv(archive, file) == 2
    assert file.read_bytes().startswith(b"\xef\xbb\xbfcode,relation,record,name,role,written\r\n'-x,,PER-")
    assert b"'=cmd()" in file.read_bytes()
    assert code_files.import_csv(archive, file) == code_files.ImportReport("codes.csv", same=2)
    for code in made:
        codes.remove_code(archive, code_id=code.id)
    report = code_files.import_csv(archive, file)
    assert (report.added, report.changed, report.same) == (2, 0, 0)
    assert {(code.code, code.targets) for code in codes.codes(archive)} == {(c.code, c.targets) for c in made}
    assert history.undo(archive).label == "Import 2 codes from “codes.csv”"
    assert codes.codes(archive) == ()
    history.redo(archive)
    again = code_files.import_csv(archive, file)
    assert (again.same, again.step) == (2, 0)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_whatever_stands_between_its_cells(story: Story, tmp_path: Path, delimiter: str) -> None:
    lines = [
        ("Code", "RECORD", "written", "name"),
        ("nb", "nezih basgelen", "No", ""),
        ("hz", "", "", "杭州"),
        ("", "", "", ""),
    ]
    file = tmp_path / "codes.csv"
    file.write_text("\n".join(delimiter.join(line) for line in lines), encoding="utf-8")
    report = code_files.import_csv(story.archive, file)
    assert report.added == 2
    assert not codes.find(story.archive, "nb").targets[0].written
    assert codes.find(story.archive, "hz").targets[0].record.id == story.id["hangzhou"]


def _problems(story: Story, tmp_path: Path, data: str | bytes) -> list[tuple[int, str]]:
    file = tmp_path / "codes.csv"
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    steps = len(history.history(story.archive))
    problems: tuple[Problem, ...] = ()
    try:
        code_files.import_csv(story.archive, file)
    except FaultyFile as fault:
        problems = fault.problems
    assert codes.codes(story.archive) == ()
    assert len(history.history(story.archive)) == steps
    assert all(len(each.reason) < 400 for each in problems)
    return [(each.line, each.column) for each in problems]


def test_every_fault_of_a_table_is_told_by_line_and_column_and_nothing_is_imported(
    story: Story, tmp_path: Path
) -> None:
    table = (
        "code,relation,record,name,role,written\n"
        "good,,Nezih Başgelen,,,\n"
        "a b,,Murat Sav,,,\n"
        "good,,nezih basgelen,,,\n"
        "x,,PER-9999,,,\n"
        "x,taken at,Murat Sav,,,\n"
        "x,no such,Murat Sav,,,perhaps\n"
        '"y\n",,,,,\n'
        f"{'z' * 10_000},,{'n' * 10_000},,{'r' * 10_001},{'w' * 10_000}\n"
    )
    assert _problems(story, tmp_path, table) == [
        (3, "code"), (4, "record"), (5, "record"), (6, "relation"), (7, "written"), (7, "relation"), (8, "record"),
        (10, "code"), (10, "role"), (10, "written"), (10, "record"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", (1, "code")),
        (b"code,record\n", (0, "")),
        (b"code,name\nx,y\n", (1, "record")),
        (b"code,record,colour\nx,y,z\n", (1, "column 3")),
        (b"code,record,code\nx,y,z\n", (1, "column 3")),
        (b"code,record\nx,y,z\n", (2, "column 3")),
        (b"code,record\nnb,Nezih Ba\xfegelen\n", (2, "character 12")),
        ("code,record\nnb,Nezih\n".encode("utf-16")[:-1], (0, "")),
        (b"code,record\nnb,Ne\0zih\n", (2, "character 6")),
        (b'code,record\nnb,"Nezih\n', (2, "")),
        (b'code,record\nnb,"Nezih"x\n', (2, "")),
        (b"code,record\nnb," + b"x" * 200_000 + b"\n", (2, "")),
        (b"\x89PNG\r\n\x1a\n\0\0", (1, "character 1")),
    ],
)
def test_a_file_that_is_no_table_of_codes_says_where(
    story: Story, tmp_path: Path, data: bytes, place: tuple[int, str]
) -> None:
    assert _problems(story, tmp_path, data) == [place]


def test_a_line_that_is_no_row_does_not_hide_the_faults_of_the_others(story: Story, tmp_path: Path) -> None:
    table = 'code,record\na b,Murat Sav\nx,Murat Sav,,y\nz,PER-9999\nq,"Murat Sav\n'
    assert _problems(story, tmp_path, table) == [(2, "code"), (3, "column 4"), (4, "record"), (5, "")]


def test_of_very_many_faults_the_first_are_listed_in_the_order_of_the_file(story: Story, tmp_path: Path) -> None:
    rows = ["x,Murat Sav,,y", "a b,Murat Sav"] * 400
    places = _problems(story, tmp_path, "\n".join(["code,record", *rows]))
    assert places == [(number, "code" if number % 2 else "column 4") for number in range(2, 502)] + [(0, "")]
    places = _problems(story, tmp_path, "\n".join(["code,record", *rows[::2] * 2]))
    assert places == [(number, "column 4") for number in range(2, 502)] + [(0, "")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_a_table_is_read_in_the_encodings_that_spreadsheets_write(story: Story, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "codes.txt"
    file.write_bytes("code\trecord\r\nnb\tNezih Başgelen\r\n".encode(encoding))
    assert code_files.import_csv(story.archive, file).added == 1
    assert codes.find(story.archive, "nb").targets[0].record.title == "Nezih Başgelen"


def test_names_that_several_bear_are_a_fault(story: Story, tmp_path: Path) -> None:
    story.add("murat2", Kind.PERSON, "tr:Murat Sav")
    assert _problems(story, tmp_path, "code,record\nm,Murat Sav\n") == [(2, "record")]


def test_an_import_that_is_stopped_leaves_nothing(story: Story, tmp_path: Path) -> None:
    file = tmp_path / "codes.csv"
    file.write_text("code,record\nnb,Nezih Başgelen\n", encoding="utf-8")
    with pytest.raises(Cancelled):
        code_files.import_csv(story.archive, file, cancelled=lambda: True)
    assert codes.codes(story.archive) == ()


def test_new_codes_are_written_together(story: Story, tmp_path: Path) -> None:
    """One by one, a list of many takes ten times as long."""
    file = tmp_path / "codes.csv"
    ref, other = story.ref["nis"], story.ref["hangzhou"]
    lines = "".join(f"c{number},{ref}\nc{number},{other}\n" for number in range(1_200))
    file.write_text(f"code,record\nold,{ref}\n", "utf-8")
    code_files.import_csv(story.archive, file)
    file.write_text(f"code,record\nold,{other}\n{lines}", "utf-8")
    written: list[object] = []

    def flushed(*_given: object) -> None:
        written.append(1)

    event.listen(Session, "after_flush", flushed)
    try:
        report = code_files.import_csv(story.archive, file)
    finally:
        event.remove(Session, "after_flush", flushed)
    assert (report.added, report.changed) == (1_200, 1)
    assert len(written) < 20
    found = {each.code: [target.record.ref for target in each.targets] for each in codes.codes(story.archive)}
    assert len(found) == 1_201
    assert found["old"] == [other]
    assert found["c0"] == found["c1199"] == [ref, other]
    history.undo(story.archive)
    assert [each.code for each in codes.codes(story.archive)] == ["old"]


def test_a_table_is_not_written_into_the_archive(story: Story) -> None:
    with pytest.raises(Refused):
        code_files.export_csv(story.archive, story.archive.folder / "codes.csv")


@given(st.text(max_size=20) | st.text("=＝＋－＠'1", max_size=5))
def test_a_guarded_cell_is_what_it_was(cell: str) -> None:
    guarded = delimited.guard(cell)
    assert guarded[:1] not in tuple("=+-@\t\r\n＝＋－＠")
    assert delimited.unguard(guarded) == cell


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused_with_a_reason(data: bytes) -> None:
    for whole in (data, b"code,record\n" + data):
        table = delimited.read(whole, code_files.COLUMNS, ("code", "record"))
        assert all(isinstance(each, Problem) and each.reason for each in table.problems)
        places = [each.number for each in table.lines] + [each.line for each in table.problems]
        assert len(set(places)) == len(places), "a line is read, or it is refused"
