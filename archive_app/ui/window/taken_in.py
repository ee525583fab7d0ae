"""What is said when files were taken in or given to an item, and what can be done about those that others have."""

from __future__ import annotations

from archive_app.i18n import _, ngettext
from archive_app.services.ingest.report import IngestReport
from archive_app.services.records import views
from archive_app.ui.dialogs.report import ingest_findings, ingest_summary
from archive_app.ui.session.reports import Offer, Report
from archive_app.ui.session.session import Session


def tell(session: Session, report: IngestReport, record: int = 0) -> None:
    """Say what came of it, of files that were given to ``record`` where that is one."""
    summary, findings = ingest_summary(report), ingest_findings(report)
    if report.repaired:
        session.thumbnails.try_again()
    # A list of clutter alone is worth no report, unless nothing else was there.
    if len(findings) <= len(report.passed_over) and (report.added or not findings):
        session.told.emit(summary)
        return
    held = tuple(dict.fromkeys(entry.holder for entry in report.refused if entry.holder))
    offers = (_joining(session, record, held),) if record and held else ()
    if offers and len(held) == report.total:
        # Nothing else is to be said, and this in a whole sentence.
        summary = report.refused[0].reason
    title = _("Files added") if report.added or report.without_preview else _("No files added")
    session.tell_report(Report(title, summary, findings, failed=bool(report.refused), offers=offers))


def _joining(session: Session, record: int, others: tuple[int, ...]) -> Offer:
    """To have a file here that another item has, the two become one."""

    def join() -> None:
        def work() -> str:
            views.join(session.archive, keep=record, others=others)
            return views.joined(session.archive, keep=record, count=len(others))

        session.edit(work, session.undoable.emit)

    count = len(others)
    return ngettext("Join with that item", "Join with those {count} items", count).format(count=count), join
