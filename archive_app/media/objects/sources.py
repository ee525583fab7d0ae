"""Where the right bytes of a damaged original may still lie: folders, other archives, backups. Only ever read."""

from __future__ import annotations

import hashlib
import os
import stat
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from archive_app.media.objects.objects import CHUNK

_FLAGS = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOFOLLOW", 0)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file, or a file within a backup, that is as large as what is looked for. ``name`` is for people."""

    name: str
    path: Path
    offset: int
    size: int

    def chunks(self) -> Iterator[bytes]:
        """Its bytes. Raises OSError."""
        descriptor = os.open(self.path, _FLAGS)
        try:
            os.lseek(descriptor, self.offset, os.SEEK_SET)
            left = self.size
            while left and (chunk := os.read(descriptor, min(left, CHUNK))):
                left -= len(chunk)
                yield chunk
        finally:
            os.close(descriptor)

    def digest(self, check: Callable[[], None]) -> str:
        """Its SHA-256 in hex; ``check`` is called now and then, and may raise. Raises OSError."""
        digest = hashlib.sha256()
        for chunk in self.chunks():
            digest.update(chunk)
            check()
        return digest.hexdigest()


def candidates(
    source: Path, fits: Callable[[int], bool], unread: list[str], check: Callable[[], None]
) -> Iterator[Candidate]:
    """All files in the folder or backup ``source``, and in backups that lie there, whose size ``fits``.

    No link is followed. What can't be read is named in ``unread``; ``check`` is called for each, and may raise.
    """
    if source.is_file():
        yield from _in_file(source, fits, unread)
        return
    faults: list[OSError] = []
    for folder, folders, names in os.walk(source, onerror=faults.append, followlinks=False):
        folders.sort()
        for name in sorted(names):
            check()
            yield from _in_file(Path(folder, name), fits, unread)
    unread += [str(fault.filename) for fault in faults]


def _in_file(path: Path, fits: Callable[[int], bool], unread: list[str]) -> Iterator[Candidate]:
    try:
        facts = path.lstat()
    except OSError:
        unread.append(str(path))
        return
    if not stat.S_ISREG(facts.st_mode):
        return
    if fits(facts.st_size):
        yield Candidate(str(path), path, 0, facts.st_size)
    if path.suffix.lower() == ".tar":
        yield from _in_backup(path, fits, unread)


def _in_backup(path: Path, fits: Callable[[int], bool], unread: list[str]) -> Iterator[Candidate]:
    """What is whole counts, whatever became of the rest: a file is known by its digest, not by the backup's word."""
    try:
        with tarfile.open(path, mode="r:") as bag:
            while (info := bag.next()) is not None:
                # A backup of a million files would keep all their headers.
                bag.members = []  # type: ignore[attr-defined]
                if info.isreg() and not info.issparse() and fits(info.size):
                    yield Candidate(f"{path} · {info.name}", path, info.offset_data, info.size)
    except (tarfile.TarError, OSError, EOFError, ValueError):
        unread.append(str(path))
