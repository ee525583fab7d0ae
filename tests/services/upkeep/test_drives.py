"""Which drives two folders lie on, with a system that says so as Linux does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from archive_app.services.upkeep import drives
from archive_app.services.upkeep.places import Where

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a drive is a volume")
#: Two partitions of a disk, one of another, what is made of the second one of the first, and a file system on a net.
_SDA1, _SDA2, _SDB1, _MADE, _MIRROR, _NET = ((8, 1), (8, 2), (8, 17), (253, 0), (9, 0), (0, 40))
_VOLUMES, _NOWHERE = (0, 41), (8, 99)


@pytest.fixture(autouse=True)
def _system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    devices, block = tmp_path / "devices", tmp_path / "block"
    block.mkdir()
    places = ("sda/sda1", "sda/sda2", "sdb/sdb1", "virtual/dm-0", "virtual/md0")
    for (major, minor), place in zip((_SDA1, _SDA2, _SDB1, _MADE, _MIRROR), places, strict=True):
        folder = devices / place
        folder.mkdir(parents=True)
        if "virtual" in place:
            (folder / "slaves").mkdir()
        else:
            (folder / "partition").write_text("1\n", encoding="ascii")
        (block / f"{major}:{minor}").symlink_to(folder)
    (devices / "virtual/dm-0/slaves/md0").symlink_to(devices / "virtual/md0")
    for name in ("sda/sda2", "sdb/sdb1"):
        (devices / "virtual/md0/slaves" / Path(name).name).symlink_to(devices / name)
    mounted = tmp_path / "mountinfo"
    null = Path("/dev/null").stat().st_rdev
    (block / f"{os.major(null)}:{os.minor(null)}").symlink_to(devices / "sda/sda1")
    mounted.write_text(
        "30 1 0:40 / /far rw - nfs far:/disk rw\n31 1 0:41 / /here rw shared:1 - btrfs /dev/null rw\n", "ascii"
    )
    monkeypatch.setattr(drives, "_DEVICES", block)
    monkeypatch.setattr(drives, "_MOUNTED", mounted)


@pytest.mark.parametrize(
    ("device", "disks"),
    [
        (_SDA1, {"sda"}),
        (_SDA2, {"sda"}),
        (_SDB1, {"sdb"}),
        (_MADE, {"sda", "sdb"}),
        (_VOLUMES, {"sda"}),
        (_NET, set()),
        (_NOWHERE, set()),
    ],
)
def test_partitions_and_what_is_made_of_them_lead_to_their_disks(device: tuple[int, int], disks: set[str]) -> None:
    assert drives.disks(os.makedev(*device)) == disks


def test_two_partitions_of_one_drive_are_one_drive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    devices = {"archive": _SDA1, "other": _SDA2, "away": _SDB1, "far": _NET}
    real = Path.stat

    def stat(path: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        facts = real(path.parent if path.name in devices else path, follow_symlinks=follow_symlinks)
        if path.name not in devices:
            return facts
        return os.stat_result([*facts[:2], os.makedev(*devices[path.name]), *facts[3:10]])

    monkeypatch.setattr(Path, "stat", stat)
    apart = {name: not drives.same(tmp_path / "archive", tmp_path / name) for name in devices}
    assert apart == {"archive": False, "other": False, "away": True, "far": True}
    assert "lies on the same drive" in Where(tmp_path / "other", chosen=True, apart=apart["other"]).warning
    assert Where(tmp_path / "away", chosen=True, apart=apart["away"]).warning == ""


def test_a_folder_that_is_gone_is_on_no_drive(tmp_path: Path) -> None:
    assert not drives.same(tmp_path, tmp_path / "gone")
    assert drives.same(tmp_path, tmp_path)
