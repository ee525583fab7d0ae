"""Search: saved searches, and the records that are picked."""

from __future__ import annotations

from archive_app.domain.model.changes import ChangeSet
from archive_app.i18n import _, ngettext
from archive_app.services.search import picking
from archive_app.ui.dialogs.saved_search import SaveSearchDialog
from archive_app.ui.sidebar.nodes import picked_query
from archive_app.ui.window.window import Window


def save(window: Window) -> None:
    """Ask for a name for the search that is shown."""
    bench = window.workbench
    query = bench.results.search.text()
    if not query:
        bench.session.refused.emit(_("There is nothing to save: type a search first."))
        return
    SaveSearchDialog(bench.session, query, bench.results.order, window).open()


def pick(window: Window) -> None:
    """Pick the chosen records, or take them from the picked where all of them are."""
    bench = window.workbench
    session, ids = bench.session, bench.chosen_ids()
    if not ids:
        return

    def work() -> int:
        picking.toggle(session.archive, records=ids)
        return picking.picked_count(session.archive)

    def done(count: int) -> None:
        words = ngettext("{count} record is picked.", "{count} records are picked.", count)
        session.told.emit(words.format(count=f"{count:,}"))

    session.edit(work, done, owner=window)


def show_picked(window: Window) -> None:
    """Show the picked records."""
    bench = window.workbench
    bench.leave_preview()
    bench.results.leave_page()
    bench.results.show_query(picked_query())


def clear_picked(window: Window) -> None:
    """Take all records from the picked; undo picks them again."""
    session = window.workbench.session

    def done(change: ChangeSet) -> None:
        count = len(change.ids)
        words = ngettext(
            "{count} record is no longer picked. Undo picks it again.",
            "{count} records are no longer picked. Undo picks them again.",
            count,
        )
        session.told.emit(words.format(count=f"{count:,}") if count else _("No record was picked."))

    session.edit(lambda: picking.unpick(session.archive), done, owner=window)
