"""``ARCHIVE SETTINGS RECORD``: a window in which a caption is typed and not left; whoever started it kills it."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from archive_app.ui.commands.table import ACTIONS, MENUS
from archive_app.ui.kit.editors import SavingText
from archive_app.ui.session.settings import Settings
from archive_app.ui.window.shell import Shell, prepare


def main(archive: Path, settings: Path, record: int) -> int:
    """Type as soon as the record is shown."""
    application = QApplication(["exchange-archive"])
    prepare(application)
    shell = Shell(application, Settings(settings), ACTIONS, MENUS)
    shell.window.show()
    shell.open_folder(archive)
    timer = QTimer()
    timer.setInterval(200)

    def type_it() -> None:
        if shell.session is None:
            return
        inspector = shell.window.workbench.inspector
        if inspector.wanted != record:
            inspector.show_id(record)
            return
        editor = inspector.findChild(SavingText, "text-caption")
        if inspector.record is None or editor is None:
            return
        timer.stop()
        editor.setFocus()
        QTest.keyClicks(editor, "Typed when the power went")

    timer.timeout.connect(type_it)
    timer.start()
    return application.exec()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])))
