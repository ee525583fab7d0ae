"""Go: search, palette, next and previous, panes."""

from __future__ import annotations

from PySide6.QtCore import Qt

from archive_app.domain.model.records import RecordRef
from archive_app.ui.actions.palette import CommandPalette
from archive_app.ui.commands import fields
from archive_app.ui.sidebar.nodes import all_items_query, untagged_query
from archive_app.ui.window.window import Window


def find(window: Window) -> None:
    """Put the cursor into the search box; where a document is shown large, look for words in that."""
    large = window.workbench.large_in_sight
    if large is not None and large.can_find:
        large.find_words()
    else:
        window.workbench.go_to_search()


def palette(window: Window) -> None:
    """Open the command palette."""

    def go_to(record: RecordRef) -> None:
        window.workbench.leave_preview()
        window.workbench.go_to(record)

    CommandPalette(window, window.actions_table, window.session, go_to).open()


def following(window: Window) -> None:
    """Go to the next record."""
    window.workbench.step(1)


def previous(window: Window) -> None:
    """Go to the record before."""
    window.workbench.step(-1)


def back(window: Window) -> None:
    """Back to the search before."""
    window.workbench.go_back()


def all_items(window: Window) -> None:
    """Show everything that is kept."""
    window.workbench.leave_preview()
    window.workbench.results.show_query(all_items_query())


def untagged(window: Window) -> None:
    """Show what is linked to nothing."""
    window.workbench.leave_preview()
    window.workbench.results.show_query(untagged_query())


def to_sidebar(window: Window) -> None:
    """Put the focus into the sidebar."""
    window.workbench.places.show()
    window.workbench.sidebar.tree.setFocus(Qt.FocusReason.ShortcutFocusReason)


def to_results(window: Window) -> None:
    """Put the focus into the grid or the table."""
    window.workbench.leave_preview()
    window.workbench.results.view.setFocus(Qt.FocusReason.ShortcutFocusReason)


def to_inspector(window: Window) -> None:
    """Put the focus into the inspector."""
    fields.edit_title(window)


def to_facets(window: Window) -> None:
    """Put the focus into the facets."""
    window.workbench.leave_preview()
    window.workbench.results.leave_page()
    window.workbench.results.show_facets(True)
    window.workbench.places.show()
    window.workbench.results.facets.take_focus()
