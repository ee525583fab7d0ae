"""Backups by content. Goals: an archive of 100,000 items in which nothing changed under 2 s; 2.2 GB of originals at no
less than 0.7 of ``cp`` followed by ``sha256sum``, which write the same bytes once and read them once, and bring nothing
to the disk.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from archive_app import disk
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.person import Person
from archive_app.services.upkeep import backups, keeping, places
from archive_app.store.database import engine
from archive_app.store.face.store import DATABASE, MARKER
from tests.benchmarks.conftest import ITEMS
from tests.benchmarks.generator import Generated

_ORIGINALS = int(os.environ.get("EXCHANGE_ARCHIVE_BENCH_ORIGINALS", "220"))
_SIZE = 10_000_000
_FILE = (
    "INSERT INTO media_file (uid, record_id, sha256, size, extension, mime, original_name, role, position, orientation,"
    " captured, camera, picture, technical) VALUES (?, ?, ?, ?, 'jpg', '', '', 'master', 0, 1, '', '', '', '{}')"
)


def _person(folder: Path) -> Person:
    (folder / "drive").mkdir(parents=True)
    person = Person(folder / "settings")
    person.put({places.PLACE: str(folder / "drive")})
    return person


@pytest.fixture(scope="module")
def heavy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """An archive with 2.2 GB of originals that nothing can make smaller."""
    with create_archive(tmp_path_factory.mktemp("heavy") / "archive") as archive:
        for _number in range(_ORIGINALS):
            archive.objects.adopt(archive.objects.stage_chunks(iter([os.urandom(_SIZE)])), "jpg")
        archive.objects.sync_directories()
        yield archive


def _fresh(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    if hasattr(os, "sync"):
        os.sync()


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="the yardstick is not there")
def test_yardstick_cp_and_then_sha256sum(benchmark: BenchmarkFixture, heavy: Archive, tmp_path: Path) -> None:
    def whole() -> int:
        subprocess.run(["cp", "-r", heavy.folder, tmp_path / "made" / "copy"], check=True)
        files = [path for path in (tmp_path / "made").rglob("*") if path.is_file()]
        return len(subprocess.run(["sha256sum", *files], check=True, capture_output=True).stdout.splitlines())

    assert benchmark.pedantic(whole, setup=lambda: _fresh(tmp_path / "made"), rounds=1) > _ORIGINALS
    shutil.rmtree(tmp_path / "made")


def test_the_first_backup_by_content(benchmark: BenchmarkFixture, heavy: Archive, tmp_path: Path) -> None:
    person = _person(tmp_path)
    kept = benchmark.pedantic(
        lambda: keeping.keep(heavy, person=person), setup=lambda: _fresh(tmp_path / "drive"), rounds=1
    )
    assert kept.copied == _ORIGINALS
    shutil.rmtree(tmp_path / "drive")


def test_a_backup_in_one_file(benchmark: BenchmarkFixture, heavy: Archive, tmp_path: Path) -> None:
    report = benchmark.pedantic(
        lambda: backups.backup(heavy, out=tmp_path / "made" / "copy.tar"),
        setup=lambda: _fresh(tmp_path / "made"),
        rounds=1,
    )
    assert report.file.stat().st_size > _ORIGINALS * _SIZE
    report.file.unlink()


@pytest.fixture(scope="module")
def broad(large: tuple[Archive, Generated], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """The large archive, with an original for every item."""
    folder = tmp_path_factory.mktemp("broad") / "archive"
    create_archive(folder).close()
    shutil.copyfile(large[0].folder / MARKER, folder / MARKER)
    (folder / DATABASE).unlink()
    large[0].store.copy_to(folder / DATABASE)
    connection = engine.driver().connect(folder / DATABASE)
    records = connection.execute("SELECT id FROM record WHERE kind = 'photo' ORDER BY id").fetchall()
    first = records[0][0]
    for number in range(ITEMS):
        digest = sha256(str(number).encode())
        drawer = folder / "objects" / "sha256" / digest.hexdigest()[:2]
        drawer.mkdir(parents=True, exist_ok=True)
        (drawer / f"{digest.hexdigest()}.jpg").write_bytes(str(number).encode())
        connection.execute(_FILE, (number.to_bytes(16, "big"), first, digest.digest(), len(str(number))))
    connection.commit()
    connection.close()
    with open_archive(folder) as archive:
        yield archive


def test_a_backup_where_nothing_changed(
    benchmark: BenchmarkFixture, broad: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = _person(tmp_path)
    with monkeypatch.context() as patch:
        # To bring a hundred thousand tiny files to the disk takes minutes, and is not what is measured.
        patch.setattr(disk, "sync_open", lambda _descriptor: None)
        assert keeping.keep(broad, person=person).copied == ITEMS
    kept = benchmark.pedantic(lambda: keeping.keep(broad, person=person), rounds=3)
    assert not kept.new
