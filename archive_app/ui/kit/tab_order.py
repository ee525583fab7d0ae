"""Tab goes through fields in the order in which they stand on the screen.

Qt goes through them in the order in which they were made, and what is made anew, as when a record has changed, comes
last.
"""

from __future__ import annotations

from functools import cmp_to_key

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QScrollArea, QWidget

Reason = Qt.FocusReason
_TWO = 2


def go_on(root: QWidget, *, back: bool = False) -> bool:
    """Put the cursor into the next field within ``root``, or the one before; False where it is in none of them."""
    stops = fields(root)
    there = QApplication.focusWidget()
    while there is not None and there not in stops:
        there = there.parentWidget()
    if there is None or len(stops) < _TWO:
        return False
    step, reason = (-1, Reason.BacktabFocusReason) if back else (1, Reason.TabFocusReason)
    stops[(stops.index(there) + step) % len(stops)].setFocus(reason)
    return True


def fields(root: QWidget) -> list[QWidget]:
    """What Tab stops at within ``root``, in the order of the screen."""
    inner = root.widget() if isinstance(root, QScrollArea) else root
    found: list[QWidget] = []
    children = [each for each in (inner.children() if inner is not None else ()) if isinstance(each, QWidget)]
    for child in sorted((each for each in children if _is_there(each)), key=cmp_to_key(_compared)):
        if _stops(child):
            found.append(child)
        if isinstance(child, QScrollArea) or not (_stops(child) or isinstance(child, QAbstractScrollArea)):
            found += fields(child)
    return found


def _is_there(widget: QWidget) -> bool:
    return widget.isVisible() and not widget.isWindow() and widget.isEnabled()


def _stops(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)


def _compared(one: QWidget, other: QWidget) -> int:
    """Whether ``one`` comes first: it stands higher, or in the same line further to the left."""
    first, second = one.geometry(), other.geometry()
    common = min(first.bottom(), second.bottom()) - max(first.top(), second.top())
    same_line = common > min(first.height(), second.height()) / 2
    by_place = first.x() - second.x() if same_line else first.y() - second.y()
    return by_place or first.y() - second.y() or first.x() - second.x()
