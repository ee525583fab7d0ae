"""What the database promises: whole transactions, a log nobody passes by, sentences for what is the disk's fault."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import delete, update

from archive_app.domain.model.kinds import Kind
from archive_app.errors import ArchiveBusy, ArchiveTooNew, NotAnArchive, Refused
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from archive_app.store.change.archive import Database
from archive_app.store.database import engine, migrations
from archive_app.store.schema.tables import Name, Record
from tests.bulk import BulkInsert
from tests.inside import database


def test_an_exception_rolls_all_of_it_back(archive: Archive) -> None:
    def change() -> None:
        with archive.store.transact("Two changes"):
            editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
            raise KeyError

    with pytest.raises(KeyError):
        change()
    assert searching.search(archive, "").count == 0
    with database(archive).read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM operation").scalar() == 0


def test_a_change_has_the_archive_to_itself_before_it_reads_anything(archive: Archive) -> None:
    """Or two that have read the same state would both write."""
    with database(archive)._write_engine.connect() as connection, connection.begin():
        connection.exec_driver_sql("SELECT 1")
        other = engine.driver().connect(archive.folder / "catalog.db", timeout=0, isolation_level=None)
        with closing(other), pytest.raises(engine.driver().OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_changes_inside_a_transaction_are_one_step_and_one_message(archive: Archive) -> None:
    heard = []
    archive.hub.subscribe(heard.append)
    with archive.store.transact("Three cities"):
        ids = [
            editing.add_record(archive, kind=Kind.CITY, names=[NewName(name)]).id for name in ("Leeds", "Oulu", "Nadi")
        ]
    assert len(heard) == 1
    assert heard[0].label == "Three cities"
    assert heard[0].ids == set(ids)


@pytest.mark.parametrize("statement", [update(Record).values(credit="x"), delete(Name)])
def test_bulk_changes_past_the_log_are_refused(archive: Archive, statement: object) -> None:
    with pytest.raises(RuntimeError, match="would not be logged"), database(archive).transact("Sneak") as transaction:
        transaction.session.execute(statement)  # type: ignore[call-overload]


def test_the_bulk_helper_logs_what_it_adds(archive: Archive) -> None:
    with database(archive).transact("Many") as transaction:
        bulk = BulkInsert(transaction)
        for number in range(10):
            record = bulk.record(Kind.PHOTO, {"date": "2001-09"})
            bulk.row("name", {"record_id": record, "text": f"Photo {number}", "lang": "en", "is_original": True})
        bulk.finish()
    assert searching.search(archive, "photo date:2001").count == 10
    assert editing.add_record(archive, kind=Kind.PHOTO, names=[NewName("next")]).ref == "PHO-0011"
    assert maintenance.verify(archive).ok
    history.undo(archive)
    history.undo(archive)
    assert searching.search(archive, "").count == 0


def test_settings_that_keep_what_was_committed(archive: Archive) -> None:
    with database(archive).read() as connection:
        wanted = {"journal_mode": "wal", "synchronous": 2} if engine.wal_is_safe() else {"synchronous": 3}
        for pragma, value in {**wanted, "foreign_keys": 1, "trusted_schema": 0}.items():
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value
        assert connection.exec_driver_sql("PRAGMA application_id").scalar() == engine.APPLICATION_ID


def test_an_index_of_another_version_is_made_anew_on_opening(tmp_path: Path) -> None:
    with create_archive(tmp_path / "a") as archive:
        editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
        with database(archive).transact("As an older version left it") as transaction:
            connection = transaction.session.connection()
            connection.exec_driver_sql("UPDATE search SET names = 'otherwise'")
            connection.exec_driver_sql("PRAGMA user_version=0")
    with open_archive(tmp_path / "a") as archive:
        assert searching.search(archive, "leeds").count == 1
        assert maintenance.verify(archive).ok
        assert len(history.history(archive)) == 1


def test_the_head_is_the_newest_revision() -> None:
    from archive_app import paths

    newest = sorted(path.name.split("_")[0] for path in (paths.migrations() / "versions").glob("[0-9]*.py"))[-1]
    assert newest == migrations.HEAD


def test_a_newer_archive_is_refused_untouched(tmp_path: Path) -> None:
    create_archive(tmp_path / "a").close()
    marker = tmp_path / "a" / "archive.json"
    content = json.loads(marker.read_text(encoding="utf-8"))
    marker.write_text(json.dumps(content | {"format": 99}), encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "a").rglob("*")}
    with pytest.raises(ArchiveTooNew, match="newer version"):
        open_archive(tmp_path / "a")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "a").rglob("*")} == before


def test_a_newer_schema_is_refused(tmp_path: Path) -> None:
    create_archive(tmp_path / "a").close()
    with sqlite3.connect(tmp_path / "a" / "catalog.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    with pytest.raises(ArchiveTooNew):
        open_archive(tmp_path / "a")


@pytest.mark.parametrize("damage", ["marker", "database", "folder"])
def test_what_is_no_archive_is_a_sentence(tmp_path: Path, damage: str) -> None:
    create_archive(tmp_path / "a").close()
    if damage == "marker":
        (tmp_path / "a" / "archive.json").write_text("{", encoding="utf-8")
    elif damage == "database":
        (tmp_path / "a" / "catalog.db").write_bytes(b"not a database at all" * 1000)
    folder = tmp_path / ("gone" if damage == "folder" else "a")
    with pytest.raises(NotAnArchive):
        open_archive(folder)


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused, match="not empty"):
        create_archive(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_second_window_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    with create_archive(tmp_path / "a") as first, open_archive(tmp_path / "a") as second:
        first.claim_window()
        with pytest.raises(ArchiveBusy, match="another window"):
            second.claim_window()
        editing.add_record(first, kind=Kind.CITY, names=[NewName("Leeds")])
        assert reading.resolve(second, "leeds").title == "Leeds"


_FULL = """
import resource, sys
from pathlib import Path
from archive_app.errors import StorageError
from archive_app.services.archive import open_archive
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName
from archive_app.domain.model.kinds import Kind
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
with open_archive(Path(sys.argv[1])) as archive:
    first = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
    size = (Path(sys.argv[1]) / "catalog.db-wal").stat().st_size
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        editing.set_values(archive, records=[first.id], values={"note": "long " * 100_000})
    except StorageError as error:
        print(error.message)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="file size limits stand in for a full disk")
def test_a_full_disk_is_a_sentence_and_nothing_is_lost(tmp_path: Path) -> None:
    create_archive(tmp_path / "a").close()
    done = subprocess.run(
        [sys.executable, "-c", _FULL, str(tmp_path / "a")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "disk" in done.stdout
    with open_archive(tmp_path / "a") as archive:
        found = reading.record(archive, reading.resolve(archive, "Leeds").id)
        assert found.texts == ()


def test_an_archive_that_cannot_be_opened_is_left_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    create_archive(tmp_path / "a").close()
    closed: list[Path] = []
    close = Database.close

    def count(self: Database) -> None:
        closed.append(self.folder)
        close(self)

    def fail(*_given: object) -> None:
        raise ArchiveBusy("no")

    monkeypatch.setattr(Database, "close", count)
    monkeypatch.setattr("archive_app.store.change.archive._renew_index", fail)
    with pytest.raises(ArchiveBusy):
        open_archive(tmp_path / "a")
    assert closed == [tmp_path / "a"]


@pytest.mark.parametrize(
    "marker", ["[]", "7", '{"format": 1}', '{"format": Infinity}', "[" * 100_000], ids=list("abcde")
)
def test_a_marker_that_is_none_is_a_sentence(tmp_path: Path, marker: str) -> None:
    create_archive(tmp_path / "a").close()
    (tmp_path / "a" / "archive.json").write_text(marker, encoding="utf-8")
    with pytest.raises(NotAnArchive, match="cannot be read"):
        open_archive(tmp_path / "a")
