"""Long work, one thread each, and how far it has come."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from archive_app.domain.model.labels import Label
from archive_app.errors import ArchiveError, Cancelled
from archive_app.i18n import _
from archive_app.services.progress import Progress
from archive_app.ui.session.mailbox import Mailbox
from archive_app.ui.session.notes import note_refusal

T = TypeVar("T")
#: Called by the work with how far it has come.
Tell = Callable[[Progress], None]
#: Asked by the work whether to stop.
Stop = Callable[[], bool]


class Job:
    """One running job; ``progress`` is the newest it told. It is called by a message, which is put into words when it
    is shown: the language may change while it runs.
    """

    def __init__(self, message: Label | str) -> None:
        self._message = message
        #: Whether it is done as a whole or not at all, so that stopping it leaves nothing done.
        self.whole = False
        self.progress: Progress | None = None
        self._stop = threading.Event()
        self.thread: threading.Thread | None = None

    @property
    def label(self) -> str:
        """What it is called, in the language spoken now."""
        return self._message.words() if isinstance(self._message, Label) else _(self._message)

    def tell(self, progress: Progress) -> None:
        """Take note of how far the job has come; called in its thread."""
        self.progress = progress

    def cancel(self) -> None:
        """Ask the job to stop at the next good place."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()


class Jobs(QObject):
    """``changed`` says that a job began or ended; ``refused`` gives a sentence where one failed."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.running: list[Job] = []
        self._ends = Mailbox(self)

    def start(
        self,
        message: Label | str,
        work: Callable[[Tell, Stop], T],
        done: Callable[[T], None],
        *,
        owner: QObject,
        failed: Callable[[ArchiveError], None] | None = None,
        whole: bool = False,
    ) -> Job:
        """Run ``work`` in a thread of its own; ``done`` takes its answer in this one. ``whole``: see :class:`Job`."""
        job = Job(message)
        job.whole = whole

        def run() -> None:
            try:
                answer = work(job.tell, lambda: job.stopping)
            except BaseException as error:
                fault = error
                self._ends.put(lambda: self._failed(job, fault, failed, owner))
            else:
                self._ends.put(lambda: self._done(job, answer, done, owner))

        job.thread = threading.Thread(target=run, name=f"job-{job.label}", daemon=True)
        self.running.append(job)
        job.thread.start()
        self.changed.emit()
        return job

    def watch(self, job: Job) -> None:
        """Show a job that has no thread of its own; :meth:`leave` says that it is over."""
        self.running.append(job)
        self.changed.emit()

    def leave(self, job: Job) -> None:
        """What was watched is over, or never was."""
        self._end(job)

    def stop_all(self) -> None:
        """Ask every job to stop and wait until they have; what they did is kept."""
        for job in self.running:
            job.cancel()
        for job in self.running:
            if job.thread is not None:
                job.thread.join()
        self.running.clear()

    def _done(self, job: Job, answer: Any, done: Callable[[Any], None], owner: QObject) -> None:
        self._end(job)
        if isValid(owner):
            done(answer)

    def _failed(
        self, job: Job, error: BaseException, failed: Callable[[ArchiveError], None] | None, owner: QObject
    ) -> None:
        self._end(job)
        if not isinstance(error, ArchiveError):
            raise error
        note_refusal(error)
        if failed is not None and isValid(owner):
            failed(error)
        elif not isinstance(error, Cancelled):
            self.refused.emit(error.message)

    def _end(self, job: Job) -> None:
        if job in self.running:
            self.running.remove(job)
        self.changed.emit()
