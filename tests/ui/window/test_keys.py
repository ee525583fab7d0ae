"""One meaning of each key wherever one is, by its place; and undo wherever the cursor is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from archive_app.services.records import editing, reading
from archive_app.ui.kit import places
from archive_app.ui.stepping.keys import STEP_KEYS, meant
from archive_app.ui.window.window import Window

Key, Modifier = Qt.Key, Qt.KeyboardModifier
Settle = Callable[[], None]
NONE, CTRL, ALT, SHIFT = (
    Modifier.NoModifier,
    Modifier.ControlModifier,
    Modifier.AltModifier,
    Modifier.ShiftModifier,
)
#: Codes of keys as X counts them: 4, R, X, Z, ].
FOUR, R, X, Z, BRACKET, ONE = 13, 27, 53, 52, 35, 10


def event(key: int, modifiers: Modifier = NONE, code: int = 0, text: str = "") -> QKeyEvent:
    """A key as it comes from a keyboard."""
    return QKeyEvent(QEvent.Type.KeyPress, key, modifiers, code, 0, 0, text)


def strike(widget: QWidget, key: int, modifiers: Modifier, code: int, text: str = "") -> None:
    """Press a key as Qt does: it asks for shortcuts first."""
    asked = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifiers, code, 0, 0, text)
    asked.ignore()
    QApplication.sendEvent(widget, asked)
    QApplication.sendEvent(widget, event(key, modifiers, code, text))


def of(window: Window, record: int) -> dict[str, Any]:
    return dict(reading.record(window.workbench.session.archive, record).fields)


@pytest.mark.parametrize(
    ("key", "modifiers", "code", "means"),
    [
        (Key.Key_Ampersand, NONE, 10, "rate-1"),
        (Key.Key_Apostrophe, NONE, FOUR, "rate-4"),
        (Key.Key_Apostrophe, CTRL, FOUR, "rate-4"),
        (Key.Key_4, CTRL | SHIFT, FOUR, "rate-4"),
        (0x10D, NONE, FOUR, "rate-4"),
        (Key.Key_Dollar, CTRL | SHIFT, FOUR, "rate-4"),
        (Key.Key_4, Modifier.KeypadModifier, 83, "rate-4"),
        (Key.Key_9, NONE, 18, ""),
        (0x41A, NONE, R, "right"),
        (0x427, CTRL | SHIFT, X, "reject"),
        (Key.Key_Dollar, CTRL, BRACKET, "right"),
        (Key.Key_W, ALT, Z, "recent-1"),
        (0x42F, ALT, Z, "recent-1"),
        (Key.Key_Exclam, ALT, 61, "recent-0"),
        (Key.Key_X, NONE, X, ""),
        (Key.Key_A, NONE, 38, ""),
        (Key.Key_Q, NONE, 38, ""),
    ],
)
def test_keys_of_other_keyboards_count_by_their_place(key: int, modifiers: Modifier, code: int, means: str) -> None:
    assert meant(event(key, modifiers, code), on_picture=True) == means


def test_a_bare_letter_takes_nothing_away() -> None:
    bare = {each.name for each in STEP_KEYS for key in each.picture if len(key.rpartition("+")[2]) == 1}
    assert bare == {"bar", "right", "left", "zoom"}


def test_every_key_of_the_rows_has_a_place_on_every_system() -> None:
    assert len(places.BOTTOM) == 10
    assert [places.bottom(event(0, ALT, code)) for code in range(52, 62)] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]
    assert [places.digit(event(0, NONE, code)) for code in range(10, 20)] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 0]


def test_digits_are_stars_in_the_grid_the_table_and_the_large_view(
    window: Window, photos: list[int], settle: Settle
) -> None:
    bench = window.workbench
    strike(bench.results.grid, Key.Key_Apostrophe, NONE, FOUR, "'")
    settle()
    assert of(window, photos[0])["rating"] == 4
    bench.results.show_view("table")
    bench.results.table.setFocus()
    strike(bench.results.table, Key.Key_3, NONE, 12, "3")
    settle()
    assert of(window, photos[0])["rating"] == 3
    bench.show_preview(photos[0])
    settle()
    strike(bench.preview.canvas, Key.Key_Ampersand, NONE, ONE, "&")
    settle()
    assert of(window, photos[0])["rating"] == 1
    assert bench.preview.canvas.fitted


def test_ctrl_and_a_digit_rates_while_one_types(window: Window, photos: list[int], settle: Settle) -> None:
    window.workbench.inspector.edit_caption()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    strike(editor, Key.Key_4, NONE, FOUR, "4")
    strike(editor, Key.Key_Apostrophe, CTRL, FOUR)
    settle()
    assert of(window, photos[0])["rating"] == 4
    assert editor.toPlainText() == "4"


def test_the_bottom_row_tags_from_the_grid_and_from_a_field(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    bench = window.workbench
    archive = bench.session.archive
    window.actions_table["tag"].trigger()
    qtbot.keyClicks(bench.tagging.bar.edit, "nezih")
    settle()
    qtbot.keyClick(bench.tagging.bar.edit, Key.Key_Return)
    settle()
    bench.tagging.put_away()
    for place in (1, 2):
        bench.results.select_ids([photos[place]])
        settle()
        if place == 2:
            bench.inspector.edit_field("field-credit")
        focused = QApplication.focusWidget()
        assert focused is not None
        strike(focused, 0x42F, ALT, Z, "я")
        settle()
        people = [link.other.title for link in reading.record(archive, photos[place]).links]
        assert "Nezih Başgelen" in people
    assert isinstance(focused, QLineEdit)
    assert focused.text() == ""


def test_bare_letters_do_not_reject_repeat_or_turn(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    grid = window.workbench.results.grid
    for key in (Key.Key_X, Key.Key_Period, Key.Key_D, Key.Key_A, Key.Key_R):
        qtbot.keyClick(grid, key)
        qtbot.keyClick(grid, key, SHIFT)
    settle()
    assert of(window, photos[0])["rating"] is None
    assert reading.record(window.workbench.session.archive, photos[0]).files[0].turn == 0
    qtbot.keyClick(grid, Key.Key_X, CTRL | SHIFT)
    settle()
    assert of(window, photos[0])["rating"] == -1
    qtbot.keyClick(grid, Key.Key_BracketRight, CTRL)
    settle()
    assert reading.record(window.workbench.session.archive, photos[0]).files[0].turn == 90


def test_shortcuts_of_other_scripts_are_found_by_their_place(window: Window, photos: list[int], settle: Settle) -> None:
    strike(window.workbench.results.grid, 0x427, CTRL | SHIFT, X)
    settle()
    assert of(window, photos[0])["rating"] == -1
    strike(window.workbench.results.grid, 0x42F, CTRL, Z)
    settle()
    assert of(window, photos[0])["rating"] is None


def test_undo_works_while_the_cursor_is_in_a_field_that_nobody_typed_in(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    inspector = window.workbench.inspector
    for field in ("field-credit", "text-caption"):
        editing.set_values(archive, records=[photos[0]], values={"credit": f"to be undone {field}"})
        settle()
        inspector.edit_field(field)
        editor = QApplication.focusWidget()
        assert editor is not None
        assert editor.objectName() == field
        qtbot.keyClick(editor, Key.Key_Z, CTRL)
        settle()
        assert not of(window, photos[0])["credit"]


def test_undo_takes_back_typing_first_and_then_what_was_saved(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    inspector = window.workbench.inspector
    inspector.edit_field("field-credit")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    qtbot.keyClicks(line, "first")
    qtbot.keyClick(line, Key.Key_Return)
    settle()
    assert of(window, photos[0])["credit"] == "first"
    qtbot.keyClicks(line, " more")
    qtbot.keyClick(line, Key.Key_Z, CTRL)
    assert line.text() != "first more"
    assert of(window, photos[0])["credit"] == "first"
    line.setText("first")
    qtbot.keyClick(line, Key.Key_Z, CTRL)
    settle()
    assert not of(window, photos[0])["credit"]


def test_undo_takes_back_what_was_typed_and_refused_before_any_step(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    editing.set_values(archive, records=[photos[0]], values={"date": "2019-05"})
    editing.set_values(archive, records=[photos[1]], values={"credit": "a colleague"})
    settle()
    window.workbench.inspector.edit_field("field-date")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    line.selectAll()
    qtbot.keyClicks(line, "2024-02-31")
    qtbot.keyClick(line, Key.Key_Tab)
    settle()
    assert line.text() == "2024-02-31"
    undo = window.actions_table["undo"]
    assert undo.text() == "Undo: what was typed and could not be taken"
    after = QApplication.focusWidget()
    assert after is not None
    qtbot.keyClick(after, Key.Key_Z, CTRL)
    settle()
    assert line.text() == "2019-05"
    assert of(window, photos[1])["credit"] == "a colleague"
    assert "what could not be taken so" in window.workbench.notice.label.text()
    # The next one takes back the step, and so does the first where the archive has changed meanwhile.
    qtbot.keyClick(after, Key.Key_Z, CTRL)
    settle()
    assert not of(window, photos[1])["credit"]
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "2024-02-31")
    qtbot.keyClick(line, Key.Key_Tab)
    settle()
    editing.set_values(archive, records=[photos[2]], values={"credit": "later"})
    settle()
    undo.trigger()
    settle()
    assert not of(window, photos[2])["credit"]


def test_undo_among_several_offers_nothing(window: Window, photos: list[int], qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    bench.results.select_all()
    settle()
    line = bench.inspector.many.editors["credit"]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    qtbot.keyClicks(line, "all")
    settle()
    qtbot.keyClick(line, Key.Key_Return)
    settle()
    assert of(window, photos[3])["credit"] == "all"
    line.setFocus()
    qtbot.keyClick(line, Key.Key_Z, CTRL)
    settle()
    assert not bench.inspector.many.offer.isVisible()
    assert not of(window, photos[3])["credit"]
