"""The surface on which a recording is shown: its picture, or the words that stand for one."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtMultimedia import QVideoFrame
from PySide6.QtWidgets import QWidget

from archive_app.i18n import _


class Surface(QWidget):
    """A click asks to play or pause, a double click for the full screen."""

    clicked = Signal()
    doubled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._frame: QVideoFrame | None = None
        self.turn = 0
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

    def say(self, words: str) -> None:
        """Show no picture, but ``words``."""
        self._image, self._frame, self.words = QImage(), None, words
        self.setAccessibleDescription(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
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
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.doubled.emit()
