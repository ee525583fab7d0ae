"""What leaves the archive as files: originals in a folder, and tables."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from archive_app.domain.model.carrying import How
from archive_app.domain.text.showing import isolated
from archive_app.i18n import N_, _, ngettext
from archive_app.loading import later
from archive_app.services.clearance.clearance import counted
from archive_app.services.exchange import originals
from archive_app.services.exchange.originals import OriginalsReport
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.export_originals import ExportOriginalsDialog
from archive_app.ui.dialogs.export_table import ExportTableDialog
from archive_app.ui.session.reports import Finding, Report
from archive_app.ui.session.settings import Settings
from archive_app.ui.window.window import Window

if TYPE_CHECKING:
    from archive_app.services.exchange import columns, tables
    from archive_app.services.exchange.columns import TableColumn
    from archive_app.services.exchange.tables import TableReport
    from archive_app.services.records import many
else:
    columns, tables = later("archive_app.services.exchange", "columns tables")
    (many,) = later("archive_app.services.records", "many")


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


def export_table(window: Window) -> None:
    """Ask which columns it is to have, and where it goes, and write the chosen records as a table."""
    bench = window.workbench
    bench.inspector.flush()
    ids, archive, settings = list(bench.chosen_ids()), bench.session.archive, bench.session.settings

    def look() -> list[TableColumn]:
        summary = many.summary(archive, ids)
        langs = dict.fromkeys(("en", "zh", *sorted(lang for _role, lang in summary.texts)))
        return columns.offered(archive, [kind for kind, _count in summary.kinds], langs)

    def ask(offered: list[TableColumn]) -> None:
        chosen = _chosen(settings, {each.key for each in offered})
        labels = settings.flag("tables/labels")
        ExportTableDialog(
            len(ids), offered, chosen, labels, lambda keys, words: _write_table(window, ids, keys, words), window
        ).open()

    if ids:
        bench.session.tasks.read(look, ask, owner=bench, key="export-table")


def _chosen(settings: Settings, there: set[str]) -> Sequence[str]:
    """The columns of the last time that there are here, or the usual ones; what stands in the file may be anything."""
    try:
        found = json.loads(settings.text("tables/columns"))
    except ValueError:
        found = []
    last = [each for each in found if isinstance(each, str) and each in there] if isinstance(found, list) else []
    from archive_app.services.exchange.columns import USUAL

    return last or USUAL


def _write_table(window: Window, ids: list[int], keys: list[str], labels: bool) -> None:
    session = window.workbench.session
    session.settings.put("tables/columns", json.dumps(keys))
    session.settings.put("tables/labels", labels)
    book, text = _("Workbook"), _("Table of text")
    kinds = f"{book} (*.xlsx);;{text} (*.csv)"
    suggested = Path.home() / f"{_('Records')}.xlsx"
    out = choose.new_file(window, _("Export table"), suggested, kinds, choose.Purpose.TABLES)
    if out is None:
        return
    out = out if out.suffix else out.with_suffix(".xlsx")

    def done(report: TableReport) -> None:
        words = ngettext("Wrote {count} row to “{file}”.", "Wrote {count} rows to “{file}”.", report.rows)
        said = words.format(count=f"{report.rows:,}", file=isolated(str(report.path)))
        summary = " ".join(filter(None, (said, counted(report.kept))))
        findings = [Finding(_("left out"), each.ref, each.reason) for each in report.kept]
        findings += [
            Finding(_("cut"), ref, _("Only the beginning has room in a cell.") + f" ({key})") for ref, key in report.cut
        ]
        if findings:
            session.tell_report(Report(_("Export table"), summary, findings))
        else:
            session.told.emit(summary)

    window.jobs.start(
        N_("Exporting the table"),
        lambda tell, stop: tables.export_table(
            session.archive, ids=ids, out=out, columns=keys, labels=labels, on_progress=tell, cancelled=stop
        ),
        done,
        owner=session,
    )
