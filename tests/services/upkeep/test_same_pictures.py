"""Finding the same picture in a real archive, and deciding what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app.domain.model.together import Together
from archive_app.errors import Cancelled, InvalidInput
from archive_app.services.archive import Archive, create_archive
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, reading, together, views
from archive_app.services.upkeep.same_pictures import same_pictures
from tests.scenes import one_in_three, scene


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with create_archive(tmp_path / "archive") as archive:
        yield archive


@pytest.fixture
def three(archive: Archive, tmp_path: Path) -> list[int]:
    """One picture as it was scanned, smaller in another format, and cropped; and another one."""
    whole, crop, small = one_in_three(tmp_path / "scans")
    scene(8).save(tmp_path / "other.png")
    report = ingest(archive, [small, crop, tmp_path / "other.png", whole])
    refs = {entry.path: entry.ref for entry in report.added}
    return [reading.resolve(archive, refs[str(file)]).id for file in (whole, crop, small, tmp_path / "other.png")]


def found(archive: Archive) -> list[tuple[Together, list[int]]]:
    return [(offer.why, [item.id for item in offer.items]) for offer in same_pictures(archive)]


def test_the_largest_comes_first(archive: Archive, three: list[int]) -> None:
    assert found(archive) == [(Together.PICTURE, three[:3])]
    assert found(archive) == [(Together.PICTURE, three[:3])]


def test_what_is_joined_is_found_no_more_until_it_is_undone(archive: Archive, three: list[int]) -> None:
    offers = same_pictures(archive)
    together.join_offered(archive, offers)
    assert found(archive) == []
    assert together.still_open(archive, offers) == []
    assert [file.original_name for file in reading.record(archive, three[0]).files] == [
        "whole3.png", "crop3.jpg", "small3.webp",
    ]  # fmt: skip
    history.undo(archive)
    assert found(archive) == [(Together.PICTURE, three[:3])]
    assert together.still_open(archive, offers) == offers


def test_what_is_kept_apart_is_found_no_more_until_it_is_undone(archive: Archive, three: list[int]) -> None:
    offers = same_pictures(archive)
    change = together.keep_apart(archive, items=three[:3])
    assert change.label == "Keep 3 items apart"
    assert found(archive) == []
    assert together.still_open(archive, offers) == []
    history.undo(archive)
    assert found(archive) == [(Together.PICTURE, three[:3])]


def test_what_is_left_of_a_group_is_still_open(archive: Archive, three: list[int]) -> None:
    [offer] = same_pictures(archive)
    views.join(archive, keep=three[3], others=[three[1]])
    [left] = together.still_open(archive, [offer])
    assert [item.id for item in left.items] == [three[0], three[3], three[2]]
    editing.delete_records(archive, records=[three[0]])
    [left] = together.still_open(archive, [offer])
    assert [item.id for item in left.items] == [three[3], three[2]]


def test_one_is_not_kept_apart_from_itself(archive: Archive, three: list[int]) -> None:
    with pytest.raises(InvalidInput, match="at least two"):
        together.keep_apart(archive, items=[three[0], three[0]])


def test_how_pictures_look_is_kept_through_a_stop(archive: Archive, three: list[int]) -> None:
    asked = iter((False, False, True))
    with pytest.raises(Cancelled):
        same_pictures(archive, cancelled=lambda: next(asked))
    assert len(archive.thumbnails.fingerprints()) == 2
    assert found(archive) == [(Together.PICTURE, three[:3])]
    assert len(archive.thumbnails.fingerprints()) == 4


def test_a_picture_that_cannot_be_read_now_is_looked_at_another_time(archive: Archive, three: list[int]) -> None:
    path = Path(reading.record(archive, three[1]).files[0].path)
    away = path.rename(path.with_suffix(".away"))
    archive.thumbnails.clear()
    assert found(archive) == [(Together.PICTURE, [three[0], three[2]])]
    away.rename(path)
    assert found(archive) == [(Together.PICTURE, three[:3])]


def test_joining_many_can_be_stopped_and_joins_none(archive: Archive, three: list[int]) -> None:
    with pytest.raises(Cancelled):
        together.join_offered(archive, same_pictures(archive), cancelled=lambda: True)
    assert found(archive) == [(Together.PICTURE, three[:3])]
