"""How large a window may be: never larger than what its screen has free."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtWidgets import QWidget

#: What the frame and the title bar around a window may take, in pixels.
_FRAME = QSize(16, 64)


def free(window: QWidget) -> QSize:
    """The largest size that ``window`` may have on its screen, its frame taken off."""
    return window.screen().availableSize() - _FRAME


def fit(window: QWidget, width: int, height: int) -> None:
    """Make ``window`` so large, as far as its screen has room."""
    window.resize(QSize(width, height).boundedTo(free(window)))


def restore(window: QWidget, state: QByteArray) -> None:
    """Put ``window`` where ``state`` remembers it; the screen may have been another, and larger."""
    if not state.isEmpty() and window.restoreGeometry(state) and not window.isMaximized():
        fit(window, window.width(), window.height())


def grow(window: QWidget) -> None:
    """Make ``window`` as high as what it says needs by now, as far as its screen has room; it never shrinks."""
    layout = window.layout()
    if layout is None or window.isMaximized():
        return
    layout.invalidate()
    layout.activate()
    needed = layout.totalMinimumSize().height()
    if layout.hasHeightForWidth():
        needed = max(needed, layout.totalHeightForWidth(window.width()))
    if needed > window.height():
        window.resize(window.width(), min(needed, free(window).height()))
