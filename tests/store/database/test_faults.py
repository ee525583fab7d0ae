"""Whose fault it is that the database refused: told by SQLite's code, with errors that SQLite really raised."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.errors import ArchiveBusy, ArchiveError, Cancelled, NotAnArchive, StorageError
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName
from archive_app.store.database import complaints, engine
from tests import inside

Driver = Callable[..., Any]
_driver = engine.driver()


@pytest.fixture
def database(tmp_path: Path) -> Path:
    (tmp_path / "archive.json").touch()
    made = tmp_path / "full locked readonly.db"
    with _driver.connect(made) as connection:
        connection.execute("CREATE TABLE fulltable (x)")
        connection.executemany("INSERT INTO fulltable VALUES (?)", [("busy " * 400,)] * 50)
    connection.close()
    return made


@pytest.fixture
def opened(database: Path) -> Iterator[Driver]:
    """What opens the database once more; everything is closed at the end."""
    connections = []

    def open_(**more: Any) -> Any:
        connection = _driver.connect(database, timeout=0, isolation_level=None, check_same_thread=False, **more)
        connections.append(connection)
        return connection

    yield open_
    for connection in connections:
        connection.close()


def _told(database: Path, work: Callable[[], Any]) -> ArchiveError:
    with pytest.raises(ArchiveError) as caught, complaints.plain_errors(database.parent):
        work()
    assert "\n" not in caught.value.message
    return caught.value


@pytest.mark.parametrize("name", ["fulltable2", "busy", "locked", "readonly", '"disk i/o"', "malformed", "interrupted"])
def test_words_that_sound_like_the_disk_are_still_our_fault(database: Path, opened: Driver, name: str) -> None:
    with pytest.raises(_driver.OperationalError, match="no such table"), complaints.plain_errors(database.parent):
        opened().execute(f"SELECT * FROM {name}")
    closed = opened()
    closed.close()
    with pytest.raises(_driver.ProgrammingError, match="closed"), complaints.plain_errors(database.parent):
        closed.execute("SELECT 1")


def test_a_full_disk(database: Path, opened: Driver) -> None:
    connection = opened()
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}")
    told = _told(database, lambda: connection.execute("INSERT INTO fulltable VALUES (zeroblob(100000))"))
    assert isinstance(told, StorageError)
    assert "full" in told.message


def test_a_lock_of_somebody_else(database: Path, opened: Driver) -> None:
    opened().execute("BEGIN EXCLUSIVE")
    assert isinstance(_told(database, lambda: opened().execute("BEGIN IMMEDIATE")), ArchiveBusy)


@pytest.mark.parametrize("module", [_driver, sqlite3])
def test_a_state_that_another_has_left_behind(database: Path, module: Any) -> None:
    reader, writer = (module.connect(database, timeout=0, isolation_level=None) for _each in range(2))
    reader.execute("PRAGMA journal_mode=WAL")
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM fulltable").fetchone()
    writer.execute("INSERT INTO fulltable VALUES (1)")
    with pytest.raises(module.OperationalError) as raised:
        reader.execute("INSERT INTO fulltable VALUES (2)")
    reader.close()
    writer.close()
    # The interpreter's own module tells the shade: SQLITE_BUSY_SNAPSHOT.
    assert raised.value.sqlite_errorcode == (5 | 2 << 8 if module is sqlite3 else 5)
    assert isinstance(complaints.translate(raised.value, database.parent), ArchiveBusy)


def test_a_file_that_may_only_be_read(database: Path) -> None:
    with _driver.connect(f"{database.as_uri()}?mode=ro", uri=True) as connection:
        told = _told(database, lambda: connection.execute("DELETE FROM fulltable"))
    connection.close()
    assert isinstance(told, StorageError)
    assert "read-only" in told.message


def test_a_file_that_was_renamed_while_it_was_open(database: Path, opened: Driver) -> None:
    connection = opened()
    connection.execute("SELECT count(*) FROM fulltable").fetchone()
    database.rename(database.with_name("elsewhere.db"))
    told = _told(database, lambda: connection.execute("DELETE FROM fulltable"))
    assert "moved" in told.message


def test_a_file_that_is_not_there(database: Path) -> None:
    missing = database.parent / "gone" / "catalog.db"
    told = _told(missing, lambda: engine.connect_once(missing).connect())
    assert isinstance(told, StorageError)
    assert "gone" in told.message


def test_a_file_that_is_no_database(database: Path) -> None:
    database.write_bytes(b"Dear friends, " * 1000)
    told = _told(database, lambda: engine.connect_once(database).connect())
    assert isinstance(told, NotAnArchive)
    assert "damaged" in told.message


def test_a_damaged_database(database: Path, opened: Driver) -> None:
    content = bytearray(database.read_bytes())
    content[4096 * 2 :] = b"\xa5" * (len(content) - 4096 * 2)
    database.write_bytes(content)
    told = _told(database, lambda: opened().execute("SELECT sum(length(x)) FROM fulltable").fetchall())
    assert isinstance(told, NotAnArchive)


def test_a_question_that_was_stopped(database: Path, opened: Driver) -> None:
    connection, going = opened(), threading.Event()
    connection.create_function("going", 0, going.set)
    endless = "WITH RECURSIVE n(i) AS (SELECT going() UNION ALL SELECT i FROM n) SELECT count(*) FROM n"

    def stop() -> None:
        going.wait(10)
        connection.interrupt()

    stopper = threading.Thread(target=stop)
    stopper.start()
    assert isinstance(_told(database, lambda: connection.execute(endless).fetchone()), Cancelled)
    stopper.join()


def test_shades_of_a_code_are_its_own_unless_they_say_more(tmp_path: Path) -> None:
    def told(code: int) -> ArchiveError | None:
        error = _driver.OperationalError("no words at all")
        error.sqlite_errorcode = code
        return complaints.translate(error, tmp_path)

    (tmp_path / "archive.json").touch()
    for shade in (0, 3, 4, 13, 26, 99):
        assert "failed" in str(told(10 | shade << 8))
        assert "opened" in str(told(14 | shade << 8))
        assert isinstance(told(11 | shade << 8), NotAnArchive)
        assert told(19 | shade << 8) is None
        assert told(1 | shade << 8) is None
    assert "memory" in str(told(10 | 12 << 8))
    assert "damaged" in str(told(10 | 33 << 8))


@pytest.mark.parametrize("code", [10, 11, 14, 26, 10 | 33 << 8])
def test_what_went_away_is_gone_and_not_damaged(tmp_path: Path, code: int) -> None:
    error = _driver.OperationalError("no words at all")
    error.sqlite_errorcode = code
    told = complaints.translate(error, tmp_path / "unplugged")
    assert isinstance(told, StorageError)
    assert "is gone" in told.message
    assert "estore" not in told.message
    # Where a drive was mounted an empty folder is left.
    assert "is gone" in str(complaints.translate(error, tmp_path))


def test_a_folder_that_may_not_be_entered_says_so_and_not_that_it_is_damaged(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_more: object) -> str:
        raise PermissionError(13, "Keine Berechtigung")

    archive.close()
    monkeypatch.setattr("archive_app.inside.open_file", refuse)
    with pytest.raises(StorageError, match="you have no permission"):
        open_archive(archive.folder)


def test_a_full_disk_while_writing_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    with create_archive(tmp_path / "archive") as archive:
        with inside.database(archive).transact("Bound") as transaction:
            connection = transaction.session.connection()
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        with pytest.raises(StorageError, match="full"):
            editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu " * 20_000)])
    with open_archive(tmp_path / "archive") as archive, inside.database(archive).read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM record").scalar() == 0


@pytest.mark.parametrize(
    ("version", "safe"),
    [((3, 50, 9), False), ((3, 51, 2), False), ((3, 51, 3), True), ((3, 52, 0), True), ((4, 0, 0), True)],
)
def test_a_log_is_written_ahead_only_by_an_sqlite_that_loses_nothing_of_it(
    version: tuple[int, int, int], safe: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "_driver", SimpleNamespace(sqlite_version_info=version))
    assert engine.wal_is_safe() == safe
