"""What lies over a picture and takes keys from a table, before those of the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from archive_app.ui.kit.claiming import claimed


class Ground(QWidget):
    """A key that ``does`` something here means nothing else while this has the focus."""

    def does(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key means here."""
        raise NotImplementedError

    def event(self, event: QEvent) -> bool:
        return claimed(event, self.does) or super().event(event)
