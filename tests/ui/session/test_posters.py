"""The still pictures of videos: one is there without being asked for, another is chosen, and undo goes back."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading
from archive_app.ui.session.multimedia import loads
from archive_app.ui.window.window import Window

Settle = Callable[[], None]
assert loads()


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
    assert len({made.toImage().pixel(x, 60) for x in range(0, made.width(), 8)}) > 3, "neither black nor blank"


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
