"""Names of what is there for a while, drafts, and folders that are there for good."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from archive_app import disk


def test_a_draft_takes_its_place_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "kept"
    disk.put(target, b"old")

    def fail() -> None:
        raise OSError(errno.EIO, "no")

    for raised_by in (fail, lambda: None):
        with pytest.raises(OSError, match="no"), disk.draft(target, fail) as beside:  # noqa: PT012
            beside.write_bytes(b"new")
            raised_by()
        assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("kept", b"old")]
    disk.put(target, b"new")
    assert [(path.name, path.read_bytes()) for path in tmp_path.iterdir()] == [("kept", b"new")]


def test_a_new_folder_is_there_when_the_one_above_was_synced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[Path] = []
    monkeypatch.setattr(disk, "sync_folder", synced.append)
    disk.make_folder(tmp_path / "a" / "b" / "c")
    assert synced == [tmp_path, tmp_path / "a", tmp_path / "a" / "b"]
    disk.make_folder(tmp_path / "a" / "b" / "c")
    assert len(synced) == 3


def test_a_folder_cannot_be_made_where_a_file_stands(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"a")
    with pytest.raises(FileExistsError):
        disk.make_folder(tmp_path / "a")


@pytest.mark.parametrize(("number", "bearable"), [(errno.EINVAL, True), (errno.EACCES, True), (errno.EIO, False)])
def test_a_drive_that_knows_no_syncing_of_folders_is_borne_and_one_that_fails_is_not(
    tmp_path: Path, number: int, bearable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    if bearable:
        disk.sync_folder(tmp_path)
        return
    with pytest.raises(OSError, match=os.strerror(number)):
        disk.sync_folder(tmp_path)


def test_what_killed_ones_and_earlier_versions_left_beside_a_target_goes_when_the_next_file_is_written(
    tmp_path: Path,
) -> None:
    (tmp_path / ".exchange-archive-part-0123456789abcdef").mkdir()
    part = tmp_path / ("." + "0a" * 16 + ".part")
    part.write_bytes(b"half")
    printed, theirs = tmp_path / ".catalogue-a1b2c3d4", tmp_path / ".catalogue-pictures"
    for folder, name in ((printed, "pictures.pdf"), (theirs, "notes.txt")):
        folder.mkdir()
        (folder / name).write_bytes(b"half")
        os.utime(folder / name, (0, 0))
    for path in (part, printed, theirs):
        os.utime(path, (0, 0))
    disk.put(tmp_path / "kept", b"kept")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".catalogue-pictures", "kept"]
