"""The disposable cache of small pictures, ``derived/thumbs.sqlite``: may be deleted at any time, even while open."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from archive_app import inside
from archive_app.errors import Refused

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        import pysqlite3 as sqlite3
    except ImportError:
        import sqlite3

#: Pictures with a longer edge than this are previews: they come and go with use.
THUMBNAIL_EDGE = 512
_VERSION = 3
#: The one without fingerprints: they are added to it.
_WITHOUT_FINGERPRINTS = 2
#: Each picture bears a digest of itself and of what it is a picture of.
_DIGEST = 16
#: What a file may fail with. SQLite quotes what is damaged in it, and the driver may not be able to read that out.
_FAILING = (sqlite3.DatabaseError, OSError, Refused, UnicodeDecodeError)
#: SQLITE_BUSY and SQLITE_LOCKED: somebody else writes, and nothing is broken.
_BUSY = (5, 6)
_SCHEMA = """
CREATE TABLE thumbnails (sha256 BLOB NOT NULL, edge INTEGER NOT NULL, data BLOB NOT NULL,
    PRIMARY KEY (sha256, edge)) WITHOUT ROWID;
CREATE TABLE previews (sha256 BLOB NOT NULL, edge INTEGER NOT NULL, used INTEGER NOT NULL, size INTEGER NOT NULL,
    data BLOB NOT NULL, PRIMARY KEY (sha256, edge));
CREATE INDEX previews_used ON previews (used, size);
"""
_FINGERPRINTS = "CREATE TABLE fingerprints (sha256 BLOB PRIMARY KEY NOT NULL, data BLOB NOT NULL) WITHOUT ROWID"


class ThumbnailCache:
    """Pictures by content and longest edge. Safe to use from several threads and several processes.

    Nothing here ever raises for a broken or missing file: it is built anew, and what was in it is made again by
    whoever asks. ``preview_limit`` bounds the bytes of all pictures over :data:`THUMBNAIL_EDGE` pixels. Without a path
    they are kept elsewhere, as long as this lasts.
    """

    def __init__(self, path: Path | None, preview_limit: int = 1 << 30) -> None:
        self.path = path
        self._was_there = path is not None and inside.is_there(path.parent.parent)
        self.preview_limit = preview_limit
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._used: dict[tuple[bytes, int], int] = {}

    def get(self, sha256: str, edge: int) -> bytes | None:
        """The picture of ``edge`` pixels on its longer side, or None where it has to be made."""
        key = (bytes.fromhex(sha256), edge)
        table = _table(edge)
        with self._lock:
            for _attempt in range(2):
                try:
                    row = (
                        self._open().execute(f"SELECT data FROM {table} WHERE sha256 = ? AND edge = ?", key).fetchone()
                    )
                except _FAILING as error:
                    self._recover(error)
                    continue
                if row is not None and table == "previews":
                    self._used[key] = time.time_ns()
                if row is not None and (picture := _whole(key, bytes(row[0]))) is None:
                    self._recover(sqlite3.DatabaseError("a damaged picture"))
                    continue
                return None if row is None else picture
        return None

    def put_many(self, pictures: Iterable[tuple[str, int, bytes]]) -> None:
        """Keep ``(sha256, edge, picture)`` triples, then drop the previews used longest ago if there are too many."""
        rows = [
            (key, edge, data + _digest((key, edge), data))
            for sha256, edge, data in pictures
            if (key := bytes.fromhex(sha256))
        ]
        with self._lock:
            for _attempt in range(2):
                try:
                    self._write(self._open(), rows)
                    return
                except _FAILING as error:
                    self._recover(error)

    def fingerprints(self) -> dict[str, bytes]:
        """What is kept of how pictures look, by content."""
        with self._lock:
            try:
                rows = self._open().execute("SELECT sha256, data FROM fingerprints").fetchall()
            except _FAILING as error:
                self._recover(error)
                return {}
        kept = ((bytes(key), _whole((bytes(key), 0), bytes(data))) for key, data in rows)
        return {key.hex(): data for key, data in kept if data is not None}

    def put_fingerprints(self, made: Iterable[tuple[str, bytes]]) -> None:
        """Keep ``(sha256, fingerprint)`` pairs."""
        rows = [(key, data + _digest((key, 0), data)) for sha256, data in made if (key := bytes.fromhex(sha256))]
        with self._lock:
            try:
                self._open().executemany("INSERT OR REPLACE INTO fingerprints (sha256, data) VALUES (?, ?)", rows)
            except _FAILING as error:
                self._recover(error)

    def forget(self, sha256: str) -> None:
        """Drop every picture made of this content."""
        key = (bytes.fromhex(sha256),)
        with self._lock:
            try:
                connection = self._open()
                # Who purges a picture wants nothing of it left in the file.
                connection.execute("PRAGMA secure_delete = ON")
                connection.execute("DELETE FROM thumbnails WHERE sha256 = ?", key)
                connection.execute("DELETE FROM previews WHERE sha256 = ?", key)
                connection.execute("DELETE FROM fingerprints WHERE sha256 = ?", key)
                connection.execute("PRAGMA secure_delete = OFF")
            except _FAILING as error:
                self._recover(error)

    def clear(self) -> bool:
        """Remove the file unread, and whether it is gone: it is made anew."""
        with self._lock:
            self._close()
            return self._remove()

    def close(self) -> None:
        with self._lock:
            self._close()

    def _write(self, connection: sqlite3.Connection, rows: list[tuple[bytes, int, bytes]]) -> None:
        now = time.time_ns()
        connection.execute("BEGIN IMMEDIATE")
        try:
            connection.executemany(
                "INSERT OR REPLACE INTO thumbnails (sha256, edge, data) VALUES (?, ?, ?)",
                [row for row in rows if _table(row[1]) == "thumbnails"],
            )
            previews = [row for row in rows if _table(row[1]) == "previews"]
            connection.executemany(
                "INSERT OR REPLACE INTO previews (sha256, edge, used, size, data) VALUES (?, ?, ?, ?, ?)",
                [(sha256, edge, now, len(data) - _DIGEST, data) for sha256, edge, data in previews],
            )
            if previews:
                self._evict(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise

    def _evict(self, connection: sqlite3.Connection) -> None:
        connection.executemany(
            "UPDATE previews SET used = ? WHERE sha256 = ? AND edge = ?",
            [(used, sha256, edge) for (sha256, edge), used in self._used.items()],
        )
        self._used.clear()
        total = connection.execute("SELECT coalesce(sum(size), 0) FROM previews").fetchone()[0]
        if total <= self.preview_limit:
            return
        # Down to nine tenths, so that not every new picture costs an old one.
        excess = total - self.preview_limit * 9 // 10
        old = []
        for rowid, size in connection.execute("SELECT rowid, size FROM previews ORDER BY used"):
            old.append((rowid,))
            excess -= size
            if excess <= 0:
                break
        connection.executemany("DELETE FROM previews WHERE rowid = ?", old)

    def _open(self) -> sqlite3.Connection:
        if self._connection is not None:
            if _identity(self.path) == self._identity:
                return self._connection
            self._close()
        connection = sqlite3.connect(self._place(), timeout=2, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA journal_mode = WAL").fetchone()
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA cache_size = -8192")
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        self._connection, self._identity = connection, _identity(self.path)
        return connection

    def _place(self) -> str | Path:
        # SQLite itself makes a file for no name, and takes it away again.
        if self.path is None:
            return ""
        # Where the archive was moved while open, nothing may appear at its old place.
        if self._was_there and not inside.is_there(self.path.parent.parent):
            raise FileNotFoundError(self.path)
        self.path.parent.mkdir(exist_ok=True)
        inside.check_folder(self.path.parent)
        inside.check_database(self.path)
        # SQLite takes a name that begins with "file:" for a URI; a whole path never does.
        return self.path.absolute()

    @staticmethod
    def _prepare(connection: sqlite3.Connection) -> None:
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version in (0, _WITHOUT_FINGERPRINTS):
            connection.execute("BEGIN IMMEDIATE")
            # Another process may have been first.
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version == 0:
                for statement in _SCHEMA.split(";"):
                    connection.execute(statement)
            if version in (0, _WITHOUT_FINGERPRINTS):
                connection.execute(_FINGERPRINTS)
                connection.execute(f"PRAGMA user_version = {_VERSION}")
            connection.execute("COMMIT")
        if version not in (0, _WITHOUT_FINGERPRINTS, _VERSION):
            raise sqlite3.DatabaseError("a cache of another version")

    def _recover(self, error: Exception) -> None:
        self._close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in _BUSY:
            return
        if isinstance(error, (sqlite3.DatabaseError, UnicodeDecodeError)):
            self._remove()

    def _remove(self) -> bool:
        if self.path is None:
            return True
        for suffix in ("", *inside.BESIDE):
            with contextlib.suppress(OSError):
                os.unlink(f"{self.path}{suffix}")  # noqa: PTH108 - the suffix follows the whole name
        return not os.path.lexists(self.path)

    def _close(self) -> None:
        connection, self._connection, self._identity = self._connection, None, None
        if connection is not None:
            try:
                connection.close()
            except sqlite3.Error:
                return


def _digest(key: tuple[bytes, int], picture: bytes) -> bytes:
    return blake2b(b"%b%d " % key + picture, digest_size=_DIGEST).digest()


def _whole(key: tuple[bytes, int], kept: bytes) -> bytes | None:
    """The picture, or None where it is not the one that was kept."""
    picture = kept[:-_DIGEST]
    return picture if kept[-_DIGEST:] == _digest(key, picture) else None


def _table(edge: int) -> str:
    return "thumbnails" if edge <= THUMBNAIL_EDGE else "previews"


def _identity(path: Path | None) -> tuple[int, int] | None:
    if path is None:
        return None
    try:
        facts = path.stat()
    except OSError:
        return None
    return facts.st_dev, facts.st_ino
