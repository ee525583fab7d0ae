"""An archive back from a state of a place for backups."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import NotAnArchive, NotFound, Refused
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.person import Person
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import keeping, maintenance, places, restoring
from archive_app.services.upkeep.keeping import Kept


@pytest.fixture
def kept(archive: Archive, tmp_path: Path) -> tuple[Kept, Kept]:
    """Two states: with one city, and with two and an original."""
    (tmp_path / "drive").mkdir()
    Person().put({places.PLACE: str(tmp_path / "drive")})
    editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
    first = keeping.keep(archive)
    editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")])
    archive.objects.adopt(archive.objects.stage_chunks(iter([b"an original"])), "txt")
    second = keeping.keep(archive)
    archive.close()
    return first, second


def _cities(folder: Path) -> tuple[int, int]:
    with open_archive(folder) as archive:
        report = maintenance.verify(archive)
        assert report.ok
        return searching.search(archive, "kind:city").count, report.checked


def test_the_newest_state_comes_back_from_its_place_and_an_earlier_one_by_its_name(
    kept: tuple[Kept, Kept], tmp_path: Path
) -> None:
    first, second = kept
    assert _cities(restoring.restore(tmp_path / "drive", tmp_path / "new")) == (2, 1)
    assert _cities(restoring.restore(second.vault.folder, tmp_path / "same")) == (2, 1)
    assert _cities(restoring.restore(tmp_path / "drive", tmp_path / "old", state=first.state.name)) == (1, 0)
    there = second.vault.folder_of(first.state.name)
    assert _cities(restoring.restore(there, tmp_path / "older")) == (1, 0)


def test_the_archive_itself_is_put_back_to_a_state(kept: tuple[Kept, Kept], archive: Archive, tmp_path: Path) -> None:
    restoring.restore(tmp_path / "drive", archive.folder, state=kept[0].state.name)
    assert _cities(archive.folder)[0] == 1
    restoring.restore(tmp_path / "drive", archive.folder)
    assert _cities(archive.folder) == (2, 1)


def test_what_is_damaged_or_not_there_is_refused_and_leaves_nothing(kept: tuple[Kept, Kept], tmp_path: Path) -> None:
    found = kept[1].vault
    with pytest.raises(NotFound, match="no state"):
        restoring.restore(found.folder, tmp_path / "new", state="20200101T000000Z")
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound, match="no backup"):
        restoring.restore(tmp_path / "empty", tmp_path / "new")
    original = next((found.data / "objects").rglob("*.txt"))
    original.write_bytes(b"AN original")
    with pytest.raises(NotAnArchive, match="not whole"):
        restoring.restore(found.folder, tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert _cities(restoring.restore(found.folder, tmp_path / "new", state=kept[0].state.name)) == (1, 0)


def test_a_state_never_takes_the_place_of_another_archive(kept: tuple[Kept, Kept], tmp_path: Path) -> None:
    create_archive(tmp_path / "other").close()
    with pytest.raises(Refused, match="another archive"):
        restoring.restore(kept[0].vault.folder, tmp_path / "other")
