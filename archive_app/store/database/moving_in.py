"""An archive that is made or restored: whole beside first, then moved into its folder, and by whom.

It is made in a scratch folder, with everything that can fail. Then that folder gets one of the names of ``BEGUN``: that
is the moment from which it counts: before it nothing is changed. What is in it is moved to its place, by whoever is
there: a kill leaves a folder that says what is to be done still, and the next who comes to the archive does it.

Meanwhile nobody has the archive open: whoever opens one holds its folder with all others, and this is done alone.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from archive_app import disk, inside, paths
from archive_app.errors import ArchiveBusy
from archive_app.i18n import _
from archive_app.locks import FolderLock
from archive_app.store.database import complaints, engine

NEW, RESTORE = ".begun-new", ".begun-restore"
BEGUN = (NEW, RESTORE)
_BACKUPS = "backups"


def pending(folder: Path) -> str:
    """Which of ``BEGUN`` stands in ``folder``; empty where nothing is to be done."""
    return next((name for name in BEGUN if inside.is_folder(folder / name)), "")


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While it lasts nobody else has the archive in ``folder`` open, as far as its drive knows of locks; ArchiveBusy.

    What was begun there is done first.
    """
    lock = FolderLock(folder)
    if not lock.take():
        raise ArchiveBusy(
            _("The archive in “{folder}” is open in another window or program. Close it there first.").format(
                folder=folder
            )
        )
    try:
        _finish(folder)
        yield
    finally:
        lock.release()


def presence(folder: Path) -> FolderLock:
    """What whoever opens the archive in ``folder`` holds until it is closed. What was begun there is done first.

    ArchiveBusy while somebody is alone with it.
    """
    for _again in range(2):
        if pending(folder):
            with alone(folder):
                pass
        lock = FolderLock(folder)
        if not lock.share():
            break
        if not pending(folder):
            return lock
        lock.release()
    raise ArchiveBusy(_("The archive in “{folder}” is being restored. Wait until it is done.").format(folder=folder))


def commit(whole: Path, folder: Path, name: str) -> None:
    """Let the archive made in ``whole`` take the place of what is in ``folder``; for whoever is alone there."""
    with complaints.plain_errors(folder):
        engine.settle(whole / paths.DATABASE)
    disk.sync_tree(whole)
    disk.place(whole, folder / name)
    _finish(folder)


def _finish(folder: Path) -> None:
    """Move what was begun to its place: originals, the database, the marker last. Each step may be done again."""
    while name := pending(folder):
        _move_in(folder / name, folder)


def _move_in(begun: Path, folder: Path) -> None:
    _move_all(begun / paths.ORIGINALS, folder / paths.ORIGINALS)
    _move_all(begun / _BACKUPS, folder / _BACKUPS)
    if inside.is_file(begun / paths.DATABASE):
        # SQLite would take the log of the old database for that of the new one: it is gone before that is there.
        for ending in inside.BESIDE:
            (folder / f"{paths.DATABASE}{ending}").unlink(missing_ok=True)
        disk.sync_folder(folder)
        disk.place(begun / paths.DATABASE, folder / paths.DATABASE)
    if inside.is_file(begun / paths.MARKER):
        disk.place(begun / paths.MARKER, folder / paths.MARKER)
    shutil.rmtree(begun)
    disk.sync_folder(folder)


def _move_all(source: Path, target: Path) -> None:
    if not inside.is_folder(source):
        return
    disk.make_folder(target)
    inside.check_folder(target)
    moved = False
    with os.scandir(source) as entries:
        for entry in sorted(entries, key=lambda each: each.name):
            if entry.is_dir(follow_symlinks=False):
                _move_all(source / entry.name, target / entry.name)
            elif entry.is_file(follow_symlinks=False):
                (source / entry.name).replace(target / entry.name)
                moved = True
    if moved:
        disk.sync_folder(target)
