"""Handing a file to another program, and showing it in the folder that it lies in: the edge of the system."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QProcess
from PySide6.QtGui import QDesktopServices

from archive_app.ui.kit.local_files import address

#: What file managers of Linux desktops answer to (freedesktop.org), and the small program that asks them.
_ASK = (
    "dbus-send", "--session", "--print-reply", "--dest=org.freedesktop.FileManager1", "/org/freedesktop/FileManager1",
    "org.freedesktop.FileManager1.ShowItems",
)  # fmt: skip


def open_file(file: Path) -> bool:
    """Open ``file`` with the program that the system has for it; whether there is one."""
    return QDesktopServices.openUrl(address(file))


def run(words: Sequence[str]) -> bool:
    """Start a program that goes on by itself; whether it could be started."""
    started: object = QProcess.startDetached(words[0], list(words[1:]))
    return bool(started[0] if isinstance(started, tuple) else started)


def show_in_folder(files: Sequence[Path], owner: QObject, failed: Callable[[], None]) -> None:
    """Open the folder of ``files`` with them selected, as far as the system can do that."""
    first = files[0]

    def folder() -> None:
        if not QDesktopServices.openUrl(address(first.parent)):
            failed()

    command = _command(files)
    if not command:
        _ask(files, owner, folder)
    elif not run(command):
        folder()


def _command(files: Sequence[Path]) -> list[str]:
    """What shows files in their folder, on systems of which it is a part."""
    commands = {
        "win32": ["explorer", "/select,", QDir.toNativeSeparators(str(files[0]))],
        "darwin": ["open", "-R", *map(str, files)],
    }
    return commands.get(sys.platform, [])


def _ask(files: Sequence[Path], owner: QObject, otherwise: Callable[[], None]) -> None:
    """Ask the file manager, and where none answers do ``otherwise``."""
    process = QProcess(owner)

    def over(code: int) -> None:
        process.deleteLater()
        if code:
            otherwise()

    def fault(error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            over(1)

    process.finished.connect(over)
    process.errorOccurred.connect(fault)
    # A comma divides the addresses of a list.
    listed = ",".join(file.absolute().as_uri().replace(",", "%2C") for file in files)
    process.start(_ASK[0], [*_ASK[1:], f"array:string:{listed}", "string:"])
