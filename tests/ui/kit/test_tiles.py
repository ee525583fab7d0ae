"""Pictures too large to be shown whole: what is in sight comes in its own pixels."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from archive_app.services.ingest import parts
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading, turning
from archive_app.ui.kit.large import LargePicture
from archive_app.ui.window.window import Window

Settle = Callable[[], None]
_SIZE = (3_600, 2_700)
#: Where the pictures have one white column beside one black one, which no preview shows.
_STRIPES = (2_600, 300, 2_900, 600)


class Looked:
    """The window with one picture in the large view."""

    def __init__(self, window: Window, qtbot: QtBot, settle: Settle) -> None:
        self._window, self._qtbot, self._settle = window, qtbot, settle

    def open(self, file: Path, turn: int = 0) -> LargePicture:
        bench = self._window.workbench
        archive = bench.session.archive
        record = reading.resolve(archive, ingest(archive, [file]).taken[0].ref)
        if turn:
            turning.turn(archive, records=[record.id], by=turn)
        bench.results.show_query(f'filename:"{file.name}"')
        self._settle()
        bench.results.grid.setFocus()
        self._qtbot.keyClick(bench.results.grid, Qt.Key.Key_Home)
        self._settle()
        self._qtbot.keyClick(bench.results.grid, Qt.Key.Key_Space)
        self._settle()
        return bench.preview.large

    def at(self, large: LargePicture, x: int, y: int, scale: float = 1.0) -> None:
        """Zoom so that this pixel of the picture is in the middle, and wait for what is in sight."""
        canvas = large.canvas
        canvas.zoom_to(scale)
        middle, place = canvas.rect().center(), canvas.place()
        canvas.pan(middle.x() - place.left() - x * scale, middle.y() - place.top() - y * scale)
        self.wait(large)

    def wait(self, large: LargePicture) -> None:
        self._qtbot.waitUntil(lambda: large.tiles.complete, timeout=60_000)
        self._settle()


@pytest.fixture
def looked(window: Window, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch) -> Looked:
    monkeypatch.setattr(parts, "MOST_WHOLE", 5_000_000)
    return Looked(window, qtbot, settle)


@pytest.fixture(scope="module")
def striped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Red to the left, blue to the right, and in between stripes of a pixel each."""
    picture = Image.new("RGB", _SIZE, "red")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((1_800, 0, *_SIZE), "blue")
    draw.rectangle(_STRIPES, "black")
    for x in range(_STRIPES[0], _STRIPES[2], 2):
        draw.line((x, _STRIPES[1], x, _STRIPES[3]), "white")
    path = tmp_path_factory.mktemp("striped") / "striped.png"
    picture.save(path, compress_level=1)
    return path


def _colours(large: LargePicture, *points: tuple[int, int]) -> list[QColor]:
    """What is seen at these pixels of the picture."""
    seen, place, scale = large.canvas.grab().toImage(), large.canvas.place(), large.canvas.scale()
    corner = place.topLeft().toPoint()
    return [seen.pixelColor(corner + QPoint(round(x * scale), round(y * scale))) for x, y in points]


def _contrast(large: LargePicture, x: int = 2_750, y: int = 450, *, down: bool = False) -> int:
    points = [(x, y + at) if down else (x + at, y) for at in range(20)]
    greys = [colour.lightness() for colour in _colours(large, *points)]
    return max(greys) - min(greys)


def test_each_pixel_is_seen_where_one_zooms_in(looked: Looked, striped: Path) -> None:
    large = looked.open(striped)
    assert not large.tiles.shown
    looked.at(large, 2_750, 450)
    assert _contrast(large) > 200
    assert len(large.tiles.shown) < 40


def test_without_them_it_is_not(looked: Looked, striped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive_app.ui.kit.tiles.Tiles.paint", lambda *_given: None)
    monkeypatch.setattr("archive_app.ui.kit.tiles.Tiles.complete", True)
    large = looked.open(striped)
    looked.at(large, 2_750, 450)
    assert _contrast(large) < 100


@pytest.mark.parametrize(
    ("turn", "middle"), [(90, (2_700 - 450, 2_750)), (180, (850, 2_700 - 450)), (270, (450, 3_600 - 2_750))]
)
def test_a_picture_turned_by_hand_is_seen_turned(
    looked: Looked, striped: Path, turn: int, middle: tuple[int, int]
) -> None:
    large = looked.open(striped, turn)
    looked.at(large, *middle)
    assert _contrast(large, *middle, down=turn != 180) > 200


def test_moving_on_brings_what_comes_into_sight(looked: Looked, striped: Path) -> None:
    large = looked.open(striped)
    looked.at(large, 900, 1_400)
    (left,) = _colours(large, (900, 1_400))
    large.canvas.pan(-1_800, 0)
    looked.wait(large)
    (right,) = _colours(large, (2_700, 1_400))
    assert left.red() > 240 > 20 > left.blue()
    assert right.blue() > 240 > 20 > right.red()


def test_there_are_no_seams(looked: Looked, striped: Path) -> None:
    large = looked.open(striped)
    looked.at(large, 900, 1_024, 0.83)
    across = [(900, at) for at in range(800, 1_300)]
    assert {colour.red() > 240 and colour.blue() < 20 for colour in _colours(large, *across)} == {True}


def test_the_process_ends_when_the_picture_goes(looked: Looked, striped: Path) -> None:
    large = looked.open(striped)
    looked.at(large, 2_750, 450)
    assert large.tiles.is_at_work
    large.show_file(None)
    assert not large.tiles.is_at_work


def test_what_has_no_parts_is_shown_in_fewer_pixels(
    looked: Looked, striped: Path, settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts.Parts, "ask", lambda _self, _file, _part, done: done(None))
    large = looked.open(striped)
    large.canvas.zoom_to(1.0)
    settle()
    qtbot.waitUntil(lambda: not large.canvas.coarse, timeout=60_000)
    looked.at(large, 2_750, 450)
    assert _contrast(large) > 200
