"""What came of files when they were taken in, and trying it otherwise: their pictures, their captions."""

from __future__ import annotations

from archive_app.i18n import N_, _, ngettext
from archive_app.services.ingest import again, documents, encodings
from archive_app.services.ingest.again import PicturesReport
from archive_app.services.ingest.documents import ReadingReport
from archive_app.services.ingest.encodings import Guessed, ReadAgainReport, Reading
from archive_app.ui.dialogs.encoding import EncodingDialog
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.session.reports import Finding, Report
from archive_app.ui.session.session import Session
from archive_app.ui.window.window import Window


def last_report(window: Window) -> None:
    """What the last job said of single files and records."""
    session = window.workbench.session
    if session.report is None:
        session.told.emit(_("Nothing was added, exported or tried again since this archive was opened."))
        return
    report = session.report
    ReportDialog(report.title, report.summary, report.findings, window, offers=report.offers).open()


def pictures_again(window: Window) -> None:
    """Try once more to make the pictures that are missing."""
    session = window.workbench.session
    archive = session.archive

    def done(report: PicturesReport) -> None:
        words = ngettext("Made {count} picture.", "Made {count} pictures.", len(report.made))
        summary = words.format(count=f"{len(report.made):,}")
        if report.made:
            session.thumbnails.try_again()
        findings = [Finding(_("without a picture"), each.ref, each.reason) for each in report.still]
        _tell(session, _("Pictures"), summary, findings)

    window.jobs.start(
        N_("Making pictures again"),
        lambda tell, stop: again.make_pictures_again(archive, on_progress=tell, cancelled=stop),
        done,
        owner=session,
    )


def _tell(session: Session, title: str, summary: str, findings: list[Finding]) -> None:
    """In a line at the foot, and where anything is to be said of single files in a report too."""
    if findings:
        session.tell_report(Report(title, summary, findings))
    else:
        session.told.emit(summary)


def read_documents(window: Window) -> None:
    """Read the words of documents that were never read, or could not be."""
    session = window.workbench.session
    archive = session.archive

    def done(report: ReadingReport) -> None:
        words = ngettext("Read {count} document.", "Read {count} documents.", len(report.read))
        summary = words.format(count=f"{len(report.read):,}")
        findings = [Finding(_("not read"), each.ref, each.reason) for each in report.unread]
        _tell(session, _("Documents"), summary, findings)

    window.jobs.start(
        N_("Reading documents"),
        lambda tell, stop: documents.read_documents(archive, again=True, on_progress=tell, cancelled=stop),
        done,
        owner=session,
    )


def encoding(window: Window) -> None:
    """Ask how the captions of the selection (of everything, where nothing is selected) are to be read."""
    bench = window.workbench
    session = bench.session
    bench.inspector.flush()
    archive = session.archive
    selected = list(bench.results.selected_ids()) or None

    def look() -> tuple[list[Guessed], list[Reading]]:
        found = encodings.guessed(archive, selected)
        return found, encodings.readings(archive, found[0].record.id) if found else []

    def seen(answer: tuple[list[Guessed], list[Reading]]) -> None:
        found, readings = answer
        if not found:
            session.told.emit(_("No caption's encoding was guessed."))
            return
        ids = [each.record.id for each in found]
        EncodingDialog(readings, len(ids), lambda chosen: _read(window, ids, chosen), window.shell.window).open()

    window.jobs.start(N_("Reading captions"), lambda _tell, _stop: look(), seen, owner=session)


def _read(window: Window, ids: list[int], chosen: str) -> None:
    session = window.workbench.session
    archive = session.archive

    def done(report: ReadAgainReport) -> None:
        words = ngettext("Read {count} caption anew.", "Read {count} captions anew.", len(report.changed))
        summary = words.format(count=f"{len(report.changed):,}")
        reason = _("What was changed by hand stayed as it was.")
        findings = [Finding(_("kept"), ref, reason) for ref in report.kept]
        _tell(session, _("Encoding of captions"), summary, findings)

    window.jobs.start(
        N_("Reading captions"),
        lambda tell, stop: encodings.read_as(archive, ids, chosen, on_progress=tell, cancelled=stop),
        done,
        owner=session,
    )
