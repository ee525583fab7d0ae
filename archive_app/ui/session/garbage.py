"""Cycles are collected in the window's own thread, and in no other.

Python runs its collector in whichever thread makes the next object. One that reads would then take apart widgets that
nobody holds any more, and Qt ends the process where a widget is destroyed off its thread.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, QTimer

#: How often it is looked whether there is enough to collect, in milliseconds.
_EVERY = 500


@contextmanager
def collected_here(parent: QObject) -> Iterator[None]:
    """Until the end, collect from the event loop of the thread that asks; ``parent`` lives in it."""
    was = gc.isenabled()
    gc.disable()
    timer = QTimer(parent)
    timer.setInterval(_EVERY)
    timer.timeout.connect(collect_due)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
        timer.deleteLater()
        if was:
            gc.enable()


def collect_due() -> None:
    """Collect the oldest generation that Python itself would collect by now; it counts also while it may not."""
    due = [
        generation
        for generation, (made, most) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if made > most > 0
    ]
    if due:
        gc.collect(due[-1])
