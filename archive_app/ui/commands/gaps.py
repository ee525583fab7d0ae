"""Tag: from gap to gap, and what counts as one."""

from __future__ import annotations

from archive_app.i18n import _
from archive_app.services.upkeep import completeness
from archive_app.services.upkeep.completeness import Gap
from archive_app.ui.completeness.rules import RulesDialog
from archive_app.ui.sidebar.nodes import all_items_query
from archive_app.ui.window.window import Window


def following(window: Window) -> None:
    """Go to the next incomplete record of the result, and put the cursor where something is missing."""
    bench = window.workbench
    bench.leave_preview()
    bench.leave_stepping()
    bench.results.leave_page()
    bench.inspector.flush()
    archive, ids, current = bench.session.archive, bench.results.model.ids, bench.results.current_id()

    def go(found: tuple[int, Gap] | None) -> None:
        if found is None:
            bench.session.told.emit(_("Nothing is missing in this result."))
            return
        record, gap = found
        place = bench.results.model.places([record]).get(record)
        if place is not None:
            bench.results.go_to(place)
        bench.splitter.bring(bench.inspector)
        bench.inspector.edit_field(gap.field, record)

    # What was being typed is saved first: it may have been what was missing.
    bench.session.edit(lambda: completeness.next_incomplete(archive, ids, current), go, owner=window)


def step_through(window: Window) -> None:
    """Step through what is incomplete in the result that is shown."""
    bench = window.workbench
    bench.leave_preview()
    bench.leave_stepping()
    bench.results.leave_page()
    query = gaps_of(bench.results.query)
    if query == bench.results.query:
        bench.step_through()
        return

    def over(_why: object = None) -> None:
        bench.results.searched.disconnect(searched)
        bench.results.seeker.failed.disconnect(over)

    def searched(shown: str) -> None:
        # Whatever is answered first ends the waiting: with another search, something else is wanted now.
        over()
        if shown != query:
            return
        if bench.results.model.rowCount():
            bench.step_through()
        else:
            bench.session.told.emit(_("Nothing is missing in this result."))

    bench.results.searched.connect(searched)
    bench.results.seeker.failed.connect(over)
    bench.results.show_query(query)


def gaps_of(query: str) -> str:
    """The search for what is incomplete of what ``query`` finds."""
    if "gap:" in query:
        return query
    scope = query.strip() or all_items_query()
    plain = all(word.lower() != "or" for word in scope.split()) and "|" not in scope
    return f"{scope} {completeness.gap_query()}" if plain else f"({scope}) {completeness.gap_query()}"


def rules(window: Window) -> None:
    """Ask what makes a record complete."""
    RulesDialog(window.workbench.session, window).open()
