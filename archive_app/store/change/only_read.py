"""An archive where nothing can be written: on a read-only drive, a protected stick, a full disk.

SQLite writes beside a database even to read it. What was left there by who wrote last is read where that needs no
writing; else the file is read as it stands, and it is said what is missing of it. What an earlier version made is read
from a copy in the system's own folder for temporary things, which is brought up to date.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine
from sqlalchemy.pool import NullPool

from archive_app.domain.model.changes import ChangeSet
from archive_app.errors import ArchiveError, StorageError
from archive_app.i18n import _
from archive_app.scratch import Scratch
from archive_app.store.change.archive import DATABASE, Database, read_info
from archive_app.store.change.marker import ArchiveInfo
from archive_app.store.database import complaints, engine, migrations, recognition
from archive_app.store.database.cancellation import Cancellation
from archive_app.store.index import derived, version

if TYPE_CHECKING:
    from archive_app.store.change.transaction import Writer

#: Bytes that SQLite takes beside a database before anything is read.
_LEAST_ROOM = 1 << 15
Publish = Callable[[ChangeSet], None]


class OnlyRead(Database):
    """The same, and every change is refused; ``why`` says why."""

    def __init__(
        self,
        folder: Path,
        info: ArchiveInfo,
        publish: Publish,
        author: Callable[[], str],
        why: StorageError,
        copy: Scratch | None = None,
    ) -> None:
        """``copy`` holds a copy of the database that is read in its place, and goes when this is closed."""
        super().__init__(folder, info, publish, author)
        self.why_not = why.message
        self._turn = Lock()
        self._copy = copy
        self._lacking = _lacks_changes(folder / DATABASE)
        self._file = (copy.folder if copy else folder) / DATABASE
        self._begin()

    def notices(self) -> list[str]:
        """What is said when it is opened: that it can only be read, and what is not up to date."""
        found = [_("This archive can only be read here. {reason}").format(reason=self.why_not)]
        if self._copy is not None:
            sentence = _(
                "An earlier version made it: a copy of its database was brought up to date to be read, and is each time"
                " that it is opened here. Open the archive once where it can be written to."
            )
            found.append(sentence)
        if self._lacking:
            sentence = _(
                "The newest changes lie in “{file}” and can't be read here. Copy the archive's folder to a drive that"
                " can be written to, and open it there."
            )
            found.append(sentence.format(file=f"{DATABASE}-wal"))
        with self.read() as connection:
            made_by = engine.made_by(connection)
        if made_by != version.VERSION:
            sentence = _(
                "What is found here was worked out by another version of the program, and may not be all. Open the"
                " archive once where it can be written to."
            )
            found.append(sentence)
        return found

    def _writing(self) -> Writer:
        raise StorageError(_("Nothing can be changed in this archive here. {reason}").format(reason=self.why_not))

    @contextmanager
    def read(self, cancellation: Cancellation | None = None) -> Iterator[Connection]:
        """See :meth:`Database.read`."""
        self._follow()
        with super().read(cancellation) as connection:
            yield connection

    def close(self) -> None:
        """See :meth:`Database.close`."""
        super().close()
        if self._copy is not None:
            self._copy.cleanup()

    def _once(self) -> Engine:
        self._follow()
        return engine.connect(self._file, begin="BEGIN", pool=NullPool, only_read=self._how)

    def _begin(self) -> None:
        self._facts = _facts(self._file)
        self._how = engine.how_to_read(self._file)
        self._reader = engine.connect(self._file, begin="BEGIN", only_read=self._how)

    def _follow(self) -> None:
        """Somebody may write to it all the same, on another machine: then it is read anew."""
        with self._turn:
            if _facts(self._file) != self._facts:
                self._reader.dispose()
                self._begin()


def _lacks_changes(database: Path) -> bool:
    """Whether what was written last lies beside the database and can't be read."""
    return engine.how_to_read(database) == engine.ALONE and engine.holds_changes(database)


def _full(folder: Path) -> StorageError | None:
    """The reason where the disk has no room: SQLite says only that it failed, since its first file was to be made."""
    if shutil.disk_usage(folder).free >= _LEAST_ROOM:
        return None
    return StorageError(_("The disk is full. Nothing was changed. Make room and try again."))


def _facts(database: Path) -> list[tuple[int, int, int]]:
    """By which it is seen that somebody has written."""
    found = []
    for file in (database, database.with_name(f"{database.name}-wal")):
        with suppress(OSError):
            facts = file.stat()
            found.append((facts.st_ino, facts.st_size, facts.st_mtime_ns))
    return found


def open_(
    folder: Path,
    publish: Publish,
    author: Callable[[], str],
    why: StorageError,
    progress: Callable[[int, int], None] | None = None,
) -> OnlyRead:
    """Open the archive in ``folder`` without writing anything in it; raises ``why`` where that can't be. ``progress``
    is told how far it has come with one that must be brought up to date.
    """
    with ExitStack() as stack:
        try:
            info = read_info(folder)
            recognition.recognise(folder / DATABASE)
            copy = None
            if engine.peek(folder / DATABASE, "SELECT version_num FROM alembic_version") != migrations.HEAD:
                copy = Scratch(Path(tempfile.gettempdir()), "earlier", private=True)
                stack.callback(copy.cleanup)
                _bring_up(folder / DATABASE, copy.folder / DATABASE, progress)
            database = OnlyRead(folder, info, publish, author, _full(folder) or why, copy)
            with database.read():
                stack.pop_all()
                return database
        except (ArchiveError, OSError) as error:
            raise why from error


def _bring_up(database: Path, copy: Path, progress: Callable[[int, int], None] | None) -> None:
    """A copy of ``database`` as this version would have made it; what makes that impossible is raised."""
    with complaints.plain_errors(database.parent):
        source = engine.connect(database, begin="BEGIN", pool=NullPool, only_read=engine.how_to_read(database))
        migrations.copy_database(source, copy)
    with complaints.plain_errors(copy.parent):
        migrations.bring_up(copy, progress)
        once = engine.connect_once(copy, begin="BEGIN IMMEDIATE")
        with once.begin() as connection:
            derived.rebuild(connection, progress)
            engine.mark(connection, version.VERSION)
        once.dispose()
