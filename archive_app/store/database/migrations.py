"""Bringing a database to the schema of this program, and refusing one that is newer.

Migrations run on their own connection with foreign keys off (Alembic's batch mode deletes children otherwise), inside
one transaction, with ``foreign_key_check`` before and after it and a verified copy of the database before it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Connection, Engine

from archive_app import disk, paths
from archive_app.errors import ArchiveBusy, ArchiveTooNew, NotAnArchive, StorageError
from archive_app.i18n import N_, _
from archive_app.scratch import Scratch, sweep
from archive_app.store.database import engine
from archive_app.store.database.file_lock import UPGRADE, FileLock

#: The newest revision in ``db/versions``, by the names of the files: opening an archive need not import Alembic.
HEAD = max(file.name.partition("_")[0] for file in (paths.migrations() / "versions").glob("[0-9]*_*.py"))
#: Told (done, total).
Tell = Callable[[int, int], None]

_DAMAGE = {
    "step": N_("The history of this archive is damaged: step {number} is missing."),
    "row": N_("The history of this archive is damaged: change {number} is about something that was never there."),
    "value": N_("The history of this archive is damaged: change {number} cannot be read."),
    "reference": N_("This archive is damaged: something in it belongs to what is not there (“{table}”, {number})."),
}


class Damage(Exception):
    """What a revision cannot translate: ``fault`` is one of those above, ``number`` the operation or step it is in."""

    def __init__(self, fault: str, number: int, table: str = "") -> None:
        super().__init__(fault, number, table)
        self.fault = fault
        self.number = number
        self.table = table

    def told(self) -> NotAnArchive:
        """The sentence for it, and what to do."""
        what = _(_DAMAGE[self.fault]).format(number=self.number, table=self.table)
        advice = _("Nothing was changed. Restore it from a backup, or go on with the version that it was made with.")
        return NotAnArchive(f"{what} {advice}")


def revision(connection: Connection) -> str | None:
    """The revision of the schema, ``None`` for a database without one."""
    found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").scalar()
    if not found:
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def refuse_newer(database: Path) -> None:
    """ArchiveTooNew where a later program wrote ``database``, of which nothing is touched, nor of what lies beside it.

    What cannot be read so is left to the real opening.
    """
    _refuse_unknown(engine.peek(database, "SELECT version_num FROM alembic_version"))


def make(database: Path) -> None:
    """A new database with the schema of :data:`HEAD`, where there is none."""
    engine.make(database)
    _run(database, None)


def bring_up(database: Path, progress: Tell | None = None) -> None:
    """Bring a copy that nobody else has to :data:`HEAD`; where that fails, it is of no use."""
    _run(database, progress)


def upgrade(database: Path, backups: Path, progress: Tell | None = None) -> str:
    """Bring ``database`` to :data:`HEAD`, and return the revision it came from; does nothing if it is there.

    ``progress`` is told (done, total) changes of the history. Where it fails, the database is what it was.
    ArchiveTooNew leaves it untouched. NotAnArchive where it has no schema at all: what is empty was an archive once and
    is never filled anew.
    """
    reader = engine.connect_once(database)
    with reader.connect() as connection:
        at = revision(connection)
    _refuse_unknown(at)
    if at == HEAD:
        return at
    if at is None:
        raise NotAnArchive(
            _("The database in “{folder}” is damaged. Restore the archive from a backup.").format(
                folder=database.parent
            )
        )
    disk.make_folder(backups)
    lock = FileLock(backups, UPGRADE)
    if not lock.take():
        raise ArchiveBusy(_("Another program is bringing this archive up to date. Wait until it is done."))
    try:
        return _upgrade(database, backups, progress)
    finally:
        lock.release()
        with contextlib.suppress(OSError):  # Windows: the next one has it open already
            (backups / UPGRADE).unlink()


def _upgrade(database: Path, backups: Path, progress: Tell | None) -> str:
    """The same, alone with the archive."""
    reader = engine.connect_once(database)
    with reader.connect() as connection:
        at = revision(connection) or ""
    if at == HEAD:
        return at
    copy = backups / f"before-{at}-to-{HEAD}.db"
    copy_database(reader, copy)
    try:
        _run(database, progress)
    except BaseException:
        # The archive is what it was: a copy of it is of no use, and its room may be what was lacking.
        copy.unlink(missing_ok=True)
        raise
    return at


def copy_database(source: Engine, target: Path) -> None:
    """A checked copy through SQLite itself: ``VACUUM INTO`` a new file, verified, then renamed into place."""
    disk.make_folder(target.parent)
    sweep(target.parent)
    with Scratch(target.parent, "copy") as scratch:
        draft = scratch / target.name
        raw = source.raw_connection()
        try:
            raw.cursor().execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(draft.absolute()),))
        finally:
            raw.close()
        copy = engine.connect_once(draft)
        with copy.connect() as connection:
            whole = engine.is_whole(connection)
        copy.dispose()
        if not whole:
            raise StorageError(_("The copy of the database could not be verified. Check the drive and try again."))
        disk.sync_file(draft)
        disk.place(draft, target)


def _refuse_unknown(at: str | None) -> None:
    known = {file.name.partition("_")[0] for file in (paths.migrations() / "versions").iterdir()}
    if at is not None and at not in known:
        raise ArchiveTooNew(
            _("This archive was written by a newer version of Exchange Archive. Install that version to open it.")
        )


def _run(database: Path, progress: Tell | None) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    migrator = engine.connect_once(database, begin="BEGIN IMMEDIATE")
    try:
        with migrator.connect() as connection:
            raw = connection.connection.cursor()
            raw.execute("PRAGMA foreign_keys=OFF")
            # The log of a large archive is sorted several times: more than belongs in memory.
            raw.execute("PRAGMA temp_store=FILE")
            raw.close()
            with connection.begin():
                _refuse_broken(connection)
                config.attributes.update(connection=connection, progress=progress and _once(progress))
                command.upgrade(config, "head")
                broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                if broken is not None:
                    raise RuntimeError(f"the migration left a dangling reference: {tuple(broken)}")
    except Damage as damage:
        raise damage.told() from damage
    finally:
        migrator.dispose()


def _once(progress: Tell) -> Tell:
    """``progress``, told by the first revision that has something to tell: it has by far the most to do."""
    ended = False

    def tell(done: int, total: int) -> None:
        nonlocal ended
        if not ended:
            progress(done, total)
        ended = ended or done >= total

    return tell


def _refuse_broken(connection: Connection) -> None:
    """Damage where a row names one that is not there: no revision could tell what it is about."""
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    if broken is None:
        return
    table, row, parent, key = broken
    if parent != "step":
        raise Damage("reference", row or 0, table)
    columns = {found[0]: found[3] for found in connection.exec_driver_sql(f"PRAGMA foreign_key_list({table})")}
    step = connection.exec_driver_sql(f"SELECT {columns[key]} FROM {table} WHERE rowid = ?", (row,)).scalar_one()
    raise Damage("step", step)
