"""View: grid and table, panes, colours, language."""

from __future__ import annotations

from collections.abc import Callable

from archive_app.domain.model.changes import ChangeSet
from archive_app.i18n import language
from archive_app.ui.results.bar import GRID, TABLE
from archive_app.ui.window.window import Window


def grid(window: Window) -> None:
    """Show the result as a grid."""
    window.workbench.results.show_view(GRID)


def table(window: Window) -> None:
    """Show the result as a table."""
    window.workbench.results.show_view(TABLE)


def columns(window: Window) -> None:
    """Choose the columns of the table."""
    table(window)
    window.workbench.results.table.offer_columns()


def larger(window: Window) -> None:
    """Make the pictures of the grid larger."""
    window.workbench.results.bar.resize_by(1)


def smaller(window: Window) -> None:
    """Make the pictures of the grid smaller."""
    window.workbench.results.bar.resize_by(-1)


def refresh(window: Window) -> None:
    """Search again and show exactly what matches, and all else as it is in the archive now."""
    window.workbench.session.archive.hub.publish(ChangeSet(everything=True))
    window.workbench.results.refresh()


def sidebar(window: Window) -> None:
    """Show or hide the sidebar, and the facets below it."""
    pane = window.workbench.places
    pane.setVisible(pane.isHidden())


def inspector(window: Window) -> None:
    """Show or hide the inspector."""
    pane = window.workbench.inspector
    pane.flush()
    pane.setVisible(pane.isHidden())


def facets(window: Window) -> None:
    """Show the facets and go there, or put them away."""
    bench, results = window.workbench, window.workbench.results
    results.show_facets(not results.facets.wanted or bench.places.isHidden())
    if results.facets.wanted:
        bench.places.show()
        results.facets.take_focus()
    else:
        results.take_focus()


def full_screen(window: Window) -> None:
    """Fill the screen, or stop filling it."""
    if window.isFullScreen():
        window.showNormal()
    else:
        window.showFullScreen()


def preferences(window: Window, at: str = "") -> None:
    """Show what can be set, the focus on the setting ``at``, and act by whatever is changed."""
    # Not above, where all of the menu's ticks are: no dialog is loaded before it is asked for.
    from archive_app.ui.dialogs.preferences import Preferences

    dialog = Preferences(window.settings, window.session, window)

    def follow(names: set[str]) -> None:
        window.shell.follow(names)
        if window.shell.window is not window:
            # It was made anew, in another dress or tongue, and so is what stands on it.
            dialog.close()
            preferences(window.shell.window, next(iter(names)))

    dialog.changed.connect(follow)
    dialog.open()
    if at:
        dialog.stand_at(at)


def theme(choice: str) -> Callable[[Window], None]:
    """The command that chooses the colours."""
    return lambda window: window.shell.choose("colours", choice)


def theme_is(choice: str) -> Callable[[Window], bool]:
    """Whether these colours are chosen."""
    return lambda window: window.settings.text("colours") == choice


def speak(tongue: str) -> Callable[[Window], None]:
    """The command that chooses the language."""
    return lambda window: window.shell.choose("language", tongue)


def speaks(tongue: str) -> Callable[[Window], bool]:
    """Whether this language is spoken."""
    return lambda _window: language() == tongue
