"""What goes wrong while an archive is brought up to date leaves the archive as it was, and is told in one sentence."""

from __future__ import annotations

import contextlib
import hashlib
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, event

from archive_app import paths
from archive_app.errors import ArchiveBusy, ArchiveError, ArchiveTooNew, NotAnArchive, StorageError
from archive_app.services.archive import open_archive
from archive_app.store.database import engine, migrations
from archive_app.store.database.file_lock import UPGRADE, FileLock
from tests.store.database import replaying
from tests.store.database.archives import REVISIONS, unpacked

_ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return unpacked("0003", tmp_path_factory.mktemp("packed"))


@pytest.fixture
def old(packed: Path, tmp_path: Path) -> Path:
    """An archive as revision 0003 left it."""
    return Path(shutil.copytree(packed, tmp_path / "archive"))


def everything(folder: Path) -> dict[str, str]:
    """Every file and folder, with what is in it."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in folder.rglob("*")
    }


def spoil(folder: Path, statement: str, *values: Any) -> None:
    """Change the database behind the program's back, and leave nothing beside it."""
    with closing(sqlite3.connect(folder / "catalog.db")) as connection, connection:
        connection.execute("PRAGMA foreign_keys=OFF")
        assert connection.execute(statement, values).rowcount != 0


def refused(folder: Path, kind: type[ArchiveError]) -> str:
    """The sentence that opening the archive ends with; nothing of it may be changed by that."""
    before = everything(folder)
    with pytest.raises(kind) as caught:
        open_archive(folder)
    assert everything(folder) == before
    assert "\n" not in caught.value.message
    return caught.value.message


_WHOLE = "SELECT min(id) FROM operation WHERE entity = 'name' AND field = ''"
_MOVED = "SELECT min(id) FROM operation WHERE entity = 'link' AND field = 'object_id'"


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (f"UPDATE operation SET entity_id = 99999 WHERE id = ({_WHOLE})", "something that was never there"),
        ("UPDATE operation SET entity_id = 99999 WHERE id = (SELECT min(id) FROM operation WHERE field = 'text')",
         "something that was never there"),
        (f"UPDATE operation SET new = json_set(new, '$.record_id', 99999) WHERE id = ({_WHOLE})",
         "something that was never there"),
        (f"UPDATE operation SET old = 99999 WHERE id = ({_MOVED})", "something that was never there"),
        (f"UPDATE operation SET old = '\"PHO-0001\"' WHERE id = ({_MOVED})", "cannot be read"),
        (f"UPDATE operation SET new = '{{\"uid\": ' WHERE id = ({_WHOLE})", "cannot be read"),
        (f"UPDATE operation SET new = x'00ff' WHERE id = ({_WHOLE})", "cannot be read"),
        (f"UPDATE operation SET new = '[1, 2]' WHERE id = ({_WHOLE})", "cannot be read"),
        (f"UPDATE operation SET new = json_remove(new, '$.uid') WHERE id = ({_WHOLE})", "cannot be read"),
        (f"UPDATE operation SET new = 'null' WHERE id = ({_WHOLE})", "cannot be read"),
        (f"UPDATE operation SET entity = 'gift' WHERE id = ({_WHOLE})", "cannot be read"),
        ("UPDATE operation SET new = '{]' WHERE id = (SELECT min(id) FROM operation WHERE field = 'date')",
         "cannot be read"),
        ("UPDATE operation SET old = json_set(old, '$.uid', '?') WHERE id = (SELECT min(id) FROM operation"
         " WHERE entity = 'link' AND field = '' AND coalesce(new, 'null') = 'null')", "something that was never there"),
        ("DELETE FROM step WHERE id = 7", "step 7 is missing"),
        ("UPDATE step SET undone_by = 4711 WHERE id = 8", "step 4711 is missing"),
        ("UPDATE name SET record_id = 99999 WHERE id = 3", "belongs to what is not there"),
    ],
)  # fmt: skip
def test_a_damaged_archive_is_refused_in_a_sentence_and_stays_what_it_was(old: Path, statement: str, told: str) -> None:
    spoil(old, statement)
    sentence = refused(old, NotAnArchive)
    assert told in sentence
    assert "damaged" in sentence
    assert "Nothing was changed." in sentence


@pytest.mark.parametrize("revision", REVISIONS)
def test_what_a_row_that_is_gone_was_called_is_known_from_the_log(revision: str, tmp_path: Path) -> None:
    folder = unpacked(revision, tmp_path)
    before = replaying.old_states(folder / "catalog.db")
    assert migrations.upgrade(folder / "catalog.db", folder / "backups") == revision
    after = replaying.new_states(folder / "catalog.db")
    assert after == before
    gone = {key for rows in after.values() for key in rows} - after[max(after)].keys()
    assert {entity for entity, _uid in gone} >= {"link", "name", "text"}


def test_an_upgrade_killed_at_any_moment_is_done_anew(packed: Path, tmp_path: Path) -> None:
    if not hasattr(os, "fork"):
        pytest.skip("this system kills in another way")
    states = replaying.old_states(packed / "catalog.db")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.store.database.killed"], cwd=_ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as program:  # fmt: skip

        def die(last: int) -> tuple[Path, list[str]]:
            folder = Path(shutil.copytree(packed, tmp_path / f"after {last}"))
            assert program.stdin is not None
            assert program.stdout is not None
            print(last, folder, file=program.stdin, flush=True)
            return folder, program.stdout.readline().split()

        _folder, (ticks, end) = die(0)
        assert end == "done"
        moments = [max(1, int(ticks) * part // 12) for part in range(12)]
        seen = set()
        for moment in moments:
            folder, (_at, end) = die(moment)
            assert end == "killed"
            with closing(sqlite3.connect(folder / "catalog.db")) as connection:
                seen.add(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])
                assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            assert replaying.old_states(folder / "catalog.db") == states
            migrations.upgrade(folder / "catalog.db", folder / "backups")
            assert replaying.new_states(folder / "catalog.db") == states
            assert [file.name for file in (folder / "backups").iterdir()] == [f"before-0003-to-{migrations.HEAD}.db"]
            shutil.rmtree(folder)
        assert seen == {"0003"}


@contextlib.contextmanager
def short_of_pages(more: int) -> Iterator[None]:
    """Databases that are opened may grow by so many pages and no further: the disk is full."""

    def limit(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages + more}")

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


@pytest.mark.parametrize("pages", [0, 1, 20])
def test_a_disk_that_is_full_leaves_the_archive_as_it_was(old: Path, pages: int) -> None:
    with short_of_pages(pages):
        assert "full" in refused(old, StorageError)
    with open_archive(old):
        pass


@pytest.mark.parametrize("size", [100_000, 400_000])
def test_no_room_for_the_copy_leaves_the_archive_as_it_was(old: Path, size: int) -> None:
    """A file may not become larger than so many bytes, which SQLite is told as by a disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        refused(old, StorageError)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_copy_that_is_not_sound_is_not_relied_on(old: Path) -> None:
    """SQLite copies a row that no check would let in, and says so only when it is asked."""
    with closing(sqlite3.connect(old / "catalog.db")) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("UPDATE record SET latitude = 400 WHERE id = 1")
    assert "could not be verified" in refused(old, StorageError)


def test_two_programs_do_not_bring_one_archive_up_to_date_at_once(old: Path) -> None:
    other = FileLock(old / "backups", UPGRADE)
    assert other.take()
    assert "Wait until it is done." in refused(old, ArchiveBusy)
    other.release()
    with open_archive(old):
        assert [file.name for file in (old / "backups").iterdir()] == [f"before-0003-to-{migrations.HEAD}.db"]


def newer(folder: Path) -> None:
    spoil(folder, "UPDATE alembic_version SET version_num = '9999'")


def test_a_newer_archive_is_refused_and_nothing_of_it_is_touched(old: Path) -> None:
    newer(old)
    for name in ("staging", "derived", "backups"):
        (old / name).rmdir()
    moments = {path: path.stat().st_mtime_ns for path in [old, *old.rglob("*")]}
    assert "newer version" in refused(old, ArchiveTooNew)
    assert {path: path.stat().st_mtime_ns for path in [old, *old.rglob("*")]} == moments


def test_a_newer_archive_that_was_not_closed_keeps_what_it_wrote_last(old: Path, tmp_path: Path) -> None:
    """Its revision may stand in the write-ahead log alone."""
    crashed = tmp_path / "crashed"
    with closing(sqlite3.connect(old / "catalog.db")) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA wal_autocheckpoint=0")
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        shutil.copytree(old, crashed, ignore=shutil.ignore_patterns("*-shm"))
    assert (crashed / "catalog.db-wal").stat().st_size > 0
    before = everything(crashed)
    with pytest.raises(ArchiveTooNew):
        open_archive(crashed)
    assert {name: what for name, what in everything(crashed).items() if not name.endswith("-shm")} == before


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A revision after the newest one, for its upgrade to be written into."""
    folder = Path(shutil.copytree(paths.migrations(), tmp_path / "db"))
    monkeypatch.setattr(paths, "migrations", lambda: folder)
    return folder / "versions" / "9999_later.py"


_LATER = """
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{head}"
branch_labels = depends_on = None


def upgrade():
    {body}
"""


def test_rebuilding_a_table_loses_none_of_what_belongs_to_it(
    old: Path, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    body = (
        'with op.batch_alter_table("record", recreate="always") as batch:\n'
        '        batch.add_column(sa.Column("x", sa.Text()))'
    )
    later.write_text(_LATER.format(head=migrations.HEAD, body=body))
    monkeypatch.setattr(migrations, "HEAD", "9999")
    before = replaying.old_states(old / "catalog.db")
    migrations.upgrade(old / "catalog.db", old / "backups")
    assert replaying.new_states(old / "catalog.db") == before


def test_a_revision_that_tears_rows_from_their_record_is_ours_to_mend(
    old: Path, later: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    later.write_text(_LATER.format(head=migrations.HEAD, body='op.execute("DELETE FROM record WHERE id = 1")'))
    monkeypatch.setattr(migrations, "HEAD", "9999")
    before = everything(old)
    with pytest.raises(RuntimeError, match="dangling"):
        migrations.upgrade(old / "catalog.db", old / "backups")
    assert everything(old) == before


def test_progress_is_told_to_the_end(old: Path) -> None:
    told: list[tuple[int, int]] = []
    migrations.upgrade(old / "catalog.db", old / "backups", lambda done, total: told.append((done, total)))
    assert told == sorted(told)
    assert {total for _done, total in told} == {told[-1][0]}
    assert told[-1][0] > 0


def test_the_copy_that_is_kept_is_the_archive_as_it_was(old: Path) -> None:
    before = replaying.old_states(old / "catalog.db")
    migrations.upgrade(old / "catalog.db", old / "backups")
    copy = old / "backups" / f"before-0003-to-{migrations.HEAD}.db"
    assert replaying.old_states(copy) == before
    assert engine.peek(copy, "SELECT version_num FROM alembic_version") == "0003"
