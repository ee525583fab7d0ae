"""The bin in the window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QDialogButtonBox, QStyledItemDelegate, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.errors import Refused
from archive_app.scratch import Scratch
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import deleted, editing, reading
from archive_app.ui.dialogs.bin import BinDialog
from archive_app.ui.dialogs.purge import PurgeDialog
from archive_app.ui.window.window import Window
from tests.ui.pictures import draw

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
    notice = window.workbench.notice
    assert notice.label.text() == f"Brought {there} records back."
    assert notice.undo.isVisible()
    notice.undo.click()
    settle()
    assert notice.label.text().startswith("Undone: Bring")
    assert not notice.undo.isVisible()
    qtbot.waitUntil(lambda: opened.table.rowCount() == there)


def test_a_photograph_that_undo_took_back_shows_its_picture(
    window: Window, opened: BinDialog, qtbot: QtBot, tmp_path: Path
) -> None:
    archive = window.workbench.session.archive
    draw(tmp_path / "red.jpg", "", "#c00", (400, 300))
    ingest(archive, [tmp_path / "red.jpg"])
    history.undo(archive)
    qtbot.waitUntil(lambda: opened.table.rowCount() == 1)
    (line,) = deleted.listed(archive)
    assert line.files == 0
    index = opened.table.model().index(0, 0)
    delegate = opened.table.itemDelegateForColumn(0)
    assert isinstance(delegate, QStyledItemDelegate)

    def colour() -> str:
        option = QStyleOptionViewItem()
        delegate.initStyleOption(option, index)
        image = option.icon.pixmap(40, 30).toImage()
        return image.pixelColor(image.width() // 2, image.height() - 3).name()

    qtbot.waitUntil(lambda: colour()[1:3] > "b0" and colour()[3:] < "2020")


@pytest.fixture
def filled(window: Window, opened: BinDialog, qtbot: QtBot) -> list[int]:
    """Three photographs in the bin, the last one first."""
    ids = list(window.workbench.results.model.ids[:3])
    for record in ids:
        editing.delete_records(window.workbench.session.archive, records=[record])
    qtbot.waitUntil(lambda: opened.table.rowCount() == 3)
    return ids[::-1]


def _asked(opened: BinDialog, settle: Settle) -> PurgeDialog:
    opened.purge.click()
    settle()
    found = opened.findChild(PurgeDialog)
    assert found is not None
    return found


@pytest.mark.usefixtures("filled")
def test_what_purging_destroys_is_named_and_enter_does_not_do_it(
    window: Window, opened: BinDialog, qtbot: QtBot, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    opened.table.selectRow(0)
    dialog = _asked(opened, settle)
    title = deleted.listed(archive)[0].record
    assert dialog.chosen.isChecked()
    assert [dialog.named.item(row).text() for row in range(dialog.named.count())] == [f"{title.title} ({title.ref})"]
    assert dialog.count.text() == "1 record will be destroyed"
    assert "1 original file goes with that" in dialog.about.text()
    assert dialog.go.isEnabled()
    cancel = dialog.buttons.button(QDialogButtonBox.StandardButton.Cancel)
    assert cancel.isDefault()
    assert not dialog.go.isDefault()
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    settle()
    assert opened.findChild(PurgeDialog) is None
    assert deleted.count(archive) == 3


def test_what_was_taken_back_is_purged_by_the_name_that_it_had(
    window: Window, opened: BinDialog, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    added = editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName("Zofia Nowak")])
    history.undo(archive)
    settle()
    opened.table.selectRow(0)
    dialog = _asked(opened, settle)
    assert [dialog.named.item(row).text() for row in range(dialog.named.count())] == [f"Zofia Nowak ({added.ref})"]


def test_the_chosen_one_is_destroyed_and_the_others_stay(
    window: Window, opened: BinDialog, filled: list[int], qtbot: QtBot, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    digest = deleted.foreseen(archive, records=[filled[0]])
    before = len(list(archive.objects.iter_objects()))
    opened.table.selectRow(0)
    dialog = _asked(opened, settle)
    with qtbot.waitSignal(window.workbench.session.told) as told:
        dialog.go.click()
    assert told.args == ["Purged 1 record."]
    qtbot.waitUntil(lambda: opened.table.rowCount() == 2)
    assert [each.record.id for each in deleted.listed(archive)] == filled[1:]
    assert len(list(archive.objects.iter_objects())) == before - digest.files
    with pytest.raises(Refused, match="purged"):
        history.undo(archive, step=history.history(archive, record=filled[0])[0].id)


@pytest.mark.usefixtures("filled")
def test_it_is_said_before_and_after_that_the_files_wait_for_a_backup(
    window: Window, opened: BinDialog, qtbot: QtBot, settle: Settle
) -> None:
    session = window.workbench.session
    waits = "A backup is under way: the files go when it is done."
    opened.table.selectRow(0)
    assert waits not in _asked(opened, settle).about.text()
    opened.findChild(PurgeDialog).close()
    settle()
    with Scratch(session.archive.objects.staging, "backup"):
        dialog = _asked(opened, settle)
        assert waits in dialog.about.text().splitlines()
        with qtbot.waitSignal(session.told) as told:
            dialog.go.click()
        assert told.args == [f"Purged 1 record. {waits}"]


def test_the_chosen_ones_stay_chosen_when_others_come_and_go(
    window: Window, opened: BinDialog, filled: list[int], qtbot: QtBot, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    opened.table.selectRow(0)
    opened.table.selectionModel().select(
        opened.table.model().index(2, 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    another = next(each for each in window.workbench.results.model.ids if each not in filled)
    editing.delete_records(archive, records=[another])
    qtbot.waitUntil(lambda: opened.table.rowCount() == 4)
    dialog = _asked(opened, settle)
    assert dialog.count.text() == "2 records will be destroyed"
    refs = [each.record.ref for each in deleted.listed(archive) if each.record.id in (filled[0], filled[2])]
    assert [ref for ref in refs if ref not in " ".join(dialog.named.item(row).text() for row in (0, 1))] == []
    dialog.reject()
    deleted.bring_back(archive, records=[filled[0]])
    qtbot.waitUntil(lambda: opened.table.rowCount() == 3)
    dialog = _asked(opened, settle)
    assert dialog.count.text() == "1 record will be destroyed"
    dialog.reject()


@pytest.mark.usefixtures("filled")
def test_everything_or_what_is_old_can_be_chosen(opened: BinDialog, qtbot: QtBot, settle: Settle) -> None:
    dialog = _asked(opened, settle)
    assert not dialog.chosen.isVisible()
    assert not dialog.all.isChecked()
    assert dialog.count.text() == "Choose what is to be purged."
    assert not dialog.go.isEnabled()
    dialog.all.click()
    settle()
    assert dialog.named.count() == 3
    qtbot.keyClicks(dialog.days, "0")
    settle()
    assert dialog.older.isChecked()
    assert dialog.count.text() == "There is nothing to purge."
    assert not dialog.go.isEnabled()
    dialog.all.click()
    settle()
    dialog.go.click()
    qtbot.waitUntil(opened.empty.isVisible)
    assert not opened.purge.isEnabled()
