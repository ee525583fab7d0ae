"""Real drives that are full, protected or pulled. Only where this machine lets us have some: see ``conftest.py``."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from archive_app.errors import StorageError
from archive_app.services.archive import open_archive
from archive_app.services.ingest.ingest import ingest
from archive_app.services.upkeep import backups, maintenance
from archive_app.services.upkeep.restoring import restore
from tests.durability import ordinary
from tests.durability.drives import Drive, plugged
from tests.made import Made


@pytest.fixture
def drive(made: Made, tmp_path: Path) -> Iterator[Drive]:
    """A drive with an archive of one photograph."""
    (tmp_path / "drive").mkdir()
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "teal.png")
    with plugged(tmp_path / "drive") as plugged_in:
        with made.new(plugged_in.folder / "archive") as archive:
            ingest(archive, [tmp_path / "teal.png"])
        yield plugged_in


def _all_that_reads(folder: Path, room: Path) -> str:
    """Do it, and return what was said beside the answers."""
    found, shown, checked, printed, saved = ordinary.run_all(
        folder,
        ["search", "kind:photo"],
        ["show", "PHO-0001"],
        ["verify"],
        ["catalogue", "--search", "kind:photo", "--out", str(room / "made.pdf")],
        ["backup", "--out", str(room / "saved.tar")],
    )
    assert [each.status for each in (found, shown, checked, printed, saved)] == [0] * 5
    assert (found.document["count"], checked.document["checked"], saved.document["problems"]) == (1, 1, [])
    with open_archive(restore(room / "saved.tar", room / "back")) as back:
        assert maintenance.verify(back).ok
    return found.told


def test_with_no_byte_free_all_is_read_and_nothing_changed(drive: Drive, tmp_path: Path) -> None:
    drive.fill()
    folder = drive.folder / "archive"
    assert "The disk is full" in _all_that_reads(folder, tmp_path)
    for said in ordinary.run_all(folder, ["add", "city", "--name", "Oulu"], ["ingest", str(tmp_path / "teal.png")]):
        assert said.status == 1
        assert "full" in said.document["error"]["message"]
    (drive.folder / "fill").unlink()
    assert ordinary.run(folder, "add", "city", "--name", "Oulu").status == 0


def test_on_a_protected_drive_all_is_read_by_root_too(drive: Drive, tmp_path: Path) -> None:
    drive.protect()
    assert "read-only" in _all_that_reads(drive.folder / "archive", tmp_path)


def test_a_drive_that_is_pulled_is_gone(drive: Drive, tmp_path: Path) -> None:
    with open_archive(drive.folder / "archive") as archive:
        drive.pull()
        for work in (
            lambda: maintenance.verify(archive),
            lambda: backups.backup(archive, out=tmp_path / "saved.tar"),
        ):
            with pytest.raises(StorageError, match="gone"):
                work()
    assert list(drive.folder.iterdir()) == []
    assert not (tmp_path / "saved.tar").exists()
