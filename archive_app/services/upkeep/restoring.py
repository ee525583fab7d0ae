"""An archive back from its copy."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from archive_app import disk, inside
from archive_app.domain.text.clutter import is_clutter
from archive_app.domain.text.refusals import reason
from archive_app.errors import NotAnArchive, Refused, StorageError
from archive_app.i18n import _
from archive_app.media.objects import bag
from archive_app.scratch import Scratch
from archive_app.services import outputs
from archive_app.services.archive import open_archive
from archive_app.store.face.store import DATABASE, MARKER, read_info


def restore(file: Path, folder: Path) -> Path:
    """Make the archive in the backup ``file`` again in ``folder``; returns the folder.

    An empty or new folder is filled. A folder that holds the same archive is put back to the state of the backup,
    with its own database kept beside in ``backups/``; any other folder is refused, and so is one inside another
    archive. The whole backup is checked before anything moves.
    """
    folder = folder.absolute()
    outputs.check_home(folder)
    if not file.is_file():
        raise NotAnArchive(_("There is no backup “{file}”.").format(file=file))
    there = _is_there(folder)
    if there:
        inside.look_through(folder)
    new = not folder.exists()
    if not there and not outputs.is_free(folder):
        raise Refused(_("The folder “{folder}” is not empty. Choose an empty or a new folder.").format(folder=folder))
    try:
        disk.make_folder(folder)
        under_way = Scratch(folder, "restore")
    except OSError as error:
        raise StorageError(
            _("The folder “{folder}” cannot be written to: {reason}.").format(folder=folder, reason=reason(error))
        ) from error
    scratch = under_way.folder
    try:
        for _name, _placed in bag.unpack_iter(file, scratch):
            pass
        info = read_info(scratch)
        if there:
            _keep_present(folder, info.uid)
        _move_in(scratch, folder)
    except OSError as error:
        raise StorageError(
            _("The backup could not be restored: {reason}. Nothing was changed.").format(reason=reason(error))
        ) from error
    finally:
        under_way.cleanup()
        if new and not any(folder.iterdir()):
            folder.rmdir()
    open_archive(folder).close()
    return folder


def _is_there(folder: Path) -> bool:
    """Whether the folder holds an archive, or what damage has left of one."""
    return any((folder / name).exists() for name in (MARKER, DATABASE))


def _keep_present(folder: Path, uid: str) -> None:
    """Set aside the database that is about to be replaced; Refused where the folder holds another archive.

    A database that can be read is copied through SQLite; a damaged one is moved as it is.
    """
    try:
        present = read_info(folder).uid
    except NotAnArchive:
        present = uid
    if present != uid:
        raise Refused(
            _("The folder “{folder}” holds another archive. Choose an empty or a new folder.").format(folder=folder)
        )
    stamp = f"{datetime.now():%Y%m%d-%H%M%S}"
    try:
        with open_archive(folder) as opened:
            opened.claim_window()
            opened.store.copy_to(folder / "backups" / f"before-restore-{stamp}.db")
    except NotAnArchive:
        aside = folder / "backups" / f"damaged-{stamp}"
        aside.mkdir(parents=True)
        for left in [folder / MARKER, *folder.glob(f"{DATABASE}*")]:
            if left.exists():
                left.replace(aside / left.name)


def _move_in(scratch: Path, folder: Path) -> None:
    """Originals first, then the database, the marker last: a kill in between leaves an archive that can be restored
    again.
    """
    for source in sorted(path for path in scratch.rglob("*") if path.is_file()):
        # Backups of earlier versions hold what a system left beside the originals.
        if source.parent != scratch and not is_clutter(source.name):
            target = folder / source.relative_to(scratch)
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
    for leftover in (f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal"):
        (folder / leftover).unlink(missing_ok=True)
    for name in (DATABASE, MARKER):
        (scratch / name).replace(folder / name)
