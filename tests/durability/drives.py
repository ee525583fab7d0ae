"""Drives that can be filled, protected and pulled: file systems in memory, where this machine lets us have some."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Drive:
    """A small drive at ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self) -> None:
        """Leave not a byte free."""
        with (self.folder / "fill").open("wb", buffering=0) as file:
            for size in (1 << 16, 4096, 1):
                while _written(file.fileno(), size):
                    pass

    def protect(self) -> None:
        """From now on it is only read, by whomever."""
        _run("mount", "-o", "remount,ro", str(self.folder))

    def pull(self) -> None:
        """Take it away, whoever has files open on it."""
        _run("umount", "-l", str(self.folder))


def _written(descriptor: int, size: int) -> bool:
    try:
        return os.write(descriptor, b"x" * size) > 0
    except OSError:
        return False


@contextmanager
def plugged(folder: Path, megabytes: int = 4) -> Iterator[Drive]:
    """A drive at ``folder``, which is empty, until the end."""
    _run("mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder))
    try:
        yield Drive(folder)
    finally:
        if os.path.ismount(folder):
            _run("umount", "-l", str(folder))


def are_there() -> bool:
    """Whether this machine lets us."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    try:
        with tempfile.TemporaryDirectory() as folder, plugged(Path(folder)):
            return True
    except (OSError, subprocess.CalledProcessError):
        return False


def _run(*words: str) -> None:
    subprocess.run(words, check=True, capture_output=True)
