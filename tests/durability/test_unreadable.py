"""One original that can't be read: the others are, and it is named."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive_app import inside
from archive_app.errors import StorageError
from archive_app.media.objects.objects import ObjectStore
from archive_app.services.archive import open_archive
from archive_app.services.ingest.ingest import ingest
from archive_app.services.upkeep import backups, maintenance
from archive_app.services.upkeep.restoring import restore
from tests.durability import ordinary
from tests.made import Made

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes are another matter there")


@pytest.fixture(scope="module")
def filled(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of three photographs."""
    room = tmp_path_factory.mktemp("filled")
    with made.new(room / "archive") as archive:
        for colour in ("teal", "tan", "navy"):
            Image.new("RGB", (40, 30), colour).save(room / f"{colour}.png")
        ingest(archive, sorted(room.glob("*.png")))
    return room / "archive"


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    shutil.copytree(filled, tmp_path / "archive")
    return tmp_path / "archive"


@pytest.fixture
def locked(folder: Path) -> Iterator[Path]:
    """The original of a photograph that may not be read."""
    path = _originals(folder)[1]
    path.chmod(0)
    yield path
    path.chmod(0o600)


def _originals(folder: Path) -> list[Path]:
    return [path for _digest, _extension, path in ObjectStore(folder).iter_objects()]


@pytest.mark.usefixtures("locked")
def test_a_check_names_it_and_goes_on(folder: Path) -> None:
    said = ordinary.run(folder, "verify")
    assert said.status == 1
    assert said.document["checked"] == 3
    (problem,) = said.document["problems"]
    assert problem["ref"].startswith("PHO-")
    assert "cannot be read: you have no permission" in problem["reason"]


def test_a_backup_holds_the_others_and_names_it(folder: Path, locked: Path, tmp_path: Path) -> None:
    said = ordinary.run(folder, "backup", "--out", str(tmp_path / "saved.tar"))
    assert said.status == 1
    (problem,) = said.document["problems"]
    assert locked.name in problem
    assert "not in the backup" in problem
    restored = restore(tmp_path / "saved.tar", tmp_path / "back")
    assert [path.name for path in _originals(restored)] == sorted(
        path.name for path in _originals(folder) if path != locked
    )


@pytest.mark.usefixtures("locked")
def test_an_export_writes_the_others_and_names_it(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    said = ordinary.run(folder, "export-originals", "--search", "kind:photo", "--to", str(tmp_path / "out"))
    assert said.status == 1
    assert len(said.document["files"]) == len(list((tmp_path / "out").iterdir())) == 2
    (unread,) = said.document["unread"]
    assert "cannot be read: you have no permission" in unread["reason"]


@pytest.mark.usefixtures("locked")
def test_what_is_asked_of_the_archive_is_answered(folder: Path, tmp_path: Path) -> None:
    made = tmp_path / "made.pdf"
    found, shown, printed = ordinary.run_all(
        folder,
        ["search", "kind:photo"],
        ["show", "PHO-0002"],
        ["catalogue", "--search", "kind:photo", "--out", str(made)],
    )
    assert (found.document["count"], shown.status, printed.status) == (3, 0, 0)
    assert made.read_bytes()[:5] == b"%PDF-"


def test_a_drawer_that_may_not_be_looked_into_costs_its_originals_only(folder: Path, tmp_path: Path) -> None:
    drawer = _originals(folder)[0].parent
    drawer.chmod(0)
    try:
        checked, saved = ordinary.run_all(folder, ["verify"], ["backup", "--out", str(tmp_path / "saved.tar")])
    finally:
        drawer.chmod(0o700)
    assert (checked.status, len(checked.document["problems"])) == (1, 1)
    assert (saved.status, len(saved.document["problems"])) == (1, 1)


def test_a_missing_original_is_named_by_a_backup(folder: Path, tmp_path: Path) -> None:
    gone = _originals(folder)[2]
    gone.unlink()
    with open_archive(folder) as archive:
        (problem,) = backups.backup(archive, out=tmp_path / "saved.tar").problems
    assert gone.name in problem.reason
    assert problem.ref.startswith("PHO-")


def test_nothing_written_is_no_success(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    for path in _originals(folder):
        path.unlink()
    said = ordinary.run(folder, "export-originals", "--search", "kind:photo", "--to", str(tmp_path / "out"))
    assert said.status == 1


class _Failing:
    """A drive that fails in the middle of one file."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, path: Path, good: int = 10) -> None:
        opened = inside.open_file

        def open_file(file: Path) -> Any:
            stream = opened(file)
            return _Breaking(stream, good) if file == path else stream

        monkeypatch.setattr(inside, "open_file", open_file)


class _Breaking:
    def __init__(self, stream: Any, good: int) -> None:
        self._stream, self._good = stream, good

    def read(self, _size: int = -1) -> bytes:
        if not self._good:
            raise OSError(errno.EIO, os.strerror(errno.EIO))
        data: bytes = self._stream.read(self._good)
        self._good = 0
        return data

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __enter__(self) -> _Breaking:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._stream.close()


def test_a_drive_that_fails_within_a_file_costs_the_backup_that_file(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = _originals(folder)[1]
    with open_archive(folder) as archive:
        _Failing(monkeypatch, archive.folder / broken.relative_to(folder))
        report = backups.backup(archive, out=tmp_path / "saved.tar")
    (problem,) = report.problems
    assert broken.name in problem.reason
    assert "the drive failed" in problem.reason
    monkeypatch.undo()
    with open_archive(restore(tmp_path / "saved.tar", tmp_path / "back")) as back:
        assert [problem.reason for problem in maintenance.verify(back).problems] == [
            "The original is missing from the object store."
        ]


def test_a_full_drive_of_the_backup_is_not_the_originals_fault(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_arguments: object, **_more: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with open_archive(folder) as archive:
        monkeypatch.setattr("tarfile.copyfileobj", full)
        with pytest.raises(StorageError, match=r"saved.tar” cannot be written: the disk is full"):
            backups.backup(archive, out=tmp_path / "saved.tar")
    assert not (tmp_path / "saved.tar").exists()
