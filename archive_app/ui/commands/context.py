"""Tag: what one is now tagging for."""

from __future__ import annotations

from archive_app.ui.window.window import Window


def edit(window: Window) -> None:
    """Ask what to tag for."""
    window.workbench.context.edit()


def clear(window: Window) -> None:
    """Tag for nothing any more."""
    window.workbench.context.clear()
