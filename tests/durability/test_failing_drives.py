"""A drive that fails at one file: what the system answers is put in its mouth. Only where ``strace`` can do that."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from archive_app.media.objects.objects import ObjectStore
from archive_app.services.archive import open_archive
from archive_app.services.ingest.ingest import ingest
from archive_app.services.upkeep import maintenance
from tests.durability import ordinary
from tests.durability.ordinary import Said
from tests.made import Made

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def filled(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of two photographs."""
    room = tmp_path_factory.mktemp("filled")
    for colour in ("teal", "tan"):
        Image.new("RGB", (40, 30), colour).save(room / f"{colour}.png")
    with made.new(room / "archive") as archive:
        ingest(archive, sorted(room.glob("*.png")))
    return room / "archive"


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    shutil.copytree(filled, tmp_path / "archive")
    return tmp_path / "archive"


def _said(folder: Path, fault: str, file: Path, *words: str) -> Said:
    under = ["strace", "-f", "-qq", "-o", "/dev/null", "-P", str(file), "-e", f"inject={fault}"]
    (said,) = ordinary.run_all(folder, words, under=under)
    return said


def _original(folder: Path) -> Path:
    return next(iter(ObjectStore(folder).iter_objects()))[2]


@pytest.mark.parametrize(
    ("fault", "file", "words", "reason"),
    [
        ("pread64:error=EIO", "catalog.db", ("search", "kind:photo"), "The drive of the archive"),
        ("pread64:error=EIO:when=12+", "catalog.db", ("verify",), "The drive of the archive"),
        ("read:error=EIO", "archive.json", ("search", "kind:photo"), "the drive failed or was removed"),
        ("getdents64:error=EIO", "objects/sha256", ("verify",), "cannot be read: the drive failed"),
        ("pwrite64:error=ENOSPC", "catalog.db-wal", ("add", "city", "--name", "Oulu"), "The disk is full"),
        ("fdatasync,fsync:error=EIO", "catalog.db-wal", ("add", "city", "--name", "Oulu"), "The drive of the archive"),
    ],
)
def test_the_drive_is_named_and_nothing_called_damaged(
    folder: Path, fault: str, file: str, words: tuple[str, ...], reason: str
) -> None:
    said = _said(folder, fault, folder / file, *words)
    assert (said.status, said.document["error"]["kind"]) == (1, "storage")
    assert reason in said.document["error"]["message"]
    assert "estore" not in said.document["error"]["message"]
    with open_archive(folder) as archive:
        assert maintenance.verify(archive).ok


def test_an_original_that_fails_costs_a_check_and_a_backup_one_file(folder: Path, tmp_path: Path) -> None:
    checked = _said(folder, "read:error=EIO", _original(folder), "verify")
    (problem,) = checked.document["problems"]
    assert (checked.status, checked.document["checked"]) == (1, 2)
    assert "cannot be read: the drive failed" in problem["reason"]
    saved = _said(folder, "read:error=EIO", _original(folder), "backup", "--out", str(tmp_path / "saved.tar"))
    assert (saved.status, len(saved.document["problems"])) == (1, 1)
    assert _original(folder).name in saved.document["problems"][0]


def test_small_pictures_that_fail_cost_nothing(folder: Path) -> None:
    said = _said(folder, "pread64:error=EIO", folder / "derived" / "thumbs.sqlite", "search", "kind:photo")
    assert (said.status, said.document["count"]) == (0, 2)


def test_control_without_a_fault_all_is_well(folder: Path) -> None:
    said = _said(folder, "pread64:error=EIO", folder / "none.db", "verify")
    assert (said.status, said.document["checked"]) == (0, 2)
