"""The entry to the window. Importing this module needs no Qt; running it says in a sentence what Qt lacks."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from archive_app.ui.platform_check import check, import_qt


def run(folder: Path | None = None, language: str = "") -> int:
    """Show the window, with the archive in ``folder`` if one is given, until it is closed; return the exit code.

    ``language`` is spoken, whatever is set, until another is chosen.

    Raises MissingComponent where the window cannot start on this machine.
    """
    check()
    # What is made while all this is loaded stays: looking for what does not took a fifth of the start. Later
    # ``session/garbage.py`` looks.
    gc.disable()
    import_qt()
    from archive_app.ui.commands.table import ACTIONS, MENUS
    from archive_app.ui.window.shell import start

    return start(folder, sys.argv[:1], ACTIONS, MENUS, language)
