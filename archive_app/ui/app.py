"""The entry to the window. Importing this module needs no Qt; running it says in a sentence what Qt lacks."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from pathlib import Path

from archive_app.ui.platform_check import check, import_qt


def run(folder: Path | None = None, language: str = "") -> int:
    """Show the window, with the archive in ``folder`` if one is given, until it is closed; return the exit code.

    ``language`` is spoken, whatever is set, until another is chosen.

    Raises MissingComponent where the window cannot start on this machine.
    """
    check()
    load()
    from archive_app.ui.commands.table import ACTIONS, MENUS
    from archive_app.ui.window.shell import start

    return start(folder, sys.argv[:1], ACTIONS, MENUS, language)


def load() -> None:
    """Import what the window stands on, in the order and the way in which that is quick.

    Raises MissingComponent where Qt cannot be imported.
    """
    # What is made while all this is loaded stays: looking for what does not took a fifth of the start. Later
    # ``session/garbage.py`` looks.
    gc.disable()
    # Qt for Python reads the source of each module that is loaded after it (for the names that a module may ask it to
    # change): of SQLAlchemy and all that needs no Qt that was 40 ms.
    import_module("archive_app.services.archive")
    import_qt()
