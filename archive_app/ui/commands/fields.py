"""Record: the ways into its fields. Each leads to a field of what is in hand and on the screen, or says why not."""

from __future__ import annotations

from archive_app.ui.window.window import Window


def edit_title(window: Window) -> None:
    """Put the cursor into the name."""
    _edit(window, "name-0")


def edit_caption(window: Window) -> None:
    """Put the cursor into the caption."""
    _edit(window, "text-caption")


def edit_date(window: Window) -> None:
    """Put the cursor into the date."""
    _edit(window, "field-date")


def link_event(window: Window) -> None:
    """Put the cursor where an event is linked."""
    _edit(window, "link-event")


def link_person(window: Window) -> None:
    """Put the cursor where a person is linked."""
    _edit(window, "link-person")


def add_link(window: Window) -> None:
    """Put the cursor where a link is added."""
    _edit(window, "link-add")


def _edit(window: Window, name: str) -> None:
    bench = window.workbench
    if bench.stepping_through:
        bench.stepping.edit_field(name)
        return
    bench.leave_preview()
    bench.splitter.bring(bench.inspector)
    bench.inspector.edit_field(name)
