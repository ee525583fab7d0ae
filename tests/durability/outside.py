"""What lies outside an archive and is none of its business."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

SECRET = b"-----BEGIN PRIVATE KEY-----" * 40


class Outside:
    """Files of the user in a folder beside the archive; :meth:`touched` says what became of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()
        self.key = folder / "key.txt"
        self.key.write_bytes(SECRET)
        self.history = folder / "history.sqlite"
        with closing(sqlite3.connect(self.history)) as database:
            database.execute("CREATE TABLE visits (address)")
            database.commit()
        self.watch()

    def watch(self) -> None:
        """From now on."""
        self._before = self._facts()

    def touched(self) -> list[str]:
        """Names of all that is not what it was, or new, or gone."""
        now = self._facts()
        return sorted(name for name in {*now, *self._before} if now.get(name) != self._before.get(name))

    def _facts(self) -> dict[str, tuple[int, int, str]]:
        found = {}
        for path in (self.folder, *self.folder.rglob("*")):
            facts = path.lstat()
            content = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            found[path.relative_to(self.folder).as_posix()] = (facts.st_mode, facts.st_mtime_ns, content)
        return found
