"""What columns of others are guessed to be: by their headings in two languages, and by their cells."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.domain.tables.mapping import MappedColumn, TableMapping
from archive_app.errors import InvalidInput, NotFound
from archive_app.services.archive import Archive
from archive_app.services.exchange import mappings
from archive_app.services.exchange.arriving import import_table
from archive_app.services.exchange.guessing import guess, look, targets
from archive_app.services.exchange.lines import LineReader
from archive_app.services.exchange.opening import opened
from tests.story import Story


def _guessed(archive: Archive, folder: Path, *lines: str) -> dict[str, str]:
    path = folder / "table.csv"
    path.write_text("\n".join(lines), "utf-8")
    seen = look(archive, path, TableMapping())
    return {each.header: each.to for each in guess(archive, seen, Kind.OBJECT, TableMapping()).columns}


def test_headings_in_two_languages_and_cells_say_what_columns_are(story: Story, tmp_path: Path) -> None:
    guessed = _guessed(
        story.archive, tmp_path, "编号,名称,赠送方,材质,估价,尺寸,Hauteur,x", "1,盘,李雷,银,约3万元,3x4cm,12 × 8 cm,y",
    )  # fmt: skip
    assert guessed == {
        "编号": "inventory-number", "名称": "name[zh]", "赠送方": "given-by", "材质": "material",
        "估价": "valuation.amount", "尺寸": "measurement",
    }  # fmt: skip
    by_cells = _guessed(story.archive, tmp_path, "Accession No,Object name,a,b", "1,Plate,12 × 8 cm,$40")
    assert by_cells == {
        "Accession No": "accession-number", "Object name": "name[en]", "a": "measurement", "b": "valuation.amount",
    }  # fmt: skip


def test_whatever_is_offered_can_be_read(story: Story, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("No,Name,x\n1,Plate,", "utf-8")
    for kind in (Kind.OBJECT, Kind.PERSON, Kind.CITY, Kind.PARTNERSHIP):
        for target in targets(story.archive, kind):
            column = MappedColumn("x", target.key)
            mapping = TableMapping(kind=str(kind), columns=(MappedColumn("No", "ref"), column))
            if target.key not in ("ref",):
                LineReader(story.archive, opened(path, mapping)[0], mapping)


@pytest.mark.parametrize(
    "name",
    [
        "Blank_starter_import_mapping", "Data_Export_Mapping_template", "exiftool", "mediainfo",
        "sample_import_data_tutorial", "sample_mapping_blank", "sample_mapping_tutorial",
    ],
)  # fmt: skip
def test_museum_spreadsheets_are_mapped_without_code(corpus: Path, archive: Archive, name: str) -> None:
    """What the dialog offers for each is enough to take its lines in; those of lists have no number of their own."""
    path = corpus / "records" / "collectiveaccess" / f"{name}.xlsx"
    seen = look(archive, path, TableMapping())
    assert seen.count
    guessed = guess(archive, seen, Kind.OBJECT, TableMapping(sheet=seen.sheets[0]))
    columns = {each.header: each for each in guessed.columns}
    if name == "sample_import_data_tutorial":
        values = {"orig": "original", "repro": "reproduction", "dontknow": ""}
        columns["Reproduction"] = MappedColumn("Reproduction", "originality", values=values)
        columns["Date"] = MappedColumn("Date", "date", dates="mdy", century=1930)
        columns["Creator"] = MappedColumn("Creator", "created-by", new="person")
        # Two things have one accession: it is no number of theirs.
        columns["Accession No"] = MappedColumn("Accession No", "source")
    else:
        # A list of rules: each line is told by its place in it, and kept as what it says.
        first, *others = [head for head in seen.heading if head]
        columns = {head: MappedColumn(head, "note[en]") for head in others} | {first: MappedColumn(first, "name[en]")}
        told = max(others, key=lambda head: len({line[seen.heading.index(head)] for line in seen.lines}))
        columns[told] = MappedColumn(told, "inventory-number")
    mapping = TableMapping("object", "inventory-number", sheet=seen.sheets[0], columns=tuple(columns.values()))
    report = import_table(archive, path, mapping=mapping)
    assert report.added + len(report.refused) == seen.count
    assert report.added or name.endswith(("blank", "template", "Blank_starter_import_mapping"))
    if name == "sample_import_data_tutorial":
        assert (report.added, report.refused, report.left) == (3, [], ())


def test_mappings_are_kept_under_their_names() -> None:
    assert mappings.names() == []
    kept = TableMapping(kind="object", columns=(MappedColumn("A", "ref"),), nothing=("NA",))
    mappings.keep(" One ", kept)
    mappings.keep("Two", TableMapping())
    assert (mappings.names(), mappings.named("One")) == (["One", "Two"], kept)
    with pytest.raises(NotFound, match="There are: One, Two"):
        mappings.named("Three")
    for bad in ("", "x" * 101):
        with pytest.raises(InvalidInput):
            mappings.keep(bad, kept)
