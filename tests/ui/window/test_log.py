"""What the window writes into the log: what was begun and refused, and nothing of what is looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QtMsgType
from pytestqt.qtbot import QtBot

from archive_app.errors import NotFound, StorageError
from archive_app.services.logbook import Logbook
from archive_app.ui.actions.help_pages import AboutDialog
from archive_app.ui.kit import faults
from archive_app.ui.window.shell import Shell

Settle = Callable[[], None]
SECRET = "Zwetschgenknödel"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[Logbook]:
    yield faults.start_log(tmp_path / "log")
    faults.stop_log()


def test_opening_actions_and_what_the_disk_refused(
    book: Logbook, shell: Shell, story: Path, qtbot: QtBot, settle: Settle
) -> None:
    shell.open_folder(story)
    qtbot.waitUntil(lambda: shell.session is not None)
    settle()
    session, bench = shell.session, shell.window.workbench
    assert session is not None
    bench.results.show_query(SECRET)
    settle()
    shell.window.actions_table["all-items"].trigger()
    told: list[str] = []
    session.refused.connect(told.append)

    def refuse(error: Exception) -> None:
        raise error

    session.edit(lambda: refuse(StorageError(f"No room for {SECRET}.")))
    session.edit(lambda: refuse(NotFound(f"No {SECRET}.")))
    settle()
    assert len(told) == 2
    said = book.file.read_text(encoding="utf-8")
    assert f"form=opened archive={story}" in said
    assert "form=action name=all-items" in said
    assert said.count("form=refused kind=storage error=StorageError") == 1
    assert "not-found" not in said
    assert SECRET not in said


@pytest.mark.qt_log_ignore("cannot open")
def test_what_qt_says_is_written_without_names(book: Logbook) -> None:
    faults.log_qt_message(QtMsgType.QtWarningMsg, object(), f"cannot open '/home/{SECRET}.svg' as drawing")  # type: ignore[arg-type]
    assert 'warning form=Qt category=default words="cannot open … as drawing"' in book.file.read_text(encoding="utf-8")


def test_about_says_where_it_lies(qtbot: QtBot) -> None:
    about = AboutDialog()
    qtbot.addWidget(about)
    assert str(Logbook().file) in about.log.text()
