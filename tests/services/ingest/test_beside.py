"""Several at once, and some that are killed: nobody is in anybody's way, and nothing is left of the dead."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from archive_app.errors import ArchiveBusy
from archive_app.services.archive import Archive, open_archive
from archive_app.services.history import history
from archive_app.services.ingest.ingest import _Run, ingest
from archive_app.services.ingest.report import IngestReport
from archive_app.services.progress import Progress
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from archive_app.store.database import clock
from archive_app.store.face.store import Store
from tests.inside import database

#: Dies when it has put originals in their places, before they are recorded.
_KILLED = """
import os, signal, sys
from pathlib import Path
from archive_app.services.archive import open_archive
from archive_app.services.ingest.ingest import _Run, ingest
_Run._write = lambda *_all: os.kill(os.getpid(), signal.SIGKILL)
if __name__ == "__main__":
    with open_archive(Path(sys.argv[1])) as archive:
        ingest(archive, [Path(sys.argv[2])])
"""


def _pictures(folder: Path, count: int, shade: int = 0) -> Path:
    folder.mkdir()
    for number in range(count):
        Image.new("RGB", (64, 40), (number * 7 % 256, number // 256, shade)).save(folder / f"IMG_{number:04d}.png")
    return folder


def _kill_one(archive: Archive, source: Path) -> None:
    script = archive.folder.parent / "killed.py"
    script.write_text(_KILLED, encoding="utf-8")
    done = subprocess.run([sys.executable, str(script), str(archive.folder), str(source)], check=False)
    assert done.returncode == -signal.SIGKILL


def _left(archive: Archive) -> list[str]:
    return [path.name for path in archive.objects.staging.iterdir()]


def _entering(archive: Archive) -> list[tuple[str, str, list[str]]]:
    with archive.store.read() as reader:
        return reader.files.entering()


needs_kill = pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")


@needs_kill
def test_what_a_killed_ingest_put_in_its_place_and_did_not_record_is_swept(archive: Archive, tmp_path: Path) -> None:
    source = _pictures(tmp_path / "in", 3)
    _kill_one(archive, source)
    assert len(list(archive.objects.iter_objects())) == 3
    assert len(_entering(archive)) == 3
    assert _left(archive)
    with open_archive(archive.folder) as again:
        assert list(again.objects.iter_objects()) == []
        assert _entering(again) == []
        assert _left(again) == []
        assert maintenance.verify(again).ok
        assert len(ingest(again, [source]).added) == 3
        assert maintenance.verify(again).ok


@needs_kill
def test_what_was_kept_before_outlives_a_killed_ingest_of_the_same_bytes(archive: Archive, tmp_path: Path) -> None:
    source = _pictures(tmp_path / "in", 2)
    ingest(archive, [source])
    history.undo(archive)
    _kill_one(archive, source)
    archive.sweep()
    assert _entering(archive) == []
    assert len(list(archive.objects.iter_objects())) == 2
    history.redo(archive)
    assert searching.search(archive, "kind:photo").count == 2
    assert maintenance.verify(archive).ok


@needs_kill
def test_nothing_is_swept_of_what_a_living_one_is_about_to_record(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = _pictures(tmp_path / "in", 2)

    def swept() -> None:
        # Another one dies at the same bytes, and a third one tidies up.
        _kill_one(archive, source)
        with open_archive(archive.folder) as third:
            assert third.sweep() == 0

    _once_before_it_writes(monkeypatch, swept)
    assert len(ingest(archive, [source]).added) == 2
    assert maintenance.verify(archive).ok
    assert _entering(archive) == []
    archive.sweep()
    assert _left(archive) == []


def _as_an_earlier_version(archive: Archive, digest: str, at: str) -> None:
    """The intent to keep a picture, with nobody's name."""
    with database(archive).transact("as it was") as transaction:
        connection = transaction.session.connection()
        connection.exec_driver_sql("DELETE FROM intent")
        connection.exec_driver_sql("INSERT INTO intent VALUES (?, 'png', ?)", (bytes.fromhex(digest), at))


@pytest.mark.parametrize(("at", "kept"), [("", True), ("2020-01-01T00:00:00.000Z", False)])
def test_what_an_earlier_version_was_about_to_keep_is_swept_after_a_day(
    archive: Archive, tmp_path: Path, at: str, kept: bool
) -> None:
    staged = archive.objects.stage(next(_pictures(tmp_path / "in", 1).iterdir()))
    archive.objects.adopt(staged, "png")
    _as_an_earlier_version(archive, staged.sha256, at or clock.now())
    archive.sweep()
    assert archive.objects.exists(staged.sha256, "png") is kept
    assert bool(_entering(archive)) is kept


def test_what_the_history_tells_of_is_never_swept(archive: Archive, tmp_path: Path) -> None:
    ingest(archive, [_pictures(tmp_path / "in", 1)])
    ((digest, extension, _path),) = archive.objects.iter_objects()
    history.undo(archive)
    with database(archive).transact("lost") as transaction:
        transaction.session.connection().exec_driver_sql("DELETE FROM media_file")
    _as_an_earlier_version(archive, digest, "2020-01-01T00:00:00.000Z")
    archive.sweep()
    assert archive.objects.exists(digest, extension)
    assert _entering(archive) == []


def _once_before_it_writes(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> None:
    """Let something happen when the next ingest has put its originals in their places."""
    write, pending = _Run._write, [happens]

    def then(run: _Run, *rest: object) -> object:
        if pending:
            pending.pop()()
        return write(run, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(_Run, "_write", then)


def test_the_same_files_given_to_two_at_once_are_kept_once_and_told_in_both(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = _pictures(tmp_path / "in", 3)
    theirs: list[IngestReport] = []
    with open_archive(archive.folder) as other:
        _once_before_it_writes(monkeypatch, lambda: theirs.append(ingest(other, [source])))
        mine = ingest(archive, [source])
    assert len(theirs[0].added) == 3
    assert (len(mine.added), len(mine.known)) == (0, 3)
    assert [entry.ref for entry in mine.known] == [entry.ref for entry in theirs[0].added]
    assert searching.search(archive, "kind:photo").count == 3
    assert _left(archive) == []
    assert _entering(archive) == []
    assert maintenance.verify(archive).ok


def test_the_same_bytes_under_two_types_at_once_leave_one_original(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("list.txt", "list.csv"):
        (tmp_path / name).write_text("a,b\n1,2\n")
    with open_archive(archive.folder) as other:
        _once_before_it_writes(monkeypatch, lambda: ingest(other, [tmp_path / "list.csv"]))
        report = ingest(archive, [tmp_path / "list.txt"])
    assert len(report.known) == 1
    assert [extension for _digest, extension, _path in archive.objects.iter_objects()] == ["csv"]
    assert maintenance.verify(archive).ok


def test_an_ingest_waits_for_another_program_says_so_and_goes_on(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, told, busy = _pictures(tmp_path / "in", 2), [], [ArchiveBusy("busy"), ArchiveBusy("busy")]
    declare = Store.declare_files

    def later(self: Store, *rest: object) -> None:
        if busy:
            raise busy.pop()
        declare(self, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "declare_files", later)

    def tell(progress: Progress) -> None:
        if progress.waiting:
            told.append(progress.current)

    report = ingest(archive, [source], on_progress=tell)
    assert told == ["Waiting until another program has written to this archive."] * 2
    assert len(report.added) == 2
    assert maintenance.verify(archive).ok


def test_who_waits_for_another_program_can_stop(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, stopped = _pictures(tmp_path / "in", 2), []

    def busy(_self: Store, *_rest: object) -> None:
        raise ArchiveBusy("busy")

    monkeypatch.setattr(Store, "declare_files", busy)

    def tell(progress: Progress) -> None:
        if progress.waiting:
            stopped.append(True)

    report = ingest(archive, [source], on_progress=tell, cancelled=lambda: bool(stopped))
    assert len(report.cancelled) == 2
    assert not report.failed
    assert _left(archive) == []
    assert list(archive.objects.iter_objects()) == []


def test_what_earlier_versions_left_in_an_archive_goes_with_the_next_start_after_a_day(archive: Archive) -> None:
    folder = archive.folder
    left = [folder / ".restore-a1b2c3d4", folder / "staging" / "backup-a1b2c3d4"]
    files = [
        folder / "backups" / name for name in (".upgrade-lock", f".{'0a' * 16}.part", "before-0001-to-0005.db.part")
    ]
    for place in left:
        place.mkdir()
        files.append(place / "catalog.db")
    for file in files:
        file.write_bytes(b"half")
    kept = folder / "backups" / "before-0001-to-0005.db"
    kept.write_bytes(b"whole")
    open_archive(folder).close()
    assert all(path.exists() for path in (*left, *files))
    for path in (*files, *left, kept):
        os.utime(path, (0, 0))
    open_archive(folder).close()
    assert not any(path.exists() for path in (*left, *files))
    assert kept.exists()
