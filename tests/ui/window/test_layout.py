"""How much of the window is for pictures, and that nothing of it is out of reach on a small screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from archive_app.domain.model.kinds import Kind, StageKind
from archive_app.services.archive import open_archive
from archive_app.services.records import editing, reading
from archive_app.services.search.searching import search_ids
from archive_app.ui.results.cells import _draw_fitted
from archive_app.ui.results.grid import STANDARD, GridView
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window
from tests.ui.conftest import Settle


@pytest.fixture
def story(story: Path) -> Path:
    """The small archive with so many people more that a result fills the window."""
    with open_archive(story) as archive:
        for number in range(30):
            editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName(f"Person {number}")])
    return story


def whole_tiles(grid: GridView) -> int:
    """How many tiles of the grid are seen whole."""
    model, room = grid.model(), grid.viewport().rect()
    cells = [model.index(row, column) for row in range(model.rowCount()) for column in range(model.columnCount())]
    return sum(room.contains(grid.visualRect(cell)) for cell in cells if cell.flags() & Qt.ItemFlag.ItemIsEnabled)


def test_with_everything_open_fifteen_tiles_and_more_are_seen(window: Window, settle: Settle) -> None:
    bench = window.workbench
    bench.results.show_query("kind:person")
    settle()
    bench.results.go_to(3)
    settle()
    assert all(pane.isVisible() for pane in (bench.sidebar, bench.results.facets, bench.inspector))
    assert whole_tiles(bench.results.grid) >= 15
    # What a desktop leaves of 1280 by 800 for a window with a frame and a title.
    window.resize(1264, 740)
    settle()
    assert whole_tiles(bench.results.grid) >= 15


def test_facets_stand_below_the_sidebar_and_are_hidden_and_shown_with_their_key(window: Window) -> None:
    bench = window.workbench
    facets, sidebar = bench.results.facets, bench.sidebar
    at = facets.mapTo(window, QPoint(0, 0))
    assert at.x() == sidebar.mapTo(window, QPoint(0, 0)).x()
    assert at.y() >= sidebar.mapTo(window, QPoint(0, sidebar.height())).y()
    window.actions_table["sidebar"].trigger()
    assert not sidebar.isVisible()
    assert not facets.isVisible()
    window.actions_table["facets"].trigger()
    assert facets.isVisible()
    window.actions_table["facets"].trigger()
    assert not facets.isVisible()
    assert sidebar.isVisible()
    window.actions_table["sidebar"].trigger()
    bench.results.bar.facets.click()
    assert facets.isVisible()


def test_the_wheel_with_ctrl_makes_the_pictures_larger_and_without_it_scrolls(window: Window, settle: Settle) -> None:
    grid, zoom = window.workbench.results.grid, window.workbench.results.bar.zoom
    window.workbench.results.show_query("kind:person")
    settle()
    assert zoom.value() == STANDARD

    def turn(by: int, keys: Qt.KeyboardModifier) -> None:
        at = QPointF(grid.viewport().rect().center())
        event = QWheelEvent(
            at,
            QPointF(grid.viewport().mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, by),
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(grid.viewport(), event)

    width = grid.columnWidth(0)
    turn(60, Qt.KeyboardModifier.ControlModifier)
    assert zoom.value() == STANDARD
    turn(180, Qt.KeyboardModifier.ControlModifier)
    assert zoom.value() == STANDARD + 48
    assert grid.columnWidth(0) > width
    turn(-120, Qt.KeyboardModifier.ControlModifier)
    assert zoom.value() == STANDARD + 24
    assert grid.verticalScrollBar().value() == 0
    turn(-120, Qt.KeyboardModifier.NoModifier)
    assert zoom.value() == STANDARD + 24
    assert grid.verticalScrollBar().value() > 0


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_a_picture_fills_its_cell_however_many_points_the_screen_has(ratio: float) -> None:
    small = QPixmap(120, 90)
    small.fill(QColor("red"))
    cell = QPixmap(int(280 * ratio), int(210 * ratio))
    cell.setDevicePixelRatio(ratio)
    cell.fill(QColor("white"))
    painter = QPainter(cell)
    _draw_fitted(painter, small, QRect(0, 0, 280, 210), QColor("red"))
    painter.end()
    image = cell.toImage()
    for x, y in ((3, 3), (image.width() - 4, 3), (3, image.height() - 4), (image.width() - 4, image.height() - 4)):
        assert image.pixelColor(x, y) == QColor("red")


@pytest.mark.parametrize("ratio", [1.0, 2.0])
def test_the_line_around_a_picture_lies_on_its_edge(ratio: float) -> None:
    small = QPixmap(280, 210)
    small.fill(QColor("red"))
    cell = QPixmap(int(300 * ratio), int(230 * ratio))
    cell.setDevicePixelRatio(ratio)
    cell.fill(QColor("black"))
    painter = QPainter(cell)
    _draw_fitted(painter, small, QRect(10, 10, 280, 210), QColor("blue"))
    painter.end()
    image, wide = cell.toImage(), int(ratio)
    middle = image.height() // 2
    row = [image.pixelColor(x, middle).name() for x in range(image.width())]
    black, blue, red = QColor("black").name(), QColor("blue").name(), QColor("red").name()
    inner = int(280 * ratio) - 2 * wide
    assert row == [black] * (10 * wide) + [blue] * wide + [red] * inner + [blue] * wide + [black] * (10 * wide)


def outside(window: Window) -> list[str]:
    """What of the window is seen and reaches beyond its edge, lines that scroll left out."""
    frame = window.rect()
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or widget.window() is not window or _scrolled(widget):
            continue
        box = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
        if not frame.contains(box) and not box.isEmpty():
            found.append(f"{type(widget).__name__} {widget.objectName()} {box}")
    return found


def _scrolled(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None:
        if parent.objectName() == "qt_scrollarea_viewport":
            return True
        parent = parent.parentWidget()
    return False


@pytest.mark.parametrize(("width", "height"), [(860, 640), (1366, 768), (1280, 800)])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_is_cut_off_on_a_small_screen(
    shell: Shell, window: Window, settle: Settle, width: int, height: int, language: str
) -> None:
    shell.choose("language", language)
    window = shell.window
    settle()
    window.resize(width, height)
    settle()
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    results.go_to(0)
    settle()
    assert (window.width(), window.height()) == (width, height)
    assert outside(window) == []
    bar = results.bar
    for widget in (bar.facets, bar.count, bar.order, bar.grid, bar.table):
        assert widget.isVisible()
        assert widget.width() >= widget.minimumSizeHint().width(), widget
    inspector = window.workbench.inspector
    page = inspector.page.widget()
    assert page.width() <= inspector.page.viewport().width()


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_of_a_partnership_fits_into_a_narrow_window(
    shell: Shell, window: Window, settle: Settle, language: str
) -> None:
    shell.choose("language", language)
    window = shell.window
    settle()
    bench = window.workbench
    archive = bench.session.archive
    partnership = search_ids(archive, "kind:partnership")[0]
    for kind in (StageKind.LETTER_OF_INTENT, StageKind.FRIENDLY_CITY, StageKind.SISTER_CITY, StageKind.DORMANT):
        editing.add_stage(archive, partnership=partnership, kind=kind)
    (record,) = reading.refs(archive, [partnership])
    for width in (1280, 860):
        window.resize(width, 640)
        bench.go_to(record)
        settle()
        page = bench.partnership
        body, seen = page.widget(), page.viewport()
        assert page.isVisible()
        assert body.width() <= seen.width()
        for part in body.findChildren(QWidget):
            if part.isVisible():
                box = QRect(part.mapTo(body, QPoint(0, 0)), part.size())
                assert body.rect().contains(box), (width, part, box)
    timeline = page.timeline
    assert timeline.height() > timeline.heightForWidth(2000)


def test_panes_as_an_earlier_window_left_them_hide_nothing(shell: Shell, story: Path, settle: Settle) -> None:
    # What was kept while the facets stood beside the result: three panes, and the facets' own splitter.
    kept = "000000ff00000001000000030000011800000258000001900100000001010000000100"
    shell.settings.put("window/panes", QByteArray.fromHex(kept.encode()))
    shell.open_folder(story)
    settle()
    bench = shell.window.workbench
    assert bench.splitter.sizes()[0] > 250  # it was read
    for pane in (bench.sidebar, bench.results.facets, bench.results, bench.inspector):
        assert pane.isVisible()
        assert pane.width() > 100
        assert pane.height() > 100
