"""A whole archive in one file: a BagIt bag (RFC 8493) inside an uncompressed tar (POSIX pax).

Any BagIt tool can check it. The manifest comes last in the tar, since the digests are known only then.
"""

from __future__ import annotations

import hashlib
import io
import os
import tarfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from archive_app.errors import Cancelled, NotAnArchive
from archive_app.i18n import _

_BAGIT = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_MANIFEST = "manifest-sha256.txt"
_CHUNK = 1 << 20


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
    *,
    on_member: Callable[[str, str], None] = lambda _name, _digest: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> str:
    """Write ``members`` (name below ``data/``, file) into ``target``, read it back; returns its SHA-256 in hex."""
    with target.open("wb") as file:
        _write(file, members, on_member, cancelled)
        file.flush()
        os.fsync(file.fileno())
    for _name, _source in unpack_iter(target):
        pass
    return _digest(target)


def _write(
    file: IO[bytes],
    members: Iterable[tuple[str, Path]],
    on_member: Callable[[str, str], None],
    cancelled: Callable[[], bool],
) -> None:
    manifest: list[str] = []
    with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as bag:
        _add(bag, "bagit.txt", _BAGIT)
        for name, source in members:
            if cancelled():
                raise Cancelled(_("The backup was stopped; nothing was written."))
            with source.open("rb") as content:
                hashing = _Hashing(content)
                info = tarfile.TarInfo(f"data/{name}")
                info.size = os.fstat(content.fileno()).st_size
                info.mtime = int(os.fstat(content.fileno()).st_mtime)
                bag.addfile(info, hashing)
            manifest.append(f"{hashing.digest.hexdigest()}  data/{name}\n")
            on_member(name, hashing.digest.hexdigest())
        _add(bag, _MANIFEST, "".join(manifest).encode())


def _add(bag: tarfile.TarFile, name: str, content: bytes) -> None:
    info = tarfile.TarInfo(name)
    info.size = len(content)
    bag.addfile(info, io.BytesIO(content))


def unpack_iter(source: Path, target: Path | None = None) -> Iterator[tuple[str, Path | None]]:
    """Read a bag, writing its members below ``target`` if there is one; every digest is checked at the end.

    NotAnArchive where the file is no bag of this program, or damaged. Members that would leave ``target`` are refused.
    """
    found: dict[str, str] = {}
    promised: dict[str, str] | None = None
    try:
        with tarfile.open(source, mode="r:") as bag:
            for info in bag:
                content = bag.extractfile(info) if info.isreg() else None
                if content is None:
                    raise _damaged(source)
                if info.name == _MANIFEST:
                    promised = _read_manifest(content.read())
                elif info.name.startswith("data/"):
                    name = info.name.removeprefix("data/")
                    placed = _place(source, target, name) if target is not None else None
                    found[info.name] = _copy(content, placed)
                    yield name, placed
    except (tarfile.TarError, EOFError, UnicodeDecodeError) as error:
        raise _damaged(source) from error
    if promised is None or promised != found:
        raise _damaged(source)


def _place(source: Path, target: Path, name: str) -> Path:
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or "\\" in name or ":" in name:
        raise _damaged(source)
    return target.joinpath(*parts.parts)


def _read_manifest(content: bytes) -> dict[str, str]:
    promised = {}
    for line in content.decode().splitlines():
        digest, _space, name = line.partition("  ")
        promised[name] = digest
    return promised


def _copy(content: IO[bytes], placed: Path | None) -> str:
    digest = hashlib.sha256()
    if placed is None:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
        return digest.hexdigest()
    placed.parent.mkdir(parents=True, exist_ok=True)
    with placed.open("wb") as out:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
            out.write(chunk)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _damaged(source: Path) -> NotAnArchive:
    return NotAnArchive(_("“{file}” is no whole backup of an archive. Use another backup.").format(file=source))
