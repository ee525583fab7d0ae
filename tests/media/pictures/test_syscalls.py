"""The filter of system calls, followed instruction by instruction as the kernel does, for both machines."""

from __future__ import annotations

import os
import platform

import pytest

from archive_app.media.pictures import syscalls

ALLOW, KILL = 0x7FFF0000, 0x80000000
_ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def asked(program: list[tuple[int, int, int, int]], number: int, architecture: int, arguments: tuple[int, ...]) -> int:
    """What a classic BPF program answers to this call; what it reads is laid out as ``struct seccomp_data`` is."""
    words = {0: number, 4: architecture}
    for place, argument in enumerate(arguments):
        words[16 + 8 * place], words[20 + 8 * place] = argument & 0xFFFFFFFF, argument >> 32
    held = at = 0
    while True:
        code, yes, no, value = program[at]
        at += 1
        match code:
            case 0x20:
                held = words.get(value, 0)
            case 0x15:
                at += yes if held == value else no
            case 0x35:
                at += yes if held >= value else no
            case 0x45:
                at += yes if held & value else no
            case 0x06:
                return value
            case _:
                raise AssertionError(f"no instruction that is used here: {code:#x}")


@pytest.fixture(params=["x86_64", "aarch64"])
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(platform, "machine", lambda: request.param)
    return str(request.param)


def answer(machine: str, name: str, *arguments: int, deadly: bool = False) -> int:
    program = syscalls._head() + (syscalls._deadly() if deadly else syscalls._narrow())
    number = syscalls._NUMBERS[name][0 if machine == "x86_64" else 1]
    assert number is not None, f"{name} is no call of {machine}"
    return asked(program, number, _ARCHITECTURE[machine], arguments)


def test_what_a_decoder_needs_is_allowed(machine: str) -> None:
    for name in ("read", "write", "mmap", "munmap", "brk", "futex", "lseek", "close", "exit_group"):
        assert answer(machine, name) == ALLOW, name
    assert answer(machine, "clone", 0x10000) == ALLOW
    assert answer(machine, "tgkill", os.getpid()) == ALLOW
    assert answer(machine, "newfstatat", 0, 0, 0, 0x1000) == ALLOW
    assert answer(machine, "prlimit64", 0, 7, 0, 1) == ALLOW


def test_what_leads_out_is_refused(machine: str) -> None:
    for name, arguments in {
        "openat": (0, 0, 0), "socket": (), "connect": (), "execve": (), "kill": (1, 9), "unlinkat": (), "ptrace": (),
        "clone": (0x11,), "clone3": (), "tgkill": (1,), "newfstatat": (0, 1, 0, 0), "ioctl": (),
        "fcntl": (0, 9), "sendto": (1, 0, 0, 0, 1 << 40), "prlimit64": (0, 7, 1),
    }.items():  # fmt: skip
        assert answer(machine, name, *arguments) not in (ALLOW, KILL), name


def test_only_what_an_intruder_asks_for_ends_the_process(machine: str) -> None:
    for name, arguments in {
        "execve": (), "socket": (), "ptrace": (), "clone": (0x11,), "tgkill": (1,), "openat": (0, 0, 0x41),
    }.items():  # fmt: skip
        assert answer(machine, name, *arguments, deadly=True) == KILL, name
    for name, arguments in {"openat": (0, 0, 0), "read": (), "clone": (0x10000,)}.items():
        assert answer(machine, name, *arguments, deadly=True) == ALLOW, name


def test_what_speaks_another_instruction_set_ends(machine: str) -> None:
    other = next(each for name, each in _ARCHITECTURE.items() if name != machine)
    assert asked(syscalls._head() + syscalls._narrow(), 0, other, ()) == KILL
    if machine == "x86_64":
        assert asked(syscalls._head() + syscalls._narrow(), 0x40000000, _ARCHITECTURE[machine], ()) == KILL
