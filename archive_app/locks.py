"""Locks of the operating system on a file: they go with the process that holds them, whatever ends it."""

from __future__ import annotations

import errno
import os
import sys
from enum import Enum
from pathlib import Path

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
#: What a drive says that has no locks.
_NONE = frozenset({errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL})


class Grip(Enum):
    """Who holds a lock: we, somebody else, or nobody can, since the drive has none."""

    OURS = 1
    THEIRS = 2
    NONE = 3


def take(file: Path) -> tuple[int, Grip]:
    """Open ``file``, made where it is not there, and lock it if nobody has; its descriptor, which holds the lock until
    it is closed. What is not ours is closed already. OSError where it can't be opened.

    A file that its last holder removed meanwhile counts as somebody else's.
    """
    descriptor = os.open(file, _FLAGS, 0o644)
    try:
        grip = _grip(descriptor)
        if grip is Grip.OURS and not _stands(descriptor, file):
            grip = Grip.THEIRS
    except BaseException:
        os.close(descriptor)
        raise
    if grip is not Grip.OURS:
        os.close(descriptor)
    return descriptor, grip


def _grip(descriptor: int) -> Grip:
    try:
        _lock(descriptor)
    except OSError as error:
        return Grip.NONE if error.errno in _NONE else Grip.THEIRS
    return Grip.OURS


def _stands(descriptor: int, file: Path) -> bool:
    """Whether the file of that name is still the one that was opened."""
    try:
        return os.path.samestat(os.fstat(descriptor), file.lstat())
    except FileNotFoundError:
        return False


class FolderLock:
    """A lock on a folder itself, with others or alone; held until :meth:`release`. Nothing is written for it.

    Where a drive has no locks for folders nobody is kept out.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptor: int | None = None

    def take(self) -> bool:
        """Hold it alone; false where anybody else holds it."""
        return self._hold(shared=False)

    def share(self) -> bool:
        """Hold it with others; false where somebody holds it alone."""
        return self._hold(shared=True)

    def _hold(self, *, shared: bool) -> bool:
        try:
            descriptor = os.open(self._folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
        except OSError:  # Windows opens no folder
            return True
        try:
            _lock_folder(descriptor, shared=shared)
        except OSError as error:
            os.close(descriptor)
            return not isinstance(error, BlockingIOError)
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        """Let others have it."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

    def _lock_folder(_descriptor: int, *, shared: bool) -> None:  # noqa: ARG001 - no folder is opened here
        return None

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _lock_folder(descriptor: int, *, shared: bool) -> None:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
