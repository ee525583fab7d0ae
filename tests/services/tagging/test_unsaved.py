"""What an earlier session left is put back where it was typed, whatever it was typed into."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.domain.model.records import Record
from archive_app.errors import NotFound
from archive_app.services.drafts import Draft, Drafts, Place
from archive_app.services.history import history
from archive_app.services.records import editing, linking, reading
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


def test_a_script_a_language_and_the_ends_of_a_link_come_back(story: Story, tmp_path: Path) -> None:
    city = _one(story, lambda record: record.names)
    name = city.names[0]
    scripted = _put_back(story, tmp_path, city, f"name/{name.id}/script", "Hant", name.script)
    assert next(each for each in scripted.names if each.id == name.id).script == "Hant"
    spoken = "" if name.lang == "und" else name.lang
    told = _put_back(story, tmp_path, scripted, f"name/{name.id}/lang", "tr", spoken)
    assert next(each for each in told.names if each.id == name.id).lang == "tr"
    linked = _one(story, lambda record: record.links)
    link = linked.links[0]
    linking.change_link(story.archive, link_id=link.id, date="1998/2004")
    begun = _put_back(story, tmp_path, linked, f"link/{link.id}/from", "1996", "1998")
    assert _date_of(begun, link.id) == "1996/2004"
    ended = _put_back(story, tmp_path, begun, f"link/{link.id}/to", "", "2004")
    assert _date_of(ended, link.id) == "1996/.."


def _date_of(record: Record, link: int) -> str:
    date = next(each for each in record.links if each.id == link).date
    return date.edtf if date else ""


def test_a_new_detail_comes_back_whole_and_once(story: Story, tmp_path: Path) -> None:
    photo = _one(story, lambda record: record.kind == Kind.PHOTO)
    before = Drafts("drafts", tmp_path)
    for column, text in (("text", "Souvenir from Hangzhou"), ("position", "on the back")):
        before.keep(Draft(Place(photo.uid, f"detail/inscription//{column}"), text, ""))
    drafts = Drafts("drafts", tmp_path)
    found = unsaved.found(story.archive, drafts)
    assert [each.free for each in found] == [True, True]
    for each in found:
        unsaved.restore(story.archive, drafts, each)
    (made,) = reading.record(story.archive, photo.id).details_of("inscription")
    assert (made.values["text"], made.values["position"]) == ("Souvenir from Hangzhou", "on the back")
    assert drafts.earlier() == []


def test_a_new_detail_that_lacks_what_it_needs_can_be_read(story: Story, tmp_path: Path) -> None:
    photo = _one(story, lambda record: record.kind == Kind.PHOTO)
    drafts = _left(tmp_path, photo.uid, "detail/inscription//position", "on the back", "")
    (found,) = unsaved.found(story.archive, drafts)
    assert (found.stored, found.label) == (None, "Inscription")


def test_what_was_typed_for_many_comes_back_to_all_of_them_as_one_step(story: Story, tmp_path: Path) -> None:
    ids = [number for number in story.id.values() if reading.record(story.archive, number).kind == Kind.PHOTO]
    place = unsaved.of_many(story.archive, ids, "credit")
    Drafts("drafts", tmp_path).keep(Draft(place, "City Archive", ""))
    drafts = Drafts("drafts", tmp_path)
    (found,) = unsaved.found(story.archive, drafts)
    assert (set(found.records), found.label, found.stored) == (set(ids), "Credit", "")
    assert found.title == f"{len(ids)} records"
    unsaved.restore(story.archive, drafts, found)
    assert {reading.record(story.archive, number).fields["credit"] for number in ids} == {"City Archive"}
    assert drafts.earlier() == []
    history.undo(story.archive)
    assert {reading.record(story.archive, number).fields["credit"] for number in ids} == {None}


def test_what_was_typed_for_many_replaces_nothing_unasked(story: Story, tmp_path: Path) -> None:
    ids = [number for number in story.id.values() if reading.record(story.archive, number).kind == Kind.PHOTO]
    place = unsaved.of_many(story.archive, ids, "caption[zh]")
    Drafts("drafts", tmp_path).keep(Draft(place, "签约仪式", ""))
    editing.set_text(story.archive, record=ids[0], role=TextRole.CAPTION, lang="zh", text="晚会")
    (found,) = unsaved.found(story.archive, Drafts("drafts", tmp_path))
    assert (found.free, found.changed) == (False, True)
    assert found.stored == f"mixed: 1 value, {len(ids) - 1} empty"
    assert found.label == "Caption (Chinese)"
    Drafts("drafts", tmp_path).discard(found.draft)
    Drafts("drafts", tmp_path).keep(Draft(place, "签约仪式", found.mark))
    (found,) = unsaved.found(story.archive, Drafts("drafts", tmp_path))
    assert (found.free, found.changed) == (False, False)


@pytest.mark.parametrize(
    "field",
    [
        "many/credit",
        "many/unheard",
        "detail/unheard//text",
        "name/999999/text",
        "stage/999999/date",
        "link/999999/note",
        "unheard/of",
    ],
)
def test_what_has_no_place_any_more_can_be_read_and_not_put_back(story: Story, tmp_path: Path, field: str) -> None:
    record = _one(story, lambda record: record.names)
    drafts = _left(tmp_path, record.ref, field, "typed in vain", "")
    (found,) = unsaved.found(story.archive, drafts)
    assert (found.stored, found.free, found.draft.text) == (None, False, "typed in vain")
    with pytest.raises(NotFound):
        unsaved.restore(story.archive, drafts, found)
    assert len(drafts.earlier()) == 1
