"""Repair: what a check found damaged or missing is looked for elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from archive_app.i18n import N_, _
from archive_app.services.upkeep import mending, repair
from archive_app.services.upkeep.maintenance import VerifyReport
from archive_app.services.upkeep.mending import MendReport
from archive_app.services.upkeep.repair import RepairReport
from archive_app.ui.dialogs import choose
from archive_app.ui.session.reports import Finding, Report
from archive_app.ui.window.window import Window


def offered(window: Window, report: VerifyReport) -> list[tuple[str, Callable[[], None]]]:
    """What can be done about a check: labels of buttons, and what they do. None where nothing of it helps."""
    what = {problem.what for problem in report.problems}
    offers = [(_("Put back what the history says"), lambda: _mend(window))] if "record" in what else []
    if not what & {"original", "history"}:
        return offers
    repaired = _mend if "history" in what else _repair
    return [
        *offers,
        (_("Repair from a folder…"), lambda: _from_folder(window, repaired)),
        (_("Repair from a backup…"), lambda: _from_backup(window, repaired)),
    ]


def _mend(window: Window, source: Path | None = None) -> None:
    """Records, and with ``source`` the history before and originals after them."""
    session = window.workbench.session
    archive = session.archive

    def done(report: MendReport) -> None:
        findings = [Finding(each.what, each.where, each.reason) for each in report.left]
        findings += [Finding(_("repaired"), each.ref, each.field) for each in report.mended]
        findings += [Finding(_("not read"), name, _("It could not be read.")) for name in report.unread]
        if source is not None:
            _repair(window, source)
        session.tell_report(Report(_("Repair"), mending.summary(report), findings, failed=bool(report.left)))

    window.jobs.start(
        _("Repairing records"),
        lambda tell, stop: mending.mend(archive, source, on_progress=tell, cancelled=stop),
        done,
        owner=session,
    )


#: What is done with a folder or a backup.
_Done = Callable[[Window, Path], None]


def _from_folder(window: Window, done: _Done) -> None:
    folder = choose.folder(
        window, _("Choose the folder in which the same files may lie"), Path.home(), choose.Purpose.REPAIR
    )
    if folder is not None:
        done(window, folder)


def _from_backup(window: Window, done: _Done) -> None:
    start = window.workbench.session.archive.folder / "backups"
    file = choose.file(window, _("Choose a backup"), start, _("Backup (*.tar)"))
    if file is not None:
        done(window, file)


def _repair(window: Window, source: Path) -> None:
    session = window.workbench.session
    archive = session.archive

    def done(report: RepairReport) -> None:
        session.thumbnails.try_again()
        findings = [Finding(_("missing still"), each.ref or each.sha256, each.reason) for each in report.lacking]
        findings += [Finding(_("repaired"), each.ref or each.sha256, each.found) for each in report.repaired]
        findings += [Finding(_("not read"), name, _("It could not be read.")) for name in report.unread]
        if findings:
            failed = bool(report.lacking)
            session.tell_report(Report(_("Repair"), repair.summary(report), findings, failed=failed))
        else:
            session.told.emit(repair.summary(report))

    window.jobs.start(
        N_("Repairing originals"),
        lambda tell, stop: repair.repair(archive, source, on_progress=tell, cancelled=stop),
        done,
        owner=session,
    )
