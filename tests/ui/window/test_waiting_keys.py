"""No key reaches an editor, or an action a record, that is not the one in hand, however slowly records are read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.domain.model.records import Record
from archive_app.services.records import reading
from archive_app.services.tagging import offering
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """While it is closed, no reading thread gets a record."""
    opened, read = threading.Event(), reading.record

    def slow(*values: Any, **more: Any) -> Record:
        if threading.current_thread().name.startswith("window-read"):
            opened.wait(8)
        return read(*values, **more)

    monkeypatch.setattr(reading, "record", slow)
    opened.set()
    yield opened
    opened.set()


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


def letters(qtbot: QtBot, text: str) -> None:
    qtbot.keyClicks(QApplication.focusWidget(), text)


def captions(window: Window, ids: list[int]) -> list[str]:
    archive = window.workbench.session.archive
    return [
        next((text.text for text in reading.record(archive, record).texts if text.role.value == "caption"), "")
        for record in ids
    ]


def test_while_stepping_what_is_typed_waits_for_its_picture(
    window: Window, photos: list[int], gate: threading.Event, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(window, Key.Key_F2)
    settle()
    view = window.workbench.stepping
    press(qtbot, Key.Key_F3)
    editor = view.side.captions.editors[0]
    gate.clear()
    for number in range(4):
        letters(qtbot, f"caption {number}")
        press(qtbot, Key.Key_PageDown)
    # The second was read ahead; the third is not there, and so is nothing that is meant for it.
    assert view.shown == photos[1]
    assert editor.toPlainText() == "caption 1"
    gate.set()
    settle()
    assert captions(window, photos) == ["caption 0", "caption 1", "caption 2", "caption 3", "", ""]
    assert view.shown == photos[4]


def test_while_stepping_every_key_waits_in_its_order(
    window: Window, photos: list[int], gate: threading.Event, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(window, Key.Key_F2)
    settle()
    gate.clear()
    for _each in range(2):
        press(qtbot, Key.Key_PageDown)
    press(qtbot, Key.Key_4, CTRL)
    press(qtbot, Key.Key_PageUp)
    press(qtbot, Key.Key_F3)
    letters(qtbot, "second")
    typed = QInputMethodEvent()
    typed.setCommitString("照片")
    QApplication.sendEvent(QApplication.focusWidget(), typed)
    press(qtbot, Key.Key_PageUp)
    press(qtbot, Key.Key_5, CTRL)
    press(qtbot, Key.Key_Z, CTRL)
    gate.set()
    settle()
    archive = window.workbench.session.archive
    assert captions(window, photos)[:3] == ["", "second照片", ""]
    assert [reading.record(archive, record).fields["rating"] for record in photos[:3]] == [None, None, 4]


def test_back_at_a_picture_its_caption_is_the_one_just_typed(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(window, Key.Key_F2)
    settle()
    press(qtbot, Key.Key_F3)
    letters(qtbot, "first")
    press(qtbot, Key.Key_PageDown)
    press(qtbot, Key.Key_PageUp)
    letters(qtbot, " again")
    press(qtbot, Key.Key_PageDown)
    settle()
    assert captions(window, photos)[:2] == ["first again", ""]


def test_in_the_inspector_what_is_typed_waits_for_its_record(
    window: Window, photos: list[int], gate: threading.Event, qtbot: QtBot, settle: Settle
) -> None:
    window.actions_table["edit-caption"].trigger()
    gate.clear()
    letters(qtbot, "caption 0")
    window.actions_table["next"].trigger()
    letters(qtbot, "caption 1")
    press(qtbot, Key.Key_Down, ALT)
    letters(qtbot, "caption 2")
    gate.set()
    settle()
    window.workbench.results.grid.setFocus()
    settle()
    assert captions(window, photos)[:4] == ["caption 0", "caption 1", "caption 2", ""]


def test_the_way_into_the_caption_leads_to_the_one_that_was_chosen(
    window: Window, photos: list[int], gate: threading.Event, qtbot: QtBot, settle: Settle
) -> None:
    gate.clear()
    press(qtbot, Key.Key_Right)
    window.actions_table["edit-caption"].trigger()
    letters(qtbot, "second")
    gate.set()
    settle()
    window.workbench.results.grid.setFocus()
    settle()
    assert captions(window, photos)[:3] == ["", "second", ""]


def test_what_is_typed_comes_into_its_caption_though_another_is_clicked_before_that_is_there(
    window: Window, photos: list[int], gate: threading.Event, qtbot: QtBot, settle: Settle
) -> None:
    bench = window.workbench
    grid = bench.results.grid

    def click(position: int) -> None:
        middle = grid.visualRect(bench.results.grid_model.cell(position)).center()
        qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=middle)

    gate.clear()
    click(1)
    press(qtbot, Key.Key_F3)
    letters(qtbot, "brown plaque")
    click(2)
    press(qtbot, Key.Key_3)
    click(3)
    gate.set()
    settle()
    settle()
    archive = bench.session.archive
    assert captions(window, photos)[:4] == ["", "brown plaque", "", ""]
    assert [reading.record(archive, record).fields["rating"] for record in photos[:3]] == [None, None, None]
    assert bench.inspector.wanted == photos[3]
    assert not bench.stepping_through
    press(qtbot, Key.Key_4)
    settle()
    assert reading.record(archive, photos[3]).fields["rating"] == 4


def test_an_action_is_done_to_what_was_chosen_not_to_what_is_still_shown(
    window: Window, photos: list[int], gate: threading.Event, qtbot: QtBot, settle: Settle
) -> None:
    gate.clear()
    press(qtbot, Key.Key_Right)
    assert window.workbench.chosen_ids() == [photos[1]]
    window.actions_table["rate-4"].trigger()
    gate.set()
    settle()
    archive = window.workbench.session.archive
    assert [reading.record(archive, record).fields["rating"] for record in photos[:3]] == [None, 4, None]


@pytest.mark.usefixtures("photos")
def test_enter_in_the_tag_bar_takes_what_was_typed_not_what_is_still_listed(
    window: Window, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, settle: Settle
) -> None:
    opened, offers = threading.Event(), offering.offers

    def slow(*values: Any, **named: Any) -> Any:
        opened.wait(8)
        return offers(*values, **named)

    monkeypatch.setattr(offering, "offers", slow)
    bench = window.workbench
    window.actions_table["tag"].trigger()
    settle()
    edit = bench.tagging.bar.edit
    opened.set()
    qtbot.keyClicks(edit, "signing")
    settle()
    opened.clear()
    edit.selectAll()
    qtbot.keyClicks(edit, "nezih")
    qtbot.keyClick(edit, Key.Key_Return)
    opened.set()
    settle()
    photo = bench.chosen_ids()[0]
    titles = {link.other.title for link in reading.record(bench.session.archive, photo).links}
    assert "Nezih Başgelen" in titles
    assert "Signing with Niš" not in titles
    assert edit.text() == ""


@pytest.mark.usefixtures("photos")
def test_enter_in_a_line_for_a_record_takes_what_was_typed_not_what_is_still_listed(
    window: Window, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, settle: Settle
) -> None:
    opened, complete = threading.Event(), reading.complete

    def slow(*values: Any, **named: Any) -> Any:
        opened.wait(8)
        return complete(*values, **named)

    monkeypatch.setattr(reading, "complete", slow)
    bench = window.workbench
    bench.inspector.add_link()
    edit = QApplication.focusWidget()
    assert isinstance(edit, RecordEdit)
    opened.set()
    qtbot.keyClicks(edit, "signing")
    qtbot.waitUntil(edit.suggestions.popup.isVisible)
    opened.clear()
    edit.selectAll()
    qtbot.keyClicks(edit, "nezih")
    qtbot.keyClick(edit, Key.Key_Return)
    opened.set()
    settle()
    photo = bench.chosen_ids()[0]
    titles = {link.other.title for link in reading.record(bench.session.archive, photo).links}
    assert "Nezih Başgelen" in titles
    assert "Signing with Niš" not in titles


@pytest.fixture
def offers(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """While it is closed, nobody is told what may be linked."""
    opened, asked = threading.Event(), offering.offers

    def slow(*values: Any, **named: Any) -> Any:
        opened.wait(8)
        return asked(*values, **named)

    monkeypatch.setattr(offering, "offers", slow)
    opened.set()
    yield opened
    opened.set()


def linked(window: Window, record: int) -> set[str]:
    return {link.other.title for link in reading.record(window.workbench.session.archive, record).links}


def test_a_tag_that_was_entered_stays_with_its_picture_when_one_steps_on_at_once(
    window: Window, photos: list[int], offers: threading.Event, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(window, Key.Key_F2)
    settle()
    bar = window.workbench.stepping.side.bar
    bar.edit.setFocus()
    before = [linked(window, photo) for photo in photos[:2]]
    offers.clear()
    qtbot.keyClicks(bar.edit, "nezih")
    qtbot.keyClick(bar.edit, Key.Key_Return)
    qtbot.keyClick(bar.edit, Key.Key_PageDown)
    offers.set()
    settle()
    assert linked(window, photos[0]) == before[0] | {"Nezih Başgelen"}
    assert linked(window, photos[1]) == before[1]
    qtbot.keyClicks(bar.edit, "xyzzyx")
    settle()
    said: list[str] = []
    window.workbench.session.refused.connect(said.append)
    offers.clear()
    qtbot.keyClicks(bar.edit, "y")
    qtbot.keyClick(bar.edit, Key.Key_Return)
    qtbot.keyClick(bar.edit, Key.Key_PageDown)
    offers.set()
    settle()
    assert any("xyzzyxy" in sentence for sentence in said)


@pytest.mark.usefixtures("photos")
def test_what_was_not_entered_in_the_tag_line_does_not_go_on_to_the_next_picture(
    window: Window, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(window, Key.Key_F2)
    settle()
    edit = window.workbench.stepping.side.bar.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "half a na")
    qtbot.keyClick(edit, Key.Key_PageDown)
    settle()
    assert edit.text() == ""
