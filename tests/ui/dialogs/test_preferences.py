"""Preferences: every setting of the table has its line, and what is chosen there holds at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPalette, QWheelEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QDialogButtonBox, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from archive_app import i18n
from archive_app.domain.model.settings import ASK, LAST, Scope, Section, shown
from archive_app.errors import StorageError
from archive_app.i18n import _
from archive_app.services.history import history
from archive_app.services.person import Person
from archive_app.services.settings import held, home_city
from archive_app.ui.dialogs.new_partnership import NewPartnership
from archive_app.ui.dialogs.preferences import Preferences
from archive_app.ui.kit.choices import Choice, Size
from archive_app.ui.kit.editors import SavingLine
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]
_NONE = Qt.KeyboardModifier.NoModifier


def _opened(window: QWidget) -> Preferences:
    found = [each for each in window.findChildren(Preferences) if each.isVisible()]
    assert len(found) == 1
    return found[0]


@pytest.fixture
def dialog(window: Window, qtbot: QtBot, settle: Settle) -> Iterator[Preferences]:
    qtbot.keyClick(window, Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    settle()
    opened = _opened(window)
    yield opened
    if isValid(opened):
        opened.close()


def _choose(editor: QWidget, value: str) -> None:
    """As a person does it with the keys."""
    assert isinstance(editor, Choice)
    editor.setCurrentIndex(editor.findData(value))
    editor.activated.emit(editor.currentIndex())


def test_every_setting_has_a_line_that_shows_what_holds_and_a_name_for_those_who_do_not_see_it(
    dialog: Preferences, window: Window
) -> None:
    assert list(dialog.editors) == [each.name for each in shown()]
    values = {each.setting.name: each for each in held(window.settings.person, window.workbench.session.archive)}
    for setting in shown():
        editor = dialog.editors[setting.name]
        assert editor.accessibleName() == _(setting.label)
        value = values[setting.name]
        if isinstance(editor, Choice):
            assert editor.currentData() == value.value
            assert [editor.itemData(row) for row in range(editor.count())] == [each for each, _label in setting.choices]
        elif isinstance(editor, QCheckBox):
            assert editor.isChecked() is value.value
        elif isinstance(editor, Size):
            assert (editor.value(), editor.minimum(), editor.maximum()) == (value.value, setting.low, setting.high)
        else:
            assert isinstance(editor, SavingLine | RecordEdit)
            assert editor.text() == value.said


def test_without_an_archive_there_is_nothing_of_an_archive(shell: Shell, qtbot: QtBot) -> None:
    qtbot.keyClick(shell.window, Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    opened = _opened(shell.window)
    assert set(opened.editors) == {each.name for each in shown() if each.scope is Scope.PERSON}
    qtbot.keyClick(opened, Key.Key_Escape)
    assert not shell.window.findChildren(Preferences) or not opened.isVisible()


def test_it_can_be_gone_through_with_the_keys_alone(dialog: Preferences, qtbot: QtBot) -> None:
    assert dialog.editors["user"].hasFocus()
    seen = []
    for _step in range(3 * len(dialog.editors)):
        focus = QApplication.focusWidget()
        seen += [name for name, editor in dialog.editors.items() if editor is focus and name not in seen]
        qtbot.keyClick(focus, Key.Key_Tab)
    assert seen == list(dialog.editors)


def test_a_name_is_saved_as_one_moves_on(dialog: Preferences, window: Window, qtbot: QtBot) -> None:
    editor = dialog.editors["user"]
    assert isinstance(editor, SavingLine)
    qtbot.keyClicks(editor, "Anna")
    qtbot.keyClick(editor, Key.Key_Tab)
    assert window.settings.text("user") == "Anna"
    assert Person(window.settings.person.file.parent).value("user") == "Anna"


def test_colours_and_language_change_at_once_and_one_stays_where_one_was(
    dialog: Preferences, shell: Shell, settle: Settle
) -> None:
    light = QApplication.palette().color(QPalette.ColorRole.Base).lightness()
    _choose(dialog.editors["colours"], "dark")
    settle()
    assert QApplication.palette().color(QPalette.ColorRole.Base).lightness() < light
    again = _opened(shell.window)
    assert again.editors["colours"].hasFocus()
    _choose(again.editors["language"], "zh")
    settle()
    assert i18n.language() == "zh"
    chinese = _opened(shell.window)
    assert chinese is not again
    assert chinese.windowTitle() == "首选项"
    assert shell.window.has_archive
    chinese.usual.click()
    settle()
    last = _opened(shell.window)
    assert [last.editors[name].currentData() for name in ("language", "colours")] == ["system", "system"]
    assert not shell.settings.person.is_set("colours")
    last.close()


def test_the_grid_follows(dialog: Preferences, window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    tall = results.grid.rowHeight(0)
    size, titles = dialog.editors["grid-size"], dialog.editors["grid-titles"]
    assert isinstance(size, Size)
    assert isinstance(titles, QCheckBox)
    titles.click()
    assert results.grid.rowHeight(0) < tall
    assert window.settings.flag("grid-titles") is False
    low = results.grid.rowHeight(0)
    size.setValue(288)
    assert results.grid.rowHeight(0) > low
    assert results.bar.zoom.value() == 288
    assert window.settings.number("grid-size") == 288
    titles.click()
    assert results.grid.rowHeight(0) >= tall


def test_a_size_set_elsewhere_is_not_undone_by_closing(window: Window) -> None:
    window.settings.put("grid-size", 216)
    window.remember()
    assert window.settings.number("grid-size") == 216
    window.workbench.results.bar.zoom.setValue(120)
    window.remember()
    assert window.settings.number("grid-size") == 120


def test_the_wheel_changes_nothing(dialog: Preferences, window: Window) -> None:
    before = {each.setting.name: each.value for each in held(window.settings.person)}
    for name, editor in dialog.editors.items():
        if isinstance(editor, Choice | Size):
            editor.setFocus()
            turn = QWheelEvent(
                QPointF(5, 5),
                QPointF(editor.mapToGlobal(QPoint(5, 5))),
                QPoint(0, -120),
                QPoint(0, -120),
                Qt.MouseButton.NoButton,
                _NONE,
                Qt.ScrollPhase.NoScrollPhase,
                False,
            )
            QApplication.sendEvent(editor, turn)
            assert {each.setting.name: each.value for each in held(window.settings.person)} == before, name


def test_the_home_city_is_found_by_typing_and_is_a_step_of_the_archive(
    dialog: Preferences, window: Window, qtbot: QtBot, settle: Settle
) -> None:
    archive, editor = window.workbench.session.archive, dialog.editors["home-city"]
    assert isinstance(editor, RecordEdit)
    editor.setFocus()
    qtbot.keyClicks(editor, "hangz")
    qtbot.waitUntil(editor.suggestions.popup.isVisible)
    qtbot.keyClick(editor, Key.Key_Return)
    settle()
    city = home_city(archive)
    assert city is not None
    assert city.title == "Hangzhou"
    assert history.undo_label(archive) == "Change the settings of the archive"
    dialog.close()
    window.actions_table["new-partnership"].trigger()
    settle()
    made = window.findChild(NewPartnership)
    assert made is not None
    assert made.parties[0].text() == "Hangzhou"
    made.reject()


def test_a_city_that_is_not_there_is_said_in_the_dialog_and_the_old_one_shown(
    dialog: Preferences, qtbot: QtBot, settle: Settle
) -> None:
    editor = dialog.editors["home-city"]
    assert isinstance(editor, RecordEdit)
    editor.setFocus()
    qtbot.keyClicks(editor, "Atlantis")
    dialog.editors["user"].setFocus()
    settle()
    assert "Atlantis" in dialog.fault.text()
    assert dialog.fault.isVisible()
    assert editor.text() == ""


def test_a_disk_that_refuses_is_said_and_what_holds_is_shown(
    dialog: Preferences, window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_values: object) -> None:
        raise StorageError("The settings cannot be written.")

    monkeypatch.setattr(window.settings.person, "put", refuse)
    _choose(dialog.editors["start"], ASK)
    assert dialog.fault.text() == "The settings cannot be written."
    start = dialog.editors["start"]
    assert isinstance(start, Choice)
    assert start.currentData() == LAST


def test_at_start_the_archive_of_last_time_is_opened_where_that_is_wished(
    window: Window, shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    folder = window.workbench.session.archive.folder
    shell.close_archive()
    shell.settings.put("start", ASK)
    shell.begin(None)
    settle()
    assert shell.session is None
    shell.settings.put("start", LAST)
    shell.begin(None)
    qtbot.waitUntil(lambda: shell.session is not None)
    settle()
    assert shell.settings.recent_archives()[0] == folder


def test_it_fits_on_a_small_screen(dialog: Preferences) -> None:
    dialog.resize(400, 300)
    QApplication.processEvents()
    assert dialog.width() <= 400
    assert dialog.height() <= 300
    close = dialog.findChild(QDialogButtonBox)
    assert close is not None
    assert dialog.rect().contains(close.geometry())


def test_each_section_is_named(dialog: Preferences) -> None:
    assert {each.section for each in shown()} == set(Section) - {Section.NOWHERE}
    assert dialog.windowTitle() == "Preferences"


def test_what_is_said_below_an_editor_is_no_higher_than_its_lines(window: Window, qtbot: QtBot, settle: Settle) -> None:
    i18n.set_language("zh")
    try:
        dialog = Preferences(window.settings, None)
        qtbot.addWidget(dialog)
        dialog.show()
        settle()
        hints = [label for label in dialog.findChildren(QLabel, "muted") if label.isVisible()]
        assert len(hints) > 2
        assert [hint.height() for hint in hints] == [hint.heightForWidth(hint.width()) for hint in hints]
    finally:
        i18n.set_language("en")
