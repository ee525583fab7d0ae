"""Records dragged onto an entry at the left: what is shown on the way, what is asked, what is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QModelIndex, QPoint, QPointF, Qt
from PySide6.QtGui import QDrag, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import picking, saved, searching
from archive_app.ui.results.facet_model import LINE_ROLE
from archive_app.ui.window.window import Window

Settle = Callable[[], None]
_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_COPY = Qt.DropAction.CopyAction


@dataclass
class Hand:
    """A hand that drags what is selected of the result over lists, and drops it on the last entry."""

    window: Window
    monkeypatch: pytest.MonkeyPatch
    #: What the foot of the window said on the way, and whether it could be dropped there.
    hints: list[str] = field(default_factory=list)
    taken: list[bool] = field(default_factory=list)
    lit: list[bool] = field(default_factory=list)
    #: Whether it rests on each entry, and how often the list scrolls meanwhile, where it holds at the edge.
    rest: bool = False
    scrolls: int = 0

    def drag(self, over: QAbstractItemView, *indexes: QModelIndex) -> None:
        """Press on the first selected row, move over ``indexes``, let go."""

        def moved(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
            return self._over(drag, over, indexes)

        self.monkeypatch.setattr(QDrag, "exec", moved)
        results = self.window.workbench.results
        view = results.view
        row = results.chosen.selectedRows()[0].row()
        cell = results.grid_model.cell(row) if view is results.grid else results.model.index(row, 0)
        start = view.visualRect(cell).center()
        QTest.mousePress(view.viewport(), _LEFT, _NONE, start)
        at = QPointF(start + QPoint(60, 0))
        held = QMouseEvent(
            QEvent.Type.MouseMove, at, view.viewport().mapToGlobal(at), Qt.MouseButton.NoButton, _LEFT, _NONE
        )
        QApplication.sendEvent(view.viewport(), held)
        QTest.mouseRelease(view.viewport(), _LEFT, _NONE, start + QPoint(60, 0))

    def _over(self, drag: QDrag, over: QAbstractItemView, indexes: tuple[QModelIndex, ...]) -> Qt.DropAction:
        data, viewport = drag.mimeData(), over.viewport()
        points = [over.visualRect(index).center() for index in indexes]
        if self.scrolls:
            points = [QPoint(point.x(), viewport.height() - 4) for point in points]
        first: Any = QDragEnterEvent(points[0], _COPY, data, _LEFT, _NONE)
        QApplication.sendEvent(viewport, first)
        move: Any = None
        for index, point in zip(indexes, points, strict=True):
            move = QDragMoveEvent(point, _COPY, data, _LEFT, _NONE)
            QApplication.sendEvent(viewport, move)
            assert self.window.workbench.notice.isVisible()
            self.hints.append(plain(self.window.workbench.notice.label.text()))
            self.taken.append(move.isAccepted())
            self.lit.append(over.itemDelegate().lit == index)  # type: ignore[attr-defined]
            dropping = self.window.workbench.dropping
            if self.rest:
                dropping._resting.timeout.emit()
            for _time in range(self.scrolls):
                dropping._scrolling.timeout.emit()
        if move is None or not move.isAccepted():
            QApplication.sendEvent(viewport, QDragLeaveEvent())
            return Qt.DropAction.IgnoreAction
        QApplication.sendEvent(viewport, QDropEvent(QPointF(points[-1]), _COPY, data, _LEFT, _NONE))
        return _COPY


def plain(words: str) -> str:
    """What is read: titles stand apart from their sentence by signs that nobody sees."""
    return words.replace("\u2068", "").replace("\u2069", "")


@pytest.fixture
def hand(window: Window, monkeypatch: pytest.MonkeyPatch) -> Hand:
    return Hand(window, monkeypatch)


def archive_of(window: Window) -> Archive:
    return window.workbench.session.archive


def entry(window: Window, label: str) -> QModelIndex:
    """The line of the sidebar that is called so, in sight."""
    tree = window.workbench.sidebar.tree
    tree.expandAll()
    waiting = [QModelIndex()]
    while waiting:
        parent = waiting.pop()
        for row in range(tree.model().rowCount(parent)):
            index = tree.model().index(row, 0, parent)
            if index.data() == label:
                tree.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
                return index
            waiting.append(index)
    raise AssertionError(label)


def facet(window: Window, label: str) -> QModelIndex:
    facets = window.workbench.results.facets.list
    for row in range(facets.model().rowCount()):
        index = facets.model().index(row, 0)
        if index.data(LINE_ROLE).label == label:
            facets.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
            return index
    raise AssertionError(label)


def links(window: Window, record: int) -> set[tuple[str, str]]:
    return {(link.label, link.other.title) for link in reading.record(archive_of(window), record).links}


def menu() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


@pytest.mark.parametrize("view", ["grid", "table"])
def test_records_are_linked_to_the_partnership_they_are_dropped_on(
    window: Window, photos: list[int], hand: Hand, qtbot: QtBot, settle: Settle, view: str
) -> None:
    bench = window.workbench
    bench.results.show_view(view)
    bench.results.select_ids(photos[:3])
    settle()
    hand.drag(bench.sidebar.tree, entry(window, "Niš"))
    settle()
    assert hand.hints == ["Link 3 records to “Hangzhou–Niš”; the relation is asked."]
    assert (hand.taken, hand.lit) == ([True], [True])
    assert len(bench.results.selected_ids()) == 3
    asked = menu()
    words = [plain(action.text()) for action in asked.actions() if action.text()]
    assert words == [
        "Link 3 records to “Hangzhou–Niš”:", "documents", "depicts", "held under", "related to", "Cancel"
    ]  # fmt: skip
    assert asked.activeAction().text() == "documents"
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    settle()
    assert all(("documents", "Hangzhou–Niš") in links(window, photo) for photo in photos[:3])
    assert bench.notice.label.text() == "3 links made: Hangzhou–Niš."
    archive = archive_of(window)
    assert str(history.undo_label(archive)).startswith("Tag 3 records with Hangzhou–Niš")
    history.undo(archive)
    assert not links(window, photos[0])


def test_another_relation_may_be_chosen_or_none(
    window: Window, photos: list[int], hand: Hand, qtbot: QtBot, settle: Settle
) -> None:
    bench = window.workbench
    bench.results.select_ids(photos[:1])
    settle()
    hand.drag(bench.sidebar.tree, entry(window, "Niš"))
    settle()
    qtbot.keyClick(menu(), Qt.Key.Key_Escape)
    settle()
    assert not links(window, photos[0])
    hand.drag(bench.sidebar.tree, entry(window, "Niš"))
    settle()
    qtbot.keyClick(menu(), Qt.Key.Key_Down)
    qtbot.keyClick(menu(), Qt.Key.Key_Return)
    settle()
    assert links(window, photos[0]) == {("depicts", "Hangzhou–Niš")}


def test_a_facet_stands_for_its_record_too(window: Window, photos: list[int], hand: Hand, settle: Settle) -> None:
    bench = window.workbench
    bench.results.select_ids(photos[:2])
    settle()
    hand.drag(bench.results.facets.list, facet(window, "Anniversary concert"))
    settle()
    assert hand.hints == ["Link 2 records to “Anniversary concert”; the relation is asked."]
    assert (hand.taken, hand.lit) == ([True], [True])
    menu().activeAction().trigger()
    menu().close()
    settle()
    assert ("documents", "Anniversary concert") in links(window, photos[1])
    kind = facet(window, "photo")
    hand.drag(bench.results.facets.list, kind)
    settle()
    assert hand.hints[-1] == "“photo” is no single record: nothing can be linked to it."
    assert (hand.taken[-1], hand.lit[-1]) == (False, False)


def test_a_saved_search_for_one_record_stands_for_it(
    window: Window, photos: list[int], hand: Hand, settle: Settle
) -> None:
    bench, archive = window.workbench, archive_of(window)
    person = reading.refs(archive, list(searching.search_ids(archive, "kind:person")))[0]
    saved.save_search(archive, name="Of Nezih", query=f"person:{person.ref}")
    saved.save_search(archive, name="Rated", query="rating:>=3")
    settle()
    bench.results.select_ids(photos[:1])
    settle()
    hand.drag(bench.sidebar.tree, entry(window, "Of Nezih"))
    settle()
    assert hand.hints == ["Link 1 record to “Nezih Başgelen”; the relation is asked."]
    menu().close()
    hand.drag(bench.sidebar.tree, entry(window, "Rated"))
    assert hand.taken == [True, False]


def test_what_is_no_record_refuses_and_says_so(window: Window, photos: list[int], hand: Hand, settle: Settle) -> None:
    bench = window.workbench
    before = history.undo_label(archive_of(window))
    bench.results.select_ids(photos[:2])
    settle()
    hand.drag(bench.sidebar.tree, entry(window, "Niš"), entry(window, "Library"), entry(window, "Untagged"))
    settle()
    assert hand.taken == [True, False, False]
    assert hand.lit == [True, False, False]
    assert hand.hints[1].startswith("Drop on an entry at the left")
    assert hand.hints[2] == "“Untagged” is no single record: nothing can be linked to it."
    assert not bench.notice.isVisible()
    assert QApplication.activePopupWidget() is None
    assert history.undo_label(archive_of(window)) == before


def test_a_record_is_not_linked_to_itself(window: Window, hand: Hand, settle: Settle) -> None:
    bench = window.workbench
    bench.results.show_query("kind:partnership")
    settle()
    (nis,) = [each for each in bench.results.model.ids if "Niš" in reading.record(archive_of(window), each).title]
    bench.results.select_ids([nis])
    settle()
    hand.drag(bench.sidebar.tree, entry(window, "Niš"))
    assert (hand.taken, hand.hints) == ([False], ["A record cannot be linked to itself."])


def test_records_of_several_kinds_are_linked_as_is_usual_for_each(
    window: Window, photos: list[int], hand: Hand, settle: Settle
) -> None:
    bench, archive = window.workbench, archive_of(window)
    event = editing.add_record(archive, kind=Kind.EVENT, names=[NewName("Ball")]).id
    bench.results.show_query("kind:photo OR kind:event")
    settle()
    bench.results.select_ids([photos[0], event])
    settle()
    hand.drag(bench.sidebar.tree, entry(window, "Niš"))
    settle()
    words = [action.text() for action in menu().actions() if action.text()]
    assert words[1:] == ["as is usual for each", "held under", "related to", "Cancel"]
    menu().activeAction().trigger()
    menu().close()
    settle()
    assert links(window, photos[0]) == {("documents", "Hangzhou–Niš")}
    assert links(window, event) == {("held under", "Hangzhou–Niš")}


def test_what_is_dropped_on_picked_is_picked(window: Window, photos: list[int], hand: Hand, settle: Settle) -> None:
    bench = window.workbench
    bench.results.select_ids(photos[:2])
    settle()
    hand.drag(bench.sidebar.tree, entry(window, "Picked"))
    settle()
    assert hand.hints == ["Pick 2 records."]
    assert set(picking.picked_ids(archive_of(window))) == set(photos[:2])
    assert bench.notice.label.text() == "2 records are picked."


def test_nothing_dragged_within_the_window_is_taken_in_as_a_file(
    window: Window, photos: list[int], monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    bench = window.workbench
    bench.results.select_ids(photos[:1])
    settle()
    seen: list[bool] = []

    def moved(drag: QDrag, _actions: Qt.DropAction) -> Qt.DropAction:
        assert drag.mimeData().hasUrls()
        event: Any = QDragEnterEvent(QPoint(500, 400), _COPY, drag.mimeData(), _LEFT, _NONE)
        event.ignore()
        window.dragEnterEvent(event)
        seen.append(event.isAccepted())
        return Qt.DropAction.IgnoreAction

    monkeypatch.setattr(QDrag, "exec", moved)
    bench.results.grid.drag_wanted.emit()
    assert seen == [False]


def test_what_lies_below_an_entry_opens_where_one_rests_on_it(
    window: Window, photos: list[int], hand: Hand, settle: Settle
) -> None:
    bench = window.workbench
    tree = bench.sidebar.tree
    bench.results.select_ids(photos[:1])
    settle()
    branch = entry(window, "Europe")
    tree.collapse(branch)
    hand.drag(tree, branch)
    assert not tree.isExpanded(branch)
    hand.rest = True
    hand.drag(tree, branch)
    assert tree.isExpanded(branch)
    assert hand.taken == [False, False]


def test_a_list_scrolls_on_where_one_holds_at_its_edge(
    window: Window, photos: list[int], hand: Hand, settle: Settle
) -> None:
    bench = window.workbench
    tree = bench.sidebar.tree
    bench.results.select_ids(photos[:1])
    tree.expandAll()
    settle()
    bar = tree.verticalScrollBar()
    bar.setValue(0)
    assert bar.maximum() > 0
    hand.scrolls = 3
    last = tree.indexAt(QPoint(40, tree.viewport().height() - 4))
    assert last.isValid()
    hand.drag(tree, last)
    assert bar.value() > 0
