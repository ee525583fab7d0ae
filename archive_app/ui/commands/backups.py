"""Backups: made at their place, listed, and tried."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from archive_app.i18n import _, sentences
from archive_app.services.upkeep import drilling, standing
from archive_app.services.upkeep.drilling import Drill
from archive_app.services.upkeep.standing import Standing
from archive_app.ui.dialogs import choose, new_folder
from archive_app.ui.dialogs.report import ReportDialog
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
    box = QMessageBox(window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setText(
        _(
            "No place for backups is set. On another drive they outlive this one; in the archive's own folder they are "
            "lost with it."
        )
    )
    other = box.addButton(_("Choose a folder…"), QMessageBox.ButtonRole.AcceptRole)
    own = box.addButton(_("In the archive's folder"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(other)
    box.exec()
    if box.clickedButton() is own:
        return True
    if box.clickedButton() is not other:
        return False
    folder = choose.folder(window, _("Place for backups"), Path.home())
    if folder is None:
        return False
    window.shell.choose("backup-place", str(folder))
    return True


def _show(window: Window, found: Standing) -> None:
    findings = [
        Finding(standing.moment(state.made_at), f"{state.originals:,}", state.program)
        for state in reversed(found.states)
    ]
    offers = [(_("Back up now"), lambda: back_up(window))]
    if found.last is not None:
        offers.append((_("Read all again"), window.workbench.backup.verify))
    if found.states:
        offers.append((_("Restore one…"), lambda: _restore(window, Path(found.place))))
    headings = (_("Made"), _("Originals"), _("Program"))
    summary = sentences(found.sentence, found.warning)
    ReportDialog(_("Backups"), summary, findings, window, headings=headings, offers=offers).open()


def _restore(window: Window, place: Path) -> None:
    """Ask which state of the place, and for the folder that it is restored into."""
    chosen = choose.folder(window, _("Choose a state (a folder below data/states), or the place for the newest"), place)
    if chosen is None:
        return
    name = window.workbench.session.archive.folder.name
    folder = new_folder.asked(window, _("Restore into an empty folder"), Path.home() / name)
    if folder is not None:
        window.shell.restore(chosen, folder)
