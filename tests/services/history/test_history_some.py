"""Taking back some of what a step changed, and a step below newer ones."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import NotFound, Refused
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, linking, links_of_many, reading
from archive_app.services.records.editing import NewName
from archive_app.services.upkeep import maintenance


@pytest.fixture
def tagged(archive: Archive) -> tuple[int, list[int]]:
    """An event, and five photos tagged with it in the newest step."""
    visit = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Visit")])
    photos = [editing.add_record(archive, kind=Kind.PHOTO, names=[NewName(f"{n}")]).id for n in range(5)]
    links_of_many.apply(archive, records=photos, tags=[links_of_many.Tag(visit)])
    return visit.id, photos


def _linked(archive: Archive, photos: list[int]) -> list[bool]:
    return [bool(reading.record(archive, photo).links) for photo in photos]


def test_one_item_out_of_many(archive: Archive, tagged: tuple[int, list[int]]) -> None:
    _visit, photos = tagged
    step = history.history(archive)[0]
    one = next(each for each in step.operations if each.about and each.about.id == photos[2])
    change = history.undo_operations(archive, step=step.id, operations=[one.id])
    assert _linked(archive, photos) == [True, True, False, True, True]
    assert change.label.startswith("Undo 1 change of: Tag 5 records")
    assert not history.history(archive)[1].undone
    with pytest.raises(Refused):
        history.undo(archive, step=step.id)
    history.undo(archive)
    assert _linked(archive, photos) == [True] * 5
    history.undo(archive, step=step.id)
    assert _linked(archive, photos) == [False] * 5
    assert maintenance.verify(archive).ok


def test_nothing_is_taken_back_where_one_of_them_cannot(archive: Archive, tagged: tuple[int, list[int]]) -> None:
    _visit, photos = tagged
    step = history.history(archive)[0]
    link = reading.record(archive, photos[1]).links[0]
    linking.change_link(archive, link_id=link.id, note="front row")
    later = history.history(archive)[0]
    with pytest.raises(Refused, match=f"step {later.id}"):
        history.undo_operations(archive, step=step.id, operations=[each.id for each in step.operations[:3]])
    assert _linked(archive, photos) == [True] * 5
    assert history.history(archive)[0].id == later.id


def test_a_step_that_made_no_such_change(archive: Archive, tagged: tuple[int, list[int]]) -> None:
    steps = history.history(archive)
    with pytest.raises(NotFound, match="made no such change"):
        history.undo_operations(archive, step=steps[0].id, operations=[steps[1].operations[0].id])
    assert len(tagged[1]) == 5


def test_a_step_below_newer_ones(archive: Archive, tagged: tuple[int, list[int]]) -> None:
    _visit, photos = tagged
    step = history.history(archive)[0].id
    editing.set_values(archive, records=photos, values={"credit": "x"})
    history.undo(archive, step=step)
    assert _linked(archive, photos) == [False] * 5
    assert reading.record(archive, photos[0]).fields["credit"] == "x"
