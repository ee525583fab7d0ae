"""The first evening: who one is, which city is home, where photographs go; and the evening after."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from archive_app.services import settings
from archive_app.services.archive import create_archive
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.ui.actions.help_pages import HelpPage
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.ingest import IngestDialog
from archive_app.ui.results.first_steps import FirstSteps
from archive_app.ui.window.shell import Shell
from tests.ui.pictures import draw
from tests.ui.window.test_shell import drop

Settle = Callable[[], None]


@pytest.fixture
def steps(shell: Shell, tmp_path: Path, settle: Settle) -> FirstSteps:
    """What a new archive shows."""
    shell.create_archive(tmp_path / "new")
    settle()
    return shell.window.workbench.results.empty.first


def test_who_sits_here_is_asked_and_stands_beside_what_is_changed(
    shell: Shell, qtbot: QtBot, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EXCHANGE_ARCHIVE_USER", raising=False)
    name = shell.window.start_page.name
    qtbot.mouseClick(name, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(name, "Li Wei")
    qtbot.keyClick(name, Qt.Key.Key_Return)
    shell.create_archive(tmp_path / "new")
    settle()
    assert shell.session is not None
    editing.add_record(shell.session.archive, kind=reading.Kind.CITY, names=[editing.NewName("Hangzhou")])
    assert history.history(shell.session.archive)[0].by == "Li Wei"


def test_the_language_is_chosen_on_the_first_screen(shell: Shell, qtbot: QtBot, settle: Settle) -> None:
    def offered() -> dict[str, QPushButton]:
        return {button.text(): button for button in shell.window.start_page.findChildren(QPushButton)}

    qtbot.mouseClick(offered()["简体中文"], Qt.MouseButton.LeftButton)
    settle()
    assert shell.window.start_page.new.accessibleName() == "新建档案库…"
    assert not offered()["简体中文"].isEnabled()
    qtbot.mouseClick(offered()["English"], Qt.MouseButton.LeftButton)
    settle()
    assert shell.window.start_page.new.accessibleName() == "New archive…"


def test_enter_presses_the_button_that_has_the_focus(
    shell: Shell, steps: FirstSteps, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw(tmp_path / "a.jpg", "a", "#844", (640, 480))
    monkeypatch.setattr(choose, "files", lambda *_args: [tmp_path / "a.jpg"])
    steps.add.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(steps.add, Qt.Key.Key_Return)
    settle()
    assert shell.window.findChild(IngestDialog) is not None


def test_an_empty_archive_says_where_photographs_go_and_takes_them(
    shell: Shell, steps: FirstSteps, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert steps.isVisible()
    assert not any("matches" in label.text() for label in shell.window.findChildren(QLabel) if label.isVisible())
    draw(tmp_path / "a.jpg", "a", "#844", (640, 480))
    monkeypatch.setattr(choose, "files", lambda *_args: [tmp_path / "a.jpg"])
    qtbot.mouseClick(steps.add, Qt.MouseButton.LeftButton)
    asked = shell.window.findChild(IngestDialog)
    assert asked is not None
    qtbot.mouseClick(asked.go, Qt.MouseButton.LeftButton)
    settle()
    qtbot.waitUntil(lambda: not steps.isVisible())
    assert shell.window.workbench.results.model.rowCount() == 1
    assert shell.window.workbench.results.grid.isVisible()


def test_the_home_city_is_typed_once_and_is_one_step(
    shell: Shell, steps: FirstSteps, qtbot: QtBot, settle: Settle
) -> None:
    assert shell.session is not None
    archive = shell.session.archive
    qtbot.mouseClick(steps.home, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(steps.home, "Hangzhou")
    qtbot.keyClick(steps.home, Qt.Key.Key_Return)
    settle()
    home = settings.home_city(archive)
    assert home is not None
    assert home.title == "Hangzhou"
    assert shell.window.workbench.notice.label.text() == "Home city: Hangzhou"
    assert steps.isVisible(), "photographs are still to come"
    steps.home.selectAll()
    qtbot.keyClicks(steps.home, "Nanjing")
    qtbot.keyClick(steps.home, Qt.Key.Key_Return)
    settle()
    corrected = settings.home_city(archive)
    assert corrected is not None
    assert (corrected.title, corrected.id) == ("Nanjing", home.id)
    assert sum(reading.counts(archive).by_kind.values()) == 1
    assert steps.isVisible()
    shell.window.actions_table["undo"].trigger()
    settle()
    assert steps.home.text() == "Hangzhou"
    shell.window.actions_table["undo"].trigger()
    settle()
    assert steps.home.text() == ""
    assert settings.home_city(archive) is None
    assert not sum(reading.counts(archive).by_kind.values())


def test_a_city_that_is_there_becomes_home_and_two_of_one_name_are_asked_about(tmp_path: Path) -> None:
    with create_archive(tmp_path / "a") as archive:
        city = editing.add_record(archive, kind=reading.Kind.CITY, names=[editing.NewName("Hangzhou")])
        settings.name_home(archive, " hangzhou ")
        assert settings.home_city(archive) == city
        settings.name_home(archive, "")
        assert settings.home_city(archive) is None
        editing.add_record(archive, kind=reading.Kind.CITY, names=[editing.NewName("Hangzhou")])
        with pytest.raises(settings.Ambiguous, match="Preferences"):
            settings.name_home(archive, "Hangzhou")


def test_the_archive_of_last_time_is_opened_again(shell: Shell, story: Path, settle: Settle) -> None:
    shell.settings.remember_archive(story)
    shell.begin(None)
    settle()
    assert shell.session is not None
    assert shell.session.archive.folder == story


def test_files_are_dropped_on_an_empty_archive(shell: Shell, steps: FirstSteps, tmp_path: Path) -> None:
    draw(tmp_path / "a.jpg", "a", "#844", (640, 480))
    drop(shell.window, tmp_path / "a.jpg")
    assert steps.isVisible()
    assert any(isinstance(each, IngestDialog) for each in QApplication.topLevelWidgets() if each.isVisible())


def test_seven_keys_are_shown_here_and_under_help(shell: Shell, steps: FirstSteps) -> None:
    shown = [label.text() for label in steps.findChildren(QLabel)]
    shell.window.actions_table["first-keys"].trigger()
    page = next(each for each in shell.window.findChildren(HelpPage) if each.isVisible())
    assert len(page.shown) == 7
    assert set(page.shown) <= set(shown)
    page.close()


@pytest.mark.usefixtures("settle")
def test_no_line_of_the_card_is_cut(steps: FirstSteps) -> None:
    QApplication.processEvents()
    labels = [each for each in steps.findChildren(QLabel) if each.isVisible()]
    assert len(labels) > 14
    assert [each.text() for each in labels if each.height() < each.heightForWidth(each.width())] == []
    assert [each.text() for each in labels if each.height() < each.fontMetrics().height()] == []
