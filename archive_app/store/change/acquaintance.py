"""Whether what is derived in an archive's folder was made on this machine.

Somebody else's small pictures are not shown: whoever made the folder may have put anything in their place. What is
known is remembered outside the archive, as replicas are (:mod:`.replicas`), and by the folder's own place.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from pathlib import Path

from archive_app import paths


class Acquaintance:
    """The archive ``uid``, whose database lies at ``database``."""

    def __init__(self, database: Path, uid: str) -> None:
        self._database = database
        self._folder = os.path.realpath(database.parent)
        # The uid stands in a file that anybody may have written.
        self._archive = _digest(uid.encode())

    def is_made_here(self) -> bool:
        """Whether this folder was written to on this machine, or what is derived in it was made anew here."""
        return self._note().is_file() or any(map(self._is_this, self._replicas()))

    def note(self) -> None:
        """From now on it is. Where that can't be written down, it is made anew the next time."""
        with contextlib.suppress(OSError):
            self._note().parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self._note().touch()

    def _note(self) -> Path:
        return paths.data_dir() / "derived" / self._archive / _digest(os.fsencode(self._folder))

    def _replicas(self) -> list[Path]:
        return sorted((paths.data_dir() / "replicas" / self._archive).glob("*.json"))

    def _is_this(self, memory: Path) -> bool:
        try:
            known, facts = json.loads(memory.read_text("ascii")), self._database.stat()
            return known["folder"] == self._folder or (known["device"], known["inode"]) == (facts.st_dev, facts.st_ino)
        except (OSError, ValueError, TypeError, LookupError, RecursionError):
            return False


def _digest(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:32]
