"""Run by itself: open the window over an archive, search in it, and print its resident memory in MB."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

import psutil
from PySide6.QtWidgets import QApplication

from archive_app.ui.commands.table import ACTIONS, MENUS
from archive_app.ui.session.settings import Settings
from archive_app.ui.window.shell import Shell, prepare


def main(folder: Path) -> None:
    """Opened, and after three searches whose results are large."""
    application = QApplication(["exchange-archive"])
    prepare(application)
    with tempfile.TemporaryDirectory() as scratch:
        shell = Shell(application, Settings(Path(scratch) / "settings"), ACTIONS, MENUS)
        shell.window.resize(1280, 800)
        shell.window.show()
        shell.open_folder(folder)
        _wait(application, 5)
        opened = _resident()
        for query in ("gobekli tepe", "the", "kind:item"):
            shell.window.workbench.results.show_query(query)
            _wait(application, 4)
        print(opened, _resident())
        shell.close_archive()


def _wait(application: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        application.processEvents()
        time.sleep(0.01)


def _resident() -> int:
    return round(psutil.Process().memory_info().rss / 1e6)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
