"""What came of files when they were taken in, and trying it otherwise: their pictures, their captions."""

from __future__ import annotations

from archive_app.i18n import _, ngettext
from archive_app.services.ingest import again, encodings
from archive_app.services.ingest.again import PicturesReport
from archive_app.services.ingest.encodings import Guessed, ReadAgainReport, Reading
from archive_app.ui.dialogs.encoding import EncodingDialog
from archive_app.ui.dialogs.report import Finding, ReportDialog
from archive_app.ui.window.window import Window


def pictures_again(window: Window) -> None:
    """Try once more to make the pictures that are missing."""
    session = window.workbench.session
    archive = session.archive

    def done(report: PicturesReport) -> None:
        words = ngettext("Made {count} picture.", "Made {count} pictures.", len(report.made))
        summary = words.format(count=f"{len(report.made):,}")
        session.told.emit(summary)
        if report.still:
            findings = [Finding(_("without a picture"), each.ref, each.reason) for each in report.still]
            ReportDialog(_("Pictures"), summary, findings, window.shell.window).open()

    window.jobs.start(
        _("Making pictures again"),
        lambda tell, stop: again.make_pictures_again(archive, on_progress=tell, cancelled=stop),
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

    window.jobs.start(_("Reading captions"), lambda _tell, _stop: look(), seen, owner=session)


def _read(window: Window, ids: list[int], chosen: str) -> None:
    session = window.workbench.session
    archive = session.archive

    def done(report: ReadAgainReport) -> None:
        words = ngettext("Read {count} caption anew.", "Read {count} captions anew.", len(report.changed))
        session.told.emit(words.format(count=f"{len(report.changed):,}"))
        if report.kept:
            reason = _("What was changed by hand stayed as it was.")
            findings = [Finding(_("kept"), ref, reason) for ref in report.kept]
            ReportDialog(_("Encoding of captions"), "", findings, window.shell.window).open()

    window.jobs.start(
        _("Reading captions"),
        lambda tell, stop: encodings.read_as(archive, ids, chosen, on_progress=tell, cancelled=stop),
        done,
        owner=session,
    )
