"""New records, catalogue, history, keeping safe: from the menu to the archive."""

from __future__ import annotations

import errno
import os
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QTreeView
from pytestqt.qtbot import QtBot

from archive_app import disk
from archive_app.domain.model.kinds import Kind, StageKind
from archive_app.errors import InvalidInput
from archive_app.services.catalogue.catalogue import make_catalogue
from archive_app.services.crash import report_text
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.search import searching
from archive_app.ui.catalogue.catalogue import CatalogueDialog
from archive_app.ui.dialogs import backup_choice, choose, file_dialog, new_folder
from archive_app.ui.dialogs.new_partnership import NewPartnership
from archive_app.ui.dialogs.new_record import NewRecordDialog
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.history.dialog import HistoryDialog
from archive_app.ui.kit import faults
from archive_app.ui.kit.record_edit import NewRecord
from archive_app.ui.kit.suggestions import Suggestion
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]


def test_a_new_person_is_made_and_shown(window: Window, qtbot: QtBot, settle: Settle) -> None:
    control_alt = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
    qtbot.keyClick(window, Key.Key_P, control_alt)
    dialog = window.findChild(NewRecordDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.name, "Gu Jiafeng")
    dialog.other.insert("顾嘉锋")
    qtbot.keyClick(dialog.name, Key.Key_Return)
    settle()
    record = window.workbench.inspector.record
    assert record is not None
    assert (record.kind, record.title) == (Kind.PERSON, "Gu Jiafeng")
    assert [(name.text, name.lang) for name in record.names][1] == ("顾嘉锋", "zh")


def test_a_new_gift_is_shown_from_its_top_among_its_kind_where_the_search_does_not_find_it(
    window: Window, qtbot: QtBot, settle: Settle
) -> None:
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    bench.results.go_to(0)
    settle()
    bar = bench.inspector.page.verticalScrollBar()
    bar.setValue(bar.maximum())
    for number, search in enumerate(("kind:object", "kind:object")):
        window.actions_table["new-object"].trigger()
        dialog = next(each for each in window.findChildren(NewRecordDialog) if each.isVisible())
        assert dialog.windowTitle() == "New gift or object"
        qtbot.keyClicks(dialog.name, f"Vase {number}")
        dialog.go.click()
        settle()
        record = bench.inspector.record
        assert record is not None
        assert record.title == f"Vase {number}"
        assert bench.results.query == search
        assert bench.results.selected_ids() == [record.id]
        assert bar.value() == 0


def test_a_refusal_stays_in_the_dialog(window: Window, qtbot: QtBot, settle: Settle) -> None:
    window.actions_table["new-event"].trigger()
    dialog = window.findChild(NewRecordDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.name, "A visit")
    qtbot.keyClicks(dialog.date, "yesterdayish")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settle()
    assert dialog.isVisible()
    assert "not a date" in dialog.fault.text()
    dialog.reject()


def test_an_event_is_held_under_the_partnership_that_is_looked_at(window: Window, qtbot: QtBot, settle: Settle) -> None:
    archive = window.workbench.session.archive
    window.workbench.go_to(next(each.record for each in reading.partnerships(archive) if each.partner == "Niš"))
    settle()
    window.workbench.partnership.event_wanted.emit()
    dialog = window.findChild(NewRecordDialog)
    assert dialog is not None
    assert dialog.link.isChecked()
    qtbot.keyClicks(dialog.name, "Return visit")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settle()
    event = reading.resolve(archive, "Return visit")
    links = reading.record(archive, event.id).links
    assert [(link.relation, link.other.title) for link in links] == [("held_under", "Hangzhou–Niš")]


def test_a_party_that_is_made_late_does_not_move_the_cursor(window: Window, qtbot: QtBot, settle: Settle) -> None:
    window.actions_table["new-partnership"].trigger()
    dialog = window.findChild(NewPartnership)
    assert dialog is not None
    edit = dialog.parties[0]
    edit.setFocus()
    edit.clear()
    qtbot.keyClicks(edit, "Verona")
    qtbot.waitUntil(edit.suggestions.popup.isVisible)
    qtbot.keyClick(edit, Key.Key_Return)
    dialog.date.setFocus()
    settle()
    assert dialog.focusWidget() is dialog.date
    assert edit.text() == "Verona"


def test_a_new_partnership_has_two_parties_and_a_stage(window: Window, qtbot: QtBot, settle: Settle) -> None:
    archive = window.workbench.session.archive
    window.actions_table["new-partnership"].trigger()
    dialog = window.findChild(NewPartnership)
    assert dialog is not None
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settle()
    assert "two parties" in dialog.fault.text()
    for edit, name in zip(dialog.parties, ("hangz", "Verona"), strict=True):
        edit.setFocus()
        qtbot.keyClicks(edit, name)
        qtbot.waitUntil(edit.suggestions.popup.isVisible)
        qtbot.keyClick(edit, Key.Key_Return)
        settle()
    assert not dialog.fault.isVisible()
    assert dialog.focusWidget() is dialog.stage
    qtbot.keyClicks(dialog.date, "2019-05")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settle()
    made = next(each for each in reading.partnerships(archive) if each.partner == "Verona")
    assert (made.stage, made.since) == (StageKind.SISTER_CITY.value, "2019-05")
    assert window.workbench.partnership.title.text() == "Hangzhou–Verona"


def test_history_undoes_a_step_and_says_what_stands_on_it(window: Window, qtbot: QtBot, settle: Settle) -> None:
    archive = window.workbench.session.archive
    qtbot.keyClick(window, Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(HistoryDialog)
    assert dialog is not None
    settle()
    steps = dialog.model.steps
    assert steps[0].label.startswith("Link 3 records")
    visit = next(row for row, step in enumerate(steps) if "Anniversary concert" in step.label and "Add" in step.label)
    dialog.table.selectRow(visit)
    dialog.undo.click()
    settle()
    assert not dialog.fault.isHidden()
    assert "\n" not in dialog.fault.text()
    dialog.table.selectRow(0)
    dialog.undo.click()
    settle()
    assert history.history(archive, limit=1)[0].undone or dialog.model.steps[0].label != steps[0].label
    dialog.reject()


@pytest.fixture
def catalogue(window: Window, settle: Settle, qtbot: QtBot) -> CatalogueDialog:
    """The dialog over the three photos of one partnership."""
    window.workbench.results.show_query("partnership:istanbul kind:photo")
    settle()
    qtbot.keyClick(window, Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    dialog = window.findChild(CatalogueDialog)
    assert dialog is not None
    return dialog


def test_a_catalogue_is_looked_at_and_saved(
    catalogue: CatalogueDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    qtbot.keyClicks(catalogue.title, "Two rivers")
    catalogue.languages["zh"].setChecked(True)
    assert catalogue.chosen_languages() == ["en", "zh"]
    catalogue.leading.setCurrentIndex(catalogue.leading.findData("zh"))
    assert catalogue.chosen_languages() == ["zh", "en"]
    catalogue.show_pages.click()
    assert (catalogue.view.words.isVisible(), catalogue.view.words.text()) == (True, "Making the pages…")
    qtbot.waitUntil(lambda: "plate" in catalogue.state.text(), timeout=60_000)
    assert "3 plates" in catalogue.state.text()
    qtbot.waitUntil(lambda: catalogue.view.page_count > 2)
    target = tmp_path / "two rivers.pdf"
    monkeypatch.setattr(choose, "new_file", lambda *_args: target)
    catalogue.save.click()
    qtbot.waitUntil(lambda: "Saved as" in catalogue.state.text(), timeout=60_000)
    assert "Two rivers" in PdfReader(target).pages[0].extract_text()
    catalogue.reject()
    settle()


def test_what_a_catalogue_lacks_is_read_beside_its_pages(
    catalogue: CatalogueDialog, qtbot: QtBot, settle: Settle, window: Window
) -> None:
    """Nothing stands before the pages. What would be called by the name of its file is said to be."""
    archive = window.workbench.session.archive
    first = reading.rows(archive, searching.search_ids(archive, "partnership:istanbul kind:photo"))[0]
    for text in reading.record(archive, first.id).texts:
        editing.set_text(archive, record=first.id, role=text.role, lang=text.lang, text="")
    catalogue.show_pages.click()
    qtbot.waitUntil(lambda: "3 plates" in catalogue.state.text(), timeout=60_000)
    assert not catalogue.findChildren(ReportDialog)
    assert catalogue.lacks.isVisible()
    catalogue.lacks.click()
    settle()
    [report] = catalogue.findChildren(ReportDialog)
    said = report.text()
    assert first.ref in said
    assert "It has no caption and no name: the name of its file is printed as its title." in said
    report.reject()
    catalogue.reject()
    settle()


@pytest.mark.parametrize("seen", [True, False], ids=["seen before", "saved at once"])
def test_a_catalogue_is_saved_as_the_archive_is_now(
    catalogue: CatalogueDialog,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    settle: Settle,
    window: Window,
    seen: bool,
) -> None:
    """What was withdrawn since the pages on the screen were made is not in the file."""
    if seen:
        catalogue.show_pages.click()
        qtbot.waitUntil(lambda: "3 plates" in catalogue.state.text(), timeout=60_000)
    archive = window.workbench.session.archive
    gone = reading.rows(archive, searching.search_ids(archive, "partnership:istanbul kind:photo"))[0]
    editing.delete_records(archive, records=[gone.id])
    target = tmp_path / "now.pdf"
    monkeypatch.setattr(choose, "new_file", lambda *_args: target)
    catalogue.save.click()
    qtbot.waitUntil(lambda: "Saved as" in catalogue.state.text(), timeout=60_000)
    assert gone.ref not in "".join(page.extract_text() for page in PdfReader(target).pages)
    catalogue.reject()
    settle()


@pytest.mark.parametrize("seen", [True, False], ids=["seen before", "saved at once"])
def test_a_catalogue_is_never_saved_over_the_archive(
    catalogue: CatalogueDialog,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    settle: Settle,
    window: Window,
    seen: bool,
) -> None:
    if seen:
        catalogue.show_pages.click()
        qtbot.waitUntil(lambda: "3 plates" in catalogue.state.text(), timeout=60_000)
    archive = window.workbench.session.archive
    monkeypatch.setattr(choose, "new_file", lambda *_args: archive.folder / "catalog.db")
    catalogue.save.click()
    qtbot.waitUntil(lambda: "inside the archive" in catalogue.state.text(), timeout=60_000)
    assert (archive.folder / "catalog.db").read_bytes().startswith(b"SQLite format 3")
    catalogue.reject()
    settle()


def test_closing_while_a_catalogue_is_saved_stops_that_first_and_says_so(
    catalogue: CatalogueDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    begun = threading.Event()

    def slow(*values: Any, **named: Any) -> Any:
        begun.set()
        while not named["cancelled"]():
            begun.wait(0.01)
        return make_catalogue(*values, **named)

    monkeypatch.setattr("archive_app.services.catalogue.catalogue.make_catalogue", slow)
    monkeypatch.setattr(choose, "new_file", lambda *_args: tmp_path / "new.pdf")
    catalogue.save.click()
    qtbot.waitUntil(begun.is_set)
    qtbot.keyClick(catalogue, Qt.Key.Key_Escape)
    assert catalogue.isVisible()
    assert "No file was written" in catalogue.state.text()
    settle()
    assert not (tmp_path / "new.pdf").exists()
    assert catalogue.save.isEnabled()
    qtbot.keyClick(catalogue, Qt.Key.Key_Escape)
    assert not catalogue.isVisible()
    settle()


def test_a_full_disk_leaves_the_catalogue_of_last_year(
    catalogue: CatalogueDialog, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    (tmp_path / "old.pdf").write_bytes(b"last year")

    bring = disk.sync_file

    def full(file: Path) -> None:
        if file.parent.parent == tmp_path:
            raise OSError(errno.ENOSPC, "No space left on device")
        bring(file)

    monkeypatch.setattr(disk, "sync_file", full)
    monkeypatch.setattr(choose, "new_file", lambda *_args: tmp_path / "old.pdf")
    catalogue.save.click()
    qtbot.waitUntil(lambda: "cannot be written" in catalogue.state.text(), timeout=60_000)
    assert (tmp_path / "old.pdf").read_bytes() == b"last year"
    catalogue.reject()
    settle()


def test_a_catalogue_of_nothing_is_one_sentence(window: Window, qtbot: QtBot, settle: Settle) -> None:
    window.workbench.results.show_query("kind:person")
    settle()
    window.actions_table["export-catalogue"].trigger()
    dialog = window.findChild(CatalogueDialog)
    assert dialog is not None
    dialog.show_pages.click()
    qtbot.waitUntil(lambda: dialog.show_pages.isEnabled(), timeout=20_000)
    assert dialog.state.text()
    assert "\n" not in dialog.state.text()
    assert dialog.view.words.text() == "Press Preview to see the pages."
    dialog.reject()


def test_verify_back_up_and_restore(
    window: Window,
    shell: Shell,
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.actions_table["verify"].trigger()
    qtbot.waitUntil(lambda: "All is well" in window.workbench.notice.label.text(), timeout=20_000)
    file, folder = tmp_path / "copy.tar", tmp_path / "again"
    monkeypatch.setattr(choose, "new_file", lambda *_args: file)
    window.actions_table["backup-file"].trigger()
    qtbot.waitUntil(lambda: "Backed up" in window.workbench.notice.label.text(), timeout=20_000)
    assert file.is_file()
    monkeypatch.setattr(backup_choice, "asked", lambda *_args: file)
    monkeypatch.setattr(new_folder, "asked", lambda *_args: folder)
    window.actions_table["restore"].trigger()
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.archive.folder == folder, timeout=20_000)
    settle()
    assert shell.window.workbench.results.model.rowCount() == 7
    assert shell.window.workbench.notice.label.text() == f"This is the archive that was restored, in “{folder}”."


def test_a_copy_of_the_database_takes_the_open_archive_back(
    window: Window, shell: Shell, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell.session is not None
    archive = shell.session.archive
    copy = archive.folder / "backups" / "before-restore-1.db"
    archive.store.copy_to(copy)
    editing.add_record(archive, kind=Kind.CITY, names=[editing.NewName("Turku")])
    settle()
    monkeypatch.setattr(backup_choice, "asked", lambda *_args: copy)
    window.actions_table["restore"].trigger()
    words = f"This is the archive that was restored, in “{archive.folder}”."
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.archive is not archive, timeout=20_000)
    settle()
    assert shell.window.workbench.notice.label.text() == words
    assert shell.window.workbench.results.model.rowCount() == 7


def test_the_archive_is_shown_again_where_it_could_not_be_restored(
    window: Window, shell: Shell, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert shell.session is not None
    archive = shell.session.archive
    copy = archive.folder / "backups" / "before-restore-1.db"
    copy.write_bytes(b"SQLite format 3\0 and nothing else")
    said: list[str] = []
    monkeypatch.setattr("archive_app.ui.window.shell.show_sentence", lambda _window, sentence: said.append(sentence))
    monkeypatch.setattr(backup_choice, "asked", lambda *_words: copy)
    window.actions_table["restore"].trigger()
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.archive is not archive, timeout=20_000)
    settle()
    assert len(said) == 1
    assert "no whole backup" in said[0]
    assert shell.window.workbench.results.model.rowCount() == 7


def test_the_demo_is_made_from_the_menu(
    shell: Shell, tmp_path: Path, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(new_folder, "asked", lambda *_args: tmp_path / "demo")
    shell.window.actions_table["make-demo"].trigger()
    qtbot.waitUntil(lambda: shell.session is not None, timeout=60_000)
    settle()
    partnerships = shell.window.workbench.sidebar.model.find("partnerships")
    assert shell.window.workbench.sidebar.model.node(partnerships).count == 37


def test_asking_for_files_uses_qts_dialogs(window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[tuple[str, str]] = []
    answers = [[tmp_path], [tmp_path / "in" / "a.jpg"], [], [tmp_path / "b.tar"], [tmp_path / "in" / "c.jpg"], []]

    def asked(dialog: QFileDialog) -> list[Path]:
        begun.append((dialog.windowTitle(), dialog.directory().absolutePath()))
        dialog.deleteLater()
        return answers[len(begun) - 1]

    (tmp_path / "in").mkdir()
    monkeypatch.setattr(choose, "_asked", asked)
    assert choose.folder(window, "Folder", tmp_path / "not there") == tmp_path
    assert choose.files(window, "Files", tmp_path, choose.Purpose.ADD) == [tmp_path / "in" / "a.jpg"]
    assert choose.new_file(window, "New", tmp_path / "x.pdf", "") is None
    assert choose.file(window, "File", tmp_path, "") == tmp_path / "b.tar"
    # Where the last one for this purpose was chosen, and no other purpose's; as long as that is there.
    choose.files(window, "Files", tmp_path, choose.Purpose.ADD)
    choose.file(window, "Table", tmp_path, "", choose.Purpose.CODES)
    assert [folder for _title, folder in begun] == [*[str(tmp_path)] * 4, str(tmp_path / "in"), str(tmp_path)]
    assert choose.backup_name(Path("/x/Our archive")).name.startswith("Our archive-")


def test_files_are_listed_in_the_words_of_the_house(window: Window, tmp_path: Path, qtbot: QtBot) -> None:
    (tmp_path / "chosen" / "in").mkdir(parents=True)
    (tmp_path / "chosen" / "a.txt").write_bytes(b"1" * 2_340)
    os.utime(tmp_path / "chosen" / "a.txt", (1_700_000_000, 1_700_000_000))
    dialog = file_dialog.make(window, "Files", tmp_path / "chosen")
    qtbot.addWidget(dialog)
    dialog.show()
    tree = dialog.findChild(QTreeView, "treeView")
    assert tree is not None
    facts = tree.model()
    qtbot.waitUntil(lambda: facts.rowCount(tree.rootIndex()) == 2)
    row = next(r for r in range(2) if facts.index(r, 0, tree.rootIndex()).data() == "a.txt")
    said = [facts.index(row, column, tree.rootIndex()).data() for column in range(4)]
    assert (said[1], said[3]) == ("2.3 kB", f"{datetime.fromtimestamp(1_700_000_000):%Y-%m-%d %H:%M}")
    metrics = tree.fontMetrics()
    assert tree.columnWidth(3) > metrics.horizontalAdvance(said[3])
    assert tree.columnWidth(1) > metrics.horizontalAdvance(said[1])


def test_our_faults_become_a_report_and_theirs_a_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shown: list[str] = []
    reports: list[str] = []
    monkeypatch.setattr(faults, "show_sentence", lambda _parent, sentence: shown.append(sentence))
    monkeypatch.setattr(faults.CrashReport, "exec", lambda self: reports.append(self.windowTitle()))
    book = faults.start_log(tmp_path / "log")
    hook = faults.exception_hook(book, lambda: None)
    hook(InvalidInput, InvalidInput("That is no date."), None)
    assert (shown, reports) == (["That is no date."], [])
    try:
        raise RuntimeError("broken spring")
    except RuntimeError as error:
        hook(RuntimeError, error, error.__traceback__)
        text = report_text(error, book)
    assert reports == ["Something went wrong"]
    assert "broken spring" in text
    assert "Qt 6." in text
    assert str(book.file) in text
    (written,) = book.folder.glob("crash-*.txt")
    assert "broken spring" in written.read_text(encoding="utf-8")
    said = book.file.read_text(encoding="utf-8")
    assert "error=RuntimeError" in said
    assert "kind=invalid" in said
    assert "broken spring" not in said
    faults.stop_log()


def test_a_crash_report_can_be_copied(qtbot: QtBot) -> None:
    report = faults.CrashReport("Traceback: <b>bold</b>", Path("/somewhere/window.log"))
    qtbot.addWidget(report)
    copy = next(each for each in report.findChildren(QPushButton) if each.text() == "Copy report")
    copy.click()
    assert QApplication.clipboard().text() == "Traceback: <b>bold</b>"


@pytest.mark.parametrize("goes_on", [True, False])
def test_a_city_that_is_made_for_a_partnership_is_made_with_it_or_not_at_all(
    window: Window, settle: Settle, goes_on: bool
) -> None:
    archive = window.workbench.session.archive
    before = searching.search(archive, "kind:city").count
    window.actions_table["new-partnership"].trigger()
    settle()
    dialog = window.findChild(NewPartnership)
    assert dialog is not None
    for edit, name in zip(dialog.parties, ("Turku", "Oulu"), strict=True):
        edit.suggestions.chosen.emit(Suggestion(name, "", QIcon(), NewRecord(Kind.CITY, name), makes=True))
        assert edit.text() == name
    assert searching.search(archive, "kind:city").count == before
    if goes_on:
        dialog.date.setText("not a day")
        dialog._accept()
        settle()
        assert dialog.fault.isVisible()
        assert searching.search(archive, "kind:city").count == before
        dialog.date.setText("2025-04")
        dialog._accept()
    else:
        dialog.reject()
    settle()
    assert searching.search(archive, "kind:city").count == before + 2 * goes_on


def test_tab_takes_the_city_that_would_be_made_and_a_long_fault_squeezes_nothing(
    window: Window, qtbot: QtBot, settle: Settle
) -> None:
    window.actions_table["new-partnership"].trigger()
    settle()
    dialog = window.findChild(NewPartnership)
    assert dialog is not None
    first, second = dialog.parties
    for edit, name in ((first, "Bonn"), (second, "Turku")):
        edit.setFocus()
        edit.clear()
        qtbot.keyClicks(edit, name)
        qtbot.waitUntil(edit.suggestions.popup.isVisible)
        assert "Create new" in edit.suggestions.list.currentIndex().data()
        qtbot.keyClick(edit, Qt.Key.Key_Tab)
        settle()
        assert edit.text() == name
    assert dialog._chosen == {0: NewRecord(Kind.CITY, "Bonn"), 1: NewRecord(Kind.CITY, "Turku")}
    before = {edit: edit.height() for edit in (first, second, dialog.date, dialog.source)}
    height = dialog.height()
    dialog.fault.say("A sentence that says at some length what is wrong with what was filled in here. " * 6)
    settle()
    assert {edit: edit.height() for edit in before} == before
    assert dialog.height() > height
    assert dialog.fault.height() >= dialog.fault.heightForWidth(dialog.fault.width())
    dialog.reject()
    settle()


def test_what_is_joined_stays_in_hand(window: Window, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Window, "asks", lambda *_words: True)
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    ids = list(bench.results.model.ids)
    bench.results.select_ids(ids[1:3], ids[2])
    settle()
    window.actions_table["join"].trigger()
    settle()
    assert bench.results.selected_ids() == [ids[2]]
    assert bench.inspector.record is not None
    assert bench.inspector.record.id == ids[2]
    assert len(bench.inspector.record.files) == 2
