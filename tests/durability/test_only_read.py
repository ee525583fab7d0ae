"""Where nothing can be written everything can be read, and nothing is left behind."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import open_archive
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep.restoring import restore
from archive_app.store.database import engine
from tests.durability import ordinary
from tests.made import Made
from tests.store.database.archives import unpacked

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes are another matter there")


@pytest.fixture(scope="module")
def filled(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed archive with a photograph and Oulu; beside it, a copy with Niš in what is beside the database."""
    room = tmp_path_factory.mktemp("filled")
    Image.new("RGB", (40, 30), "teal").save(room / "teal.png")
    with made.new(room / "archive") as archive:
        ingest(archive, [room / "teal.png"])
        editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")])
    with open_archive(room / "archive") as archive:
        editing.add_record(archive, kind=Kind.CITY, names=[NewName("Niš")])
        shutil.copytree(room / "archive", room / "killed")
    return room


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Callable[[Path], Path]]:
    """A copy of an archive that nobody may write to."""
    folder = tmp_path / "archive"

    def copied(of: Path) -> Path:
        shutil.copytree(of, folder)
        for path in (*folder.rglob("*"), folder):
            path.chmod(path.stat().st_mode & ~0o222)
        return folder

    yield copied
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)


def _state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (
            path.stat().st_mode,
            path.stat().st_mtime_ns,
            path.read_bytes() if path.is_file() else b"",
        )
        for path in (folder, *folder.rglob("*"))
    }


def test_all_that_only_reads_works(filled: Path, guarded: Callable[[Path], Path], tmp_path: Path) -> None:
    folder = guarded(filled / "archive")
    before = _state(folder)
    found, shown, checked, printed, saved = ordinary.run_all(
        folder,
        ["search", "oulu"],
        ["show", "PHO-0001"],
        ["verify"],
        ["catalogue", "--search", "kind:photo", "--out", str(tmp_path / "made.pdf")],
        ["backup", "--out", str(tmp_path / "saved.tar")],
    )
    assert [each.status for each in (found, shown, checked, printed, saved)] == [0] * 5
    assert found.document["count"] == 1
    assert "can only be read here" in found.told
    assert "not read-only" in found.told
    assert shown.document["ref"] == "PHO-0001"
    assert (checked.document["ok"], checked.document["checked"]) == (True, 1)
    assert (tmp_path / "made.pdf").read_bytes()[:5] == b"%PDF-"
    assert saved.document["problems"] == []
    assert _state(folder) == before
    with open_archive(restore(tmp_path / "saved.tar", tmp_path / "back")) as back, back.store.read() as reader:
        assert reader.index.counts()["city"] == 2


def test_what_writes_is_refused_in_a_sentence(filled: Path, guarded: Callable[[Path], Path]) -> None:
    folder = guarded(filled / "archive")
    before = _state(folder)
    taken, repaired = ["ingest", str(filled / "teal.png")], ["repair", "--from", str(filled)]
    for said in ordinary.run_all(folder, ["add", "city", "--name", "Turku"], taken, ["undo"], ["reindex"], repaired):
        assert said.status == 1
        assert said.document["error"]["kind"] == "storage"
        assert "read-only" in said.document["error"]["message"]
    assert _state(folder) == before


def test_what_lies_beside_the_database_is_read_too(filled: Path, guarded: Callable[[Path], Path]) -> None:
    folder = guarded(filled / "killed")
    assert engine.holds_changes(folder / "catalog.db")
    before = _state(folder)
    found = ordinary.run(folder, "search", "nis")
    assert found.document["count"] == 1
    assert "newest changes" not in found.told
    assert _state(folder) == before


def test_where_it_cannot_be_that_is_said(filled: Path, guarded: Callable[[Path], Path], tmp_path: Path) -> None:
    shutil.copytree(filled / "killed", tmp_path / "without")
    (tmp_path / "without" / "catalog.db-shm").unlink()
    folder = guarded(tmp_path / "without")
    before = _state(folder)
    found, missed = ordinary.run_all(folder, ["search", "oulu"], ["search", "nis"])
    assert (found.document["count"], missed.document["count"]) == (1, 0)
    assert "newest changes lie in “catalog.db-wal”" in found.told
    assert _state(folder) == before


@pytest.mark.parametrize("revision", ["0003", "0006"])
def test_an_older_archive_is_read_from_a_copy_that_is_brought_up_to_date(
    guarded: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, revision: str
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    folder = guarded(unpacked(revision, tmp_path / "old"))
    before = _state(folder)
    found, checked, saved, added = ordinary.run_all(
        folder,
        ["search", "kind:city"],
        ["verify"],
        ["backup", "--out", str(tmp_path / "saved.tar")],
        ["add", "city", "--name", "Turku"],
    )
    assert found.document["count"] >= 4
    assert "An earlier version made it" in found.told
    assert "another version" not in found.told
    assert (checked.status, checked.document["problems"]) == (0, [])
    assert (saved.status, added.status) == (0, 1)
    assert _state(folder) == before
    assert [path.name for path in (tmp_path / "temporary").iterdir() if not path.name.startswith(".lock")] == []
    with open_archive(restore(tmp_path / "saved.tar", tmp_path / "back")) as back:
        assert searching.search(back, "kind:city").count == found.document["count"]


def test_an_older_archive_that_cannot_be_brought_up_to_date_is_refused(
    guarded: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    old = unpacked("0005", tmp_path / "old")
    with closing(engine.driver().connect(old / "catalog.db")) as database, database:
        database.execute("DELETE FROM step WHERE id = 5")
    said = ordinary.run(guarded(old), "search", "kind:city")
    assert said.status == 1
    assert "cannot be written to" in said.document["error"]["message"]
    assert list((tmp_path / "temporary").iterdir()) == []
