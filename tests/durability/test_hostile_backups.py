"""A backup from a stranger, right in all its digests: nothing of it is written outside the folder it is restored to."""

from __future__ import annotations

import contextlib
import io
import os
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

from archive_app.errors import ArchiveError, NotAnArchive, StorageError
from archive_app.media.objects import bagit, unpacking
from archive_app.services.upkeep import backups
from archive_app.services.upkeep.restoring import restore
from archive_app.store.database import engine
from tests.durability.outside import Outside
from tests.made import Made

Files = dict[str, bytes]


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return Outside(tmp_path / "outside")


@pytest.fixture(scope="module")
def files(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """What is in the backup of an archive, by its names below ``data/``."""
    room = tmp_path_factory.mktemp("files")
    with made.new(room / "archive") as archive:
        archive.objects.adopt(archive.objects.stage_chunks(iter([b"an original"])), "txt")
        file = backups.backup(archive, out=room / "whole.tar").file
    found = {}
    with tarfile.open(file) as tar:
        for member in tar:
            content = tar.extractfile(member)
            name = member.name.partition("/")[2]
            if content is not None and name.startswith(bagit.PAYLOAD):
                found[name.removeprefix(bagit.PAYLOAD)] = content.read()
    return found


def _member(tar: tarfile.TarFile, name: str, content: bytes, kind: bytes = tarfile.REGTYPE, to: str = "") -> None:
    member = tarfile.TarInfo(name)
    member.type, member.linkname, member.size = kind, to, len(content)
    tar.addfile(member, io.BytesIO(content))


Before = Callable[[tarfile.TarFile], None]


def _packed(file: Path, files: Files, before: Before = lambda _tar: None) -> Path:
    """A bag with these files and what ``before`` puts in first; its manifests are right."""
    digests = [(f"{bagit.PAYLOAD}{name}", _digest(content)) for name, content in files.items()]
    tags = {bagit.BAGIT: bagit.DECLARATION, bagit.MANIFEST: bagit.manifest(digests)}
    with tarfile.open(file, "w", format=tarfile.PAX_FORMAT) as tar:
        _member(tar, f"bag/{bagit.BAGIT}", bagit.DECLARATION)
        before(tar)
        for name, content in files.items():
            _member(tar, f"bag/{bagit.PAYLOAD}{name}", content)
        _member(tar, f"bag/{bagit.MANIFEST}", tags[bagit.MANIFEST])
        _member(tar, f"bag/{bagit.TAG_MANIFEST}", bagit.tag_manifest(tags))
    return file


def _digest(content: bytes) -> str:
    return bagit.tag_manifest({"x": content}).decode().split()[0]


def test_control_what_is_packed_so_is_restored(files: Files, tmp_path: Path) -> None:
    assert (restore(_packed(tmp_path / "bag.tar", files), tmp_path / "back") / "archive.json").is_file()


_WAYS_OUT = [
    "../outside/key.txt",
    "../../outside/key.txt",
    "../../../../../../../../tmp/key.txt",
    "objects/../../outside/key.txt",
    "objects/sha256/../../../outside/key.txt",
    "objects/./../../outside/key.txt",
    "objects/sha256/00/../../../../outside/key.txt",
    "/outside/key.txt",
    "objects//../../outside/key.txt",
    "objects\\..\\..\\outside\\key.txt",
    "objects/..\\..\\outside/key.txt",
    "C:/outside/key.txt",
    "objects/C:key.txt",
    "objects/key.txt:stream",
    "staging/key.txt",
    "derived/thumbs.sqlite",
    "backups/key.txt",
    "catalog.db-wal",
    "catalog.db-journal",
    ".window-lock",
    "Archive.json/../../outside/key.txt",
]


@pytest.mark.parametrize("name", _WAYS_OUT)
def test_no_name_leads_out(files: Files, outside: Outside, name: str, tmp_path: Path) -> None:
    bag = _packed(tmp_path / "bag.tar", {**files, name: b"from outside"})
    _refused(bag, tmp_path, outside)


def _refused(bag: Path, room: Path, outside: Outside) -> None:
    there = {path.name for path in room.iterdir()}
    with pytest.raises((NotAnArchive, StorageError)) as refused:
        restore(bag, room / "back")
    assert "\n" not in refused.value.message
    assert outside.touched() == []
    assert {path.name for path in room.iterdir()} == there, "nor is anything left"


def _links(kind: bytes, to: str, name: str) -> Before:
    return lambda tar: _member(tar, f"bag/{bagit.PAYLOAD}{name}", b"", kind, to)


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.CONTTYPE]
)
def test_no_link_and_no_device_comes_before_a_file(files: Files, outside: Outside, kind: bytes, tmp_path: Path) -> None:
    for name in ("objects", "objects/sha256", "objects/sha256/00", "catalog.db", "archive.json", "x"):
        bag = _packed(tmp_path / "bag.tar", files, _links(kind, str(outside.folder), name))
        _refused(bag, tmp_path, outside)


def test_a_name_is_given_once(files: Files, outside: Outside, tmp_path: Path) -> None:
    bag = _packed(
        tmp_path / "bag.tar", files, lambda tar: _member(tar, f"bag/{bagit.PAYLOAD}archive.json", files["archive.json"])
    )
    _refused(bag, tmp_path, outside)


def _sparse(tar: tarfile.TarFile) -> None:
    """A file of a terabyte that takes one block: the old sparse header of GNU tar."""
    member = tarfile.TarInfo("bag/data/objects/sha256/00/large")
    member.type = tarfile.GNUTYPE_SPARSE
    block = bytearray(member.tobuf(tarfile.GNU_FORMAT))
    block[386:398] = block[398:410] = b"00000000000\0"
    block[483:495] = b"%011o\0" % (1 << 32)
    block[148:156] = b"        "
    block[148:156] = b"%06o\0 " % sum(block)
    assert tar.fileobj is not None
    tar.fileobj.write(bytes(block))
    tar.offset += len(block)


def test_a_file_is_no_larger_than_its_bytes(files: Files, outside: Outside, tmp_path: Path) -> None:
    _refused(_packed(tmp_path / "bag.tar", files, _sparse), tmp_path, outside)


@pytest.mark.parametrize("size", [1 << 20, 1 << 40, (1 << 62) + 1])
def test_nor_is_it_as_large_as_it_says(files: Files, outside: Outside, size: int, tmp_path: Path) -> None:
    def before(tar: tarfile.TarFile) -> None:
        member = tarfile.TarInfo("bag/data/objects/sha256/00/large")
        member.size = size
        assert tar.fileobj is not None
        block = member.tobuf(tarfile.PAX_FORMAT)
        tar.fileobj.write(block)
        tar.offset += len(block)

    _refused(_packed(tmp_path / "bag.tar", files, before), tmp_path, outside)


@pytest.mark.parametrize("keep", [0, 1, 511, 512, 1024, 10_240, -1, -10_240])
def test_a_part_of_a_backup_is_none(files: Files, outside: Outside, keep: int, tmp_path: Path) -> None:
    bag = _packed(tmp_path / "bag.tar", files)
    whole = bag.read_bytes().rstrip(b"\0")
    bag.write_bytes(whole[:keep])
    _refused(bag, tmp_path, outside)


@pytest.mark.parametrize("statement", ["CREATE VIEW mine AS SELECT 1", "PRAGMA application_id = 7"])
def test_a_database_of_a_stranger_is_no_archive(files: Files, outside: Outside, statement: str, tmp_path: Path) -> None:
    database = tmp_path / "outside.db"
    database.write_bytes(files["catalog.db"])
    connection = engine.driver().connect(database)
    connection.execute(statement)
    connection.commit()
    connection.close()
    bag = _packed(tmp_path / "bag.tar", {**files, "catalog.db": database.read_bytes()})
    with pytest.raises(ArchiveError):
        restore(bag, tmp_path / "back")
    assert outside.touched() == []


def test_control_without_the_wall_a_name_leads_out(
    files: Files, outside: Outside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unpacking, "_belongs", lambda _name: True)
    monkeypatch.setattr(unpacking, "_place", lambda _source, target, name: target / name)
    bag = _packed(tmp_path / "bag.tar", {**files, f"{os.sep}{outside.key.relative_to('/')}": b"from outside"})
    with contextlib.suppress(ArchiveError):
        restore(bag, tmp_path / "back")
    assert outside.touched() != []
