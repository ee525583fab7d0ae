"""Which backup is to be restored: also on a computer that has nothing but the drive they are on."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import create_archive
from archive_app.services.records import editing
from archive_app.services.search import searching
from archive_app.services.upkeep import keeping
from archive_app.services.upkeep.keeping import Kept
from archive_app.ui.dialogs import new_folder
from archive_app.ui.dialogs.backup_choice import BackupChoice
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window
from tests.ui.conftest import Settle


@pytest.fixture
def place(window: Window, tmp_path: Path) -> Path:
    """A drive with two backups of the archive; a city came between them."""
    folder = tmp_path / "drive"
    folder.mkdir()
    window.settings.put("backup-place", str(folder))
    window.settings.put("backup-when", "never")
    window.settings.put("backup-closing", "never")
    _keep(window)
    editing.add_record(window.workbench.session.archive, kind=Kind.CITY, names=[editing.NewName("Turku")])
    _keep(window)
    return folder


def _keep(window: Window) -> Kept:
    return keeping.keep(window.workbench.session.archive, person=window.settings.person)


def _cities(shell: Shell, qtbot: QtBot, folder: Path) -> int:
    qtbot.waitUntil(lambda: shell.session is not None and shell.session.archive.folder == folder, timeout=20_000)
    assert shell.session is not None
    return len(searching.search_ids(shell.session.archive, "kind:city"))


@pytest.mark.parametrize("row", [0, 1])
def test_a_backup_of_a_place_is_restored_without_an_archive(
    window: Window,
    shell: Shell,
    place: Path,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    row: int,
) -> None:
    assert place.is_dir()
    before = _cities(shell, qtbot, window.workbench.session.archive.folder)
    shell.close_archive()
    monkeypatch.setattr(new_folder, "asked", lambda *_args: tmp_path / "again")

    def choose() -> None:
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, BackupChoice)
        assert dialog.list.count() == 2
        assert dialog.list.currentRow() == 0
        dialog.list.setCurrentRow(row)
        dialog.go.click()

    QTimer.singleShot(0, choose)
    window.actions_table["restore"].trigger()
    assert _cities(shell, qtbot, tmp_path / "again") == before - row


def test_what_is_typed_is_looked_into_at_once(place: Path, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = BackupChoice("")
    qtbot.addWidget(dialog)
    nothing = "Choose the folder that backups went to, or one file."
    assert (dialog.state.text(), dialog.go.isEnabled()) == (nothing, False)
    dialog.path.setText(str(tmp_path))
    assert (dialog.state.text(), dialog.go.isEnabled()) == (f"There is no backup in “{tmp_path}”.", False)
    dialog.path.setText(str(place))
    assert (dialog.state.text(), dialog.go.isEnabled()) == ("2 backups are kept here.", True)
    older = sorted(place.glob("*/data/states/*"))[0]
    dialog.path.setText(str(older))
    assert dialog.chosen() == older
    (tmp_path / "all.tar").touch()
    dialog.path.setText(str(tmp_path / "all.tar"))
    assert (dialog.state.text(), dialog.chosen()) == ("A backup in one file.", tmp_path / "all.tar")
    for nothing in ("a\0b", "~nobody of this name"):
        dialog.path.setText(nothing)
        assert dialog.state.text().startswith("There is no backup in")
        assert not dialog.go.isEnabled()


def test_backups_of_two_archives_are_told_apart(window: Window, place: Path, tmp_path: Path, qtbot: QtBot) -> None:
    with create_archive(tmp_path / "second") as other:
        keeping.keep(other, person=window.settings.person)
    dialog = BackupChoice(str(place))
    qtbot.addWidget(dialog)
    rows = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert sum(other.info.uid in row for row in rows) == 1
    assert sum(window.workbench.session.archive.info.uid in row for row in rows) == 2


def test_the_marked_backup_is_restored_from_the_list(
    window: Window,
    shell: Shell,
    place: Path,
    tmp_path: Path,
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert place.is_dir()
    before = _cities(shell, qtbot, window.workbench.session.archive.folder)
    monkeypatch.setattr(new_folder, "asked", lambda *_args: tmp_path / "again")
    window.actions_table["backups"].trigger()
    settle()
    dialog = window.findChild(ReportDialog)
    assert dialog is not None
    assert dialog.marked() == 0
    dialog.mark(1)
    next(button for button in dialog.offers if button.text() == "Restore the marked one…").click()
    assert _cities(shell, qtbot, tmp_path / "again") == before - 1
