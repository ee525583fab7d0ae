"""The wave of a sound: how loud it is, from its beginning to its end, read as fast as it can be decoded."""

from __future__ import annotations

from array import array
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QUrl, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtMultimedia import QAudioDecoder, QAudioFormat

#: Values of a second, and samples of one that are looked at: enough to see by.
_VALUES, _LOOKED_AT = 100, 80
#: Values that are kept: a day of sound.
_MOST = 24 * 3600 * _VALUES
#: How samples are written, where silence is, and how far from it the loudest ones are.
_Sample = QAudioFormat.SampleFormat
_WRITTEN = {
    _Sample.UInt8: ("B", 128, 128),
    _Sample.Int16: ("h", 0, 1 << 15),
    _Sample.Int32: ("i", 0, 1 << 31),
    _Sample.Float: ("f", 0, 1),
}
_PLAYED, _COMING = QColor("#c9a063"), QColor("#6f6a61")
_GAP = 3


class Waveform(QObject):
    """``changed`` follows when more of it is known."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        #: How loud it is, 0 to 1, each for a hundredth of a second.
        self.values: array[float] = array("f")
        self.whole = False
        self._left = array("f")
        self._decoder: QAudioDecoder | None = None

    def read(self, file: Path) -> None:
        """Read the sound of ``file``."""
        self.stop()
        # No format is asked for: some files are never read to their end where one is.
        self._decoder = QAudioDecoder(self)
        self._decoder.bufferReady.connect(self._take)
        self._decoder.finished.connect(self._finish)
        self._decoder.setSource(QUrl.fromLocalFile(str(file)))
        self._decoder.start()

    def stop(self) -> None:
        """Let the file go, and forget what was read."""
        if self._decoder is not None:
            self._decoder.stop()
            self._decoder.deleteLater()
            self._decoder = None
        self.values, self._left, self.whole = array("f"), array("f"), False

    def paint(self, painter: QPainter, room: QRect, position: int, length: int) -> None:
        """Draw it into ``room``: what was played up to ``position`` lighter than what is to come."""
        count = max(1, room.width() // _GAP)
        # As long as it is being read it fills as much of the room as is known.
        every = len(self.values) if self.whole else max(len(self.values), length * _VALUES // 1000)
        played = position / length if length > 0 else 0.0
        for bar in range(count):
            some = self.values[bar * every // count : max(bar * every // count + 1, (bar + 1) * every // count)]
            if not some:
                break
            height = max(2, round(max(some) * room.height()))
            colour = _PLAYED if bar / count < played else _COMING
            left = room.left() + bar * _GAP
            painter.fillRect(QRect(left, room.center().y() - height // 2, _GAP - 1, height), colour)

    def _take(self) -> None:
        while self._decoder is not None and self._decoder.bufferAvailable():
            buffer = self._decoder.read()
            form = buffer.format()
            code, silence, loudest = _WRITTEN.get(form.sampleFormat(), _WRITTEN[_Sample.Int16])
            data = array(code)
            whole = bytes(memoryview(buffer.constData()))
            data.frombytes(whole[: len(whole) - len(whole) % data.itemsize])
            # One channel, and of it as many samples as there are to be looked at.
            every = max(1, form.sampleRate() // (_VALUES * _LOOKED_AT))
            self._left.extend(array("f", ((each - silence) / loudest for each in data[:: form.channelCount() * every])))
            self._gather(max(1, form.sampleRate() // every // _VALUES))
        self.changed.emit()

    def _gather(self, samples: int) -> None:
        """One value for each so many ``samples``."""
        whole = len(self._left) - len(self._left) % samples
        for start in range(0, whole, samples):
            piece = self._left[start : start + samples]
            if len(self.values) < _MOST:
                self.values.append(min(1.0, max(max(piece), -min(piece))))
        del self._left[:whole]

    def _finish(self) -> None:
        self.whole = True
        self.changed.emit()
