"""Backups by content: each original once, a state for every change, and none that is believed unread."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from archive_app import disk
from archive_app.domain.model.kinds import Kind
from archive_app.errors import ArchiveBusy, Cancelled, NotAnArchive, Refused, StorageError
from archive_app.media.objects import bag, transfer
from archive_app.media.objects.vault import Vault
from archive_app.scratch import Scratch
from archive_app.services.archive import Archive, open_archive
from archive_app.services.ingest.ingest import ingest
from archive_app.services.person import Person
from archive_app.services.records import deleted, editing
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import backups, checking, drives, keeping, maintenance, places, restoring
from archive_app.services.upkeep.keeping import Kept
from tests import bags


@pytest.fixture
def filled(archive: Archive, tmp_path: Path) -> Archive:
    """An archive with three pictures."""
    (tmp_path / "in").mkdir()
    for number in range(3):
        Image.new("RGB", (64, 48), (number, 90, 90)).save(tmp_path / "in" / f"{number}.png")
    ingest(archive, [tmp_path / "in"])
    return archive


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A place for backups, as the settings say."""
    folder = tmp_path / "drive"
    folder.mkdir()
    Person().put({places.PLACE: str(folder)})
    return folder


def _edit(archive: Archive, name: str) -> None:
    editing.add_record(archive, kind=Kind.CITY, names=[NewName(name)])


def _keep_at(monkeypatch: pytest.MonkeyPatch, archive: Archive, moment: str) -> Kept:
    """A backup at a moment, as the name of its state says it."""
    monkeypatch.setattr(Vault, "new_name", lambda _self: moment)
    return keeping.keep(archive)


def _files(folder: Path) -> dict[Path, tuple[int, int]]:
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in folder.rglob("*") if path.is_file()}


@pytest.mark.usefixtures("place")
def test_an_original_is_kept_once_however_many_states_need_it(filled: Archive) -> None:
    first = keeping.keep(filled)
    assert (first.new, first.copied, first.problems) == (True, 3, ())
    assert bags.faults(first.vault.folder) == []
    _edit(filled, "Leeds")
    second = keeping.keep(filled)
    assert (second.new, second.copied) == (True, 0)
    assert [state.originals for state in first.vault.states()] == [3, 3]
    assert len(list(first.vault.data.rglob("*.png"))) == 3
    assert bags.faults(first.vault.folder) == []
    said = bags.information(first.vault.folder)
    assert said["External-Identifier"] == f"urn:uuid:{filled.info.uid}"


def test_nothing_is_written_where_nothing_changed_but_that_it_was_looked_at(filled: Archive, place: Path) -> None:
    kept = keeping.keep(filled)
    before = _files(place)
    again = keeping.keep(filled)
    assert (again.new, again.state) == (False, kept.state)
    after = _files(place)
    assert {path.name for path in before if before[path] != after.get(path)} <= {"checks.json"}
    assert before.keys() == after.keys()


@pytest.mark.usefixtures("place")
def test_a_change_that_joins_an_earlier_step_is_a_change(filled: Archive) -> None:
    with filled.store.transact("First") as first:
        first.set_setting("home_language", "en")
    keeping.keep(filled)
    step = first.change.step
    with filled.store.transact("Joined", step=step) as transaction:
        transaction.set_setting("home_language", "zh")
    assert keeping.keep(filled).new


@pytest.mark.parametrize("harm", ["an original", "a catalogue"])
def test_what_is_lost_at_the_place_is_made_good_by_the_next_backup(filled: Archive, place: Path, harm: str) -> None:
    found = keeping.keep(filled).vault
    victim = next(found.data.rglob("*.png" if harm == "an original" else "catalogue.db"))
    victim.unlink()
    assert keeping.keep(filled).new
    assert checking.verify(place).whole[-1] == found.names()[-1]
    assert harm == "a catalogue" or checking.verify(place).ok


@pytest.mark.parametrize("name", ["*.png", "catalogue.db", "marker.json", "manifest-sha256.txt", "state.json"])
def test_flipped_bytes_at_the_place_are_found_and_named(filled: Archive, place: Path, name: str) -> None:
    found = keeping.keep(filled).vault
    assert checking.verify(place, filled).ok
    victim = next((found.data).rglob(name))
    content = bytearray(victim.read_bytes())
    content[len(content) // 2] ^= 0x80
    victim.write_bytes(content)
    checked = checking.verify(place, filled)
    assert [found.data / fault.name for fault in checked.faults] == [victim]
    assert checked.whole == ()
    known = places.last(filled)
    assert known is not None
    assert known.problems == 1


def test_an_original_found_damaged_at_the_place_is_copied_anew(filled: Archive, place: Path) -> None:
    found = keeping.keep(filled).vault
    victim = next(found.data.rglob("*.png"))
    victim.write_bytes(b"x" * victim.stat().st_size)
    assert not keeping.keep(filled).new
    assert not checking.verify(place, filled).ok
    assert keeping.keep(filled).copied == 1
    assert checking.verify(place, filled).ok
    assert bags.faults(found.folder) == []


@pytest.mark.usefixtures("place")
def test_a_damaged_original_is_named_and_its_bytes_are_kept_apart(filled: Archive) -> None:
    _digest, _extension, path = next(iter(filled.objects.iter_objects()))
    path.write_bytes(b"bits that flipped")
    kept = keeping.keep(filled)
    assert [path.name in problem.reason for problem in kept.problems] == [True]
    assert [each.read_bytes() for each in (kept.vault.data / "damaged").iterdir()] == [b"bits that flipped"]
    assert kept.state.originals == 3
    assert bags.faults(kept.vault.folder) == []


def test_the_good_bytes_at_the_place_outlive_damage_in_the_archive(filled: Archive, place: Path) -> None:
    found = keeping.keep(filled).vault
    (_one, _ext, first), (_two, _ext2, second), _third = filled.objects.iter_objects()
    first.write_bytes(b"flipped")
    second.unlink()
    _edit(filled, "Leeds")
    kept = keeping.keep(filled)
    assert kept.state.originals == 3
    assert not (found.data / "damaged").exists()
    assert checking.verify(place).ok


@pytest.mark.usefixtures("place")
def test_what_cannot_be_read_is_named_each_time_and_makes_no_state_of_its_own(filled: Archive) -> None:
    _digest, _extension, path = next(iter(filled.objects.iter_objects()))
    content = path.read_bytes()
    path.unlink()
    for new in (True, False):
        kept = keeping.keep(filled)
        assert (kept.new, kept.state.originals, len(kept.state.lacking)) == (new, 2, 1)
        assert [path.name in problem.reason for problem in kept.problems] == [True]
    path.write_bytes(content)
    kept = keeping.keep(filled)
    assert (kept.new, kept.state.originals, kept.problems) == (True, 3, ())


def test_a_copy_that_reads_back_otherwise_is_no_backup(
    filled: Archive, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Failing:
        """A drive that loses the last byte of what it is given."""

        def sync_open(self, descriptor: int) -> None:
            os.ftruncate(descriptor, os.fstat(descriptor).st_size - 1)

    monkeypatch.setattr(transfer, "disk", Failing())
    with pytest.raises(StorageError, match="other bytes than were written"):
        keeping.keep(filled)
    monkeypatch.undo()
    assert places.vault_in(filled, place).names() == []
    assert list(place.rglob("*.png")) == []


@pytest.mark.usefixtures("place")
def test_too_many_states_are_thinned_and_take_what_only_they_needed(
    filled: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person().put({places.KEEP: 2})
    extra = filled.objects.stage_chunks(iter([b"only in the second state"]))
    _keep_at(monkeypatch, filled, "20260101T000000Z")
    path = filled.objects.adopt(extra, "txt")
    found = _keep_at(monkeypatch, filled, "20260102T000000Z").vault
    path.unlink()
    _edit(filled, "Leeds")
    assert sum(name.endswith(".txt") for name in found.pool()) == 1
    kept = _keep_at(monkeypatch, filled, "20260110T000000Z")
    assert kept.removed == 1
    assert found.names() == ["20260101T000000Z", "20260110T000000Z"]
    assert not any(name.endswith(".txt") for name in found.pool())
    assert len(found.pool()) == 3
    assert bags.faults(found.folder) == []


@pytest.mark.usefixtures("place")
def test_a_state_is_gone_for_good_before_its_originals_go(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a power cut it would be there again, and be believed to be whole."""
    Person().put({places.KEEP: 1})
    found = _keep_at(monkeypatch, filled, "20260101T000000Z").vault
    _edit(filled, "Leeds")
    sync, drop = disk.sync_folder, Vault.drop_unneeded
    lasting: list[list[str]] = []

    def synced(folder: Path) -> None:
        sync(folder)
        lasting.extend([found.names()] if folder == found.folder_of("x").parent else [])

    def dropped(vault: Vault) -> int:
        lasting.append(["dropped"])
        return drop(vault)

    monkeypatch.setattr(disk, "sync_folder", synced)
    monkeypatch.setattr(Vault, "drop_unneeded", dropped)
    assert _keep_at(monkeypatch, filled, "20260102T000000Z").removed == 1
    assert lasting[-2:] == [["20260102T000000Z"], ["dropped"]]


@pytest.mark.usefixtures("place")
def test_a_backup_that_fails_removes_nothing(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    Person().put({places.KEEP: 1})
    found = keeping.keep(filled).vault
    before = _files(found.data)
    _edit(filled, "Leeds")
    monkeypatch.setattr(filled.store, "copy_to", _raise(StorageError("full")))
    with pytest.raises(StorageError, match="full"):
        keeping.keep(filled)
    assert _files(found.data) == before
    assert [path.name for path in found.folder.iterdir() if path.name.startswith(".exchange")] == []


def _raise(error: Exception) -> Callable[[object], None]:
    def raising(_given: object) -> None:
        raise error

    return raising


def test_a_backup_that_was_stopped_goes_on_where_it_was(filled: Archive, place: Path) -> None:
    asked: list[bool] = []

    def stop() -> bool:
        asked.append(True)
        return len(asked) > 5

    with pytest.raises(Cancelled, match="stopped"):
        keeping.keep(filled, cancelled=stop)
    found = places.vault_in(filled, place)
    copied = len(found.pool())
    assert 0 < copied <= 3
    assert found.names() == []
    assert keeping.keep(filled).copied == 3 - copied


@pytest.mark.usefixtures("place")
def test_where_a_place_has_no_room_nothing_is_begun(
    filled: Archive, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(place)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage._replace(free=0))
    with pytest.raises(StorageError, match="has no room"):
        keeping.keep(filled)
    assert list(place.rglob("*.png")) == list(place.rglob("catalogue.db")) == []


def test_two_backups_at_once_are_one_too_many(filled: Archive) -> None:
    def inside(_progress: object) -> None:
        with pytest.raises(ArchiveBusy, match="Another program"):
            keeping.keep(filled)
        tried.append(True)

    tried: list[bool] = []
    keeping.keep(filled, on_progress=inside)
    assert tried


def _to_be_purged(archive: Archive) -> tuple[int, Path]:
    """A photograph in the bin, and where its original lies."""
    row = searching.search(archive, "kind:photo").hits[0].row
    editing.delete_records(archive, records=[row.id])
    return row.id, archive.objects.path_of(row.sha256, "png")


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("in_one_file", [True, False])
def test_what_is_purged_meanwhile_is_in_the_backup_and_gone_from_the_archive(
    filled: Archive, tmp_path: Path, in_one_file: bool
) -> None:
    record, original = _to_be_purged(filled)
    there: list[bool] = []

    def inside(_progress: object) -> None:
        if not there:
            there.append(True)
            deleted.purge(filled, records=[record])
            there.append(original.is_file())

    if in_one_file:
        assert backups.backup(filled, out=tmp_path / "out.tar", on_progress=inside).problems == ()
        restoring.restore(tmp_path / "out.tar", tmp_path / "again")
    else:
        assert keeping.keep(filled, on_progress=inside).problems == ()
        restoring.restore(tmp_path / "drive", tmp_path / "again")
    assert there == [True, True]
    assert not original.exists()
    with open_archive(tmp_path / "again") as again:
        assert maintenance.verify(again).problems == []
        assert again.objects.path_of(original.stem, "png").is_file()


@pytest.mark.usefixtures("place")
@pytest.mark.parametrize("in_one_file", [True, False])
def test_what_was_purged_before_is_in_no_backup_though_it_lies_there(
    filled: Archive, tmp_path: Path, in_one_file: bool
) -> None:
    record, original = _to_be_purged(filled)
    # As while another backup is under way.
    with Scratch(filled.objects.staging, "backup"):
        deleted.purge(filled, records=[record])
    assert original.is_file()
    if in_one_file:
        backups.backup(filled, out=tmp_path / "out.tar")
        names = [name for name, _placed in bag.unpack_iter(tmp_path / "out.tar")]
    else:
        names = sorted(keeping.keep(filled).vault.pool())
    assert len([name for name in names if "objects/" in name]) == 2
    assert not any(original.stem in name for name in names)
    assert not original.exists()


def test_without_a_place_a_backup_is_made_and_the_warning_says_why_that_is_little(filled: Archive) -> None:
    kept = keeping.keep(filled)
    assert kept.vault.folder.parent == filled.folder / "backups"
    assert "No place for backups is set" in kept.where.warning


@pytest.mark.usefixtures("place")
def test_on_the_same_drive_it_is_made_and_said(filled: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "lies on the same drive" in keeping.keep(filled).where.warning
    monkeypatch.setattr(drives, "same", lambda _one, _other: False)
    assert keeping.keep(filled).where.warning == ""


def test_a_place_that_is_gone_is_never_made_anew(filled: Archive, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(drives, "same", lambda _one, _other: False)
        found = keeping.keep(filled).vault.folder
    found.rename(place.parent / "unplugged")
    with pytest.raises(StorageError, match="not there any more"):
        keeping.keep(filled)
    place.rmdir()
    with pytest.raises(StorageError, match="is not there"):
        keeping.keep(filled)
    assert not place.exists()


def test_no_backup_goes_into_the_archive_but_to_its_backups(filled: Archive) -> None:
    Person().put({places.PLACE: str(filled.folder / "objects")})
    with pytest.raises(Refused, match="inside the archive"):
        keeping.keep(filled)


def test_backups_of_several_archives_share_a_place_and_are_told_apart(
    filled: Archive, place: Path, tmp_path: Path
) -> None:
    from archive_app.services.archive import create_archive

    keeping.keep(filled)
    with create_archive(tmp_path / "other") as other:
        kept = keeping.keep(other)
        assert checking.verify(place, other).place == kept.vault.folder
    assert checking.verify(kept.vault.folder).ok
    with pytest.raises(NotAnArchive, match="2 archives"):
        checking.verify(place)
