"""Work off the GUI thread, and its answers back on it.

What an answer does is done in the GUI thread, and an answer that a later question has overtaken, or whose owner is
gone, is dropped. A question that can be stopped is stopped as soon as it is overtaken, so that nobody waits for what
nobody wants any more.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from archive_app.errors import ArchiveError
from archive_app.ui.session.mailbox import Mailbox
from archive_app.ui.session.notes import note_refusal

T = TypeVar("T")

READERS = 3


class Stoppable(Protocol):
    """What a question listens to: after ``cancel`` it raises Cancelled as soon as it can."""

    def cancel(self) -> None:
        """Stop; more than once does no harm."""


class Tasks(QObject):
    """A few reading threads and one writing thread, in which changes keep their order."""

    #: One plain sentence for the user: a task failed and nobody else takes the error.
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._readers = ThreadPoolExecutor(READERS, thread_name_prefix="window-read")
        self._writer = ThreadPoolExecutor(1, thread_name_prefix="window-write")
        self._answers = Mailbox(self)
        self._latest: dict[str, int] = {}
        self._stops: dict[str, Stoppable] = {}
        self._lock = threading.Lock()
        #: The last change that was asked for.
        self._change: Future[Any] | None = None
        self._pending = 0
        self._closed = False

    @property
    def idle(self) -> bool:
        """Whether every question asked has been answered or dropped."""
        return self._pending == 0

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        key: str = "",
        failed: Callable[[ArchiveError], None] | None = None,
        cancellation: Stoppable | None = None,
        after_changes: bool = False,
    ) -> None:
        """Run ``work`` in a reading thread and hand its answer to ``done`` in this one.

        Of several questions with the same ``key`` only the last is answered; ``cancellation``, which ``work`` listens
        to, is cancelled when this one is no longer the last. ``after_changes``: the answer knows of every change that
        was asked for before, as an editor must that shows what was just typed into it.
        """
        if key:
            self._overtake(key, cancellation)
        change = self._change
        if after_changes and change is not None and not change.done():

            def after() -> T:
                wait([change])
                return work()

            self._start(self._readers, after, done, owner, key, failed)
        else:
            self._start(self._readers, work, done, owner, key, failed)

    def write(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        *,
        owner: QObject,
        failed: Callable[[ArchiveError], None] | None = None,
    ) -> None:
        """Run ``work``, a change, after all changes asked for before."""
        self._change = self._start(self._writer, work, done or _nothing, owner, "", failed)

    def wait_for_change(self, seconds: float) -> None:
        """Wait until the last change that was asked for is made or has failed, ``seconds`` at most."""
        if self._change is not None:
            wait([self._change], seconds)

    def forget(self, key: str) -> None:
        """Drop the answer to whatever was asked under ``key``, and stop working on it."""
        self._overtake(key, None)

    def close(self) -> None:
        """Finish the changes, drop the questions, end the threads."""
        self._closed = True
        for stop in self._stops.values():
            stop.cancel()
        self._readers.shutdown(wait=True, cancel_futures=True)
        self._writer.shutdown(wait=True)
        self._answers.close()

    def _overtake(self, key: str, cancellation: Stoppable | None) -> None:
        with self._lock:
            self._latest[key] = self._latest.get(key, 0) + 1
            before = self._stops.pop(key, None)
            if cancellation is not None:
                self._stops[key] = cancellation
        if before is not None:
            before.cancel()

    def _start(
        self,
        pool: ThreadPoolExecutor,
        work: Callable[[], T],
        done: Callable[[T], None],
        owner: QObject,
        key: str,
        failed: Callable[[ArchiveError], None] | None,
    ) -> Future[Any] | None:
        if self._closed:
            return None
        number = self._latest.get(key, 0)
        self._pending += 1

        def stale() -> bool:
            return bool(key) and self._latest.get(key) != number

        def answer(future: Future[T | None]) -> None:
            self._answers.put(lambda: self._take(future, stale, done, owner, failed))

        asked = pool.submit(lambda: None if stale() else work())
        asked.add_done_callback(answer)
        return asked

    def _take(
        self,
        future: Future[Any],
        stale: Callable[[], bool],
        done: Callable[[Any], None],
        owner: QObject,
        failed: Callable[[ArchiveError], None] | None,
    ) -> None:
        self._pending -= 1
        if future.cancelled() or stale() or not isValid(owner):
            return
        error = future.exception()
        if error is None:
            done(future.result())
            return
        if not isinstance(error, ArchiveError):
            raise error
        note_refusal(error)
        if failed is not None:
            failed(error)
        else:
            self.refused.emit(error.message)


def _nothing(_answer: object) -> None:
    return None
