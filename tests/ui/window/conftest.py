"""What several tests of the window begin with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.ui.window.window import Window

Settle = Callable[[], None]
Key = Qt.Key


@pytest.fixture
def photos(window: Window, qtbot: QtBot, settle: Settle) -> list[int]:
    """Six photographs, the first one chosen and the grid in hand."""
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    results.grid.setFocus()
    qtbot.keyClick(results.grid, Key.Key_Home)
    settle()
    return list(results.model.ids)
