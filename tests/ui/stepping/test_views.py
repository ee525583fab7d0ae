"""An item of several files while one steps through: its chosen view first, the others by a key of their own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.services.records import reading, views
from archive_app.services.search.searching import search_ids
from archive_app.ui.window.window import Window
from tests.ui.conftest import Settle

Key = Qt.Key
Ctrl = Qt.KeyboardModifier.ControlModifier


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


def test_the_files_of_an_item_are_gone_through_and_the_one_in_sight_is_turned(
    window: Window, qtbot: QtBot, settle: Settle
) -> None:
    archive, stepping = window.workbench.session.archive, window.workbench.stepping
    keep, *others = search_ids(archive, "kind:photo", order="ref")[:3]
    views.join(archive, keep=keep, others=others)
    views.choose(archive, record=keep, number=2)
    window.workbench.results.show_query("kind:photo")
    settle()
    window.workbench.results.select_ids([keep], keep)
    settle()
    window.workbench.step_through()
    settle()
    files = reading.record(archive, keep).files
    assert stepping.current == keep
    assert stepping.large.file == files[1]
    assert stepping.side.about.text().endswith(f"{files[1].original_name} (2/3)")
    press(qtbot, Key.Key_PageDown, Ctrl)
    press(qtbot, Key.Key_PageDown, Ctrl)
    assert stepping.large.file == files[2]
    assert stepping.side.about.text().endswith(f"{files[2].original_name} (3/3)")
    press(qtbot, Key.Key_BracketRight, Ctrl)
    settle()
    assert [file.turn for file in reading.record(archive, keep).files] == [0, 0, 90]
    assert stepping.large.file == reading.record(archive, keep).files[2]
    for _time in range(3):
        press(qtbot, Key.Key_PageUp, Ctrl)
    assert stepping.large.file == files[0]
    assert stepping.current == keep
