"""Files of chosen records read again, and what the archive takes over from them."""

from __future__ import annotations

from archive_app.i18n import N_, _, ngettext
from archive_app.services.ingest import rereading
from archive_app.services.ingest.encodings import ReadAgainReport
from archive_app.services.ingest.rereading import Difference
from archive_app.ui.dialogs.reread import RereadDialog
from archive_app.ui.session.reports import Finding, Report
from archive_app.ui.window.window import Window


def read_again(window: Window) -> None:
    """Show where the files of the chosen records and the archive differ, and ask which of them holds."""
    bench = window.workbench
    bench.inspector.flush()
    session, ids = bench.session, list(bench.chosen_ids())

    def seen(found: list[Difference]) -> None:
        if not found:
            session.told.emit(_("The files and the archive say the same."))
        else:
            RereadDialog(found, lambda wanted: _take(window, wanted), window).open()

    window.jobs.start(
        N_("Reading files again"),
        lambda tell, stop: rereading.differences(session.archive, ids, on_progress=tell, cancelled=stop),
        seen,
        owner=session,
    )


def _take(window: Window, wanted: list[Difference]) -> None:
    session = window.workbench.session

    def done(report: ReadAgainReport) -> None:
        count = len(report.changed)
        words = ngettext("{count} record says what its file says.", "{count} records say what their files say.", count)
        summary = words.format(count=f"{count:,}")
        findings = [Finding(_("kept"), ref, _("What was changed meanwhile stayed as it was.")) for ref in report.kept]
        if findings:
            session.tell_report(Report(_("Read files again"), summary, findings))
        else:
            session.told.emit(summary)

    window.jobs.start(
        N_("Reading files again"), lambda _tell, _stop: rereading.take(session.archive, wanted), done, owner=session
    )
