"""Saved searches and picked records in the window, by mouse and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing
from archive_app.services.search import picking, saved
from archive_app.services.upkeep import maintenance
from archive_app.ui.dialogs.saved_search import SaveSearchDialog
from archive_app.ui.results.model import Column
from archive_app.ui.session.jobs import Stop, Tell
from archive_app.ui.sidebar import counting
from archive_app.ui.window.window import Window

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CONTROL, SHIFT, PLAIN = Modifier.ControlModifier, Modifier.ShiftModifier, Modifier.NoModifier
Settle = Callable[[], None]


def _archive(window: Window) -> Archive:
    return window.workbench.session.archive


def _labels(window: Window) -> list[str]:
    """The saved searches as the sidebar shows them."""
    model = window.workbench.sidebar.model
    section = model.find("searches")
    return [str(model.index(row, 0, section).data()) for row in range(model.rowCount(section))] if section else []


def _line(window: Window, name: str) -> QModelIndex:
    model = window.workbench.sidebar.model
    return model.find(f"search-{saved.find_search(_archive(window), name).id}")


def _count(window: Window, name: str) -> int | None:
    return window.workbench.sidebar.model.node(_line(window, name)).count


def _click(window: Window, name: str, qtbot: QtBot) -> None:
    tree = window.workbench.sidebar.tree
    tree.scrollTo(_line(window, name))
    place = tree.visualRect(_line(window, name)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, PLAIN, place)


def _choose(window: Window, name: str, label: str) -> None:
    """Choose ``label`` in the menu of a saved search."""
    menu = window.workbench.sidebar.tree.menu_for(_line(window, name))
    assert isinstance(menu, QMenu)
    action = next(each for each in menu.actions() if each.text().partition("\t")[0] == label)
    assert action.isEnabled()
    action.trigger()
    menu.deleteLater()


def _dialog(window: Window, qtbot: QtBot) -> SaveSearchDialog:
    qtbot.keyClick(window, Key.Key_S, CONTROL | SHIFT)
    dialog = next(each for each in window.findChildren(SaveSearchDialog) if each.isVisible())
    qtbot.waitUntil(dialog.name.hasFocus)
    return dialog


@pytest.fixture
def searched(window: Window, settle: Settle) -> Window:
    """Three saved searches in the sidebar."""
    archive = _archive(window)
    saved.save_search(archive, name="Photographs", query="kind:photo", order="-ref")
    saved.save_search(archive, name="Niš", query="nis")
    saved.save_search(archive, name="Events", query="kind:event")
    settle()
    return window


def test_the_shown_search_is_saved_with_two_keys(window: Window, qtbot: QtBot, settle: Settle) -> None:
    window.workbench.results.show_query("partnership:nis kind:event")
    settle()
    dialog = _dialog(window, qtbot)
    assert dialog.name.text() == "nis event"
    assert dialog.name.selectedText() == "nis event"
    qtbot.keyClick(dialog.name, Key.Key_Return)
    settle()
    (made,) = saved.searches(_archive(window))
    assert (made.name, made.query, made.order) == ("nis event", "partnership:nis kind:event", "relevance")
    assert _labels(window) == ["nis event"]
    assert _count(window, "nis event") == 1
    assert not window.findChildren(SaveSearchDialog)


def test_a_name_that_cannot_be_is_refused_in_place(searched: Window, qtbot: QtBot, settle: Settle) -> None:
    searched.workbench.results.show_query("signing")
    settle()
    dialog = _dialog(searched, qtbot)
    dialog.name.clear()
    qtbot.keyClick(dialog.name, Key.Key_Return)
    settle()
    assert dialog.fault.text() == "Give the search a name."
    assert not dialog.replace.isVisible()
    qtbot.keyClicks(dialog.name, "NIS")
    assert not dialog.fault.isVisible()
    qtbot.keyClick(dialog.name, Key.Key_Return)
    settle()
    assert "“Niš” already" in dialog.fault.text()
    assert saved.find_search(_archive(searched), "nis").query == "nis"
    qtbot.mouseClick(dialog.replace, Qt.MouseButton.LeftButton)
    settle()
    assert saved.find_search(_archive(searched), "nis").query == "signing"
    assert len(saved.searches(_archive(searched))) == 3


def test_nothing_is_no_search_to_save(window: Window, qtbot: QtBot, settle: Settle) -> None:
    window.workbench.results.show_query("")
    settle()
    qtbot.keyClick(window, Key.Key_S, CONTROL | SHIFT)
    assert not [each for each in window.findChildren(SaveSearchDialog) if each.isVisible()]
    assert "type a search first" in window.workbench.notice.label.text()


def test_a_saved_search_is_one_click_with_its_order(searched: Window, qtbot: QtBot, settle: Settle) -> None:
    _click(searched, "Photographs", qtbot)
    settle()
    results = searched.workbench.results
    assert (results.query, results.order) == ("kind:photo", "-ref")
    refs = [str(results.model.index(row, Column.REF).data()) for row in range(results.model.rowCount())]
    assert refs == sorted(refs, reverse=True)
    assert len(refs) == _count(searched, "Photographs")
    # “Photos” of the library asks for the same; the line that was clicked stays the one that is marked.
    tree = searched.workbench.sidebar.tree
    assert tree.currentIndex() == _line(searched, "Photographs")


def test_a_search_that_is_under_way_is_not_overtaken_by_the_one_before(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    for query in ("signing", "kind:person", "nis"):
        results.show_query(query)
        results.show_order("title")
        settle()
        assert results.query == query


def test_counts_follow_changes(searched: Window, settle: Settle) -> None:
    assert _count(searched, "Events") == 2
    editing.add_record(_archive(searched), kind=Kind.EVENT, names=[editing.NewName("Lantern fair")])
    settle()
    assert _count(searched, "Events") == 3


def test_no_more_than_some_are_counted(window: Window, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(counting, "COUNTED", 2)
    for name in ("One", "Two", "Three"):
        saved.save_search(_archive(window), name=name, query="kind:event")
    settle()
    assert [_count(window, name) for name in ("One", "Two", "Three")] == [2, 2, None]


def test_f2_renames_in_place(searched: Window, qtbot: QtBot, settle: Settle) -> None:
    tree = searched.workbench.sidebar.tree
    _click(searched, "Niš", qtbot)
    settle()
    tree.setFocus()
    qtbot.keyClick(tree, Key.Key_F2)
    edit = tree.findChild(QLineEdit)
    assert edit is not None
    assert edit.text() == "Niš"
    qtbot.keyClicks(edit, "Nis in full")
    # A change from elsewhere does not take the line away from under the keys.
    saved.save_search(_archive(searched), name="Another", query="oulu")
    settle()
    assert edit.isVisible()
    qtbot.keyClick(edit, Key.Key_Return)
    settle()
    assert _labels(searched) == ["Photographs", "Nis in full", "Events", "Another"]
    qtbot.keyClick(searched, Key.Key_Z, CONTROL)
    settle()
    assert "Niš" in _labels(searched)


def test_a_name_that_is_taken_is_told_and_not_given(searched: Window, qtbot: QtBot, settle: Settle) -> None:
    tree = searched.workbench.sidebar.tree
    _choose(searched, "Niš", "Rename")
    edit = tree.findChild(QLineEdit)
    assert edit is not None
    edit.selectAll()
    qtbot.keyClicks(edit, "events")
    qtbot.keyClick(edit, Key.Key_Return)
    settle()
    assert "“Events” already" in searched.workbench.notice.label.text()
    assert _labels(searched) == ["Photographs", "Niš", "Events"]


def test_delete_removes_and_undo_brings_back(searched: Window, qtbot: QtBot, settle: Settle) -> None:
    tree = searched.workbench.sidebar.tree
    _click(searched, "Niš", qtbot)
    settle()
    tree.setFocus()
    qtbot.keyClick(tree, Key.Key_Delete)
    settle()
    assert _labels(searched) == ["Photographs", "Events"]
    qtbot.keyClick(searched, Key.Key_Z, CONTROL)
    settle()
    assert _labels(searched) == ["Photographs", "Niš", "Events"]


def test_the_menu_moves_and_saves_anew(searched: Window, settle: Settle) -> None:
    _choose(searched, "Events", "Move up")
    settle()
    assert _labels(searched) == ["Photographs", "Events", "Niš"]
    _choose(searched, "Photographs", "Move down")
    settle()
    assert _labels(searched) == ["Events", "Photographs", "Niš"]
    searched.workbench.results.show_query("oulu")
    settle()
    _choose(searched, "Niš", "Save the present search under this name")
    settle()
    assert saved.find_search(_archive(searched), "Niš").query == "oulu"
    assert _count(searched, "Niš") == 0
    model, tree = searched.workbench.sidebar.model, searched.workbench.sidebar.tree
    assert tree.menu_for(model.find("untagged")) is None


def test_ctrl_b_picks_and_takes_back(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results, model = window.workbench.results, window.workbench.sidebar.model
    results.select_ids(results.model.ids[:3])
    settle()
    qtbot.keyClick(window, Key.Key_B, CONTROL)
    settle()
    assert list(picking.picked_ids(_archive(window))) == list(results.model.ids[:3])
    assert model.node(model.find("picked")).count == 3
    line = results.model.line(0)
    assert line is not None
    assert line.row.picked
    name = results.model.index(0, Column.TITLE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert str(name).endswith(", picked")
    assert "3 records are picked" in window.workbench.notice.label.text()
    qtbot.keyClick(window, Key.Key_B, CONTROL)
    settle()
    assert picking.picked_count(_archive(window)) == 0
    line = results.model.line(0)
    assert line is not None
    assert not line.row.picked


def test_the_picked_are_shown_and_cleared(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results, archive = window.workbench.results, _archive(window)
    chosen = results.model.ids[:2]
    picking.pick(archive, records=chosen)
    results.show_query("signing")
    settle()
    qtbot.keyClick(window, Key.Key_B, CONTROL | SHIFT)
    settle()
    assert results.search.text() == "picked:yes"
    assert sorted(results.model.ids) == sorted(chosen)
    window.actions_table["clear-picked"].trigger()
    settle()
    assert picking.picked_count(archive) == 0
    assert "2 records are no longer picked" in window.workbench.notice.label.text()
    assert history.undo_label(archive) == "Clear the picked records"


def test_the_index_is_rebuilt_while_the_window_works_on(
    window: Window, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[tuple[Tell, Stop]] = []
    rebuild = maintenance.reindex

    def watched(archive: Archive, *, on_progress: Tell, cancelled: Stop) -> int:
        given.append((on_progress, cancelled))
        return rebuild(archive, on_progress=on_progress, cancelled=cancelled)

    monkeypatch.setattr(maintenance, "reindex", watched)
    window.actions_table["reindex"].trigger()
    assert [job.label for job in window.jobs.running] == ["Rebuilding the index"]
    window.workbench.results.show_query("signing")
    settle()
    qtbot.waitUntil(lambda: "Rebuilt the index" in window.workbench.notice.label.text())
    assert given
    assert window.workbench.results.model.rowCount() == 1
    assert maintenance.verify(_archive(window)).ok
