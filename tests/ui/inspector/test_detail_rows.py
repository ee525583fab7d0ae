"""Inscriptions in the inspector: added, edited, moved and removed in place, and never lost on moving on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.services.records import details, editing, reading
from archive_app.ui.inspector.detail_rows import DetailRows
from archive_app.ui.kit.editors import SavingLine, SavingText
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
INSCRIPTION = BY_NAME["inscription"]


def section(window: Window) -> DetailRows:
    return window.workbench.inspector.page.rows["inscription"]


def text(window: Window, name: str) -> SavingText:
    found = section(window).findChild(SavingText, f"inscription-{name}")
    assert found is not None, name
    return found


def line(window: Window, name: str) -> SavingLine:
    found = section(window).findChild(SavingLine, f"inscription-{name}")
    assert found is not None, name
    return found


@pytest.fixture
def lion(window: Window, settle: Settle) -> int:
    """A gift, chosen."""
    archive = window.workbench.session.archive
    made = editing.add_record(archive, kind=Kind.OBJECT, names=[editing.NewName("Stone lion")]).id
    results = window.workbench.results
    results.show_query("kind:object")
    settle()
    results.select_ids([made])
    settle()
    return made


def said(window: Window, record: int) -> list[tuple[object, ...]]:
    there = reading.record(window.workbench.session.archive, record).details
    return [tuple(each.values.values()) for each in there]


def inscribe(window: Window, record: int, settle: Settle, *texts: str) -> None:
    for each in texts:
        values = {"text": each, "language": "en"}
        details.add_detail(window.workbench.session.archive, records=[record], detail=INSCRIPTION, values=values)
    settle()


@pytest.mark.usefixtures("lion")
def test_it_is_there_for_what_may_have_it(window: Window, settle: Settle) -> None:
    assert section(window).isVisibleTo(window)
    assert section(window).title == "Inscriptions"
    results = window.workbench.results
    results.show_query("kind:city")
    settle()
    results.select_ids([results.model.ids[0]])
    settle()
    assert not section(window).isVisibleTo(window)


def test_one_is_added_by_typing(window: Window, lion: int, qtbot: QtBot, settle: Settle) -> None:
    section(window).add.click()
    first = text(window, "text-0")
    assert first.hasFocus()
    qtbot.keyClicks(first, "To our friends")
    qtbot.keyClick(first, Key.Key_Tab)
    # What is typed while the first part is being kept is kept as well, and the cursor stays.
    position = line(window, "position-0")
    position.setFocus()
    qtbot.keyClicks(position, "on the base")
    settle()
    assert position.hasFocus()
    translation = text(window, "translation-0")
    translation.setFocus()
    settle()
    assert said(window, lion) == [("To our friends", "en", "on the base", None)]
    assert section(window).count.text() == "1"
    assert len(section(window).blocks) == 1


def test_what_is_typed_is_kept_though_one_moves_on_at_once(
    window: Window, lion: int, qtbot: QtBot, settle: Settle
) -> None:
    section(window).add.click()
    qtbot.keyClicks(text(window, "text-0"), "To our friends")
    text(window, "text-0").clearFocus()
    qtbot.keyClicks(line(window, "position-0"), "on the base")
    window.workbench.inspector.show_id(0)
    settle()
    assert said(window, lion) == [("To our friends", "en", "on the base", None)]


def test_parts_are_edited_in_place_and_undone(window: Window, lion: int, qtbot: QtBot, settle: Settle) -> None:
    inscribe(window, lion, settle, "A")
    position = line(window, "position-0")
    qtbot.keyClicks(position, "lid")
    qtbot.keyClick(position, Key.Key_Return)
    settle()
    assert said(window, lion) == [("A", "en", "lid", None)]
    language = line(window, "language-0")
    language.setFocus()
    language.selectAll()
    qtbot.keyClicks(language, "no language")
    qtbot.keyClick(language, Key.Key_Return)
    settle()
    assert (language.text(), language.property("unsaved")) == ("no language", True)
    qtbot.keyClick(language, Key.Key_Escape)
    assert language.text() == "English"
    window.actions_table["undo"].trigger()
    settle()
    assert line(window, "position-0").text() == ""


def test_they_are_moved_by_keys_and_removed_by_emptying(
    window: Window, lion: int, qtbot: QtBot, settle: Settle
) -> None:
    inscribe(window, lion, settle, "A", "B", "C")
    last = text(window, "text-2")
    last.setFocus()
    qtbot.keyClick(last, Key.Key_Up, CTRL_SHIFT)
    settle()
    assert [each[0] for each in said(window, lion)] == ["A", "C", "B"]
    assert text(window, "text-1").hasFocus()
    qtbot.keyClick(text(window, "text-1"), Key.Key_Up, CTRL_SHIFT)
    settle()
    qtbot.keyClick(text(window, "text-0"), Key.Key_Up, CTRL_SHIFT)
    settle()
    assert [each[0] for each in said(window, lion)] == ["C", "A", "B"]
    first = text(window, "text-0")
    first.setFocus()
    first.selectAll()
    qtbot.keyClick(first, Key.Key_Backspace)
    text(window, "text-1").setFocus()
    settle()
    assert [each[0] for each in said(window, lion)] == ["A", "B"]


@pytest.mark.usefixtures("lion")
def test_a_gap_leads_to_an_empty_one(window: Window) -> None:
    window.workbench.inspector.edit_field("detail-inscription")
    assert text(window, "text-0").hasFocus()
    named = [each for each in section(window).findChildren(QWidget) if each.objectName().startswith("inscription-")]
    assert [each.accessibleName() for each in named] == [
        "Inscription 1: Text", "Inscription 1: Language", "Inscription 1: Where on it", "Inscription 1: Translation"
    ]  # fmt: skip


def test_what_is_typed_into_a_language_that_was_filled_meanwhile_goes_in_its_place(
    window: Window, lion: int, qtbot: QtBot, settle: Settle
) -> None:
    section(window).add_line()
    settle()
    first = text(window, "text-0")
    first.setFocus()
    qtbot.keyClicks(first, "An unsere Freunde")
    qtbot.keyClick(first, Key.Key_Tab)
    language = QApplication.focusWidget()
    assert isinstance(language, SavingLine)
    settle()
    there = QApplication.focusWidget()
    assert isinstance(there, SavingLine)
    assert there.objectName() == "inscription-language-0"
    assert (there.text(), there.selectedText()) == ("English", "English")
    qtbot.keyClicks(there, "de")
    qtbot.keyClick(there, Key.Key_Return)
    settle()
    assert said(window, lion)[0][:2] == ("An unsere Freunde", "de")
