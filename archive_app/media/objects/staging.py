"""The archive's ``staging/``: copies of files on their way in, in a folder of whoever takes them in.

The folder (:mod:`archive_app.scratch`) is there as long as a copy is, or somebody is at it; its name is the owner's, by
which the database knows whose files are about to be kept.
"""

from __future__ import annotations

import re
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

from archive_app import scratch
from archive_app.scratch import Scratch

_WHAT = "staging"
#: What earlier versions left in it: copies of files, and of databases on their way into a backup.
_EARLIER = re.compile(r"[0-9a-f]{32}|backup-[a-z0-9_]{8}")


class Staging:
    """Copies under way of one archive, in a folder of this process. Safe to use from several threads.

    ``make`` makes the folder in which all of them stand, where it is not there.
    """

    def __init__(self, folder: Path, make: Callable[[], None]) -> None:
        self.folder = folder
        self._make = make
        self._guard = threading.Lock()
        self._scratch: Scratch | None = None
        self._copies: set[Path] = set()
        self._at_it = 0

    def begin(self) -> str:
        """Be at it until :meth:`end`; the owner's name, which stands for it. OSError where it can't be had."""
        with self._guard:
            name = self._mine().name
            self._at_it += 1
            return name

    def end(self) -> None:
        """Whoever began is done."""
        with self._guard:
            self._at_it -= 1
            self._tidy()

    def place(self) -> Path:
        """Where a new copy is to be written. OSError where there is no room for it."""
        with self._guard:
            place = self._mine().folder / uuid.uuid4().hex
            self._copies.add(place)
            return place

    def drop(self, place: Path) -> None:
        """The copy is kept elsewhere by now, or is not wanted."""
        try:
            place.unlink(missing_ok=True)
        finally:
            with self._guard:
                self._copies.discard(place)
                self._tidy()

    def sweep(self) -> int:
        """Remove what dead owners and earlier versions have left; how many things are gone."""
        return scratch.sweep(self.folder, lambda path: _EARLIER.fullmatch(path.name) is not None)

    def is_alive(self, owner: str) -> bool:
        """Whether the owner of this name is still at it."""
        return scratch.is_scratch(owner) and scratch.is_alive(self.folder / owner)

    def close(self) -> None:
        """Nothing is under way any more."""
        with self._guard:
            self._copies.clear()
            self._at_it = 0
            self._tidy()

    def _mine(self) -> Scratch:
        if self._scratch is None or not self._scratch.folder.is_dir():
            if self._scratch is not None:
                self._scratch.cleanup()
                self._scratch = None
            try:
                self._scratch = Scratch(self.folder, _WHAT)
            except FileNotFoundError:
                self._make()
                self._scratch = Scratch(self.folder, _WHAT)
        return self._scratch

    def _tidy(self) -> None:
        if self._scratch is not None and not self._copies and not self._at_it:
            self._scratch.cleanup()
            self._scratch = None
