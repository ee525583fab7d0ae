"""``open``, ``new`` and ``demo``."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, State, as_json, folder, state
from archive_app.errors import InvalidInput, MissingComponent
from archive_app.i18n import _
from archive_app.services.archive import create_archive

_Window = Callable[[Path | None], int]
_window: ContextVar[_Window | None] = ContextVar("window", default=None)


def set_window(window: _Window | None) -> None:
    """Say what ``open`` is to call; the command line itself knows no Qt."""
    _window.set(window)


def open_window(options: State) -> int:
    """Show the window, with the named archive if there is one; the only command that needs a display."""
    window = _window.get()
    if window is None:
        raise MissingComponent(_("This build of Exchange Archive has no window."))
    return window(options.folder)


def open_() -> None:
    """Show the window (the default)."""
    raise typer.Exit(open_window(state()))


def new(json: Json = False) -> None:
    """Make an empty archive in the folder given by --archive."""
    target = state().folder
    if target is None:
        raise InvalidInput(_("Say where: “exchange-archive --archive FOLDER new”."))
    with create_archive(target) as archive:
        output.answer(
            {"archive": str(archive.folder)},
            [_("Made a new archive in “{folder}”.").format(folder=archive.folder)],
            as_json=as_json(json),
        )


def demo(json: Json = False) -> None:
    """Make the demo archive: Hangzhou and its partners."""
    from archive_app.services.upkeep.demo import make_demo

    with make_demo(folder()) as archive:
        output.answer(
            {"archive": str(archive.folder)},
            [
                _("Made the demo archive in “{folder}”.").format(folder=archive.folder),
                _("Open it with: exchange-archive --archive “{folder}”").format(folder=archive.folder),
            ],
            as_json=as_json(json),
        )


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("open")(open_)
    app.command()(new)
    app.command()(demo)
