"""Asking for files and folders, each in one function, so that nothing else knows the dialogs of Qt."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget


def folder(parent: QWidget, title: str, start: Path) -> Path | None:
    """An existing folder, or ``None``."""
    chosen = QFileDialog.getExistingDirectory(parent, title, str(_existing(start)))
    return Path(chosen) if chosen else None


def files(parent: QWidget, title: str, start: Path) -> list[Path]:
    """Existing files; none where the user thought better of it."""
    chosen, _filter = QFileDialog.getOpenFileNames(parent, title, str(start))
    return [Path(name) for name in chosen]


def file(parent: QWidget, title: str, start: Path, kinds: str) -> Path | None:
    """One existing file, or ``None``."""
    chosen, _filter = QFileDialog.getOpenFileName(parent, title, str(start), kinds)
    return Path(chosen) if chosen else None


def new_file(parent: QWidget, title: str, suggested: Path, kinds: str) -> Path | None:
    """A file to be written, or ``None``."""
    chosen, _filter = QFileDialog.getSaveFileName(parent, title, str(suggested), kinds)
    return Path(chosen) if chosen else None


def backup_name(archive: Path) -> Path:
    """The name suggested for a backup made now."""
    return Path.home() / f"{archive.name}-{datetime.now():%Y%m%d-%H%M}.tar"


def typed(text: str) -> Path:
    """The path that is typed; a bare name lies in the user's own folder, and ``~`` is that folder."""
    path = Path(text.strip())
    try:
        return Path.home() / path.expanduser()
    except RuntimeError:
        # It begins with ``~`` and the name of nobody.
        return Path.home() / path


def _existing(start: Path) -> Path:
    return next((place for place in (start, *start.parents) if place.is_dir()), Path.home())
