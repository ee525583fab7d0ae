"""Files that are written for somebody: the one way to a place outside the archive.

A target is looked at first: it is never inside an archive, never a device, a link or a folder. What is written stands
beside it until it is whole and on the disk, and then takes its place in one step, so that a full disk, a fault or a
stop leaves what was there before.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath
from uuid import uuid4

from archive_app import inside, paths
from archive_app.domain.text.clutter import is_clutter
from archive_app.domain.text.refusals import reason
from archive_app.errors import Refused, StorageError
from archive_app.i18n import _

#: What a drive says that has no such thing as bringing a folder to the disk.
_NO_SYNC = frozenset({errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EBADF})
#: The one folder of an archive that its backups may be written to.
_BACKUPS = "backups"
_CHUNK = 1 << 20


def check(target: Path, *, backup: bool = False) -> None:
    """Refused where no file may be written to ``target``; StorageError where its folder is not there.

    A ``backup`` may go to the folder of the archive that is meant for it, and to a folder that is not there yet.
    """
    try:
        facts = _facts(target)
        archive = _archive_around(target)
        folder = target.parent.is_dir()
    except OSError as error:
        raise _unwritten(target, error) from error
    if archive is not None and not (backup and archive.resolve() / _BACKUPS in target.resolve().parents):
        raise Refused(_("“{file}” lies inside the archive itself. Choose another place.").format(file=target))
    if os.name == "nt" and PureWindowsPath(target.name).is_reserved():
        raise Refused(_("“{file}” is a device, not a file. Choose another name.").format(file=target))
    if not folder and not backup:
        raise StorageError(_("The folder “{folder}” does not exist; choose another one.").format(folder=target.parent))
    if not target.name or (facts is not None and stat.S_ISDIR(facts.st_mode)):
        raise StorageError(_("“{name}” is a folder; choose a name for the file.").format(name=target.name or target))
    if facts is not None and stat.S_ISLNK(facts.st_mode):
        raise Refused(_("“{file}” is a link to another file. Choose another name.").format(file=target))
    if facts is not None and not stat.S_ISREG(facts.st_mode):
        raise Refused(_("“{file}” is a device, not a file. Choose another name.").format(file=target))


def check_folder(folder: Path) -> None:
    """Refused where ``folder`` lies in an archive, StorageError where it is no folder: nothing is written there."""
    try:
        there, archive = folder.is_dir(), _archive_around(folder / "x")
    except OSError as error:
        raise _unwritten(folder, error) from error
    if archive is not None:
        raise Refused(_("“{file}” lies inside the archive itself. Choose another place.").format(file=folder))
    if not there:
        raise StorageError(_("The folder “{folder}” does not exist; choose another one.").format(folder=folder))


def check_home(folder: Path) -> None:
    """Refused where ``folder``, in which an archive is to be made, lies in another one."""
    try:
        archive = _archive_around(folder)
    except OSError as error:
        raise _unwritten(folder, error) from error
    if archive is not None:
        raise Refused(
            _("“{folder}” lies inside the archive “{archive}”. Choose another place.").format(
                folder=folder, archive=archive
            )
        )


def is_free(folder: Path) -> bool:
    """Whether ``folder`` is not there yet, or holds only what a system leaves; OSError where that can't be seen."""
    return not folder.exists() or (folder.is_dir() and all(is_clutter(entry.name) for entry in folder.iterdir()))


@contextlib.contextmanager
def written(target: Path, *, backup: bool = False) -> Iterator[Path]:
    """Where to write what is to stand at ``target``: an empty file beside it, which takes its place at the end.

    Whatever is raised within leaves ``target`` as it was; what the disk refuses is a StorageError.
    """
    check(target, backup=backup)
    draft = target.with_name(f".{uuid4().hex}.part")
    try:
        os.close(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666))
        try:
            yield draft
            _place(draft, target, backup=backup)
        finally:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
    except OSError as error:
        raise _unwritten(target, error) from error


def write(target: Path, content: bytes) -> None:
    """Put ``content`` at ``target``."""
    with written(target) as draft:
        draft.write_bytes(content)


def copy(source: Path, target: Path, *, read_only: bool = False) -> None:
    """Put a copy of the file ``source`` at ``target``, with its time; ``read_only``, so that nobody changes it."""
    with written(target) as draft:
        with inside.open_file(source) as original, draft.open("wb") as out:
            facts = os.fstat(original.fileno())
            shutil.copyfileobj(original, out, _CHUNK)
        os.utime(draft, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    if read_only:
        try:
            target.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
        except OSError as error:
            raise _unwritten(target, error) from error


def make_folder(folder: Path) -> None:
    """Make ``folder`` and those above it where they are not there; StorageError where the disk refuses it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unwritten(folder, error) from error


def set_aside(file: Path) -> None:
    """Give ``file``, which cannot be read, a name that says so and that nothing bears yet."""
    try:
        file.replace(free(file.with_suffix(f".broken{file.suffix}")))
    except OSError as error:
        raise _unwritten(file, error) from error


def free(file: Path) -> Path:
    """``file``, or the same name with the first number that nothing bears there."""
    for number in range(2, 1_000_000):
        if not os.path.lexists(file):
            break
        stem = file.stem if number == 2 else file.stem.rpartition("-")[0]
        file = file.with_stem(f"{stem}-{number}")
    return file


def scratch_folder(name: str) -> tempfile.TemporaryDirectory[str]:
    """A folder of this person's own for what is only looked at, or handed on; gone with whoever asked for it."""
    return tempfile.TemporaryDirectory(prefix=f"{name}-", ignore_cleanup_errors=True)


def _place(draft: Path, target: Path, *, backup: bool) -> None:
    """File, name, folder, in this order: so a cut of power leaves the old file or the new one."""
    there = _facts(target)
    if there is not None and stat.S_ISREG(there.st_mode):
        draft.chmod(stat.S_IMODE(there.st_mode))
    _sync_file(draft)
    # Making it may have taken minutes: what stands there now is looked at once more.
    check(target, backup=backup)
    draft.replace(target)
    _sync_folder(target.parent)


def _sync_file(file: Path) -> None:
    descriptor = os.open(file, (os.O_RDWR if os.name == "nt" else os.O_RDONLY) | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows has no fsync for folders; NTFS journals its names
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        # Some network drives know of no such thing, and a folder may be written to by who may not list it.
        if error.errno not in _NO_SYNC and error.errno != errno.EACCES:
            raise


def _facts(path: Path) -> os.stat_result | None:
    try:
        return path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _archive_around(target: Path) -> Path | None:
    """The archive that ``target`` lies in, by whatever way one comes to it."""
    return next((folder for folder in target.resolve().parents if paths.is_archive(folder)), None)


def _unwritten(target: Path, error: OSError) -> StorageError:
    return StorageError(_("“{file}” cannot be written: {reason}.").format(file=target, reason=reason(error)))
