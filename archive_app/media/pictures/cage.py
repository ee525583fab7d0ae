"""The walls around a worker: what is fed by strangers may compute, read what it was handed and answer, and no more.

Each system has walls of its own, some kernels have fewer, and a container may take one away: what stands is found by
trying to get out. Nothing can be loaded and nothing opened once they stand.
"""

from __future__ import annotations

import mmap
import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path

from archive_app.media.pictures import job_object, landlock, seatbelt, syscalls

#: Bytes of memory that one worker may use, what it has loaded among them.
MEMORY = 1 << 30
#: Where Linux does not say how much address space is reserved already, which is more than is used of it.
_ADDRESSES = 2 << 30
_STATM = Path("/proc/self/statm")
#: A port that nobody serves; to name it sends nothing.
_NOBODY = ("127.0.0.1", 9)


class Wall(StrEnum):
    """What is kept from a worker."""

    FILES = "files"
    WRITING = "writing"
    NETWORK = "network"
    PROCESSES = "processes"
    MEMORY = "memory"
    TIME = "time"


def close() -> frozenset[Wall]:
    """Put up all walls that this system has, around this process until it ends, and say which of them stand. To be
    called while there is one thread: some walls are around those alone that begin later.
    """
    built = _build()
    standing = frozenset(wall for wall, is_held in _TRIALS.items() if is_held()) | built
    if sys.platform == "linux" and Wall.NETWORK in standing:
        syscalls.ends_at_an_attempt()
    return standing


def _build() -> frozenset[Wall]:
    """Put them up; those that can't be tried, and of which the system says that they stand."""
    if sys.platform == "win32":
        return frozenset({Wall.PROCESSES, Wall.MEMORY}) if job_object.hold(MEMORY) else frozenset()
    # Where it was started is nobody's business, and keeps a drive busy.
    os.chdir("/")
    _limit()
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            landlock.shut()
        with suppress(OSError, AttributeError, KeyError):
            syscalls.may_do_little()
    elif sys.platform == "darwin":
        with suppress(OSError, AttributeError):
            seatbelt.shut()
    return frozenset()


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    limits = [(resource.RLIMIT_AS, _addresses()), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)]
    for what, amount in limits:
        with suppress(ValueError, OSError):  # macOS refuses some
            resource.setrlimit(what, (amount, amount))


def _addresses() -> int:
    """So much more than what is reserved now as is left to be used."""
    try:
        reserved, used = _STATM.read_text("ascii").split()[:2]
    except (OSError, ValueError):
        return _ADDRESSES
    return MEMORY + (int(reserved) - int(used)) * mmap.PAGESIZE


def _is_refused(attempt: Callable[[], None]) -> bool:
    try:
        attempt()
    except (OSError, MemoryError):
        return True
    return False


def _read() -> None:
    os.close(os.open(sys.executable, os.O_RDONLY))


def _write() -> None:
    os.close(os.open(os.devnull, os.O_WRONLY))


def _connect() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as found:
        found.connect(_NOBODY)


def _multiply() -> None:
    if sys.platform != "win32":
        child = os.fork()
        if child == 0:
            os._exit(0)
        os.waitpid(child, 0)


def _swell() -> None:
    mmap.mmap(-1, MEMORY).close()


def _has_clock() -> bool:
    """Everywhere: of Windows a thread looks after it."""
    return True


_TRIALS: dict[Wall, Callable[[], bool]] = {
    Wall.FILES: lambda: _is_refused(_read),
    Wall.WRITING: lambda: _is_refused(_write),
    Wall.NETWORK: lambda: _is_refused(_connect),
    Wall.PROCESSES: lambda: _is_refused(_multiply),
    Wall.MEMORY: lambda: _is_refused(_swell),
    Wall.TIME: _has_clock,
}
