"""What comes into the archive as a table."""

from __future__ import annotations

from pathlib import Path

from archive_app.i18n import _
from archive_app.ui.dialogs import choose
from archive_app.ui.window import arriving
from archive_app.ui.window.window import Window


def import_table(window: Window) -> None:
    """Ask for a table, and for what its columns are."""
    endings = " ".join(f"*{ending}" for ending in (*arriving.ENDINGS, ".txt"))
    kinds = f"{_('Tables')} ({endings})"
    path = choose.file(window, _("Import table"), Path.home(), kinds, choose.Purpose.TABLES)
    if path is not None:
        bench = window.workbench
        bench.inspector.flush()
        arriving.open_table(bench.session, window.jobs, path, window)
