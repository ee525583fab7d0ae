"""Turning the pages of a PDF, and zooming, by keys and buttons."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from archive_app.ui.catalogue.pdf_view import PdfView
from archive_app.ui.session.tasks import Tasks
from tests.media.printing.test_pages import pdf_of

Key = Qt.Key
PAGES = [("1 0 0", 200, 300), ("0 1 0", 200, 300), ("0 0 1", 200, 300), ("1 1 0", 200, 300)]
RED, GREEN, BLUE, YELLOW = "#ff0000", "#00ff00", "#0000ff", "#ffff00"


@pytest.fixture
def tasks() -> Iterator[Tasks]:
    tasks = Tasks()
    yield tasks
    tasks.close()


@pytest.fixture
def view(tasks: Tasks, tmp_path: Path, qtbot: QtBot) -> Iterator[PdfView]:
    view = PdfView(tasks)
    qtbot.addWidget(view)
    view.resize(400, 400)
    view.show()
    view.open_file(pdf_of(tmp_path / "four.pdf", PAGES))
    qtbot.waitUntil(lambda: tasks.idle and view.page_count == 4)
    yield view
    view.close_file()


def seen(view: PdfView) -> str:
    """The colour in the middle of what is shown."""
    picture = view.area.viewport().grab().toImage()
    return QColor(picture.pixel(QPoint(picture.width() // 2, picture.height() // 2))).name()


def press(view: PdfView, tasks: Tasks, qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(view.area, key)
    qtbot.waitUntil(lambda: tasks.idle)


def test_pages_are_turned_by_keys(view: PdfView, tasks: Tasks, qtbot: QtBot) -> None:
    assert seen(view) == RED
    assert view.place.text().startswith("Page 1 of 4")
    press(view, tasks, qtbot, Key.Key_PageDown)
    assert seen(view) == GREEN
    press(view, tasks, qtbot, Key.Key_End)
    assert (seen(view), view.place.text()[:11]) == (YELLOW, "Page 4 of 4")
    press(view, tasks, qtbot, Key.Key_PageDown, Key.Key_PageUp)
    assert seen(view) == BLUE
    press(view, tasks, qtbot, Key.Key_Home)
    assert seen(view) == RED


def test_a_page_stays_in_the_middle_while_one_zooms(view: PdfView, tasks: Tasks, qtbot: QtBot) -> None:
    press(view, tasks, qtbot, Key.Key_PageDown)
    fitted = view.area.scale()
    press(view, tasks, qtbot, *[Key.Key_Plus] * 4)
    assert view.area.scale() > 2 * fitted
    assert seen(view) == GREEN
    assert view.area.page == 1
    wide = view.area.horizontalScrollBar()
    assert abs(wide.value() - wide.maximum() / 2) < 3
    press(view, tasks, qtbot, *[Key.Key_Minus] * 30)
    assert view.area.scale() == pytest.approx(0.1)
    press(view, tasks, qtbot, Key.Key_Z)
    assert view.area.scale() == pytest.approx(fitted)
    view.resize(800, 800)
    qtbot.waitUntil(lambda: tasks.idle)
    assert view.area.scale() > 1.5 * fitted


def test_every_button_does_what_it_says(view: PdfView, tasks: Tasks, qtbot: QtBot) -> None:
    buttons = {button.accessibleName(): button for button in view.findChildren(QToolButton)}

    def said(*names: str) -> str:
        for name in names:
            buttons[name].click()
            qtbot.waitUntil(lambda: tasks.idle)
        return view.place.text()

    fitted = view.place.text()
    assert said("Next page (Page Down)", "Next page (Page Down)").startswith("Page 3 of 4")
    assert said("Page before (Page Up)").startswith("Page 2 of 4")
    assert said("Page before (Page Up)") == fitted
    assert said("Larger (+)", "Larger (+)") != fitted
    assert said("Smaller (-)", "Smaller (-)", "Smaller (-)") != fitted
    assert said("Fit into the window (Z)") == fitted
    assert len(buttons) == 5


def test_a_broken_file_is_one_sentence_and_the_next_one_is_shown(
    view: PdfView, tasks: Tasks, tmp_path: Path, qtbot: QtBot
) -> None:
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7\nnothing")
    view.open_file(broken)
    qtbot.waitUntil(lambda: tasks.idle)
    assert view.page_count == 0
    assert view.currentWidget() is view.words
    assert "damaged" in view.words.text()
    view.open_file(tmp_path / "four.pdf")
    qtbot.waitUntil(lambda: tasks.idle and view.page_count == 4)
    assert seen(view) == RED


def test_the_last_of_several_files_is_shown(view: PdfView, tasks: Tasks, tmp_path: Path, qtbot: QtBot) -> None:
    for number in range(6):
        file = pdf_of(tmp_path / f"{number}.pdf", [("0 1 0", 200, 300)] * (number + 1))
        view.open_file(file)
    qtbot.waitUntil(lambda: tasks.idle)
    assert view.page_count == 6
    assert seen(view) == GREEN
