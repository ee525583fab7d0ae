"""Earlier searches, the marked place of a fault, and what may have been meant."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.domain.query import help_text
from archive_app.services.search import searching
from archive_app.ui.actions.help_pages import SearchHelp
from archive_app.ui.results.searchbox import REMEMBERED, History
from archive_app.ui.session.settings import Settings
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]


def test_the_place_of_a_fault_is_marked(window: Window, settle: Settle) -> None:
    search = window.workbench.results.search
    window.workbench.results.show_query("boston kind:phot nis")
    settle()
    assert search.fault.isVisible()
    marked = search.edit._mark
    assert marked is not None
    assert search.edit.text()[slice(*marked)] == "phot"
    clean = search.edit.grab().toImage()
    search.edit.mark(None)
    assert search.edit.grab().toImage() != clean
    search.edit.setText("boston")
    settle()
    assert search.edit._mark is None
    assert not search.fault.isVisible()


def test_a_mark_says_where_it_stands(window: Window, settle: Settle) -> None:
    edit = window.workbench.results.search.edit
    edit.setText("boston nis")
    edit.setCursorPosition(10)
    assert edit._x(10) - edit._x(7) == edit.fontMetrics().horizontalAdvance("nis")
    settle()


def test_earlier_searches_are_offered_in_an_empty_box(window: Window, qtbot: QtBot, settle: Settle) -> None:
    search = window.workbench.results.search
    search.edit.setFocus()
    for query in ("kind:event", "nis"):
        search.edit.clear()
        qtbot.keyClicks(search.edit, query)
        search.suggestions.hide()
        qtbot.keyClick(search.edit, Key.Key_Return)
        search.edit.setFocus()
    search.edit.clear()
    settle()
    qtbot.keyClick(search.edit, Key.Key_Down)
    assert search.suggestions.popup.isVisible()
    assert search.suggestions.list.verticalScrollBar().maximum() == 0
    assert [line.label for line in search.suggestions.model.suggestions][:2] == ["nis", "kind:event"]
    qtbot.keyClick(search.edit, Key.Key_Down)
    qtbot.keyClick(search.edit, Key.Key_Down)
    qtbot.keyClick(search.edit, Key.Key_Return)
    settle()
    assert window.workbench.results.query == "kind:event"


def test_the_last_twenty_searches_are_kept_each_once(settings: Settings) -> None:
    history = History(settings)
    for number in range(REMEMBERED + 5):
        history.add(f"word{number}")
    history.add("word7")
    history.add("")
    queries = History(settings).queries()
    assert queries[0] == "word7"
    assert len(queries) == len(set(queries)) == REMEMBERED


def test_a_spoilt_list_of_searches_counts_as_none(settings: Settings) -> None:
    for spoilt in ("{", "7", '{"a": 1}', '["a", 3]'):
        settings.put("search/history", spoilt)
        assert History(settings).queries() in ([], ["a"])


def test_what_may_be_meant_is_offered_and_never_applied(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.search.edit.setFocus()
    results.search.edit.clear()
    qtbot.keyClicks(results.search.edit, "istanbol")
    settle()
    assert results.query == "istanbol"
    assert results.model.rowCount() == 0
    assert "istanbul" in results.empty.offers[0].text().lower()
    results.search.suggestions.hide()
    qtbot.keyClick(results.search.edit, Key.Key_Return)
    assert results.empty.offers[0].hasFocus()
    qtbot.keyClick(results.empty.offers[0], Key.Key_Return)
    settle()
    assert results.query.lower() == "istanbul"
    assert results.model.rowCount() > 0
    assert results.empty.offers == []


def test_offers_are_walked_with_arrows_and_clicked(
    window: Window, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "suggest", lambda _archive, _query: ("nis", "kind:photo", "a", "b", "c"))
    results = window.workbench.results
    results.show_query("zeppelin")
    settle()
    offers = results.empty.offers
    assert len(offers) == 3
    results.take_focus()
    qtbot.keyClick(offers[0], Key.Key_Down)
    assert offers[1].hasFocus()
    qtbot.mouseClick(offers[1], Qt.MouseButton.LeftButton)
    settle()
    assert results.query == "kind:photo"


def test_markup_in_a_suggestion_is_only_text(window: Window, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "suggest", lambda _archive, _query: ("<b>nis</b> & co",))
    window.workbench.results.show_query("zeppelin")
    settle()
    assert window.workbench.results.empty.offers[0].text() == "Did you mean “<b>nis</b> && co”?"


def test_the_help_has_the_whole_language_and_can_be_searched(window: Window, qtbot: QtBot) -> None:
    qtbot.keyClick(window, Key.Key_F1)
    page = window.findChild(SearchHelp)
    assert page is not None
    everything = page.shown
    assert {line.example for line in help_text()} <= set(everything)
    qtbot.keyClicks(page.finder, "PERSON wheatley")
    assert page.shown == [typed for typed in everything if "Wheatley" in typed]
    page.finder.clear()
    assert page.shown == everything
    page.close()
