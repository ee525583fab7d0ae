"""Chips and the text of the search are two views of one thing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from archive_app.ui.results.chips import ChipButton, may_be_ref, titles
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]
CONTROL = Qt.KeyboardModifier.ControlModifier


def chips(window: Window) -> list[ChipButton]:
    return window.workbench.results.search.chips.buttons


def said(window: Window) -> list[str]:
    return [button.accessibleName() for button in chips(window)]


def show(window: Window, query: str, settle: Settle) -> None:
    window.workbench.results.show_query(query)
    settle()


def test_each_part_is_a_chip_at_once(window: Window, qtbot: QtBot, settle: Settle) -> None:
    edit = window.workbench.results.search.edit
    edit.setFocus()
    edit.clear()
    qtbot.keyClicks(edit, "kind:photo -draft gobekli")
    shown = [(button.chip.text if button.chip else "") for button in chips(window)]
    assert shown == ["kind:photo", "-draft", "gobekli"]
    assert said(window)[1:] == ["not draft", "gobekli"]
    settle()


def test_one_plain_word_makes_no_noise(window: Window, settle: Settle) -> None:
    for query in ("", "gobekli"):
        show(window, query, settle)
        assert chips(window) == []
        assert not window.workbench.results.search.chips.isVisible()
    show(window, "-gobekli", settle)
    assert said(window) == ["not gobekli"]


def test_the_cross_takes_the_part_out(window: Window, qtbot: QtBot, settle: Settle) -> None:
    show(window, "kind:photo -draft 杭州", settle)
    chip = chips(window)[1]
    spot = QPoint(chip.width() - 8, chip.height() // 2)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    settle()
    assert window.workbench.results.search.text() == "kind:photo 杭州"
    assert window.workbench.results.query == "kind:photo 杭州"
    assert len(chips(window)) == 2


def test_what_was_taken_out_comes_back_by_undo_in_the_box(window: Window, qtbot: QtBot, settle: Settle) -> None:
    search = window.workbench.results.search
    show(window, "kind:photo -draft boston", settle)
    chips(window)[1].setFocus()
    qtbot.keyClick(chips(window)[1], Key.Key_Delete)
    settle()
    assert search.text() == "kind:photo boston"
    search.edit.setFocus()
    qtbot.keyClick(search.edit, Key.Key_Z, CONTROL)
    settle()
    assert window.workbench.results.query == "kind:photo -draft boston"


def test_keys_reach_walk_and_remove(window: Window, qtbot: QtBot, settle: Settle) -> None:
    search = window.workbench.results.search
    show(window, "kind:photo -draft boston", settle)
    search.edit.setFocus()
    search.suggestions.hide()
    qtbot.keyClick(search.edit, Key.Key_Down, CONTROL)
    assert chips(window)[0].hasFocus()
    qtbot.keyClick(chips(window)[0], Key.Key_Right)
    assert chips(window)[1].hasFocus()
    qtbot.keyClick(chips(window)[1], Key.Key_Backspace)
    settle()
    assert search.text() == "kind:photo boston"
    assert chips(window)[1].hasFocus()
    qtbot.keyClick(chips(window)[1], Key.Key_Left)
    assert chips(window)[0].hasFocus()
    qtbot.keyClick(chips(window)[0], Key.Key_Left)
    assert search.edit.hasFocus()


def test_the_chips_are_reached_past_an_open_list(window: Window, qtbot: QtBot, settle: Settle) -> None:
    search = window.workbench.results.search
    search.edit.setFocus()
    search.edit.clear()
    qtbot.keyClicks(search.edit, "kind:photo partner")
    qtbot.waitUntil(search.suggestions.popup.isVisible)
    qtbot.keyClick(search.edit, Key.Key_Down, CONTROL)
    assert chips(window)[0].hasFocus()
    assert not search.suggestions.popup.isVisible()
    settle()


def test_tab_leads_from_the_text_to_the_chips(window: Window, qtbot: QtBot, settle: Settle) -> None:
    search = window.workbench.results.search
    show(window, "kind:photo boston", settle)
    search.edit.setFocus()
    search.suggestions.hide()
    qtbot.keyClick(search.edit, Key.Key_Tab)
    assert chips(window)[0].hasFocus()


def test_enter_edits_the_part_in_the_text(window: Window, qtbot: QtBot, settle: Settle) -> None:
    search = window.workbench.results.search
    show(window, "kind:photo boston", settle)
    chips(window)[0].setFocus()
    qtbot.keyClick(chips(window)[0], Key.Key_Return)
    assert search.edit.hasFocus()
    assert search.edit.selectedText() == "kind:photo"
    qtbot.mouseDClick(chips(window)[1], Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(12, 8))
    assert search.edit.selectedText() == "boston"


def test_the_menu_turns_a_part_round(window: Window, settle: Settle) -> None:
    bar = window.workbench.results.search.chips
    show(window, "kind:photo boston", settle)
    chips(window)[1].menu_wanted.emit(QPoint(0, 0))
    menu = bar.findChild(QMenu)
    assert menu is not None
    {action.text(): action for action in menu.actions()}["Find without it"].trigger()
    menu.close()
    settle()
    assert window.workbench.results.search.text() == "kind:photo -boston"


def test_a_text_that_cannot_be_read_leaves_the_chips_out_of_reach(window: Window, settle: Settle) -> None:
    show(window, "kind:photo boston", settle)
    window.workbench.results.search.edit.setText("kind:photo boston rating:>")
    assert len(chips(window)) == 2
    assert not any(button.isEnabled() for button in chips(window))
    window.workbench.results.search.edit.setText("kind:photo boston rating:>3")
    assert len(chips(window)) == 3
    assert all(button.isEnabled() for button in chips(window))
    settle()


def test_a_ref_is_shown_as_its_title(window: Window, settle: Settle) -> None:
    show(window, "kind:partnership", settle)
    model = window.workbench.results.model
    rows = [line.row for line in (model.line(0), model.line(1)) if line is not None]
    istanbul = next(row for row in rows if "Istanbul" in row.title)
    show(window, f"partnership:{istanbul.ref} kind:photo", settle)
    assert "Hangzhou–Istanbul" in said(window)[0]


def test_chips_wrap_where_it_is_narrow(window: Window, settle: Settle) -> None:
    search = window.workbench.results.search
    show(window, " ".join(f"-word{number}" for number in range(30)), settle)
    shown = chips(window)
    assert len(shown) == 30
    assert shown[-1].y() > shown[0].y()
    assert all(button.x() >= 0 and button.geometry().right() <= search.chips.width() for button in shown)
    assert search.chips.height() >= shown[-1].geometry().bottom()


def test_a_ref_of_its_own_kind_is_shown_as_its_title_and_a_name_as_it_was_typed(window: Window, settle: Settle) -> None:
    archive = window.workbench.session.archive
    assert titles(archive, {"istanbul", "NO-WHERE"}) == {"istanbul": "", "NO-WHERE": ""}
    assert may_be_ref("partnership", "HGH-NIS")
    assert may_be_ref("event", "evt-0001")
    assert not may_be_ref("partnership", "istanbul")
    assert not may_be_ref("date", "2025-04")
    show(window, "partnership:istanbul kind:photo", settle)
    assert said(window)[0].endswith("istanbul")
