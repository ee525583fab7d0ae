"""The archive folder's ``objects/`` and ``staging/``: originals under the name of their content.

A file travels ``stage`` (copied and hashed in one pass, on disk for good) → ``adopt`` (renamed to its SHA-256) →
``sync_directories`` (the names themselves on disk for good). Only after the last may it be reported as kept.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from archive_app import disk, inside, paths
from archive_app.errors import StorageError, Unreadable
from archive_app.i18n import _
from archive_app.media.objects import faults
from archive_app.media.objects.staging import Staging

#: Bytes read and written at a time.
CHUNK = 1 << 20
#: Bytes of the beginning that :func:`archive_app.media.formats.sniff.sniff` is given.
HEAD = 16_384

_O_BINARY = getattr(os, "O_BINARY", 0)
_O_NONBLOCK = getattr(os, "O_NONBLOCK", 0)
_O_CLOEXEC = getattr(os, "O_CLOEXEC", 0)
_SAFE_EXTENSION = re.compile(r"[a-z0-9]{1,8}")
#: The folders of the object store by name, and what lies in them.
_DRAWER = re.compile(r"[0-9a-f]{2}")
_ORIGINAL = re.compile(r"[0-9a-f]{64}(?:\.[a-z0-9]{1,8})?")
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Fixity(StrEnum):
    """What became of a kept original."""

    OK = "ok"
    MISSING = "missing"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Staged:
    """A whole copy in ``staging/``. ``size`` in bytes; ``head`` its first :data:`HEAD` bytes; ``mtime`` Unix time."""

    sha256: str
    size: int
    staging_path: Path
    head: bytes
    mtime: float


def display_name(path: str | bytes | os.PathLike[str]) -> str:
    """The file's name as text that can be shown and stored: undecodable bytes, control and bidi characters escaped."""
    name = os.path.basename(os.fsdecode(path))  # noqa: PTH119 - bytes paths and trailing dots as they are
    return visible(name)


def visible(text: str) -> str:
    """``text`` on one line with nothing hidden: no lone surrogate, control or direction-changing character is left."""
    shown = []
    for character in text:
        code = ord(character)
        if 0xDC80 <= code <= 0xDCFF:
            shown.append(f"\\x{code - 0xDC00:02X}")
        elif character in _BIDI or unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp"):
            shown.append(f"\\x{code:02X}" if code < 0x100 else f"\\u{code:04X}")
        else:
            shown.append(character)
    return "".join(shown)


class ObjectStore:
    """Originals of one archive. Safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._was_there = inside.is_there(folder)
        self.objects = folder / paths.BY_CONTENT
        self.staging = folder / "staging"
        self.under_way = Staging(self.staging, self.make_folders)
        self._touched: set[Path] = set()
        self._lock = threading.Lock()

    def make_folders(self) -> None:
        """Make ``objects/`` and ``staging/`` if they are not there, but never the archive's folder, which may have been
        moved away. Raises StorageError.
        """
        if self._was_there:
            self.require_there()
        try:
            for folder in (self.objects.parent, self.objects, self.staging):
                if not folder.is_dir():
                    folder.mkdir(exist_ok=True)
                    disk.sync_folder(folder.parent)
        except OSError as error:
            raise faults.of_archive(error) from error

    def stage(self, source: str | bytes | os.PathLike[str]) -> Staged:
        """Copy ``source`` to ``staging/`` while hashing it; opened once, never changed.

        Raises Unreadable where the source is at fault (missing, empty, not a regular file, changed while it was
        read) and StorageError where the archive's own disk is (full, read-only, failing).
        """
        descriptor, before = _open_source(source)
        try:
            return self._copy(partial(_pump_file, descriptor, before), before.st_mtime)
        finally:
            os.close(descriptor)

    def stage_chunks(self, chunks: Iterator[bytes]) -> Staged:
        """The same for bytes that come from elsewhere, such as a backup; what ``chunks`` raises is raised."""
        return self._copy(partial(_pump, lambda: next(chunks, b"")), 0)

    def _copy(self, pump: Callable[[int], tuple[str, int, bytes]], mtime: float) -> Staged:
        target, out = self._begun()
        try:
            try:
                sha256, size, head = pump(out)
                _flush(out)
            finally:
                os.close(out)
        except BaseException:
            self.under_way.drop(target)
            raise
        return Staged(sha256, size, target, head, mtime)

    def _begun(self) -> tuple[Path, int]:
        """A new empty copy and what it is written by."""
        try:
            target = self.under_way.place()
            try:
                return target, os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _O_BINARY | _O_CLOEXEC, 0o644)
            except BaseException:
                self.under_way.drop(target)
                raise
        except OSError as error:
            raise faults.of_archive(error) from error

    @contextmanager
    def taking(self) -> Iterator[str]:
        """While files are taken in: the name by which the database knows whose they are. Raises StorageError."""
        try:
            owner = self.under_way.begin()
        except OSError as error:
            raise faults.of_archive(error) from error
        try:
            yield owner
        finally:
            self.under_way.end()

    def path_of(self, sha256: str, extension: str) -> Path:
        """Where an original with this content stands, whether it is there or not. A damaged row may say anything."""
        name = f"{sha256}.{extension}" if _SAFE_EXTENSION.fullmatch(str(extension)) else sha256
        return self.objects / sha256[:2] / name

    def exists(self, sha256: str, extension: str) -> bool:
        """Is an original of this name there (its content is not read)."""
        return inside.is_file(self.path_of(sha256, extension))

    def adopt(self, staged: Staged, extension: str) -> Path:
        """Rename a staged copy to its place; a copy of what is already kept is dropped. Raises StorageError.

        What lies there is read again, and gives way where it is not what its name says. The new name is on disk for
        good only after :meth:`sync_directories`.
        """
        target = self.path_of(staged.sha256, extension)
        try:
            # Another process may have put it there just now, and its name be in memory only.
            there = self.look(staged.sha256, extension, staged.size) is Fixity.OK
            fresh = there or not target.parent.is_dir()
            if not there:
                for folder in (self.objects, target.parent):
                    folder.mkdir(exist_ok=True)
                os.replace(staged.staging_path, target)  # noqa: PTH105 - one call, same words as the design
        except OSError as error:
            raise faults.of_archive(error) from error
        self.under_way.drop(staged.staging_path)
        with self._lock:
            self._touched.update({target.parent, self.objects} if fresh else {target.parent})
        return target

    def sync_directories(self) -> None:
        """Make every rename since the last call last through a power cut. Raises StorageError."""
        with self._lock:
            touched, self._touched = self._touched, set()
        for folder in sorted(touched):
            try:
                disk.sync_folder(folder)
            except OSError as error:
                with self._lock:
                    self._touched |= touched
                raise faults.of_archive(error) from error

    def discard(self, staged: Staged) -> None:
        """Drop a staged copy that is not wanted after all."""
        self.under_way.drop(staged.staging_path)

    def remove(self, sha256: str, extension: str) -> bool:
        """Remove an original for good; whether it is gone, also where it was not there. A program that has it open may
        keep it.
        """
        path = self.path_of(sha256, extension)
        try:
            path.unlink(missing_ok=True)
        except OSError:
            return False
        with self._lock:
            self._touched.add(path.parent)
        return True

    def kept_as(self, sha256: str) -> list[str]:
        """The extensions under which originals with this content are there. Raises StorageError."""
        names = [path.name for path in _listed(self.objects / sha256[:2])]
        return [name.partition(".")[2] for name in names if name.startswith(sha256) and _ORIGINAL.fullmatch(name)]

    def verify(self, sha256: str, extension: str) -> Fixity:
        """Read the whole original again and compare it with its name. Raises Unreadable where that can't be done, and
        StorageError where the whole archive is gone.
        """
        try:
            with inside.open_file(self.path_of(sha256, extension)) as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
        except FileNotFoundError:
            self.require_there()
            return Fixity.MISSING
        except OSError as error:
            raise self.unreadable(error) from error
        return Fixity.OK if digest == sha256 else Fixity.CHANGED

    def require_there(self) -> None:
        """StorageError where the archive was moved away, or its drive was: what is missing then is not lost."""
        if not inside.is_there(self._folder):
            raise faults.gone()

    def unreadable(self, error: OSError) -> Unreadable:
        """Why one original can't be read, while the others can. Raises StorageError where the archive is gone."""
        self.require_there()
        return faults.of_original(error)

    def look(self, sha256: str, extension: str, size: int = 0) -> Fixity:
        """The same for whoever has the right bytes: what can't be read counts as changed, and where the ``size`` is
        known what has another one is not read.
        """
        path = self.path_of(sha256, extension)
        try:
            facts = path.lstat()
        except FileNotFoundError:
            self.require_there()
            return Fixity.MISSING
        except OSError:
            return Fixity.CHANGED
        if not stat.S_ISREG(facts.st_mode) or (size and facts.st_size != size):
            return Fixity.CHANGED
        try:
            return self.verify(sha256, extension)
        except Unreadable:
            return Fixity.CHANGED

    def iter_objects(self) -> Iterator[tuple[str, str, Path]]:
        """Every kept original as ``(sha256, extension, path)``, sorted. Raises StorageError."""
        for path in self._listed_originals():
            sha256, _dot, extension = path.name.partition(".")
            yield sha256, extension, path

    def strangers(self) -> list[Path]:
        """What lies between the originals and is none, whoever put it there. Raises StorageError."""
        originals = set(self._listed_originals())
        folders = {path.parent for path in originals}
        found = []
        for folder in _listed(self.objects):
            if folder not in folders and not _is_drawer(folder):
                found.append(folder)
            else:
                found += [path for path in self._listed_drawer(folder) if path not in originals]
        return found

    def _listed_originals(self) -> Iterator[Path]:
        for folder in _listed(self.objects):
            if _is_drawer(folder):
                for path in self._listed_drawer(folder):
                    if path.name.startswith(folder.name) and _ORIGINAL.fullmatch(path.name) and inside.is_file(path):
                        yield path

    def _listed_drawer(self, folder: Path) -> list[Path]:
        """What lies in one folder of originals: nothing where it can't be looked into; each is missed by its name."""
        try:
            return _listed(folder)
        except StorageError:
            self.require_there()
            return []


def _is_drawer(folder: Path) -> bool:
    return _DRAWER.fullmatch(folder.name) is not None and inside.is_folder(folder)


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        raise faults.of_listing(folder, error) from error


def _open_source(source: str | bytes | os.PathLike[str]) -> tuple[int, os.stat_result]:
    try:
        descriptor = os.open(source, os.O_RDONLY | _O_BINARY | _O_NONBLOCK | _O_CLOEXEC)
    except (OSError, ValueError) as error:
        raise faults.of_source(error) from error
    try:
        facts = os.fstat(descriptor)
        if not stat.S_ISREG(facts.st_mode):
            raise Unreadable(faults.not_regular(facts.st_mode))
        if facts.st_size == 0:
            raise Unreadable(_("The file is empty."))
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor, facts


def _pump_file(source: int, before: os.stat_result, out: int) -> tuple[str, int, bytes]:
    def read() -> bytes:
        try:
            return os.read(source, CHUNK)
        except OSError as error:
            raise faults.of_source(error) from error

    pumped = _pump(read, out)
    _check_unchanged(source, before, pumped[1])
    return pumped


def _pump(read: Callable[[], bytes], out: int) -> tuple[str, int, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    while True:
        chunk = read()
        if not chunk:
            return digest.hexdigest(), size, head
        if len(head) < HEAD:
            head += chunk[: HEAD - len(head)]
        digest.update(chunk)
        size += len(chunk)
        try:
            rest = memoryview(chunk)
            while rest:
                rest = rest[os.write(out, rest) :]
        except OSError as error:
            raise faults.of_archive(error) from error


def _check_unchanged(source: int, before: os.stat_result, size: int) -> None:
    after = os.fstat(source)
    if size != before.st_size or after.st_size != before.st_size or after.st_mtime_ns != before.st_mtime_ns:
        raise Unreadable(_("The file changed while it was read; add it again when it is finished."))


def _flush(out: int) -> None:
    try:
        disk.sync_open(out)
    except OSError as error:
        raise faults.of_archive(error) from error
