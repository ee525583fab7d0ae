"""A backup as a bag: valid for anybody's tool, and what is no bag of an archive is refused."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import NotAnArchive
from archive_app.media.objects import bagit
from archive_app.services.archive import Archive, open_archive
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.upkeep import backups, restoring
from tests import bags

Members = list[tuple[str, bytes]]


@pytest.fixture
def backup(archive: Archive, tmp_path: Path) -> Path:
    """The backup of an archive with a city."""
    editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
    staged = archive.objects.stage_chunks(iter([b"an original"]))
    archive.objects.adopt(staged, "txt")
    return backups.backup(archive, out=tmp_path / "safe" / "100% \nours.tar").file


def _members(file: Path) -> Members:
    with tarfile.open(file) as tar:
        return [(member.name, _content(tar, member)) for member in tar if member.isreg()]


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    content = tar.extractfile(member)
    assert content is not None
    return content.read()


def _packed(file: Path, members: Iterable[tuple[str, bytes]]) -> Path:
    with tarfile.open(file, "w") as tar:
        for name, content in members:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
    return file


def test_a_backup_unpacks_into_one_folder_that_is_a_valid_bag(backup: Path, archive: Archive, tmp_path: Path) -> None:
    with tarfile.open(backup) as tar:
        tar.extractall(tmp_path / "unpacked", filter="data")
    (bag,) = (tmp_path / "unpacked").iterdir()
    assert bags.faults(bag) == []
    said = bags.information(bag)
    assert said["External-Identifier"] == f"urn:uuid:{archive.info.uid}"
    assert said["Source-Organization"] == archive.folder.name
    assert {"Bagging-Date", "Bag-Software-Agent"} <= set(said)
    original = next((bag / "data" / "objects").rglob("*.txt"))
    original.write_bytes(b"AN original")
    assert bags.faults(bag) == [f"data/{original.relative_to(bag / 'data').as_posix()} has other bytes"]


def test_a_bag_that_another_tool_packed_is_restored(backup: Path, tmp_path: Path) -> None:
    with tarfile.open(backup) as tar:
        tar.extractall(tmp_path / "unpacked", filter="data")
    with tarfile.open(tmp_path / "again.tar", "w") as tar:
        tar.add(next((tmp_path / "unpacked").iterdir()), "some folder")
    with open_archive(restoring.restore(tmp_path / "again.tar", tmp_path / "back")) as back:
        assert reading.resolve(back, "Leeds").title == "Leeds"


def test_a_backup_of_an_earlier_version_is_restored(backup: Path, tmp_path: Path) -> None:
    members = [(name.partition("/")[2], content) for name, content in _members(backup)]
    members = [each for each in members if each[0] not in (bagit.INFO, bagit.TAG_MANIFEST)]
    clutter = "data/objects/sha256/00/Thumbs.db"
    manifest = dict(members)[bagit.MANIFEST] + bagit.manifest([(clutter, "ab" * 32)])
    members = [(name, manifest if name == bagit.MANIFEST else content) for name, content in members]
    with pytest.raises(NotAnArchive):
        restoring.restore(_packed(tmp_path / "old.tar", members), tmp_path / "back")
    manifest = manifest.replace(b"ab" * 32, _sha256(b"left").encode())
    members = [(name, manifest if name == bagit.MANIFEST else content) for name, content in members]
    old = _packed(tmp_path / "old.tar", [*members, (clutter, b"left")])
    with open_archive(restoring.restore(old, tmp_path / "back")) as back:
        assert reading.resolve(back, "Leeds").title == "Leeds"
        assert len(list(back.objects.iter_objects())) == 1


def _sha256(content: bytes) -> str:
    return bagit.tag_manifest({"x": content}).decode().split()[0]


def _without(what: str) -> Callable[[Members], Members]:
    return lambda members: [each for each in members if not each[0].endswith(f"/{what}")]


def _with(name: str, content: bytes = b"x") -> Callable[[Members], Members]:
    return lambda members: [*members, (members[0][0].partition("/")[0] + name, content)]


def _other(what: str, old: bytes, new: bytes) -> Callable[[Members], Members]:
    return lambda members: [(n, c.replace(old, new) if n.endswith(f"/{what}") else c) for n, c in members]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (_without("bagit.txt"), "no BagIt bag"),
        (_other("bagit.txt", b"1.0", b"2.0"), "a version that this program does not know"),
        (_other("bagit.txt", b"1.0", b""), "a version that this program does not know"),
        (_without("manifest-sha256.txt"), "no whole backup"),
        (_other("manifest-sha256.txt", b"  data", b""), "no whole backup"),
        (_other("bag-info.txt", b"Bagging", b"Begging"), "no whole backup"),
        (_without("bag-info.txt"), "no whole backup"),
        (_with("/data/objects/sha256/00/unlisted"), "what belongs to no backup.*unlisted"),
        (_with("/data/derived/thumbs.sqlite"), "what belongs to no backup.*thumbs"),
        (_with("/run-me.sh"), "what belongs to no backup.*run-me"),
        (_with(" elsewhere/file"), "what belongs to no backup.*elsewhere"),
        (_with("/data/archive.json"), "what belongs to no backup.*archive.json"),
    ],
)
def test_what_is_no_bag_of_an_archive_is_refused(
    backup: Path, tmp_path: Path, change: Callable[[Members], Members], words: str
) -> None:
    bad = _packed(tmp_path / "bad.tar", change(_members(backup)))
    with pytest.raises(NotAnArchive, match=words):
        restoring.restore(bad, tmp_path / "back")
    assert not (tmp_path / "back").exists()


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE])
def test_links_and_devices_in_a_bag_are_refused(backup: Path, tmp_path: Path, kind: bytes) -> None:
    with tarfile.open(backup, "a") as tar:
        member = tarfile.TarInfo(f"{tar.getnames()[0].partition('/')[0]}/data/objects/sha256/00/way")
        member.type, member.linkname = kind, "/etc/passwd"
        tar.addfile(member)
    with pytest.raises(NotAnArchive, match="what belongs to no backup"):
        restoring.restore(backup, tmp_path / "back")
    assert not (tmp_path / "back").exists()
