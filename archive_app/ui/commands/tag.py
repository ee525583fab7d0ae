"""Tag: the bar, stepping through, and what is done to the chosen items by one key."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from archive_app.domain.model.changes import ChangeSet
from archive_app.i18n import _, ngettext
from archive_app.services.records import turning
from archive_app.ui.dialogs.shift import ShiftDialog
from archive_app.ui.terms.window import VocabularyWindow
from archive_app.ui.window.window import Window


def bar(window: Window) -> None:
    """Open the tag bar for what is chosen."""
    window.workbench.leave_preview()
    window.workbench.tag()


def step_through(window: Window) -> None:
    """Go through the items one by one, or back to the result."""
    bench = window.workbench
    if bench.stepping_through:
        bench.leave_stepping()
    else:
        bench.step_through()


def shift(window: Window) -> None:
    """Put the times of the chosen pictures right, whose camera had a wrong clock."""
    bench = window.workbench
    bench.inspector.flush()
    ShiftDialog(bench.session, bench.chosen_ids(), window).open()


def repeat(window: Window) -> None:
    """Do to the chosen records what was done last."""
    bench = window.workbench
    ids = bench.chosen_ids()
    if ids:
        bench.tagger.repeat(ids)


def copy_links(window: Window) -> None:
    """Give the chosen records the links of the one before the first of them in the result."""
    bench = window.workbench
    if bench.stepping_through:
        bench.stepping.do("copy")
        return
    ids = bench.chosen_ids()
    place = bench.results.model.places(ids[:1]).get(ids[0], 0) if ids else 0
    if not ids or not place:
        bench.session.refused.emit(_("This is the first item: there is none before it to copy from."))
        return
    bench.tagger.copy_links(bench.results.model.ids[place - 1], ids)


def reject(window: Window) -> None:
    """Reject the chosen items; where all of them are, take it back."""
    bench = window.workbench
    ids = bench.chosen_ids()
    if ids:
        bench.tagger.toggle_rejected(ids)


def turn(by: int) -> Callable[[Window], None]:
    """The command that turns the pictures of the chosen items by ``by`` degrees clockwise."""

    def run(window: Window) -> None:
        bench = window.workbench
        session = bench.session

        def answer(change: ChangeSet) -> None:
            if change.ids:
                session.told.emit(_turned(len(change.ids), by))
            else:
                session.refused.emit(_("Nothing was turned: what is chosen has no picture of its own."))

        def go(ids: Sequence[int]) -> None:
            session.edit(
                lambda: turning.turn(session.archive, records=list(ids), by=by),
                answer,
                owner=window,
            )

        ids = bench.chosen_ids()
        if ids:
            bench.tagger.remember(_("turn"), go)
            go(ids)

    return run


def _turned(count: int, by: int) -> str:
    """What was done, in a sentence."""
    if by > 0:
        return ngettext("Turned {count} picture to the right.", "Turned {count} pictures to the right.", count).format(
            count=f"{count:,}"
        )
    return ngettext("Turned {count} picture to the left.", "Turned {count} pictures to the left.", count).format(
        count=f"{count:,}"
    )


def vocabularies(window: Window) -> None:
    """Show the vocabularies and their terms; undo and redo work there too."""
    bench = window.workbench
    bench.inspector.flush()
    shown = VocabularyWindow(bench.session, window.jobs, window)
    for name in ("undo", "redo"):
        shown.addAction(window.actions_table[name])
    shown.search_wanted.connect(lambda query: _search(window, query))
    shown.open()


def _search(window: Window, query: str) -> None:
    bench = window.workbench
    bench.leave_stepping()
    bench.leave_preview()
    bench.results.leave_page()
    bench.results.show_query(query)
