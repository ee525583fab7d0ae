"""The place in the inspector at which one looks, kept from one record to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QScrollArea, QWidget


class KeptPlace(QObject):
    """What stood at the upper edge of ``area`` stands there again, however high the ``parts`` above it are by then.

    Parts are laid out in several turns: the place is held until somebody scrolls. While another record is put into the
    fields, Qt scrolls: the keyboard goes from each field that is taken away to the next one, which it shows.
    """

    def __init__(self, area: QScrollArea, parts: Sequence[QWidget]) -> None:
        super().__init__(area)
        self._area = area
        self._bar = area.verticalScrollBar()
        self._parts = parts
        #: The part at the upper edge, and how far it begins above it; no part stands for the very top.
        self._at: tuple[QWidget | None, int] | None = None
        self._keeping = self._filling = False
        self._bar.rangeChanged.connect(lambda _low, _high: self.keep())
        self._bar.valueChanged.connect(self._scrolled)
        for part in parts:
            part.installEventFilter(self)

    def hold(self) -> None:
        """Remember what is seen now, before another record is shown."""
        top = self._bar.value()
        self._filling = True
        if self._at is None and top > 0:
            there = next((part for part in self._parts if part.isVisible() and part.geometry().bottom() > top), None)
            self._at = (there, top - there.y()) if there is not None else None
        elif self._at is None:
            self._at = (None, 0)

    def filled(self) -> None:
        """Another record is shown: put it back, and let whoever scrolls from now on scroll."""
        self.keep()
        self._filling = False

    def keep(self) -> None:
        """Put it back to where it was."""
        if self._at is None or self._keeping:
            return
        part, below = self._at
        if part is None or part.isVisible():
            self._keeping = True
            self._bar.setValue(part.y() + min(below, part.height()) if part is not None else 0)
            self._keeping = False

    def release(self) -> None:
        """Hold it no more: one goes elsewhere."""
        self._at, self._filling = None, False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self._at is not None and watched is self._at[0] and event.type() == QEvent.Type.Move:
            self.keep()
        return False

    def _scrolled(self, value: int) -> None:
        # At the very end Qt itself scrolls, while the page is shorter for a moment; not away from the very top.
        away = value < self._bar.maximum() or (self._at is not None and self._at[0] is None)
        if away and not self._keeping and not self._filling:
            self.release()
