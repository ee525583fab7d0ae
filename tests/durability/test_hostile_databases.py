"""A database that is not ours, or no longer: known before SQLite writes beside it, and never waited for."""

from __future__ import annotations

import shutil
import struct
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from archive_app.errors import NotAnArchive, StorageError
from archive_app.services.archive import Archive, open_archive
from archive_app.services.upkeep.backups import backup
from archive_app.services.upkeep.restoring import restore
from archive_app.store.database import engine
from tests import inside
from tests.durability.outside import Outside

_driver = engine.driver()
_ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT sum(i) FROM n"


def _everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes() if path.is_file() else b"", path.stat().st_mtime_ns)
        for path in (folder, *folder.rglob("*"))
    }


@pytest.fixture
def folder(archive: Archive) -> Path:
    archive.close()
    return archive.folder


def _refused(folder: Path) -> str:
    before = _everything(folder)
    with pytest.raises(NotAnArchive, match="was not opened") as refused:
        open_archive(folder)
    assert _everything(folder) == before
    return refused.value.message


def test_a_database_of_another_program_is_not_touched(folder: Path) -> None:
    (folder / "catalog.db").unlink()
    writer = _driver.connect(folder / "catalog.db")
    writer.execute("PRAGMA application_id = 1")
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE visits (address)")
    writer.commit()
    # As a program leaves it that is killed: with a log that SQLite would put into the database.
    for name in ("catalog.db", "catalog.db-wal"):
        shutil.copyfile(folder / name, folder / f"killed-{name}")
    writer.close()
    for name in ("catalog.db", "catalog.db-wal"):
        (folder / f"killed-{name}").replace(folder / name)
    assert "another program" in _refused(folder)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER quiet AFTER INSERT ON step BEGIN DELETE FROM record; END",
        "CREATE VIEW setting2 AS SELECT 1",
        "CREATE VIRTUAL TABLE words USING fts5(a)",
        "create  virtual\ttable words using rtree(a, b, c)",
        "CREATE TABLE more (a INTEGER, b INTEGER GENERATED ALWAYS AS (a * 2))",
        "CREATE TABLE more (a INTEGER, b AS (a * 2))",
        "DROP TABLE parts; CREATE VIRTUAL TABLE parts USING fts5(names, texts, other, sounds, content = 'record')",
        f"DROP TABLE setting; CREATE VIEW setting AS {_ENDLESS}",
    ],
)
def test_what_no_revision_creates_is_refused(folder: Path, statement: str) -> None:
    with closing(_driver.connect(folder / "catalog.db")) as database:
        database.executescript(statement)
    assert "no archive has" in _refused(folder)


def _name_another(folder: Path, other: Path) -> None:
    """A journal left behind by a change that several databases were part of; the one that names them is ``other``.

    Measured: SQLite 3.40 removes it, 3.53 does not.
    """
    database = folder / "catalog.db"
    with closing(_driver.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
    name = str(other).encode()
    head = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + struct.pack(">IIIII", 0, 0, pages, 512, 4096)
    checksum = sum(byte if byte < 128 else byte - 256 for byte in name) & 0xFFFFFFFF
    end = struct.pack(">I", 0x40000000 // 4096 + 1) + name + struct.pack(">II", len(name), checksum) + head[:8]
    (folder / "catalog.db-journal").write_bytes(head.ljust(512, b"\0") + end)


def test_a_journal_that_names_another_file_is_not_played_back(folder: Path, tmp_path: Path) -> None:
    outside = Outside(tmp_path / "outside")
    _name_another(folder, outside.key)
    assert "journal" in _refused(folder)
    assert outside.touched() == []


def test_an_archive_takes_the_place_of_a_foreign_database(folder: Path, tmp_path: Path) -> None:
    with open_archive(folder) as archive:
        saved = backup(archive, out=tmp_path / "saved.tar").file
    with closing(_driver.connect(folder / "catalog.db")) as database:
        database.execute("CREATE VIEW mine AS SELECT 1")
    restore(saved, folder)
    open_archive(folder).close()


def _read(archive: Archive, statement: str) -> Any:
    with inside.database(archive).read() as connection:
        return connection.exec_driver_sql(statement).scalar()


def _write(archive: Archive, statement: str) -> Any:
    with inside.database(archive).transact("Long") as transaction:
        return transaction.session.connection().exec_driver_sql(statement).scalar()


def _check(archive: Archive, statement: str) -> Any:
    with inside.database(archive).read_anew() as connection:
        return connection.exec_driver_sql(statement).scalar()


@pytest.mark.parametrize("ask", [_read, _write, _check])
def test_no_question_is_waited_for_for_ever(
    folder: Path, ask: Callable[[Archive, str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LONGEST_READ", 0.0)
    monkeypatch.setattr(engine, "LONGEST_WORK", 0.0)
    with open_archive(folder) as archive:
        with pytest.raises(StorageError, match="in time"):
            ask(archive, _ENDLESS)
        # What is asked next is given its own time.
        assert ask(archive, _ENDLESS.replace("FROM n)", "FROM n WHERE i < 1000)")) == 500_500


@pytest.mark.parametrize(("ask", "stopped"), [(_read, True), (_write, False), (_check, False)])
def test_what_writes_or_looks_through_all_is_given_longer_than_what_is_read(
    folder: Path, ask: Callable[[Archive, str], Any], stopped: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "LONGEST_READ", 0.0)
    long = _ENDLESS.replace("FROM n)", "FROM n WHERE i < 1000000)")
    with open_archive(folder) as archive:
        if stopped:
            with pytest.raises(StorageError, match="in time"):
                ask(archive, long)
        else:
            assert ask(archive, long) == 500_000_500_000
