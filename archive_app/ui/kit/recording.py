"""One recording as it is played: a place in it, a speed, a direction. What it shows and says it tells by signals."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtMultimedia import QAudioOutput, QMediaDevices, QMediaMetaData, QMediaPlayer, QVideoFrame, QVideoSink

State, Status = QMediaPlayer.PlaybackState, QMediaPlayer.MediaStatus
#: The speeds that are chosen from, and how fast ``faster`` goes at most.
SPEEDS = (0.25, 0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 4.0)
_FASTEST = SPEEDS[-1]
#: Milliseconds between two looks when it runs backwards, which no decoder does by itself.
_BACKWARDS = 100
_USUAL_FRAME = 40


class Recording(QObject):
    """``frame_shown`` brings each picture, ``changed`` follows whatever else is told of it, ``failed`` says why not."""

    frame_shown = Signal(QVideoFrame)
    changed = Signal()
    moved = Signal(int)
    failed = Signal()
    #: What its own subtitles say now, empty between two of them.
    said = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._span, self._seen = (0, 0), False
        self._back = QTimer(self)
        self._back.setInterval(_BACKWARDS)
        self._back.timeout.connect(self._go_back)
        self._back_speed = 1.0
        self.speed = 1.0
        self.looping = False
        #: Whether this computer has anything that sounds.
        self.audible = bool(QMediaDevices.audioOutputs())
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._sound = QAudioOutput(self)
        self._player.setVideoSink(self._sink)
        self._player.setAudioOutput(self._sound)
        self._sink.videoFrameChanged.connect(self._shown)
        self._sink.subtitleTextChanged.connect(self.said)
        self._player.positionChanged.connect(self._moved)
        self._player.playbackStateChanged.connect(self.changed)
        self._player.durationChanged.connect(self.changed)
        self._player.mediaStatusChanged.connect(self._told)
        self._player.errorOccurred.connect(self.failed)

    # -- what is played

    def open(self, file: Path) -> None:
        """Open ``file`` and show its first picture."""
        self.close()
        self._span, self._seen = (0, 0), False
        # By its path: threads that read an open file ask Python, which waits for them where the recording is let go.
        self._player.setSource(QUrl.fromLocalFile(str(file)))
        self._player.pause()

    def close(self) -> None:
        """Let the file go."""
        self._back.stop()
        self._player.stop()
        self._player.setSource(QUrl())

    # -- where it is

    @property
    def ready(self) -> bool:
        """Whether it can be played, as far as is known by now."""
        return self._player.mediaStatus() in (
            Status.LoadedMedia, Status.BufferingMedia, Status.BufferedMedia, Status.EndOfMedia, Status.StalledMedia
        )  # fmt: skip

    @property
    def has_picture(self) -> bool:
        return bool(self._player.hasVideo())

    @property
    def has_sound(self) -> bool:
        return bool(self._player.hasAudio())

    @property
    def tongues(self) -> list[str]:
        """The languages of the subtitles that it has inside."""
        return [track.stringValue(QMediaMetaData.Key.Language) for track in self._player.subtitleTracks()]

    def subtitle(self, track: int) -> None:
        """Say the subtitles of this track, from 0; none with -1."""
        if self._player.activeSubtitleTrack() != track:
            self._player.setActiveSubtitleTrack(track)

    @property
    def length(self) -> int:
        """Its length in milliseconds."""
        return int(self._player.duration())

    @property
    def position(self) -> int:
        """Where it is, in milliseconds."""
        return int(self._player.position())

    @property
    def picture(self) -> int:
        """Where the picture that is shown begins, in milliseconds."""
        return self._span[0] // 1000

    @property
    def running(self) -> bool:
        """Whether it plays, forwards or backwards."""
        return self._player.playbackState() == State.PlayingState or self._back.isActive()

    @property
    def backwards(self) -> bool:
        return self._back.isActive()

    def seek(self, position: int) -> None:
        """Show what is at ``position``, in milliseconds."""
        if self._player.playbackState() == State.StoppedState and self.length:
            # What is stopped, as at its end, shows nothing.
            self._player.pause()
        self._player.setPosition(max(0, min(position, self.length)))

    def step(self, by: int) -> None:
        """To the next picture, or with ``by`` -1 to the one before."""
        self.pause()
        begin, end = self._span
        if end <= begin:
            rate = self._player.metaData().value(QMediaMetaData.Key.VideoFrameRate)
            length = round(1000 / rate) if isinstance(rate, float) and rate > 0 else _USUAL_FRAME
            self.seek(self.position + by * length)
        else:
            # Times are counted in whole milliseconds, frames begin between them.
            self.seek(-(-end // 1000) + 1 if by > 0 else begin // 1000 - 1)

    # -- how it runs

    def play(self) -> None:
        self._back.stop()
        self._player.setPlaybackRate(self.speed)
        self._player.play()
        self.changed.emit()

    def pause(self) -> None:
        self._back.stop()
        if self._player.playbackState() == State.PlayingState:
            self._player.pause()
        self.changed.emit()

    def toggle(self) -> None:
        """Play, or pause."""
        if self.running:
            self.pause()
        else:
            self.play()

    def begin_as(self, *, volume: int, speed: float, looping: bool) -> None:
        """Sound and run as one had it the last time, until somebody wants it otherwise."""
        self.set_volume(volume)
        self.set_speed(speed if speed in SPEEDS else 1.0)
        self.loop(looping)

    def set_speed(self, speed: float) -> None:
        self.speed = speed
        self._player.setPlaybackRate(speed)
        self.changed.emit()

    def faster(self) -> None:
        """Forwards; at twice the speed where it runs that way already."""
        if self.running and not self.backwards:
            self.set_speed(min(_FASTEST, self.speed * 2))
        else:
            self.play()

    def back(self) -> None:
        """Backwards; at twice the speed where it runs that way already."""
        self._back_speed = min(_FASTEST, self._back_speed * 2) if self.backwards else 1.0
        if self._player.playbackState() == State.PlayingState:
            self._player.pause()
        self._back.start()
        self.changed.emit()

    def halt(self) -> None:
        """Pause, and go on at the usual speed."""
        self.pause()
        self.set_speed(1.0)

    def loop(self, on: bool) -> None:
        """Begin anew at the end, or stop there."""
        self.looping = on
        self._player.setLoops(QMediaPlayer.Loops.Infinite.value if on else 1)
        self.changed.emit()

    # -- how loud

    @property
    def volume(self) -> int:
        """In per cent."""
        return round(self._sound.volume() * 100)

    @property
    def muted(self) -> bool:
        return bool(self._sound.isMuted())

    def set_volume(self, per_cent: int) -> None:
        self._sound.setVolume(max(0, min(100, per_cent)) / 100)
        self._sound.setMuted(False)
        self.changed.emit()

    def mute(self) -> None:
        """Mute, or take that back."""
        self._sound.setMuted(not self.muted)
        self.changed.emit()

    # -- inside

    def _shown(self, frame: QVideoFrame) -> None:
        if frame.isValid():
            self._span, self._seen = (frame.startTime(), frame.endTime()), True
            self.frame_shown.emit(frame)

    def _moved(self, position: int) -> None:
        self.moved.emit(position)

    def _go_back(self) -> None:
        target = self.position - round(_BACKWARDS * self._back_speed)
        self.seek(target)
        if target <= 0:
            self.pause()

    def _told(self, status: QMediaPlayer.MediaStatus) -> None:
        # What no decoder here can read comes to its end at once, and nothing is said of it.
        unseen = status == Status.EndOfMedia and self.has_picture and not self._seen
        if status == Status.InvalidMedia or unseen:
            self.failed.emit()
        self.changed.emit()
