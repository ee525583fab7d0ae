"""Faults of the window that cost data or the picture of it: each of them stays mended."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from archive_app.services.records import reading
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]


def test_the_wheel_over_the_status_changes_none(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    bench.results.grid.setFocus()
    qtbot.keyClick(bench.results.grid, Key.Key_Home)
    settle()
    box = next(
        each
        for each in bench.inspector.findChildren(QComboBox)
        if "draft" in [each.itemText(number) for number in range(each.count())]
    )
    at, down, none = QPointF(box.rect().center()), QPoint(0, -120), Qt.MouseButton.NoButton
    no_key, phase = Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    where = QPointF(box.mapToGlobal(at.toPoint()))
    QApplication.sendEvent(box, QWheelEvent(at, where, down, down, none, no_key, phase, False))
    settle()
    record = reading.record(window.workbench.session.archive, bench.results.model.ids[0])
    assert record.status.value == "draft"


def test_the_wheel_gives_the_keyboard_to_nothing(window: Window, settle: Settle) -> None:
    """What it turned over would get the keys that are meant for the pictures: a letter chooses in a box."""
    bench = window.workbench
    for query in ("kind:person", "kind:event", "kind:object", "kind:partnership", "kind:photo"):
        bench.results.show_query(query)
        settle()
        bench.results.select_ids(list(bench.results.model.ids[:1]))
        settle()
    bench.results.select_ids(list(bench.results.model.ids[:3]))
    settle()
    bench.step_through()
    settle()
    every = window.findChildren(QWidget)
    assert len(every) > 300
    assert [each for each in every if each.focusPolicy() == Qt.FocusPolicy.WheelFocus] == []


def test_a_double_click_in_the_grid_opens_the_picture(window: Window, settle: Settle) -> None:
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    grid, opened = bench.results.grid, list[int]()
    bench.results.opened.connect(opened.append)
    middle = grid.visualRect(bench.results.grid_model.cell(1)).center()
    left, no_key = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(grid.viewport(), left, no_key, middle)
    QTest.mouseDClick(grid.viewport(), left, no_key, middle)
    settle()
    assert opened == [bench.results.model.ids[1]]


def test_a_small_picture_after_a_change_of_colours_finds_nobody_gone(
    window: Window, qtbot: QtBot, settle: Settle
) -> None:
    shell = window.shell
    shell.choose("colours", "dark")
    settle()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    settle()
    session = shell.session
    assert session is not None
    with qtbot.captureExceptions() as caught:
        session.thumbnails.arrived.emit(frozenset({"00"}))
        settle()
    assert not caught, caught
