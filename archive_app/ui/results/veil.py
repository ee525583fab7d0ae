"""A veil over what is shown and is no answer: it can be seen and used, and nobody takes it for what was asked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QWidget

#: How much of what is below it is hidden, of 255.
_THICKNESS = 165


class Veil(QWidget):
    """Lies over all of ``below``; the mouse goes through it."""

    def __init__(self, below: QWidget) -> None:
        super().__init__(below)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        below.installEventFilter(self)

    def draw(self, drawn: bool) -> None:
        """Draw the veil, or take it away."""
        self._cover()
        self.setVisible(drawn)
        self.raise_()

    def eventFilter(self, _below: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.ChildAdded):
            self._cover()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:
        ground = self.palette().color(QPalette.ColorRole.Base)
        ground.setAlpha(_THICKNESS)
        painter = QPainter(self)
        painter.fillRect(self.rect(), ground)
        painter.end()

    def _cover(self) -> None:
        below = self.parentWidget()
        if below is not None:
            self.setGeometry(below.rect())
