"""What lies over a picture and takes keys from a table, before those of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class Ground(QWidget):
    """A key that ``does`` something here means nothing else while this has the focus."""

    def does(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key means here."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
            act = self.does(event)
            if act is not None:
                event.accept()
                if event.type() == QEvent.Type.KeyPress:
                    act()
                return True
        return super().event(event)
