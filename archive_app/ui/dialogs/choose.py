"""Asking for files and folders, each in one function, so that nothing else knows the dialogs of Qt.

Each purpose begins where it ended the last time, as long as that folder is there.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from archive_app.ui.dialogs import file_dialog
from archive_app.ui.session.last_folders import Purpose as Purpose
from archive_app.ui.session.last_folders import last, remember


def folder(parent: QWidget, title: str, start: Path, purpose: Purpose = Purpose.NONE) -> Path | None:
    """An existing folder, or ``None``."""
    dialog = file_dialog.make(parent, title, _begin(start, purpose))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    chosen = next(iter(_asked(dialog)), None)
    if chosen is not None:
        remember(purpose, chosen)
    return chosen


def files(parent: QWidget, title: str, start: Path, purpose: Purpose = Purpose.NONE) -> list[Path]:
    """Existing files; none where the user thought better of it."""
    dialog = file_dialog.make(parent, title, _begin(start, purpose))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    chosen = _asked(dialog)
    if chosen:
        remember(purpose, chosen[0].parent)
    return chosen


def file(parent: QWidget, title: str, start: Path, kinds: str, purpose: Purpose = Purpose.NONE) -> Path | None:
    """One existing file, or ``None``."""
    dialog = file_dialog.make(parent, title, _begin(start, purpose), kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    chosen = next(iter(_asked(dialog)), None)
    if chosen is not None:
        remember(purpose, chosen.parent)
    return chosen


def new_file(parent: QWidget, title: str, suggested: Path, kinds: str, purpose: Purpose = Purpose.NONE) -> Path | None:
    """A file to be written, or ``None``."""
    dialog = file_dialog.make(parent, title, _begin(suggested.parent, purpose), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.selectFile(suggested.name)
    chosen = next(iter(_asked(dialog)), None)
    if chosen is not None:
        remember(purpose, chosen.parent)
    return chosen


def _asked(dialog: QFileDialog) -> list[Path]:
    """What is chosen in it; it is gone afterwards."""
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    chosen = [Path(name) for name in dialog.selectedFiles()] if accepted else []
    dialog.deleteLater()
    return chosen


def _begin(start: Path, purpose: Purpose) -> Path:
    return last(purpose) or _existing(start)


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
