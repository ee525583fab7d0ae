"""How far an undo of many records has come, and stopping it."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import Cancelled
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.progress import Progress
from archive_app.services.records import editing, many, reading
from archive_app.services.records.editing import NewName
from archive_app.services.upkeep import maintenance
from archive_app.store.change import undo
from archive_app.store.index import derived, ordering


@pytest.fixture
def credited(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Five photographs that were given a credit and a rating in one step; all is done a few at a time."""
    photos = [editing.add_record(archive, kind=Kind.PHOTO, names=[NewName(f"{n}")]).id for n in range(5)]
    many.set_values(archive, records=photos, values={"credit": "Ana", "rating": "3"})
    monkeypatch.setattr(undo, "_CHUNK", 4)
    for room in (derived, ordering):
        monkeypatch.setattr(room, "_BATCH", 2)
    return photos


def _credits(archive: Archive, photos: list[int]) -> set[str | None]:
    return {reading.record(archive, photo).fields["credit"] for photo in photos}


def test_undo_and_redo_say_how_many_records_are_done(archive: Archive, credited: list[int]) -> None:
    for again in (history.undo, history.redo):
        told: list[Progress] = []
        again(archive, on_progress=told.append)
        done = [each.done for each in told]
        assert {each.total for each in told} == {5}
        assert (done[0], done[-1], done) == (0, 5, sorted(done))
        assert len(set(done)) > 3
    assert _credits(archive, credited) == {"Ana"}


@pytest.mark.parametrize("pieces", [0, 1, 2, 4])
def test_stopped_at_any_piece_nothing_is_taken_back(archive: Archive, credited: list[int], pieces: int) -> None:
    told: list[Progress] = []
    with pytest.raises(Cancelled, match="Nothing was changed"):
        history.undo(archive, on_progress=told.append, cancelled=lambda: len(told) > pieces)
    assert _credits(archive, credited) == {"Ana"}
    assert history.undo_label(archive) == history.history(archive)[0].label
    assert maintenance.verify(archive).ok
    step = history.history(archive)[0]
    some = [each.id for each in step.operations]
    with pytest.raises(Cancelled):
        history.undo_operations(archive, step=step.id, operations=some, cancelled=lambda: True)
    history.undo(archive)
    assert _credits(archive, credited) == {None}
