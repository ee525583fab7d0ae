"""``settings``."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Annotated, Any

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, folder, opened
from archive_app.cli.options import state
from archive_app.domain.model.settings import SCOPE_LABEL, Scope, Setting, named
from archive_app.errors import InvalidInput
from archive_app.i18n import _, noted
from archive_app.services import settings
from archive_app.services.person import Person
from archive_app.services.settings import Held


def list_settings(
    words: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME | NAME=VALUE]…", help="What to show, or what to set.")
    ] = None,
    reset: Annotated[list[str] | None, typer.Option("--reset", metavar="NAME", help="Back to the usual value.")] = None,
    json: Json = False,
) -> None:
    """Show or change how the program behaves, for you or for an archive."""
    asked, wanted = _read(words or [])
    wanted |= {named(name): None for name in reset or []}
    touched = [*asked, *wanted]
    person = Person()
    with ExitStack() as stack:
        ours = [setting for setting in touched if setting.scope is Scope.ARCHIVE]
        archive = stack.enter_context(opened()) if ours or (not touched and _is_there()) else None
        if wanted:
            settings.put(person, archive, wanted)
        held = settings.held(person, archive)
    chosen = [each for each in held if not touched or each.setting in touched]
    if asked and not wanted:
        lines: Any = [each.written for each in chosen]
    else:
        lines = _table(chosen)
    output.answer({"settings": [_document(each) for each in chosen]}, lines, as_json=as_json(json))


def _read(words: list[str]) -> tuple[list[Setting], dict[Setting, str | None]]:
    """What is asked for, and what is to be set."""
    asked: list[Setting] = []
    wanted: dict[Setting, str | None] = {}
    for word in words:
        name, sign, value = word.partition("=")
        setting = named(name)
        if sign and setting in wanted:
            raise InvalidInput(_("“{field}” is given twice. Say which value is meant.").format(field=setting.name))
        if sign:
            wanted[setting] = value
        else:
            asked.append(setting)
    return asked, wanted


def _is_there() -> bool:
    """Whether an archive was named, or one lies where it would be looked for."""
    return state().folder is not None or (folder() / "archive.json").is_file()


def _document(each: Held) -> dict[str, Any]:
    setting = each.setting
    return {
        "name": setting.name,
        "value": each.written if setting.scope is Scope.ARCHIVE else each.value,
        "words": each.said,
        "usual": each.usual,
        "default": setting.default,
        "scope": str(setting.scope),
        "label": _(setting.label),
        "choices": [value for value, _label in setting.choices],
    }


def _table(held: list[Held]) -> Any:
    return output.table(
        (_("Name"), _("Value"), _("Setting"), _("Holds for")),
        [
            (each.setting.name, _in_words(each), _(each.setting.label), _(SCOPE_LABEL[each.setting.scope]))
            for each in held
        ],
    )


def _in_words(each: Held) -> str:
    value = each.written
    return noted(value, each.said) if each.said and each.said.casefold() != value.casefold() else value


def register(app: typer.Typer) -> None:
    """Add this command to the command line."""
    app.command("settings")(list_settings)
