"""Moving objects into a place where they are kept."""

from __future__ import annotations

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.text.showing import isolated
from archive_app.i18n import ngettext
from archive_app.services.records import locations
from archive_app.ui.dialogs.move import MoveDialog, Wish
from archive_app.ui.window.window import Window


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
