"""Reading a bag: in its base directory, as any BagIt tool packs it, or without one, as earlier versions wrote it."""

from __future__ import annotations

import hashlib
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from archive_app.domain.text.clutter import is_clutter
from archive_app.errors import NotAnArchive
from archive_app.i18n import _
from archive_app.media.objects import bagit
from archive_app.media.objects.objects import visible
from archive_app.paths import DATABASE, MARKER, ORIGINALS

_CHUNK = 1 << 20
_VERSION = re.compile(r"BagIt-Version:\s*(\S+)")
#: Those of the drafts and of the standard, which say the same of all that we read.
_VERSIONS = frozenset({"0.96", "0.97", "1.0"})
#: Of a tag file, in bytes: the manifest of a million originals has a fifth of it.
_LARGEST_TAG = 1 << 30


def unpack_iter(source: Path, target: Path | None = None) -> Iterator[tuple[str, Path | None]]:
    """Read a bag, writing its members below ``target`` if there is one, for whoever brings that to the disk; every
    digest is checked at the end.

    NotAnArchive where the file is no bag of this program, has files that do not belong to one, or is damaged. Members
    that would leave ``target`` are refused.
    """
    reading = _Reading(source, target)
    try:
        with tarfile.open(source, mode="r:") as tar:
            for member in tar:
                yield from reading.take(tar, member)
        reading.finish()
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise _damaged(source) from error


class _Reading:
    """One bag under way. ``_base`` is the folder that all of it lies in, ``None`` while unknown."""

    def __init__(self, source: Path, target: Path | None) -> None:
        self._source = source
        self._target = target
        self._base: str | None = None
        self._found: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._kept: dict[str, bytes] = {}

    def take(self, tar: tarfile.TarFile, member: tarfile.TarInfo) -> Iterator[tuple[str, Path | None]]:
        """Read one member; what is an archive's is yielded once it is written."""
        if member.isdir():
            return
        # A sparse file is as large as it says, whatever there is of it.
        content = tar.extractfile(member) if member.isreg() and not member.issparse() else None
        if content is None:
            raise _foreign(self._source, member.name)
        name = self._inside(member.name)
        if name in self._found or name in self._tags:
            raise _foreign(self._source, name)
        if not name.startswith(bagit.PAYLOAD):
            self._take_tag(name, content, member.size)
            return
        below = name.removeprefix(bagit.PAYLOAD)
        if not _belongs(below):
            raise _foreign(self._source, name)
        placed = _place(self._source, self._target, below) if self._target is not None else None
        self._found[name] = _copy(content, placed)
        yield below, placed

    def finish(self) -> None:
        """All was read: is it a whole bag."""
        declared = self._kept.get(bagit.BAGIT)
        if declared is None:
            raise NotAnArchive(
                _("“{file}” is no BagIt bag (it has no bagit.txt). Use another backup.").format(file=self._source)
            )
        version = _VERSION.match(declared.decode("utf-8-sig"))
        if version is None or version[1] not in _VERSIONS:
            sentence = _("“{file}” is a BagIt bag of a version that this program does not know. Use another backup.")
            raise NotAnArchive(sentence.format(file=self._source))
        promised = self._manifest(bagit.MANIFEST)
        if promised is None:
            raise _damaged(self._source)
        unlisted = next((name for name in self._found if name not in promised), "")
        if unlisted:
            raise _foreign(self._source, unlisted)
        if promised != self._found:
            raise _damaged(self._source)
        self._check_tags(self._manifest(bagit.TAG_MANIFEST))

    def _check_tags(self, promised: dict[str, str] | None) -> None:
        for name in self._tags:
            known = name in (bagit.BAGIT, bagit.INFO) or re.fullmatch(r"(tag)?manifest-\w+\.txt", name) is not None
            if not known and name not in (promised or {}):
                raise _foreign(self._source, name)
        if any(self._tags.get(name) != digest for name, digest in (promised or {}).items()):
            raise _damaged(self._source)

    def _manifest(self, name: str) -> dict[str, str] | None:
        content = self._kept.get(name)
        return bagit.read_manifest(content) if content is not None else None

    def _take_tag(self, name: str, content: IO[bytes], size: int) -> None:
        if size > _LARGEST_TAG:
            raise _foreign(self._source, name)
        read = content.read()
        self._tags[name] = hashlib.sha256(read).hexdigest()
        if name in (bagit.BAGIT, bagit.MANIFEST, bagit.TAG_MANIFEST):
            self._kept[name] = read

    def _inside(self, name: str) -> str:
        """The name below the base directory."""
        name = name.removeprefix("./")
        if self._base is None:
            first, slash, _rest = name.partition("/")
            self._base = f"{first}/" if slash and f"{first}/" != bagit.PAYLOAD else ""
        if not name.startswith(self._base):
            raise _foreign(self._source, name)
        return name.removeprefix(self._base)


def _belongs(name: str) -> bool:
    """Whether a file of this name is of an archive. Backups of earlier versions hold what a system left beside the
    originals.
    """
    first, _slash, rest = name.partition("/")
    return name in (MARKER, DATABASE) or (first == ORIGINALS and bool(rest)) or is_clutter(PurePosixPath(name).name)


def _place(source: Path, target: Path, name: str) -> Path:
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or "\\" in name or ":" in name:
        raise _damaged(source)
    return target.joinpath(*parts.parts)


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
    return digest.hexdigest()


def _foreign(source: Path, name: str) -> NotAnArchive:
    return NotAnArchive(
        _("“{file}” holds what belongs to no backup of an archive: “{name}”. Use another backup.").format(
            file=source, name=visible(name)
        )
    )


def _damaged(source: Path) -> NotAnArchive:
    return NotAnArchive(_("“{file}” is no whole backup of an archive. Use another backup.").format(file=source))
