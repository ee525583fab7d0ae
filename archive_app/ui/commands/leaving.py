"""What leaves the archive as files: originals in a folder."""

from __future__ import annotations

from pathlib import Path

from archive_app.domain.model.carrying import How
from archive_app.domain.text.showing import isolated
from archive_app.i18n import N_, _, ngettext
from archive_app.services.clearance.clearance import counted
from archive_app.services.exchange import originals
from archive_app.services.exchange.originals import OriginalsReport
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.export_originals import ExportOriginalsDialog
from archive_app.ui.session.reports import Finding, Report
from archive_app.ui.window.window import Window


def export_originals(window: Window) -> None:
    """Ask what is to go with them, and where, and copy the original files of the chosen records there."""
    bench = window.workbench
    bench.inspector.flush()
    ids = list(bench.chosen_ids())
    if ids:
        ExportOriginalsDialog(len(ids), lambda how, fields: _export(window, ids, how, fields), window).open()


def _export(window: Window, ids: list[int], how: How, fields: tuple[str, ...]) -> None:
    session = window.workbench.session
    folder = choose.folder(window, _("Choose a folder for the copies"), Path.home(), choose.Purpose.COPIES)
    if folder is None:
        return

    def done(report: OriginalsReport) -> None:
        count = len(report.files)
        words = ngettext("Wrote {count} file into “{folder}”.", "Wrote {count} files into “{folder}”.", count)
        summary = " ".join(
            (words.format(count=count, folder=isolated(str(report.folder))), counted(report.kept))
        ).strip()
        findings = [Finding(_("left out"), each.ref, each.reason) for each in report.kept]
        findings += [Finding(_("beside"), ref, reason) for ref, reason in report.beside]
        findings += [Finding(_("left out"), ref, _("It has no file here.")) for ref in report.without]
        findings += [Finding(_("left out"), ref, reason) for ref, reason in report.unread]
        if findings:
            session.tell_report(Report(_("Export originals"), summary, findings))
        else:
            session.told.emit(summary)

    window.jobs.start(
        N_("Exporting originals"),
        lambda tell, stop: originals.export_originals(
            session.archive, ids=ids, folder=folder, how=how, fields=fields, on_progress=tell, cancelled=stop
        ),
        done,
        owner=session,
    )
