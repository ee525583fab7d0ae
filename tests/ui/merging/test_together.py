"""Views and same pictures side by side, decided by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from archive_app.domain.model.together import Together
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading, views
from archive_app.ui.merging.together import ViewsDialog
from archive_app.ui.window.window import Window
from tests.scenes import one_in_three

Key = Qt.Key
Settle = Callable[[], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def groups(window: Window, tmp_path: Path, settle: Settle) -> list[list[int]]:
    """Two pictures, each in three items; the largest of each first."""
    archive = window.workbench.session.archive
    found = []
    for seed in (3, 5):
        files = one_in_three(tmp_path / "scans", seed)
        refs = {entry.path: entry.ref for entry in ingest(archive, files).added}
        found.append([reading.resolve(archive, refs[str(file)]).id for file in files])
    settle()
    return found


def opened(window: Window, settle: Settle) -> ViewsDialog:
    window.actions_table["views"].trigger()
    settle()
    [found] = [each for each in window.findChildren(ViewsDialog) if each.isVisible()]
    return found


def listed(found: ViewsDialog) -> list[str]:
    lines = [found.groups.item(row).text() for row in range(found.groups.count())]
    return [line.replace("\n", ", ") for line in lines]


def names(window: Window, record: int) -> list[str]:
    return [file.original_name for file in reading.record(window.workbench.session.archive, record).files]


FIRST, SECOND = "whole3.png, 3 items: the same picture", "whole5.png, 3 items: the same picture"


def test_one_group_after_another_is_decided_by_keys_and_taken_back(
    window: Window, groups: list[list[int]], qtbot: QtBot, settle: Settle
) -> None:
    found = opened(window, settle)
    assert listed(found) == [FIRST, SECOND]
    assert found.about.text() == "2 groups"
    assert found.groups.hasFocus()
    qtbot.keyClick(found.groups, Key.Key_2)
    qtbot.keyClick(found.groups, Key.Key_J)
    settle()
    # The second one stays: its file is the first, and its ref and links are those of the whole.
    assert names(window, groups[0][1]) == ["crop3.jpg", "whole3.png", "small3.webp"]
    assert listed(found) == [SECOND]
    qtbot.keyClick(found.groups, Key.Key_K)
    settle()
    assert listed(found) == []
    assert "no two hold the same picture" in found._empty.text()
    assert not found.one.isEnabled()
    assert history.undo_label(window.workbench.session.archive) == "Keep 3 items apart"
    for _time in range(2):
        qtbot.keyClick(found, Key.Key_Z, CTRL)
        settle()
    assert listed(found) == [FIRST, SECOND]
    assert names(window, groups[0][0]) == ["whole3.png"]


def test_the_picture_that_is_clicked_stays(
    window: Window, groups: list[list[int]], qtbot: QtBot, settle: Settle
) -> None:
    found = opened(window, settle)
    cards = found.side.findChildren(QToolButton, "view-picture")
    assert [card.isChecked() for card in cards] == [True, False, False]
    assert [mark.isVisible() for mark in found.side._marks] == [True, False, False]
    qtbot.mouseClick(cards[2], Qt.MouseButton.LeftButton)
    assert found.side.stays == 2
    qtbot.keyClick(found.groups, Key.Key_Return)
    settle()
    assert names(window, groups[0][2]) == ["small3.webp", "whole3.png", "crop3.jpg"]


def test_a_double_click_shows_one_in_the_window(
    window: Window, groups: list[list[int]], qtbot: QtBot, settle: Settle
) -> None:
    found = opened(window, settle)
    card = found.side.findChildren(QToolButton, "view-picture")[1]
    qtbot.mouseDClick(card, Qt.MouseButton.LeftButton)
    settle()
    assert window.workbench.inspector.record is not None
    assert window.workbench.inspector.record.id == groups[0][1]
    assert found.isVisible()


def test_all_that_is_listed_is_joined_in_one_step(
    window: Window, groups: list[list[int]], qtbot: QtBot, settle: Settle
) -> None:
    found = opened(window, settle)
    found.reason.setCurrentIndex(found.reason.findData(Together.BURST))
    found.reason.activated.emit(found.reason.currentIndex())
    assert listed(found) == []
    assert not found.all.isEnabled()
    found.reason.setCurrentIndex(found.reason.findData(Together.PICTURE))
    found.reason.activated.emit(found.reason.currentIndex())
    qtbot.mouseClick(found.all, Qt.MouseButton.LeftButton)
    settle()
    assert listed(found) == []
    assert len(names(window, groups[1][0])) == 3
    history.undo(window.workbench.session.archive)
    settle()
    assert listed(found) == [FIRST, SECOND]


def test_what_is_joined_in_the_window_leaves_the_list(window: Window, groups: list[list[int]], settle: Settle) -> None:
    found = opened(window, settle)
    views.join(window.workbench.session.archive, keep=groups[1][0], others=groups[1][1:])
    settle()
    assert listed(found) == [FIRST]


def test_nothing_alike_is_said_and_the_dialog_is_one(window: Window, settle: Settle) -> None:
    found = opened(window, settle)
    assert opened(window, settle) is found
    assert found._stack.currentWidget() is found._empty
    found.look()
    found.stop.click()
    settle()
    assert not found.stop.isVisible()
    found.close()
    settle()
