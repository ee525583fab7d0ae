"""Cells copied to a spreadsheet and pasted from it."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.exchange import clipboard
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from tests.story import Story

_KEYS = ("title", "ref", "date", "material", "caption[en]")


@pytest.fixture
def ids(story: Story) -> list[int]:
    return [
        editing.add_record(
            story.archive, kind=Kind.OBJECT, names=[NewName(name, "en")],
            values={"date": "2019-05", "material": "silk", "caption[en]": '=a "b"\nc'},
        ).id
        for name in ("Plate", "Bowl")
    ]  # fmt: skip


def _material(archive: Archive, ids: list[int]) -> list[object]:
    return [reading.record(archive, each).fields["material"] for each in ids]


def test_what_was_copied_comes_back_and_what_was_changed_there_is_changed_here(story: Story, ids: list[int]) -> None:
    archive = story.archive
    text = clipboard.copied(archive, ids, _KEYS)
    assert text.startswith("Title\tRef\tDate\tMaterial\tCaption (English)\nPlate\tOBJ-")
    assert "'=a" in text
    assert clipboard.is_cells(archive, text)
    same = clipboard.pasted(archive, text, [])
    assert (same.changed, same.same, same.refused, same.step) == (0, 2, [], 0)
    done = clipboard.pasted(archive, text.replace("Bowl", "Cup").replace("silk", "glass"), [])
    assert (done.changed, done.added) == (2, 0)
    assert _material(archive, ids) == ["glass", "glass"]
    assert [reading.record(archive, each).title for each in ids] == ["Plate", "Cup"]
    history.undo(archive)
    assert _material(archive, ids) == ["silk", "silk"]


def test_cells_without_refs_are_for_the_chosen_ones(story: Story, ids: list[int]) -> None:
    archive = story.archive
    assert clipboard.pasted(archive, "Material\nglass\nwood", ids).changed == 2
    assert _material(archive, ids) == ["glass", "wood"]
    assert clipboard.pasted(archive, "材质\nstone\n", ids).changed == 2
    assert _material(archive, ids) == ["stone", "stone"]
    with pytest.raises(InvalidInput, match="3 lines were copied without a column of refs"):
        clipboard.pasted(archive, "Material\na\nb\nc", ids)


def test_what_cannot_be_read_is_refused_with_a_sentence(story: Story, ids: list[int]) -> None:
    archive = story.archive
    ref = reading.record(archive, ids[0]).ref
    report = clipboard.pasted(archive, f"Ref\tDate\n{ref}\tTuesday\nOBJ-9999\t2020", [])
    assert [each.line for each in report.refused] == [2, 3]
    assert "Tuesday" in report.refused[0].reason
    assert "OBJ-9999" in report.refused[1].reason
    assert (report.changed, report.step) == (0, 0)
    for text in ("nothing\nat all", "Ref\nOBJ-0001", "Material", ""):
        assert not clipboard.is_cells(archive, text)
        with pytest.raises(InvalidInput):
            clipboard.pasted(archive, text, ids)
