"""The tag bar: letters, one key, and what is linked shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, links_of_many, reading
from archive_app.ui.tagbar.bar import TagBar
from archive_app.ui.window.window import Window

Key, Ctrl, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settle = Callable[[], None]


@pytest.fixture
def bar(window: Window, qtbot: QtBot, settle: Settle) -> TagBar:
    """The bar open for the fourth of six photographs, which is linked to nothing."""
    results = window.workbench.results
    results.show_query("kind:photo untagged:yes")
    settle()
    results.grid.setFocus()
    qtbot.keyClick(results.grid, Key.Key_Home)
    settle()
    qtbot.keyClick(window, Key.Key_T, Ctrl)
    settle()
    return window.workbench.tagging.bar


def _archive(window: Window) -> Archive:
    assert window.session is not None
    return window.session.archive


def _links(window: Window, record: int) -> list[tuple[str, str]]:
    return [(link.label, link.other.title) for link in reading.record(_archive(window), record).links]


def _shown(bar: TagBar) -> list[str]:
    return [line.label for line in bar.model.lines]


def _type(bar: TagBar, qtbot: QtBot, settle: Settle, text: str) -> None:
    if text.isascii():
        qtbot.keyClicks(bar.edit, text)
    else:
        # Chinese comes from an input method, whole words at a time.
        bar.edit.insert(text)
        bar.edit.textEdited.emit(bar.edit.text())
    settle()


def test_a_few_letters_and_enter_link(window: Window, bar: TagBar, qtbot: QtBot, settle: Settle) -> None:
    photo = window.workbench.results.current_id()
    assert bar.edit.hasFocus()
    assert bar.title.text() == "Tag 1 record"
    _type(bar, qtbot, settle, "basg")
    line = bar.current
    assert line is not None
    assert (line.label, line.how) == ("Nezih Başgelen", "depicts")
    assert "person" in line.detail
    qtbot.keyClick(bar.edit, Key.Key_Return)
    settle()
    assert _links(window, photo) == [("depicts", "Nezih Başgelen")]
    assert bar.edit.text() == ""
    assert bar.isVisible()
    qtbot.keyClick(bar.edit, Key.Key_Return)
    assert not bar.isVisible()
    assert window.workbench.results.grid.hasFocus()


def test_any_script_finds(bar: TagBar, qtbot: QtBot, settle: Settle) -> None:
    for typed in ("hangzhou", "杭州", "hang"):
        bar.edit.clear()
        _type(bar, qtbot, settle, typed)
        assert "Hangzhou" in _shown(bar)


def test_a_gift_is_found_too_and_a_new_one_is_made(window: Window, bar: TagBar, qtbot: QtBot, settle: Settle) -> None:
    photo = window.workbench.results.current_id()
    editing.add_record(_archive(window), kind=Kind.OBJECT, names=[editing.NewName("Silk plate")])
    _type(bar, qtbot, settle, "silk pl")
    assert "Silk plate" in _shown(bar)
    qtbot.keyClick(bar.edit, Key.Key_Return)
    settle()
    assert _links(window, photo) == [("depicts", "Silk plate")]
    _type(bar, qtbot, settle, "Paper umbrella")
    qtbot.keyClick(bar.edit, Key.Key_Return, Shift)
    settle()
    (made,) = [line for line in bar.model.lines if line.value is Kind.OBJECT]
    qtbot.keyClick(bar.edit, made.how.lower())
    settle()
    assert ("depicts", "Paper umbrella") in _links(window, photo)


def test_tab_walks_and_goes_round(bar: TagBar, qtbot: QtBot, settle: Settle) -> None:
    _type(bar, qtbot, settle, "n")
    count = bar.model.rowCount()
    assert count > 1
    for place in [*range(1, count), 0]:
        qtbot.keyClick(bar.edit, Key.Key_Tab)
        assert bar.list.currentIndex().row() == place
    qtbot.keyClick(bar.edit, Key.Key_Backtab)
    assert bar.list.currentIndex().row() == count - 1
    assert bar.edit.hasFocus()


def test_one_key_changes_the_relation(window: Window, bar: TagBar, qtbot: QtBot, settle: Settle) -> None:
    photo = window.workbench.results.current_id()
    _type(bar, qtbot, settle, "nezih")
    first = bar.current
    qtbot.keyClick(bar.edit, Key.Key_F4)
    second = bar.current
    assert first is not None
    assert second is not None
    assert first.how != second.how
    qtbot.keyClick(bar.edit, Key.Key_F4, Shift)
    assert bar.current == first
    qtbot.keyClick(bar.edit, Key.Key_F4)
    qtbot.keyClick(bar.edit, Key.Key_Return)
    settle()
    assert _links(window, photo) == [(second.how, "Nezih Başgelen")]


def test_what_is_applied_is_marked_and_backspace_takes_it_off(
    window: Window, bar: TagBar, qtbot: QtBot, settle: Settle
) -> None:
    photo = window.workbench.results.current_id()
    _type(bar, qtbot, settle, "nezih")
    qtbot.keyClick(bar.edit, Key.Key_Return)
    settle()
    _type(bar, qtbot, settle, "nezih")
    assert bar.current is not None
    assert bar.current.done
    bar.edit.clear()
    qtbot.keyClick(bar.edit, Key.Key_Backspace)
    settle()
    assert _links(window, photo) == []
    _type(bar, qtbot, settle, "nezih")
    assert bar.current is not None
    assert not bar.current.done


def test_shift_enter_makes_a_new_one_and_asks_the_kind_in_the_same_line(
    window: Window, bar: TagBar, qtbot: QtBot, settle: Settle
) -> None:
    photo = window.workbench.results.current_id()
    _type(bar, qtbot, settle, "Lotus")
    qtbot.keyClick(bar.edit, Key.Key_Return, Shift)
    assert _shown(bar)[0] == "New person “Lotus”"
    assert "New event “Lotus”" in _shown(bar)
    qtbot.keyClick(bar.edit, Key.Key_E)
    settle()
    assert _links(window, photo) == [("documents", "Lotus")]
    made = reading.resolve(_archive(window), "Lotus")
    assert made.kind == Kind.EVENT
    history.undo(_archive(window))
    assert _links(window, photo) == []
    assert reading.complete(_archive(window), "Lotus") == []


def test_where_nothing_is_called_so_it_is_said_and_enter_makes_it(
    window: Window, bar: TagBar, qtbot: QtBot, settle: Settle
) -> None:
    photo = window.workbench.results.current_id()
    _type(bar, qtbot, settle, "Hans Huber")
    assert bar.list.said == "Nothing is called so. Enter makes a new record of that name."
    assert bar.list.viewport().height() >= 2 * bar.fontMetrics().height()
    qtbot.keyClick(bar.edit, Key.Key_Return)
    assert _shown(bar)[:2] == ["New person “Hans Huber”", "New event “Hans Huber”"]
    qtbot.keyClick(bar.edit, Key.Key_Return)
    settle()
    assert _links(window, photo) == [("depicts", "Hans Huber")]


def test_letters_after_an_enter_that_found_nothing_make_nothing(
    window: Window, bar: TagBar, qtbot: QtBot, settle: Settle
) -> None:
    _type(bar, qtbot, settle, "Hans")
    qtbot.keyClick(bar.edit, Key.Key_Return)
    _type(bar, qtbot, settle, "Peter")
    assert bar.edit.text() == "HansPeter"
    assert reading.complete(_archive(window), "Hans") == []
    assert bar.isVisible()


def test_a_code_that_is_none_makes_no_record(bar: TagBar, qtbot: QtBot, settle: Settle) -> None:
    _type(bar, qtbot, settle, "=zzz")
    assert bar.list.said == "No code begins so."
    qtbot.keyClick(bar.edit, Key.Key_Return)
    assert _shown(bar) == []


def test_the_bar_goes_when_one_goes_on_elsewhere(window: Window, bar: TagBar, qtbot: QtBot, settle: Settle) -> None:
    _type(bar, qtbot, settle, "Lot")
    grid = window.workbench.results.grid
    qtbot.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, pos=grid.visualRect(grid.model().index(1, 0)).center())
    settle()
    assert not bar.isVisible()
    assert grid.hasFocus()


def test_escape_goes_back_one_step_at_a_time(bar: TagBar, qtbot: QtBot, settle: Settle) -> None:
    _type(bar, qtbot, settle, "Lotus")
    qtbot.keyClick(bar.edit, Key.Key_Return, Shift)
    qtbot.keyClick(bar.edit, Key.Key_Escape)
    settle()
    assert _shown(bar) == []
    assert bar.edit.text() == "Lotus"
    qtbot.keyClick(bar.edit, Key.Key_Escape)
    assert bar.edit.text() == ""
    assert bar.isVisible()
    qtbot.keyClick(bar.edit, Key.Key_Escape)
    assert not bar.isVisible()


def test_an_empty_line_offers_what_was_used_lately(window: Window, bar: TagBar, qtbot: QtBot, settle: Settle) -> None:
    assert _shown(bar) == []
    _type(bar, qtbot, settle, "nezih")
    qtbot.keyClick(bar.edit, Key.Key_Return)
    settle()
    assert _shown(bar) == ["Nezih Başgelen"]
    assert bar.current is None
    bench = window.workbench
    assert [tag.record.title for tag in bench.tagger.recents.slots] == ["Nezih Başgelen"]


def test_many_at_once_show_how_many_have_it(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    ids = list(results.model.ids)
    nezih = reading.resolve(_archive(window), "Nezih Başgelen")
    links_of_many.apply(_archive(window), records=ids[:2], tags=[links_of_many.Tag(nezih, "depicts")])
    settle()
    results.select_ids(ids)
    settle()
    qtbot.keyClick(window, Key.Key_T, Ctrl)
    settle()
    bar = window.workbench.tagging.bar
    assert bar.title.text() == "Tag 6 records"
    _type(bar, qtbot, settle, "nezih")
    assert bar.current is not None
    assert (bar.current.some, bar.current.done) == ("2/6", False)
    qtbot.keyClick(bar.edit, Key.Key_Return)
    settle()
    assert all(("depicts", "Nezih Başgelen") in _links(window, record) for record in ids)
    assert "4 links made" in window.workbench.notice.label.text()
    assert "2 were there already" in window.workbench.notice.label.text()


def test_undo_in_the_empty_bar_takes_the_tagging_back(
    window: Window, bar: TagBar, qtbot: QtBot, settle: Settle
) -> None:
    photo = window.workbench.results.current_id()
    _type(bar, qtbot, settle, "nezih")
    qtbot.keyClick(bar.edit, Key.Key_Return)
    settle()
    qtbot.keyClick(bar.edit, Key.Key_Z, Ctrl)
    settle()
    assert _links(window, photo) == []


def test_a_name_that_looks_like_markup_is_plain_text(window: Window, bar: TagBar, qtbot: QtBot, settle: Settle) -> None:
    wild = "<b>Bold</b> \u202eevil\u202c " + "ä" * 2_000
    photo = window.workbench.results.current_id()
    bar.edit.setText(wild)
    bar.edit.textEdited.emit(wild)
    settle()
    qtbot.keyClick(bar.edit, Key.Key_Return, Shift)
    qtbot.keyClick(bar.edit, Key.Key_Return)
    settle()
    assert len(_links(window, photo)) == 1
    bar.grab()
    index = bar.model.index(0)
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert tip is None or "<b>" not in tip


def test_the_list_is_a_proper_model(bar: TagBar, qtbot: QtBot, settle: Settle) -> None:
    QAbstractItemModelTester(bar.model, QAbstractItemModelTester.FailureReportingMode.Warning)
    _type(bar, qtbot, settle, "n")
    assert bar.model.rowCount(QModelIndex()) > 0
    assert "depicts" in bar.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole) or bar.model.lines[0].how
