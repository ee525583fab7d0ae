"""``ARCHIVE BEGUN``: open the window over it; print the seconds from ``BEGUN`` (a Unix time) to its first pictures."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from archive_app.ui.app import load

load()

from PySide6.QtWidgets import QApplication  # noqa: E402

from archive_app.ui.commands.table import ACTIONS, MENUS  # noqa: E402
from archive_app.ui.session.settings import Settings  # noqa: E402
from archive_app.ui.window.shell import Shell, prepare  # noqa: E402


def main(folder: Path, begun: float) -> None:
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
            time.sleep(0.005)
        print(time.time() - begun)
        shell.close_archive()


def _shown(shell: Shell) -> bool:
    if not shell.window.has_archive:
        return False
    bench = shell.window.workbench
    line = bench.results.model.line(0) if bench.results.model.rowCount() else None
    return line is not None and bench.session.thumbnails.pixmap(line.row.sha256, line.row.turn) is not None


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]))
