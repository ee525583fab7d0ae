"""A whole archive in one file: a BagIt bag (RFC 8493) in its base directory inside an uncompressed tar (POSIX pax).

Any BagIt tool can check it. The manifests come last in the tar, since the digests are known only then.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO

from archive_app import inside
from archive_app.errors import Cancelled
from archive_app.i18n import _
from archive_app.media.objects import bagit
from archive_app.media.objects.unpacking import unpack_iter as unpack_iter


class _Unread(Exception):
    """The source is at fault, not the backup's own disk."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error)
        self.error = error


class _Hashing(io.RawIOBase):
    """A reader of a whole file that hashes what passes through it. Raises :class:`_Unread`."""

    def __init__(self, source: Path) -> None:
        try:
            self._source = inside.open_file(source)
            self.facts = os.fstat(self._source.fileno())
        except OSError as error:
            raise _Unread(error) from error
        self._left = self.facts.st_size
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._source.read(size)
        except OSError as error:
            raise _Unread(error) from error
        self._left -= len(data)
        if self._left and len(data) < size:
            raise _Unread(OSError(errno.EIO, os.strerror(errno.EIO)))
        self.digest.update(data)
        return data

    def close(self) -> None:
        self._source.close()
        super().close()


def write(
    target: Path,
    members: Iterable[tuple[str, Path]],
    said: Mapping[str, str],
    *,
    base: str = "archive",
    on_member: Callable[[str, str], None] = lambda _name, _digest: None,
    on_unread: Callable[[str, OSError], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> str:
    """Write ``members`` (name below ``data/``, file) into ``target``, read it back; returns its SHA-256 in hex.

    ``said`` is what stands in ``bag-info.txt``, ``base`` the one folder that all of it unpacks into. A member that
    can't be read is left out, of which ``on_unread`` is told, which may raise. OSError is about ``target`` alone, which
    is brought to the disk by whoever gives it a name.
    """
    with target.open("wb") as file:
        _Writing(file, said, base).write(members, on_member, on_unread or _raised, cancelled)
    for _name, _source in unpack_iter(target):
        pass
    return bagit.digest(target)


def _raised(_name: str, error: OSError) -> None:
    raise error


class _Writing:
    """One bag under way."""

    def __init__(self, file: IO[bytes], said: Mapping[str, str], base: str) -> None:
        self._file = file
        self._said = said
        self._base = base
        self._digests: list[tuple[str, str]] = []
        self._total = 0

    def write(
        self,
        members: Iterable[tuple[str, Path]],
        on_member: Callable[[str, str], None],
        on_unread: Callable[[str, OSError], None],
        cancelled: Callable[[], bool],
    ) -> None:
        """All of it, the manifests last."""
        with tarfile.open(fileobj=self._file, mode="w", format=tarfile.PAX_FORMAT) as bag:
            _add(bag, f"{self._base}/{bagit.BAGIT}", bagit.DECLARATION)
            for name, source in members:
                if cancelled():
                    raise Cancelled(_("The backup was stopped; nothing was written."))
                begun = bag.offset
                try:
                    on_member(name, self._take(bag, name, source))
                except _Unread as unread:
                    # What was written of it goes again: the next member begins where it began.
                    self._file.seek(begun)
                    self._file.truncate()
                    bag.offset = begun
                    on_unread(name, unread.error)
            self._finish(bag)

    def _take(self, bag: tarfile.TarFile, name: str, source: Path) -> str:
        with contextlib.closing(_Hashing(source)) as content:
            member = tarfile.TarInfo(f"{self._base}/{bagit.PAYLOAD}{name}")
            member.size = content.facts.st_size
            member.mtime = int(content.facts.st_mtime)
            bag.addfile(member, content)
            digest = content.digest.hexdigest()
        self._total += member.size
        self._digests.append((f"{bagit.PAYLOAD}{name}", digest))
        return digest

    def _finish(self, bag: tarfile.TarFile) -> None:
        tags = {
            bagit.BAGIT: bagit.DECLARATION,
            bagit.MANIFEST: bagit.manifest(self._digests),
            bagit.INFO: bagit.info(self._said, self._total, len(self._digests)),
        }
        for name in (bagit.MANIFEST, bagit.INFO):
            _add(bag, f"{self._base}/{name}", tags[name])
        _add(bag, f"{self._base}/{bagit.TAG_MANIFEST}", bagit.tag_manifest(tags))


def _add(bag: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    bag.addfile(member, io.BytesIO(content))
