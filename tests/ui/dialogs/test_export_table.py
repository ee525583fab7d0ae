"""Which columns a table has is chosen, ordered and remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.export_table import ExportTableDialog
from archive_app.ui.window.window import Window

Settle = Callable[[], None]


def _asked(window: Window, settle: Settle) -> ExportTableDialog:
    window.actions_table["export-table"].trigger()
    settle()
    found = [each for each in window.findChildren(ExportTableDialog) if each.isVisible()]
    assert found
    return found[-1]


def test_the_chosen_records_are_written_with_the_chosen_columns(
    window: Window, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "photos.xlsx"
    monkeypatch.setattr(choose, "new_file", lambda *_arguments: out)
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    bench.results.select_all()
    settle()
    count = bench.results.selected_count()
    dialog = _asked(window, settle)
    assert dialog.chosen()[:3] == ["ref", "kind", "title"]
    qtbot.keyClicks(dialog.search, "credit")
    shown = [dialog.columns.item(row) for row in range(dialog.columns.count())]
    (credit,) = [each for each in shown if not each.isHidden()]
    credit.setCheckState(Qt.CheckState.Checked)
    dialog.search.clear()
    dialog.columns.setCurrentRow(0)
    qtbot.keyClick(dialog.columns, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    keys = dialog.chosen()
    assert keys[:2] == ["kind", "ref"]
    assert "credit" in keys
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(out.exists)
    settle()
    rows = CalamineWorkbook.from_path(out).get_sheet_by_index(0).to_python()
    assert rows[0] == keys
    assert len(rows) == count + 1
    assert f"Wrote {count} rows to" in window.workbench.notice.label.text()
    again = _asked(window, settle)
    assert again.chosen() == keys
    for row in range(again.columns.count()):
        again.columns.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not again.go.isEnabled()
    again.reject()
