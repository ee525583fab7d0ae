"""A damaged or missing original is healed by giving its file again."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from pathlib import Path

import pytest
from PIL import Image

from archive_app.errors import StorageError
from archive_app.media.objects.objects import ObjectStore
from archive_app.services.archive import Archive
from archive_app.services.ingest import pictures
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, reading
from archive_app.services.upkeep import maintenance


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A card with three pictures."""
    folder = tmp_path / "card"
    folder.mkdir()
    for number in range(3):
        Image.new("RGB", (64, 48), (number, 90, 90)).save(folder / f"{number}.png")
    return folder


def _flip(path: Path) -> None:
    """One bit turned: the size is what it was."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _kept(archive: Archive, file: Path) -> Path:
    return archive.objects.path_of(hashlib.sha256(file.read_bytes()).hexdigest(), "png")


@pytest.mark.parametrize("harm", ["flipped", "cut", "missing", "a folder's link"])
def test_a_file_given_again_takes_the_place_of_what_is_damaged(archive: Archive, card: Path, harm: str) -> None:
    ingest(archive, [card])
    place = _kept(archive, card / "1.png")
    good = place.read_bytes()
    sha256 = place.stem
    archive.thumbnails.forget(sha256)
    if harm == "flipped":
        _flip(place)
    elif harm == "cut":
        place.write_bytes(good[:-7])
    else:
        place.unlink()
        if harm.startswith("a folder"):
            if sys.platform == "win32":
                pytest.skip("links need a right there")
            place.symlink_to(card / "1.png")
    report = ingest(archive, [card])
    assert len(report.known) == 2
    (entry,) = report.repaired
    assert entry.path == str(card / "1.png")
    assert ("missing" if harm == "missing" else "damaged") in entry.reason
    assert report.total == 3
    assert not place.is_symlink()
    assert place.read_bytes() == good
    assert pictures.cached_thumbnail(archive, sha256) is not None
    assert maintenance.verify(archive).ok
    assert list(archive.objects.staging.iterdir()) == []
    again = ingest(archive, [card])
    assert (len(again.known), again.repaired) == (3, [])


def test_what_is_taken_in_anew_never_relies_on_damaged_bytes(archive: Archive, card: Path) -> None:
    """Of a deleted record the original stays, and may be damaged when the same file comes again."""
    first = ingest(archive, [card / "1.png"])
    place = _kept(archive, card / "1.png")
    editing.delete_records(archive, records=[reading.resolve(archive, first.added[0].ref).id])
    _flip(place)
    assert len(ingest(archive, [card / "1.png"]).added) == 1
    assert maintenance.verify(archive).ok


def test_the_bytes_in_their_place_are_on_the_disk_before_it_is_told(
    archive: Archive, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(archive, [card])
    place = _kept(archive, card / "1.png")
    _flip(place)
    done: list[str] = []
    replace, fsync = os.replace, os.fsync

    def replaced(source: Path, target: Path) -> None:
        done.append("renamed" if target == place else "other")
        replace(source, target)

    def synced(descriptor: int) -> None:
        done.append("folder" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file")
        fsync(descriptor)

    monkeypatch.setattr(os, "replace", replaced)
    monkeypatch.setattr(os, "fsync", synced)
    ingest(archive, [card / "1.png"], on_progress=lambda progress: done.append("told") if progress.done else None)
    names = [each for each in done if each in ("file", "renamed", "folder", "told")]
    assert names[:3] == ["file", "renamed", "folder"] or sys.platform == "win32"
    assert "told" in names[3:]


def test_a_disk_that_refuses_the_good_bytes_leaves_what_was_there_and_says_so(
    archive: Archive, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ingest(archive, [card])
    place = _kept(archive, card / "1.png")
    _flip(place)
    bad = place.read_bytes()

    def full(*_given: object) -> Path:
        raise StorageError("The archive's disk is full; free some space and try again.")

    monkeypatch.setattr(ObjectStore, "adopt", full)
    report = ingest(archive, [card / "1.png"])
    assert report.repaired == []
    assert "full" in report.refused[0].reason
    assert report.failed
    assert place.read_bytes() == bad
