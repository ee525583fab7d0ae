"""Starting, opening, closing; another dress, another tongue; dropping files."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QFile, QFileInfo, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent, QKeySequence, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QFileIconProvider,
    QFileSystemModel,
    QLabel,
    QPushButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from archive_app import i18n
from archive_app.services.archive import claim_window, open_archive
from archive_app.services.records import reading
from archive_app.services.search import searching
from archive_app.services.settings import home_city
from archive_app.ui.commands.table import ACTIONS, MENUS
from archive_app.ui.dialogs.ingest import IngestDialog
from archive_app.ui.dialogs.new_folder import NewFolderDialog
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.session.settings import Settings
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window
from tests.ui.pictures import draw

Settle = Callable[[], None]


@pytest.fixture
def sentences(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said in a box of its own."""
    said: list[str] = []
    monkeypatch.setattr("archive_app.ui.window.shell.show_sentence", lambda _parent, sentence: said.append(sentence))
    return said


def drop(widget: QWidget, *paths: Path) -> None:
    """Drop files on ``widget`` as a file manager does."""
    data = QMimeData()
    data.setUrls([QUrl.fromEncoded(path.as_uri().encode()) for path in paths])
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    enter = QDragEnterEvent(QPoint(50, 50), Qt.DropAction.CopyAction, data, left, none)
    QApplication.sendEvent(widget, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, none))


def test_the_first_screen_makes_an_archive(
    shell: Shell, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    folder = tmp_path / "new"
    dialogs: list[NewFolderDialog] = []

    def answer(dialog: NewFolderDialog) -> QDialog.DialogCode:
        dialog.path.setText(str(folder))
        dialog.home.setText(" Hangzhou ")
        dialogs.append(dialog)
        assert not dialog.home.isHidden()
        return QDialog.DialogCode.Accepted

    monkeypatch.setattr(NewFolderDialog, "exec", answer)
    assert shell.window.start_page.isVisible()
    assert not shell.window.actions_table["add-files"].isEnabled()
    qtbot.mouseClick(shell.window.start_page.new, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: shell.session is not None)
    settle()
    assert (folder / "archive.json").is_file()
    assert len(dialogs) == 1
    home = home_city(shell.session.archive)
    assert home is not None
    assert home.title == "Hangzhou"
    assert shell.window.workbench.isVisible()
    assert "Nothing" in shell.window.workbench.results.empty.text()
    assert shell.settings.recent_archives() == [folder]
    shell.window.actions_table["close-archive"].trigger()
    assert shell.window.start_page.isVisible()
    recent = [each.text() for each in shell.window.start_page.findChildren(QPushButton)]
    assert any(text.startswith("new ") for text in recent)


def test_an_archive_folder_is_dropped_on_the_first_screen(
    shell: Shell, story: Path, qtbot: QtBot, settle: Settle
) -> None:
    drop(shell.window.start_page, story)
    qtbot.waitUntil(lambda: shell.session is not None)
    settle()
    assert shell.window.windowTitle().startswith("archive")


@pytest.mark.parametrize("name", ["Gifts #1 [*] 100% & co", os.fsdecode(b"caf\xe9 ?x")])
def test_a_folder_of_any_name_is_opened_named_shown_and_remembered(
    name: str, shell: Shell, story: Path, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = story.rename(story.with_name(name))
    drop(shell.window.start_page, folder)
    qtbot.waitUntil(lambda: shell.session is not None)
    settle()
    if "[*]" in name:
        assert shell.window.windowTitle().startswith("Gifts #1 [*][*] 100% & co")
    assert shell.settings.recent_archives() == [folder]
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    shell.window.workbench.inspector.folder_wanted.emit(folder / "catalog.db")
    assert bytes(opened[0].toEncoded().data()).decode() == folder.as_uri()


def test_the_style_sheet_finds_its_drawings(shell: Shell) -> None:
    assert shell.window.isVisible()
    assert QFile.exists("styles:arrow.svg")


def test_settings_that_cannot_be_read_are_one_sentence_and_the_usual_ones_hold(
    shell: Shell, sentences: list[str], story: Path, qtbot: QtBot, settle: Settle
) -> None:
    shell.settings.person.file.write_text("{", encoding="utf-8")
    shell.begin(story)
    qtbot.waitUntil(lambda: shell.session is not None)
    settle()
    assert len(sentences) == 1
    assert "settings.json" in sentences[0]


def test_what_is_no_archive_is_one_sentence(shell: Shell, tmp_path: Path, qtbot: QtBot, sentences: list[str]) -> None:
    shell.open_folder(tmp_path)
    qtbot.waitUntil(lambda: bool(sentences))
    assert len(sentences) == 1
    assert "\n" not in sentences[0]
    assert shell.session is None
    assert shell.window.start_page.isEnabled()


def test_a_second_window_on_the_same_archive_is_refused(
    shell: Shell, story: Path, qtbot: QtBot, sentences: list[str]
) -> None:
    with open_archive(story) as other:
        claim_window(other)
        shell.open_folder(story)
        qtbot.waitUntil(lambda: bool(sentences))
    assert shell.session is None
    assert "window" in sentences[0]


def test_a_second_window_on_the_same_archive_raises_the_first(
    window: Window,
    shell: Shell,
    story: Path,
    qtbot: QtBot,
    sentences: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raised: list[Window] = []
    monkeypatch.setattr(Window, "raise_", lambda each: raised.append(each))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    second = Shell(application, Settings(tmp_path / "second"), ACTIONS, MENUS)
    second.window.show()
    second.open_folder(story)
    qtbot.waitUntil(lambda: bool(sentences))
    assert raised == [window]
    assert "front" in sentences[0]
    assert second.window.isVisible()
    # Started for that archive alone, it has nothing else to show.
    second.begin(story)
    qtbot.waitUntil(lambda: not second.window.isVisible())
    assert raised == [window, window]
    assert len(sentences) == 1
    # Who started it reads where the archive is, and the status says that it is not here.
    assert second.unopened is not None
    assert "in front" in second.unopened.message
    assert shell.session is not None
    assert not [file for file in story.iterdir() if "knock" in file.name]
    second.window.deleteLater()
    application.styleHints().colorSchemeChanged.disconnect(second._system_changed)


def test_opening_the_archive_that_is_open_brings_its_window_forward(
    window: Window, shell: Shell, story: Path, sentences: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[Window] = []
    monkeypatch.setattr(Window, "raise_", lambda each: raised.append(each))
    session = shell.session
    shell.open_folder(story)
    assert raised == [window]
    assert shell.session is session
    assert sentences == []


def test_the_colours_change_at_once_and_are_remembered(window: Window, shell: Shell, settle: Settle) -> None:
    light = QApplication.palette().color(QPalette.ColorRole.Base).lightness()
    window.workbench.results.show_query("kind:photo")
    settle()
    chosen = list(window.workbench.results.model.ids[1:3])
    window.workbench.results.select_ids(chosen)
    window.actions_table["theme-dark"].trigger()
    settle()
    assert shell.window.workbench.results.selected_ids() == chosen
    assert QApplication.palette().color(QPalette.ColorRole.Base).lightness() < light
    assert shell.window is not window
    assert shell.window.workbench.results.query == "kind:photo"
    assert shell.settings.text("colours") == "dark"
    assert shell.window.actions_table["theme-dark"].isChecked()
    shell.window.actions_table["theme-light"].trigger()
    settle()
    assert QApplication.palette().color(QPalette.ColorRole.Base).lightness() == light


def test_the_language_changes_at_once(window: Window, shell: Shell, settle: Settle) -> None:
    window.actions_table["language-zh"].trigger()
    settle()
    assert i18n.language() == "zh"
    assert shell.window.actions_table["undo"].text().startswith("撤销")
    assert "项" in shell.window.workbench.results.bar.count.text()
    shell.window.actions_table["language-en"].trigger()
    settle()
    assert shell.window.actions_table["undo"].text().startswith("Undo")


def test_dropped_files_are_linked_to_what_is_looked_at(
    window: Window, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    nis = next(each.record for each in reading.partnerships(archive) if each.partner == "Niš")
    window.workbench.go_to(nis)
    settle()
    folder = tmp_path / "card"
    folder.mkdir()
    draw(folder / "DSC_1.jpg", "new", "#123456")
    (folder / "empty.jpg").write_bytes(b"")
    drop(window, folder)
    asked = window.findChild(IngestDialog)
    assert asked is not None
    assert [record.title for _relation, record in asked.links] == ["Hangzhou–Niš"]
    qtbot.mouseClick(asked.go, Qt.MouseButton.LeftButton)
    notice = window.workbench.notice
    qtbot.waitUntil(lambda: notice.isVisible() and notice.report.isVisible(), timeout=30_000)
    settle()
    assert "1 file added · 1 refused" in notice.label.text()
    assert not window.findChildren(ReportDialog)
    qtbot.mouseClick(notice.report, Qt.MouseButton.LeftButton)
    assert not notice.isVisible()
    report = window.findChildren(ReportDialog)[0]
    assert "1 file added" in report.summary.text()
    assert "empty.jpg" in report.text()
    report.filter.setText("no such thing")
    assert report.text() == ""
    report.filter.setText("refused")
    assert report.copy.text() == "Copy list"
    report.copy.click()
    assert "empty.jpg" in QApplication.clipboard().text()
    report.reject()
    # What was said goes with the next thing that is said; the report stays.
    window.workbench.session.told.emit("Something else.")
    assert not notice.report.isVisible()
    window.actions_table["last-report"].trigger()
    assert "empty.jpg" in window.findChildren(ReportDialog)[-1].text()
    window.findChildren(ReportDialog)[-1].reject()
    found = searching.search(archive, "partnership:niš kind:photo")
    assert [hit.row.title for hit in found.hits] == ["DSC_1.jpg"]
    assert window.workbench.sidebar.model.node(window.workbench.sidebar.model.find("items")).count == 8


def test_closing_saves_what_is_being_typed(
    window: Window, shell: Shell, story: Path, qtbot: QtBot, settle: Settle
) -> None:
    window.workbench.results.show_query("kind:photo")
    settle()
    first = window.workbench.results.model.ids[0]
    window.workbench.results.select_ids([first])
    settle()
    qtbot.keyClick(window, Qt.Key.Key_F3)
    caption = QApplication.focusWidget()
    qtbot.keyClicks(caption, "typed at the last moment")
    window.close()
    assert shell.session is None
    with open_archive(story) as again:
        assert [text.text for text in reading.record(again, first).texts] == ["typed at the last moment"]
    assert shell.settings.state("window/geometry").size() > 0


def test_the_window_is_no_larger_than_its_screen(shell: Shell) -> None:
    room = shell.window.screen().availableSize()
    shell.window.resize(4000, 3000)
    shell.window.remember()
    again = Window(shell, shell.settings, ACTIONS, MENUS)
    fresh = Window(shell, Settings(shell.settings.person.file.parent / "fresh"), ACTIONS, MENUS)
    for each in (again, fresh):
        assert each.height() < room.height()
        each.deleteLater()


def test_the_language_asked_for_at_the_start_holds_until_another_is_chosen(shell: Shell, tmp_path: Path) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    settings = Settings(tmp_path / "asked")
    settings.put("language", "en")
    asked = Shell(application, settings, ACTIONS, MENUS, "zh")

    try:
        assert asked.window.actions_table.menu_title("file") == "文件"
        asked.choose("colours", "dark")
        assert asked.window.actions_table.menu_title("file") == "文件"
        assert settings.text("language") == "en"
        asked.choose("language", "en")
        assert asked.window.actions_table.menu_title("file") == "File"
    finally:
        asked.window.deleteLater()
        application.styleHints().colorSchemeChanged.disconnect(asked._system_changed)
        shell._dress()


def test_no_word_of_qts_own_windows_stays_english_in_chinese(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "旧照").mkdir()
    shell.choose("language", "zh")
    try:
        dialog = QFileDialog(shell.window, "", str(tmp_path))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        words = [label.text() for label in dialog.findChildren(QLabel) if label.text()]
        assert {"查找范围：", "文件类型："} <= set(words)
        assert not [word for word in words if re.search("[a-z]{3}", word)]
        model = next(iter(dialog.findChildren(QFileSystemModel)))
        assert model.headerData(1, Qt.Orientation.Horizontal) == "大小"
        assert QFileIconProvider().type(QFileInfo(str(tmp_path))) == "文件夹"
        assert QKeySequence("Alt+Down").toString(QKeySequence.SequenceFormat.NativeText) == "Alt+↓"
        dialog.deleteLater()
    finally:
        shell.choose("language", "en")
    assert QCoreApplication.translate("QFileDialog", "Look in:") == "Look in:"


def test_an_archive_may_be_made_before_its_city_is_known(shell: Shell, tmp_path: Path, qtbot: QtBot) -> None:
    shell.create_archive(tmp_path / "new", "")
    qtbot.waitUntil(lambda: shell.session is not None)
    assert shell.session is not None
    assert home_city(shell.session.archive) is None
