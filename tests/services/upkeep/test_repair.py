"""Repair: what is damaged or missing is found wherever its bytes still lie, and nothing else is touched."""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from archive_app.errors import Cancelled, NotFound, StorageError
from archive_app.media.objects.objects import ObjectStore
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest import pictures
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, reading
from archive_app.services.upkeep import backups, maintenance
from archive_app.services.upkeep.repair import repair, summary


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """A card with four pictures, some deep in it, under names that say nothing."""
    for number in range(4):
        file = tmp_path / "card" / ("DCIM/.hidden" if number % 2 else ".") / f"{number}.bin"
        file.parent.mkdir(parents=True, exist_ok=True)
        Image.new("RGB", (64, 48), (number, 90, 90)).save(file, "PNG")
    return tmp_path / "card"


@pytest.fixture
def filled(archive: Archive, card: Path) -> Archive:
    assert len(ingest(archive, [card, *(card / "DCIM" / ".hidden").iterdir()]).added) == 4
    return archive


def _harm(archive: Archive) -> list[bytes]:
    """One original missing, one with a bit turned, one cut; what all four were."""
    places = [path for _sha256, _extension, path in archive.objects.iter_objects()]
    whole = [path.read_bytes() for path in places]
    places[0].unlink()
    places[1].write_bytes(whole[1][:30] + bytes([whole[1][30] ^ 4]) + whole[1][31:])
    places[2].write_bytes(whole[2][:-1])
    return whole


def _all(archive: Archive) -> list[bytes]:
    return [path.read_bytes() for _sha256, _extension, path in archive.objects.iter_objects()]


def _state(folder: Path) -> dict[str, tuple[int, int, bytes]]:
    return {
        path.relative_to(folder).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _as_card(_archive: Archive, card: Path, place: Path) -> Path:
    return Path(shutil.copytree(card, place))


def _as_archive(archive: Archive, _card: Path, place: Path) -> Path:
    return Path(shutil.copytree(archive.folder / "objects", place / "old" / "objects")).parent


def _as_backup(archive: Archive, _card: Path, place: Path) -> Path:
    return backups.backup(archive, out=place / "backup.tar").file


def _as_folder_of_backups(archive: Archive, _card: Path, place: Path) -> Path:
    backups.backup(archive, out=place / "deep" / "BACKUP.TAR")
    return place


def _as_half_a_backup(archive: Archive, _card: Path, place: Path) -> Path:
    """Its end, with the list of all that it holds, is gone."""
    whole = backups.backup(archive, out=place / "backup.tar").file
    data = whole.read_bytes()
    whole.write_bytes(data[: data.index(b"manifest-sha256.txt") - 200])
    return whole


@pytest.mark.parametrize(
    "source",
    [_as_card, _as_archive, _as_backup, _as_folder_of_backups, _as_half_a_backup],
    ids=lambda each: each.__name__,
)
def test_all_that_is_harmed_comes_back(
    filled: Archive, card: Path, tmp_path: Path, source: Callable[[Archive, Path, Path], Path]
) -> None:
    found = source(filled, card, tmp_path / "safe")
    before = _state(tmp_path / "safe")
    whole = _harm(filled)
    report = repair(filled, found)
    assert (report.checked, len(report.repaired), report.lacking) == (4, 3, [])
    assert all(each.ref.startswith("PHO-") and str(tmp_path / "safe") in each.found for each in report.repaired)
    assert _all(filled) == whole
    assert maintenance.verify(filled).ok
    assert all(pictures.cached_thumbnail(filled, each.sha256) is not None for each in report.repaired)
    assert _state(tmp_path / "safe") == before
    assert list(filled.objects.staging.iterdir()) == []


def test_what_is_nowhere_is_named_and_the_rest_comes_back(filled: Archive, card: Path) -> None:
    whole = _harm(filled)
    gone = next(path for path in card.rglob("*.bin") if path.read_bytes() == whole[1])
    gone.write_bytes(whole[1][:-1] + b"?")
    report = repair(filled, card)
    assert len(report.repaired) == 2
    (lacking,) = report.lacking
    assert "changed" in lacking.reason
    assert summary(report) == "Repaired 2 originals. 1 is damaged or missing still: look elsewhere for it."
    assert [problem.ref for problem in maintenance.verify(filled).problems] == [lacking.ref]


def test_originals_of_deleted_records_come_back_too(filled: Archive, card: Path) -> None:
    editing.delete_records(filled, records=[reading.resolve(filled, f"PHO-000{number}").id for number in range(1, 5)])
    whole = _harm(filled)
    assert len(repair(filled, card).repaired) == 3
    assert _all(filled) == whole


def test_originals_that_undo_left_are_mended_so_that_redo_has_them(filled: Archive, card: Path) -> None:
    history.undo(filled)
    whole = _harm(filled)
    assert len(repair(filled, card).repaired) == 2, "nothing says that there was a third"
    assert _all(filled) == whole[1:]


def test_an_archive_that_is_whole_reads_nothing_of_the_source(filled: Archive, tmp_path: Path) -> None:
    report = repair(filled, tmp_path)
    assert (report.checked, report.repaired, report.lacking, report.unread) == (4, [], [], [])
    assert summary(report) == "Checked 4 originals: all is well."
    with pytest.raises(NotFound, match="no folder or backup"):
        repair(filled, tmp_path / "nowhere")


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_no_link_of_the_source_is_followed(filled: Archive, card: Path, tmp_path: Path) -> None:
    strange = tmp_path / "strange"
    strange.mkdir()
    (strange / "folder").symlink_to(card)
    for number, path in enumerate(card.rglob("*.bin")):
        (strange / f"{number}.bin").symlink_to(path)
    (strange / "x.tar").symlink_to(card / "0.bin")
    os.mkfifo(strange / "pipe")
    (strange / "no.tar").write_bytes(random.Random(1).randbytes(4_000))
    _harm(filled)
    report = repair(filled, strange)
    assert (report.repaired, len(report.lacking)) == ([], 3)
    assert report.unread == [str(strange / "no.tar")]


def test_stopped_half_way_what_was_put_back_stays_and_the_next_goes_on(filled: Archive, card: Path) -> None:
    whole = _harm(filled)
    asked = iter(range(100))
    with pytest.raises(Cancelled, match="put back"):
        repair(filled, card, cancelled=lambda: next(asked) > 12)
    assert list(filled.objects.staging.iterdir()) == []
    left = len(maintenance.verify(filled).problems)
    assert 0 < left < 3
    assert len(repair(filled, card).repaired) == left
    assert _all(filled) == whole


def test_what_was_damaged_is_there_until_the_good_bytes_are_on_the_disk(
    filled: Archive, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _harm(filled)
    before = _all(filled)
    replace = os.replace
    synced: list[str] = []
    monkeypatch.setattr(os, "fsync", lambda _descriptor: synced.append("file"))

    def full(source: Path, target: Path) -> None:
        if "objects" in Path(target).parts:
            assert synced, "the bytes were on the disk before the name"
            raise OSError(28, "No space left on device")
        replace(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(StorageError, match="full"):
        repair(filled, card)
    assert _all(filled) == before


def test_bytes_that_change_while_they_are_read_are_not_put_back(
    filled: Archive, card: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _harm(filled)
    stage = ObjectStore.stage_chunks
    monkeypatch.setattr(ObjectStore, "stage_chunks", lambda store, _chunks: stage(store, iter([b"other"])))
    report = repair(filled, card)
    assert (report.repaired, len(report.lacking)) == ([], 3)
    assert list(filled.objects.staging.iterdir()) == []
