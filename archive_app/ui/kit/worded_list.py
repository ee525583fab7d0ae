"""A list that says something where there is nothing in it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QListView, QWidget

from archive_app.ui.kit import theme


class WordedList(QListView):
    """``words`` stand in its middle while it is empty."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self.say(words)

    @property
    def said(self) -> str:
        """What it says now; nothing where there are lines."""
        return "" if self.model() is not None and self.model().rowCount() else self._words

    def say(self, words: str) -> None:
        """Say this from now on, while it is empty."""
        self._words = words
        self.setAccessibleDescription(words)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.said:
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            box = self.viewport().rect().adjusted(theme.LARGE, theme.SMALL, -theme.LARGE, -theme.SMALL)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.said)
            painter.end()
