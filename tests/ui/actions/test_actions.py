"""The one table of actions, and what is made from it."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QToolBar,
    QToolTip,
    QWidget,
)
from pytestqt.qtbot import QtBot

from archive_app import i18n, paths
from archive_app.domain.model.kinds import Kind
from archive_app.domain.query import help_text
from archive_app.services.records import editing, reading
from archive_app.ui.actions.help_pages import AboutDialog, SearchHelp, ShortcutList
from archive_app.ui.actions.licences import LicencesDialog
from archive_app.ui.actions.palette import CommandPalette, score
from archive_app.ui.actions.spec import Scope
from archive_app.ui.commands.table import ACTIONS, MENUS
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]


def test_names_and_shortcuts_are_used_once() -> None:
    names = [spec.name for spec in ACTIONS]
    assert len(names) == len(set(names))
    keys = [QKeySequence(key).toString() for spec in ACTIONS for key in spec.keys]
    assert all(keys)
    assert sorted(keys) == sorted(set(keys))


def test_every_action_has_a_menu_and_a_drawing_that_is_there() -> None:
    for spec in ACTIONS:
        assert spec.menu in MENUS, spec.name
        assert not spec.icon or paths.resources("icons", f"{spec.icon}.svg").is_file(), spec.name


def test_a_language_is_called_as_those_call_it_who_read_it() -> None:
    for spoken in ("en", "zh"):
        i18n.set_language(spoken)
        said = {spec.name: spec.words for spec in ACTIONS}
        assert (said["language-en"], said["language-zh"]) == ("English", "简体中文")
    assert said["theme-dark"] == "深色"
    i18n.set_language("en")


def test_plain_keys_work_only_in_the_result() -> None:
    for spec in ACTIONS:
        plain = [key for key in spec.keys if len(key) == 1 or key == "Del"]
        assert not plain or spec.scope == Scope.RESULTS, spec.name


def test_menus_hold_every_action(window: Window) -> None:
    def held(menu: QMenu) -> Iterator[str]:
        for action in menu.actions():
            below = action.menu()
            if isinstance(below, QMenu):
                yield from held(below)
            elif action.objectName():
                yield action.objectName()

    menus = [action.menu() for action in window.menuBar().actions()]
    shown = [name for menu in menus if isinstance(menu, QMenu) for name in held(menu)]
    # None is as high as the screen of a small laptop.
    assert max(menu.sizeHint().height() for menu in menus if isinstance(menu, QMenu)) < 700
    assert sorted(shown) == sorted(spec.name for spec in ACTIONS)


def test_the_toolbar_uses_the_same_actions(window: Window) -> None:
    bar = window.findChild(QToolBar, "toolbar")
    assert bar is not None
    shown = [action.objectName() for action in bar.actions() if action.objectName()]
    assert shown == [spec.name for spec in ACTIONS if spec.toolbar]
    assert window.actions_table["undo"] in bar.actions()


def test_the_palette_finds_commands_and_records(window: Window, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClick(window, Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = window.findChild(CommandPalette)
    assert palette is not None
    assert palette.edit.hasFocus()
    qtbot.keyClicks(palette.edit, "table")
    assert palette.model.suggestions[0].label == "Table"
    qtbot.keyClick(palette.edit, Key.Key_Return)
    settle()
    assert window.workbench.results.table.isVisible()
    window.actions_table["palette"].trigger()
    palette = next(each for each in window.findChildren(CommandPalette) if each.isVisible())
    qtbot.keyClicks(palette.edit, "basgelen")
    qtbot.waitUntil(lambda: any(each.label == "Nezih Başgelen" for each in palette.model.suggestions))
    qtbot.keyClick(palette.edit, Key.Key_Return)
    settle()
    assert window.workbench.inspector.record is not None
    assert window.workbench.inspector.record.title == "Nezih Başgelen"


def test_palette_ranks_beginnings_first() -> None:
    assert score("un", "undo") < score("un", "run") < score("un", "u tiny note")
    assert score("xyz", "undo") == 1000
    assert score("", "anything") == 0


def test_nothing_needs_an_archive_that_is_not_there(window: Window) -> None:
    window.actions_table["close-archive"].trigger()
    enabled = {name for name in window.actions_table.specs if window.actions_table[name].isEnabled()}
    assert {"new-archive", "open-archive", "palette", "about", "theme-dark"} <= enabled
    assert enabled.isdisjoint({"add-files", "undo", "find", "delete", "new-person"})


def test_help_is_made_from_the_tables(window: Window, qtbot: QtBot) -> None:
    pages = {"search-help": SearchHelp, "shortcuts": ShortcutList, "about": AboutDialog}
    for name, kind in pages.items():
        window.actions_table[name].trigger()
        page = window.findChild(kind)
        assert page is not None
        words = {label.text() for label in page.findChildren(QLabel)}
        if kind is SearchHelp:
            assert {line.example for line in help_text()} <= words
        if kind is ShortcutList:
            assert "Ctrl+K, Ctrl+Shift+P" in words
        qtbot.keyClick(page, Key.Key_Escape)


def test_menus_are_called_without_their_letters_in_the_list_of_keys(window: Window) -> None:
    i18n.set_language("zh")
    try:
        titles = [window.actions_table.menu_title(menu) for menu in MENUS]
    finally:
        i18n.set_language("en")
    assert titles[:2] == ["文件", "编辑"]
    assert not re.search("[A-Z&()]", "".join(titles))
    assert window.actions_table.menu_title(next(iter(MENUS))) == "File"


def test_about_says_which_walls_stand(window: Window, qtbot: QtBot) -> None:
    window.actions_table["about"].trigger()
    about = window.findChild(AboutDialog)
    assert about is not None
    qtbot.waitUntil(about.walls.isVisible, timeout=60_000)
    assert about.walls.text().startswith("What reads files is kept from: ")
    assert "10 seconds" in about.walls.text()
    if sys.platform == "linux":
        assert "opening other files" in about.walls.text()
        assert "This system does not" not in about.walls.text()
    # None of it is cut off.
    for label in about.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width()), label.text()


def test_the_licences_of_others_are_shown_and_searched(window: Window, qtbot: QtBot) -> None:
    window.actions_table["about"].trigger()
    about = window.findChild(AboutDialog)
    assert about is not None
    about.licences.click()
    page = about.findChild(LicencesDialog)
    assert page is not None
    assert "PDFium" in page.text.toPlainText()
    assert "| alembic" not in page.text.toPlainText()
    assert "~~~" not in page.text.toPlainText()
    qtbot.keyClicks(page.finder, "SQLAlchemy authors")
    assert page.text.textCursor().selectedText() == "SQLAlchemy authors"
    assert page.text.textCursor().blockNumber() > 100
    qtbot.keyClick(page.finder, Key.Key_Return)
    assert page.isVisible()
    qtbot.keyClick(page, Key.Key_Escape)
    assert not page.isVisible()


def test_every_control_has_a_name_for_those_who_do_not_see_it(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    results.select_ids([results.model.ids[0]])
    settle()
    kinds = (QAbstractButton, QAbstractItemView, QAbstractSlider, QComboBox, QLineEdit, QPlainTextEdit)
    nameless = [
        widget
        for kind in kinds
        for widget in window.findChildren(kind)
        if not isinstance(widget, QHeaderView | QScrollBar) and not _inside_qt(widget) and not _name(widget)
    ]
    assert nameless == []


def _name(widget: QWidget) -> str:
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def _inside_qt(widget: QWidget) -> bool:
    """Parts that Qt puts into its own widgets."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QComboBox | QLineEdit) or parent.metaObject().className().startswith("QComboBoxPrivate"):
            return True
        parent = parent.parentWidget()
    own = ("qt_", "ScrollLeft", "ScrollRight")
    return widget.objectName().startswith(own) or widget.metaObject().className() in (
        "QTableCornerButton",
        "QToolBarExtension",
    )


def test_undo_and_redo_say_what_they_would_do(window: Window, qtbot: QtBot, settle: Settle) -> None:
    undo: QAction = window.actions_table["undo"]
    redo: QAction = window.actions_table["redo"]
    assert undo.text().startswith("Undo: Link 3 records")
    assert not redo.isEnabled()
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert redo.isEnabled()
    assert redo.text().startswith("Redo: Link 3 records")
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert undo.text().startswith("Undo: Link 3 records")


def test_tab_goes_from_search_to_result_to_inspector(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    qtbot.keyClick(window, Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert results.grid.hasFocus()
    qtbot.keyClick(window, Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert window.workbench.sidebar.tree.hasFocus()
    results.select_ids([results.model.ids[0]])
    settle()
    qtbot.keyClick(window, Key.Key_3, Qt.KeyboardModifier.AltModifier)
    focused = window.focusWidget()
    assert focused is not None
    assert window.workbench.inspector.isAncestorOf(focused)


def test_the_palette_is_as_high_as_what_is_in_it(window: Window, qtbot: QtBot, settle: Settle) -> None:
    palette = CommandPalette(window, window.actions_table, window.session, lambda _record: None)
    qtbot.addWidget(palette)
    palette.show()
    settle()
    whole = palette.height()
    palette.edit.setText("full screen")
    settle()
    lines = palette.model.rowCount()
    assert 1 <= lines <= 3
    assert palette.height() < whole / 2
    assert palette.list.viewport().height() >= lines * palette.list.sizeHintForRow(0)
    assert palette.list.geometry().bottom() < palette.height()
    palette.edit.setText("")
    settle()
    assert palette.height() == whole


def test_what_needs_a_selection_is_listed_with_what_is_to_be_done_first(
    window: Window, qtbot: QtBot, settle: Settle
) -> None:
    window.workbench.results.select_ids([])
    settle()
    palette = CommandPalette(window, window.actions_table, window.session, lambda _record: None)
    qtbot.addWidget(palette)
    palette.show()
    qtbot.keyClicks(palette.edit, "turn to the left")
    line = palette.model.suggestions[0]
    assert (line.detail, line.idle) == ("select a record first", True)
    assert palette.list.said == ""
    qtbot.keyClick(palette.edit, Key.Key_Return)
    assert palette.isVisible()
    assert window.actions_table.why_not("undo") in ("", "nothing to undo")
    assert window.actions_table.why_not("paste-metadata") == "select a record first"
    assert window.actions_table.why_not("find") == ""


def test_a_menu_says_what_is_to_be_done_first(window: Window, settle: Settle) -> None:
    window.workbench.results.select_ids([])
    settle()
    menu = next(each for each in window.menuBar().findChildren(QMenu) if window.actions_table["pick"] in each.actions())
    menu.popup(window.mapToGlobal(QPoint(0, 0)))
    at = menu.actionGeometry(window.actions_table["pick"]).center()
    QApplication.sendEvent(menu, QHelpEvent(QEvent.Type.ToolTip, at, menu.mapToGlobal(at)))
    assert QToolTip.text() == "select a record first"
    menu.close()


def test_a_stage_is_offered_where_there_can_be_one(window: Window, settle: Settle) -> None:
    bench, actions = window.workbench, window.actions_table
    bench.results.show_query("kind:photo")
    settle()
    bench.results.select_ids(bench.results.model.ids[:1])
    settle()
    assert not actions["add-stage"].isEnabled()
    assert actions.why_not("add-stage") == "select a partnership first"
    assert actions.why_not("paste-metadata") == "copy the metadata of a record first"
    bench.go_to(reading.partnerships(bench.session.archive)[0].record)
    settle()
    assert actions["add-stage"].isEnabled()
    assert actions.why_not("add-stage") == ""


def test_objects_are_given_their_numbers_and_nothing_else_is(window: Window, settle: Callable[[], None]) -> None:
    bench, actions = window.workbench, window.actions_table
    archive = bench.session.archive
    gift = editing.add_record(archive, kind=Kind.OBJECT, names=[editing.NewName("Silk plate")])
    bench.results.show_query("kind:photo")
    settle()
    bench.results.go_to(0)
    settle()
    assert actions.why_not("accession") == "select an object first"
    bench.go_to(gift)
    settle()
    actions["accession"].trigger()
    settle()
    number = reading.record(archive, gift.id).fields["accession_number"]
    assert str(number).endswith(".1")
    assert bench.notice.label.text() == f"Accession number given: {number}"
    actions["accession"].trigger()
    settle()
    assert bench.notice.label.text() == "All of them have one."
