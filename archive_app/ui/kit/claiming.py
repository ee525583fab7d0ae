"""Keys that mean something where they are pressed: no shortcut of the window gets them there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QKeyEvent


def claimed(event: QEvent, means: Callable[[QKeyEvent], Callable[[], object] | None]) -> bool:
    """Whether ``event`` is a key that ``means`` something, which is done: Qt asks first whether it is a shortcut, and
    then presses it.
    """
    if not isinstance(event, QKeyEvent) or event.type() not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress):
        return False
    does = means(event)
    if does is None:
        return False
    event.accept()
    if event.type() == QEvent.Type.KeyPress:
        does()
    return True
