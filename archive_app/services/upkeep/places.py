"""Where the backups of an archive go, and what this computer remembers of the last one while its drive is away."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from archive_app import paths
from archive_app.errors import NotAnArchive, NotFound, StorageError
from archive_app.i18n import _
from archive_app.media.objects import vault
from archive_app.media.objects.vault import State, Vault
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.person import Person
from archive_app.services.upkeep import drives

PLACE, KEEP, AGE, VERIFY = "backup-place", "backup-keep", "backup-age", "backup-verify"
WHEN, CLOSING = "backup-when", "backup-closing"


@dataclass(frozen=True, slots=True)
class Where:
    """The folder that backups go to; whether somebody ``chose`` it, and whether it lies ``apart``, on another drive."""

    folder: Path
    chosen: bool
    apart: bool

    @property
    def warning(self) -> str:
        """What is to be said where a backup there would go with the archive; empty where all is well."""
        if self.apart:
            return ""
        if not self.chosen:
            return _(
                "No place for backups is set: they lie in the archive's own folder, and are lost with its drive. "
                "Choose a folder on another drive."
            )
        return _(
            "“{folder}” lies on the same drive as the archive. If the drive fails, the backup is lost with it."
        ).format(folder=self.folder)


@dataclass(frozen=True, slots=True)
class Last:
    """The last backup that was made here, or found to be up to date: ``made_at`` then, ``looked_at`` last,
    ``verified_at`` when it was read again. ``mark`` is where the archive's log stood. Times are ISO 8601, UTC.
    """

    place: str
    mark: str
    made_at: str
    looked_at: str
    verified_at: str = ""
    apart: bool = True
    problems: int = 0
    state: str = ""


def where(archive: Archive, person: Person) -> Where:
    """Where backups go; StorageError where that place is not there."""
    written = str(person.value(PLACE))
    if not written:
        return Where(archive.folder / "backups", chosen=False, apart=False)
    folder = Path(written)
    if not folder.is_dir():
        raise StorageError(
            _("The place for backups, “{folder}”, is not there. Connect its drive, or make the folder.").format(
                folder=folder
            )
        )
    outputs.check(folder / "x", backup=True)
    apart = not drives.same(archive.folder, folder)
    known = last(archive)
    if known is not None and known.apart and not apart and known.place == str(folder) and not _kept(archive, folder):
        # What a drive is mounted on stays when it goes, as an empty folder of the drive that it belongs to.
        raise StorageError(
            _("The drive that “{folder}” was on is not there any more. Connect it, or set another place.").format(
                folder=folder
            )
        )
    return Where(folder, chosen=True, apart=apart)


def vault_in(archive: Archive, folder: Path) -> Vault:
    """The backups of this archive in the place ``folder``, be they there or not. Refused where a link lies in them."""
    return _looked_through(Vault(folder / f"exchange-archive-{archive.info.uid}"))


def found(named: Path, uid: str = "") -> Vault:
    """The backups that ``named`` leads to: a place, what is kept there of an archive, or one state of it.

    NotFound where there are none, NotAnArchive where there are those of several archives and none has the ``uid``.
    """
    inside = _vaults(named)
    mine = [each for each in inside if uid and each.name.endswith(uid)] or inside
    if not mine:
        raise NotFound(_("There is no backup in “{folder}”.").format(folder=named))
    if len(mine) > 1:
        raise NotAnArchive(
            _("“{folder}” has backups of {count} archives. Name the folder of one of them.").format(
                folder=named, count=len(mine)
            )
        )
    return _looked_through(Vault(mine[0]))


def kept(named: Path) -> list[tuple[Path, State]]:
    """The folder of each backup that ``named`` leads to and what it says of itself, the newest first.

    StorageError and NotAnArchive where they cannot be looked at.
    """
    pairs = []
    for found in map(Vault, _vaults(named)):
        found.look_through_states()
        pairs += [(found.folder_of(state.name), state) for state in found.states()]
    return sorted(pairs, key=lambda pair: pair[1].name, reverse=True)


def _vaults(named: Path) -> list[Path]:
    """The folder of backups that ``named`` lies in or is, or else those that lie in it."""
    around = [folder for folder in (named, *named.parents[:3]) if vault.is_vault(folder)]
    if around:
        return around[:1]
    try:
        return [each for each in sorted(named.iterdir()) if vault.is_vault(each)]
    except OSError:
        return []


def _looked_through(found: Vault) -> Vault:
    found.look_through()
    return found


def last(archive: Archive) -> Last | None:
    """The last backup of this archive that this computer knows of."""
    try:
        said = json.loads(_memory(archive).read_text("utf-8"))
        return Last(**said)
    except (OSError, ValueError, TypeError):
        return None


def remember(archive: Archive, known: Last) -> None:
    """Keep what is known of the last backup; where that can't be, nothing is lost but that it is shown."""
    with contextlib.suppress(StorageError):
        outputs.make_folder(_memory(archive).parent)
        outputs.write(_memory(archive), (json.dumps(asdict(known), indent=1) + "\n").encode())


def change(archive: Archive, **said: Any) -> None:
    """The same of what is known already."""
    known = last(archive)
    if known is not None:
        remember(archive, replace(known, **said))


def now() -> str:
    """This moment, as it is kept."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def is_older(moment: str, days: float) -> bool:
    """Whether ``moment`` lies further back than so many days, or nowhere."""
    try:
        return datetime.now(UTC) - datetime.fromisoformat(moment) > timedelta(days=days)
    except ValueError:
        return True


def _kept(archive: Archive, folder: Path) -> bool:
    return os.path.isdir(vault_in(archive, folder).folder)  # noqa: PTH112 - never raises


def _memory(archive: Archive) -> Path:
    return paths.data_dir() / "backups" / f"{archive.info.uid}.json"
