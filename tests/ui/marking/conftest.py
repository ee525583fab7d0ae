"""The window with a photograph shown large."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.ui.window.window import Window
from tests.ui.marking.hand import Hand

Settle = Callable[[], None]


@pytest.fixture
def shown(window: Window, qtbot: QtBot, settle: Settle) -> Hand:
    """The first photograph of the archive, large."""
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    results.grid.setFocus()
    qtbot.keyClick(results.grid, Qt.Key.Key_Home)
    settle()
    qtbot.keyClick(results.grid, Qt.Key.Key_Space)
    settle()
    return Hand(window, qtbot, settle)


@pytest.fixture
def hand(shown: Hand) -> Hand:
    """The same, and one marks."""
    shown.window.actions_table["mark"].trigger()
    shown.settle()
    return shown
