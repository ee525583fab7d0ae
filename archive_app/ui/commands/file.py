"""File: archives, ingest, catalogue, keeping safe."""

from __future__ import annotations

from pathlib import Path

from archive_app import paths
from archive_app.domain.text.showing import isolated
from archive_app.i18n import N_, _, ngettext, sentences
from archive_app.services.upkeep import backups, maintenance
from archive_app.services.upkeep.backups import BackupReport
from archive_app.services.upkeep.maintenance import VerifyReport
from archive_app.ui.catalogue.catalogue import CatalogueDialog
from archive_app.ui.commands.repair import offered
from archive_app.ui.dialogs import backup_choice, choose, new_folder
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.session.reports import Finding
from archive_app.ui.window.window import Window


def new_archive(window: Window) -> None:
    """Ask for a folder and for the home city, and make an archive there."""
    asked = new_folder.asked_for_archive(window, _("New archive"), paths.default_archive())
    if asked is not None:
        window.shell.create_archive(*asked)


def open_archive(window: Window) -> None:
    """Ask for the folder of an archive and open it."""
    folder = choose.folder(window, _("Choose the folder of an archive"), paths.default_archive().parent)
    if folder is not None:
        window.shell.open_folder(folder)


def make_demo(window: Window) -> None:
    """Ask for a folder and make the demo archive in it."""
    suggested = paths.default_archive().with_name("Exchange Archive Demo")
    folder = new_folder.asked(window, _("Where to make the demo archive"), suggested)
    if folder is not None:
        window.shell.make_demo(folder)


def add_files(window: Window) -> None:
    """Ask for files and take them in."""
    chosen = choose.files(window, _("Choose files to add"), Path.home(), choose.Purpose.ADD)
    if chosen:
        window.shell.add_dropped(window, chosen)


def add_folder(window: Window) -> None:
    """Ask for a folder and take in what is in it."""
    folder = choose.folder(window, _("Choose a folder to add"), Path.home(), choose.Purpose.ADD)
    if folder is not None:
        window.shell.add_dropped(window, [folder])


def export_catalogue(window: Window) -> None:
    """Make a catalogue of the result, or of the selection that is seen in it."""
    _catalogue(window).open()


def contact_sheet(window: Window) -> None:
    """Make a sheet of small pictures of the result, or of the selection."""
    dialog = _catalogue(window)
    dialog.sheet.setChecked(True)
    dialog.open()


def _catalogue(window: Window) -> CatalogueDialog:
    bench = window.workbench
    bench.inspector.flush()
    selected = [] if bench.stepping_through else bench.results.selected_ids()
    return CatalogueDialog(bench.session, window.jobs, bench.results.query, selected, window)


def verify(window: Window) -> None:
    """Read every original and check the database."""
    session = window.workbench.session
    archive = session.archive

    def done(report: VerifyReport) -> None:
        if report.ok:
            words = _("All is well: {count} originals are as they were.").format(count=f"{report.checked:,}")
            session.told.emit(sentences(words, _beside(len(report.strangers))))
            return
        findings = [Finding(problem.what, problem.where, problem.reason) for problem in report.problems]
        findings += [Finding(_("no original"), name, _("It does no harm.")) for name in report.strangers]
        offers = offered(window, report)
        ReportDialog(_("Verify archive"), "", findings, window.shell.window, offers=offers).open()

    window.jobs.start(
        N_("Verifying the archive"),
        lambda tell, stop: maintenance.verify(archive, on_progress=tell, cancelled=stop),
        done,
        owner=session,
    )


def _beside(count: int) -> str:
    """What is said of files that lie between the originals and are none."""
    words = ngettext(
        "{n} other file lies between them, and does no harm.",
        "{n} other files lie between them, and do no harm.",
        count,
    )
    return words.format(n=f"{count:,}") if count else ""


def reindex(window: Window) -> None:
    """Make everything that can be worked out again, while the window works on."""
    session = window.workbench.session
    archive = session.archive

    def done(count: int) -> None:
        words = ngettext("Rebuilt the index: {count} record.", "Rebuilt the index: {count} records.", count)
        session.told.emit(words.format(count=f"{count:,}"))

    window.jobs.start(
        N_("Rebuilding the index"),
        lambda tell, stop: maintenance.reindex(archive, on_progress=tell, cancelled=stop),
        done,
        owner=session,
    )


def back_up(window: Window) -> None:
    """Ask for a file and write a verified copy of the archive into it."""
    session = window.workbench.session
    archive = session.archive
    suggested = choose.backup_name(archive.folder)
    file = choose.new_file(window, _("Back up into"), suggested, _("Backup (*.tar)"), choose.Purpose.BACKUP)
    if file is None:
        return

    def done(report: BackupReport) -> None:
        words = _("Backed up into {file}").format(file=isolated(str(report.file)))
        if not report.problems:
            session.told.emit(words)
            return
        findings = [Finding(problem.what, problem.ref, problem.reason) for problem in report.problems]
        ReportDialog(_("Backing up"), words, findings, window.shell.window).open()

    window.jobs.start(
        N_("Backing up"),
        lambda tell, stop: backups.backup(archive, out=file, on_progress=tell, cancelled=stop),
        done,
        owner=session,
    )


def restore(window: Window) -> None:
    """Ask for a backup and a folder, and make the archive again there; a copy of its database has its folder."""
    from archive_app.services.upkeep import restoring

    backup = backup_choice.asked(window, window.settings.text("backup-place"))
    if backup is None:
        return
    home = restoring.home_of(backup)
    if home is not None and backup.suffix == ".db":
        window.shell.restore(backup, home)
        return
    suggested = paths.default_archive() if backup.is_dir() else backup.with_suffix("")
    folder = new_folder.asked(window, _("Restore into an empty folder"), suggested)
    if folder is not None:
        window.shell.restore(backup, folder)


def close_archive(window: Window) -> None:
    """Back to the start page, unless somebody thinks better of it."""
    if window.may_close():
        window.shell.close_archive()


def leave(window: Window) -> None:
    """Close the window and end the program."""
    window.close()
