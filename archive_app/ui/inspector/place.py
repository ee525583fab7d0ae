"""The place in the inspector at which one looks, kept from one record to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QScrollArea, QWidget


class KeptPlace(QObject):
    """What stood at the upper edge of ``area`` stands there again, however high the ``parts`` above it are by then.

    Parts are laid out in several turns: the place is held until somebody scrolls.
    """

    def __init__(self, area: QScrollArea, parts: Sequence[QWidget]) -> None:
        super().__init__(area)
        self._area = area
        self._bar = area.verticalScrollBar()
        self._parts = parts
        self._at: tuple[QWidget, int] | None = None
        self._keeping = False
        self._bar.rangeChanged.connect(lambda _low, _high: self.keep())
        self._bar.valueChanged.connect(self._scrolled)
        for part in parts:
            part.installEventFilter(self)

    def hold(self) -> None:
        """Remember what is seen now, before another record is shown."""
        top = self._bar.value()
        if self._at is None and top > 0:
            there = next((part for part in self._parts if part.isVisible() and part.geometry().bottom() > top), None)
            self._at = (there, top - there.y()) if there is not None else None

    def keep(self) -> None:
        """Put it back to where it was."""
        if self._at is None or self._keeping:
            return
        part, below = self._at
        if part.isVisible():
            self._keeping = True
            self._bar.setValue(part.y() + min(below, part.height()))
            self._keeping = False

    def release(self) -> None:
        """Hold it no more: one goes elsewhere."""
        self._at = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._at is not None and watched is self._at[0] and event.type() == QEvent.Type.Move:
            self.keep()
        return False

    def _scrolled(self, value: int) -> None:
        # At the very end Qt itself scrolls, while the page is shorter for a moment.
        if not self._keeping and value < self._bar.maximum():
            self.release()
