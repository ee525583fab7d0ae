"""Cycles are taken apart in the thread of the window, whichever thread makes them."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from archive_app.ui.window.window import Window

Settle = Callable[[], None]


def _circles(count: int) -> int:
    for _number in range(count):
        circle: list[object] = []
        circle.append(circle)
    return count


def test_what_a_reading_thread_leaves_is_collected_by_the_window(window: Window, qtbot: QtBot, settle: Settle) -> None:
    where: set[int] = set()

    def seen(phase: str, _about: dict[str, int]) -> None:
        if phase == "start":
            where.add(threading.get_ident())

    session = window.workbench.session
    made: list[int] = []
    gc.callbacks.append(seen)
    try:
        session.tasks.read(lambda: _circles(100_000), made.append, owner=window)
        settle()
        qtbot.waitUntil(lambda: bool(where))
    finally:
        gc.callbacks.remove(seen)
    assert made == [100_000]
    assert where == {threading.get_ident()}
