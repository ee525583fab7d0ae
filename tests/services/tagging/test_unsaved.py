"""What an earlier session left is put back where it was typed, whatever it was typed into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive_app.domain.model.records import Record
from archive_app.errors import NotFound
from archive_app.services.drafts import Draft, Drafts, Place
from archive_app.services.history import history
from archive_app.services.records import reading
from archive_app.services.tagging import unsaved
from tests.story import Story


def _one(story: Story, has: Callable[[Record], object]) -> Record:
    return next(
        record for record in (reading.record(story.archive, number) for number in story.id.values()) if has(record)
    )


def _left(folder: Path, record: str, field: str, text: str, before: str) -> Drafts:
    """The drafts of a session that comes after one which kept this."""
    Drafts("drafts", folder).keep(Draft(Place(record, field), text, before))
    return Drafts("drafts", folder)


def _put_back(story: Story, folder: Path, record: Record, field: str, text: str, before: str) -> Record:
    drafts = _left(folder, record.ref, field, text, before)
    (found,) = unsaved.found(story.archive, drafts)
    assert found.free
    assert found.label
    unsaved.restore(story.archive, drafts, found)
    assert drafts.earlier() == []
    return reading.record(story.archive, record.id)


def test_a_name_a_stage_and_a_link_come_back_each_as_one_step(story: Story, tmp_path: Path) -> None:
    city = _one(story, lambda record: record.names)
    name = city.names[0]
    after = _put_back(story, tmp_path, city, f"name/{name.id}/text", "Renamed", name.text)
    assert "Renamed" in [each.text for each in after.names]
    added = _put_back(story, tmp_path, after, "name//text", "Another", "")
    assert "Another" in [each.text for each in added.names]
    twin = _one(story, lambda record: record.stages)
    stage = twin.stages[0]
    dated = _put_back(story, tmp_path, twin, f"stage/{stage.id}/date", "2001-09", stage.date.edtf if stage.date else "")
    assert "2001-09" in [each.date.edtf for each in dated.stages if each.date]
    sourced = _put_back(story, tmp_path, dated, f"stage/{stage.id}/source", "Minutes", stage.source)
    assert "Minutes" in [each.source for each in sourced.stages]
    linked = _one(story, lambda record: record.links)
    link = linked.links[0]
    noted = _put_back(story, tmp_path, linked, f"link/{link.id}/note", "as it was said", link.note)
    assert "as it was said" in [each.note for each in noted.links]
    history.undo(story.archive)
    assert "as it was said" not in [each.note for each in reading.record(story.archive, linked.id).links]


@pytest.mark.parametrize("field", ["name/999999/text", "stage/999999/date", "link/999999/note", "unheard/of"])
def test_what_has_no_place_any_more_can_be_read_and_not_put_back(story: Story, tmp_path: Path, field: str) -> None:
    record = _one(story, lambda record: record.names)
    drafts = _left(tmp_path, record.ref, field, "typed in vain", "")
    (found,) = unsaved.found(story.archive, drafts)
    assert (found.stored, found.free, found.draft.text) == (None, False, "typed in vain")
    with pytest.raises(NotFound):
        unsaved.restore(story.archive, drafts, found)
    assert len(drafts.earlier()) == 1
