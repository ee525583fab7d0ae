"""The table of codes, by keys and mouse."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.tagging import codes
from archive_app.services.tagging.codes import NewTarget
from archive_app.services.terms import terms
from archive_app.ui.codes.dialog import CodesDialog
from archive_app.ui.codes.model import Column
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.window.window import Window

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CONTROL, ALT = Modifier.ControlModifier, Modifier.AltModifier
Settle = Callable[[], None]


def _archive(window: Window) -> Archive:
    return window.workbench.session.archive


@pytest.fixture
def dialog(window: Window, qtbot: QtBot, settle: Settle) -> CodesDialog:
    """The table with two codes."""
    archive = _archive(window)
    signing, nis, nezih = (reading.resolve(archive, name).id for name in ("Signing with Niš", "Niš", "Nezih Başgelen"))
    codes.set_code(archive, code="nis1", targets=[NewTarget(signing), NewTarget(nis, "taken_at")])
    codes.set_code(archive, code="nez", targets=[NewTarget(nezih, "depicts", "speaker")])
    qtbot.keyClick(window, Key.Key_K, CONTROL | ALT)
    found = window.findChild(CodesDialog)
    assert found is not None
    settle()
    return found


def _cells(dialog: CodesDialog) -> list[list[str]]:
    model = dialog.model
    return [
        [str(model.index(row, column).data()) for column in (Column.CODE, Column.RECORD, Column.RELATION, Column.ROLE)]
        for row in range(model.rowCount())
    ]


def _edit(dialog: CodesDialog, row: int, column: Column, qtbot: QtBot) -> None:
    dialog.view.setFocus()
    dialog.view.setCurrentIndex(dialog.model.index(row, column))
    qtbot.keyClick(dialog.view, Key.Key_Return)


def _type_name(edit: RecordEdit, name: str, qtbot: QtBot) -> None:
    edit.setFocus()
    edit.clear()
    qtbot.keyClicks(edit, name)
    qtbot.waitUntil(edit.suggestions.popup.isVisible)
    qtbot.keyClick(edit, Key.Key_Return)


def test_the_table_shows_what_codes_stand_for(dialog: CodesDialog, settle: Settle) -> None:
    QAbstractItemModelTester(dialog.model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    assert _cells(dialog) == [
        ["nez", "Nezih Başgelen", "depicts", "speaker"],
        ["nis1", "Signing with Niš", "automatic", ""],
        ["nis1", "Niš", "taken at", ""],
    ]
    dialog.filter.setText("SIGNING nis")
    assert [cells[1] for cells in _cells(dialog)] == ["Signing with Niš"]
    dialog.filter.clear()
    archive = dialog._session.archive
    editing.set_values(archive, records=[reading.resolve(archive, "Signing with Niš").id], values={"name[en]": "Oath"})
    settle()
    assert [cells[1] for cells in _cells(dialog)][1] == "Oath"


def test_a_code_is_made_by_typing_it_and_a_name(dialog: CodesDialog, qtbot: QtBot, settle: Settle) -> None:
    archive = dialog._session.archive
    qtbot.waitUntil(dialog.code.hasFocus)
    qtbot.keyClicks(dialog.code, "HZ")
    qtbot.keyClick(dialog.code, Key.Key_Tab)
    assert dialog.record.hasFocus()
    for name in ("nezih", "signing"):
        _type_name(dialog.record, name, qtbot)
        settle()
    assert codes.find(archive, "hz").targets[0].record.title == "Nezih Başgelen"
    assert [cells[0] for cells in _cells(dialog)] == ["hz", "hz", "nez", "nis1", "nis1"]
    assert history.history(archive)[0].label == "Change the code “hz”"
    qtbot.keyClick(dialog, Key.Key_Z, CONTROL)
    settle()
    assert [cells[0] for cells in _cells(dialog)] == ["hz", "nez", "nis1", "nis1"]


def test_the_record_that_is_shown_is_given_a_code_by_typing_only_that(
    window: Window, qtbot: QtBot, settle: Settle
) -> None:
    archive = _archive(window)
    window.workbench.go_to(reading.resolve(archive, "Nezih Başgelen"))
    settle()
    qtbot.keyClick(window, Key.Key_K, CONTROL | ALT)
    dialog = window.findChild(CodesDialog)
    assert dialog is not None
    settle()
    assert dialog.record.text() == "Nezih Başgelen"
    qtbot.keyClicks(dialog.code, "nez")
    qtbot.keyClick(dialog.code, Key.Key_Return)
    settle()
    assert [each.record.title for each in codes.find(archive, "nez").targets] == ["Nezih Başgelen"]
    assert dialog.isVisible()
    assert dialog.record.text() == ""


def test_a_name_without_a_code_and_a_code_that_is_none_are_refused_in_place(
    dialog: CodesDialog, qtbot: QtBot, settle: Settle
) -> None:
    dialog.code.clear()
    _type_name(dialog.record, "hangz", qtbot)
    settle()
    assert dialog.said.text() == "Type the code first."
    assert dialog.code.hasFocus()
    qtbot.keyClicks(dialog.code, "a.b")
    assert not dialog.said.isVisible()
    _type_name(dialog.record, "hangz", qtbot)
    settle()
    assert "cannot stand in a code" in dialog.said.text()
    assert len(codes.codes(dialog._session.archive)) == 2


def test_cells_are_edited_in_place(dialog: CodesDialog, qtbot: QtBot, settle: Settle) -> None:
    archive = dialog._session.archive
    _edit(dialog, 1, Column.CODE, qtbot)
    line = dialog.view.findChild(QLineEdit)
    assert line is not None
    line.selectAll()
    qtbot.keyClicks(line, "nis2")
    qtbot.keyClick(line, Key.Key_Return)
    settle()
    assert [each.code for each in codes.codes(archive)] == ["nez", "nis2"]
    _edit(dialog, 0, Column.ROLE, qtbot)
    role = next(each for each in dialog.view.findChildren(QLineEdit) if each.isVisible())
    role.selectAll()
    qtbot.keyClicks(role, "host")
    qtbot.keyClick(role, Key.Key_Return)
    settle()
    assert codes.find(archive, "nez").targets[0].role == "host"
    terms.add_term(archive, vocabulary="roles", names=[NewName("Interpreter", "en")])
    settle()
    _edit(dialog, 0, Column.ROLE, qtbot)
    role = next(each for each in dialog.view.findChildren(QLineEdit) if each.isVisible())
    role.selectAll()
    qtbot.keyClicks(role, "inter")
    popup = role.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Key.Key_Down)
    qtbot.keyClick(popup, Key.Key_Return)
    qtbot.keyClick(role, Key.Key_Return)
    settle()
    assert codes.find(archive, "nez").targets[0].role == "Interpreter"
    _edit(dialog, 0, Column.RELATION, qtbot)
    box = next(each for each in dialog.view.findChildren(QComboBox) if each.isVisible())
    labels = [box.itemText(number) for number in range(box.count())]
    assert labels[0] == "automatic"
    assert "created by" in labels
    assert "taken at" not in labels
    qtbot.waitUntil(box.view().isVisible)
    box.view().setCurrentIndex(box.model().index(labels.index("created by"), 0))
    qtbot.keyClick(box.view(), Key.Key_Return)
    settle()
    assert codes.find(archive, "nez").targets[0].relation == "created_by"
    dialog.view.setFocus()
    dialog.view.setCurrentIndex(dialog.model.index(0, Column.WRITTEN))
    qtbot.keyClick(dialog.view, Key.Key_Space)
    settle()
    assert not codes.find(archive, "nez").targets[0].written
    assert dialog.view.currentIndex().row() == 0


def test_what_a_line_stands_for_is_changed_by_typing_a_name(dialog: CodesDialog, qtbot: QtBot, settle: Settle) -> None:
    archive = dialog._session.archive
    _edit(dialog, 2, Column.RECORD, qtbot)
    edit = next(each for each in dialog.view.findChildren(RecordEdit) if each.isVisible())
    _type_name(edit, "istanb", qtbot)
    settle()
    assert [each.record.title for each in codes.find(archive, "nis1").targets] == ["Signing with Niš", "Istanbul"]
    _edit(dialog, 2, Column.RECORD, qtbot)
    edit = next(each for each in dialog.view.findChildren(RecordEdit) if each.isVisible())
    qtbot.keyClick(edit, Key.Key_Escape)
    settle()
    assert len(codes.find(archive, "nis1").targets) == 2


def test_a_code_that_is_taken_is_told_and_not_given(dialog: CodesDialog, qtbot: QtBot, settle: Settle) -> None:
    _edit(dialog, 1, Column.CODE, qtbot)
    line = next(each for each in dialog.view.findChildren(QLineEdit) if each.isVisible())
    line.selectAll()
    qtbot.keyClicks(line, "NEZ")
    qtbot.keyClick(line, Key.Key_Return)
    settle()
    assert "“nez” already" in dialog.said.text()
    assert [cells[0] for cells in _cells(dialog)] == ["nez", "nis1", "nis1"]


def test_delete_takes_lines_out_and_undo_brings_them_back(dialog: CodesDialog, qtbot: QtBot, settle: Settle) -> None:
    archive = dialog._session.archive
    dialog.view.setFocus()
    dialog.view.selectRow(1)
    qtbot.keyClick(dialog.view, Key.Key_Delete)
    settle()
    assert len(codes.find(archive, "nis1").targets) == 1
    dialog.view.selectAll()
    qtbot.keyClick(dialog.view, Key.Key_Delete)
    settle()
    assert codes.codes(archive) == ()
    assert dialog.empty.isVisible()
    assert history.history(archive)[0].label == "Remove 2 lines from the codes"
    for _step in range(2):
        qtbot.keyClick(dialog, Key.Key_Z, CONTROL)
        settle()
    assert len(_cells(dialog)) == 3


def test_tables_go_out_and_come_back_and_faults_are_listed(
    dialog: CodesDialog, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "codes.csv"
    monkeypatch.setattr(choose, "new_file", lambda *_a: file)
    monkeypatch.setattr(choose, "file", lambda *_a: file)
    qtbot.mouseClick(dialog.take, Qt.MouseButton.LeftButton)
    settle()
    assert "2 codes" in dialog.said.text()
    codes.remove_code(dialog._session.archive, code_id=codes.find(dialog._session.archive, "nez").id)
    qtbot.mouseClick(dialog.bring, Qt.MouseButton.LeftButton)
    settle()
    assert dialog.said.text().startswith("New codes: 1, changed: 0")
    assert len(_cells(dialog)) == 3
    file.write_text("code,record\nx,Nobody at all\ny z,Niš\n", encoding="utf-8")
    qtbot.mouseClick(dialog.bring, Qt.MouseButton.LeftButton)
    settle()
    report = dialog.findChild(ReportDialog)
    assert report is not None
    assert report.text().startswith("2\trecord\tNothing is called “Nobody at all”.")
    assert report.table.model().headerData(0, Qt.Orientation.Horizontal) == "Line"
    assert len(_cells(dialog)) == 3
    report.reject()
    QApplication.processEvents()


def test_markup_in_names_stays_text(dialog: CodesDialog, settle: Settle) -> None:
    archive = dialog._session.archive
    evil = editing.add_record(
        archive, kind=reading.resolve(archive, "Niš").kind, names=[editing.NewName("<b>\u202eX</b>")]
    )
    codes.set_code(archive, code="evil", targets=[NewTarget(evil.id)])
    settle()
    row = dialog.model.place("evil")
    text = str(dialog.model.index(row, Column.RECORD).data())
    assert "<b>" in text
    assert "\u202e" not in text
