"""One of several, chosen from a list that opens; a value between two. The wheel turns the page, never these.

Nothing else in the window is made of Qt's own combo boxes, sliders or spin boxes: these change by the wheel, with the
focus or without it, and what changes is saved. A test sees to it.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSlider, QSpinBox, QWidget


class Combo(QComboBox):
    """A combo box that leaves the wheel to the page around it, and is not given the keyboard by it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Slider(QSlider):
    """A slider that leaves the wheel to the page around it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Number(QSpinBox):
    """A number that is typed; it leaves the wheel to the page around it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class Choice(Combo):
    """``picked`` gives the value that a person chose."""

    picked = Signal(str)

    def __init__(self, choices: Iterable[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        for value, label in choices:
            self.addItem(label, value)
        self.activated.connect(lambda row: self.picked.emit(self.itemData(row)))

    def show_value(self, value: str) -> None:
        """Show ``value`` as chosen."""
        self.setCurrentIndex(max(0, self.findData(value)))


class Size(Slider):
    """How large something is, told once the hand lets go of it."""

    def __init__(self, low: int, high: int, step: int, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setRange(low, high)
        self.setPageStep(step)
        self.setSingleStep(step // 3)
        self.setTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
