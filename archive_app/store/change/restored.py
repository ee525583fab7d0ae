"""What restoring asks of a database: is the one in a backup whole, and a copy of the one that is about to go."""

from __future__ import annotations

from pathlib import Path

from archive_app import paths
from archive_app.errors import NotAnArchive
from archive_app.i18n import _
from archive_app.store.change import archive
from archive_app.store.database import complaints, engine, migrations, recognition

#: The first step of a database's history: what two states of one archive share.
_FIRST_STEP = "SELECT lower(hex(uid)) FROM step ORDER BY id LIMIT 1"


def check(folder: Path, author: str) -> None:
    """Bring the archive in ``folder``, which nobody has open, up to date; NotAnArchive where its database is not whole,
    ArchiveTooNew where a later program made it.
    """
    database = folder / paths.DATABASE
    recognition.recognise(database)
    once = engine.connect_once(database)
    try:
        with complaints.plain_errors(folder), once.connect() as connection:
            whole = engine.is_whole(connection)
    finally:
        once.dispose()
    if not whole:
        raise NotAnArchive(
            _("The database in “{folder}” is damaged. Restore the archive from a backup.").format(folder=folder)
        )
    archive.open_(folder, lambda _change: None, lambda: author).close()


def keep(folder: Path, target: Path) -> None:
    """A verified copy at ``target`` of the database in ``folder``, whichever version made it."""
    database = folder / paths.DATABASE
    recognition.recognise(database)
    once = engine.connect_once(database)
    try:
        with complaints.plain_errors(folder):
            migrations.copy_database(once, target)
    finally:
        once.dispose()


def is_earlier(database: Path, folder: Path) -> bool:
    """Whether ``database`` is a state of the archive in ``folder``, as far as both can be read."""
    first = engine.peek(database, _FIRST_STEP)
    return first is not None and first == engine.peek(folder / paths.DATABASE, _FIRST_STEP)
