"""What the driver complains of, told as the disk's or the user's fault where it is one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from archive_app import inside, paths
from archive_app.errors import ArchiveError, StorageError
from archive_app.i18n import N_, _
from archive_app.store.database import engine, faults, shape, statements

#: SQLITE_ERROR and SQLITE_CORRUPT, without shades: it may be the full-text tables, which are asked whether they answer.
_ERROR, _INTERRUPT = 1, 9
_OF_THE_INDEX = (_ERROR, 11)
#: SQLITE_CORRUPT and SQLITE_NOTADB.
_CORRUPT = (11, 26)
_FULL_TEXT = tuple(f"SELECT EXISTS (SELECT 1 FROM {table} WHERE {table} MATCH 'a')" for table in ("search", "parts"))

#: What values of a column declared so may be, where they are there at all.
_SORTS = {"VARCHAR": "'text'", "INTEGER": "'integer'", "BIGINT": "'integer'", "BOOLEAN": "'integer'"}
_SORTS |= {"FLOAT": "'real', 'integer'", "JSON": "'text', 'integer', 'real'", "BLOB": "'blob'"}
_SPOILT = N_("Something that is recorded in “{folder}” is damaged and cannot be read. Put it back with “repair”.")


@contextmanager
def plain_errors(folder: Path) -> Iterator[None]:
    """Turn the driver's errors that are the disk's or the user's fault into sentences."""
    try:
        yield
    except (DBAPIError, engine.driver().Error) as error:
        translated = translate(error, folder)
        if translated is None:
            raise
        raise translated from error
    except UnicodeDecodeError as error:
        # SQLite quotes what is damaged in a schema, and the driver cannot read that out.
        if not inside.is_there(folder) or engine.peek(folder / paths.DATABASE, "SELECT 1 FROM sqlite_schema"):
            raise
        kind, sentence = faults.DAMAGED
        raise kind(_(sentence).format(folder=folder)) from error
    except (TypeError, AttributeError) as error:
        # A row of which a value is of another sort than any program writes; else the fault is ours.
        if not _holds_other_sorts(folder / paths.DATABASE):
            raise
        raise StorageError(_(_SPOILT).format(folder=folder)) from error


def gone(folder: Path) -> StorageError:
    """An archive that was open is not there any more."""
    sentence = _("The archive in “{folder}” is gone: it was moved, or its drive was removed. That harms nothing.")
    return StorageError(sentence.format(folder=folder))


def translate(error: Exception, folder: Path) -> ArchiveError | None:
    """The sentence for ``error``, or ``None`` where the fault is ours.

    By SQLite's code, never by its words: "no such table: full" is no full disk. What is only a shade of a code
    (``SQLITE_IOERR_WRITE``, ``SQLITE_BUSY_SNAPSHOT``) has the code in its low byte.
    """
    code = _code(error)
    if code is None:
        return None
    if code & 0xFF == _INTERRUPT and engine.ran_out_of_patience():
        sentence = _(
            "The database in “{folder}” did not answer in time and was stopped. Check the archive and the drive."
        )
        return StorageError(sentence.format(folder=folder))
    found = faults.FAULTS.get(code) or faults.FAULTS.get(code & 0xFF)
    if code & 0xFF in _OF_THE_INDEX and _is_index_alone(folder / paths.DATABASE):
        found = faults.FAULTS[faults.INDEX]
    elif code == _ERROR and _is_misshapen(folder / paths.DATABASE):
        found = faults.DAMAGED
    if found is None:
        return None
    if code & 0xFF in faults.OF_WHAT_IS_GONE and not inside.is_there(folder):
        return gone(folder)
    kind, sentence = found
    return kind(_(sentence).format(folder=folder))


def _code(error: Exception) -> int | None:
    """SQLite's own, with its shade; None where it has none."""
    code: int | None = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code


def _is_index_alone(database: Path) -> bool:
    """Whether everything answers but the full-text tables."""
    return engine.peek(database, "SELECT 1 FROM sqlite_schema") == 1 and any(
        engine.peek(database, query) is None for query in _FULL_TEXT
    )


def _is_misshapen(database: Path) -> bool:
    """Whether this is an archive's, and a table or column is not called what the program calls it."""
    if engine.peek(database, "PRAGMA application_id") != engine.APPLICATION_ID:
        return False
    once = engine.connect_once(database)
    try:
        with once.connect() as connection:
            return bool(shape.differing(connection))
    except (DBAPIError, engine.driver().Error, UnicodeDecodeError):
        return True
    finally:
        once.dispose()


def _holds_other_sorts(database: Path) -> bool:
    """Whether a value in an archive is of another sort than its column: asked when reading it has failed already."""
    if engine.peek(database, "PRAGMA application_id") != engine.APPLICATION_ID:
        return False
    once = engine.connect_once(database)
    try:
        with once.connect() as connection:
            tables = statements.rows(connection, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
            return any(_is_of_another_sort(connection, table) for (table,) in tables)
    except (DBAPIError, engine.driver().Error) as error:
        # What is only locked, or gone, says nothing of its values.
        code = _code(error)
        return code is not None and code & 0xFF in _CORRUPT
    finally:
        once.dispose()


def _is_of_another_sort(connection: Connection, table: str) -> bool:
    columns = [
        (name, sorts)
        for _number, name, declared, *_more in statements.rows(connection, f'PRAGMA table_info("{table}")')
        if (sorts := _SORTS.get(str(declared).partition("(")[0].upper()))
    ]
    wrong = " OR ".join(f"typeof(\"{name}\") NOT IN ('null', {sorts})" for name, sorts in columns)
    return bool(wrong and statements.rows(connection, f'SELECT 1 FROM "{table}" WHERE {wrong} LIMIT 1'))
