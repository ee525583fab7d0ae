"""The large view: zoom, pan, next and previous, and the reason where there is no picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import merging
from archive_app.services.search.searching import search_ids
from archive_app.ui.kit.canvas import Canvas
from archive_app.ui.window.preview import Preview
from archive_app.ui.window.window import Window
from tests.ui.pictures import draw

Key = Qt.Key
Settle = Callable[[], None]


@pytest.fixture
def opened(window: Window, qtbot: QtBot, settle: Settle) -> Window:
    """The window with the first photo shown large."""
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    results.grid.setFocus()
    qtbot.keyClick(results.grid, Key.Key_Home)
    settle()
    qtbot.keyClick(results.grid, Key.Key_Space)
    settle()
    return window


def test_space_opens_and_escape_goes_back(opened: Window, qtbot: QtBot) -> None:
    bench = opened.workbench
    assert bench.previewing
    assert bench.preview.canvas.hasFocus()
    assert bench.inspector.record is not None
    assert bench.inspector.record.title in bench.preview.title.text()
    assert "×" in bench.preview.info.text()
    qtbot.keyClick(bench.preview.canvas, Key.Key_Escape)
    assert not bench.previewing
    assert bench.results.grid.hasFocus()


def test_page_up_and_down_go_from_record_to_record_and_space_puts_the_large_view_away(
    opened: Window, qtbot: QtBot, settle: Settle
) -> None:
    bench = opened.workbench
    first = bench.preview.title.text()
    qtbot.keyClick(bench.preview.canvas, Key.Key_PageDown)
    settle()
    second = bench.preview.title.text()
    assert second != first
    qtbot.keyClick(bench.preview.canvas, Key.Key_PageUp)
    settle()
    assert bench.preview.title.text() == first
    qtbot.keyClick(bench.preview.canvas, Key.Key_Space)
    assert not bench.previewing


def test_the_files_of_a_record_are_pages_of_their_own_key(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    archive = bench.session.archive
    front, back = search_ids(archive, "kind:photo")[:2]
    merging.merge(archive, keep=front, drop=back)
    bench.results.show_query("kind:photo")
    settle()
    bench.results.select_ids([front], front)
    settle()
    bench.show_preview(front)
    settle()
    assert "file 1 of 2 (Ctrl+Page Up, Ctrl+Page Down)" in bench.preview.info.text()
    title = bench.preview.title.text()
    qtbot.keyClick(bench.preview.canvas, Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert "file 2 of 2" in bench.preview.info.text()
    assert bench.preview.title.text() == title


def test_arrows_go_on_and_stop_at_the_ends(opened: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = opened.workbench
    first = bench.preview.title.text()
    qtbot.keyClick(bench.preview.canvas, Key.Key_Right)
    settle()
    assert bench.preview.title.text() != first
    qtbot.keyClick(bench.preview.canvas, Key.Key_Left)
    qtbot.keyClick(bench.preview.canvas, Key.Key_Left)
    settle()
    assert bench.preview.title.text() == first


def test_rating_and_rejecting_are_seen_on_the_large_picture(opened: Window, qtbot: QtBot, settle: Settle) -> None:
    canvas, info = opened.workbench.preview.canvas, opened.workbench.preview.info
    qtbot.keyClick(canvas, Key.Key_4)
    settle()
    assert info.text().startswith("★★★★ · ")
    qtbot.keyClick(canvas, Key.Key_X, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert info.text().startswith("rejected · ")
    qtbot.keyClick(canvas, Key.Key_X, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert info.text().startswith("★★★★ · ")


def test_keys_zoom(opened: Window, qtbot: QtBot) -> None:
    canvas = opened.workbench.preview.canvas
    fitting = canvas.scale()
    qtbot.keyClick(canvas, Key.Key_Z)
    assert canvas.scale() == 1.0
    assert "100%" in opened.workbench.preview.info.text()
    qtbot.keyClick(canvas, Key.Key_Z)
    assert canvas.fitted
    qtbot.keyClick(canvas, Key.Key_Plus)
    qtbot.keyClick(canvas, Key.Key_Plus)
    assert canvas.scale() > fitting
    assert not canvas.fitted
    qtbot.keyClick(canvas, Key.Key_Minus)
    qtbot.keyClick(canvas, Key.Key_Z)
    assert canvas.fitted


def test_what_has_no_picture_says_why(opened: Window, qtbot: QtBot, settle: Settle, tmp_path: Path) -> None:
    bench = opened.workbench
    bench.leave_preview()
    (tmp_path / "broken.jpg").write_bytes(b"\xff\xd8\xff and nothing")
    ingest(bench.session.archive, [tmp_path / "broken.jpg"])
    bench.results.show_query("file:broken")
    settle()
    bench.results.grid.setFocus()
    qtbot.keyClick(bench.results.grid, Key.Key_Home)
    settle()
    qtbot.keyClick(bench.results.grid, Key.Key_Return)
    settle()
    assert bench.previewing
    assert bench.preview.canvas.words
    assert bench.preview.canvas.words == bench.inspector.record.files[0].picture  # type: ignore[union-attr]


@pytest.fixture
def canvas(qtbot: QtBot) -> Canvas:
    """A canvas of 800 × 600 with a picture of 2000 × 1000 (shown at half its size)."""
    made = Canvas()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    picture = QPixmap(1000, 500)
    picture.fill(Qt.GlobalColor.red)
    made.put(picture, 2000)
    return made


def wheel(canvas: Canvas, at: QPointF, steps: int) -> None:
    event = QWheelEvent(
        at, QPointF(canvas.mapToGlobal(at.toPoint())), QPoint(), QPoint(0, 120 * steps), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(canvas, event)


def test_the_scale_is_that_of_the_original(canvas: Canvas) -> None:
    assert canvas.scale() == pytest.approx(800 / 2000)


def test_the_wheel_zooms_at_the_cursor(canvas: Canvas) -> None:
    canvas.zoom_to(1.0)
    at = QPointF(200, 300)
    before = (at - canvas.place().topLeft()) / canvas.scale()
    wheel(canvas, at, 2)
    after = (at - canvas.place().topLeft()) / canvas.scale()
    assert canvas.scale() > 1.5
    assert (before - after).manhattanLength() < 1


def test_the_mouse_moves_the_picture_but_never_out_of_sight(canvas: Canvas, qtbot: QtBot) -> None:
    canvas.zoom_to(1.0)
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(canvas, left, pos=QPoint(400, 300))
    qtbot.mouseMove(canvas, QPoint(450, 300))
    canvas.pan(50, 0)
    qtbot.mouseRelease(canvas, left, pos=QPoint(450, 300))
    canvas.pan(10_000, 0)
    assert canvas.place().left() == pytest.approx(0, abs=1)
    canvas.pan(-20_000, 0)
    assert canvas.place().right() == pytest.approx(800, abs=1)


def test_a_small_picture_is_not_blown_up(canvas: Canvas) -> None:
    picture = QPixmap(100, 80)
    picture.fill(Qt.GlobalColor.blue)
    canvas.put(picture, 100)
    assert canvas.scale() == pytest.approx(1.0)


def test_one_to_one_shows_the_pixels_of_the_original(
    window: Window, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    draw(tmp_path / "wide.jpg", "wide", "#375", (3200, 1600))
    bench = window.workbench
    added = ingest(bench.session.archive, [tmp_path / "wide.jpg"]).added[0]
    bench.results.show_query(f"ref:{added.ref}")
    settle()
    bench.results.grid.setFocus()
    qtbot.keyClick(bench.results.grid, Key.Key_Home)
    settle()
    qtbot.keyClick(bench.results.grid, Key.Key_Space)
    settle()
    canvas = bench.preview.canvas
    assert not canvas.coarse
    qtbot.keyClick(canvas, Key.Key_Z)
    assert canvas.coarse
    qtbot.waitUntil(lambda: not canvas.coarse, timeout=30_000)
    assert canvas.scale() == 1.0


@pytest.fixture
def wide(window: Window, tmp_path: Path, qtbot: QtBot, settle: Settle) -> Preview:
    """Four pictures with more pixels than a preview has, the first one shown large."""
    bench = window.workbench
    files = [draw(tmp_path / f"wide {number}.jpg", f"wide {number}", "#375", (3200, 1600)) for number in range(4)]
    ingest(bench.session.archive, files)
    bench.results.show_query("file:wide")
    settle()
    bench.results.grid.setFocus()
    qtbot.keyClick(bench.results.grid, Key.Key_Home)
    settle()
    qtbot.keyClick(bench.results.grid, Key.Key_Space)
    settle()
    return bench.preview


def test_the_next_picture_is_there_with_the_key_that_asks_for_it(wide: Preview, qtbot: QtBot, settle: Settle) -> None:
    """Its preview either way one goes, and all its pixels once one has looked at one of them more closely."""
    canvas, titles = wide.canvas, [wide.title.text()]

    def drawn() -> tuple[str, int]:
        """What is on the screen: of which record, and how wide the picture is that is drawn."""
        picture = canvas._picture
        return wide.title.text(), picture.width() if picture is not None else 0

    qtbot.keyClick(canvas, Key.Key_Right)
    titles.append(drawn()[0])
    assert titles[1] != titles[0]
    assert drawn() == (titles[1], 2048)
    settle()
    qtbot.keyClick(canvas, Key.Key_Z)
    qtbot.waitUntil(lambda: not canvas.coarse, timeout=30_000)
    qtbot.keyClick(canvas, Key.Key_Right)
    assert drawn()[1] == 2048
    settle()
    qtbot.keyClick(canvas, Key.Key_Right)
    qtbot.keyClick(canvas, Key.Key_Z)
    assert drawn()[1] == 3200
    settle()
    qtbot.keyClick(canvas, Key.Key_Left)
    settle()
    qtbot.keyClick(canvas, Key.Key_Left)
    assert drawn() == (titles[1], 2048)


def test_the_next_picture_is_fitted_whether_it_was_read_ahead_or_not(
    wide: Preview, qtbot: QtBot, settle: Settle
) -> None:
    canvas = wide.canvas
    for ahead in (True, False):
        qtbot.keyClick(canvas, Key.Key_Z)
        settle()
        assert not canvas.fitted
        if not ahead:
            wide.large._decoded._previews.clear()
        qtbot.keyClick(canvas, Key.Key_Right)
        shown = canvas._picture
        assert shown is not None
        assert (shown.width() == 2048, canvas.fitted) == (ahead, True)
        settle()
        assert canvas.fitted


def test_what_is_done_to_the_picture_that_is_shown_large_is_said(
    window: Window, photos: list[int], settle: Settle
) -> None:
    bench = window.workbench
    bench.show_preview(photos[0])
    settle()
    for does, said in (("reject", "Rejected."), ("reject", "Not rejected any more."), ("rate-4", "4 stars")):
        window.actions_table[does].trigger()
        settle()
        assert bench.notice.label.text().startswith(said)
    told: list[str] = []
    bench.session.told.connect(told.append)
    bench.leave_preview()
    window.actions_table["rate-3"].trigger()
    settle()
    # In the grid it is to be seen.
    assert told == []
