"""The bin in the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.services.history import history
from archive_app.services.records import deleted, editing, reading
from archive_app.ui.dialogs.bin import BinDialog
from archive_app.ui.window.window import Window

Settle = Callable[[], None]


@pytest.fixture
def opened(window: Window, settle: Settle) -> BinDialog:
    window.actions_table["bin"].trigger()
    settle()
    found = window.findChild(BinDialog)
    assert found is not None
    return found


def test_an_empty_bin_says_so(opened: BinDialog) -> None:
    assert opened.empty.isVisible()
    assert not opened.back.isEnabled()


def test_what_is_not_listed_is_counted(window: Window, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    archive = window.workbench.session.archive
    editing.delete_records(archive, records=list(window.workbench.results.model.ids[:3]))
    some = deleted.listed(archive, most=2)
    monkeypatch.setattr(deleted, "listed", lambda _archive: some)
    window.actions_table["bin"].trigger()
    settle()
    dialog = window.findChild(BinDialog)
    assert dialog is not None
    assert dialog.cut.isVisible()
    assert dialog.cut.text() == "The last 2 of 3 are listed."


def test_deleted_records_appear_and_enter_brings_them_back(
    window: Window, opened: BinDialog, qtbot: QtBot, settle: Settle
) -> None:
    results = window.workbench.results
    there = results.model.rowCount()
    results.select_all()
    window.actions_table["delete"].trigger()
    settle()
    qtbot.waitUntil(lambda: opened.table.rowCount() == there)
    opened.table.setFocus()
    opened.table.selectAll()
    assert opened.back.isEnabled()
    qtbot.keyClick(opened.table, Qt.Key.Key_Return)
    settle()
    qtbot.waitUntil(opened.empty.isVisible)
    qtbot.waitUntil(lambda: results.model.rowCount() == there)
    archive = window.workbench.session.archive
    assert reading.counts(archive).items == there
    history.undo(archive)
    qtbot.waitUntil(lambda: opened.table.rowCount() == there)
