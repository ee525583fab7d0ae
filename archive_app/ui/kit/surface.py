"""The surface on which a recording is shown: its picture, or the words that stand for one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRect, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QWidget

from archive_app.i18n import _
from archive_app.ui.kit.waveform import Waveform

#: The part of the height that a wave takes, and the room beside it.
_WAVE, _BESIDE = 0.5, 24
#: Subtitles: the part of the height that a line takes, how large letters are at most, and what is dark around them.
_SHARE, _LARGEST, _AROUND = 36, 24.0, 10

#: How long it is said which subtitles are shown, in milliseconds.
_MOMENT = 2500


class Surface(QWidget):
    """A click asks to play or pause, on a wave to go there (``sought`` in parts of the whole); a double click asks for
    the full screen.
    """

    clicked = Signal()
    sought = Signal(float)
    doubled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._frame: QVideoFrame | None = None
        #: The wave of a sound that is shown, and what says where it is and how long, in milliseconds.
        self._wave: Waveform | None = None
        self._where: Callable[[], tuple[int, int]] = lambda: (0, 0)
        self.turn = 0
        #: What stands at the foot of the picture.
        self.said = ""
        #: What stands at its head for a moment.
        self.told = ""
        self._moment = QTimer(self)
        self._moment.setSingleShot(True)
        self._moment.setInterval(_MOMENT)
        self._moment.timeout.connect(self._told_long_enough)
        self.words = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Recording"))

    @property
    def image(self) -> QImage:
        """The picture that is shown, upright as its file says; null where there is none."""
        if self._frame is not None:
            # Only what is really looked at is worth the conversion.
            self._image, self._frame = self._frame.toImage(), None
        return self._image

    def put(self, frame: QVideoFrame) -> None:
        """Show ``frame``."""
        self._frame, self.words = frame, ""
        self.update()

    def show_wave(self, wave: Waveform, where: Callable[[], tuple[int, int]]) -> None:
        """Show the wave of a sound, and ``where`` in it one is, of how many milliseconds."""
        self.say("")
        self._wave, self._where = wave, where
        self.setAccessibleDescription(_("The wave of a sound"))

    def say(self, words: str) -> None:
        """Show no picture, but ``words``."""
        self._image, self._frame, self.words = QImage(), None, words
        self._wave = None
        self.setAccessibleDescription(words)
        self.update()

    def say_below(self, text: str) -> None:
        """Show ``text`` at the foot, as subtitles stand there."""
        if text != self.said:
            self.said = text
            self.update()

    def tell(self, words: str) -> None:
        """Show ``words`` at the head for a moment, and say them to who listens."""
        self.told = words
        self.setAccessibleDescription(words)
        self._moment.start()
        self.update()

    def _told_long_enough(self) -> None:
        self.told = ""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        self._paint(painter)
        painter.resetTransform()
        if self.said:
            self._paint_said(painter, self.said, Qt.AlignmentFlag.AlignBottom)
        if self.told:
            self._paint_said(painter, self.told, Qt.AlignmentFlag.AlignTop)

    def _paint_said(self, painter: QPainter, words: str, where: Qt.AlignmentFlag) -> None:
        font = self.font()
        font.setPointSizeF(max(font.pointSizeF(), min(_LARGEST, self.height() / _SHARE)))
        painter.setFont(font)
        room = self.rect().adjusted(_BESIDE, _BESIDE, -_BESIDE, -_BESIDE)
        flags = Qt.AlignmentFlag.AlignHCenter | where | Qt.TextFlag.TextWordWrap
        box = painter.boundingRect(room, flags, words)
        painter.fillRect(box.adjusted(-_AROUND, -_AROUND // 2, _AROUND, _AROUND // 2), QColor(0, 0, 0, 170))
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(box, flags, words)

    def _paint(self, painter: QPainter) -> None:
        if self._wave is not None:
            self._wave.paint(painter, self._wave_room(), *self._where())
            return
        if self.image.isNull():
            painter.setPen(Qt.GlobalColor.lightGray)
            painter.drawText(
                self.rect().adjusted(16, 0, -16, 0),
                Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                self.words,
            )
            return
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(QPointF(self.width() / 2, self.height() / 2))
        painter.rotate(self.turn)
        lying = self.turn % 180 != 0
        room = QSizeF(self.height(), self.width()) if lying else QSizeF(self.size())
        size = QSizeF(self.image.size()).scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRectF(QPointF(-size.width() / 2, -size.height() / 2), size), self.image)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        room = self._wave_room()
        if self._wave is not None and room.contains(event.position().toPoint()):
            self.sought.emit((event.position().x() - room.left()) / max(1, room.width()))
        else:
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.doubled.emit()

    def _wave_room(self) -> QRect:
        high = round(self.height() * _WAVE)
        return QRect(_BESIDE, (self.height() - high) // 2, max(1, self.width() - 2 * _BESIDE), high)
