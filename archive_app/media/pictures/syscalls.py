"""What a worker may still ask of Linux: a filter of system calls (seccomp), which stays until the process ends.

The first filter answers everything that no decoder needs with an error, so that a library that merely looks whether
something is there goes on without it. The second ends the process at what only somebody who wants out of it does;
the system's signal tells that end apart from a crash.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterable, Sequence

#: Numbers on x86-64 and on 64-bit ARM, which has no number for what is old.
_NUMBERS = {
    "read": (0, 63), "write": (1, 64), "open": (2, None), "close": (3, 57), "fstat": (5, 80), "poll": (7, None),
    "lseek": (8, 62),
    "mmap": (9, 222), "mprotect": (10, 226), "munmap": (11, 215), "brk": (12, 214), "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135), "rt_sigreturn": (15, 139), "ioctl": (16, 29), "pread64": (17, 67), "readv": (19, 65),
    "writev": (20, 66), "select": (23, None), "sched_yield": (24, 124), "mremap": (25, 216), "mincore": (27, 232),
    "madvise": (28, 233), "dup": (32, 23), "pause": (34, None), "nanosleep": (35, 101), "getitimer": (36, 102),
    "setitimer": (38, 103), "getpid": (39, 172), "socket": (41, 198), "connect": (42, 203), "accept": (43, 202),
    "sendto": (44, 206), "recvfrom": (45, 207), "sendmsg": (46, 211), "recvmsg": (47, 212), "bind": (49, 200),
    "listen": (50, 201), "socketpair": (53, 199), "clone": (56, 220), "fork": (57, None), "vfork": (58, None),
    "execve": (59, 221), "exit": (60, 93), "kill": (62, 129), "uname": (63, 160), "fcntl": (72, 25), "getcwd": (79, 17),
    "truncate": (76, 45), "rename": (82, None), "mkdir": (83, None), "rmdir": (84, None), "creat": (85, None),
    "link": (86, None), "unlink": (87, None), "symlink": (88, None), "chmod": (90, None), "chown": (92, None),
    "gettimeofday": (96, 169), "getrlimit": (97, 163), "getrusage": (98, 165), "sysinfo": (99, 179),
    "times": (100, 153), "ptrace": (101, 117), "getuid": (102, 174), "getgid": (104, 176), "geteuid": (107, 175),
    "getegid": (108, 177), "getppid": (110, 173), "sigaltstack": (131, 132), "mount": (165, 40), "gettid": (186, 178),
    "tkill": (200, 130), "time": (201, None), "futex": (202, 98), "sched_getaffinity": (204, 123),
    "restart_syscall": (219, 128), "clock_gettime": (228, 113), "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115), "exit_group": (231, 94), "tgkill": (234, 131), "openat": (257, 56),
    "mkdirat": (258, 34),
    "newfstatat": (262, 79), "unlinkat": (263, 35), "renameat": (264, 38), "linkat": (265, 37), "symlinkat": (266, 36),
    "fchmodat": (268, 53), "pselect6": (270, 72), "ppoll": (271, 73), "set_robust_list": (273, 99),
    "get_robust_list": (274, 100), "accept4": (288, 242), "prlimit64": (302, 261), "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271), "renameat2": (316, 276), "seccomp": (317, 277), "getrandom": (318, 278),
    "execveat": (322, 281), "membarrier": (324, 283), "preadv2": (327, 286), "statx": (332, 291), "rseq": (334, 293),
    "pidfd_send_signal": (424, 424), "clone3": (435, 435), "futex_waitv": (449, 449),
}  # fmt: skip
_ALLOWED = (
    "read", "lseek", "write", "mmap", "munmap", "futex", "brk", "madvise", "mremap", "close", "fstat", "pread64",
    "readv", "writev", "preadv2", "mprotect", "mincore", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn",
    "sigaltstack", "recvmsg", "recvfrom", "poll", "ppoll", "select", "pselect6", "pause", "nanosleep",
    "clock_nanosleep", "clock_gettime", "clock_getres", "gettimeofday", "time", "times", "getrusage", "getitimer",
    "setitimer", "sched_yield", "sched_getaffinity", "getrandom", "getpid", "gettid", "getppid", "getuid", "getgid",
    "geteuid", "getegid", "getrlimit", "sysinfo", "uname", "getcwd", "dup", "set_robust_list", "get_robust_list",
    "rseq", "membarrier", "restart_syscall", "futex_waitv", "exit", "exit_group",
)  # fmt: skip
#: What no decoder does, by mistake or to look what there is.
_DEADLY = (
    "socket", "connect", "accept", "accept4", "bind", "listen", "sendmsg", "fork", "vfork", "execve", "execveat",
    "kill", "tkill", "pidfd_send_signal", "ptrace", "process_vm_readv", "process_vm_writev", "mount", "creat",
    "truncate", "rename", "renameat", "renameat2", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "link", "linkat",
    "symlink", "symlinkat", "chmod", "fchmodat", "chown",
)  # fmt: skip
_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
#: Calls of x86-64 by numbers with this bit are those of a third instruction set, and pass by the filter.
_X32 = 0x40000000

_ALLOW, _KILL, _ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
_LOAD, _EQUAL, _ABOVE, _ANY, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
#: O_WRONLY, O_RDWR, O_CREAT and O_TRUNC, which are the same on both machines.
_WRITING = (0x1, 0x2, 0x40, 0x200)
_CLONE_THREAD, _AT_EMPTY_PATH = 0x10000, 0x1000
#: F_DUPFD to F_SETFL, and F_DUPFD_CLOEXEC.
_FCNTL = (0, 1, 2, 3, 4, 1030)
_PR_SET_NO_NEW_PRIVS, _SET_MODE_FILTER, _FOR_ALL_THREADS = 38, 1, 1

_Instruction = tuple[int, int, int, int]


def may_do_little() -> bool:
    """Let this process ask for nothing that a decoder doesn't need. Whether the kernel does that."""
    if ctypes.CDLL(None).prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return _install(_head() + _narrow())


def ends_at_an_attempt() -> bool:
    """From now on, let it end where it tries to get out (SIGSYS). Whether the kernel does that."""
    return _install(_head() + _deadly())


def _narrow() -> list[_Instruction]:
    program: list[_Instruction] = []
    for name in (*_ALLOWED, "seccomp"):
        program += _for(name, [_returned(_ALLOW)])
    process = os.getpid()
    # Threads of its own, and no process; what glibc asks for first has no flags that could be looked at.
    program += _for("clone", _if(_ANY, 0, [_CLONE_THREAD], errno.EPERM))
    program += _for("clone3", [_returned(_ERRNO | errno.ENOSYS)])
    # Of what is open, and of no name.
    program += _for("newfstatat", _if(_ANY, 3, [_AT_EMPTY_PATH], errno.EACCES))
    program += _for("statx", _if(_ANY, 2, [_AT_EMPTY_PATH], errno.EACCES))
    program += _for("tgkill", _if(_EQUAL, 0, [process], errno.EPERM))
    program += _for("fcntl", _if(_EQUAL, 1, _FCNTL, errno.EPERM))
    program += _for("ioctl", [_returned(_ERRNO | errno.ENOTTY)])
    program += _for("sendto", _null(4))
    program += _for("prlimit64", _null(2))
    return [*program, _returned(_ERRNO | errno.EACCES)]


def _deadly() -> list[_Instruction]:
    program: list[_Instruction] = []
    for name in _DEADLY:
        program += _for(name, [_returned(_KILL)])
    program += _for("clone", _if(_ANY, 0, [_CLONE_THREAD]))
    program += _for("tgkill", _if(_EQUAL, 0, [os.getpid()]))
    # Libraries look into files of the system by themselves, and are merely refused; none of them writes any.
    for name, flags in (("open", 1), ("openat", 2)):
        program += _for(name, _unless(flags, _WRITING))
    program += _for("seccomp", [_returned(_ERRNO | errno.EPERM)])
    return [*program, _returned(_ALLOW)]


def _head() -> list[_Instruction]:
    """What speaks another instruction set ends there and then."""
    column, architecture = _MACHINES.get(platform.machine(), (0, 0))
    head = [(_LOAD, 0, 0, _ARCHITECTURE), (_EQUAL, 1, 0, architecture), _returned(_KILL), (_LOAD, 0, 0, _NUMBER)]
    return head if column else [*head, (_ABOVE, 0, 1, _X32), _returned(_KILL)]


def _for(name: str, then: list[_Instruction]) -> list[_Instruction]:
    """``then``, which returns, where the call is the one of this name."""
    number = _NUMBERS[name][_MACHINES[platform.machine()][0]]
    return [] if number is None else [(_EQUAL, 0, len(then), number), *then]


def _if(how: int, argument: int, values: Sequence[int], fault: int = 0) -> list[_Instruction]:
    """Allowed where the lower half of the argument is one of the values, or has one of these bits."""
    program = [(_LOAD, 0, 0, _ARGUMENTS + 8 * argument)]
    program += [(how, len(values) - place, 0, value) for place, value in enumerate(values)]
    return [*program, _returned(_ERRNO | fault if fault else _KILL), _returned(_ALLOW)]


def _unless(argument: int, bits: Sequence[int]) -> list[_Instruction]:
    """Allowed by this filter where the lower half of the argument has none of these bits."""
    return [(_LOAD, 0, 0, _ARGUMENTS + 8 * argument), (_ANY, 0, 1, sum(bits)), _returned(_KILL), _returned(_ALLOW)]


def _null(argument: int) -> list[_Instruction]:
    """Allowed where the argument, a pointer, points nowhere."""
    place = _ARGUMENTS + 8 * argument
    refused, halves = _returned(_ERRNO | errno.EPERM), ((_LOAD, 0, 0, place), (_LOAD, 0, 0, place + 4))
    return [halves[0], (_EQUAL, 0, 2, 0), halves[1], (_EQUAL, 1, 0, 0), refused, _returned(_ALLOW)]


def _returned(what: int) -> _Instruction:
    return (_RETURN, 0, 0, what)


def _install(program: Iterable[_Instruction]) -> bool:
    packed = b"".join(struct.pack("=HBBI", *instruction) for instruction in program)
    code = ctypes.create_string_buffer(packed, len(packed))
    whole = ctypes.create_string_buffer(struct.pack("@HP", len(packed) // 8, ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    seccomp = _NUMBERS["seccomp"][_MACHINES[platform.machine()][0]]
    return bool(libc.syscall(seccomp, _SET_MODE_FILTER, _FOR_ALL_THREADS, whole) == 0)
