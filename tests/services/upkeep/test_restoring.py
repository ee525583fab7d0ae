"""Restoring takes over whole or not at all, keeps what it replaces, and lets nobody write meanwhile."""

from __future__ import annotations

import hashlib
import shutil
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.kinds import Kind
from archive_app.errors import ArchiveBusy, NotAnArchive, Refused, StorageError
from archive_app.media.objects import bag
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import backups, maintenance, restoring
from archive_app.store.database import moving_in
from archive_app.store.face.values import WINDOW, FileLock


def add(archive: Archive, name: str) -> None:
    editing.add_record(archive, kind=Kind.CITY, names=[NewName(name)])


def cities(folder: Path) -> list[str]:
    """The names of all cities, where everything else is in order too."""
    with open_archive(folder) as archive:
        report = maintenance.verify(archive)
        assert report.ok, report.problems
        return sorted(hit.row.title for hit in searching.search(archive, "kind:city").hits)


def facts(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def kept(tmp_path: Path) -> tuple[Path, Path]:
    """An archive that went on since its backup was made: its folder, and the backup."""
    (tmp_path / "in").mkdir()
    Image.new("RGB", (64, 48), "red").save(tmp_path / "in" / "red.png")
    with create_archive(tmp_path / "a") as archive:
        ingest(archive, [tmp_path / "in"])
        add(archive, "Leeds")
        backups.backup(archive, out=tmp_path / "copy.tar")
        add(archive, "Oulu")
    return tmp_path / "a", tmp_path / "copy.tar"


def test_nobody_may_have_the_archive_open_meanwhile(kept: tuple[Path, Path]) -> None:
    folder, file = kept
    with open_archive(folder), pytest.raises(ArchiveBusy, match="open in another window or program"):
        restoring.restore(file, folder)
    assert cities(folder) == ["Leeds", "Oulu"]


def test_a_window_of_an_earlier_version_keeps_it_from_being_restored(kept: tuple[Path, Path]) -> None:
    folder, file = kept
    window = FileLock(folder, WINDOW)
    assert window.take()
    with pytest.raises(ArchiveBusy, match="another window"):
        restoring.restore(file, folder)
    window.release()
    assert cities(folder) == ["Leeds", "Oulu"]


def test_nobody_opens_it_while_it_is_restored(kept: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    folder, file = kept
    refused = []
    real = moving_in.commit

    def commit(whole: Path, into: Path, name: str) -> None:
        for _before_and_after in range(2):
            try:
                open_archive(folder).close()
            except ArchiveBusy as busy:
                refused.append(busy.message)
            if len(refused) == 1:
                real(whole, into, name)

    monkeypatch.setattr("archive_app.store.face.store.commit", commit)
    restoring.restore(file, folder)
    assert len(refused) == 2
    assert "is being restored" in refused[0]
    assert cities(folder) == ["Leeds"]


def test_who_has_a_replaced_database_open_is_told_and_writes_nothing(tmp_path: Path) -> None:
    """As where a drive has no locks, or somebody moves files by hand."""
    with create_archive(tmp_path / "a") as archive:
        add(archive, "Leeds")
        archive.store.copy_to(tmp_path / "other.db")
        for ending in ("-wal", "-shm"):
            (tmp_path / "a" / f"catalog.db{ending}").unlink()
        (tmp_path / "other.db").replace(tmp_path / "a" / "catalog.db")
        for _again in range(2):
            with pytest.raises(StorageError, match="was replaced while it was open"):
                add(archive, "Oulu")
    assert cities(tmp_path / "a") == ["Leeds"]


def test_what_is_replaced_is_kept_and_comes_back_by_the_same_way(kept: tuple[Path, Path]) -> None:
    folder, file = kept
    restoring.restore(file, folder)
    assert cities(folder) == ["Leeds"]
    restoring.restore(file, folder)
    # Made within one second, the later one has a number behind it.
    first, second = sorted(
        (folder / "backups").glob("before-restore-*.db"), key=lambda path: (len(path.name), path.name)
    )
    assert restoring.home_of(first) == folder
    restoring.restore(first, folder)
    assert cities(folder) == ["Leeds", "Oulu"]
    restoring.restore(second, folder)
    assert cities(folder) == ["Leeds"]


def test_a_copy_that_was_carried_away_is_known_by_its_history(kept: tuple[Path, Path], tmp_path: Path) -> None:
    folder, file = kept
    restoring.restore(file, folder)
    (copy,) = (folder / "backups").glob("before-restore-*.db")
    away = shutil.copy(copy, tmp_path / "away.db")
    restoring.restore(Path(away), folder)
    assert cities(folder) == ["Leeds", "Oulu"]
    with create_archive(tmp_path / "other") as other:
        add(other, "Turku")
    with pytest.raises(Refused, match="no copy of the archive"):
        restoring.restore(Path(away), tmp_path / "other")
    with pytest.raises(Refused, match="without originals"):
        restoring.restore(Path(away), tmp_path / "new")
    assert not (tmp_path / "new").exists()
    assert cities(tmp_path / "other") == ["Turku"]


def _other_bytes(folder: Path) -> None:
    (original,) = (path for path in (folder / "objects").rglob("*") if path.is_file())
    original.write_bytes(original.read_bytes()[:-1] + b"x")


def _broken_pages(folder: Path) -> None:
    database = folder / "catalog.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:8192] + b"garbage!" * 8192 + whole[8192 + 65536 :])


def _of_another_program(folder: Path) -> None:
    database = folder / "catalog.db"
    whole = database.read_bytes()
    database.write_bytes(whole[:68] + b"AbCd" + whole[72:])


def _no_marker(folder: Path) -> None:
    (folder / "archive.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize("spoil", [_other_bytes, _broken_pages, _of_another_program, _no_marker])
@pytest.mark.parametrize("there", [True, False])
def test_a_bag_that_is_a_bag_but_no_whole_archive_changes_nothing(
    kept: tuple[Path, Path], tmp_path: Path, spoil: Callable[[Path], None], there: bool
) -> None:
    """Its manifest is in order: somebody packed what was damaged already."""
    folder, file = kept
    loose = tmp_path / "loose"
    members = [(name, placed) for name, placed in bag.unpack_iter(file, loose) if placed is not None]
    spoil(loose)
    bag.write(tmp_path / "bad.tar", members, {})
    target = folder if there else tmp_path / "new"
    before = facts(folder)
    with pytest.raises(NotAnArchive, match=r"no whole backup|damaged before the backup"):
        restoring.restore(tmp_path / "bad.tar", target)
    assert facts(folder) | {".window-lock": b""} == before | {".window-lock": b""}
    assert (tmp_path / "new").exists() is False


def test_damaged_originals_of_a_backup_never_take_the_place_of_good_ones(
    kept: tuple[Path, Path], tmp_path: Path
) -> None:
    folder, file = kept
    loose = tmp_path / "loose"
    members = [(name, placed) for name, placed in bag.unpack_iter(file, loose) if placed is not None]
    _other_bytes(loose)
    bag.write(tmp_path / "bad.tar", members, {})
    restoring.restore(tmp_path / "bad.tar", folder, damaged_aside=True)
    assert cities(folder) == ["Leeds"]
    restoring.restore(tmp_path / "bad.tar", tmp_path / "new", damaged_aside=True)
    with open_archive(tmp_path / "new") as archive:
        assert ["missing" in problem.reason for problem in maintenance.verify(archive).problems] == [True]
    (aside,) = (tmp_path / "new" / "backups").glob("damaged-*/*")
    assert hashlib.sha256(aside.read_bytes()).hexdigest() != aside.stem


def test_a_draft_that_reads_back_otherwise_than_it_was_written_becomes_no_backup(
    kept: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, _file = kept
    real = tarfile.TarFile.close

    def close(tar: tarfile.TarFile) -> None:
        was, writing = tar.offset, tar.mode == "w" and not tar.closed
        real(tar)
        if writing and tar.fileobj is not None:
            tar.fileobj.seek(was // 2)
            tar.fileobj.write(b"a drive that fails silently")

    monkeypatch.setattr(tarfile.TarFile, "close", close)
    with open_archive(folder) as archive, pytest.raises(NotAnArchive, match="no whole backup"):
        backups.backup(archive, out=tmp_path / "second.tar")
    assert not (tmp_path / "second.tar").exists()


def test_what_was_begun_is_finished_by_whoever_opens_the_archive_next(
    kept: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, file = kept
    with monkeypatch.context() as patch:

        def stop(_begun: Path, _folder: Path) -> None:
            raise OSError(5, "the drive was pulled out")

        patch.setattr(moving_in, "_move_in", stop)
        with pytest.raises(StorageError, match="is done when the archive is opened again"):
            restoring.restore(file, folder)
    assert moving_in.pending(folder)
    assert cities(folder) == ["Leeds"]
    assert not moving_in.pending(folder)


def test_a_new_archive_that_was_interrupted_is_made_by_asking_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_begun: Path, _folder: Path) -> None:
        raise OSError(5, "the drive was pulled out")

    with monkeypatch.context() as patch:
        patch.setattr(moving_in, "_move_in", stop)
        with pytest.raises(StorageError):
            create_archive(tmp_path / "a")
    assert moving_in.pending(tmp_path / "a")
    create_archive(tmp_path / "a").close()
    assert cities(tmp_path / "a") == []
    with pytest.raises(Refused, match="not empty"):
        create_archive(tmp_path / "a")
