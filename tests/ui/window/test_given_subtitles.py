"""Subtitles that are dropped on the video that plays are its subtitles, and it says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import TextRole
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading
from archive_app.ui.kit.local_files import address
from archive_app.ui.window.window import Window
from tests.media.recordings.films import film, sharp
from tests.ui.conftest import Settle

_COPY, _LEFT, _NONE = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def video(window: Window, qtbot: QtBot, tmp_path: Path, settle: Settle) -> int:
    """A video, shown large."""
    bench = window.workbench
    (entry,) = ingest(bench.session.archive, [film(tmp_path / "talk.avi", [sharp()] * 40)]).added
    bench.results.show_query("kind:video")
    settle()
    bench.results.grid.setFocus()
    qtbot.keyClick(bench.results.grid, Qt.Key.Key_Home)
    settle()
    qtbot.keyClick(bench.results.grid, Qt.Key.Key_Space)
    settle()
    assert bench.preview.large.player is not None
    return reading.resolve(bench.session.archive, entry.ref).id


def test_subtitles_dropped_on_the_video_are_its_own(
    window: Window, video: int, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    session, player = window.workbench.session, window.workbench.preview.large.player
    assert player is not None
    assert not player.transport.subtitles.isEnabled()
    assert "no subtitles" in player.transport.subtitles.toolTip()
    file = tmp_path / "speech.srt"
    file.write_text("1\n00:00:00,000 --> 00:00:03,900\n欢迎来到杭州\n", encoding="utf-8")
    data = QMimeData()
    data.setUrls([address(file)])
    at = player.surface.mapTo(window, player.surface.rect().center())
    said: list[str] = []
    session.hinted.connect(said.append)
    session.told.connect(said.append)
    for sort in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(window, sort(at, _COPY, data, _LEFT, _NONE))
    assert set(said) == {"Drop the subtitles to give them to “talk.avi”."}
    QApplication.sendEvent(window, QDropEvent(QPointF(at), _COPY, data, _LEFT, _NONE))
    settle()
    assert said[-1] == "1 file given to “talk.avi”, as subtitles"
    record = reading.record(session.archive, video)
    assert [text.lang for text in record.texts if text.role is TextRole.SUBTITLES] == ["zh"]
    # They are shown at once, without going away and coming back.
    qtbot.waitUntil(lambda: player.surface.said == "欢迎来到杭州", timeout=60_000)
    assert player.transport.subtitles.isEnabled()
    assert player.transport.subtitles.isChecked()
    qtbot.keyClick(player.surface, Qt.Key.Key_C)
    assert player.surface.said == ""
    assert not player.transport.subtitles.isChecked()


@pytest.mark.usefixtures("video")
def test_what_is_no_subtitles_becomes_no_part_of_the_video(window: Window, tmp_path: Path) -> None:
    player = window.workbench.preview.large.player
    assert player is not None
    data = QMimeData()
    (tmp_path / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    data.setUrls([address(tmp_path / "photo.jpg")])
    said: list[str] = []
    window.workbench.session.hinted.connect(said.append)
    at = player.surface.mapTo(window, player.surface.rect().center())
    for sort in (QDragEnterEvent, QDragMoveEvent):
        QApplication.sendEvent(window, sort(at, _COPY, data, _LEFT, _NONE))
    assert set(said) == {"Drop the files to add copies of them to the archive."}
