"""Searching, walking and choosing in the middle of the window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.records import editing, reading
from archive_app.services.search import searching
from archive_app.ui.results.grid import STANDARD
from archive_app.ui.results.model import COLUMN_ORDER, Column
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]


def titles(window: Window) -> list[str]:
    model = window.workbench.results.model
    return [str(model.index(row, Column.TITLE).data()) for row in range(model.rowCount())]


def test_the_first_result_is_everything_kept(window: Window) -> None:
    results = window.workbench.results
    assert results.model.rowCount() == 7
    assert "7 results" in results.bar.count.text()
    assert "IMG_0000.jpg" in titles(window)


def test_typing_searches(window: Window, qtbot: QtBot, settle: Settle) -> None:
    edit = window.workbench.results.search.edit
    qtbot.keyClick(window, Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert edit.hasFocus()
    qtbot.keyClicks(edit, "nis kind:event")
    settle()
    assert titles(window) == ["Signing with Niš"]


def test_completion_is_offered_and_taken(window: Window, qtbot: QtBot, settle: Settle) -> None:
    search = window.workbench.results.search
    search.edit.setFocus()
    search.edit.clear()
    settle()
    qtbot.keyClicks(search.edit, "partner")
    qtbot.waitUntil(search.suggestions.popup.isVisible)
    qtbot.keyClick(search.edit, Key.Key_Down)
    qtbot.keyClick(search.edit, Key.Key_Return)
    assert search.edit.text().startswith("partnership:")
    qtbot.keyClick(search.edit, Key.Key_Escape)
    assert search.edit.text() == ""


def test_a_wrong_query_is_a_sentence_with_the_place(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:phot")
    settle()
    assert not results.search.fault.isHidden()
    assert "photo" in results.search.fault.text()
    assert "▸phot" in results.search.fault.text()
    results.show_query("kind:photo")
    settle()
    assert results.search.fault.isHidden()
    assert results.model.rowCount() == 6


def test_an_unknown_partnership_suggests_near_names(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("partnership:istanbool")
    settle()
    assert "Istanbul" in results.search.fault.text()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("picked:yes", "Nothing is picked.\nCtrl+B picks what is chosen; it stays picked from one result to the next."),
        ("kind:series", "Series: none yet.\nNew in the menu Record makes one."),
        ("kind:audio", "Audio: none yet.\nDrop files or folders on this window, or press Ctrl+I."),
        ("untagged:yes kind:city", "Nothing matches.\nTake a word away, or press F1 to read how searches are written."),
    ],
)
def test_an_empty_place_says_how_something_comes_there(window: Window, settle: Settle, query: str, words: str) -> None:
    results = window.workbench.results
    results.show_query(query)
    settle()
    assert results.empty.text() == words


def test_nothing_found_says_what_to_do(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("zeppelin")
    settle()
    assert results.empty.isVisible()
    assert "F1" in results.empty.text()


def test_a_double_click_opens_what_is_under_it(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    grid = results.grid
    middle = grid.visualRect(grid._grid.cell(1)).center()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(grid.viewport(), left, none, middle)
    QTest.mouseDClick(grid.viewport(), left, none, middle)
    settle()
    assert window.workbench.previewing
    assert window.workbench.inspector.record is not None
    assert window.workbench.inspector.record.id == results.model.ids[1]


def test_keys_walk_the_grid(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    grid, chosen = results.grid, results.chosen
    grid.setFocus()
    columns = results.grid_model.columns
    assert columns > 1
    qtbot.keyClick(grid, Key.Key_Home)
    qtbot.keyClick(grid, Key.Key_Right)
    assert chosen.currentIndex().row() == 1
    qtbot.keyClick(grid, Key.Key_Down)
    assert chosen.currentIndex().row() == min(6, 1 + columns)
    qtbot.keyClick(grid, Key.Key_End)
    assert chosen.currentIndex().row() == 6
    qtbot.keyClick(grid, Key.Key_Right)
    assert chosen.currentIndex().row() == 6
    settle()
    assert window.workbench.inspector.record is not None
    assert window.workbench.inspector.record.id == results.model.ids[6]


def test_shift_selects_in_reading_order(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.grid.setFocus()
    qtbot.keyClick(results.grid, Key.Key_Home)
    for _step in range(4):
        qtbot.keyClick(results.grid, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert results.selected_ids() == list(results.model.ids[:5])
    settle()
    assert window.workbench.inspector.many.isVisible()
    assert "5 records selected" in window.workbench.inspector.many.title.text()


def test_the_mouse_chooses_toggles_and_extends(window: Window, qtbot: QtBot) -> None:
    results = window.workbench.results
    grid = results.grid

    def middle(position: int) -> QPoint:
        return grid.visualRect(results.grid_model.cell(position)).center()

    left, none, shift = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    qtbot.mouseClick(grid.viewport(), left, none, middle(1))
    assert results.selected_ids() == [results.model.ids[1]]
    qtbot.mouseClick(grid.viewport(), left, Qt.KeyboardModifier.ControlModifier, middle(3))
    assert results.selected_ids() == [results.model.ids[1], results.model.ids[3]]
    qtbot.mouseClick(grid.viewport(), left, Qt.KeyboardModifier.ControlModifier, middle(3))
    assert results.selected_ids() == [results.model.ids[1]]
    qtbot.mouseClick(grid.viewport(), left, none, middle(0))
    qtbot.mouseClick(grid.viewport(), left, shift, middle(2))
    assert results.selected_ids() == list(results.model.ids[:3])


def test_the_inspector_shows_the_only_record_that_is_selected(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench, control = window.workbench, Qt.KeyboardModifier.ControlModifier
    results = bench.results

    def click(position: int, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        at = results.grid.visualRect(results.grid_model.cell(position)).center()
        qtbot.mouseClick(results.grid.viewport(), Qt.MouseButton.LeftButton, modifiers, at)

    click(0)
    click(2, control)
    click(2, control)
    settle()
    assert results.selected_ids() == [results.model.ids[0]]
    assert bench.inspector.record is not None
    assert bench.inspector.record.id == results.model.ids[0]
    results.show_query("nezih kind:person")
    settle()
    results.grid.setFocus()
    qtbot.keyClick(results.grid, Key.Key_A, control)
    settle()
    assert results.selected_count() == 1
    assert bench.inspector.record is not None
    assert bench.inspector.record.id == results.model.ids[0]


def test_select_all_and_the_selection_survives_grid_to_table(window: Window, qtbot: QtBot) -> None:
    results = window.workbench.results
    results.grid.setFocus()
    qtbot.keyClick(results.grid, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert results.selected_count() == 7
    qtbot.keyClick(window, Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert results.table.isVisible()
    assert len(results.table.selectionModel().selectedRows()) == 7


def test_a_heading_sorts_and_is_remembered(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.show_view("table")
    header = results.table.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(Column.TITLE) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    settle()
    assert titles(window) == sorted(titles(window), key=str.casefold)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    settle()
    assert titles(window) == sorted(titles(window), key=str.casefold, reverse=True)
    assert window.settings.text("results/order") == "-title"


def test_every_column_that_says_something_by_itself_sorts(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_view("table")
    for column, order in COLUMN_ORDER.items():
        for expected in (order, f"-{order}"):
            results.table.horizontalHeader().sectionClicked.emit(column)
            settle()
            assert results.bar.order.currentData() == expected
            ids = searching.search_ids(window.session.archive, results.query, order=expected)
            assert list(results.model.ids) == list(ids)


def test_each_column_that_can_be_chosen_says_something_and_sorts(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_view("table")
    assert set(Column) - set(COLUMN_ORDER) == {Column.WHY}
    rated = results.model.ids[0]
    archive = window.session.archive
    editing.set_values(archive, records=[rated], values={"rating": "3", "date": "2014"})
    editing.add_record(archive, kind=Kind.TRANSFER, names=[editing.NewName("Scarf")], values={"due_on": "2014"})
    results.show_query("kind:item,transfer")
    settle()
    for column in COLUMN_ORDER:
        said = [str(results.model.index(row, column).data() or "") for row in range(results.model.rowCount())]
        assert any(said), column


def test_the_reasons_put_what_fits_best_first_where_there_are_words(window: Window, settle: Settle) -> None:
    results, told = window.workbench.results, list[str]()
    results.show_view("table")
    results.show_order("title")
    window.workbench.session.told.connect(told.append)
    header = results.table.horizontalHeader()
    results.show_query("concert")
    settle()
    header.sectionClicked.emit(Column.WHY)
    settle()
    assert results.order == "relevance"
    assert header.sortIndicatorSection() == Column.WHY
    assert list(results.model.ids) == list(searching.search_ids(window.session.archive, "concert"))
    results.show_order("title")
    results.show_query("partnership:istanbul")
    settle()
    header.sectionClicked.emit(Column.WHY)
    settle()
    assert told == ["The result cannot be sorted by “Why”."]
    assert results.order == "title"
    assert header.sortIndicatorSection() == Column.TITLE


def test_widths_kept_for_other_columns_are_passed_over(window: Window) -> None:
    table = window.workbench.results.table
    before = [table.columnWidth(column) for column in Column]
    older = QTableWidget(1, len(Column) + 1)
    for column in range(older.columnCount()):
        older.setColumnWidth(column, 33)
    table.restore_layout(older.horizontalHeader().saveState())
    assert table.horizontalHeader().count() == len(Column)
    assert [table.columnWidth(column) for column in Column] == before


def test_columns_are_chosen_and_remembered(window: Window) -> None:
    table = window.workbench.results.table
    menu = table.choose_columns()
    offered = {action.text(): action for action in menu.actions()}
    assert "Title" not in offered
    assert all(action.isChecked() for action in offered.values())
    offered["Changed"].trigger()
    offered["Files"].trigger()
    assert table.isColumnHidden(Column.CHANGED)
    state = table.layout_state()
    table.setColumnHidden(Column.CHANGED, False)
    table.restore_layout(state)
    assert table.isColumnHidden(Column.CHANGED)
    again = {action.text(): action for action in table.choose_columns().actions()}
    assert not again["Changed"].isChecked()
    again["Changed"].trigger()
    assert not table.isColumnHidden(Column.CHANGED)


def test_each_hit_says_why(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("partnership:istanbul kind:photo")
    results.show_view("table")
    settle()
    assert results.model.rowCount() == 3
    assert not results.table.isColumnHidden(Column.WHY)
    why = str(results.model.index(0, Column.WHY).data())
    assert why == "documents → Anniversary concert → held under → Hangzhou–Istanbul"
    tip = str(results.model.index(0, Column.TITLE).data(Qt.ItemDataRole.ToolTipRole))
    assert "through an event or series" in tip
    results.show_query("kind:photo")
    settle()
    assert results.table.isColumnHidden(Column.WHY)


def test_a_change_made_elsewhere_is_shown_in_its_row_only(window: Window, settle: Settle) -> None:
    bench = window.workbench
    first = bench.results.model.ids[0]
    seen: list[tuple[int, int]] = []
    bench.results.model.dataChanged.connect(lambda top, low: seen.append((top.row(), low.row())))
    editing.set_values(bench.session.archive, records=[first], values={"name": "A new name"})
    settle()
    assert titles(window)[0] == "A new name"
    assert seen
    assert bench.results.model.rowCount() == 7


def test_what_no_longer_matches_stays_until_searched_again(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    archive = window.workbench.session.archive
    results.show_query(
        "rating:0 kind:photo" if searching.search_ids(archive, "rating:0 kind:photo") else "missing:rating kind:photo"
    )
    settle()
    count = results.model.rowCount()
    assert count == 6
    results.select_ids([results.model.ids[0]])
    results.grid.setFocus()
    qtbot.keyClick(results.grid, Key.Key_4)
    settle()
    assert results.model.rowCount() == count
    assert results.bar.stale.isVisible()
    assert "1 no longer matches" in results.bar.stale.text()
    qtbot.keyClick(window, Key.Key_F5)
    settle()
    assert results.model.rowCount() == count - 1
    assert not results.bar.stale.isVisible()


def test_delete_hides_and_undo_brings_back(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.select_ids([results.model.ids[0]])
    results.grid.setFocus()
    qtbot.keyClick(results.grid, Key.Key_Delete)
    settle()
    assert results.model.rowCount() == 6
    assert "Undo brings it back" in window.workbench.notice.label.text()
    assert "Delete" in window.actions_table["undo"].text()
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert results.model.rowCount() == 7
    assert "Undone" in window.workbench.notice.label.text()


def test_many_that_were_deleted_are_chosen_again_when_that_is_undone(
    window: Window, qtbot: QtBot, settle: Settle
) -> None:
    results = window.workbench.results
    ids = list(results.model.ids)
    results.select_ids(ids[1:4])
    results.grid.setFocus()
    qtbot.keyClick(results.grid, Key.Key_Delete)
    settle()
    assert not set(results.model.ids) & set(ids[1:4])
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert list(results.model.ids) == ids
    assert results.selected_ids() == ids[1:4]
    assert results.current_id() in ids[1:4]


def test_the_sidebar_counts_and_searches(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    model, tree = bench.sidebar.model, bench.sidebar.tree
    untagged = model.find("untagged")
    assert model.node(untagged).count == 4
    qtbot.mouseClick(
        tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, tree.visualRect(untagged).center()
    )
    settle()
    assert bench.results.search.text() == "untagged:yes"
    bench.results.show_query("anything else")
    settle()
    assert not tree.selectionModel().hasSelection()


def test_copy_ref_puts_the_refs_on_the_clipboard(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.select_ids(results.model.ids[:2])
    settle()
    qtbot.keyClick(window, Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    refs = [row.ref for row in reading.rows(window.workbench.session.archive, results.model.ids[:2])]
    assert QApplication.clipboard().text().split() == refs


def test_the_size_of_the_pictures_is_remembered(window: Window, qtbot: QtBot) -> None:
    grid = window.workbench.results.grid
    before = grid.columnWidth(0)
    for _key in range(6):  # until fewer of them fit beside each other
        qtbot.keyClick(window, Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert grid.columnWidth(0) > before
    window.remember()
    assert window.settings.number("grid-size") == window.workbench.results.bar.zoom.value() > STANDARD


def test_back_returns_to_the_search_before(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:event")
    settle()
    results.show_query("kind:person")
    settle()
    qtbot.keyClick(window, Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    settle()
    assert results.query == "kind:event"
    assert {str(title) for title in titles(window)} == {"Anniversary concert", "Signing with Niš"}
    assert Kind.EVENT.value in results.query
