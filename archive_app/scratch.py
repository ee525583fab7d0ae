"""Temporary things: whatever is only under way stands in a folder that says what it is and whose.

Its name is ``.exchange-archive-WHAT-RANDOM``, wherever it stands: in an archive, beside a file that is being written,
in the system's own folder for such things. Its owner holds a lock in it, which goes with the process. So whoever comes
to that place later knows what a dead owner has left, and sweeps it; what a living one has is never touched. Where a
drive has no locks, what nobody has written to for a day counts as left.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import stat
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from archive_app import locks
from archive_app.locks import Grip

#: Seconds after which a thing without an owner that could be asked counts as left.
AGE = 24 * 3600
_LOCK = ".lock"
_NAME = re.compile(r"\.exchange-archive-[a-z]+-[0-9a-f]{16}")
#: What this process has under way, by name: where there are no locks, it knows of these all the same.
_ours: set[str] = set()
_swept: set[str] = set()
_guard = threading.Lock()


def is_scratch(name: str) -> bool:
    """Whether a file or folder of this name is one of these."""
    return _NAME.fullmatch(name) is not None


class Scratch:
    """A new folder in ``parent`` for ``what`` is under way, until it is removed. OSError where it can't be made.

    ``private`` is for places that other people write to as well. What was left there before is swept first.
    """

    def __init__(self, parent: Path, what: str, *, private: bool = False) -> None:
        sweep_once(parent, mine=private)
        self.folder, self._descriptor = _made(parent, what, 0o700 if private else 0o777)

    @property
    def name(self) -> str:
        return self.folder.name

    def cleanup(self) -> None:
        """Remove it and all that is in it; what can't be removed is left to be swept."""
        _empty(self.folder)
        self._end()

    def leave(self) -> None:
        """Give it up as it is, as a process that ends does."""
        with _guard:
            _ours.discard(self.name)
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _end(self) -> None:
        # Windows removes no file that is open.
        if os.name == "nt":
            self.leave()
        with contextlib.suppress(OSError):
            (self.folder / _LOCK).unlink(missing_ok=True)
            self.folder.rmdir()
        self.leave()

    def __enter__(self) -> Path:
        return self.folder

    def __exit__(self, *_raised: object) -> None:
        self.cleanup()


def _made(parent: Path, what: str, mode: int) -> tuple[Path, int | None]:
    while True:
        folder = parent / f".exchange-archive-{what}-{secrets.token_hex(8)}"
        with _guard:
            _ours.add(folder.name)
        try:
            folder.mkdir(mode)
            # Whoever sweeps may come to it before it is locked, and then it is theirs.
            with contextlib.suppress(FileNotFoundError):
                descriptor, grip = locks.take(folder / _LOCK)
                if grip is not Grip.THEIRS:
                    return folder, descriptor if grip is Grip.OURS else None
            with _guard:
                _ours.discard(folder.name)
        except BaseException:
            with contextlib.suppress(OSError):
                (folder / _LOCK).unlink(missing_ok=True)
                folder.rmdir()
            with _guard:
                _ours.discard(folder.name)
            raise


def is_alive(folder: Path) -> bool:
    """Whether whoever made this folder is still at work; false where it is not there."""
    with _guard:
        if folder.name in _ours:
            return True
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            return False
        descriptor, grip = locks.take(folder / _LOCK)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    if grip is Grip.OURS:
        os.close(descriptor)
    return grip is Grip.THEIRS or (grip is Grip.NONE and not is_old(folder))


def living(parent: Path, what: str) -> bool:
    """Whether somebody has such a thing under way in ``parent``."""
    start = f".exchange-archive-{what}-"
    return any(is_alive(entry) for entry in _listed(parent) if entry.name.startswith(start) and is_scratch(entry.name))


def sweep(parent: Path, earlier: Callable[[Path], bool] = lambda _path: False, *, mine: bool = False) -> int:
    """Remove what dead owners have left in ``parent``; how many things are gone. Never raises.

    ``earlier`` tells what versions of the program without owners have left: of that, what nobody has written to for a
    day goes too. With ``mine`` only what belongs to this person is looked at.
    """
    if parent.is_symlink():
        return 0
    found = (entry for entry in _listed(parent) if not mine or (is_scratch(entry.name) and _is_mine(entry)))
    return sum(_swept_away(entry, earlier) for entry in found)


def sweep_once(parent: Path, earlier: Callable[[Path], bool] = lambda _path: False, *, mine: bool = False) -> None:
    """The same where one file after the other is written: once for each place as long as the process lives."""
    place = os.path.abspath(parent)  # noqa: PTH100 - a link that is followed is another place
    with _guard:
        if place in _swept:
            return
        _swept.add(place)
    sweep(parent, earlier, mine=mine)


def is_old(path: Path) -> bool:
    """Whether nobody has written to a file, or to anything in a folder, for a day."""
    newest = path.lstat().st_mtime
    for folder, folders, files in os.walk(path):
        for name in (*folders, *files):
            with contextlib.suppress(FileNotFoundError):
                newest = max(newest, Path(folder, name).lstat().st_mtime)
    return newest < time.time() - AGE


def _swept_away(entry: Path, earlier: Callable[[Path], bool]) -> bool:
    try:
        if is_scratch(entry.name):
            return stat.S_ISDIR(entry.lstat().st_mode) and _sweep(entry)
        if not earlier(entry) or not is_old(entry):
            return False
        _remove(entry)
    except OSError:
        return False
    return True


def _sweep(folder: Path) -> bool:
    """Remove a folder whose owner is gone. As long as it takes it is ours, so that nobody does the same."""
    with _guard:
        if folder.name in _ours:
            return False
    descriptor, grip = locks.take(folder / _LOCK)
    if grip is Grip.THEIRS or (grip is Grip.NONE and not is_old(folder)):
        return False
    try:
        _empty(folder)
        if os.name != "nt":
            _gone(folder)
    finally:
        if grip is Grip.OURS:
            os.close(descriptor)
    if os.name == "nt":
        _gone(folder)
    return True


def _gone(folder: Path) -> None:
    (folder / _LOCK).unlink(missing_ok=True)
    folder.rmdir()


def _empty(folder: Path) -> None:
    """Remove all that is in it but the lock."""
    for entry in _listed(folder):
        if entry.name != _LOCK:
            with contextlib.suppress(OSError):
                _remove(entry)


def _remove(entry: Path) -> None:
    if not stat.S_ISDIR(entry.lstat().st_mode):
        if os.name == "nt":  # which removes nothing that is read-only
            entry.chmod(stat.S_IWRITE)
        entry.unlink(missing_ok=True)
        return
    for each in _listed(entry) if os.name == "nt" else ():
        _remove(each)
    shutil.rmtree(entry)


def _is_mine(path: Path) -> bool:
    if os.name == "nt":
        return True
    with contextlib.suppress(OSError):
        return path.lstat().st_uid == os.getuid()
    return False


def _listed(folder: Path) -> Iterator[Path]:
    try:
        return iter(sorted(folder.iterdir()))
    except OSError:
        return iter(())
