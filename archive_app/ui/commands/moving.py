"""Moving objects into a place where they are kept."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated
from archive_app.i18n import N_, _, ngettext
from archive_app.loading import later
from archive_app.services.records import locations
from archive_app.services.records.stocktakes import Report
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.move import MoveDialog, Wish
from archive_app.ui.dialogs.stocktake import StocktakeDialog
from archive_app.ui.window.window import Window

if TYPE_CHECKING:
    from archive_app.services.exchange import stocktaking
else:
    (stocktaking,) = later("archive_app.services.exchange", "stocktaking")


def move(window: Window) -> None:
    """Ask where the chosen objects go, and move them there."""
    bench = window.workbench
    bench.inspector.flush()
    ids, session = list(bench.chosen_ids()), bench.session
    if not ids:
        return

    def wanted(wish: Wish) -> None:
        def work() -> tuple[ChangeSet, str]:
            change = locations.move(
                session.archive, records=ids, to=wish.place, date=wish.date, by=wish.by, reason=wish.reason,
                until=wish.until, normal=wish.normal,
            )  # fmt: skip
            return change, locations.path(session.archive, wish.place)

        def done(found: tuple[ChangeSet, str]) -> None:
            words = ngettext("Moved to {place}.", "Moved {count} objects to {place}.", len(ids))
            session.told.emit(words.format(count=f"{len(ids):,}", place=isolated(found[1])))

        session.edit(work, done, owner=bench)

    title = ngettext("{count} object is moved.", "{count} objects are moved.", len(ids)).format(count=f"{len(ids):,}")
    MoveDialog(session, title, wanted, window).open()


def stocktake(window: Window) -> None:
    """Take stock of the location in hand, or of one that is asked for."""
    bench = window.workbench
    bench.inspector.flush()
    shown = bench.inspector.record
    place = None
    if shown is not None and shown.kind is Kind.LOCATION:
        place = RecordRef(shown.id, shown.uid, shown.ref, shown.kind, shown.title)
    dialog = StocktakeDialog(bench.session, place, window)
    dialog.report_wanted.connect(lambda report: _save(window, report))
    dialog.show()


def _save(window: Window, report: Report) -> None:
    session = window.workbench.session
    kinds = f"{_('PDF')} (*.pdf);;{_('Workbook')} (*.xlsx)"
    suggested = Path.home() / f"{_('Stock-take')}.pdf"
    out = choose.new_file(window, _("Stock-take"), suggested, kinds, choose.Purpose.TABLES)
    if out is None:
        return
    out = out if out.suffix else out.with_suffix(".pdf")

    def done(lines: int) -> None:
        words = ngettext("Wrote {count} row to “{file}”.", "Wrote {count} rows to “{file}”.", lines)
        session.told.emit(words.format(count=f"{lines:,}", file=isolated(str(out))))

    window.jobs.start(
        N_("Printing"),
        lambda _tell, _stop: stocktaking.write_report(session.archive, report, out=out),
        done,
        owner=session,
    )
