"""The page of a partnership, from the sidebar and back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from archive_app.domain.model.anniversaries import Anniversary
from archive_app.domain.model.kinds import StageKind
from archive_app.ui.partnership.page import anniversary_text, rules_text
from archive_app.ui.window.window import Window

Settle = Callable[[], None]


def choose(window: Window, qtbot: QtBot, label: str) -> None:
    """Click the partnership called ``label`` in the sidebar."""
    sidebar = window.workbench.sidebar
    branch = sidebar.model.find("continent-Europe")
    sidebar.tree.expand(branch)
    for row in range(sidebar.model.rowCount(branch)):
        index = sidebar.model.index(row, 0, branch)
        if index.data() == label:
            click(sidebar.tree, index, qtbot)
            return
    raise AssertionError(f"{label} is not in the sidebar")


def click(tree: object, index: QModelIndex, qtbot: QtBot) -> None:
    place = tree.visualRect(index).center()  # type: ignore[attr-defined]
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)  # type: ignore[attr-defined]


def test_the_sidebar_opens_the_page(window: Window, qtbot: QtBot, settle: Settle) -> None:
    choose(window, qtbot, "Istanbul")
    settle()
    page = window.workbench.partnership
    assert page.isVisible()
    assert page.title.text() == "Hangzhou–Istanbul"
    assert "10 years as sister cities on 9 June 2027" in page.coming.text()
    assert "sister city 9 June 2017" in page.timeline.accessibleName()
    assert "City records" in page.timeline.toolTip()
    assert "through an event or series: 3" in page.rules.text()
    assert len(page.strip.shown) == 3
    words = [label.text() for label in page.findChildren(QLabel)]
    assert any(text.startswith("Events and series") for text in words)
    record = window.workbench.inspector.record
    assert record is not None
    assert record.title == "Hangzhou–Istanbul"


def test_all_in_the_grid_and_back_to_the_page(window: Window, qtbot: QtBot, settle: Settle) -> None:
    choose(window, qtbot, "Istanbul")
    settle()
    bench = window.workbench
    button = next(each for each in bench.partnership.findChildren(QPushButton) if each.text() == "Show all in the grid")
    button.click()
    settle()
    assert bench.results.grid.isVisible()
    assert bench.results.bar.page.isVisible()
    bench.results.bar.page.click()
    assert bench.partnership.isVisible()


def test_a_party_and_an_event_lead_on(window: Window, qtbot: QtBot, settle: Settle) -> None:
    choose(window, qtbot, "Niš")
    settle()
    bench = window.workbench
    event = next(each for each in bench.partnership.findChildren(QPushButton) if each.text() == "Signing with Niš")
    event.click()
    settle()
    assert bench.inspector.record is not None
    assert bench.inspector.record.title == "Signing with Niš"
    assert bench.partnership.isVisible()


def test_the_pictures_are_walked_by_keys_and_opened(window: Window, qtbot: QtBot, settle: Settle) -> None:
    choose(window, qtbot, "Istanbul")
    settle()
    bench = window.workbench
    bench.partnership.strip.setFocus()
    qtbot.keyClick(bench.partnership.strip, Qt.Key.Key_Right)
    settle()
    first = bench.partnership.strip.shown[0].row
    assert bench.inspector.record is not None
    assert bench.inspector.record.id == first.id
    qtbot.keyClick(bench.partnership.strip, Qt.Key.Key_Return)
    settle()
    assert bench.previewing
    qtbot.keyClick(bench.preview.canvas, Qt.Key.Key_Escape)
    assert not bench.previewing
    assert bench.partnership.isVisible()


def test_the_sentence_of_an_anniversary() -> None:
    day = Anniversary(10, "2027-06-09", StageKind.SISTER_CITY, 0, True, "2017-06-09", "2017-06-09")
    assert anniversary_text(day) == "Next anniversary: 10 years as sister cities on 9 June 2027, today"
    open_year = Anniversary(10, "2026", StageKind.SISTER_CITY, None, True, "2016", "[2015,2016]")
    assert anniversary_text(open_year).endswith("the source says 2015 or 2016)")
    assert anniversary_text(None) == ""


def test_rules_are_counted_in_their_order() -> None:
    assert rules_text({"event": 3, "direct": 1}) == "linked directly: 1 · through an event or series: 3"
    assert rules_text({}) == "Nothing belongs to this partnership yet."
