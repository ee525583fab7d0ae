"""A backup as a job of the window, and what is said when it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from archive_app.errors import ArchiveError
from archive_app.i18n import _, sentences
from archive_app.loading import later
from archive_app.ui.session.jobs import Job, Jobs
from archive_app.ui.session.reports import Finding, Report
from archive_app.ui.session.session import Session

if TYPE_CHECKING:
    from archive_app.services.upkeep import keeping, reporting
    from archive_app.services.upkeep.keeping import Kept
else:
    # The window opens without what makes a backup.
    keeping, reporting = later("archive_app.services.upkeep", "keeping reporting")


def start(
    session: Session,
    jobs: Jobs,
    done: Callable[[Kept], None],
    *,
    owner: QObject,
    failed: Callable[[ArchiveError], None] | None = None,
) -> Job:
    """Bring the place for backups up to date, while the window works on."""
    archive, person = session.archive, session.settings.person
    return jobs.start(
        _("Backing up"),
        lambda tell, stop: keeping.keep(archive, person=person, on_progress=tell, cancelled=stop),
        done,
        owner=owner,
        failed=failed,
    )


def tell(session: Session, kept: Kept) -> None:
    """Say what a backup did; what it could not read is in a report."""
    first, *rest = reporting.told(kept)
    if not kept.problems:
        session.told.emit(sentences(first, *rest))
        return
    findings = [Finding(problem.what, problem.ref, problem.reason) for problem in kept.problems]
    session.tell_report(Report(_("Backing up"), sentences(first, kept.where.warning), findings, failed=True))
