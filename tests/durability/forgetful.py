"""A disk that forgets what was not brought to it: what a folder may look like after a cut of power.

Of a folder that a process works in it is followed what was synced, and when: the bytes of files, and the names in
folders. A cut then leaves any mixture of that and of what stood there at the moment. Names of one file go together, as
a file system renames in one step; whether a file's bytes and its name had come to the disk has nothing to do with each
other. This is harsher than most disks, and no harsher than what is promised.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
import random
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

Names = dict[int, dict[str, int]]


class Forgetful:
    """What is on the disk for good of ``root``; all that is there at first is."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._number = root.stat().st_ino
        #: Open as long as this lasts, so that no number is given anew, and no lock is lost by closing a file.
        self._open: dict[int, int] = {}
        self._folders: set[int] = set()
        self._names: Names = {}
        self._bytes: dict[int, bytes] = {}
        for path in (root, *root.rglob("*")):
            self.synced(path)

    def synced(self, path: Path) -> None:
        """A file or a folder was brought to the disk."""
        try:
            number = self._known(path)
        except FileNotFoundError:
            return
        if number in self._folders:
            self._names[number] = self._listed(path)
        else:
            self._bytes[number] = self._read(number)

    def _known(self, path: Path) -> int:
        facts = path.lstat()
        number = facts.st_ino
        if number not in self._open:
            self._open[number] = os.open(path, os.O_RDONLY)
            if stat.S_ISDIR(facts.st_mode):
                self._folders.add(number)
        return number

    def _listed(self, folder: Path) -> dict[str, int]:
        return {entry.name: self._known(entry) for entry in folder.iterdir()}

    def _read(self, number: int) -> bytes:
        descriptor = self._open[number]
        return os.pread(descriptor, os.fstat(descriptor).st_size, 0)

    def leave(self, target: Path, how: str) -> None:
        """Write into ``target`` what a cut leaves now: ``all`` that was done, ``nothing`` that was not synced, its
        ``names`` without the bytes, or by a number one of many mixtures.
        """
        live: Names = {}
        for path in (self._root, *self._root.rglob("*")):
            number = self._known(path)
            if number in self._folders:
                live[number] = self._listed(path)
        chance = random.Random(how)
        numbers = sorted(self._open)
        named = {number: how in ("all", "names") or (how.isdigit() and chance.random() < 0.5) for number in numbers}
        written = {number: how == "all" or (how.isdigit() and chance.random() < 0.5) for number in numbers}
        self._build(self._number, target, live, named, written)

    def _build(self, folder: int, target: Path, live: Names, named: dict[int, bool], written: dict[int, bool]) -> None:
        target.mkdir(exist_ok=True)
        for name, number in self._after(folder, live, named).items():
            if number in self._folders:
                self._build(number, target / name, live, named, written)
            else:
                content = self._read(number) if written[number] else self._bytes.get(number, b"")
                (target / name).write_bytes(content)

    def _after(self, folder: int, live: Names, named: dict[int, bool]) -> dict[str, int]:
        """The names in a folder after the cut."""
        before, now = self._names.get(folder, {}), live.get(folder, {})
        found = {}
        for name, number in before.items():
            instead = now.get(name)
            gone = instead != number and (named[instead] if instead is not None else named[number])
            if not gone:
                found[name] = number
        return found | {name: number for name, number in now.items() if named[number]}


def built() -> Path:
    """The library that sees the calls of a process, made where it is not there yet."""
    source = Path(__file__).with_name("watch.c")
    folder = Path(os.environ.get("XDG_RUNTIME_DIR") or "/tmp") / f"exchange-archive-tests-{os.getuid()}"
    library = folder / f"watch-{hashlib.sha256(source.read_bytes()).hexdigest()[:16]}.so"
    if not library.exists():
        folder.mkdir(mode=0o700, exist_ok=True)
        draft = library.with_suffix(f".{os.getpid()}")
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", draft, source, "-ldl"], check=True)
        draft.replace(library)
    return library


_Told = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p, ctypes.c_char_p)
_held: list[object] = []


def watched(root: Path, told: Callable[[bool, str, Path], None]) -> None:
    """From now on ``told`` is called before and after each call by which this process changes something in ``root``:
    (whether it is done, ``write``, ``sync``, ``rename``, ``unlink`` or ``mkdir``, the file or folder).
    """
    start = f"{root}/"

    def hear(done: int, call: bytes, path: bytes) -> None:
        name = os.fsdecode(path)
        if name.startswith(start) or name == str(root):
            told(bool(done), call.decode(), Path(name))

    function = _Told(hear)
    _held.append(function)
    ctypes.CDLL(None).watch_with(function)


def moments(events: list[str], count: int, seed: int) -> Iterator[int]:
    """``count`` of the moments of an operation, spread over all and never the same: writes are many, and seldom what
    matters.
    """
    chance = random.Random(seed)
    telling = [number for number, call in enumerate(events, 1) if call != "write"]
    writes = [number for number, call in enumerate(events, 1) if call == "write"]
    chosen = chance.sample(telling, min(len(telling), max(1, count * 3 // 4)))
    chosen += chance.sample(writes, min(len(writes), max(0, count - len(chosen))))
    yield from sorted(chosen)
