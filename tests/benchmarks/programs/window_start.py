"""``ARCHIVE``: open the window over it, and print the seconds from the start of the process to the first pictures."""

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
    """As ``exchange-archive`` begins, with settings of its own."""
    application = QApplication(["exchange-archive"])
    prepare(application)
    with tempfile.TemporaryDirectory() as scratch:
        shell = Shell(application, Settings(Path(scratch) / "settings"), ACTIONS, MENUS)
        shell.window.resize(1280, 800)
        shell.window.show()
        shell.begin(folder)
        while not _shown(shell):
            application.processEvents()
        print(time.time() - psutil.Process().create_time())
        shell.close_archive()


def _shown(shell: Shell) -> bool:
    if not shell.window.has_archive:
        return False
    bench = shell.window.workbench
    line = bench.results.model.line(0) if bench.results.model.rowCount() else None
    return line is not None and bench.session.thumbnails.pixmap(line.row.sha256, line.row.turn) is not None


if __name__ == "__main__":
    main(Path(sys.argv[1]))
