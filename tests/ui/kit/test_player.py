"""Recordings in the large view and while stepping: real files are played, and what is seen and said of them is read."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.services.ingest.ingest import add_files, ingest
from archive_app.services.records import reading
from archive_app.ui.kit.file_facts import file_facts
from archive_app.ui.kit.large import LargePicture
from archive_app.ui.kit.player import Player
from archive_app.ui.kit.transport import clock, speed_text
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]


class Shown:
    """The window with one recording in the large view."""

    def __init__(self, window: Window, qtbot: QtBot, settle: Settle) -> None:
        self.window, self.qtbot, self.settle = window, qtbot, settle

    def open(self, file: Path, key: Qt.Key = Key.Key_Space) -> Player:
        bench = self.window.workbench
        ingest(bench.session.archive, [file])
        bench.results.show_query(f'filename:"{file.name}"')
        self.settle()
        bench.results.grid.setFocus()
        self.qtbot.keyClick(bench.results.grid, Key.Key_Home)
        self.settle()
        self.qtbot.keyClick(bench.results.grid, key)
        self.settle()
        large = bench.preview.large if key == Key.Key_Space else bench.stepping.large
        assert large.player is not None
        return self.ready(large.player)

    def ready(self, player: Player) -> Player:
        self.until(lambda: not player.waiting)
        return player

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        self.qtbot.keyClick(focused, key, held)

    def until(self, holds: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(holds, timeout=60_000)


@pytest.fixture
def shown(window: Window, qtbot: QtBot, settle: Settle) -> Shown:
    return Shown(window, qtbot, settle)


@pytest.fixture
def video(corpus: Path) -> Path:
    """Ten seconds, 30 pictures each, that count."""
    return corpus / "video/wpt-media/counting.mp4"


def _picture(player: Player) -> QImage:
    return player.surface.image.copy()


def test_a_video_shows_its_first_picture_and_waits(shown: Shown, video: Path) -> None:
    player = shown.open(video)
    assert not player.recording.running
    assert (player.surface.image.width(), player.surface.image.height()) == (352, 288)
    assert player.transport.time.text() == "0:00.00 / 0:10"
    assert player.surface.hasFocus()


def test_space_plays_and_pauses(shown: Shown, video: Path) -> None:
    player = shown.open(video)
    before = _picture(player)
    shown.press(Key.Key_Space)
    assert player.recording.running
    assert "Pause" in player.transport.play.toolTip()
    shown.until(lambda: player.recording.position > 0 and _picture(player) != before)
    shown.press(Key.Key_Space)
    assert not player.recording.running
    assert "Play" in player.transport.play.toolTip()


def test_a_picture_on_and_a_picture_back(shown: Shown, video: Path) -> None:
    player = shown.open(video)
    # 30 in a second: they begin at 0, 33 and 66 milliseconds.
    for key, begins in (
        (Key.Key_Period, 33),
        (Key.Key_Period, 66),
        (Key.Key_Comma, 33),
        (Key.Key_Comma, 0),
        (Key.Key_Comma, 0),
    ):
        shown.press(key)
        shown.until(lambda begins=begins: player.recording.picture == begins)  # type: ignore[misc]
    assert not player.recording.running


def test_l_goes_faster_and_k_stops(shown: Shown, video: Path) -> None:
    player = shown.open(video)
    for speed in ("1×", "2×", "4×", "4×"):
        shown.press(Key.Key_L)
        assert player.recording.running
        assert player.transport.speed.text() == speed
    shown.press(Key.Key_K)
    assert not player.recording.running
    assert player.transport.speed.text() == "1×"


def test_j_runs_backwards_to_the_beginning(shown: Shown, video: Path) -> None:
    player = shown.open(video)
    first = _picture(player)
    player.recording.seek(2000)
    shown.until(lambda: _picture(player) != first)
    shown.press(Key.Key_J)
    shown.press(Key.Key_J)
    assert player.recording.backwards
    shown.until(lambda: not player.recording.running)
    assert player.recording.position == 0
    shown.until(lambda: _picture(player) == first)


def test_the_end_begins_anew_only_where_it_is_to_loop(shown: Shown, video: Path) -> None:
    player = shown.open(video)
    shown.press(Key.Key_End)
    shown.press(Key.Key_Space)
    shown.until(lambda: not player.recording.running)
    assert not player.surface.image.isNull()
    shown.press(Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    assert player.transport.loop.isChecked()
    player.recording.seek(player.recording.length - 200)
    shown.press(Key.Key_Space)
    shown.until(lambda: 0 < player.recording.position < player.recording.length // 2)
    assert player.recording.running


def test_after_the_end_one_can_still_look_back(shown: Shown, video: Path) -> None:
    player = shown.open(video)
    player.recording.seek(player.recording.length - 100)
    shown.press(Key.Key_Space)
    shown.until(lambda: not player.recording.running)
    last = _picture(player)
    shown.press(Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    shown.until(lambda: _picture(player) != last)
    assert not player.recording.running


def test_volume_and_silence(shown: Shown, corpus: Path) -> None:
    player = shown.open(corpus / "video/wpt-media/test.mp4")
    assert player.transport.volume.isEnabled()
    shown.press(Key.Key_Down)
    shown.press(Key.Key_Down)
    assert player.transport.volume.value() == 80
    shown.press(Key.Key_M)
    assert player.recording.muted
    assert player.transport.mute.isChecked()
    shown.press(Key.Key_Up)
    assert not player.recording.muted
    assert player.transport.volume.value() == 90


def test_the_full_screen_is_left_as_it_was_entered(shown: Shown, video: Path, qtbot: QtBot) -> None:
    player = shown.open(video)
    shown.press(Key.Key_F)
    assert player.isFullScreen()
    # Off screen nobody hands the focus from window to window.
    qtbot.keyClick(player.surface, Key.Key_Escape)
    assert not player.isWindow()
    assert player.isVisible()
    assert shown.window.workbench.previewing
    qtbot.keyClick(player.surface, Key.Key_Escape)
    assert not shown.window.workbench.previewing


def test_what_is_out_of_sight_does_not_play(shown: Shown, video: Path) -> None:
    player = shown.open(video)
    shown.press(Key.Key_Space)
    shown.press(Key.Key_Escape)
    assert not shown.window.workbench.previewing
    assert not player.recording.running


def test_it_is_shown_turned_as_its_file_says(shown: Shown, corpus: Path) -> None:
    player = shown.open(corpus / "video/derived-rotation-gps-subs/rot90.mov")
    assert player.surface.image.height() > player.surface.image.width()


def test_keys_of_the_player_work_while_stepping(shown: Shown, video: Path) -> None:
    player = shown.open(video, Key.Key_F2)
    shown.press(Key.Key_Escape)
    shown.press(Key.Key_Space)
    assert player.recording.running
    shown.press(Key.Key_K)
    assert not player.recording.running
    shown.press(Key.Key_Escape)
    shown.settle()
    assert not shown.window.workbench.stepping_through
    assert player.file is None


def test_a_sound_shows_its_wave_and_plays(shown: Shown, corpus: Path, qtbot: QtBot) -> None:
    player = shown.open(corpus / "video/wpt-media/speech.wav")
    assert player.transport.before.isHidden()
    # Three seconds, a value for each hundredth of one.
    shown.until(lambda: player.wave.values != b"")
    assert 270 <= len(player.wave.values) <= 330
    assert 25 < max(player.wave.values) < 130
    before = player.surface.grab().toImage()
    qtbot.mouseClick(player.surface, Qt.MouseButton.LeftButton, pos=player.surface.rect().center())
    shown.until(lambda: 1300 < player.recording.position < 1700)
    assert not player.recording.running
    assert player.surface.grab().toImage() != before
    shown.press(Key.Key_Space)
    assert player.recording.running
    shown.until(lambda: player.recording.position > 1700)


def test_how_loud_and_how_fast_is_remembered(shown: Shown, video: Path, qtbot: QtBot) -> None:
    """For the next recording, and the next time."""
    player = shown.open(video)
    for _time in range(3):
        shown.press(Key.Key_Down)
    shown.press(Key.Key_L, Qt.KeyboardModifier.ShiftModifier)
    player.recording.set_speed(1.5)
    session = shown.window.workbench.session
    assert player.file is not None
    for said, heard in ((None, (70, 1.5, True)), ("loud", (100, 1.0, True))):
        if said is not None:
            session.settings.put("player/volume", said)
        large = LargePicture(session)
        qtbot.addWidget(large)
        large.show_file(player.file)
        assert large.player is not None
        recording = large.player.recording
        assert (recording.volume, recording.speed, recording.looping) == heard
        large.stop()


def test_the_length_is_the_one_of_the_tile(shown: Shown, video: Path) -> None:
    """9.8 seconds are ten, wherever they are said."""
    player = shown.open(video)
    shown.until(lambda: player.recording.length > 0)
    assert player.transport.time.text().endswith(" / 0:10")
    assert player.file is not None
    assert ("Duration", "0:10") in file_facts(player.file)


def test_subtitles_inside_are_shown_until_they_are_put_away(shown: Shown, corpus: Path) -> None:
    player = shown.open(corpus / "video/derived-rotation-gps-subs/with_subtitles.mkv")
    heard: list[str] = []
    player.recording.moved.connect(lambda _place: heard.append(player.surface.said))
    shown.press(Key.Key_Space)
    shown.until(lambda: any("欢迎来到杭州" in each for each in heard))
    shown.press(Key.Key_C)
    assert (player.surface.said, player.surface.told) == ("", "Subtitles: none")
    shown.until(lambda: player.recording.position > 2500)
    assert player.surface.said == ""


@pytest.fixture
def talk(shown: Shown, video: Path, tmp_path: Path) -> int:
    """The video, with subtitles in Chinese."""
    beside = tmp_path / "counting.zh.srt"
    lines = ("00:00:01,000 --> 00:00:02,000\n杭州的西湖", "00:00:04,000 --> 00:00:09,900\n钱塘江的潮水")
    beside.write_text("\n\n".join(f"{number}\n{line}" for number, line in enumerate(lines, 1)), encoding="utf-8")
    archive = shown.window.workbench.session.archive
    taken = ingest(archive, [video])
    record = reading.resolve(archive, taken.added[0].ref).id
    add_files(archive, [beside], record=record)
    return record


@pytest.mark.usefixtures("talk")
def test_subtitles_beside_it_follow_the_place(shown: Shown, video: Path) -> None:
    player = shown.open(video)
    assert player.file is not None
    before = player.surface.grab().toImage()
    assert player.surface.said == ""
    player.recording.seek(1500)
    shown.until(lambda: player.surface.said == "杭州的西湖")
    assert player.surface.grab().toImage() != before
    player.recording.seek(3000)
    shown.until(lambda: player.surface.said == "")
    for words in ("Subtitles: none", "Subtitles: Chinese"):
        shown.press(Key.Key_C)
        assert player.surface.told == words
    shown.until(lambda: player.surface.told == "")


def test_a_line_that_was_searched_for_plays(shown: Shown, talk: int, qtbot: QtBot) -> None:
    bench = shown.window.workbench
    bench.results.show_query("潮水")
    shown.settle()
    assert list(bench.results.model.ids) == [talk]
    bench.results.grid.setFocus()
    qtbot.keyClick(bench.results.grid, Key.Key_Home)
    shown.settle()
    qtbot.keyClick(bench.results.grid, Key.Key_Return)
    shown.settle()
    player = bench.preview.large.player
    assert player is not None
    shown.until(lambda: player.surface.said == "钱塘江的潮水")
    shown.until(lambda: player.recording.position > 4200)


def test_what_is_damaged_is_said(shown: Shown, tmp_path: Path, video: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(video.read_bytes()[:2000])
    player = shown.open(broken)
    assert "can't be played" in player.surface.words


def test_a_list_behind_a_tag_is_not_played(shown: Shown, tmp_path: Path) -> None:
    hidden = tmp_path / "song.mp3"
    hidden.write_bytes(b"ID3\x03\0\0\0\0\0\x0a" + bytes(10) + b"#EXTM3U\n#EXTINF:1,\nfile:///etc/hostname\n")
    player = shown.open(hidden)
    assert "list" in player.surface.words


def test_times_and_speeds_are_written_as_people_do() -> None:
    assert clock(63_480, exact=True) == "1:03.48"
    assert clock(3_723_999) == "1:02:03"
    assert (speed_text(1.0), speed_text(0.25)) == ("1×", "0.25×")


def test_a_video_that_no_decoder_here_reads_says_so(shown: Shown, corpus: Path) -> None:
    """Some computers decode AV1 in their graphics card, others not at all."""
    player = shown.open(corpus / "video/phones-and-codecs/av1.mp4")
    shown.until(lambda: not player.surface.image.isNull() or player.surface.words != "Loading…")
    assert not player.surface.image.isNull() or "can't be played here" in player.surface.words
