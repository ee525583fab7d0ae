"""One archive on disk: a folder with ``archive.json``, ``catalog.db``, ``objects/``, ``derived/`` and ``backups/``.

``archive.json`` is written last, so a folder that has it holds a whole archive.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, insert

from archive_app import __version__, disk, inside, paths
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.domain.model.relations import RELATIONS
from archive_app.domain.text.clutter import is_clutter
from archive_app.domain.text.refusals import reason
from archive_app.errors import ArchiveTooNew, NotAnArchive, Refused, StorageError
from archive_app.i18n import N_, _
from archive_app.locks import FolderLock
from archive_app.scratch import Scratch, is_scratch
from archive_app.store.change import marker
from archive_app.store.change.marker import ArchiveInfo
from archive_app.store.database import clock, complaints, engine, migrations, moving_in, recognition
from archive_app.store.database.cancellation import Cancellation
from archive_app.store.database.types import new_uid
from archive_app.store.index import version

if TYPE_CHECKING:
    from archive_app.store.change.transaction import Transaction, Writer

FORMAT = 1
DATABASE = paths.DATABASE
MARKER = paths.MARKER
#: Bytes of ``archive.json``, which has a few hundred.
_LONGEST_MARKER = 1 << 16
_FOLDERS = (paths.ORIGINALS, "derived", "backups", "staging")


class Database:
    """An open archive's database. Reading is free of locks; every change goes through :meth:`transact`."""

    def __init__(
        self,
        folder: Path,
        info: ArchiveInfo,
        publish: Callable[[ChangeSet], None],
        author: Callable[[], str],
        *,
        presence: FolderLock | None = None,
        home: Path | None = None,
    ) -> None:
        """``presence`` is held until it is closed; ``home`` the folder that it is made for, where that is another."""
        self.folder = folder
        self._home = home or folder
        self._presence = presence
        self.info = info
        database = folder / DATABASE
        self._reader = engine.connect(database, begin="BEGIN")
        self._write_engine = engine.connect(database, begin="BEGIN IMMEDIATE")
        self._publish = publish
        self._author = author
        self._writer: Writer | None = None
        self._making = Lock()
        #: Why nothing can be changed; empty where all can.
        self.why_not = ""

    def notices(self) -> list[str]:
        """What is said when it is opened."""
        return []

    def transact(
        self, label: Label | str, *, step: int | None = None, kind: str = "do", reverses: int | None = None
    ) -> AbstractContextManager[Transaction]:
        """See :meth:`archive_app.store.change.transaction.Writer.transact`."""
        return self._writing().transact(label, step=step, kind=kind, reverses=reverses)

    def given(self, asked: Callable[[], None]) -> AbstractContextManager[None]:
        """See :meth:`archive_app.store.face.store.Store.given`."""
        return self._writing().given(asked)

    def _writing(self) -> Writer:
        """What changes are made with: the mapping of all tables, which only reading does without."""
        from archive_app.store.change.replicas import Copy
        from archive_app.store.change.transaction import Writer

        with self._making:
            if self._writer is None:
                copy = Copy(self._home, self.folder / DATABASE, self.info.uid)
                self._writer = Writer(self._write_engine, self.folder, copy, self._publish, self._author)
            return self._writer

    def enrol(self) -> None:
        """Let this copy, which made the archive, write refs without a mark."""
        self._writing().enrol("")

    def inherit(self) -> None:
        """See :meth:`archive_app.store.change.transaction.Writer.inherit`."""
        self._writing().inherit()

    @contextmanager
    def read(self, cancellation: Cancellation | None = None) -> Iterator[Connection]:
        """A connection on one consistent state of the database.

        Inside a transaction of this thread it is that transaction's, so that a service sees its own changes.
        ``cancellation`` can interrupt its statements: Cancelled.
        """
        current = self._writer.current if self._writer is not None else None
        with complaints.plain_errors(self.folder):
            if current is not None:
                current.session.flush()
                yield current.session.connection()
                return
            with self._reader.connect() as connection:
                if cancellation is None:
                    yield connection
                    return
                with cancellation.during(engine.interrupt(connection)):
                    yield connection

    @contextmanager
    def read_anew(self) -> Iterator[Connection]:
        """A connection of its own, for checks.

        Seen with SQLite 3.53: FTS5's integrity check on a connection that had read the index before another one wrote
        to it compares with what it remembers, and reports a checksum mismatch that is none.
        """
        once = self._once()
        try:
            with complaints.plain_errors(self.folder), once.connect() as connection:
                yield connection
        finally:
            once.dispose()

    def _once(self) -> Engine:
        return engine.connect_once(self.folder / DATABASE)

    def copy_to(self, target: Path) -> None:
        """A verified copy of the database at ``target``."""
        # Which takes its time: a connection of its own is given more of it.
        once = self._once()
        try:
            with complaints.plain_errors(self.folder):
                migrations.copy_database(once, target)
        finally:
            once.dispose()

    def compact(self) -> None:
        """Write the database anew, without what was removed from it."""
        with self._writing().resting(), complaints.plain_errors(self.folder):
            engine.compact(self.folder / DATABASE)

    @contextmanager
    def mending(self) -> Iterator[Connection]:
        """A connection that writes past the log, for what the log says already; all of it or nothing."""
        with self._writing().resting(), complaints.plain_errors(self.folder), self._write_engine.begin() as connection:
            connection.exec_driver_sql("SELECT 1")
            yield connection

    def close(self) -> None:
        """Close every connection; the last one tidies the write-ahead log away."""
        self._reader.dispose()
        self._write_engine.dispose()
        if self._presence is not None:
            self._presence.release()


def create(folder: Path, publish: Callable[[ChangeSet], None], author: Callable[[], str]) -> Database:
    """Make a new archive in ``folder``, which must be empty or not there yet; what a system left in it does no harm,
    nor what making one left that was interrupted.

    ``author`` says who makes a change.
    """
    try:
        disk.make_folder(folder)
        begun = moving_in.pending(folder)
        with moving_in.alone(folder):
            if begun != moving_in.NEW:
                _refuse_full(folder)
                with Scratch(folder, "new") as scratch:
                    _make(scratch / "whole", folder, author)
                    moving_in.commit(scratch / "whole", folder, moving_in.NEW)
    except OSError as error:
        raise _unreachable(folder, error) from error
    return open_(folder, publish, author)


def _refuse_full(folder: Path) -> None:
    if not all(is_clutter(entry.name) or is_scratch(entry.name) for entry in folder.iterdir()):
        raise Refused(
            _("The folder “{folder}” is not empty. Choose an empty folder for a new archive.").format(folder=folder)
        )


def _make(whole: Path, home: Path, author: Callable[[], str]) -> None:
    """A whole archive in the new folder ``whole``, that knows its ``home`` already."""
    whole.mkdir()
    with complaints.plain_errors(home):
        migrations.make(whole / DATABASE)
        _seed(whole / DATABASE)
    info = ArchiveInfo(FORMAT, new_uid(), clock.now(), f"Exchange Archive {__version__}")
    (whole / MARKER).write_bytes(marker.written(info))
    database = Database(whole, info, lambda _change: None, author, home=home)
    with _closed(database):
        database.enrol()


def open_(
    folder: Path,
    publish: Callable[[ChangeSet], None],
    author: Callable[[], str],
    progress: Callable[[int, int], None] | None = None,
) -> Database:
    """Open the archive in ``folder``, bringing its schema up to date. Newer archives are refused untouched.

    ``progress`` is told (done, total): changes of the history where they are translated, then records where the index
    must be made anew.
    """
    try:
        presence = moving_in.presence(folder)
    except OSError as error:
        raise _unreachable(folder, error) from error
    try:
        return _opened(folder, publish, author, progress, presence)
    except BaseException:
        presence.release()
        raise


def _opened(
    folder: Path,
    publish: Callable[[ChangeSet], None],
    author: Callable[[], str],
    progress: Callable[[int, int], None] | None,
    presence: FolderLock,
) -> Database:
    info, checked = _read_marker(folder)
    if not (folder / DATABASE).is_file():
        raise NotAnArchive(
            _("The database of the archive in “{folder}” is missing. Restore it from a backup.").format(folder=folder)
        )
    try:
        recognition.recognise(folder / DATABASE)
    except OSError as error:
        raise _unreachable(folder, error) from error
    migrations.refuse_newer(folder / DATABASE)
    if not os.access(folder, os.W_OK) or not os.access(folder / DATABASE, os.W_OK):
        raise StorageError(
            _(
                "The archive in “{folder}” cannot be written to. Check that its folder and drive are not read-only."
            ).format(folder=folder)
        )
    try:
        with complaints.plain_errors(folder):
            came_from = migrations.upgrade(folder / DATABASE, folder / "backups", progress)
        for name in _FOLDERS:
            disk.make_folder(folder / name)
        if not checked:
            disk.put(folder / MARKER, marker.written(info))
    except OSError as error:
        raise _unreachable(folder, error) from error
    database = Database(folder, info, publish, author, presence=presence)
    with _closed_where_it_fails(database):
        if came_from != migrations.HEAD:
            database.inherit()
        _renew_index(database, progress)
    return database


@contextmanager
def _closed(database: Database) -> Iterator[None]:
    try:
        yield
    finally:
        database.close()


@contextmanager
def _closed_where_it_fails(database: Database) -> Iterator[None]:
    """What is not handed out is not left open."""
    try:
        yield
    except BaseException:
        database.close()
        raise


def _renew_index(database: Database, progress: Callable[[int, int], None] | None) -> None:
    """Make what is derived again where another version of the program made it."""
    with database.read() as connection:
        made_by = engine.made_by(connection)
    if made_by == version.VERSION:
        return
    from archive_app.store.index import derived

    with database.transact(N_("Rebuild the index")) as transaction:
        connection = transaction.session.connection()
        derived.rebuild(connection, progress)
        engine.mark(connection, version.VERSION)


def read_info(folder: Path) -> ArchiveInfo:
    """What ``archive.json`` in ``folder`` says; NotAnArchive or ArchiveTooNew where it can't be opened here."""
    return _read_marker(folder)[0]


def _read_marker(folder: Path) -> tuple[ArchiveInfo, bool]:
    """The same, and whether it bears a digest."""
    place = folder / MARKER
    try:
        if not folder.exists():
            raise NotAnArchive(
                _("There is no folder “{folder}”. Check the name, and that its drive is connected.").format(
                    folder=folder
                )
            )
        inside.check_file(place)
        with inside.open_file(place) as file:
            info, checked = marker.understood(file.read(_LONGEST_MARKER), FORMAT)
    except (FileNotFoundError, NotADirectoryError):
        raise NotAnArchive(
            _("The folder “{folder}” holds no archive. Choose another folder, or make a new archive.").format(
                folder=folder
            )
        ) from None
    except OSError as error:
        raise _unreachable(folder, error) from error
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError):
        raise NotAnArchive(
            _("The file “{file}” cannot be read. Restore it from a backup.").format(file=place)
        ) from None
    inside.look_through(folder)
    if info.format > FORMAT:
        raise ArchiveTooNew(
            _("This archive was written by a newer version of Exchange Archive. Install that version to open it.")
        )
    return info, checked


def _seed(database: Path) -> None:
    """Give a new archive the relations and the number that marks the file as ours."""
    from archive_app.store.schema.tables import Relation

    once = engine.connect_once(database, begin="BEGIN IMMEDIATE")
    with once.begin() as connection:
        engine.mark(connection, version.VERSION)
        connection.execute(
            insert(Relation),
            [
                {
                    "key": relation.key,
                    "label": relation.label,
                    "inverse": relation.inverse,
                    "subjects": sorted(relation.subjects),
                    "objects": sorted(relation.objects),
                }
                for relation in RELATIONS
            ],
        )
    once.dispose()


def _unreachable(folder: Path, error: OSError) -> StorageError:
    return StorageError(
        _("The folder “{folder}” cannot be used: {reason}. Choose another folder or check the drive.").format(
            folder=folder, reason=reason(error)
        )
    )
