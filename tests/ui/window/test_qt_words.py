"""Qt's translators outlive the window."""

from __future__ import annotations

import gc
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from archive_app.ui.commands.table import ACTIONS, MENUS
from archive_app.ui.session.settings import Settings
from archive_app.ui.window.shell import Shell


def test_no_translator_goes_with_a_window(dressed: QApplication, tmp_path: Path) -> None:
    """One that is destroyed while Qt asks it waits for itself for ever."""
    gone: list[str] = []
    for number in range(2):
        settings = Settings(tmp_path / f"settings{number}")
        settings.put("language", "zh")
        shell = Shell(dressed, settings, ACTIONS, MENUS)
        assert QCoreApplication.translate("QFileDialog", "Look in:") != "Look in:"
        assert shell.findChildren(QTranslator) == []
        shell.window.destroyed.connect(lambda: gone.append("window"))
        dressed.styleHints().colorSchemeChanged.disconnect(shell._system_changed)
        shell.window.deleteLater()
        del shell
        gc.collect()
    assert len(dressed.findChildren(QTranslator)) == 2
