"""Files that are written for somebody: the one way to a place outside the archive.

A target is looked at first: it is never inside an archive, never a device, a link or a folder. What is written stands
beside it until it is whole and on the disk, and then takes its place in one step, so that a full disk, a fault or a
stop leaves what was there before.
"""

from __future__ import annotations

import contextlib
import io
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PureWindowsPath

from archive_app import disk, inside, paths, scratch
from archive_app.domain.text.clutter import is_clutter
from archive_app.domain.text.refusals import reason
from archive_app.errors import Refused, StorageError, Unreadable
from archive_app.i18n import _
from archive_app.scratch import Scratch, is_scratch

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
    """Whether ``folder`` is not there yet, or holds only what a system leaves, or what an archive was to be made from;
    OSError where that can't be seen.
    """
    if not folder.exists():
        return True
    return folder.is_dir() and all(is_clutter(entry.name) or is_scratch(entry.name) for entry in folder.iterdir())


@contextlib.contextmanager
def written(target: Path, *, backup: bool = False) -> Iterator[Path]:
    """Where to write what is to stand at ``target``: an empty file beside it, which takes its place at the end.

    Whatever is raised within leaves ``target`` as it was; what the disk refuses is a StorageError.
    """
    check(target, backup=backup)
    try:
        # Making it may have taken minutes: what stands there then is looked at once more.
        with disk.draft(target, lambda: check(target, backup=backup)) as draft:
            yield draft
            _keep_mode(draft, target)
    except OSError as error:
        raise _unwritten(target, error) from error


def write(target: Path, content: bytes) -> None:
    """Put ``content`` at ``target``."""
    with written(target) as draft:
        draft.write_bytes(content)


def pour(target: Path, chunks: Iterable[bytes]) -> None:
    """Write what comes piece by piece. StorageError where it can't be written, or stops coming."""
    with written(target) as draft, draft.open("wb") as out:
        out.writelines(chunks)


def copy(source: Path, target: Path, *, read_only: bool = False) -> None:
    """Put a copy of the file ``source`` at ``target``, with its time; ``read_only``, so that nobody changes it.

    Unreadable where the source is at fault.
    """
    with written(target) as draft:
        with _reading(source) as original, draft.open("wb") as out:
            facts = os.fstat(original.fileno())
            while chunk := _read(source, original):
                out.write(chunk)
        os.utime(draft, ns=(facts.st_atime_ns, facts.st_mtime_ns))
    if read_only:
        try:
            target.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
        except OSError as error:
            raise _unwritten(target, error) from error


def _reading(source: Path) -> io.BufferedReader:
    try:
        return inside.open_file(source)
    except OSError as error:
        raise _unread(source, error) from error


def _read(source: Path, original: io.BufferedReader) -> bytes:
    try:
        return original.read(_CHUNK)
    except OSError as error:
        raise _unread(source, error) from error


def _unread(source: Path, error: OSError) -> Unreadable:
    return Unreadable(_("“{file}” cannot be read: {reason}.").format(file=source, reason=reason(error)))


def make_folder(folder: Path) -> None:
    """Make ``folder`` and those above it where they are not there; StorageError where the disk refuses it."""
    try:
        disk.make_folder(folder)
    except OSError as error:
        raise _unwritten(folder, error) from error


def set_aside(file: Path) -> None:
    """Give ``file``, which cannot be read, a name that says so and that nothing bears yet."""
    try:
        disk.place(file, free(file.with_suffix(f".broken{file.suffix}")))
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


def scratch_folder(what: str) -> Scratch:
    """A folder of this person's own for what is only looked at, or handed on; gone with whoever asked for it."""
    try:
        return Scratch(Path(tempfile.gettempdir()), what, private=True)
    except OSError as error:
        raise _unwritten(Path(tempfile.gettempdir()), error) from error


def sweep_scratch() -> None:
    """Remove such folders of this person whose owners are gone."""
    scratch.sweep(Path(tempfile.gettempdir()), mine=True)


def _keep_mode(draft: Path, target: Path) -> None:
    there = _facts(target)
    if there is not None and stat.S_ISREG(there.st_mode):
        draft.chmod(stat.S_IMODE(there.st_mode))


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
