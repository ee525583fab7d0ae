"""Dragging out of grid and table: which files are handed out, and that pressing one of several still chooses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QCursor, QDrag, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from archive_app.services.exchange import originals
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing
from archive_app.services.search import searching
from archive_app.ui.results import dragging
from archive_app.ui.window.window import Window

Settle = Callable[[], None]
_LEFT = Qt.MouseButton.LeftButton


@pytest.mark.parametrize("shown", ["grid", "table"])
def test_what_is_selected_is_dragged_out_as_files(
    window: Window, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shown: str
) -> None:
    archive, results = window.workbench.session.archive, window.workbench.results
    for name, colour in (("kept", "red"), ("given", "blue")):
        Image.new("RGB", (40, 30), colour).save(tmp_path / f"{name}.png")
        ingest(archive, [tmp_path / f"{name}.png"])
    (kept,) = searching.search_ids(archive, 'kind:photo "kept"')
    editing.set_values(archive, records=[kept], values={"rating": "-1"})
    results.show_view(shown)
    results.show_query('kind:photo ("kept" OR "given")')
    settle()
    handed: list[list[Path]] = []

    def dropped(drag: QDrag, _action: Qt.DropAction) -> Qt.DropAction:
        handed.append([Path(url.toLocalFile()) for url in drag.mimeData().urls()])
        return Qt.DropAction.CopyAction

    monkeypatch.setattr(QDrag, "exec", dropped)
    window.actions_table["select-all"].trigger()
    settle()
    assert len(results.selected_ids()) == 2
    grid = results.view
    start = grid.visualRect(grid.model().index(0, 0)).center()
    QTest.mousePress(grid.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, start)
    assert len(results.selected_ids()) == 2
    moved = QPointF(start + QPoint(60, 0))
    where = grid.viewport().mapToGlobal(moved)
    held = QMouseEvent(
        QEvent.Type.MouseMove, moved, where, Qt.MouseButton.NoButton, _LEFT, Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(grid.viewport(), held)
    QTest.mouseRelease(grid.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, start + QPoint(60, 0))
    settle()
    assert handed, window.workbench.notice.label.text()
    ((file,),) = handed
    assert file.name.endswith(" given.png")
    assert file.read_bytes() == (tmp_path / "given.png").read_bytes()
    assert "1 item is rejected" in window.workbench.notice.label.text()
    QTest.mouseClick(grid.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, start)
    assert len(results.selected_ids()) == 1


def test_a_tile_is_taken_by_its_picture_and_several_are_selected_from_the_words_on(
    window: Window, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    grid = results.grid
    dragged: list[list[int]] = []
    grid.drag_wanted.connect(lambda: dragged.append(results.selected_ids()))
    monkeypatch.setattr(QDrag, "exec", lambda *_args: Qt.DropAction.CopyAction)
    first, second, third = (grid.visualRect(grid.model().index(0, column)) for column in range(3))

    def drawn(start: QPoint, end: QPoint) -> None:
        QTest.mousePress(grid.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, start)
        moved = QPointF(end)
        held = QMouseEvent(
            QEvent.Type.MouseMove,
            moved,
            grid.viewport().mapToGlobal(moved),
            Qt.MouseButton.NoButton,
            _LEFT,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(grid.viewport(), held)
        QTest.mouseRelease(grid.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, end)
        settle()

    drawn(second.center(), third.center())
    assert dragged == [[results.model.ids[1]]]
    assert results.selected_ids() == [results.model.ids[1]]
    drawn(first.bottomLeft() + QPoint(30, -12), third.center())
    assert len(dragged) == 1
    assert list(results.selected_ids()) == list(results.model.ids[:3])


def test_files_are_made_when_somebody_asks_for_them(
    window: Window, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    results.select_all()
    asked: list[int] = []
    monkeypatch.setattr(originals, "export_originals", lambda *_all, ids, **_rest: asked.append(len(ids)) or None)
    monkeypatch.setattr(QDrag, "exec", lambda drag, _action: drag.mimeData().hasUrls() and Qt.DropAction.IgnoreAction)
    results.grid.drag_wanted.emit()
    assert asked == []
    # More than can be copied meanwhile are dragged within the window alone, and whoever drags them out hears why.
    monkeypatch.setattr(dragging, "MOST", 5)
    offered: list[bool] = []
    monkeypatch.setattr(
        QDrag, "exec", lambda drag, _action: offered.append(drag.mimeData().hasUrls()) or Qt.DropAction.IgnoreAction
    )
    monkeypatch.setattr(QCursor, "pos", lambda: window.frameGeometry().bottomRight() + QPoint(50, 50))
    results.grid.drag_wanted.emit()
    assert offered == [False]
    assert window.workbench.notice.label.text().startswith("Up to 5 records can be dragged out.")


def test_a_row_that_is_selected_is_opened_by_a_double_click(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:photo")
    results.show_view("table")
    settle()
    opened: list[int] = []
    results.opened.connect(opened.append)
    table = results.table
    at = table.visualRect(results.model.index(1, 0)).center()
    for _time in range(2):
        QTest.mouseClick(table.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, at)
        QTest.mouseDClick(table.viewport(), _LEFT, Qt.KeyboardModifier.NoModifier, at)
        settle()
        window.workbench.leave_preview()
    assert opened == [results.model.ids[1]] * 2
