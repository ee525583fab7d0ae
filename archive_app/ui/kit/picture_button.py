"""A button on the dark ground on which a picture is shown large."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QToolButton

from archive_app.ui.kit.icons import pixmap

#: What is written and drawn on that ground.
INK = QColor("#d8d2c8")
_EDGE, _WEIGHT = 20, 2


def picture_button(drawing: str, label: str) -> QToolButton:
    """Without the focus: keys are meant for the picture."""
    button = QToolButton()
    button.setIcon(pixmap(drawing, INK, _EDGE, _WEIGHT))
    button.setAutoRaise(True)
    button.setToolTip(label)
    button.setAccessibleName(label)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button
