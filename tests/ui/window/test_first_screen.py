"""What the first screen of an archive is shown without, and what is made of it once that screen is there.

``tests/benchmarks/test_bench_window.py`` has the time.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from archive_app.ui.window.ahead import Ahead
from archive_app.ui.window.window import Window
from tests.made import copied
from tests.processes import unmeasured

#: Opens the window over an archive, waits for pictures, sidebar and facets, and says what is loaded by then.
_PROGRAM = """
import sys, time
from pathlib import Path
from archive_app.ui.app import load
load()
from PySide6.QtWidgets import QApplication
from archive_app.ui.commands.table import ACTIONS, MENUS
from archive_app.ui.session.settings import Settings
from archive_app.ui.window.ahead import Ahead
from archive_app.ui.window.shell import Shell, prepare
Ahead.start = lambda ahead: None
application = QApplication(["exchange-archive"])
prepare(application)
shell = Shell(application, Settings(Path(sys.argv[2])), ACTIONS, MENUS)
shell.window.show()
shell.begin(Path(sys.argv[1]))
def there():
    if not shell.window.has_archive:
        return False
    bench = shell.window.workbench
    lines = [bench.results.model.line(row) for row in range(bench.results.model.rowCount())]
    small = [bench.session.thumbnails.pixmap(line.row.sha256, line.row.turn) for line in lines if line is not None]
    return bench.session.tasks.idle and bool(lines) and any(each is not None for each in small)
while not there():
    application.processEvents()
    time.sleep(0.01)
print(*sys.modules)
shell.close_archive()
"""

#: Nothing of these is on the first screen, and nothing there is read by them.
NOT_ON_IT = {
    "sqlalchemy.orm", "archive_app.store.schema.tables", "archive_app.store.change.transaction",
    "archive_app.services.tagging", "archive_app.services.clearance", "archive_app.services.exchange",
    "archive_app.services.records.editing", "archive_app.services.records.many", "archive_app.services.records.merging",
    "archive_app.services.upkeep.standing", "archive_app.services.upkeep.places",
    "archive_app.ui.inspector.page", "archive_app.ui.inspector.many", "archive_app.ui.inspector.links",
    "archive_app.ui.stepping.view", "archive_app.ui.tagbar.bar", "archive_app.ui.partnership", "archive_app.ui.dialogs",
    "archive_app.ui.context.editor", "archive_app.ui.results.first_steps", "archive_app.ui.window.preview",
    "archive_app.ui.kit.large",
}  # fmt: skip


def test_the_first_screen_is_there_without_what_nobody_sees_yet(told_story: Path, tmp_path: Path) -> None:
    archive = copied(told_story, tmp_path / "archive")
    line = [sys.executable, "-c", _PROGRAM, str(archive), str(tmp_path / "settings")]
    done = subprocess.run(line, capture_output=True, text=True, env=unmeasured(QT_QPA_PLATFORM="offscreen"))
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.split())
    assert "archive_app.ui.results.grid" in loaded
    assert not loaded & NOT_ON_IT


def test_what_is_wanted_soon_is_made_once_nothing_is_read_any_more(
    window: Window, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    bench = window.workbench
    qtbot.waitUntil(lambda: "many" in bench.inspector.__dict__, timeout=60_000)
    assert {"page", "many"} <= bench.inspector.__dict__.keys()
    assert "partnership" in bench.__dict__
    # None of it shows itself.
    assert not bench.stepping_through
    assert not bench.previewing
    assert not bench.results.paging
    settle()


def test_one_thing_is_made_after_the_other_and_none_while_something_is_read(window: Window, qtbot: QtBot) -> None:
    session, made = window.workbench.session, list[str]()
    parts = [lambda: made.append("one"), lambda: made.append("two")]
    ahead = Ahead(session, lambda: made.append("first"), (), parts, QObject(window))
    session.tasks._pending += 1
    ahead._begun()
    assert made == []
    session.tasks._pending -= 1
    ahead._begun()
    assert made == ["first"]
    qtbot.waitUntil(lambda: len(made) == 3, timeout=60_000)
    assert made == ["first", "one", "two"]
