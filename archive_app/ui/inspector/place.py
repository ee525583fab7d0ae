"""The place in the inspector at which one looks, kept from one record to the next."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QScrollArea, QWidget

from archive_app.ui.session.later import Later

#: How long the parts of a record take to be laid out, in milliseconds: until then the place is held.
_SETTLING = 150


class KeptPlace(QObject):
    """What stood at the upper edge of ``area`` stands there again, however high the ``parts`` above it are now."""

    def __init__(self, area: QScrollArea, parts: Sequence[QWidget]) -> None:
        super().__init__(area)
        self._area = area
        self._parts = parts
        self._at: tuple[QWidget, int] | None = None
        self._over = Later(self, _SETTLING, self._release, aside=True)
        area.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self.keep())

    def hold(self) -> None:
        """Remember what is seen now, before another record is shown."""
        if self._over.isActive():
            self.keep()  # not settled yet: the place is still that of the one before
            return
        top = self._area.verticalScrollBar().value()
        there = next((part for part in self._parts if part.isVisible() and part.geometry().bottom() > top), None)
        self._at = (there, top - there.y()) if there is not None and top > 0 else None

    def keep(self) -> None:
        """Put it back to where it was."""
        if self._at is None:
            return
        if not self._over.isActive():
            self._over.start()
        part, below = self._at
        if part.isVisible():
            self._area.verticalScrollBar().setValue(part.y() + min(below, part.height()))

    def _release(self) -> None:
        self._at = None
