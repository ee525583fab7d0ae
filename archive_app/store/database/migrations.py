"""Bringing a database to the schema of this program, and refusing one that is newer.

Migrations run on their own connection with foreign keys off (Alembic's batch mode deletes children otherwise), inside
one transaction, with ``foreign_key_check`` after it and a verified copy of the database before it.
"""

from __future__ import annotations

import os
from pathlib import Path

from sqlalchemy import Connection, Engine

from archive_app import paths
from archive_app.errors import ArchiveTooNew, NotAnArchive, StorageError
from archive_app.i18n import _
from archive_app.store.database import engine

#: The newest revision in ``db/versions``. Kept here so that opening an archive need not import Alembic.
HEAD = "0003"


def revision(connection: Connection) -> str | None:
    """The revision of the schema, ``None`` for a database without one."""
    found = connection.exec_driver_sql("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").scalar()
    if not found:
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def make(database: Path) -> None:
    """A new database with the schema of :data:`HEAD`, where there is none."""
    engine.make(database)
    _run(database)


def upgrade(database: Path, backups: Path) -> None:
    """Bring ``database`` to :data:`HEAD`; does nothing if it is there. ArchiveTooNew leaves it untouched.

    NotAnArchive where it has no schema at all: what is empty was an archive once and is never filled anew.
    """
    reader = engine.connect_once(database)
    with reader.connect() as connection:
        at = revision(connection)
    if at == HEAD:
        return
    if at is None:
        raise NotAnArchive(
            _("The database in “{folder}” is damaged. Restore the archive from a backup.").format(
                folder=database.parent
            )
        )
    if not _known(at):
        raise ArchiveTooNew(
            _("This archive was written by a newer version of Exchange Archive. Install that version to open it.")
        )
    copy_database(reader, backups / f"before-{at}-to-{HEAD}.db")
    _run(database)


def copy_database(source: Engine, target: Path) -> None:
    """A checked copy through SQLite itself: ``VACUUM INTO`` a new file, verified, then renamed into place."""
    target.parent.mkdir(exist_ok=True)
    draft = target.with_name(target.name + ".part")
    draft.unlink(missing_ok=True)
    raw = source.raw_connection()
    try:
        raw.cursor().execute("VACUUM INTO CAST(? AS TEXT)", (os.fsencode(draft.absolute()),))
    finally:
        raw.close()
    copy = engine.connect_once(draft)
    with copy.connect() as connection:
        result = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    copy.dispose()
    if result != "ok":
        draft.unlink(missing_ok=True)
        raise StorageError(_("The copy of the database could not be verified. Check the drive and try again."))
    draft.replace(target)


def _known(at: str) -> bool:
    return any(file.name.startswith(f"{at}_") for file in (paths.migrations() / "versions").iterdir())


def _run(database: Path) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    migrator = engine.connect_once(database, begin="BEGIN IMMEDIATE")
    with migrator.connect() as connection:
        raw = connection.connection.cursor()
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.close()
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
            if broken is not None:
                raise RuntimeError(f"the migration left a dangling reference: {tuple(broken)}")
    migrator.dispose()
