"""An open archive as the services see it: states to read, changes to make, undo; and how it is made and opened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.flaws import Flaw
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import StepValue
from archive_app.errors import StorageError
from archive_app.loading import later
from archive_app.store.change import archive
from archive_app.store.change.acquaintance import Acquaintance
from archive_app.store.database import moving_in
from archive_app.store.database.cancellation import NEVER, Cancellation
from archive_app.store.face.reader import Reader
from archive_app.store.face.transaction import Transaction

if TYPE_CHECKING:
    from archive_app.store.change import history, mending, only_read, regaining, reindexing, restored, verdict
    from archive_app.store.reading import undoable
    from archive_app.store.records import files
else:
    history, mending, only_read, regaining, reindexing, restored, verdict = later(
        "archive_app.store.change", "history mending only_read regaining reindexing restored verdict"
    )
    (undoable,) = later("archive_app.store.reading", "undoable")
    (files,) = later("archive_app.store.records", "files")

#: What an archive is made or restored with; see :mod:`archive_app.store.database.moving_in`.
RESTORE, alone, commit, pending = moving_in.RESTORE, moving_in.alone, moving_in.commit, moving_in.pending
MARKER = archive.MARKER
DATABASE = archive.DATABASE
read_info = archive.read_info


#: Told how far a change has come.
Tell = Callable[[int, int], None]


def _nothing(_done: int, _total: int) -> None:
    return None


class Store:
    """What an archive keeps and what is derived from it. Reading is free of locks; safe to use from any thread."""

    def __init__(self, database: archive.Database) -> None:
        self._database = database
        self.folder = database.folder
        self.info = database.info
        #: Why nothing can be changed here; empty where all can.
        self.why_not = database.why_not
        #: What is said when it is opened.
        self.notices = database.notices()
        #: Whether what is derived in its folder was made on this machine.
        self.acquaintance = Acquaintance(database.folder / DATABASE, database.info.uid)

    @contextmanager
    def read(self, cancellation: Cancellation | None = None) -> Iterator[Reader]:
        """One consistent state of the archive; inside a transaction of this thread, that of the transaction.

        ``cancellation`` stops whatever is asked: Cancelled.
        """
        with self._database.read(cancellation) as connection:
            yield Reader(connection, cancellation or NEVER)

    @contextmanager
    def read_anew(self) -> Iterator[Reader]:
        """The same past everything that is remembered, for checks."""
        with self._database.read_anew() as connection:
            yield Reader(connection)

    def check(self, tell: Tell) -> list[Flaw]:
        """All that is amiss in the catalogue; ``tell`` is told how much of how much was looked at, and may raise."""
        with self._database.read_anew() as connection, self._database.read_anew() as beside:
            return verdict.everything(connection, tell, beside)

    @contextmanager
    def transact(
        self, label: Label | str, *, step: int | None = None, beginning: bool = False
    ) -> Iterator[Transaction]:
        """One change under one label, or a message that nothing fills; with ``step`` it is added to that earlier step.
        A change within another one of the same thread is part of it. One of the ``beginning`` belongs to the making of
        the archive and is never undone.
        """
        with self._database.transact(label, step=step, kind="begin" if beginning else "do") as inside:
            yield Transaction(inside)

    def given(self, asked: Callable[[], None]) -> AbstractContextManager[None]:
        """What this thread changes meanwhile is changed only where ``asked`` raises nothing. It is asked once, inside
        the first transaction, before anything is written, so that nobody can change in between what it looks at.
        """
        return self._database.given(asked)

    def undo(self, step: int | None = None, tell: Tell = _nothing) -> StepValue:
        """Take back ``step`` or the newest one. Refused or NotFound say why not. ``tell`` is told how many records are
        done of how many, and may raise, which takes back nothing.
        """
        return history.undo(self._database, step, tell)

    def take_back(self, step: int, operations: Sequence[int], tell: Tell = _nothing) -> ChangeSet:
        """Take back only these operations of one step, as a step of its own."""
        return history.take_back(self._database, step, operations, tell)

    def redo(self, tell: Tell = _nothing) -> StepValue:
        """Take back the newest undo."""
        return history.redo(self._database, tell)

    def labels(self) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
        """The labels of what undo and redo would do now, and who made it, ``None`` where there is nothing."""
        with self._database.read() as connection:
            return undoable.labels(connection)

    def keeps(self) -> bool:
        """Whether there is a step that can't be taken back any more, since something of it was purged."""
        with self._database.read() as connection:
            return undoable.stays(connection)

    def reindex(self, progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> int:
        """Make everything derived again while others read and write; returns how many records there are."""
        return reindexing.rebuild(self._database, progress, cancelled)

    def declare_files(
        self, originals: Sequence[tuple[str, str]], owner: str, is_there: Callable[[str, str], bool]
    ) -> None:
        """Commit the intent of ``owner`` to keep these (digest, extension), before they are renamed into the object
        store; of what ``is_there`` for good nothing is noted.
        """
        files.declare(self._database, originals, owner, is_there)

    def mend(self, tell: Callable[[int], None]) -> list[mending.Mended]:
        """Put back rows that are not what the log says; ``tell`` is told how many operations were read, and may raise,
        which leaves nothing changed. What is derived must be made anew then.
        """
        with self._database.mending() as connection:
            return mending.mend(connection, tell)

    def damaged_steps(self, tell: Callable[[int], None]) -> int:
        """How many steps of the log are not what was written; ``tell`` as for :meth:`mend`."""
        with self._database.read_anew() as connection:
            return len(regaining.damaged(connection, tell))

    def regain(self, copy: Path, tell: Callable[[int], None]) -> list[int]:
        """Take the damaged steps of the log from ``copy``, the database of an earlier state of this archive that lies
        apart, as far as they are whole there; which they are. NotAnArchive where it is none.
        """
        with regaining.opened(copy) as theirs, self._database.mending() as connection:
            return regaining.regain(connection, theirs, tell)

    def compact(self) -> None:
        """Leave nothing of what was removed in the database's file: neither in the index nor between the rows."""
        reindexing.settle(self._database)
        self._database.compact()

    def copy_to(self, target: Path) -> None:
        """A verified copy of the database at ``target``."""
        self._database.copy_to(target)

    def close(self) -> None:
        """Close every connection."""
        self._database.close()


def create(folder: Path, publish: Callable[[ChangeSet], None], author: Callable[[], str]) -> Store:
    """Make a new archive in ``folder``, which must be empty or not there yet."""
    return Store(archive.create(folder, publish, author))


def check_restored(folder: Path, author: str) -> None:
    """See :func:`archive_app.store.change.restored.check`."""
    restored.check(folder, author)


def keep_database(folder: Path, target: Path) -> None:
    """See :func:`archive_app.store.change.restored.keep`."""
    restored.keep(folder, target)


def is_earlier(database: Path, folder: Path) -> bool:
    """See :func:`archive_app.store.change.restored.is_earlier`."""
    return restored.is_earlier(database, folder)


def open_(
    folder: Path,
    publish: Callable[[ChangeSet], None],
    author: Callable[[], str],
    progress: Callable[[int, int], None] | None = None,
) -> Store:
    """Open the archive in ``folder``; see :func:`archive_app.store.change.archive.open_`. Where it can't be written to,
    it is opened to be read.
    """
    try:
        return Store(archive.open_(folder, publish, author, progress))
    except StorageError as error:
        return Store(only_read.open_(folder, publish, author, error, progress))
