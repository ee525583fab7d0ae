"""What lives long calls nothing that is gone: windows come and go while everything that lasts tells of something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.domain.model.changes import ChangeSet
from archive_app.services.records import reading
from archive_app.ui.session.jobs import Job
from archive_app.ui.session.session import Session
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window
from tests.ui.every import EVERY, close_all, open_one, ready

Settle = Callable[[], None]


def tell_everything(shell: Shell, session: Session, pictures: frozenset[str]) -> None:
    """Have every signal of what outlives a window go out, and every thread answer."""
    archive = session.archive
    session.thumbnails.arrived.emit(pictures)
    session.bridge.changed.emit(ChangeSet(frozenset(range(1, 40)), frozenset({"link", "name", "text"})))
    archive.hub.publish(ChangeSet(frozenset(), frozenset(), everything=True))
    session.told.emit("something was done")
    session.refused.emit("something was refused")
    session.tasks.refused.emit("something was refused")
    job = Job("Work")
    shell.jobs.running.append(job)
    shell.jobs.changed.emit()
    shell.jobs.running.remove(job)
    shell.jobs.changed.emit()
    shell.jobs.refused.emit("a job was refused")
    shell.window.workbench.tagger.recents.changed.emit()
    shell.window.workbench.tagger.tagged.emit()


def pictures_of(session: Session) -> frozenset[str]:
    rows = reading.rows(session.archive, range(1, 40))
    return frozenset(file.sha256 for row in rows for file in reading.record(session.archive, row.id).files)


def bury() -> None:
    """Delete now what is to be deleted."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.slow
def test_every_window_comes_and_goes_while_everything_that_lasts_speaks(
    window: Window, shell: Shell, qtbot: QtBot, settle: Settle, tmp_path: Path
) -> None:
    assert window.has_archive
    colours, tongues = ("dark", "light"), ("zh", "en")
    pictures = pictures_of(window.workbench.session)
    assert pictures
    with qtbot.captureExceptions() as caught:
        for number, name in enumerate(EVERY):
            ready(shell.window, settle)
            open_one(shell.window, name, tmp_path, settle)
            session = shell.session
            assert session is not None
            tell_everything(shell, session, pictures)
            if number % 3 == 0:
                close_all(shell.window, settle)
            elif number % 3 == 1:
                shell.choose("colours", colours[number % 2])
            else:
                shell.choose("language", tongues[number % 2])
            bury()
            tell_everything(shell, session, pictures)
            settle()
            close_all(shell.window, settle)
            bury()
            tell_everything(shell, session, pictures)
            settle()
            assert caught == [], name


def test_a_thumbnail_that_comes_after_the_colours_have_changed(
    window: Window, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    ready(window, settle)
    for name, value in (("colours", "dark"), ("language", "zh"), ("colours", "light"), ("language", "en")):
        shell.choose(name, value)
        settle()
        bury()
        assert shell.session is not None
        with qtbot.captureExceptions() as caught:
            shell.session.thumbnails.arrived.emit(frozenset({"0" * 64}))
            settle()
        assert caught == [], (name, value)
