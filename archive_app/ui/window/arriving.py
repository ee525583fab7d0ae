"""A table of somebody's that is chosen or dropped: asked what it is, and taken in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, ngettext, sentences
from archive_app.ui.kit.question import Question, Role
from archive_app.ui.session.jobs import Jobs
from archive_app.ui.session.reports import Report
from archive_app.ui.session.session import Session

#: What a table is called at the end. Some of these are kept as documents too.
ENDINGS = (".csv", ".tsv", ".xlsx", ".xls", ".ods")


def dropped(session: Session, jobs: Jobs, files: Sequence[Path], parent: QWidget) -> bool:
    """Whether what was dropped needs nothing more: it is a table that is read as one, or nothing is to be done."""
    if len(files) != 1 or files[0].suffix.lower() not in ENDINGS or not files[0].is_file():
        return False
    words = _("“{file}” may be read as a table, whose lines become records, or kept as a document.")
    box = Question(parent, words.format(file=isolated(files[0].name)), _("Import table"), "table")
    read = box.offer(_("Read as a table"))
    keep = box.offer(_("Keep as a document"))
    box.offer(_("Cancel"), Role.RejectRole)
    box.exec()
    answer = box.answer
    box.deleteLater()
    if answer is read:
        open_table(session, jobs, files[0], parent)
    return answer is not keep


def open_table(session: Session, jobs: Jobs, path: Path, parent: QWidget) -> None:
    """Ask what the columns of this table are, and take it in."""
    # Here: the first screen does without.
    from archive_app.services.exchange.arriving import ArrivingReport
    from archive_app.ui.dialogs.import_report import findings, summary
    from archive_app.ui.dialogs.import_table import ImportTableDialog

    def taken(report: ArrivingReport) -> None:
        count = report.added + report.changed
        words = ngettext("{count} line of “{file}” is in.", "{count} lines of “{file}” are in.", count)
        said = sentences(words.format(count=f"{count:,}", file=isolated(report.file)), summary(report))
        if report.refused or report.remarks:
            session.tell_report(Report(_("Import table"), said, findings(report), failed=bool(report.refused)))
        else:
            session.told.emit(said)

    ImportTableDialog(session, jobs, path, taken, parent).open()
