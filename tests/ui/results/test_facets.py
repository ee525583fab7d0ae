"""The facets beside the result: counted for exactly the shown query, a click or a key from being added or excluded."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from archive_app.domain.query.narrowing import narrowed
from archive_app.services.search import searching
from archive_app.ui.results.facet_model import FACETS, LINE_ROLE, SHOWN, Counted, FacetModel, Line, Sort, State
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]
LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE, ALT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.AltModifier
CONTROL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def row_of(window: Window, facet: str, label: str) -> int:
    lines = window.workbench.results.facets.model.lines
    return next(row for row, line in enumerate(lines) if line.facet.key == facet and line.label == label and line.value)


def line_of(window: Window, facet: str, label: str) -> Line:
    return window.workbench.results.facets.model.lines[row_of(window, facet, label)]


def click(window: Window, qtbot: QtBot, facet: str, label: str, button: Qt.MouseButton = LEFT, **how: object) -> None:
    view = window.workbench.results.facets.list
    index = view.model().index(row_of(window, facet, label), 0)
    view.scrollTo(index)
    box = view.visualRect(index)
    spot = QPoint(box.right() - 8, box.center().y()) if how.get("minus") else QPoint(box.left() + 40, box.center().y())
    qtbot.mouseClick(view.viewport(), button, how.get("keys", NONE), spot)


def test_every_count_is_what_one_finds_with_it(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    archive = window.workbench.session.archive
    for query in ("", "kind:photo", "partnership:istanbul"):
        results.show_query(query)
        settle()
        values = [line for line in results.facets.model.lines if line.sort is Sort.VALUE]
        assert values
        for line in values:
            text = narrowed(query, line.facet.field, line.value, exclude=False)
            if line.state is State.FREE:
                assert len(searching.search_ids(archive, text)) == line.count, text


def test_a_click_adds_and_another_takes_it_out(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("")
    settle()
    click(window, qtbot, "kind", "photo")
    settle()
    assert results.search.text() == "kind:photo"
    assert results.model.rowCount() == 6
    assert line_of(window, "kind", "photo").state is State.ASKED
    click(window, qtbot, "kind", "photo")
    settle()
    assert results.search.text() == ""
    assert line_of(window, "kind", "photo").state is State.FREE


def test_alt_middle_and_the_minus_exclude(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    ways: list[dict[str, object]] = [{"keys": ALT}, {"button": MIDDLE}, {"minus": True}]
    for way in ways:
        results.show_query("kind:item")
        settle()
        click(window, qtbot, "kind", "photo", **way)  # type: ignore[arg-type]
        settle()
        assert results.search.text() == "kind:item -kind:photo"
        assert results.model.rowCount() == 1
        line = line_of(window, "kind", "photo")
        assert (line.state, line.count) == (State.EXCLUDED, 0)


def test_an_excluded_value_is_turned_round_by_a_click(window: Window, qtbot: QtBot, settle: Settle) -> None:
    window.workbench.results.show_query("kind:item -kind:photo")
    settle()
    click(window, qtbot, "kind", "photo")
    settle()
    assert window.workbench.results.search.text() == "kind:item kind:photo"


def test_a_partnership_is_added_by_its_ref_and_named_by_its_title(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    click(window, qtbot, "partnership", "Hangzhou–Istanbul")
    settle()
    assert results.search.text().startswith("kind:photo partnership:")
    assert results.model.rowCount() == 3
    results.show_query(results.search.text() + " -kind:photo")
    settle()
    line = line_of(window, "partnership", "Hangzhou–Istanbul")
    assert (line.state, line.count) == (State.ASKED, 0)


def test_keys_walk_add_and_exclude(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:item")
    settle()
    qtbot.keyClick(window, Key.Key_4, ALT)
    view = results.facets.list
    assert view.hasFocus()
    assert view.currentIndex().data(LINE_ROLE).sort is Sort.VALUE
    view.setCurrentIndex(view.model().index(row_of(window, "kind", "document"), 0))
    qtbot.keyClick(view, Key.Key_Space)
    settle()
    assert results.search.text() == "kind:item kind:document"
    assert view.hasFocus()
    assert view.currentIndex().data(LINE_ROLE).label == "document"
    qtbot.keyClick(view, Key.Key_Delete)
    settle()
    assert results.search.text() == "kind:item -kind:document"
    qtbot.keyClick(view, Key.Key_Minus)
    settle()
    assert results.search.text() == "kind:item"
    qtbot.keyClick(view, Key.Key_Escape)
    assert results.view.hasFocus()


def test_arrows_pass_over_headings(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("")
    settle()
    view = results.facets.list
    view.setFocus()
    seen = []
    for _step in range(results.facets.model.rowCount()):
        seen.append(view.currentIndex().data(LINE_ROLE))
        qtbot.keyClick(view, Key.Key_Down)
    assert {line.facet.key for line in seen} >= {"kind", "partnership", "status"}
    assert Sort.HEADING not in {line.sort for line in seen}


def test_the_panel_is_put_away_and_remembered(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    assert results.facets.isVisible()
    assert results.bar.facets.isChecked()
    qtbot.keyClick(window, Key.Key_F, CONTROL_SHIFT)
    assert not results.facets.isVisible()
    assert not window.settings.flag("results/facets")
    results.show_query("kind:document")
    settle()
    qtbot.mouseClick(results.bar.facets, LEFT)
    settle()
    assert results.facets.isVisible()
    assert line_of(window, "kind", "document").count == 1


def test_nothing_to_count_is_said(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("zeppelin")
    settle()
    assert results.facets.model.rowCount() == 0
    assert results.facets._empty.isVisible()
    assert results.facets._empty.text()


def test_every_line_says_what_it_is(window: Window, settle: Settle) -> None:
    window.workbench.results.show_query("kind:photo")
    settle()
    model = window.workbench.results.facets.model
    said = str(model.index(row_of(window, "kind", "photo"), 0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert said == "Kind: photo, 6 results, asked for"
    for row in range(model.rowCount()):
        assert model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)


def test_the_keys_are_those_of_the_service(window: Window) -> None:
    found = searching.facets(window.workbench.session.archive, "")
    assert set(found) == {facet.key for facet in FACETS}


def test_a_key_press_stops_the_counting(
    window: Window, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    results = window.workbench.results
    stopped: list[searching.Cancellation] = []
    cancel = searching.Cancellation.cancel

    def stop(cancellation: searching.Cancellation) -> None:
        stopped.append(cancellation)
        cancel(cancellation)

    monkeypatch.setattr(searching.Cancellation, "cancel", stop)
    edit = results.search.edit
    edit.setFocus()
    edit.selectAll()
    results.facets.count("kind:photo", results.model.ids)
    qtbot.keyClicks(edit, "n")
    assert stopped
    assert edit.hasFocus()
    settle()
    assert not results.facets.model.stale


def test_a_space_typed_while_counting_does_not_leave_old_counts(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    results.search.edit.setFocus()
    results.facets.count("kind:photo", results.model.ids)
    qtbot.keyClicks(results.search.edit, " ")
    settle()
    assert not results.facets.model.stale
    results.facets.count("kind:photo", results.model.ids)
    results.search.edit.setText("kind:photo rating:>")
    settle()
    # Of what was found before, and pale as that is.
    assert results.facets.model.stale
    results.search.edit.setText("kind:photo rating:>1")
    settle()
    assert not results.facets.model.stale


def test_more_unfolds_and_keeps_its_place(window: Window, qtbot: QtBot, settle: Settle) -> None:
    panel = window.workbench.results.facets
    values = [{"value": f"EVT-{number:04}", "label": f"Event {number}", "count": 50 - number} for number in range(20)]
    panel.model.put(Counted({"event": values}))
    more = next(row for row, line in enumerate(panel.model.lines) if line.sort is Sort.MORE)
    assert more == SHOWN + 1
    panel.take_focus()
    panel.list.setCurrentIndex(panel.model.index(more, 0))
    qtbot.keyClick(panel.list, Key.Key_Return)
    assert panel.model.rowCount() == 22
    assert panel.list.currentIndex().row() == 21
    qtbot.keyClick(panel.list, Key.Key_Space)
    assert panel.model.rowCount() == SHOWN + 2
    settle()


def test_a_year_before_christ_is_said_in_words() -> None:
    model = FacetModel()
    model.put(Counted({"year": [{"value": "-800", "label": "-800", "count": 1}]}))
    assert model.lines[1].label == "801 BC"


def test_years_stay_in_their_order_and_the_commonest_are_shown() -> None:
    model = FacetModel()
    counts = {1990 + number: (number * 7) % 13 for number in range(12)}
    years = [{"value": str(year), "label": str(year), "count": count} for year, count in counts.items()]
    model.put(Counted({"year": years}))
    shown = [line for line in model.lines if line.sort is Sort.VALUE]
    assert [line.label for line in shown] == sorted(line.label for line in shown)
    assert sorted(line.count for line in shown) == sorted(counts.values())[-SHOWN:]
