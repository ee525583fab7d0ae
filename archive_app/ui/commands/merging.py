"""Tag: merging records that are the same, and finding those that look so."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.records import RecordRef
from archive_app.i18n import _
from archive_app.services.records import reading, views
from archive_app.ui.commands import edit
from archive_app.ui.merging.duplicates import DuplicatesDialog
from archive_app.ui.merging.merge import MergeDialog
from archive_app.ui.merging.together import ViewsDialog
from archive_app.ui.window.window import Window

_PAIR = 2


def merge(window: Window) -> None:
    """Merge the chosen record with another one, or the chosen two."""
    bench = window.workbench
    session, ids = bench.session, bench.chosen_ids()
    bench.inspector.flush()
    if not 1 <= len(ids) <= _PAIR:
        session.refused.emit(_("Choose the one record that is to be merged, or the two."))
        return

    def ask(found: list[RecordRef]) -> None:
        if len(found) == _PAIR and found[0].kind != found[1].kind:
            session.refused.emit(_("Only records of the same kind can be merged. Choose two of one kind."))
            return
        if found:
            dialog = MergeDialog(session, found[0], found[1] if len(found) == _PAIR else None, window)
            dialog.merged.connect(lambda keep, _drop: bench.go_to(keep))
            dialog.open()

    session.tasks.read(lambda: reading.refs(session.archive, ids), ask, owner=window)


def join(window: Window) -> None:
    """Make the chosen items one with several files: a thing among them stays, or the current one."""
    bench = window.workbench
    session, ids, current = bench.session, bench.chosen_ids(), bench.results.current_id()
    bench.inspector.flush()
    if len(ids) < _PAIR:
        session.refused.emit(_("Choose the items that are to be one; the current one stays, with all their files."))
        return

    def work() -> tuple[ChangeSet, int]:
        keep = views.leading(session.archive, ids, current)
        return views.join(session.archive, keep=keep, others=[each for each in ids if each != keep]), keep

    def done(joined: tuple[ChangeSet, int]) -> None:
        change, keep = joined
        session.told.emit(change.label)
        # What stays is in hand, not what has come into the place of one that went.
        if bench.results.paging:
            bench.inspector.show_id(keep)
        else:
            bench.results.show_query(bench.results.query, (keep,), keep)

    session.edit(work, done, owner=window)


def find_duplicates(window: Window) -> None:
    """List records that look as if they were the same."""
    if not _raised(window, DuplicatesDialog):
        dialog = DuplicatesDialog(window.workbench.session, window.jobs, window)
        dialog.record_wanted.connect(window.workbench.follow)
        dialog.show()


def find_views(window: Window) -> None:
    """List items that look like views of one, or hold the same picture."""
    if not _raised(window, ViewsDialog):
        dialog = ViewsDialog(window.workbench.session, window.jobs, window)
        dialog.record_wanted.connect(window.workbench.follow)
        dialog.undo_wanted.connect(lambda: edit.undo(window))
        dialog.show()


def _raised(window: Window, dialog: type[QDialog]) -> bool:
    """Whether such a dialog stands beside ``window`` already, and is before it now."""
    window.workbench.inspector.flush()
    for there in window.findChildren(dialog):
        if there.isVisible():
            there.raise_()
            there.activateWindow()
            return True
    return False
