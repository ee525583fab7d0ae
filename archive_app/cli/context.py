"""What every command needs: which archive, and how to answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from archive_app import paths
from archive_app.cli import output
from archive_app.cli.options import state
from archive_app.errors import InvalidInput, NotAnArchive
from archive_app.i18n import _
from archive_app.loading import later

if TYPE_CHECKING:
    from archive_app.media.pictures.workers import DecoderPool
    from archive_app.services import archive
    from archive_app.services.archive import Archive
    from archive_app.services.records import values
else:
    (archive,) = later("archive_app.services", "archive")
    (values,) = later("archive_app.services.records", "values")

#: ``--json`` after the command, as well as before it.
Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]


def as_json(after_command: bool) -> bool:
    """Whether ``--json`` stood before or after the command."""
    return after_command or state().as_json


def folder() -> Path:
    """The archive's folder: the option's, else this folder where it is an archive, else the usual place."""
    chosen = state().folder
    if chosen is not None:
        return chosen
    here = Path.cwd()
    if (here / "archive.json").is_file():
        return here
    return paths.default_archive()


def opened(decoders: DecoderPool | None = None) -> Archive:
    """The open archive, which reads files with ``decoders`` if these are given; NotAnArchive with what to do where
    there is none.
    """
    chosen = folder()
    if state().folder is None and not chosen.exists():
        raise NotAnArchive(
            _("No archive was named. Use “--archive FOLDER”, or make one with “exchange-archive --archive FOLDER new”.")
        )
    with output.told(_("Bring the archive up to date")) as tell:
        there = archive.open_archive(chosen, on_progress=tell, decoders=decoders)
    for notice in there.store.notices:
        output.say(notice)
    return there


def pairs(given: list[str] | None, what: str) -> list[tuple[str, str]]:
    """``["a=1", …]`` as keys and values; InvalidInput where the sign is missing."""
    found: list[tuple[str, str]] = []
    for value in given or []:
        key, sign, rest = values.clean(value).partition("=")
        if not sign or not key.strip():
            raise InvalidInput(_("“{value}” is not of the form {what}.").format(value=values.clean(value), what=what))
        found.append((key.strip(), rest))
    return found


def assignments(values: list[str] | None) -> dict[str, str]:
    """``FIELD=VALUE…`` as a mapping; InvalidInput where a field is given twice."""
    found: dict[str, str] = {}
    for key, value in pairs(values, "FIELD=VALUE"):
        if key in found:
            raise InvalidInput(_("“{field}” is given twice. Say which value is meant.").format(field=key))
        found[key] = value
    return found
