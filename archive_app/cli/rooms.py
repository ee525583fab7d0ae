"""Which module has which command. A command loads its own module and no other, since most of the program hangs on each.

``--help`` and completion load all of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from archive_app.cli.options import state
from archive_app.cli.wording import spoken, translate
from archive_app.loading import undisturbed

#: In the order of the help. A test compares it with what the modules register.
COMMANDS_OF = {
    "start": ("open", "new", "demo"),
    "settings": ("settings",),
    "records": ("add", "set", "link", "unlink", "delete", "show"),
    "bin": ("bin", "undelete", "purge"),
    "details": ("detail",),
    "accession": ("accession",),
    "custody": ("custody",),
    "gifts": ("due", "balance", "example-rules"),
    "locations": ("move", "location"),
    "stocktaking": ("stocktake",),
    "regions": ("region",),
    "many": ("set-many", "link-many", "unlink-many", "replace"),
    "copying": ("copy-metadata",),
    "rejecting": ("reject", "unreject"),
    "shift": ("shift-time",),
    "suggest": ("suggest",),
    "merging": ("merge", "duplicates", "keep-apart", "identify"),
    "ingest": ("ingest",),
    "views": ("add-file", "views", "join", "split", "order", "file-role", "print-view"),
    "files": ("pictures", "encodings", "read-documents"),
    "rereading": ("read-again",),
    "search": ("search",),
    "saved": ("searches", "save-search", "remove-search", "pick", "unpick"),
    "codes": ("codes", "set-code", "remove-code", "import-codes", "export-codes"),
    "pads": ("pads", "save-pad", "apply-pad", "remove-pad"),
    "terms": ("vocabularies", "terms", "add-term", "import-terms", "export-terms"),
    "history": ("history", "undo", "redo"),
    "completeness": ("gaps", "rules"),
    "catalogue": ("catalogue",),
    "originals": ("export-originals",),
    "tables": ("export-table", "import-table"),
    "papers": ("register", "receipt", "object-labels"),
    "maintenance": ("verify", "reindex", "restore"),
    "backups": ("backup", "backups", "verify-backup", "drill"),
    "repair": ("repair",),
}
_ROOM_OF = {command: room for room, commands in COMMANDS_OF.items() for command in commands}


def commands_of(room: str) -> TyperGroup:
    """The commands that a module registers."""
    app = typer.Typer(rich_markup_mode=None, pretty_exceptions_enable=False)
    app.callback()(lambda: None)
    with undisturbed():
        module = import_module(f"archive_app.cli.{room}")
    module.register(app)
    return typer.main.get_group(app)


def begin_speaking() -> None:
    """Speak what this command line asks for or what is set, before it is carried out: for helps, and for what is wrong
    with it.
    """
    from archive_app.services.person import Person, speak

    speak(Person(), state().language)


_SPOKEN = spoken(begin_speaking)


class _Commands(Mapping[str, Any]):
    """All commands by name, each looked up in its own module."""

    def __getitem__(self, name: str) -> Any:
        command = commands_of(_ROOM_OF[name]).commands[name]
        command.context_class = _SPOKEN
        translate(command)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_ROOM_OF)

    def __len__(self) -> int:
        return len(_ROOM_OF)


class Rooms(TyperGroup):
    """The whole command line."""

    context_class = _SPOKEN

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "commands": None})
        self.commands = _Commands()  # type: ignore[assignment]  # nothing is added to it
