"""The one way to change an archive.

``transact(label)`` takes the write lock, begins an immediate transaction, hands out a session, and on leaving flushes,
brings the derived tables up to date, commits, and publishes a :class:`ChangeSet`. An exception rolls all of it back.
A ``transact`` inside another of the same thread joins it: one step, one commit.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.labels import Label
from archive_app.store.change import uniqueness
from archive_app.store.change.log import Log, begin, label_of
from archive_app.store.change.recorder import RecordedSession, Recorder
from archive_app.store.change.replicas import Copy
from archive_app.store.database import complaints
from archive_app.store.index import derived
from archive_app.store.index.touched import Touched
from archive_app.store.reading.undoable import BEGIN
from archive_app.store.schema.log_tables import HistoryStep, Replica


class Transaction:
    """An open change: the session to make it with, and the step it is logged under."""

    def __init__(self, session: RecordedSession, replica: Replica, step: HistoryStep, *, newest: bool) -> None:
        self.session = session
        self.replica = replica
        self.step = step
        self.touched = Touched()
        # One connection all through: to ask the session for it each time costs more than most statements.
        connection = session.connection()
        self.log = Log(lambda: connection, step, self.touched, newest=newest)
        Recorder(session, self.log)
        self.change = ChangeSet()
        #: Set where so much changed that everybody had better load anew.
        self.everything = False
        #: Told which share of finishing is done; may raise, which leaves nothing changed.
        self.far: derived.Far = derived.nothing

    @property
    def label(self) -> Label:
        """What the step is called; may be said better when more is known."""
        return label_of(self.step)

    @label.setter
    def label(self, label: Label) -> None:
        self.step.message = label.document()

    @property
    def by(self) -> str:
        return self.step.by

    @property
    def at(self) -> str:
        """When the step was begun: whatever it makes or changes is stamped so."""
        return self.step.at

    def finish(self) -> None:
        """Flush, and bring everything that is derived up to date with what was touched."""
        self.session.flush()
        touched = self.touched
        uniqueness.check(self.session.connection(), touched)
        if not self.everything:
            derived.follow(self.session.connection(), touched, self.far)
        if not self.log.written and self.step.kind in ("do", BEGIN):
            self._drop_empty_step()
        else:
            self.log.seal()
        self.change = ChangeSet(
            frozenset(touched.touched | touched.linked | touched.picked),
            frozenset(touched.fields),
            self.label.words(),
            self.step.id,
            self.everything,
        )

    def _drop_empty_step(self) -> None:
        """A request that changed nothing is no step of the history, nor is who asked a copy that was written to."""
        if not self.session.info["continued"]:
            self.session.delete(self.step)
            self.session.flush()
            if self.session.info["enrolled"]:
                self.session.delete(self.replica)
                self.session.flush()


class Writer:
    """Serialises the changes of one open archive; safe to use from any thread."""

    def __init__(
        self, writer: Engine, folder: Path, copy: Copy, publish: Callable[[ChangeSet], None], author: Callable[[], str]
    ) -> None:
        self._engine = writer
        self._copy = copy
        self._folder = folder
        self._publish = publish
        self._author = author
        self._lock = threading.RLock()
        self._open = threading.local()

    @property
    def current(self) -> Transaction | None:
        """The transaction this thread is in."""
        return getattr(self._open, "transaction", None)

    @contextmanager
    def given(self, asked: Callable[[], None]) -> Iterator[None]:
        """See :meth:`archive_app.store.face.store.Store.given`."""
        self._open.asked = asked
        try:
            yield
        finally:
            self._open.asked = None

    @contextmanager
    def transact(
        self, label: Label | str, *, step: int | None = None, kind: str = "do", reverses: int | None = None
    ) -> Iterator[Transaction]:
        """One change of the archive under one label, or under a message that nothing fills; with ``step`` it is added
        to that earlier step.
        """
        outer = self.current
        if outer is not None:
            yield outer
            return
        with (
            self._lock,
            complaints.plain_errors(self._folder),
            self._copy.writing(),
            RecordedSession(self._engine, expire_on_commit=False, autoflush=True) as session,
            session.begin(),
        ):
            label = Label(label) if isinstance(label, str) else label
            transaction = self._begin(session, label, step, kind, reverses)
            self._open.transaction = transaction
            try:
                asked, self._open.asked = getattr(self._open, "asked", None), None
                if asked is not None:
                    asked()
                yield transaction
                transaction.finish()
                if transaction.log.written:
                    self._copy.wrote(transaction.step.uid)
            finally:
                self._open.transaction = None
        change = transaction.change
        if change.ids or change.fields:
            self._publish(change)

    @contextmanager
    def resting(self) -> Iterator[None]:
        """While it lasts, whoever wants to change something here waits, however long that is."""
        with self._lock:
            yield

    def enrol(self, mark: str) -> None:
        """Let this copy write as a replica whose refs bear ``mark``, before it has anything to write."""
        with self._lock, complaints.plain_errors(self._folder), Session(self._engine) as session, session.begin():
            self._copy.replica(session, by=self._author(), mark=mark)
            self._copy.wrote()

    def inherit(self) -> None:
        """Go on where the devices of an old log left off, as long as no other copy does."""
        with self._lock, complaints.plain_errors(self._folder), Session(self._engine) as session:
            alone = self._copy.of_old(session)
        if alone:
            self.enrol("")

    def _begin(
        self, session: RecordedSession, label: Label, step: int | None, kind: str, reverses: int | None
    ) -> Transaction:
        replica, made = self._copy.replica(session, by=self._author())
        session.info.update(continued=step is not None, enrolled=made)
        newest = True
        if step is not None:
            row = session.scalars(select(HistoryStep).where(HistoryStep.id == step)).one()
            newest = session.scalars(select(HistoryStep.id).where(HistoryStep.id > step).limit(1)).first() is None
        else:
            row = begin(session, replica, label=label, by=self._author(), kind=kind, reverses=reverses)
        return Transaction(session, replica, row, newest=newest)
