"""Verify, backup and restore."""

from __future__ import annotations

import hashlib
import tarfile
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.kinds import Kind
from archive_app.errors import NotAnArchive, Refused, StorageError
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.catalogue.catalogue import make_catalogue
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import backups, maintenance, restoring
from tests.inside import database


@pytest.fixture
def filled(archive: Archive, tmp_path: Path) -> Archive:
    """An archive with three pictures and a city."""
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(3):
        Image.new("RGB", (64, 48), (number, 90, 90)).save(folder / f"{number}.png")
    ingest(archive, [folder])
    editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
    return archive


def test_verify_names_what_is_missing_and_what_has_changed(filled: Archive) -> None:
    assert maintenance.verify(filled).ok
    (_one, _ext, first), (_two, _ext2, second), _third = filled.objects.iter_objects()
    first.unlink()
    second.write_bytes(second.read_bytes()[:-1] + b"x")
    report = maintenance.verify(filled)
    assert not report.ok
    assert sorted("missing" in problem.reason for problem in report.problems) == [False, True]
    assert all(problem.what == "original" and problem.ref.startswith("PHO-") for problem in report.problems)


def test_verify_sees_an_index_out_of_step_and_reindex_mends_it(filled: Archive) -> None:
    with database(filled).transact("Damage") as transaction:
        transaction.session.connection().exec_driver_sql("DELETE FROM search WHERE rowid = 1")
    assert {problem.what for problem in maintenance.verify(filled).problems} == {"search index"}
    assert maintenance.reindex(filled) == 4
    assert maintenance.verify(filled).ok


def test_a_backup_is_a_bag_and_comes_back_whole(filled: Archive, tmp_path: Path) -> None:
    history.undo(filled)
    report = backups.backup(filled, out=tmp_path / "safe" / "copy.tar")
    assert hashlib.sha256(report.file.read_bytes()).hexdigest() == report.sha256
    with tarfile.open(report.file) as bag:
        wanted = ("bagit.txt", "manifest-sha256.txt", "data/archive.json", "data/catalog.db")
        assert {f"copy/{name}" for name in wanted} <= set(bag.getnames())
    with open_archive(restoring.restore(report.file, tmp_path / "back")) as back:
        assert maintenance.verify(back).checked == 3
        assert searching.search(back, "kind:photo").count == 3
        history.redo(back)
        assert reading.resolve(back, "leeds").kind is Kind.CITY


def test_restore_puts_the_same_archive_back_and_keeps_what_was_there(tmp_path: Path) -> None:
    with create_archive(tmp_path / "a") as archive:
        editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
        report = backups.backup(archive)
        editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")])
    restoring.restore(report.file, tmp_path / "a")
    with open_archive(tmp_path / "a") as archive:
        assert searching.search(archive, "").count == 1
    assert list((tmp_path / "a" / "backups").glob("before-restore-*.db"))


def test_restore_over_another_archive_or_a_full_folder_is_refused(filled: Archive, tmp_path: Path) -> None:
    report = backups.backup(filled)
    create_archive(tmp_path / "other").close()
    with pytest.raises(Refused, match="another archive"):
        restoring.restore(report.file, tmp_path / "other")
    with pytest.raises(Refused, match="not empty"):
        restoring.restore(report.file, tmp_path / "in")


def test_no_archive_is_made_or_restored_inside_another(filled: Archive, tmp_path: Path) -> None:
    report = backups.backup(filled, out=tmp_path / "b.tar")
    before = sorted(filled.folder.rglob("*"))
    for place in (filled.folder / "new", filled.folder / "objects" / "deep" / "new"):
        for make in (create_archive, lambda folder: restoring.restore(report.file, folder)):
            with pytest.raises(Refused, match="inside the archive"):
                make(place)
    assert sorted(filled.folder.rglob("*")) == before


@pytest.mark.parametrize("cut", [100, 20_000, -10_300])
def test_a_damaged_backup_is_refused_and_nothing_is_left(filled: Archive, tmp_path: Path, cut: int) -> None:
    report = backups.backup(filled)
    (tmp_path / "bad.tar").write_bytes(report.file.read_bytes()[:cut])
    with pytest.raises(NotAnArchive, match="no whole backup"):
        restoring.restore(tmp_path / "bad.tar", tmp_path / "back")
    assert not (tmp_path / "back").exists()


def test_a_backup_that_would_leave_its_folder_is_refused(tmp_path: Path) -> None:
    evil = tmp_path / "evil.tar"
    with tarfile.open(evil, "w") as bag:
        bag.addfile(tarfile.TarInfo("data/../../outside"))
    with pytest.raises(NotAnArchive):
        restoring.restore(evil, tmp_path / "back")
    assert not (tmp_path / "outside").exists()


def test_a_backup_to_nowhere_is_a_sentence(filled: Archive, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(StorageError, match="cannot be written: something of that name"):
        backups.backup(filled, out=tmp_path / "file" / "copy.tar")


@pytest.mark.parametrize("damage", ["first pages", "middle pages", "database gone", "marker gone", "marker unreadable"])
def test_a_damaged_archive_comes_back_from_its_backup(tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "a"
    with create_archive(folder) as archive:
        editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
        report = backups.backup(archive, out=tmp_path / "copy.tar")
    database = folder / "catalog.db"
    whole = database.read_bytes()
    if damage == "first pages":
        database.write_bytes(b"garbage" * 1000 + whole[7000:])
    elif damage == "middle pages":
        database.write_bytes(whole[:8192] + b"garbage!" * 8192 + whole[8192 + 65536 :])
    elif damage == "database gone":
        database.unlink()
    elif damage == "marker gone":
        (folder / "archive.json").unlink()
    else:
        (folder / "archive.json").write_text("{", encoding="utf-8")
    restoring.restore(report.file, folder)
    with open_archive(folder) as archive:
        assert maintenance.verify(archive).ok
        assert reading.resolve(archive, "Leeds").title == "Leeds"


def test_nothing_is_written_over_the_archive_itself(filled: Archive, tmp_path: Path) -> None:
    for target in (filled.folder / "catalog.db", filled.folder / "objects" / "x.tar", filled.folder / "backups"):
        with pytest.raises(Refused, match="inside the archive"):
            backups.backup(filled, out=target)
    (tmp_path / "way").symlink_to(filled.folder, target_is_directory=True)
    with pytest.raises(Refused, match="inside the archive"):
        make_catalogue(filled, query="", out=tmp_path / "way" / "catalog.db")
    assert maintenance.verify(filled).ok


def test_a_backup_says_which_originals_were_damaged(filled: Archive) -> None:
    _digest, _extension, path = next(iter(filled.objects.iter_objects()))
    path.write_bytes(b"other bytes")
    (problem,) = backups.backup(filled).problems
    assert path.name in problem.reason


def test_what_systems_leave_between_the_originals_does_no_harm(filled: Archive, tmp_path: Path) -> None:
    _digest, _extension, path = next(iter(filled.objects.iter_objects()))
    drawer = path.parent
    for name in (".DS_Store", f"._{path.name}", "Thumbs.db", f"{path.stem} (1){path.suffix}"):
        (drawer / name).write_bytes(b"junk")
    (drawer.parent / ".DS_Store").write_bytes(b"junk")
    (drawer / "@eaDir").mkdir()
    (drawer / "@eaDir" / "thumb.jpg").write_bytes(b"junk")
    (filled.folder / "staging" / "@eaDir").mkdir()
    report = maintenance.verify(filled)
    assert report.ok
    assert report.checked == 3
    assert len(report.strangers) == 6
    assert any(name.endswith("(1).png") for name in report.strangers)
    copy = backups.backup(filled, out=tmp_path / "copy.tar")
    assert copy.problems == ()
    with tarfile.open(copy.file) as bag:
        assert sum("/data/objects/" in name for name in bag.getnames()) == 3
    Image.new("RGB", (64, 48), (9, 9, 9)).save(tmp_path / "one.png")
    assert len(ingest(filled, [tmp_path / "one.png"]).added) == 1
    path.unlink()
    assert not maintenance.verify(filled).ok


def test_a_folder_that_only_a_system_wrote_to_is_empty(filled: Archive, tmp_path: Path) -> None:
    copy = backups.backup(filled, out=tmp_path / "copy.tar").file
    for name in ("new", "restored"):
        (tmp_path / name / "lost+found").mkdir(parents=True)
        (tmp_path / name / ".DS_Store").write_bytes(b"junk")
    create_archive(tmp_path / "new").close()
    assert restoring.restore(copy, tmp_path / "restored") == tmp_path / "restored"
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Mine")
    with pytest.raises(Refused):
        create_archive(tmp_path / "mine")
