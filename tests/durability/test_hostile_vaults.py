"""The backups that lie in a stranger's folder lead nowhere either."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from archive_app.errors import Refused
from archive_app.media.objects.vault import Vault
from archive_app.services.archive import Archive
from archive_app.services.upkeep import checking, keeping
from archive_app.services.upkeep.restoring import restore
from tests.durability.outside import Outside


@pytest.fixture
def vault(archive: Archive) -> Vault:
    """What is kept of an archive with one original, in its own folder."""
    archive.objects.adopt(archive.objects.stage_chunks(iter([b"an original"])), "txt")
    archive.objects.sync_directories()
    return keeping.keep(archive).vault


def _places(vault: Vault) -> dict[str, Path]:
    originals = vault.data / "objects" / "sha256"
    state = vault.folder_of(vault.names()[0])
    return {
        "vault": vault.folder,
        "data": vault.data,
        "objects": vault.data / "objects",
        "sha256": originals,
        "drawer": next(originals.iterdir(), originals / "ab"),
        "damaged": vault.data / "damaged",
        "states": state.parent,
        "state": state,
        "catalogue": state / "catalogue.db",
        "checks": vault.folder / "checks.json",
    }


@pytest.mark.parametrize(
    "place", ["vault", "data", "objects", "sha256", "drawer", "damaged", "states", "state", "catalogue", "checks"]
)
def test_no_link_in_it_is_followed(archive: Archive, vault: Vault, place: str, tmp_path: Path) -> None:
    outside = Outside(tmp_path / "outside")
    spot = _places(vault)[place]
    if spot.is_dir():
        shutil.copytree(spot, outside.folder, dirs_exist_ok=True)
        shutil.rmtree(spot)
        spot.symlink_to(outside.folder)
    else:
        if spot.exists():
            spot.replace(outside.folder / "other")
        spot.symlink_to(outside.folder / "other")
    outside.watch()
    for work in (
        lambda: keeping.keep(archive),
        lambda: checking.verify(archive.folder / "backups", archive),
        lambda: restore(vault.folder, tmp_path / "back"),
    ):
        with pytest.raises(Refused, match="is a link"):
            work()
    assert outside.touched() == []
    assert not (tmp_path / "back").exists()


def test_control_one_without_links_is_kept_read_and_restored(archive: Archive, vault: Vault, tmp_path: Path) -> None:
    assert keeping.keep(archive).problems == ()
    assert checking.verify(archive.folder / "backups", archive).ok
    restore(vault.folder, tmp_path / "back")
