"""Runs a function in a child process and kills it at the n-th call of the system, by ptrace: the same moment each time.

Threads of the child are counted with it, its own children are not. Linux only, and only where a process may trace its
child (``can_trace``).
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import platform
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

_TRACEME, _SYSCALL, _SET_OPTIONS, _SYSCALL_INFO = 0, 24, 0x4200, 0x420E
#: Tell calls from signals; follow threads; kill the child with whoever traces it.
_OPTIONS = 0x1 | 0x8 | 0x100000
_CALL_STOP = signal.SIGTRAP | 0x80
_ALL = 0x40000000

#: What changes a disk, by number: with a descriptor that says of what file; with flags that say whether one is made.
_BY_DESCRIPTOR = {"x86_64": {1, 18, 20, 74, 75, 77, 40, 326}, "aarch64": {64, 68, 66, 82, 83, 46, 71, 285}}
_BY_FLAGS = {"x86_64": {257}, "aarch64": {56}}
_OTHER = {
    "x86_64": {76, 82, 83, 84, 86, 87, 88, 90, 91, 132, 258, 263, 264, 265, 266, 268, 280, 316},
    "aarch64": {34, 35, 36, 37, 38, 45, 52, 53, 88, 276},
}
_MACHINE = platform.machine()

if sys.platform == "linux":
    _libc = ctypes.CDLL(None, use_errno=True)
    _libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
    _libc.ptrace.restype = ctypes.c_long


@dataclass(frozen=True)
class Run:
    """How many calls there were, and whether the child was killed at one."""

    calls: int
    killed: bool
    status: int


def run(work: Callable[[], None], *, kill_at: int = 0, writing: bool = False, below: Path = Path("/")) -> Run:
    """Do ``work`` in a child. It is killed as it makes call number ``kill_at``, before that does anything.

    With ``writing`` only those calls count that change what is on the disk ``below`` a folder.
    """
    child = os.fork()
    if not child:
        _be_child(work)
    watched = _Watched(child, kill_at, writing, os.fspath(below))
    return watched.to_the_end()


def can_trace() -> bool:
    """Whether this machine lets a process trace its child."""
    if sys.platform != "linux" or _MACHINE not in _OTHER:
        return False
    with contextlib.suppress(OSError):
        return run(lambda: None).calls > 0
    return False


def _be_child(work: Callable[[], None]) -> None:
    status = 70
    try:
        if _libc.ptrace(_TRACEME, 0, None, None) == 0:
            os.kill(os.getpid(), signal.SIGSTOP)
            work()
            status = 0
    finally:
        os._exit(status)


class _Watched:
    def __init__(self, child: int, kill_at: int, writing: bool, below: str) -> None:
        self._child = child
        self._kill_at = kill_at
        self._writing = writing
        self._below = below
        self._calls = 0
        self._info = (ctypes.c_uint64 * 16)()

    def to_the_end(self) -> Run:
        os.waitpid(self._child, _ALL)
        if _libc.ptrace(_SET_OPTIONS, self._child, None, ctypes.c_void_p(_OPTIONS)):
            os.kill(self._child, signal.SIGKILL)
            raise OSError(ctypes.get_errno(), "no child can be traced here")
        self._go_on(self._child, 0)
        while True:
            thread, status = os.waitpid(-1, _ALL)
            if not os.WIFSTOPPED(status):
                if thread == self._child:
                    killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
                    return Run(self._calls, killed, status)
                continue
            self._go_on(thread, self._stopped(thread, status))

    def _stopped(self, thread: int, status: int) -> int:
        """The signal that the thread is to get as it goes on."""
        stop = os.WSTOPSIG(status)
        if stop == _CALL_STOP:
            if self._counts(thread):
                self._calls += 1
                if self._calls == self._kill_at:
                    os.kill(self._child, signal.SIGKILL)
            return 0
        return 0 if status >> 16 or stop in (signal.SIGSTOP, signal.SIGTRAP) else stop

    def _counts(self, thread: int) -> bool:
        size = ctypes.c_void_p(ctypes.sizeof(self._info))
        if _libc.ptrace(_SYSCALL_INFO, thread, size, ctypes.byref(self._info)) <= 0:
            return False
        if self._info[0] & 0xFF != 1:  # it comes back
            return False
        number = self._info[3]
        if not self._writing:
            return True
        if number in _BY_FLAGS[_MACHINE]:
            return bool(self._info[6] & os.O_CREAT)
        return number in _OTHER[_MACHINE] or (number in _BY_DESCRIPTOR[_MACHINE] and self._leads_below(self._info[4]))

    def _leads_below(self, descriptor: int) -> bool:
        with contextlib.suppress(OSError):
            return str(Path(f"/proc/{self._child}/fd/{descriptor}").readlink()).startswith(self._below)
        return False

    def _go_on(self, thread: int, number: int) -> None:
        _libc.ptrace(_SYSCALL, thread, None, ctypes.c_void_p(number))
