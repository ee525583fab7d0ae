"""Tag: the table of codes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archive_app.ui.codes.dialog import CodesDialog

if TYPE_CHECKING:
    from archive_app.ui.window import Window


def show(window: Window) -> None:
    """Edit the codes in a table; undo and redo work there too."""
    dialog = CodesDialog(window.workbench.session, window.jobs, window)
    for name in ("undo", "redo"):
        dialog.addAction(window.actions_table[name])
    dialog.open()
