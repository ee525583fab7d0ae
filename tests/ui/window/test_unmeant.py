"""Nothing is changed that was not meant: not by the wheel, not by passing through with the focus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from archive_app.services.history import history
from archive_app.services.settings import held
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import SavingLine
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.window.window import Window
from tests.ui.every import EVERY, close_all, open_one, ready, widgets

Settle = Callable[[], None]


def turn(widget: QWidget, by: int) -> QWheelEvent:
    """Turn the wheel over ``widget``."""
    at = QPointF(widget.rect().center())
    none = Qt.MouseButton.NoButton
    where, no_key, phase = QPoint(0, by), Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    wheel = QWheelEvent(at, QPointF(widget.mapToGlobal(at.toPoint())), where, where, none, no_key, phase, False)
    QApplication.sendEvent(widget, wheel)
    return wheel


def value_of(widget: QWidget) -> object:
    """What a control stands at, None for what is none."""
    if isinstance(widget, QComboBox):
        return widget.currentIndex(), widget.currentText()
    if isinstance(widget, QAbstractSlider) and not isinstance(widget, QScrollBar):
        return widget.value()
    if isinstance(widget, QAbstractSpinBox | QLineEdit):
        return widget.text()
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.isChecked() if isinstance(widget, QAbstractButton) else None


def kept(window: Window) -> tuple[object, ...]:
    """What is stored: the newest step, and what is set."""
    archive = window.workbench.session.archive
    steps = [step.id for step in history.history(archive, limit=1)]
    return steps, [(each.setting.name, each.value) for each in held(window.settings.person, archive)]


@pytest.mark.parametrize("name", EVERY)
def test_the_wheel_and_the_focus_change_nothing(window: Window, name: str, settle: Settle, tmp_path: Path) -> None:
    ready(window, settle)
    open_one(window, name, tmp_path, settle)
    before = kept(window)
    there = [(widget, value_of(widget)) for widget in widgets() if value_of(widget) is not None]
    assert there
    for widget, value in there:
        if isValid(widget) and widget.isVisible():
            for focused in (False, True):
                if focused:
                    widget.setFocus(Qt.FocusReason.TabFocusReason)
                for by in (-120, 120, -240):
                    turn(widget, by)
            assert value_of(widget) == value, (widget, widget.accessibleName())
    settle()
    assert kept(window) == before
    close_all(window, settle)
    assert kept(window) == before


@pytest.mark.parametrize("view", ["table", "grid"])
def test_nothing_is_in_hand_where_nothing_is_selected(window: Window, view: str, settle: Settle) -> None:
    """Qt makes the first record the current one when a view gets the focus; a table does not even show which."""
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    bench.results.chosen.clear()
    bench.results.search.setFocus()
    bench.results.show_view(view)
    bench.results.take_focus()
    settle()
    assert bench.inspector.record is None
    bench.results.go_to(1)
    settle()
    assert bench.inspector.record is not None
    assert bench.inspector.record.id == bench.results.model.ids[1]


def test_several_are_not_changed_by_the_wheel_either(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    results.select_all()
    settle()
    before = kept(window)
    boxes = [box for box in window.workbench.inspector.many.findChildren(Combo) if box.isVisible()]
    assert boxes
    for box in boxes:
        at = box.currentIndex()
        box.setFocus()
        turn(box, -120)
        assert box.currentIndex() == at
    settle()
    assert kept(window) == before


def test_tab_in_a_line_for_a_record_makes_no_new_one(window: Window, qtbot: QtBot, settle: Settle) -> None:
    ready(window, settle)
    window.workbench.inspector.add_link()
    edit = QApplication.focusWidget()
    assert isinstance(edit, RecordEdit)
    before = kept(window)
    qtbot.keyClicks(edit, "before 1950")
    qtbot.waitUntil(edit.suggestions.popup.isVisible)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    settle()
    assert kept(window) == before
    edit.setFocus()
    qtbot.keyClick(edit, Qt.Key.Key_X)
    qtbot.waitUntil(edit.suggestions.popup.isVisible)
    qtbot.keyClick(edit, Qt.Key.Key_Up)
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    settle()
    assert kept(window) != before


def test_over_a_control_the_wheel_is_left_to_the_page(window: Window, settle: Settle) -> None:
    ready(window, settle)
    box = next(box for box in window.workbench.inspector.findChildren(Combo) if box.isVisible())
    assert not turn(box, -120).isAccepted()
    assert not turn(window.workbench.results.bar.zoom, -120).isAccepted()


def test_a_line_saves_what_was_typed_and_not_how_it_shows_it(qtbot: QtBot) -> None:
    line = SavingLine(" Two words ")
    qtbot.addWidget(line)
    saved: list[str] = []
    line.saved.connect(saved.append)
    line.show()
    line.flush()
    line.editingFinished.emit()
    assert saved == []
    qtbot.keyClicks(line, "x")
    line.flush()
    assert saved == ["x Two words"]
