"""Looking at files with other programs: what these are handed, and what is said where there is none."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QProcess, QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from archive_app.services.records import editing, reading
from archive_app.services.search import searching
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.open_with import OpenWithDialog
from archive_app.ui.kit import programs
from archive_app.ui.kit.programs import Program
from archive_app.ui.window.window import Window

Settle = Callable[[], None]


class System:
    """Stands in for the system: what it was asked to open and to start, and whether it can."""

    def __init__(self) -> None:
        self.opened: list[Path] = []
        self.started: list[list[str]] = []
        self.able = True

    def open(self, url: QUrl) -> bool:
        self.opened.append(Path(url.toLocalFile()))
        return self.able

    def start(self, program: str, words: list[str]) -> bool:
        self.started.append([program, *words])
        return self.able


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    found = System()
    monkeypatch.setattr(QDesktopServices, "openUrl", found.open)
    monkeypatch.setattr(QProcess, "startDetached", found.start)
    return found


@pytest.fixture
def photo(window: Window, settle: Settle) -> int:
    """A photograph that is selected."""
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    record = results.model.ids[0]
    results.select_ids([record])
    settle()
    return record


def _do(window: Window, action: str, qtbot: QtBot) -> None:
    window.actions_table[action].trigger()
    qtbot.waitUntil(lambda: not window.jobs.running)


def _said(window: Window) -> str:
    return window.workbench.notice.label.text()


def test_a_copy_is_opened_and_gone_with_the_archive(
    window: Window, photo: int, system: System, qtbot: QtBot, settle: Settle
) -> None:
    _do(window, "open-copy", qtbot)
    record = reading.record(window.workbench.session.archive, photo)
    [file] = system.opened
    assert file.name == f"{record.ref} {record.title.removesuffix('.jpg')}.jpg"
    assert file.read_bytes() == Path(record.files[0].path).read_bytes()
    assert not os.access(file, os.W_OK) or os.geteuid() == 0
    assert window.workbench.session.archive.folder not in file.parents
    assert _said(window).startswith(f"Opened a read-only copy: {file.name}.")
    window.shell.close_archive()
    settle()
    assert not file.exists()


def test_where_no_program_opens_it_that_is_said(window: Window, photo: int, system: System, qtbot: QtBot) -> None:
    system.able = False
    _do(window, "open-copy", qtbot)
    assert reading.record(window.workbench.session.archive, photo).ref in _said(window)
    assert "no program" in _said(window)


def test_too_many_or_none_are_refused(window: Window, system: System, qtbot: QtBot, settle: Settle) -> None:
    archive, results = window.workbench.session.archive, window.workbench.results
    event = searching.search_ids(archive, "kind:event")[0]
    results.show_query("kind:event")
    settle()
    results.select_ids([event])
    settle()
    _do(window, "open-copy", qtbot)
    assert _said(window) == "None of these records has a file here."
    for number in range(13):
        editing.add_record(archive, kind="photo", names=[editing.NewName(f"{number}")])
    results.show_query("kind:photo")
    settle()
    results.select_all()
    settle()
    _do(window, "open-copy", qtbot)
    assert "Up to 12 records" in _said(window)
    assert system.opened == []


def test_a_program_is_chosen_from_those_of_the_desktop(
    window: Window, photo: int, system: System, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = {"image/jpeg": [Program("Viewer", ("view", "%f")), Program("Painter", ("paint", "--open", "%f"))]}
    monkeypatch.setattr(programs, "installed", lambda mime: listed[mime])
    _do(window, "open-with", qtbot)
    dialog = window.findChild(OpenWithDialog)
    assert dialog is not None
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == ["Viewer", "Painter"]
    dialog.list.setCurrentRow(1)
    dialog.go.click()
    [[program, option, file]] = system.started
    assert (program, option) == ("paint", "--open")
    assert reading.record(window.workbench.session.archive, photo).ref in file


@pytest.mark.usefixtures("photo")
def test_a_program_chosen_by_hand_is_offered_again(
    window: Window, system: System, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    monkeypatch.setattr(programs, "installed", lambda _mime: [])
    python = Path(sys.executable)
    monkeypatch.setattr(choose, "file", lambda *_asked: python)
    _do(window, "open-with", qtbot)
    dialog = window.findChild(OpenWithDialog)
    assert dialog is not None
    assert not dialog.go.isEnabled()
    dialog.other.click()
    settle()
    assert system.started[0][-2] == str(python)
    system.able = False
    _do(window, "open-with", qtbot)
    again = window.findChild(OpenWithDialog)
    assert again is not None
    assert again.list.item(0).text() == python.stem
    again.go.click()
    assert "could not be started" in _said(window)


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="other systems are asked in their own way")
@pytest.mark.usefixtures("photo")
def test_the_file_manager_is_asked_to_show_it(
    window: Window, system: System, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked"
    script = tmp_path / "dbus-send"
    script.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{asked}.part"; mv "{asked}.part" "{asked}"\n')
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    _do(window, "show-in-folder", qtbot)
    qtbot.waitUntil(asked.exists)
    *_rest, method, files, _start = asked.read_text().splitlines()
    assert method == "org.freedesktop.FileManager1.ShowItems"
    assert files.startswith("array:string:file:///")
    assert files.endswith(".jpg")
    assert system.opened == []


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="other systems are asked in their own way")
@pytest.mark.usefixtures("photo")
@pytest.mark.parametrize("manager", ["deaf", "missing"])
def test_where_no_file_manager_answers_the_folder_is_opened(
    window: Window, system: System, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manager: str
) -> None:
    if manager == "deaf":
        (tmp_path / "dbus-send").write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / "dbus-send").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    _do(window, "show-in-folder", qtbot)
    qtbot.waitUntil(lambda: bool(system.opened))
    [folder] = system.opened
    assert [file.suffix for file in folder.iterdir()] == [".jpg"]


@pytest.mark.usefixtures("photo")
@pytest.mark.parametrize(("name", "words"), [("win32", ["explorer", "/select,"]), ("darwin", ["open", "-R"])])
def test_windows_and_macos_are_asked_in_their_own_way(
    window: Window, system: System, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, name: str, words: list[str]
) -> None:
    window.workbench.session.copies()
    monkeypatch.setattr("archive_app.ui.kit.opening.sys.platform", name)
    _do(window, "show-in-folder", qtbot)
    [[*first, file]] = system.started
    assert first == words
    assert file.endswith(".jpg")
