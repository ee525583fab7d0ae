"""Regions: marking them on what is shown large, and whether they are seen."""

from __future__ import annotations

from archive_app.i18n import _
from archive_app.ui.marking.marking import SHOWN
from archive_app.ui.window.window import Window


def mark(window: Window) -> None:
    """Mark on the picture or recording that is shown, or stop that."""
    window.workbench.mark()


def show(window: Window) -> None:
    """Show the regions of pictures, or hide them, now and later."""
    bench = window.workbench
    if bench.marking is not None:
        bench.marking.toggle_shown()
    else:
        shown = not bench.session.settings.flag(SHOWN)
        bench.session.settings.put(SHOWN, shown)
        bench.session.told.emit(_("Regions are shown on pictures.") if shown else _("Regions are not shown any more."))
