"""Connections to an archive's database, set up so that what was committed survives a power cut.

Measured: WAL with ``synchronous=NORMAL`` lost 472 of 1,252 acknowledged edits in simulated power cuts, ``FULL`` none.
SQLite before 3.51.3 has the WAL-reset bug; there the rollback journal with ``synchronous=EXTRA`` is used instead.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, Pool, QueuePool

from archive_app import inside
from archive_app.errors import StorageError
from archive_app.i18n import _
from archive_app.store.database import faults

try:
    import pysqlite3 as _newer
except ImportError:
    _driver: ModuleType = sqlite3
else:
    _driver = _newer

#: "ExAr", in the database's header, so that ``file`` and SQLite's own tools can tell whose it is.
APPLICATION_ID = 0x45784172
#: Seconds that the database may work on one state that is read, and on anything else. The longest at 1,000,000 records
#: is a hundredth of it.
LONGEST_READ, LONGEST_WORK = 300.0, 4 * 3600.0
#: Steps of SQLite between two looks at the clock, some 50 ms, and how many seconds count at most between them.
_STEPS, _GAP = 2_000_000, 5.0
_PATIENCE = "patience"
#: What SQLite is told of a database that is only read: others may write, or nobody does.
SHARED, ALONE = "&cache=private", "&immutable=1"
_FIRST_SAFE_WAL = (3, 51, 3)
_BUSY_MS = 15_000
#: For each connection, of which a window has half a dozen; the system's own cache holds the rest. Eight times as much
#: made no search measurably quicker at 1,000,000 records.
_CACHE_KB = 4_096
#: What writes may hold more: a bulk of a million rows comes back to the same pages.
_WRITER_CACHE_KB = 32_768


def driver() -> ModuleType:
    """The DB-API module in use: ``pysqlite3`` where it has a wheel, else the interpreter's own."""
    return _driver


def wal_is_safe() -> bool:
    """Whether this SQLite is free of the WAL-reset bug."""
    return tuple(_driver.sqlite_version_info) >= _FIRST_SAFE_WAL


#: Damaged text shows itself by a mark in its place, and does not make all that is read with it unreadable.
_LEGIBLE = partial(str, encoding="utf-8", errors="replace")


class _Patience:
    """Ends what takes longer than any archive gives reason to: a file may come from anybody, and be made to last.

    SQLite asks it at every so many steps. The time between two such questions counts up to :data:`_GAP`, since what a
    program does between two statements is not the database's.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._last = time.monotonic()
        self._spent = 0.0

    def begin(self) -> None:
        """From now on."""
        self._last, self._spent = time.monotonic(), 0.0

    def __call__(self) -> int:
        now = time.monotonic()
        self._spent += min(now - self._last, _GAP)
        self._last = now
        _ended.out_of_patience = self._spent > self._seconds
        return int(_ended.out_of_patience)


#: Whether the statement that was ended in this thread was so for want of patience.
_ended = threading.local()


def _guard(connection: Any, seconds: float) -> _Patience:
    """Believe nothing that a database says about itself, and do not wait for it for ever."""
    patience = _Patience(seconds)
    connection.set_progress_handler(patience, _STEPS)
    connection.execute("PRAGMA trusted_schema=OFF")
    connection.execute("PRAGMA cell_size_check=ON")
    connection.text_factory = _LEGIBLE
    return patience


def _set_up(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    cursor.execute("PRAGMA foreign_keys=ON")
    if wal_is_safe():
        cursor.execute("PRAGMA journal_mode=WAL")
        cursor.execute("PRAGMA synchronous=FULL")
    else:
        cursor.execute("PRAGMA journal_mode=DELETE")
        cursor.execute("PRAGMA synchronous=EXTRA")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.close()


def _set_up_to_read(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout={_BUSY_MS}")
    connection.execute("PRAGMA temp_store=MEMORY")


def make(database: Path) -> None:
    """Make an empty file for a new database: nothing else does, so that a path that is wrong is never filled."""
    database.touch(exist_ok=False)


def connect(database: Path, *, begin: str, pool: type[Pool] = QueuePool, only_read: str = "") -> Engine:
    """An engine on ``database``, which is there, whose transactions start with ``begin``; with :data:`SHARED` or
    :data:`ALONE` as ``only_read`` nothing is written.

    The driver's own transaction handling is off, or DDL would run outside transactions. The path goes to SQLite as it
    is, past SQLAlchemy's URL: that is decoded once more on the way, and a ``#`` in it opened another file.
    """
    address = f"{_address(database, 'ro')}{only_read}" if only_read else _address(database)
    opened = _status(database)

    def open_() -> Any:
        inside.check_database(database)
        return _driver.connect(address, uri=True, check_same_thread=False)

    engine = create_engine("sqlite://", creator=open_, module=_driver, poolclass=pool)
    seconds = LONGEST_READ if begin == "BEGIN" and pool is QueuePool else LONGEST_WORK

    @event.listens_for(engine, "connect")
    def _guarded(connection: Any, record: Any) -> None:
        record.info[_PATIENCE] = _guard(connection, seconds)

    event.listen(engine, "connect", _set_up_to_read if only_read else _set_up)

    @event.listens_for(engine, "connect")
    def _size(connection: Any, _record: object) -> None:
        cache = _CACHE_KB if begin == "BEGIN" else _WRITER_CACHE_KB
        connection.execute(f"PRAGMA cache_size=-{cache}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        connection.info[_PATIENCE].begin()
        connection.exec_driver_sql(begin)
        if begin != "BEGIN":
            _refuse_replaced(database, opened)

    return engine


def _status(database: Path) -> os.stat_result | None:
    try:
        return database.stat()
    except OSError:
        return None


def _refuse_replaced(database: Path, opened: os.stat_result | None) -> None:
    """StorageError where another file has the name of the one that is written to: what is written there is lost.

    Asked while the database is locked, and whoever replaces it keeps out all who write.
    """
    there = _status(database)
    if there is None:
        raise StorageError(_(faults.FAULTS[8][1]))
    if opened is not None and not os.path.samestat(there, opened):
        raise StorageError(
            _(
                "The archive in “{folder}” was replaced while it was open, by a backup or another copy. Nothing was"
                " changed. Close it and open it again."
            ).format(folder=database.parent)
        )


def peek(database: Path, query: str) -> Any:
    """The first value that ``query`` finds, ``None`` where that cannot be read, and nothing touched on the disk.

    SQLite makes files beside a database that it opens, even to read, and takes those away that were there: where none
    holds anything, it is told that nobody else writes.
    """
    inside.check_database(database)
    for how in (SHARED, ALONE) if holds_changes(database) else (ALONE,):
        with suppress(_driver.Error, UnicodeDecodeError):
            found = _first(database, query, how)
            return found[0] if found else None
    return None


def _first(database: Path, query: str, how: str) -> Any:
    connection = _driver.connect(f"{_address(database, 'ro')}{how}", uri=True)
    try:
        _guard(connection, LONGEST_READ)
        return connection.execute(query).fetchone()
    finally:
        connection.close()


def holds_changes(database: Path) -> bool:
    """Whether changes lie beside ``database`` that whoever wrote last has not put into it."""
    try:
        return database.with_name(f"{database.name}-wal").stat().st_size > 0
    except OSError:
        return False


def how_to_read(database: Path) -> str:
    """How ``database`` can be read where nothing may be written: together with others and with what lies beside it,
    or only as it stands.
    """
    log, index = (database.with_name(f"{database.name}{end}") for end in ("-wal", "-shm"))
    if log.exists() and index.exists():
        with suppress(_driver.Error, UnicodeDecodeError):
            _first(database, "SELECT count(*) FROM sqlite_master", SHARED)
            return SHARED
    return ALONE


def _address(database: Path, mode: str = "rw") -> str:
    """SQLite's own URI for a file that is there, with every byte of its name that could mean something written out."""
    path = database.absolute().as_posix()
    return f"file://{'' if path.startswith('/') else '/'}{quote(os.fsencode(path))}?mode={mode}"


def mark(connection: Connection, made_by: int) -> None:
    """Write into the file's header whose it is, and by which version of the program its index was made."""
    connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version={made_by}")


def is_whole(connection: Connection) -> bool:
    """Whether SQLite finds the whole file in order, to the first fault."""
    return bool(connection.exec_driver_sql("PRAGMA integrity_check(1)").scalar() == "ok")


def made_by(connection: Connection) -> int:
    """By which version of the program the index of this file was made."""
    return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def interrupt(connection: Connection) -> Callable[[], None]:
    """What stops the statement that runs on ``connection``, from any thread."""
    stop: Callable[[], None] = connection.connection.dbapi_connection.interrupt  # type: ignore[union-attr]
    return stop


@contextmanager
def overwriting(connection: Connection) -> Iterator[None]:
    """While it lasts, what is removed is overwritten in the file as well."""
    driver: Any = connection.connection.dbapi_connection
    driver.execute("PRAGMA secure_delete = ON")
    try:
        yield
    finally:
        driver.execute("PRAGMA secure_delete = OFF")


def compact(database: Path) -> None:
    """Write the file anew, without the room that what was removed has left, and put its write-ahead log into it."""
    once = connect_once(database)
    try:
        with once.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        once.dispose()


def settle(database: Path) -> None:
    """Put the write-ahead log of a database that nobody else has open into it: its file is all of it then."""
    once = connect_once(database)
    try:
        with once.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        once.dispose()


@contextmanager
def defined(connection: Connection, name: str, parameters: int, function: Callable[..., Any]) -> Iterator[None]:
    """While it lasts, statements on ``connection`` can call ``function`` by ``name``."""
    driver: Any = connection.connection.dbapi_connection
    driver.create_function(name, parameters, function)
    try:
        yield
    finally:
        driver.create_function(name, parameters, None)


def connect_once(database: Path, *, begin: str = "BEGIN") -> Engine:
    """An engine that keeps no connection open between uses."""
    return connect(database, begin=begin, pool=NullPool)


def ran_out_of_patience() -> bool:
    """Whether what was stopped last in this thread had taken too long; asked once."""
    was = getattr(_ended, "out_of_patience", False)
    _ended.out_of_patience = False
    return was
