"""Tag: the table of codes."""

from __future__ import annotations

from archive_app.domain.model.kinds import ITEM_KINDS
from archive_app.domain.model.records import RecordRef
from archive_app.ui.codes.dialog import CodesDialog
from archive_app.ui.window.window import Window


def show(window: Window) -> None:
    """Edit the codes in a table, where the record that is shown waits for one; undo and redo work there too."""
    shown = window.workbench.inspector.record
    dialog = CodesDialog(window.workbench.session, window.jobs, window)
    for name in ("undo", "redo"):
        dialog.addAction(window.actions_table[name])
    if shown is not None and shown.kind not in ITEM_KINDS:
        dialog.offer(RecordRef(shown.id, shown.uid, shown.ref, shown.kind, shown.title))
    dialog.open()
