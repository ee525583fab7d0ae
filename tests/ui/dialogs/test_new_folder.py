"""Where a new archive is to lie."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.services.archive import create_archive
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.new_folder import NewFolderDialog


@pytest.fixture
def dialog(qtbot: QtBot, tmp_path: Path) -> NewFolderDialog:
    shown = NewFolderDialog("New archive", tmp_path / "Exchange Archive")
    qtbot.addWidget(shown)
    shown.show()
    return shown


def _typed(dialog: NewFolderDialog, qtbot: QtBot, text: str) -> tuple[str, bool]:
    """What is said of what is typed, and whether it can be used."""
    dialog.path.selectAll()
    qtbot.keyClick(dialog.path, Qt.Key.Key_Delete)
    qtbot.keyClicks(dialog.path, text)
    return dialog.state.text(), dialog.go.isEnabled()


def test_a_new_name_and_an_empty_folder_can_be_used(dialog: NewFolderDialog, qtbot: QtBot, tmp_path: Path) -> None:
    assert dialog.state.text() == "The folder will be made."
    assert dialog.go.isEnabled()
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / ".DS_Store").touch()
    assert _typed(dialog, qtbot, str(tmp_path / "empty")) == ("The folder is there, and is empty.", True)
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.path, Qt.Key.Key_Return)
    assert dialog.folder() == tmp_path / "empty"


def test_what_can_not_be_used_is_said_at_once(dialog: NewFolderDialog, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()
    create_archive(tmp_path / "archive").close()
    for text, said in (
        (tmp_path / "full", "“full” is not empty"),
        (tmp_path / "full" / "letter.txt", "“letter.txt” is a file"),
        (tmp_path / "archive", "“archive” is not empty"),
        (tmp_path / "archive" / "inside", "lies inside the archive"),
    ):
        words, usable = _typed(dialog, qtbot, str(text))
        assert said in words
        assert not usable
    assert _typed(dialog, qtbot, "  ") == ("", False)
    assert _typed(dialog, qtbot, "~nobody of this name") == ("The folder will be made.", True)
    dialog.path.setText("a\0b")
    assert dialog.state.text() == "There can be no such folder."
    assert not dialog.go.isEnabled()


def test_a_bare_name_lies_in_the_home_of_the_user(
    dialog: NewFolderDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert _typed(dialog, qtbot, "Our archive")[1]
    assert dialog.folder() == tmp_path / "Our archive"
    _typed(dialog, qtbot, "~/Our archive")
    assert dialog.folder() == tmp_path / "Our archive"


def test_a_chosen_folder_is_used_or_the_name_below_it(
    dialog: NewFolderDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").touch()
    (tmp_path / "empty").mkdir()
    for chosen, folder in (("empty", tmp_path / "empty"), ("full", tmp_path / "full" / "Exchange Archive")):
        monkeypatch.setattr(choose, "folder", lambda *_args, name=chosen: tmp_path / name)
        qtbot.mouseClick(dialog.browse, Qt.MouseButton.LeftButton)
        assert dialog.folder() == folder
        assert dialog.go.isEnabled()
    monkeypatch.setattr(choose, "folder", lambda *_args: None)
    qtbot.mouseClick(dialog.browse, Qt.MouseButton.LeftButton)
    assert dialog.folder() == tmp_path / "full" / "Exchange Archive"
