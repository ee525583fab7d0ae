"""What was said before the command, and who shows a window. Light: the shortest command loads it."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path

from archive_app.errors import MissingComponent
from archive_app.i18n import _

Window = Callable[[Path | None, str], int]


@dataclass(slots=True)
class State:
    """The options given before the command."""

    folder: Path | None
    as_json: bool
    #: The command that follows; empty before the command line is read so far.
    command: str = ""
    #: Whether its one document has been printed.
    answered: bool = False
    #: The language asked for; empty where none was.
    language: str = ""


_state: ContextVar[State] = ContextVar("state")
_window: ContextVar[Window | None] = ContextVar("window", default=None)


def remember(options: State) -> None:
    """Keep the options for the command that follows."""
    _state.set(options)


def state() -> State:
    """The options of the running command line."""
    return _state.get(State(None, False))


def set_window(window: Window | None) -> None:
    """Say what ``open`` is to call; the command line itself knows no Qt."""
    _window.set(window)


def open_window(options: State) -> int:
    """Show the window, with the named archive if there is one; the only command that needs a display."""
    window = _window.get()
    if window is None:
        raise MissingComponent(_("This build of Exchange Archive has no window."))
    return window(options.folder, options.language)
