"""The walls around a worker, tried from inside, and with the wall taken away: then the same attempt must get out."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from archive_app.media.pictures import cage
from archive_app.media.pictures.cage import Wall
from tests.media.recordings.films import sound
from tests.processes import unmeasured

_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="these walls are those of Linux")

#: Run in a process of its own. What it says goes through a pipe, which no wall is against.
_SCRIPT = """
import ctypes, mmap, os, signal, socket, subprocess, sys
from archive_app.media.pictures import cage, landlock, syscalls
file, new = sys.argv[1:3]
def no_filter(): syscalls.may_do_little = lambda: False
def no_ruleset(): landlock.shut = lambda: False
def no_limits(): cage._limit = lambda: None
def no_end(): syscalls.ends_at_an_attempt = lambda: False
def with_recordings():
    global ffmpeg
    from archive_app.media.recordings import ffmpeg
    assert ffmpeg.libraries() is not None
for name in sys.argv[4:]: globals()[name]()
os.write(1, " ".join(cage.close()).encode() + b"\\n")
try:
    exec(sys.argv[3])
except (OSError, MemoryError) as error:
    os.write(1, b"refused")
else:
    os.write(1, b"done")
"""
_ALL = ("no_filter", "no_ruleset", "no_limits")
_READ, _CREATE = "open(file, 'rb').read(1)", "os.close(os.open(new, os.O_CREAT | os.O_WRONLY))"
_APPEND = "os.write(os.open(file, os.O_APPEND | os.O_WRONLY), b'x')"
_UDP = "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).connect(('127.0.0.1', 9))"
_LOCAL = "socket.socket(socket.AF_UNIX).bind(new)"
_FORK = "child = os.fork(); os._exit(0) if child == 0 else os.waitpid(child, 0)"
_EXEC = "ctypes.CDLL(None, use_errno=True).execv(sys.executable.encode(), None); raise OSError"
_SWELL = "mmap.mmap(-1, cage.MEMORY)"
_FILL = "held = bytearray(cage.MEMORY)"


def _tried(folder: Path, attempt: str, *without: str, words: bool = True) -> tuple[set[str], str, int]:
    """The walls that are said to stand, what came of the attempt, and how the process ended."""
    if words:
        (folder / "file").write_text("words")
    command = [sys.executable, "-c", _SCRIPT, str(folder / "file"), str(folder / "new"), attempt, *without]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False, env=unmeasured())
    walls, _line, outcome = done.stdout.partition("\n")
    return set(walls.split()), outcome, done.returncode


@_LINUX
@pytest.mark.parametrize(
    ("wall", "attempt"),
    [
        (Wall.FILES, _READ),
        (Wall.FILES, "os.listdir('/')"),
        (Wall.FILES, "os.stat(file)"),
        (Wall.WRITING, _CREATE),
        (Wall.WRITING, _APPEND),
        (Wall.WRITING, "os.unlink(file)"),
        (Wall.WRITING, "os.rename(file, new)"),
        (Wall.WRITING, "os.mkdir(new)"),
        (Wall.NETWORK, _UDP),
        (Wall.NETWORK, _LOCAL),
        (Wall.PROCESSES, _FORK),
        (Wall.PROCESSES, "subprocess.run([sys.executable, '-c', ''])"),
        (Wall.PROCESSES, "os.kill(os.getppid(), 0)"),
        (Wall.MEMORY, _SWELL),
        (Wall.MEMORY, _FILL),
    ],
)
def test_no_attempt_gets_out_unless_its_wall_is_away(wall: Wall, attempt: str, tmp_path: Path) -> None:
    walls, outcome, _code = _tried(tmp_path, attempt, "no_end")
    assert wall in walls
    assert outcome == "refused"
    assert (tmp_path / "file").read_text() == "words"
    assert not (tmp_path / "new").exists()
    walls, outcome, _code = _tried(tmp_path, attempt, *_ALL)
    assert wall not in walls, "what is away is not said to stand"
    assert outcome == "done", "the control: with the wall away the attempt must get out"


#: What reads recordings opens files of its own by name, where it is let.
_OPENED = (
    "found = ffmpeg.libraries(); made = found.avformat_alloc_context()\n"
    "if found.avformat_open_input(ctypes.byref(made), file.encode(), None, None) < 0: raise OSError"
)


@_LINUX
@pytest.mark.parametrize(
    ("wall", "attempt"),
    [
        (Wall.FILES, _READ),
        (Wall.FILES, _OPENED),
        (Wall.WRITING, _CREATE),
        (Wall.NETWORK, _UDP),
        (Wall.PROCESSES, _FORK),
        (Wall.MEMORY, _SWELL),
        (Wall.MEMORY, _FILL),
    ],
)
def test_the_walls_stand_around_what_reads_recordings_too(wall: Wall, attempt: str, tmp_path: Path) -> None:
    """FFmpeg brings libraries of sound, of graphics and of the net along: none of them is a way out."""
    sound(tmp_path / "file", [0.5])
    walls, outcome, code = _tried(tmp_path, attempt, "with_recordings", "no_end", words=False)
    assert (wall in walls, outcome, code) == (True, "refused", 0)
    walls, outcome, _code = _tried(tmp_path, attempt, "with_recordings", *_ALL, words=False)
    assert (wall in walls, outcome) == (False, "done"), "the control: with the wall away the attempt must get out"


@_LINUX
@pytest.mark.parametrize(
    "attempt", [_CREATE, _APPEND, _UDP, _FORK, _EXEC, "os.unlink(file)", "os.kill(os.getppid(), 0)"]
)
def test_an_attempt_is_the_end_and_the_system_says_so(attempt: str, tmp_path: Path) -> None:
    """What only somebody who wants out does ends the worker with a signal that no crash has."""
    _walls, outcome, code = _tried(tmp_path, attempt)
    assert (outcome, code) == ("", -signal.SIGSYS)
    assert (tmp_path / "file").read_text() == "words"


@_LINUX
@pytest.mark.parametrize("without", ["no_filter", "no_ruleset"])
def test_files_have_two_walls_around_them(without: str, tmp_path: Path) -> None:
    """A kernel that has one of them keeps them all the same, and what it can't keep is not said to be kept."""
    walls, outcome, code = _tried(tmp_path, _READ, without, "no_end")
    assert {Wall.FILES, Wall.WRITING} <= walls
    assert (outcome, code) == ("refused", 0)
    assert (Wall.NETWORK in walls) == (without == "no_ruleset")
    assert (Wall.PROCESSES in walls) == (without == "no_ruleset")


@_LINUX
def test_a_kernel_without_walls_is_no_obstacle(tmp_path: Path) -> None:
    walls, outcome, code = _tried(tmp_path, "pass", *_ALL)
    assert (walls, outcome, code) == ({Wall.TIME}, "done", 0)


def test_what_a_worker_has_to_do_goes_on(tmp_path: Path) -> None:
    """Threads, memory, time, what was opened before."""
    work = (
        "import threading, time; held = os.dup(0); os.fstat(held)\n"
        "one = threading.Thread(target=lambda: os.write(1, b'thread ')); one.start(); one.join()\n"
        "bytearray(200 << 20); time.sleep(0.001); time.localtime(); os.urandom(8)"
    )
    _walls, outcome, code = _tried(tmp_path, work)
    assert (outcome, code) == ("thread done", 0)


def test_what_a_system_lacks_is_not_said_to_stand(tmp_path: Path) -> None:
    walls, _outcome, _code = _tried(tmp_path, "pass")
    assert Wall.TIME in walls
    if sys.platform == "linux":
        assert walls == set(Wall)
    if os.name == "nt":
        assert walls <= {Wall.TIME, Wall.MEMORY, Wall.PROCESSES}


def test_the_limit_of_memory_counts_what_is_used() -> None:
    if sys.platform != "linux":
        pytest.skip("only Linux says what is reserved")
    assert cage.MEMORY < cage._addresses() < 4 * cage.MEMORY
