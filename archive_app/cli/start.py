"""``open``, ``new`` and ``demo``."""

from __future__ import annotations

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, folder
from archive_app.cli.options import open_window, state
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.services.archive import create_archive


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
                _("Open it with: {command}").format(
                    command=output.command("exchange-archive", "--archive", str(archive.folder))
                ),
            ],
            as_json=as_json(json),
        )


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("open")(open_)
    app.command()(new)
    app.command()(demo)
