"""Looks closely at the one picture of an archive, and says how that went: ``looking.py FOLDER`` prints JSON."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from archive_app.ui.app import load

load()

import psutil  # noqa: E402
from PySide6.QtCore import Qt, QTimer  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from archive_app.ui.commands.table import ACTIONS, MENUS  # noqa: E402
from archive_app.ui.session.settings import Settings  # noqa: E402
from archive_app.ui.window.shell import Shell, prepare  # noqa: E402

_STEPS = 120


class Gaps:
    """The longest time that the event loop did not turn, in milliseconds: on the clock, and of the processor in this
    thread, which others that use the machine make no longer."""

    def __init__(self) -> None:
        self._wall, self._spent = 0.0, 0.0
        self._last = time.perf_counter(), time.thread_time()
        self._timer = QTimer(interval=0)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter(), time.thread_time()
        self._wall = max(self._wall, (now[0] - self._last[0]) * 1000)
        self._spent = max(self._spent, (now[1] - self._last[1]) * 1000)
        self._last = now

    def taken(self) -> tuple[float, float]:
        found = round(self._wall, 1), round(self._spent, 1)
        self._wall = self._spent = 0.0
        return found


def until(holds: Callable[[], bool], seconds: float = 300.0) -> float:
    start = time.perf_counter()
    while not holds():
        QApplication.processEvents()
        time.sleep(0.001)
        if time.perf_counter() - start > seconds:
            raise TimeoutError
    return time.perf_counter() - start


def opened(app: QApplication, folder: Path, settings: Path) -> Shell:
    """A window of 1,920 by 1,080 with the archive in ``folder``, at rest."""
    prepare(app)
    shell = Shell(app, Settings(settings), ACTIONS, MENUS)
    shell.window.resize(1920, 1080)
    shell.window.show()
    shell.open_folder(folder)
    until(lambda: shell.window.has_archive and shell.window.workbench.results.grid.model().rowCount() > 0)
    until(lambda: shell.window.workbench.session.tasks.idle)
    return shell


def look(folder: Path, settings: Path) -> dict[str, object]:
    """What it took, in seconds, milliseconds and MB."""
    shell = opened(QApplication([]), folder, settings)
    bench = shell.window.workbench
    before = psutil.Process().memory_info().rss
    QTest.keyClick(bench.results.grid, Qt.Key.Key_Home)
    QTest.keyClick(bench.results.grid, Qt.Key.Key_Space)
    until(lambda: bench.preview.large.canvas.has_picture and bench.session.tasks.idle)
    large, gaps, found = bench.preview.large, Gaps(), dict[str, object]()
    large.canvas.zoom_to(1.0)
    found["s to the pixels in sight"] = round(until(lambda: bool(large.tiles.shown) and large.tiles.complete), 2)
    found["ms stood still till then, of the processor"] = gaps.taken()
    waits = []
    for step in range(_STEPS):
        if step % 10 == 9:
            large.canvas.zoom_to((0.15, 0.4, 1.0, 2.5)[step // 10 % 4])
        large.canvas.pan(-700 if step < _STEPS / 2 else 700, -400 if step % 2 else 350)
        waits.append(until(lambda: large.tiles.complete))
    found["ms to the pixels in sight after a move, p95"] = round(sorted(waits)[int(_STEPS * 0.95)] * 1000)
    found["ms stood still while moving, of the processor"] = gaps.taken()
    resident = psutil.Process().memory_info().rss
    found["MB of the window"], found["MB of it before"] = resident >> 20, before >> 20
    found["MB of the process that has the picture"] = max(
        child.memory_info().rss >> 20 for child in psutil.Process().children(recursive=True)
    )
    shell.close_archive()
    return found


if __name__ == "__main__":
    with TemporaryDirectory() as room:
        print(json.dumps(look(Path(sys.argv[1]), Path(room) / "settings")))
