"""An archive back from its copy: whole or not at all.

Everything is made ready beside, and looked at, before the folder is touched; what stands there is kept in ``backups/``.
An interrupted restore can be repeated: up to one moment nothing has changed, from there on whoever opens the archive
finishes it (``store/database/moving_in.py``).
"""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

from archive_app import disk, inside, paths
from archive_app.domain.text.clutter import is_clutter
from archive_app.domain.text.refusals import reason
from archive_app.errors import ArchiveBusy, ArchiveError, NotAnArchive, Refused, StorageError
from archive_app.i18n import _, ngettext
from archive_app.media.objects import bag
from archive_app.media.objects.objects import Fixity, ObjectStore
from archive_app.scratch import Scratch
from archive_app.services import outputs
from archive_app.services.archive import open_archive
from archive_app.services.person import Person, author
from archive_app.services.upkeep import contents
from archive_app.store.face import store
from archive_app.store.face.store import DATABASE, MARKER, read_info
from archive_app.store.face.values import WINDOW, FileLock

_SQLITE = b"SQLite format 3\x00"
_BACKUPS = "backups"


def restore(file: Path, folder: Path, *, state: str = "", damaged_aside: bool = False) -> Path:
    """Make the archive in the backup ``file`` again in ``folder``; returns the folder.

    ``file`` may be a place for backups, of which the newest ``state`` is meant, or the one that is named. An empty or
    new folder is filled. A folder that holds the same archive is put back to the state of the backup,
    with its own database kept beside in ``backups/``; any other folder is refused, and so is one inside another
    archive. It may also be a copy of the database alone, as migrations and restores leave them: then the
    originals stay as they are. A backup with originals that were damaged before it was made is refused, or with
    ``damaged_aside`` restored without them, and they are kept in ``backups/`` where there is no better one.
    """
    folder = folder.absolute()
    outputs.check_home(folder)
    if not file.exists():
        raise NotAnArchive(_("There is no backup “{file}”.").format(file=file))
    made = not folder.exists()
    if not _is_there(folder):
        _refuse_full(folder)
    try:
        disk.make_folder(folder)
        with store.alone(folder):
            _replace(file, folder, state, damaged_aside)
    except OSError as error:
        raise _not_restored(folder, error) from error
    finally:
        if made and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()
    open_archive(folder).close()
    return folder


def home_of(copy: Path) -> Path | None:
    """The folder of the archive whose ``backups/`` a copy of the database lies in."""
    folder = copy.absolute().parent
    return folder.parent if folder.name == _BACKUPS and paths.is_archive(folder.parent) else None


def _replace(file: Path, folder: Path, state: str, damaged_aside: bool) -> None:
    """The same, alone with the archive."""
    there = _is_there(folder)
    if not there:
        # Looked at once more: what was begun here is done now.
        _refuse_full(folder)
    else:
        inside.look_through(folder)
    window = FileLock(folder, WINDOW)
    # Earlier versions hold no more than this.
    if there and not window.take():
        raise ArchiveBusy(_("This archive is open in another window. Close it there first."))
    try:
        with Scratch(folder, "restore") as scratch:
            whole = scratch / "whole"
            whole.mkdir()
            if file.is_dir():
                contents.unpack(file, whole, state=state, uid=_uid_of(folder))
            elif _is_database(file):
                _fill_with_copy(file, whole, folder)
            else:
                _unpack(file, whole)
            _check(file, whole, folder, damaged_aside)
            if there:
                _keep_present(folder, scratch / "kept")
            store.commit(whole, folder, store.RESTORE)
    finally:
        window.release()


def _uid_of(folder: Path) -> str:
    """Which archive ``folder`` holds, if that can be read."""
    try:
        return read_info(folder).uid
    except ArchiveError:
        return ""


def _unpack(file: Path, whole: Path) -> None:
    for name, placed in bag.unpack_iter(file, whole):
        # Backups of earlier versions hold what a system left beside the originals.
        if placed is not None and is_clutter(Path(name).name):
            placed.unlink()


def _fill_with_copy(file: Path, whole: Path, folder: Path) -> None:
    """The archive of ``folder`` with another state of its database."""
    if not _is_there(folder):
        raise Refused(
            _("“{file}” is a copy of a database, without originals. Restore it into the folder of its archive.").format(
                file=file
            )
        )
    read_info(folder)
    if home_of(file.resolve()) != folder.resolve() and not store.is_earlier(file, folder):
        raise Refused(
            _("“{file}” is no copy of the archive in “{folder}”. Choose the folder of its archive.").format(
                file=file, folder=folder
            )
        )
    for ending in ("", "-wal"):
        part = file.with_name(f"{file.name}{ending}")
        if inside.is_file(part):
            shutil.copyfile(part, whole / f"{DATABASE}{ending}")
    shutil.copyfile(folder / MARKER, whole / MARKER)


def _check(file: Path, whole: Path, folder: Path, damaged_aside: bool) -> None:
    """Refused or NotAnArchive where what was made ready may not take the place of what is in ``folder``."""
    damaged = NotAnArchive(_("“{file}” is no whole backup of an archive. Use another backup.").format(file=file))
    try:
        uid = read_info(whole).uid
    except NotAnArchive as error:
        raise damaged from error
    _refuse_other(folder, uid)
    objects = ObjectStore(whole)
    bad = [path for sha256, ext, path in objects.iter_objects() if objects.verify(sha256, ext) is not Fixity.OK]
    if bad and not damaged_aside:
        raise NotAnArchive(
            ngettext(
                "{count} original in “{file}” was damaged before the backup was made ({name}). Use another backup, or"
                " restore with --damaged-aside, which keeps it apart.",
                "{count} originals in “{file}” were damaged before the backup was made ({name}…). Use another backup,"
                " or restore with --damaged-aside, which keeps them apart.",
                len(bad),
            ).format(count=len(bad), file=file, name=bad[0].name)
        )
    _set_aside(bad, whole, folder)
    try:
        store.check_restored(whole, author(Person())())
    except NotAnArchive as error:
        raise damaged from error


def _set_aside(bad: list[Path], whole: Path, folder: Path) -> None:
    """Take damaged originals out; those that the folder has no good one of go to its ``backups/``."""
    aside = whole / outputs.free(folder / _BACKUPS / f"damaged-{_stamp()}").relative_to(folder)
    present = ObjectStore(folder)
    for path in bad:
        sha256, _dot, extension = path.name.partition(".")
        if _is_there(folder) and present.look(sha256, extension) is Fixity.OK:
            path.unlink()
        else:
            disk.make_folder(aside)
            path.replace(aside / path.name)


def _refuse_other(folder: Path, uid: str) -> None:
    try:
        present = read_info(folder).uid
    except NotAnArchive:
        return
    if present != uid:
        raise Refused(
            _("The folder “{folder}” holds another archive. Choose an empty or a new folder.").format(folder=folder)
        )


def _keep_present(folder: Path, room: Path) -> None:
    """Keep the database that is about to be replaced: a copy through SQLite, or of a damaged one its bytes. SQLite gets
    one in ``room``, since it writes into what it opens.
    """
    backups = folder / _BACKUPS
    disk.make_folder(backups)
    room.mkdir()
    present = [left for left in [folder / MARKER, *sorted(folder.glob(f"{DATABASE}*"))] if inside.is_file(left)]
    try:
        if folder / DATABASE in present:
            for part in present:
                shutil.copyfile(part, room / part.name)
            store.keep_database(room, outputs.free(backups / f"before-restore-{_stamp()}.db"))
            return
    except (NotAnArchive, StorageError):
        # Whatever is wrong with it: its bytes may be of use to somebody.
        pass
    aside = outputs.free(backups / f"damaged-{_stamp()}")
    disk.make_folder(aside)
    for part in present:
        shutil.copyfile(part, aside / part.name)
    disk.sync_tree(aside)


def _is_there(folder: Path) -> bool:
    """Whether the folder holds an archive, what damage has left of one, or one that is on its way there."""
    return any((folder / name).exists() for name in (MARKER, DATABASE)) or bool(store.pending(folder))


def _refuse_full(folder: Path) -> None:
    try:
        free = outputs.is_free(folder)
    except OSError as error:
        raise _not_restored(folder, error) from error
    if not free:
        raise Refused(_("The folder “{folder}” is not empty. Choose an empty or a new folder.").format(folder=folder))


def _is_database(file: Path) -> bool:
    with file.open("rb") as content:
        return content.read(len(_SQLITE)) == _SQLITE


def _stamp() -> str:
    return f"{datetime.now():%Y%m%d-%H%M%S}"


def _not_restored(folder: Path, error: OSError) -> StorageError:
    if store.pending(folder):
        words = _(
            "The backup was read, but not all of it could be moved to its place: {reason}. What is left to do is done"
            " when the archive is opened again."
        )
    else:
        words = _("The backup could not be restored: {reason}. Nothing was changed.")
    return StorageError(words.format(reason=reason(error)))
