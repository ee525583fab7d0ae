"""The still pictures of videos: one is there without being asked for, another is chosen, and undo goes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading
from archive_app.ui.session.multimedia import loads
from archive_app.ui.window.window import Window

Settle = Callable[[], None]
assert loads()

from archive_app.ui.session.posters import jpegs, worth  # noqa: E402 - what it stands on is loaded first


@pytest.fixture
def video(window: Window, corpus: Path, settle: Settle) -> int:
    """A video that counts, seen in the grid."""
    bench = window.workbench
    report = ingest(bench.session.archive, [corpus / "video/wpt-media/counting.mp4"])
    bench.results.show_query("kind:video")
    settle()
    return reading.resolve(bench.session.archive, report.added[0].ref).id


def _tile(window: Window, record: int) -> QPixmap | None:
    row = reading.rows(window.workbench.session.archive, [record])[0]
    return window.workbench.session.thumbnails.pixmap(row.face, row.turn)


def test_a_video_gets_a_still_picture_by_being_seen(window: Window, video: int, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: _tile(window, video) is not None, timeout=60_000)
    made = _tile(window, video)
    assert made is not None
    assert made.width() > made.height()
    assert worth(made.toImage()) >= 1


def test_another_one_is_chosen_and_undo_goes_back(window: Window, video: int, qtbot: QtBot, settle: Settle) -> None:
    qtbot.waitUntil(lambda: _tile(window, video) is not None, timeout=60_000)
    before = _tile(window, video)
    assert before is not None
    bench = window.workbench
    bench.results.grid.setFocus()
    qtbot.keyClick(bench.results.grid, Qt.Key.Key_Home)
    settle()
    qtbot.keyClick(bench.results.grid, Qt.Key.Key_Space)
    settle()
    player = bench.preview.large.player
    assert player is not None
    qtbot.waitUntil(lambda: not player.waiting, timeout=60_000)
    player.recording.seek(4000)
    qtbot.waitUntil(lambda: 3900 < player.recording.picture <= 4000, timeout=60_000)
    qtbot.keyClick(player.surface, Qt.Key.Key_P)
    settle()
    archive = bench.session.archive
    assert reading.record(archive, video).files[0].poster == player.recording.picture
    qtbot.waitUntil(lambda: _tile(window, video) is not None, timeout=60_000)
    chosen = _tile(window, video)
    assert chosen is not None
    assert chosen.toImage() != before.toImage()
    window.actions_table["undo"].trigger()
    settle()
    assert reading.record(archive, video).files[0].poster is None
    again = _tile(window, video)
    assert again is not None
    assert again.toImage() == before.toImage()


def test_what_is_dark_blank_or_blurred_is_worth_less() -> None:
    sharp = QImage(192, 108, QImage.Format.Format_RGB32)
    sharp.fill(QColor("#888888"))
    painter = QPainter(sharp)
    for place in range(0, 192, 24):
        painter.fillRect(place, 0, 12, 108, QColor("#dddddd" if place % 48 else "#222222"))
    painter.end()
    black, grey = sharp.copy(), sharp.copy()
    black.fill(QColor("#050505"))
    grey.fill(QColor("#888888"))
    blurred = sharp.scaled(4, 3).scaled(192, 108, mode=Qt.TransformationMode.SmoothTransformation)
    assert worth(sharp) >= 1
    assert worth(black) < 0.2
    assert worth(grey) < 0.2
    assert worth(blurred) < worth(sharp)


def test_pictures_are_kept_no_larger_than_they_are_shown() -> None:
    image = QImage(1000, 500, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    made = jpegs(image, (2048, 256))
    sizes = {edge: QImage.fromData(data, "JPEG").size().toTuple() for edge, data in made.items()}  # type: ignore[call-overload]
    assert sizes == {2048: (1000, 500), 256: (256, 128)}
