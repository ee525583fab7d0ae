"""A search in two steps: first rows at once, then everything, with nothing moved, lost or waited for."""

from __future__ import annotations

import threading
from array import array
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.domain.model.records import Row
from archive_app.errors import Cancelled, InvalidInput
from archive_app.services.records import reading
from archive_app.services.search import searching
from archive_app.services.search.searching import Cancellation
from archive_app.ui.catalogue.catalogue import CatalogueDialog
from archive_app.ui.results import seeking
from archive_app.ui.results.grid import GridModel
from archive_app.ui.results.model import WINDOW, Line, ResultModel, places
from archive_app.ui.session.tasks import Tasks
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]


class Gate:
    """Holds back every search for the whole result until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.opened = threading.Event()
        self._search = searching.search_ids
        monkeypatch.setattr(seeking, "FIRST", 3)
        monkeypatch.setattr(searching, "search_ids", self._held)

    def _held(self, *given: Any, limit: int | None = None, cancellation: Any = None, **named: Any) -> array[int]:
        while limit is None and not self.opened.wait(0.01):
            if cancellation.cancelled:
                raise Cancelled("stopped")
        return self._search(*given, limit=limit, cancellation=cancellation, **named)


@pytest.fixture
def gate(window: Window, monkeypatch: pytest.MonkeyPatch) -> Gate:
    assert window.has_archive
    return Gate(monkeypatch)


def search(window: Window, query: str, qtbot: QtBot, *, rows: int) -> None:
    results = window.workbench.results
    results.show_query(query)
    qtbot.waitUntil(lambda: results.query == query and results.model.rowCount() == rows)


def test_first_rows_come_at_once_and_the_rest_follows(window: Window, gate: Gate, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    search(window, "kind:photo", qtbot, rows=3)
    assert results.bar.count.text() == "3+ results"
    first = list(results.model.ids)
    gate.opened.set()
    settle()
    assert results.bar.count.text() == "6 results"
    assert list(results.model.ids[:3]) == first
    assert results.facets.model.lines


def test_growing_moves_nothing(window: Window, gate: Gate, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    resets: list[bool] = []
    search(window, "kind:photo", qtbot, rows=3)
    results.model.modelReset.connect(lambda: resets.append(True))
    results.grid.setFocus()
    qtbot.keyClick(results.grid, Key.Key_Home)
    qtbot.keyClick(results.grid, Key.Key_Right)
    chosen = results.selected_ids()
    gate.opened.set()
    settle()
    assert results.model.rowCount() == 6
    assert results.selected_ids() == chosen
    assert results.chosen.currentIndex().row() == 1
    assert resets == []


def test_a_selection_ends_with_its_result_and_lasts_in_the_same_one(
    window: Window, gate: Gate, qtbot: QtBot, settle: Settle
) -> None:
    bench = window.workbench
    gate.opened.set()
    bench.results.show_query("kind:item")
    settle()
    near, far = bench.results.model.ids[0], bench.results.model.ids[5]
    bench.results.select_ids([near, far], far)
    settle()
    bench.results.show_order("-title")
    settle()
    assert set(bench.results.selected_ids()) == {near, far}
    assert bench.results.current_id() == far
    gate.opened.clear()
    search(window, "kind:photo,document", qtbot, rows=3)
    assert bench.results.selected_ids() == []
    gate.opened.set()
    settle()
    assert bench.results.selected_ids() == []
    assert bench.results.current_id() == 0
    assert bench.inspector.record is None
    window.actions_table["export-catalogue"].trigger()
    dialog = window.findChild(CatalogueDialog)
    assert dialog is not None
    assert dialog.whole.isChecked()
    dialog.reject()
    settle()


def test_what_is_picked_survives_the_next_result(window: Window, gate: Gate, settle: Settle) -> None:
    bench = window.workbench
    gate.opened.set()
    bench.results.show_query("kind:photo")
    settle()
    picked = sorted(bench.results.model.ids[1:3])
    bench.results.select_ids(picked)
    settle()
    window.actions_table["pick"].trigger()
    settle()
    bench.results.show_query("kind:document")
    settle()
    window.actions_table["show-picked"].trigger()
    settle()
    assert sorted(bench.results.model.ids) == picked


def test_under_the_page_of_a_partnership_nothing_is_selected(window: Window, gate: Gate, settle: Settle) -> None:
    bench = window.workbench
    gate.opened.set()
    partnership = reading.resolve(bench.session.archive, "Hangzhou–Istanbul")
    bench.go_to(partnership)
    settle()
    bench.results.show_view("grid")
    settle()
    bench.results.select_all()
    assert bench.results.selected_ids()
    bench.results.show_view("page")
    assert bench.results.selected_ids() == []
    assert bench.chosen_ids() in ([partnership.id], [])


def test_a_selection_made_meanwhile_is_not_overruled(window: Window, gate: Gate, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    gate.opened.set()
    results.show_query("kind:item")
    settle()
    results.select_ids([results.model.ids[6]])
    gate.opened.clear()
    search(window, "kind:photo,document", qtbot, rows=3)
    mine = results.model.ids[1]
    results.select_ids([mine])
    gate.opened.set()
    settle()
    assert results.selected_ids() == [mine]


def test_a_key_press_stops_the_search(window: Window, gate: Gate, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    search(window, "kind:photo", qtbot, rows=3)
    qtbot.waitUntil(lambda: results.seeker.busy)
    results.search.edit.setFocus()
    results.search.edit.end(False)
    qtbot.keyClicks(results.search.edit, " x")
    assert not results.seeker.busy
    qtbot.keyClick(results.search.edit, Key.Key_Backspace)
    qtbot.keyClick(results.search.edit, Key.Key_Backspace)
    gate.opened.set()
    settle()
    assert results.query == "kind:photo"
    assert results.bar.count.text() == "6 results"


def test_a_text_that_cannot_be_read_lets_the_shown_search_go_on(
    window: Window, gate: Gate, qtbot: QtBot, settle: Settle
) -> None:
    results = window.workbench.results
    search(window, "kind:photo", qtbot, rows=3)
    results.search.edit.setText("kind:photo rating:>")
    qtbot.waitUntil(results.search.fault.isVisible)
    gate.opened.set()
    settle()
    assert results.query == "kind:photo"
    assert results.bar.count.text() == "Earlier: 6"


def test_an_overtaken_question_is_stopped_and_says_nothing(qtbot: QtBot) -> None:
    tasks, owner = Tasks(), QObject()
    answers: list[str] = []
    told: list[str] = []
    tasks.refused.connect(told.append)
    first, second = Cancellation(), Cancellation()

    def wait(cancellation: Cancellation, name: str) -> str:
        while not cancellation.cancelled and name == "first":
            pass
        cancellation.check()
        return name

    tasks.read(lambda: wait(first, "first"), answers.append, owner=owner, key="search", cancellation=first)
    tasks.read(lambda: wait(second, "second"), answers.append, owner=owner, key="search", cancellation=second)
    qtbot.waitUntil(lambda: tasks.idle)
    assert first.cancelled
    assert not second.cancelled
    assert answers == ["second"]
    assert told == []
    tasks.close()


def test_what_is_forgotten_or_open_at_the_end_is_stopped() -> None:
    tasks, owner = Tasks(), QObject()
    gate = threading.Event()
    forgotten, last = Cancellation(), Cancellation()
    tasks.read(lambda: gate.wait(5), lambda _answer: None, owner=owner, key="search", cancellation=forgotten)
    tasks.forget("search")
    assert forgotten.cancelled
    tasks.read(lambda: gate.wait(5), lambda _answer: None, owner=owner, key="search", cancellation=last)
    gate.set()
    tasks.close()
    assert last.cancelled
    assert issubclass(Cancelled, Exception)
    assert not issubclass(Cancelled, InvalidInput)


def row(record: int) -> Row:
    values = dict.fromkeys(Row.__slots__, "")
    return Row(**(values | {"id": record, "title": str(record), "files": 0, "rating": 0}))  # type: ignore[arg-type]


def test_a_grown_result_reads_the_window_it_ends_in_again() -> None:
    asked: list[list[int]] = []

    def read(ids: Any, take: Callable[[list[Line]], None]) -> None:
        asked.append(list(ids))
        take([Line(row(record)) for record in ids])

    model = ResultModel(read)
    model.set_ids(array("q", range(WINDOW + 10)))
    assert model.line(WINDOW + 3) is None
    assert model.line(WINDOW + 3) is not None
    assert model.grow(array("q", range(3 * WINDOW)))
    line = model.line(WINDOW + 3)
    assert line is not None
    assert line.row.id == WINDOW + 3
    model.line(WINDOW + 50)
    late = model.line(WINDOW + 50)
    assert late is not None
    assert late.row.id == WINDOW + 50
    assert not model.grow(array("q", range(1, 4 * WINDOW)))
    assert not model.grow(array("q", range(5)))
    assert model.rowCount() == 3 * WINDOW


@pytest.mark.parametrize("columns", [1, 3, 4])
@pytest.mark.parametrize("first", [0, 1, 3, 7, 8])
def test_the_grid_grows_with_its_result(columns: int, first: int) -> None:
    model = ResultModel(lambda _ids, _take: None)
    grid = GridModel(model)
    grid.set_columns(columns)
    model.set_ids(array("q", range(first)))
    inserted: list[tuple[int, int]] = []
    grid.rowsInserted.connect(lambda _parent, top, low: inserted.append((top, low)))
    before = grid.rowCount()
    model.grow(array("q", range(9)))
    assert grid.rowCount() == -(-9 // columns)
    assert inserted == ([(before, grid.rowCount() - 1)] if grid.rowCount() > before else [])


def test_a_million_rows_are_taken_in_by_one_announcement(window: Window, settle: Settle) -> None:
    """The first rows stay as they are, and none of the rest is looked at before it is in sight."""
    results = window.workbench.results
    first, whole = array("q", range(1, 201)), array("q", range(1, 1_000_001))
    results._show_first(seeking.Found("kind:item", first, False))
    results.seeker.stop()
    QApplication.processEvents()
    said: list[tuple[str, int, int]] = []
    model = results.model
    model.rowsInserted.connect(lambda _parent, top, low: said.append(("rows", top, low)))
    model.modelReset.connect(lambda: said.append(("reset", 0, 0)))
    asked = model._questions
    results._show_rest(seeking.Found("kind:item", whole, True))
    QApplication.processEvents()
    assert said == [("rows", 200, 999_999)]
    assert model.rowCount() == 1_000_000
    assert model._questions - asked < 5
    results.refresh()
    settle()


def test_places_are_found_far_down() -> None:
    ids = array("q", range(100_000, 0, -1))
    assert places(ids, frozenset({1, 100_000, 7, -5})) == {1: 99_999, 100_000: 0, 7: 99_993}
    assert places(ids, frozenset()) == {}


def test_a_change_does_not_overtake_what_is_being_typed(
    window: Window, gate: Gate, qtbot: QtBot, settle: Settle
) -> None:
    results = window.workbench.results
    search(window, "kind:photo", qtbot, rows=3)
    qtbot.waitUntil(lambda: results.seeker.busy)
    results._changed_again()
    assert results._again.isActive()
    gate.opened.set()
    settle()
    assert results.bar.count.text() == "6 results"


def test_another_order_while_searching_is_that_of_the_new_search(
    window: Window, gate: Gate, qtbot: QtBot, settle: Settle
) -> None:
    results = window.workbench.results
    search(window, "kind:photo", qtbot, rows=3)
    results.show_order("-ref")
    gate.opened.set()
    settle()
    archive = window.workbench.session.archive
    assert results.query == "kind:photo"
    assert results.model.ids == searching.search_ids(archive, "kind:photo", order="-ref")
