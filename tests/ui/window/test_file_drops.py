"""Files that are dropped anywhere are copied, and never become text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget

from archive_app.services.records import reading
from archive_app.ui.dialogs.ingest import IngestDialog
from archive_app.ui.kit.local_files import address
from archive_app.ui.window.window import Window
from tests.ui.conftest import Settle
from tests.ui.pictures import draw

_COPY, _MOVE, _NOTHING = Qt.DropAction.CopyAction, Qt.DropAction.MoveAction, Qt.DropAction.IgnoreAction


def _files(path: Path) -> QMimeData:
    """What a file manager hands over: the address, and the path as text."""
    data = QMimeData()
    data.setUrls([address(path)])
    data.setText(str(path))
    return data


def _dropped(over: QWidget, data: QMimeData, possible: Qt.DropAction = _COPY | _MOVE) -> list[Qt.DropAction]:
    """What is answered where moving is proposed, from the window's system on; empty where it is refused."""
    window = over.window().windowHandle()
    window.requestActivate()
    QApplication.processEvents()
    at = over.mapTo(over.window(), over.rect().center())
    answers = []
    left, shift = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    for event in (
        QDragEnterEvent(at, possible, data, left, shift),
        QDragMoveEvent(at, possible, data, left, shift),
        QDropEvent(QPointF(at), possible, data, left, shift),
    ):
        assert event.proposedAction() == _MOVE
        QApplication.sendEvent(window, event)
        if event.isAccepted():
            answers.append(event.dropAction())
    return answers


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    path = tmp_path / "DSC_1.jpg"
    draw(path, "new", "#123456")
    return path


def test_a_file_over_an_editor_is_taken_in_and_copied(window: Window, photograph: Path, settle: Settle) -> None:
    window.workbench.results.show_query("kind:photo")
    settle()
    editor = window.workbench.results.search
    before = window.workbench.results.search.text()
    assert _dropped(editor, _files(photograph)) == [_COPY, _COPY, _COPY]
    settle()
    assert window.workbench.results.search.text() == before
    asked = window.findChild(IngestDialog)
    assert asked is not None
    asked.reject()


def test_a_line_of_a_dialog_takes_the_path_and_leaves_the_file(
    window: Window, photograph: Path, settle: Settle
) -> None:
    dialog = QDialog(window)
    line = QLineEdit(dialog)
    dialog.open()
    QTest.qWaitForWindowExposed(dialog)
    assert _dropped(line, _files(photograph)) == [_COPY, _COPY, _COPY]
    assert "DSC_1.jpg" in line.text()
    # Behind a dialog the window takes nothing.
    assert _dropped(window.workbench.results.grid, _files(photograph)) == []
    dialog.reject()
    settle()


def test_where_only_moving_is_possible_nothing_was_moved(window: Window, photograph: Path, settle: Settle) -> None:
    assert _dropped(window.workbench.results.grid, _files(photograph), _MOVE)[-1] == _NOTHING
    settle()
    asked = window.findChild(IngestDialog)
    assert asked is not None
    asked.reject()


def test_it_is_said_what_dropping_would_do(window: Window, photograph: Path, settle: Settle) -> None:
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    notice = window.workbench.notice
    data = _files(photograph)
    enter = QDragEnterEvent(QPoint(50, 50), _MOVE, data, left, none)
    QApplication.sendEvent(window, enter)
    assert "add copies" in notice.label.text()
    assert notice.isVisible()
    QApplication.sendEvent(window, QDragLeaveEvent())
    settle()
    assert not notice.isVisible()


def test_a_file_over_the_picture_in_the_inspector_is_given_to_that_item(
    window: Window, photograph: Path, settle: Settle
) -> None:
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    bench.results.go_to(0)
    settle()
    item = bench.inspector.record
    assert item is not None
    hints: list[str] = []
    bench.session.hinted.connect(hints.append)
    assert _dropped(bench.inspector.page.header.picture, _files(photograph)) == [_COPY, _COPY, _COPY]
    settle()
    assert f"Drop the files to give copies of them to “{item.title}”." in hints
    assert window.findChild(IngestDialog) is None
    given = reading.record(bench.session.archive, item.id).files
    assert [file.original_name for file in given] == [item.files[0].original_name, "DSC_1.jpg"]
    assert photograph.exists()
    assert bench.inspector.page.files.count.text() == "2"
