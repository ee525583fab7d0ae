"""Copying and pasting metadata in the window: keys, menus, what is asked and what is done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit
from pytestqt.qtbot import QtBot

from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, linking, reading
from archive_app.services.search import searching
from archive_app.ui.dialogs.paste import PasteDialog
from archive_app.ui.tagbar import tagger
from archive_app.ui.window.window import Window
from tests.ui.window.test_keys import CTRL, strike

Key = Qt.Key
Settle = Callable[[], None]
#: The code of C as X counts it.
C = 54


def archive_of(window: Window) -> Archive:
    return window.workbench.session.archive


def described(window: Window, record: int) -> None:
    archive = archive_of(window)
    values = {"caption[en]": "The signing", "credit": "© City", "rating": "3", "date": "2025-04-03"}
    editing.set_values(archive, records=[record], values=values)
    person = searching.search_ids(archive, "kind:person")[0]
    linking.add_link(archive, records=[record], relation="depicts", other=person)


def asked(window: Window) -> PasteDialog:
    dialog = window.findChild(PasteDialog)
    assert dialog is not None, window.workbench.notice.label.text()
    assert dialog.isVisible()
    return dialog


def paste(window: Window, qtbot: QtBot, settle: Settle) -> PasteDialog:
    window.activateWindow()
    settle()
    focused = window.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Key.Key_V, CTRL)
    settle()
    return asked(window)


@pytest.mark.parametrize("view", ["grid", "table"])
def test_one_is_copied_and_pasted_into_several(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle, view: str
) -> None:
    bench, archive = window.workbench, archive_of(window)
    described(window, photos[0])
    editing.set_values(archive, records=[photos[4]], values={"credit": "somebody else"})
    settle()
    bench.results.show_view(view)
    shown = bench.results.view
    shown.setFocus()
    assert not window.actions_table["paste-metadata"].isEnabled()
    qtbot.keyClick(shown, Key.Key_C, CTRL)
    settle()
    assert bench.notice.label.text() == "Copied the metadata of “The signing” (PHO-0006)."
    if view == "grid":
        assert QApplication.clipboard().text() == "PHO-0006 The signing"
    else:
        head, cells = QApplication.clipboard().text().splitlines()
        assert head.split("\t") == ["Title", "Ref", "Kind", "Date", "Status", "Rating", "Files", "Changed"]
        assert cells.split("\t")[:6] == ["The signing", "PHO-0006", "photo", "2025-04-03", "draft", "3"]
    bench.results.select_ids(photos[3:])
    settle()
    dialog = paste(window, qtbot, settle)
    assert [key for key, box in dialog.boxes.items() if not box.isChecked()] == [
        "credit", "rating", "status"
    ]  # fmt: skip
    assert dialog.summary.text() == "3 records: 9 values added"
    dialog.boxes["credit"].click()
    assert dialog.summary.text() == "3 records: 11 values added, 1 overwritten"
    dialog.boxes["date"].setFocus()
    qtbot.keyClick(dialog.boxes["date"], Key.Key_Space)
    assert dialog.summary.text() == "3 records: 8 values added, 1 overwritten"
    qtbot.keyClick(dialog, Key.Key_Return)
    settle()
    assert bench.notice.label.text().startswith("Pasted 9 values of “The signing”.")
    record = reading.record(archive, photos[4])
    assert (record.fields["credit"], record.fields["date"], record.fields["rating"]) == ("© City", None, None)
    assert [text.text for text in record.texts] == ["The signing"]
    assert "Nezih Başgelen" in [link.other.title for link in record.links]
    assert history.undo_label(archive) == "Copy metadata of “The signing” to 3 records"
    window.activateWindow()
    settle()
    qtbot.keyClick(shown, Key.Key_Z, CTRL)
    settle()
    assert reading.record(archive, photos[4]).fields["credit"] == "somebody else"


def test_what_was_ticked_last_stays_ticked(window: Window, photos: list[int], qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    described(window, photos[0])
    settle()
    qtbot.keyClick(bench.results.grid, Key.Key_C, CTRL)
    bench.results.select_ids([photos[4]])
    settle()
    dialog = paste(window, qtbot, settle)
    for key in ("credit", "rating"):
        dialog.boxes[key].click()
    dialog.go.click()
    settle()
    assert reading.record(archive_of(window), photos[4]).fields["rating"] == 3
    bench.results.select_ids([photos[5]])
    bench.results.view.setFocus()
    settle()
    again = paste(window, qtbot, settle)
    assert [key for key, box in again.boxes.items() if not box.isChecked()] == ["credit", "status"]
    again.reject()
    settle()
    assert reading.record(archive_of(window), photos[5]).texts == ()


def test_of_several_the_current_one_is_copied_and_all_are_named(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    bench = window.workbench
    bench.results.select_ids(photos[:3], photos[1])
    settle()
    qtbot.keyClick(bench.results.grid, Key.Key_C, CTRL)
    settle()
    assert bench.notice.label.text() == (
        "Copied the metadata of “IMG_0004.jpg” (PHO-0005), the current one of 3 records."
    )
    assert QApplication.clipboard().text().splitlines() == [
        "PHO-0006 IMG_0005.jpg", "PHO-0005 IMG_0004.jpg", "PHO-0004 IMG_0003.jpg"
    ]  # fmt: skip


def test_it_works_in_the_large_view_and_while_stepping(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    bench, archive = window.workbench, archive_of(window)
    described(window, photos[0])
    bench.show_preview(photos[0])
    settle()
    qtbot.keyClick(bench.preview.canvas, Key.Key_C, CTRL)
    settle()
    bench.leave_preview()
    bench.step_through()
    settle()
    # Two keys at once: what is pasted waits for the record that it is meant for.
    qtbot.keyClick(bench.stepping.large.canvas, Key.Key_PageDown)
    qtbot.keyClick(bench.stepping.large.canvas, Key.Key_V, CTRL)
    settle()
    asked(window).go.click()
    settle()
    assert reading.record(archive, photos[1]).fields["credit"] == "© City"
    assert bench.stepping.shown == photos[1]


def test_in_a_text_the_keys_are_those_of_the_text(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    bench = window.workbench
    qtbot.keyClick(bench.results.grid, Key.Key_C, CTRL)
    settle()
    bench.inspector.edit_caption()
    editor = QApplication.focusWidget()
    assert isinstance(editor, QPlainTextEdit)
    qtbot.keyClicks(editor, "Words")
    editor.selectAll()
    qtbot.keyClick(editor, Key.Key_C, CTRL)
    qtbot.keyClick(editor, Key.Key_End)
    qtbot.keyClick(editor, Key.Key_V, CTRL)
    settle()
    assert editor.toPlainText() == "WordsWords"
    assert window.findChild(PasteDialog) is None
    # С of a Russian keyboard lies where C does: in a text it is no shortcut either.
    bench.session.copied.source = photos[3]
    strike(editor, 0x421, CTRL, C)
    settle()
    assert bench.session.copied.source == photos[3]
    bench.results.grid.setFocus()
    strike(bench.results.grid, 0x421, CTRL, C)
    settle()
    assert bench.session.copied.source == photos[0]


def test_what_cannot_be_pasted_is_said(window: Window, photos: list[int], qtbot: QtBot, settle: Settle) -> None:
    bench, archive = window.workbench, archive_of(window)
    qtbot.keyClick(bench.results.grid, Key.Key_C, CTRL)
    settle()
    qtbot.keyClick(bench.results.grid, Key.Key_V, CTRL)
    settle()
    assert "Choose others" in bench.notice.label.text()
    editing.delete_records(archive, records=[photos[0]])
    settle()
    bench.results.select_ids([photos[1]])
    settle()
    qtbot.keyClick(bench.results.grid, Key.Key_V, CTRL)
    settle()
    assert "no longer there" in bench.notice.label.text()
    assert window.findChild(PasteDialog) is None


def test_the_last_paste_is_done_again(window: Window, photos: list[int], qtbot: QtBot, settle: Settle) -> None:
    bench, archive = window.workbench, archive_of(window)
    described(window, photos[0])
    qtbot.keyClick(bench.results.grid, Key.Key_C, CTRL)
    bench.results.select_ids([photos[4]])
    settle()
    paste(window, qtbot, settle).go.click()
    settle()
    bench.results.select_ids([photos[5]])
    settle()
    window.activateWindow()
    settle()
    qtbot.keyClick(bench.results.grid, Key.Key_Period, CTRL)
    settle()
    assert reading.record(archive, photos[5]).fields["credit"] == "© City"


def test_thousands_are_a_job(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagger, "MANY", 2)
    described(window, photos[0])
    qtbot.keyClick(window.workbench.results.grid, Key.Key_C, CTRL)
    window.workbench.results.select_ids(photos[3:])
    settle()
    dialog = paste(window, qtbot, settle)
    dialog.go.click()
    assert [job.label for job in window.jobs.running] == ["Pasting metadata"]
    settle()
    assert reading.record(archive_of(window), photos[5]).fields["credit"] == "© City"


def test_the_menus_have_both_with_their_keys(window: Window, photos: list[int], settle: Settle) -> None:
    bench = window.workbench
    bench.results.menu_wanted.emit(bench.results.grid.mapToGlobal(bench.results.grid.rect().center()))
    settle()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entries: dict[str, QAction] = {action.text(): action for action in menu.actions()}
    assert entries["Copy metadata"].shortcut().toString() == "Ctrl+C"
    assert not entries["Paste metadata…"].isEnabled()
    entries["Copy metadata"].trigger()
    settle()
    assert entries["Paste metadata…"].isEnabled()
    menu.close()
    assert photos


def test_cells_of_a_spreadsheet_are_pasted_into_the_table_as_one_step(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    bench, archive = window.workbench, archive_of(window)
    bench.results.show_view("table")
    bench.results.table.setFocus()
    ref = reading.record(archive, photos[0]).ref
    QApplication.clipboard().setText(f"Ref\tDate\tRating\n{ref}\t2001-05\t4\nPHO-9999\t2001\t1\n")
    qtbot.keyClick(bench.results.table, Key.Key_V, CTRL)
    settle()
    record = reading.record(archive, photos[0])
    assert (record.fields["date"], record.fields["rating"]) == ("2001-05", 4)
    assert "Pasted cells: 1 changed, 0 as they were, 1 refused." in bench.notice.label.text()
    history.undo(archive)
    assert reading.record(archive, photos[0]).fields.get("date") != "2001-05"
    # What was copied in the window is metadata, until another program has given something else.
    described(window, photos[0])
    settle()
    bench.results.select_ids([photos[0]])
    bench.results.table.setFocus()
    qtbot.keyClick(bench.results.table, Key.Key_C, CTRL)
    settle()
    qtbot.keyClick(bench.results.table, Key.Key_V, CTRL)
    settle()
    assert "This is the record that was copied" in bench.notice.label.text()
    QApplication.clipboard().setText(f"Ref\tRating\n{ref}\t5")
    bench.results.table.setFocus()
    qtbot.keyClick(bench.results.table, Key.Key_V, CTRL)
    settle()
    assert reading.record(archive, photos[0]).fields["rating"] == 5
    QApplication.clipboard().setText("nothing that names columns")
    window.actions_table["paste-cells"].trigger()
    settle()
    assert "has to name its columns" in bench.notice.label.text()
