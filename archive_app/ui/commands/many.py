"""Tag: replacing in many texts, and taking what is suggested."""

from __future__ import annotations

from archive_app.ui.many.replace import ReplaceDialog
from archive_app.ui.window.window import Window


def replace(window: Window) -> None:
    """Find and replace in the texts of the chosen records, or of all that were found."""
    bench = window.workbench
    bench.inspector.flush()
    chosen = bench.chosen_ids()
    ReplaceDialog(bench.session, window.jobs, chosen, list(bench.results.model.ids), window).open()


def accept(window: Window) -> None:
    """Link what is suggested first."""
    bench = window.workbench
    if bench.stepping_through:
        bench.stepping.do("accept")
    else:
        bench.inspector.accept()
