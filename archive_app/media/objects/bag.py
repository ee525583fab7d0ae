"""A whole archive in one file: a BagIt bag (RFC 8493) in its base directory inside an uncompressed tar (POSIX pax).

Any BagIt tool can check it. The manifests come last in the tar, since the digests are known only then.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO

from archive_app import disk
from archive_app.errors import Cancelled
from archive_app.i18n import _
from archive_app.media.objects import bagit
from archive_app.media.objects.unpacking import unpack_iter as unpack_iter


class _Hashing(io.RawIOBase):
    """A reader that hashes what passes through it."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.digest = hashlib.sha256()

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self.digest.update(data)
        return data


def write(
    target: Path,
    members: Iterable[tuple[str, Path]],
    said: Mapping[str, str],
    *,
    base: str = "archive",
    on_member: Callable[[str, str], None] = lambda _name, _digest: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> str:
    """Write ``members`` (name below ``data/``, file) into ``target``, read it back; returns its SHA-256 in hex.

    ``said`` is what stands in ``bag-info.txt``, ``base`` the one folder that all of it unpacks into.
    """
    with target.open("wb") as file:
        _write(file, members, said, base, on_member, cancelled)
        file.flush()
        disk.sync_open(file.fileno())
    for _name, _source in unpack_iter(target):
        pass
    return _digest(target)


def _write(
    file: IO[bytes],
    members: Iterable[tuple[str, Path]],
    said: Mapping[str, str],
    base: str,
    on_member: Callable[[str, str], None],
    cancelled: Callable[[], bool],
) -> None:
    digests: list[tuple[str, str]] = []
    total = 0
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as bag:
        _add(bag, f"{base}/{bagit.BAGIT}", bagit.DECLARATION)
        for name, source in members:
            if cancelled():
                raise Cancelled(_("The backup was stopped; nothing was written."))
            with source.open("rb") as content:
                hashing = _Hashing(content)
                member = tarfile.TarInfo(f"{base}/{bagit.PAYLOAD}{name}")
                member.size = os.fstat(content.fileno()).st_size
                member.mtime = int(os.fstat(content.fileno()).st_mtime)
                bag.addfile(member, hashing)
            total += member.size
            digests.append((f"{bagit.PAYLOAD}{name}", hashing.digest.hexdigest()))
            on_member(name, hashing.digest.hexdigest())
        tags = {
            bagit.BAGIT: bagit.DECLARATION,
            bagit.MANIFEST: bagit.manifest(digests),
            bagit.INFO: bagit.info(said, total, len(digests)),
        }
        for name in (bagit.MANIFEST, bagit.INFO):
            _add(bag, f"{base}/{name}", tags[name])
        _add(bag, f"{base}/{bagit.TAG_MANIFEST}", bagit.tag_manifest(tags))


def _add(bag: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    bag.addfile(member, io.BytesIO(content))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
