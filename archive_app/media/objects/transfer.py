"""Copies on another drive that are believed only once they were read back."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

from archive_app import disk, inside
from archive_app.domain.text.refusals import reason
from archive_app.errors import StorageError, Unreadable
from archive_app.i18n import _

_CHUNK = 1 << 20
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
#: Files under way at once: while one is brought to the disk another is read.
_HANDS = 3


def transfer(source: Path, target: Path, expected: str = "") -> str:
    """Copy ``source`` to ``target``, which is new, bring it to the disk and read it back; the SHA-256 (hex) of what
    came back.

    ``expected`` is the digest that it should have. Where it has another one, ``source`` is read once more to know whose
    fault that is: Unreadable where the source can't be read, StorageError where the target's drive refuses it or gives
    back other bytes than it was given.
    """
    with _opened(source) as file:
        _pour(file, source, target)
        found = _read_back(target)
        if found != expected and found != _digest(file, source):
            raise StorageError(
                _("“{file}” reads back with other bytes than were written. Is the drive failing?").format(file=target)
            )
    return found


def _read_back(target: Path) -> str:
    try:
        return digest(target)
    except Unreadable as error:
        raise StorageError(error.message) from error


def digest(path: Path) -> str:
    """The SHA-256 of the bytes that the disk has, as far as the system lets us ask past its memory. Unreadable where
    they can't be read.
    """
    with _opened(path) as file:
        if hasattr(os, "posix_fadvise"):
            with contextlib.suppress(OSError):
                os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        return _digest(file, path)


def at_once(works: Sequence[Callable[[], None]], check: Callable[[], None]) -> None:
    """Do all of ``works`` in a few threads; ``check`` is called between them and may raise, as they may."""
    with ThreadPoolExecutor(_HANDS, thread_name_prefix="transfer") as pool:
        waiting: set[Future[None]] = set()
        try:
            for work in works:
                check()
                if len(waiting) >= 2 * _HANDS:
                    done, waiting = wait(waiting, return_when=FIRST_COMPLETED)
                    for each in done:
                        each.result()
                waiting.add(pool.submit(work))
            for each in waiting:
                check()
                each.result()
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _opened(path: Path) -> io.BufferedReader:
    try:
        return inside.open_file(path)
    except OSError as error:
        raise _unread(path, error) from error


def _pour(file: io.BufferedReader, source: Path, target: Path) -> None:
    view = memoryview(bytearray(_CHUNK))
    try:
        out = os.open(target, _NEW, 0o644)
        try:
            while count := _read(file, view, source):
                rest = view[:count]
                while rest:
                    rest = rest[os.write(out, rest) :]
            disk.sync_open(out)
        finally:
            os.close(out)
    except OSError as error:
        raise StorageError(
            _("“{file}” cannot be written: {reason}.").format(file=target, reason=reason(error))
        ) from error


def _read(file: io.BufferedReader, view: memoryview, path: Path) -> int:
    try:
        return file.raw.readinto(view) or 0
    except OSError as error:
        raise _unread(path, error) from error


def _digest(file: io.BufferedReader, path: Path) -> str:
    found = hashlib.sha256()
    view = memoryview(bytearray(_CHUNK))
    file.seek(0)
    while count := _read(file, view, path):
        found.update(view[:count])
    return found.hexdigest()


def _unread(path: Path, error: OSError) -> Unreadable:
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return Unreadable(_("“{file}” is not there.").format(file=path))
    return Unreadable(_("“{file}” cannot be read: {reason}.").format(file=path, reason=reason(error)))
