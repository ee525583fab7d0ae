"""The restore drill: what it says of a good backup and of a bad one, and that nothing of it stays."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import Cancelled, NotAnArchive, NotFound, StorageError
from archive_app.services.archive import Archive
from archive_app.services.person import Person
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName
from archive_app.services.upkeep import backups, drilling, keeping, places, samples


@pytest.fixture
def filled(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Archive:
    """An archive with three cities and two originals; its backups go to a folder of the test."""
    for name in ("Leeds", "Oulu", "Kiel"):
        editing.add_record(archive, kind=Kind.CITY, names=[NewName(name)])
    for content in (b"one", b"two"):
        archive.objects.adopt(archive.objects.stage_chunks(iter([content])), "txt")
    (tmp_path / "drive").mkdir()
    (tmp_path / "tmp").mkdir()
    Person().put({places.PLACE: str(tmp_path / "drive")})
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    return archive


def _left(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "tmp").iterdir())


def test_a_good_backup_passes_with_the_archive_as_it_was_then(filled: Archive, tmp_path: Path) -> None:
    keeping.keep(filled)
    editing.add_record(filled, kind=Kind.CITY, names=[NewName("Leeds")])
    found = drilling.drill(filled)
    assert (found.ok, found.originals, found.faults, found.harmed) == (True, 2, [], [])
    assert found.searches >= 10
    assert "can be restored: 2 originals came back byte for byte" in drilling.summary(found)
    assert _left(tmp_path) == []


def test_a_backup_in_one_file_is_compared_as_long_as_the_archive_is_as_it_was(filled: Archive, tmp_path: Path) -> None:
    file = backups.backup(filled, out=tmp_path / "copy.tar").file
    # Where nothing is kept by content, this is the last backup.
    assert drilling.drill(filled).backup == file
    assert drilling.drill(filled, file).searches >= 10
    editing.add_record(filled, kind=Kind.CITY, names=[NewName("Leeds")])
    found = drilling.drill(filled, file)
    assert (found.ok, found.originals, found.searches) == (True, 2, 0)
    assert "the archive has changed since" in drilling.summary(found)


def test_a_search_that_finds_something_else_fails_the_drill(
    filled: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(samples, "asked", lambda _archive: [("kind:city", 4, "0" * 16)])
        keeping.keep(filled)
    found = drilling.drill(filled)
    assert not found.ok
    assert found.faults == ["The search “kind:city” finds something else."]
    assert "failed the drill" in drilling.summary(found)
    assert _left(tmp_path) == []


def test_a_damaged_backup_is_refused_and_what_was_restored_of_it_is_gone(filled: Archive, tmp_path: Path) -> None:
    kept = keeping.keep(filled)
    victim = next(kept.vault.data.rglob("*.txt"))
    victim.write_bytes(b"xxx")
    with pytest.raises(NotAnArchive, match="other bytes"):
        drilling.drill(filled)
    victim.unlink()
    with pytest.raises(NotAnArchive, match="not whole"):
        drilling.drill(filled)
    assert _left(tmp_path) == []


def test_what_the_archive_itself_has_lost_is_named(filled: Archive) -> None:
    keeping.keep(filled)
    (_one, _ext, path), _other = filled.objects.iter_objects()
    path.write_bytes(b"flipped")
    found = drilling.drill(filled)
    assert found.ok
    assert [path.name in name for name in found.harmed] == [True]
    assert "1 original is damaged or missing in the archive itself" in drilling.summary(found)


def test_an_earlier_state_can_be_drilled_and_one_that_is_not_there_is_said(filled: Archive) -> None:
    first = keeping.keep(filled).state.name
    editing.add_record(filled, kind=Kind.CITY, names=[NewName("Leeds")])
    kept = keeping.keep(filled)
    assert drilling.drill(filled).state == kept.state.name
    assert drilling.drill(filled, state=first).state == first
    assert drilling.drill(filled, kept.vault.folder_of(first)).state == first
    with pytest.raises(NotFound, match=first):
        drilling.drill(filled, state="20200101T000000Z")


def test_without_room_or_backup_it_is_a_sentence(
    filled: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotFound, match="no backup"):
        drilling.drill(filled)
    keeping.keep(filled)
    monkeypatch.setattr(drilling, "_size", lambda _named: 1 << 60)
    with pytest.raises(StorageError, match="No drive has room"):
        drilling.drill(filled)
    assert _left(tmp_path) == []


def test_stopped_it_leaves_nothing(filled: Archive, tmp_path: Path) -> None:
    keeping.keep(filled)
    with pytest.raises(Cancelled):
        drilling.drill(filled, cancelled=lambda: True)
    assert _left(tmp_path) == []


def test_it_stops_before_the_next_file_is_restored(filled: Archive, tmp_path: Path) -> None:
    file = backups.backup(filled, out=tmp_path / "copy.tar").file
    restored: list[str] = []
    with pytest.raises(Cancelled):
        drilling.drill(
            filled,
            file,
            on_progress=lambda progress: restored.append(progress.current),
            cancelled=lambda: bool(restored),
        )
    assert len(restored) == 1
    assert _left(tmp_path) == []
