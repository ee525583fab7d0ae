"""What is done a moment later: when the keys have rested, when changes have gathered, when Qt has come to an end."""

from __future__ import annotations

from collections.abc import Callable
from weakref import WeakSet

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid


class Later(QTimer):
    """Calls ``call`` once, ``pause`` milliseconds after it was last started. It goes with its ``owner``, so that the
    call never reaches a widget that is no longer there.

    ``aside``: nothing is about to change by it that anybody waits for, as a notice that goes away.
    """

    def __init__(self, owner: QObject, pause: int, call: Callable[[], object], *, aside: bool = False) -> None:
        super().__init__(owner)
        self.setSingleShot(True)
        self.setInterval(pause)
        self.timeout.connect(call)
        if not aside:
            _known.add(self)

    def start_once(self) -> None:
        """Start, unless it counts already: what keeps coming must not put it off for ever."""
        if not self.isActive():
            self.start()


_known: WeakSet[Later] = WeakSet()


def pending() -> bool:
    """Whether anything is about to be done in the window, those apart that are done aside."""
    return any(isValid(each) and each.isActive() for each in list(_known))
