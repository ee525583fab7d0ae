"""The folder in which files were chosen last, one for each purpose, remembered as the window is."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

from archive_app.ui.session.settings import Settings


class Purpose(StrEnum):
    """What is asked for; each remembers a folder of its own, NONE none."""

    NONE = ""
    ADD = "add"
    COPIES = "copies"
    CATALOGUE = "catalogue"
    TABLES = "tables"
    TERMS = "terms"
    CODES = "codes"
    BACKUP = "backup"
    REPAIR = "repair"


class _Memory:
    """Where folders are remembered; nowhere until a window says so."""

    settings: Settings | None = None


def remember_in(settings: Settings) -> None:
    """Remember folders there from now on."""
    _Memory.settings = settings


def last(purpose: Purpose) -> Path | None:
    """The folder that was last chosen for a purpose, where it is still there."""
    found = _Memory.settings.folder_of(purpose) if _Memory.settings is not None and purpose else None
    return found if found is not None and found.is_dir() else None


def remember(purpose: Purpose, folder: Path) -> None:
    """Begin there the next time."""
    if _Memory.settings is not None and purpose:
        _Memory.settings.remember_folder(purpose, folder)
