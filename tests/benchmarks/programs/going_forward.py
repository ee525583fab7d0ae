"""Goes forward through the pictures of an archive, and says how long each took: ``going_forward.py FOLDER SCENE PACE``
prints JSON. ``SCENE`` is ``large`` or ``stepping``, ``PACE`` how many seconds a person looks at each.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.programs.looking import opened, until  # first: it loads the window's modules in their order

import psutil  # isort: skip
from PySide6.QtCore import Qt  # isort: skip
from PySide6.QtTest import QTest  # isort: skip
from PySide6.QtWidgets import QApplication  # isort: skip

from archive_app.ui.kit.large import LargePicture  # isort: skip

#: A preview has more pixels than a thumbnail.
_PREVIEW = 1024


def forward(folder: Path, scene: str, pace: float, settings: Path) -> dict[str, object]:
    """Milliseconds from the key until the preview is there, and from the next key, Z, until all pixels are."""
    app = QApplication([])
    shell = opened(app, folder, settings)
    bench = shell.window.workbench
    count = len(bench.results.model.ids)
    QTest.keyClick(bench.results.grid, Qt.Key.Key_Home)
    until(lambda: bench.session.tasks.idle)
    if scene == "large":
        bench.show_preview()
    else:
        bench.step_through()
    large: LargePicture = bench.preview.large if scene == "large" else bench.stepping.large

    def preview() -> bool:
        shown = large.canvas._picture
        return shown is not None and shown.width() > _PREVIEW

    def whole() -> bool:
        return not large.canvas.lacks_pixels

    until(lambda: preview() and bench.session.tasks.idle)
    if scene == "stepping":
        # It begins in the caption, to which the arrows belong until one leaves it.
        QTest.keyClick(app.focusWidget(), Qt.Key.Key_Escape)
    QTest.keyClick(large.canvas, Qt.Key.Key_Z)
    until(whole)
    previews, wholes, both = [], [], []
    for _step in range(count - 1):
        resting = time.perf_counter() + pace
        until(lambda end=resting: time.perf_counter() > end)  # type: ignore[misc]
        before = large.file.sha256 if large.file is not None else ""
        start = time.perf_counter()
        QTest.keyClick(large.canvas, Qt.Key.Key_Right)
        while large.file is None or large.file.sha256 == before or not preview():
            app.processEvents()
        large.canvas.repaint()
        previews.append(time.perf_counter() - start)
        assert large.canvas.fitted, "Z would put it back, not look closer"
        start = time.perf_counter()
        QTest.keyClick(large.canvas, Qt.Key.Key_Z)
        until(whole)
        large.canvas.repaint()
        wholes.append(time.perf_counter() - start)
        both.append(previews[-1] + wholes[-1])
    found: dict[str, object] = {}
    for name, waits in (("preview", previews), ("all pixels after Z", wholes), ("both", both)):
        waits.sort()
        found[f"ms to {name}, median"] = round(waits[len(waits) // 2] * 1000, 1)
        found[f"ms to {name}, p95"] = round(waits[int(len(waits) * 0.95)] * 1000, 1)
    found["MB of the window"] = psutil.Process().memory_info().rss >> 20
    shell.close_archive()
    return found


if __name__ == "__main__":
    with TemporaryDirectory() as room:
        print(json.dumps(forward(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]), Path(room) / "settings")))
