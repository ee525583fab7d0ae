"""Backups: made at their place, listed, and tried."""

from __future__ import annotations

from pathlib import Path

from archive_app.i18n import _, sentences
from archive_app.media.objects.vault import State
from archive_app.services.upkeep import drilling, places, standing
from archive_app.services.upkeep.drilling import Drill
from archive_app.services.upkeep.standing import Standing
from archive_app.ui.dialogs import choose, new_folder
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.kit.question import Question, Role
from archive_app.ui.session.reports import Finding, Report
from archive_app.ui.window.window import Window


def back_up(window: Window) -> None:
    """Bring the place for backups up to date; where none is set it is asked for."""
    if window.settings.text("backup-place") or _placed(window):
        window.workbench.backup.back_up()


def backups_list(window: Window) -> None:
    """Show when and where the last backup was made, what is kept, and what can be done with it."""
    session = window.workbench.session
    archive, person = session.archive, session.settings.person
    session.tasks.read(lambda: standing.look(archive, person), lambda found: _show(window, found), owner=window)


def drill(window: Window) -> None:
    """Restore the last backup for a trial, compare it with the archive, and remove it again."""
    session = window.workbench.session
    archive, person = session.archive, session.settings.person

    def done(found: Drill) -> None:
        summary = drilling.summary(found)
        findings = [Finding(_("backup"), "", fault) for fault in found.faults]
        findings += [Finding(_("archive"), name, _("It is damaged or missing.")) for name in found.harmed]
        if findings:
            session.tell_report(Report(_("Restore drill"), summary, findings, failed=True))
        else:
            session.told.emit(summary)

    window.jobs.start(
        _("Restoring for a trial"),
        lambda tell, stop: drilling.drill(archive, person=person, on_progress=tell, cancelled=stop),
        done,
        owner=session,
    )


def _placed(window: Window) -> bool:
    """Whether a backup is to be made, after a place for it was asked for."""
    words = _(
        "No place for backups is set. On another drive they outlive this one; in the archive's own folder they are "
        "lost with it."
    )
    box = Question(window, words, _("Place for backups"), "backup")
    other = box.offer(_("Choose a folder…"))
    own = box.offer(_("In the archive's folder"), Role.ActionRole)
    box.offer(_("Cancel"), Role.RejectRole)
    box.exec()
    box.deleteLater()
    if box.answer is own:
        return True
    if box.answer is not other:
        return False
    return _choose(window)


def _choose(window: Window) -> bool:
    """Ask for the place of backups, and set it."""
    folder = choose.folder(window, _("Place for backups"), Path.home(), choose.Purpose.BACKUP)
    if folder is None:
        return False
    window.shell.choose("backup-place", str(folder))
    return True


def _choose_and_list(window: Window) -> None:
    if _choose(window):
        backups_list(window)


def _show(window: Window, found: Standing) -> None:
    states = found.states[::-1]
    findings = [Finding(standing.moment(state.made_at), f"{state.originals:,}", state.program) for state in states]
    offers = [(_("Back up now"), lambda: back_up(window))]
    if not window.settings.text("backup-place"):
        offers.append((_("Choose a folder…"), lambda: _choose_and_list(window)))
    if found.last is not None:
        offers.append((_("Read all again"), window.workbench.backup.verify))
    if found.states:
        offers.append((_("Restore the marked one…"), lambda: _restore(window, found, states[dialog.marked()])))
    headings = (_("Made"), _("Originals"), _("Program"))
    summary = sentences(found.sentence, found.warning)
    dialog = ReportDialog(_("Backups"), summary, findings, window, headings=headings, offers=offers)
    dialog.mark(0)
    dialog.open()


def _restore(window: Window, found: Standing, state: State) -> None:
    """Ask for the folder that the backup is restored into."""
    archive = window.workbench.session.archive
    suggested = Path.home() / archive.folder.name
    folder = new_folder.asked(window, _("Restore into an empty folder"), suggested)
    if folder is not None:
        backup = places.vault_in(archive, Path(found.place)).folder_of(state.name)
        window.shell.restore(backup, folder)
