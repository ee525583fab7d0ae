"""Takes the still pictures of videos, one after the other, while the window has nothing better to do.

One that is asked for is taken where it was asked for. Else it is the first of a few places that is neither dark nor
blank nor blurred, or the best of them.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QMediaPlayer, QVideoFrame, QVideoSink

#: Where is looked, in parts of the whole.
_PLACES = (0.1, 0.25, 0.5, 0.75)
#: What a picture is judged by: its size then, how light and how varied it must be, and how sharp.
_WIDTH, _HEIGHT = 96, 54
_DARK, _LIGHT, _PLAIN, _SHARP = 24.0, 235.0, 12.0, 3.0
_QUALITY = 85
#: Milliseconds after which a video that shows nothing is given up until the next start.
_PATIENCE = 10_000


@dataclass(slots=True)
class Wish:
    """A picture of the video ``path``, at a place in milliseconds or wherever it is good."""

    face: str
    path: Path
    at: int | None
    #: The places that are still to be looked at; None until its length is known.
    places: list[int] | None = None
    best: QImage = field(default_factory=QImage)
    worth: float = -1.0


class Posters(QObject):
    """``taken`` brings a face and its picture, ``given_up`` the face of what shows none."""

    taken = Signal(str, QImage)
    given_up = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wishes: deque[Wish] = deque()
        self._known: set[str] = set()
        self._wish: Wish | None = None
        self._player = QMediaPlayer(self)
        self._sink = QVideoSink(self)
        self._player.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._shown)
        self._player.mediaStatusChanged.connect(self._told)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE)
        self._patience.timeout.connect(self._give_up)

    @property
    def idle(self) -> bool:
        """Whether nothing is wished for any more."""
        return self._wish is None and not self._wishes

    def want(self, face: str, path: Path, at: int | None) -> None:
        """Take the picture of ``face``, once."""
        if face not in self._known:
            self._known.add(face)
            self._wishes.append(Wish(face, path, at))
            self._next()

    def close(self) -> None:
        """Let go of everything."""
        self._wishes.clear()
        self._end()

    def _next(self) -> None:
        if self._wish is None and self._wishes:
            self._wish = self._wishes.popleft()
            self._patience.start()
            self._player.setSource(QUrl.fromLocalFile(str(self._wish.path)))
            self._player.pause()

    def _end(self) -> None:
        self._wish = None
        self._patience.stop()
        self._player.stop()
        self._player.setSource(QUrl())

    def _told(self, status: QMediaPlayer.MediaStatus) -> None:
        loaded = status == QMediaPlayer.MediaStatus.LoadedMedia
        # What has one picture alone is at its end with it.
        over = status in (QMediaPlayer.MediaStatus.InvalidMedia, QMediaPlayer.MediaStatus.EndOfMedia)
        if over or (loaded and not self._player.hasVideo()):
            self._give_up()

    def _shown(self, frame: QVideoFrame) -> None:
        wish = self._wish
        if wish is None or not frame.isValid():
            return
        if wish.places is None:
            # This is the first picture of all, which is seldom a good one.
            length = self._player.duration()
            wish.places = [round(length * part) for part in _PLACES] if wish.at is None else [wish.at]
            wish.worth, wish.best = 0.0, frame.toImage()
            self._look(wish)
            return
        image = frame.toImage()
        value = worth(image)
        if value > wish.worth or wish.at is not None:
            wish.worth, wish.best = value, image
        if value >= 1 or not wish.places:
            self._take(wish)
        else:
            self._look(wish)

    def _look(self, wish: Wish) -> None:
        assert wish.places is not None
        place = min(wish.places.pop(0), max(0, self._player.duration() - 1))
        if place == self._player.position():
            # Going where one is shows nothing new.
            place += 1
        self._player.setPosition(place)

    def _take(self, wish: Wish) -> None:
        self._end()
        self.taken.emit(wish.face, wish.best)
        self._next()

    def _give_up(self) -> None:
        wish = self._wish
        if wish is None:
            return
        if not wish.best.isNull():
            self._take(wish)
            return
        self._end()
        self.given_up.emit(wish.face)
        self._next()


def worth(image: QImage) -> float:
    """How well a picture shows what a video is about: 1 and more where it is neither dark nor blank nor blurred."""
    small = image.scaled(
        _WIDTH, _HEIGHT, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    ).convertToFormat(QImage.Format.Format_Grayscale8)
    if small.isNull():
        return 0.0
    data, line = memoryview(small.constBits()), small.bytesPerLine()
    rows = [bytes(data[row * line : row * line + _WIDTH]) for row in range(_HEIGHT)]
    count = _WIDTH * _HEIGHT
    mean = sum(map(sum, rows)) / count
    varied = math.sqrt(sum((value - mean) ** 2 for row in rows for value in row) / count)
    steps = sum(abs(here - there) for row in rows for here, there in pairwise(row)) / count
    light = 1.0 if _DARK <= mean <= _LIGHT else 0.1
    return light * min(varied / _PLAIN, 1.0, 0.2 + 0.8 * steps / _SHARP)


def jpegs(image: QImage, edges: tuple[int, ...]) -> dict[int, bytes]:
    """The picture as JPEG, its longer side at most so many pixels."""
    made: dict[int, bytes] = {}
    for edge in edges:
        small = image
        if max(image.width(), image.height()) > edge:
            small = image.scaled(
                edge, edge, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        small.convertToFormat(QImage.Format.Format_RGB888).save(buffer, "JPEG", _QUALITY)  # type: ignore[call-overload]
        buffer.close()
        made[edge] = bytes(data.data())
    return made
