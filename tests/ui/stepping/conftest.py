"""Going through items one by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.ui.stepping.view import SteppingView
from archive_app.ui.window.window import Window


@pytest.fixture
def stepping(window: Window, qtbot: QtBot, settle: Callable[[], None]) -> SteppingView:
    """Six photographs, the first one in hand, the keys on its picture."""
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    bench.results.grid.setFocus()
    qtbot.keyClick(bench.results.grid, Qt.Key.Key_Home)
    settle()
    qtbot.keyClick(window, Qt.Key.Key_F2)
    settle()
    qtbot.keyClick(bench.stepping.side.captions.editors[0], Qt.Key.Key_Escape)
    return bench.stepping
