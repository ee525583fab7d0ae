"""Dragging out of the grid: which files are handed out, and that pressing one of several still chooses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing
from archive_app.services.search import searching
from archive_app.ui.window.window import Window

Settle = Callable[[], None]
_LEFT = Qt.MouseButton.LeftButton


def test_what_is_selected_is_dragged_out_as_files(
    window: Window, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, results = window.workbench.session.archive, window.workbench.results
    for name, colour in (("kept", "red"), ("given", "blue")):
        Image.new("RGB", (40, 30), colour).save(tmp_path / f"{name}.png")
        ingest(archive, [tmp_path / f"{name}.png"])
    (kept,) = searching.search_ids(archive, 'kind:photo "kept"')
    editing.set_values(archive, records=[kept], values={"rating": "-1"})
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
    grid = results.grid
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
