"""A table in the window: what its columns are is guessed, shown, changed, tried, taken in, taken back, and kept."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.exchange import arriving, mappings
from archive_app.services.exchange.tables import export_table
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.ui.dialogs import choose, import_table
from archive_app.ui.dialogs.import_table import ImportTableDialog
from archive_app.ui.kit.local_files import address
from archive_app.ui.kit.question import Question
from archive_app.ui.window.window import Window

Settle = Callable[[], None]
_LINES = ("编号,名称,Donor,Value (USD),State", "HZ-1,丝绸盘,Ayse Kaaya,1200,mint", "HZ-2,青瓷瓶,Hans Huber,300,good")


def _open(window: Window, settle: Settle, path: Path, monkeypatch: pytest.MonkeyPatch) -> ImportTableDialog:
    monkeypatch.setattr(choose, "file", lambda *_arguments: path)
    window.actions_table["import-table"].trigger()
    settle()
    (dialog,) = [each for each in window.findChildren(ImportTableDialog) if each.isVisible()]
    return dialog


def _table(folder: Path, *lines: str, encoding: str = "gb18030") -> Path:
    path = folder / "gifts.csv"
    path.write_bytes("\n".join(lines or _LINES).encode(encoding))
    return path


def _becomes(dialog: ImportTableDialog) -> list[str]:
    return [dialog.model.index(row, 1).data() for row in range(dialog.model.rowCount())]


def _pick(dialog: ImportTableDialog, head: str, key: str) -> None:
    dialog.view.selectRow([each for each, _column in dialog.model.rows].index(head))
    dialog.settings.becomes.show_value(key)
    dialog.settings.becomes.picked.emit(key)


def test_a_table_is_guessed_changed_tried_and_taken_in_as_one_step(
    window: Window, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive = window.workbench.session.archive
    ayse = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Ayşe Kaya")])
    editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Hans Huber")])
    settle()
    dialog = _open(window, settle, _table(tmp_path), monkeypatch)
    assert dialog.encoding.itemText(0) == "GB 18030 (detected)"
    across = range(dialog.findings.model().columnCount())
    assert [dialog.findings.model().headerData(place, Qt.Orientation.Horizontal) for place in across] == [
        "Outcome", "Line", "Reason"
    ]  # fmt: skip
    assert not dialog.sheet.isVisible()
    assert _becomes(dialog) == [
        "Inventory number", "Name (Chinese)", "Given by", "Valuation (Amount)",
        "Condition check (State of preservation)",
    ]  # fmt: skip
    assert dialog.model.index(0, 2).data() == "HZ-1"
    assert not dialog.go.isEnabled()
    qtbot.mouseClick(dialog.trial, Qt.MouseButton.LeftButton)
    settle()
    assert "0 new, 0 changed, 0 as they were, 1 refused" not in dialog.said.text()
    assert dialog.said.text().startswith("1 new, 0 changed, 0 as they were, 1 refused.")
    assert "“mint” is no" in dialog.findings.model().index(0, 2).data()
    _pick(dialog, "State", "")
    assert _becomes(dialog)[-1] == "left out"
    assert not dialog.go.isEnabled()
    qtbot.mouseClick(dialog.trial, Qt.MouseButton.LeftButton)
    settle()
    assert "Did you mean “Ayşe Kaya”?" in dialog.findings.model().index(0, 2).data()
    ((_name, choice),) = dialog._unsure.values()
    choice.show_value(reading.record(archive, ayse.id).ref)
    choice.picked.emit(choice.currentData())
    assert not dialog.go.isEnabled()
    qtbot.mouseClick(dialog.trial, Qt.MouseButton.LeftButton)
    settle()
    assert dialog.said.text().startswith("2 new, 0 changed, 0 as they were, 0 refused.")
    assert not searching.search_ids(archive, "kind:object inventory-number:HZ")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settle()
    records = [reading.record(archive, each) for each in searching.search_ids(archive, "inventory-number:HZ-1")]
    assert [each.title for each in records] == ["丝绸盘"]
    assert [each.other.title for each in records[0].links] == ["Ayşe Kaya"]
    assert records[0].details[0].values["currency"] == "USD"
    assert "2 lines of “gifts.csv” are in." in window.workbench.notice.label.text()
    history.undo(archive)
    assert not searching.search_ids(archive, "kind:object inventory-number:HZ")


def test_a_mapping_is_kept_and_used_again_with_what_the_panel_says(
    window: Window, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = _open(window, settle, _table(tmp_path, "No;Name;Was;When", "1;Plate;orig;12/1/93"), monkeypatch)
    _pick(dialog, "Was", "originality")
    dialog.settings.lines["values"].setText("orig = original | ? =")
    dialog.settings.lines["values"].editingFinished.emit()
    _pick(dialog, "When", "date")
    dialog.settings.choices["dates"].show_value("mdy")
    dialog.settings.choices["dates"].picked.emit("mdy")
    dialog.settings.lines["century"].setText("1930")
    dialog.settings.lines["century"].editingFinished.emit()
    dialog.view.selectRow(1)
    qtbot.mouseClick(dialog.more, Qt.MouseButton.LeftButton)
    dialog.settings.becomes.show_value("note[en]")
    dialog.settings.becomes.picked.emit("note[en]")
    dialog.name.setText("Old register")
    qtbot.mouseClick(dialog.keep, Qt.MouseButton.LeftButton)
    assert "--map “Old register”" in dialog.said.text()
    kept = {(each.header, each.to): each for each in mappings.named("Old register").columns}
    assert kept["Was", "originality"].values == {"orig": "original", "?": ""}
    assert (kept["When", "date"].dates, kept["When", "date"].century) == ("mdy", 1930)
    assert ("Name", "note[en]") in kept
    dialog.reject()
    settle()
    again = _open(window, settle, _table(tmp_path, "No;Name;Was;When", "1;Plate;orig;12/1/93"), monkeypatch)
    assert [again.kept.itemData(row) for row in range(again.kept.count())] == ["", "Old register"]
    again.kept.show_value("Old register")
    again.kept.picked.emit("Old register")
    settle()
    qtbot.mouseClick(again.trial, Qt.MouseButton.LeftButton)
    settle()
    assert again.said.text().startswith("1 new, 0 changed, 0 as they were, 0 refused.")
    again.reject()


def test_a_workbook_has_sheets_and_our_own_table_needs_nothing(
    window: Window, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "gifts.xlsx"))
    book.add_worksheet("Notes").write(0, 0, "nothing")
    sheet = book.add_worksheet("Gifts")
    for row, cells in enumerate((("No", "Title"), (1, "Plate"))):
        sheet.write_row(row, 0, cells)
    book.close()
    dialog = _open(window, settle, tmp_path / "gifts.xlsx", monkeypatch)
    assert not dialog.encoding.isVisible()
    assert not dialog.trial.isEnabled()
    dialog.sheet.show_value("Gifts")
    dialog.sheet.picked.emit("Gifts")
    settle()
    assert _becomes(dialog) == ["Inventory number", "Name (English)"]
    qtbot.mouseClick(dialog.trial, Qt.MouseButton.LeftButton)
    settle()
    assert dialog.said.text().startswith("1 new")
    dialog.reject()
    archive = window.workbench.session.archive
    ids = list(searching.search_ids(archive, "kind:photo"))
    export_table(archive, ids=ids, out=tmp_path / "ours.csv", columns=["ref", "caption[en]"])
    ours = _open(window, settle, tmp_path / "ours.csv", monkeypatch)
    assert "written by this program" in ours.said.text()
    assert not ours.settings.isEnabled()
    qtbot.mouseClick(ours.trial, Qt.MouseButton.LeftButton)
    settle()
    assert ours.said.text().startswith(f"0 new, 0 changed, {len(ids)} as they were, 0 refused.")
    assert not ours.go.isEnabled()
    ours.reject()


def test_what_is_no_table_is_said_in_the_dialog(
    window: Window, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 nothing")
    dialog = _open(window, settle, tmp_path / "bad.xlsx", monkeypatch)
    assert dialog.said.text() == "This workbook is damaged and can't be read."
    assert not dialog.trial.isEnabled()
    dialog.reject()


@pytest.mark.parametrize(("answer", "shown"), [("Read as a table", True), ("Cancel", False)])
def test_a_table_that_is_dropped_is_asked_about(
    window: Window, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, answer: str, shown: bool
) -> None:
    def say(box: Question) -> int:
        buttons = [each for each in box.buttons() if isinstance(each, QPushButton)]
        next(each for each in buttons if each.text().replace("&", "") == answer).click()
        return 0

    monkeypatch.setattr(Question, "exec", say)
    data = QMimeData()
    data.setUrls([address(_table(tmp_path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    window.dropEvent(QDropEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, buttons, keys))
    settle()
    dialogs = [each for each in window.findChildren(ImportTableDialog) if each.isVisible()]
    assert bool(dialogs) is shown
    for each in dialogs:
        each.reject()


def test_whoever_closes_it_while_it_runs_gets_nothing(
    window: Window, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ["No,Name", *(f"N-{number},Plate {number}" for number in range(400))]
    dialog = _open(window, settle, _table(tmp_path, *lines), monkeypatch)
    qtbot.mouseClick(dialog.trial, Qt.MouseButton.LeftButton)
    settle()
    assert dialog.said.text().startswith("400 new")
    begun = threading.Event()
    closed = threading.Event()

    def slowly(*arguments: object, **more: object) -> object:
        begun.set()
        closed.wait(20)
        return arriving.import_table(*arguments, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(import_table, "import_table", slowly)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert begun.wait(20)
    dialog.reject()
    closed.set()
    settle()
    assert not searching.search_ids(window.workbench.session.archive, "kind:object inventory-number:N")
