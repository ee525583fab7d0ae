"""A change that may be large: in its turn among all changes, and shown with how far it is where it takes long."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject

from archive_app.errors import ArchiveError
from archive_app.ui.session.jobs import Job, Jobs, Stop, Tell
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session

T = TypeVar("T")

#: What takes longer is shown to be under way, in milliseconds.
_BLINK = 250


def change(
    session: Session,
    jobs: Jobs,
    label: str,
    work: Callable[[Tell, Stop], T],
    done: Callable[[T], None],
    *,
    owner: QObject,
    failed: Callable[[ArchiveError], None],
) -> None:
    """Make a change that is told how far it is and can be stopped; stopped it leaves nothing done."""
    job = Job(label)
    job.whole = True
    later = Later(owner, _BLINK, lambda: jobs.watch(job), aside=True)
    later.start()

    def over() -> None:
        later.stop()
        jobs.leave(job)

    def taken(answer: T) -> None:
        over()
        done(answer)

    def refused(error: ArchiveError) -> None:
        over()
        failed(error)

    session.edit(lambda: work(job.tell, lambda: job.stopping), taken, owner=owner, failed=refused)
