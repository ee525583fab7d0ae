"""What is done while one goes through items, and is about something else, leaves no two records in hand."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.services.records import reading
from archive_app.ui.dialogs.new_record import NewRecordDialog
from archive_app.ui.stepping.view import SteppingView
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window
from archive_app.ui.window.workbench import Workbench

Key = Qt.Key
Settle = Callable[[], None]


@pytest.fixture
def bench(window: Window, stepping: SteppingView, qtbot: QtBot, settle: Settle) -> Workbench:
    """The second one is in hand."""
    qtbot.keyClick(QApplication.focusWidget(), Key.Key_PageDown)
    settle()
    assert stepping.place == 1
    return window.workbench


def test_a_gift_made_on_the_way_leaves_the_picture_in_hand(
    window: Window, bench: Workbench, qtbot: QtBot, settle: Settle
) -> None:
    photo = bench.stepping.shown
    qtbot.keyClick(window, Key.Key_G, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
    dialog = window.findChild(NewRecordDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.name, "Celadon tea set")
    qtbot.keyClick(dialog.name, Key.Key_Return)
    settle()
    assert reading.resolve(bench.session.archive, "Celadon tea set").title == "Celadon tea set"
    assert bench.stepping_through
    assert bench.stepping.shown == photo
    window.actions_table["step-through"].trigger()
    settle()
    assert bench.results.query == "kind:photo"
    assert (bench.results.selected_ids(), bench.inspector.wanted) == ([photo], photo)


def test_the_search_box_and_what_is_searched_for_behind_the_picture_come_into_sight(
    window: Window, bench: Workbench, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert not bench.stepping_through
    assert bench.results.search.edit.hasFocus()
    bench.step_through()
    settle()
    assert bench.stepping_through
    bench.results.show_query("kind:city")
    settle()
    assert not bench.stepping_through
    assert bench.inspector.wanted in (0, *bench.results.selected_ids())


def test_a_change_of_language_leaves_one_at_the_item_in_hand(bench: Workbench, shell: Shell, settle: Settle) -> None:
    bench.results.show_query("kind:photo")
    settle()
    bench.step_through()
    settle()
    bench.stepping.do("skip")
    bench.stepping.do("skip")
    settle()
    ids, current = bench.stepping.ids, bench.stepping.current
    shell.choose("language", "zh")
    try:
        settle()
        again = shell.window.workbench
        assert again is not bench
        assert again.stepping_through
        assert (again.stepping.ids, again.stepping.shown) == (ids, current)
        assert again.stepping.position.text() == f"第 3 件，共 {len(ids)} 件"
    finally:
        shell.choose("language", "en")
        settle()
