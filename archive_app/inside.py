"""An archive's folder may come from anybody: nothing that lies in it leads out of it.

No link, device, pipe or socket there is followed, read or written to. The folder itself may be reached by a link, which
is the choice of whoever names it. Folders are looked at when the archive is opened, a file each time it is opened.
"""

from __future__ import annotations

import errno
import io
import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from archive_app import paths
from archive_app.errors import Refused
from archive_app.i18n import _

#: What Windows calls a reparse point that stands for another place: links and junctions, but no file of a cloud.
_STANDS_FOR_ANOTHER = 0x20000000
_READ = os.O_RDONLY
for _name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY"):
    _READ |= getattr(os, _name, 0)
#: What SQLite keeps beside a database.
BESIDE = ("-wal", "-shm", "-journal")
_DRAWER = re.compile(r"[0-9a-f]{2}")
_FOLDERS = ("derived", "backups", "staging", ".begun-new", ".begun-restore")
_FILES = (paths.MARKER, ".window-lock", ".window-knock", ".ingest-lock", "backups/.upgrade-lock")
_DATABASES = (paths.DATABASE, "derived/thumbs.sqlite")


def look_through(folder: Path) -> None:
    """Refused where a place in the archive's ``folder`` that the program goes to is a link, a device, or a folder in
    the place of a file. What is not there is made later, or missed.
    """
    for name in _FOLDERS:
        check_folder(folder / name)
    check_originals(folder)
    for name in _FILES:
        check_file(folder / name)
    for name in _DATABASES:
        check_database(folder / name)


def check_originals(folder: Path) -> None:
    """Refused where a folder for originals below ``folder`` is there and no plain folder."""
    for place in _originals(folder):
        check_folder(place)


def check_database(database: Path) -> None:
    """Refused where a database, or what lies beside it, is there and no plain file."""
    check_file(database)
    for ending in BESIDE:
        check_file(database.with_name(f"{database.name}{ending}"))


def check_file(file: Path) -> None:
    """Refused where ``file`` is there and no plain file."""
    _check(file)


def check_folder(folder: Path) -> None:
    """Refused where ``folder`` is there and no plain folder."""
    _check(folder, folder=True)


def is_file(file: Path) -> bool:
    """Whether ``file`` is there and is a plain one."""
    try:
        facts = file.lstat()
    except OSError:
        return False
    return stat.S_ISREG(facts.st_mode) and not leads_elsewhere(facts)


def is_folder(folder: Path) -> bool:
    """Whether ``folder`` is there and is a plain one."""
    try:
        facts = folder.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(facts.st_mode) and not leads_elsewhere(facts)


def leads_elsewhere(facts: os.stat_result) -> bool:
    """Whether what ``lstat`` says is about a link, of whatever kind the system has."""
    tag = getattr(facts, "st_reparse_tag", 0)
    return stat.S_ISLNK(facts.st_mode) or bool(tag & _STANDS_FOR_ANOTHER)


def open_file(file: Path) -> io.BufferedReader:
    """``file``, opened for reading. OSError, also where it is no plain file: nothing is read of a device or a pipe."""
    if os.name == "nt" and leads_elsewhere(file.lstat()):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(file))
    descriptor = os.open(file, _READ)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.ENXIO, os.strerror(errno.ENXIO), str(file))
        return os.fdopen(descriptor, "rb")
    except BaseException:
        os.close(descriptor)
        raise


@contextmanager
def reading(source: Path | bytes | BinaryIO) -> Iterator[BinaryIO]:
    """What is read of a file by its name, of its bytes, or of a file that somebody else has opened and will close."""
    if isinstance(source, Path):
        with open_file(source) as stream:
            yield stream
    else:
        yield io.BytesIO(source) if isinstance(source, bytes) else source


def is_there(folder: Path) -> bool:
    """Whether anything of an archive that was opened in ``folder`` still is there: its drive may have gone, or it was
    moved. What is missing then is not lost.
    """
    return any(os.path.lexists(folder / name) for name in (paths.MARKER, paths.DATABASE, paths.ORIGINALS))


def _originals(folder: Path) -> Iterator[Path]:
    """The folders that originals lie in, be it in an archive or in its backups."""
    yield folder / paths.ORIGINALS
    originals = folder / paths.BY_CONTENT
    yield originals
    try:
        with os.scandir(originals) as entries:
            drawers = sorted(entry.name for entry in entries if _DRAWER.fullmatch(entry.name))
    except OSError:
        return
    for name in drawers:
        yield originals / name


def _check(place: Path, *, folder: bool = False) -> None:
    try:
        facts = place.lstat()
    except OSError:
        return
    if leads_elsewhere(facts):
        words = _("“{file}” is a link, and no link in an archive's folder is followed. Nothing was touched.")
    elif folder and not stat.S_ISDIR(facts.st_mode):
        words = _("“{file}” is not a folder, which it is in every archive. Nothing was touched.")
    elif not folder and not stat.S_ISREG(facts.st_mode):
        words = _("“{file}” is not a file, which it is in every archive. Nothing was touched.")
    else:
        return
    raise Refused(words.format(file=place))
