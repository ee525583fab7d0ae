"""Edit: the metadata of one record copied, and pasted into others."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated
from archive_app.i18n import N_, _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.exchange import clipboard
from archive_app.services.exchange.arriving import ArrivingReport
from archive_app.services.records import copying, pasting, reading
from archive_app.services.records.pasting import Paste
from archive_app.ui.dialogs.paste import PasteDialog
from archive_app.ui.session.reports import Finding, Report
from archive_app.ui.window.window import Window


def copy_metadata(window: Window) -> None:
    """Copy what the current record says; other programs get the refs and titles of all that are chosen, or the cells
    of the table that is shown.
    """
    bench = window.workbench
    bench.inspector.flush()
    session, ids = bench.session, bench.chosen_ids()
    if not ids:
        return
    archive, current = session.archive, bench.results.current_id()
    source = current if current in ids else ids[0]
    # At once: the next key may paste it.
    session.copied.put(source)

    def copied(answer: tuple[str, list[RecordRef]]) -> None:
        text, refs = answer
        session.copied.text = text
        QApplication.clipboard().setText(text)
        if refs:
            session.told.emit(_copied(refs[0], len(ids)))

    keys = bench.results.cell_keys()

    def read() -> tuple[str, list[RecordRef]]:
        text = clipboard.copied(archive, ids, keys) if keys else copying.lines(archive, ids)
        return text, reading.refs(archive, [source])

    session.tasks.read(read, copied, owner=window)


def _copied(record: RecordRef, count: int) -> str:
    if count == 1:
        words = _("Copied the metadata of “{title}” ({ref}).")
    else:
        words = ngettext(
            "Copied the metadata of “{title}” ({ref}), the current one of {count} record.",
            "Copied the metadata of “{title}” ({ref}), the current one of {count} records.",
            count,
        )
    return words.format(title=isolated(record.title), ref=record.ref, count=f"{count:,}")


def paste_metadata(window: Window) -> None:
    """Ask what of the record that was copied the chosen ones are to have; cells of a spreadsheet go into the table."""
    bench = window.workbench
    text = QApplication.clipboard().text()
    if bench.results.cell_keys() and text != bench.session.copied.text and clipboard.is_cells(_archive(window), text):
        paste_cells(window)
        return
    bench.inspector.flush()
    session, ids, source = bench.session, bench.chosen_ids(), bench.session.copied.source
    if not ids or not source:
        return
    archive = session.archive

    def ask(found: Paste) -> None:
        if found.offers:
            PasteDialog(session, bench.tagger, found, ids, window).open()
        else:
            session.refused.emit(
                _("“{title}” says nothing that these records could have.").format(title=isolated(found.source.title))
            )

    session.tasks.read(
        lambda: pasting.preview(archive, source=source, records=ids), ask, owner=window, after_changes=True
    )


def _archive(window: Window) -> Archive:
    return window.workbench.session.archive


def paste_cells(window: Window) -> None:
    """Let records say what stands in cells that were copied in a spreadsheet, as one step."""
    bench = window.workbench
    bench.inspector.flush()
    session, ids, text = bench.session, bench.chosen_ids(), QApplication.clipboard().text()

    def done(report: ArrivingReport) -> None:
        words = _("Pasted cells: {changed} changed, {same} as they were, {refused} refused.")
        said = words.format(changed=report.changed, same=report.same, refused=len(report.refused))
        if report.refused:
            found = [Finding(_("refused"), str(each.line), each.reason) for each in report.refused]
            session.tell_report(Report(_("Paste cells"), said, found, failed=True))
        else:
            session.told.emit(said)

    window.jobs.start(
        N_("Pasting cells"),
        lambda tell, stop: clipboard.pasted(session.archive, text, ids, on_progress=tell, cancelled=stop),
        done,
        owner=session,
        whole=True,
    )
