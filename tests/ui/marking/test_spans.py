"""Stretches of a recording: marked by two keys while a real one is shown, played, pulled and described."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from archive_app.domain.model.boxes import Span
from archive_app.services.ingest.ingest import ingest
from archive_app.services.search.searching import search_ids
from archive_app.ui.kit.player import Player
from archive_app.ui.marking.editor import RegionEditor
from archive_app.ui.marking.lane import Lane
from archive_app.ui.marking.span_marking import SpanMarking
from archive_app.ui.window.window import Window
from tests.ui.marking.hand import Hand

Key, Modifier = Qt.Key, Qt.KeyboardModifier
Settle = Callable[[], None]


class Film(Hand):
    """A video of ten seconds, large."""

    @property
    def spans(self) -> SpanMarking:
        found = self.marking.spans
        assert found is not None
        return found

    @property
    def player(self) -> Player:
        return self.spans.player

    @property
    def lane(self) -> Lane:
        return self.spans.lane

    @property
    def form(self) -> RegionEditor:
        found = self.spans.describing.editor
        assert found is not None
        return found

    def go_to(self, milliseconds: int) -> None:
        self.player.recording.seek(milliseconds)
        self.qtbot.waitUntil(lambda: self.player.recording.position == milliseconds, timeout=60_000)

    def strike(self, key: Qt.Key, held: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
        self.qtbot.keyClick(self.player.surface, key, held)

    def bar(self, number: int = 0) -> QPoint:
        return self.lane.bar(self.lane.regions[number]).center().toPoint()


def _open(window: Window, qtbot: QtBot, settle: Settle, file: Path) -> Film:
    bench = window.workbench
    ingest(bench.session.archive, [file])
    bench.results.show_query(f'filename:"{file.name}"')
    settle()
    bench.results.grid.setFocus()
    qtbot.keyClick(bench.results.grid, Key.Key_Home)
    settle()
    qtbot.keyClick(bench.results.grid, Key.Key_Space)
    settle()
    film = Film(window, qtbot, settle)
    qtbot.waitUntil(lambda: not film.player.waiting and film.player.recording.length > 0, timeout=60_000)
    return film


@pytest.fixture
def film(window: Window, qtbot: QtBot, settle: Settle, corpus: Path) -> Film:
    return _open(window, qtbot, settle, corpus / "video/wpt-media/counting.mp4")


def test_two_keys_mark_a_stretch_that_is_then_described(film: Film) -> None:
    film.go_to(2000)
    film.strike(Key.Key_I)
    assert film.lane.isVisible()
    film.go_to(5000)
    film.strike(Key.Key_O)
    assert film.form.name.hasFocus()
    film.type("nezih")
    film.settle()
    film.key(Key.Key_Return)
    film.type("Speaks")
    film.key(Key.Key_Return)
    film.settle()
    (region,) = film.kept()
    assert (region.span, region.box, region.text) == (Span(2, 5), None, "Speaks")
    assert region.subject is not None
    assert [each.id for each in film.lane.regions] == [region.id]
    assert film.player.surface.hasFocus()


def test_enter_with_ctrl_saves_a_stretch_from_its_text(film: Film) -> None:
    film.go_to(2000)
    film.strike(Key.Key_I)
    film.go_to(5000)
    film.strike(Key.Key_O)
    film.form.words.setFocus()
    film.type("Speaks")
    film.key(Key.Key_Return, Modifier.ControlModifier)
    film.settle()
    assert [each.text for each in film.kept()] == ["Speaks"]


def test_letters_that_are_typed_are_no_keys_of_the_player(film: Film) -> None:
    film.go_to(2000)
    film.strike(Key.Key_O)
    film.key(Key.Key_Tab)
    film.type("I look")
    film.key(Key.Key_Space)
    assert film.form.words.toPlainText() == "I look "
    assert not film.player.recording.running
    film.key(Key.Key_Escape)
    film.settle()
    assert film.kept() == ()
    assert film.spans.describing.editor is None


def test_a_click_plays_a_stretch_from_its_start(film: Film) -> None:
    film.add(film.record.id, span=Span(3, 6), text="Here")
    assert not film.player.recording.running
    film.qtbot.mouseClick(film.lane, Qt.MouseButton.LeftButton, pos=film.bar())
    assert film.player.recording.running
    film.qtbot.waitUntil(lambda: film.player.recording.position >= 3000, timeout=60_000)


def test_its_ends_are_pulled_by_the_mouse_and_set_by_keys(film: Film) -> None:
    region = film.add(film.record.id, span=Span(3, 6))
    lane = film.lane
    bar = lane.bar(lane.regions[0])
    end = QPoint(round(bar.right()), round(bar.center().y()))
    to = QPoint(round(lane.at(8)), end.y())
    film.qtbot.mousePress(lane, Qt.MouseButton.LeftButton, Modifier.NoModifier, end)
    film.qtbot.mouseMove(lane, to)
    film.qtbot.mouseRelease(lane, Qt.MouseButton.LeftButton, Modifier.NoModifier, to)
    film.settle()
    span = film.kept()[0].span
    assert span is not None
    assert (span.start, round(span.end, 1)) == (3, 8)
    assert lane.current == region.id
    film.go_to(1000)
    film.strike(Key.Key_I)
    film.settle()
    span = film.kept()[0].span
    assert span is not None
    assert span.start == 1
    film.window.actions_table["undo"].trigger()
    film.settle()
    span = film.kept()[0].span
    assert span is not None
    assert span.start == 3


def test_n_goes_to_the_next_one_and_delete_takes_it_off_until_undo(film: Film) -> None:
    film.add(film.record.id, span=Span(6, 7), text="late")
    film.add(film.record.id, span=Span(1, 2), text="early")
    film.strike(Key.Key_N)
    film.strike(Key.Key_N)
    film.qtbot.waitUntil(lambda: film.player.recording.position == 6000, timeout=60_000)
    film.strike(Key.Key_Delete)
    film.settle()
    assert [each.text for each in film.kept()] == ["early"]
    film.window.actions_table["undo"].trigger()
    film.settle()
    assert len(film.lane.regions) == 2


def test_what_a_program_found_is_accepted_by_a_key(film: Film) -> None:
    film.add(film.record.id, span=Span(6, 7), text="late", accepted=False)
    film.strike(Key.Key_F8)
    film.strike(Key.Key_F8)
    film.settle()
    assert film.kept()[0].accepted


def test_escape_forgets_a_start_and_does_not_leave(film: Film) -> None:
    film.strike(Key.Key_I)
    film.strike(Key.Key_Escape)
    assert film.lane.isHidden()
    assert film.window.workbench.previewing
    film.strike(Key.Key_Escape)
    assert not film.window.workbench.previewing


def test_a_start_is_forgotten_where_another_record_comes(film: Film) -> None:
    film.go_to(2000)
    film.window.actions_table["mark"].trigger()
    assert film.lane.begun == 2
    bench = film.window.workbench
    other = search_ids(bench.session.archive, "kind:photo")[0]
    bench.show_preview(other)
    film.settle()
    assert film.lane.begun is None


def test_a_search_that_finds_a_stretch_plays_it(film: Film) -> None:
    film.add(film.record.id, span=Span(4, 6), text="Greets the delegation")
    bench = film.window.workbench
    bench.leave_preview()
    bench.results.show_query("delegation")
    film.settle()
    bench.results.grid.setFocus()
    film.qtbot.keyClick(bench.results.grid, Key.Key_Home)
    film.settle()
    film.qtbot.keyClick(bench.results.grid, Key.Key_Space)
    film.settle()
    film.qtbot.waitUntil(lambda: film.player.recording.position >= 4000, timeout=60_000)
    assert film.lane.current == film.lane.regions[0].id
