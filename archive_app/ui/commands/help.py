"""Help: the search language, the shortcuts, about."""

from __future__ import annotations

from archive_app.i18n import _
from archive_app.services.ingest.walls import walls_in_words
from archive_app.ui.actions.help_pages import AboutDialog, HelpPage, SearchHelp, ShortcutList
from archive_app.ui.window.window import FIRST, Window


def search_language(window: Window) -> None:
    """Show how searches are written."""
    SearchHelp(window).open()


def shortcuts(window: Window) -> None:
    """List every shortcut."""
    ShortcutList(window.actions_table, window).open()


def first_keys(window: Window) -> None:
    """Show the keys to begin with."""
    HelpPage(_("Seven keys to begin with"), [("", window.actions_table.keys_of(FIRST))], window).open()


def about(window: Window) -> None:
    """Say what program this is."""
    dialog = AboutDialog(window)
    if window.has_archive:
        window.workbench.session.tasks.read(walls_in_words, dialog.show_walls, owner=dialog)
    dialog.open()
