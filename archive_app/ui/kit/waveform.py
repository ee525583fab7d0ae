"""The wave of a sound: how loud it is, from its beginning to its end, as a worker has heard it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QColor, QPainter

_PLAYED, _COMING = QColor("#c9a063"), QColor("#6f6a61")
_GAP = 3
_LOUDEST = 255


class Waveform(QObject):
    """``changed`` follows when it is known, or is another one's."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        #: How loud it is, 0 to 255, from its beginning to its end.
        self.values = b""

    def show(self, values: bytes) -> None:
        """Show these ``values``."""
        self.values = values
        self.changed.emit()

    def stop(self) -> None:
        """Forget what is shown."""
        self.values = b""

    def paint(self, painter: QPainter, room: QRect, position: int, length: int) -> None:
        """Draw it into ``room``: what was played up to ``position`` lighter than what is to come."""
        count, every = max(1, room.width() // _GAP), len(self.values)
        played = position / length if length > 0 else 0.0
        for bar in range(count if every else 0):
            some = self.values[bar * every // count : max(bar * every // count + 1, (bar + 1) * every // count)]
            height = max(2, max(some) * room.height() // _LOUDEST)
            colour = _PLAYED if bar / count < played else _COMING
            left = room.left() + bar * _GAP
            painter.fillRect(QRect(left, room.center().y() - height // 2, _GAP - 1, height), colour)
