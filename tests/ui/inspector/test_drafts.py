"""Drafts that an earlier session left: offered, put back, discarded; after a kill, too."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import open_archive
from archive_app.services.drafts import Draft, Drafts, Place
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.ui.dialogs.recovered import RecoveredDialog
from archive_app.ui.kit.question import Question
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window
from tests.ui.inspector.typed import captions, kept

Settle = Callable[[], None]


@pytest.fixture
def photos(window: Window) -> list[int]:
    """The ids of the photographs."""
    archive = window.workbench.session.archive
    return [row.id for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO]


def _leave_drafts(shell: Shell, window: Window, record: int, *texts: tuple[str, str, str]) -> Path:
    """Close the archive, and leave drafts as a session that was killed does."""
    archive = window.workbench.session.archive
    folder, uid = archive.folder, reading.record(archive, record).uid
    drafts = Drafts(archive.info.uid)
    for field, typed, before in texts:
        drafts.keep(Draft(Place(uid, field), typed, before))
    shell.close_archive()
    return folder


def test_what_an_earlier_session_did_not_save_is_offered_and_put_back(
    shell: Shell, window: Window, photos: list[int], settle: Settle, qtbot: QtBot
) -> None:
    editing.set_values(window.workbench.session.archive, records=[photos[0]], values={"credit": "Somebody else"})
    folder = _leave_drafts(
        shell,
        window,
        photos[0],
        ("text/caption/", "A caption half typed", ""),
        ("field/date", "2020", ""),
        ("field/credit", "Me", "Nobody"),
    )
    shell.open_folder(folder)
    qtbot.waitUntil(lambda: shell.session is not None, timeout=30_000)
    settle()
    bar = shell.window.workbench.recovered
    assert bar.isVisible()
    assert bar.label.text() == "3 texts were not saved last time."
    told: list[str] = []
    shell.window.workbench.session.told.connect(told.append)
    bar.restore.click()
    settle()
    assert [words.partition(" of ")[0] for words in told] == ["Caption", "Date"]
    assert all(words.endswith("was put back. Undo takes that back.") for words in told)
    archive = shell.window.workbench.session.archive
    record = reading.record(archive, photos[0])
    assert captions(shell.window, photos[0]) == ["A caption half typed"]
    assert record.fields["date"] == "2020"
    # What somebody changed since is never overwritten unasked: both are shown.
    assert record.fields["credit"] == "Somebody else"
    assert bar.label.text() == "1 text was not saved last time."
    dialog = shell.window.findChild(RecoveredDialog)
    assert dialog is not None
    words = [label.text() for label in dialog.findChildren(type(bar.label))]
    assert "Me" in words
    assert "Somebody else" in words
    # Each is a step of its own.
    history.undo(archive)
    history.undo(archive)
    assert captions(shell.window, photos[0]) == []
    button = next(each for each in dialog.findChildren(QPushButton) if each.text().startswith("Put it in place"))
    button.click()
    settle()
    assert reading.record(archive, photos[0]).fields["credit"] == "Me"
    assert not bar.isVisible()
    assert kept() == []


def test_what_is_offered_can_be_discarded_and_what_is_saved_is_not_offered(
    shell: Shell, window: Window, photos: list[int], settle: Settle, qtbot: QtBot
) -> None:
    editing.set_values(window.workbench.session.archive, records=[photos[0]], values={"date": "2020"})
    folder = _leave_drafts(
        shell,
        window,
        photos[0],
        ("field/date", "2020", ""),
        ("text/note/en", "Away with it", ""),
        ("name/9999/text", "x", ""),
    )
    shell.open_folder(folder)
    qtbot.waitUntil(lambda: shell.session is not None, timeout=30_000)
    settle()
    bar = shell.window.workbench.recovered
    assert bar.label.text() == "2 texts were not saved last time."
    bar.discard.click()
    settle()
    asked = bar.window().findChild(Question)
    assert asked is not None
    assert asked.text() == "Discard these 2 texts? They are kept nowhere else."
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    settle()
    assert (bar.isVisible(), len(kept())) == (True, 2)
    again = bar.ask_to_discard()
    next(button for button in again.buttons() if button.text() == "Discard").click()
    settle()
    assert not bar.isVisible()
    assert kept() == []


def test_what_was_being_typed_when_the_program_was_killed_is_offered(
    shell: Shell, story: Path, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    with open_archive(story) as archive:
        photo = next(row.id for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO)
        steps = history.undo_label(archive)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.inspector.typing_program", str(story), str(tmp_path / "other"), str(photo)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[3],
        stderr=subprocess.DEVNULL,
    )
    try:
        qtbot.waitUntil(lambda: kept() != [], timeout=60_000)
    finally:
        process.kill()
        process.wait()
    shell.open_folder(story)
    qtbot.waitUntil(lambda: shell.session is not None, timeout=30_000)
    settle()
    archive = shell.window.workbench.session.archive
    assert history.undo_label(archive) == steps
    bar = shell.window.workbench.recovered
    assert bar.label.text() == "1 text was not saved last time."
    bar.restore.click()
    settle()
    assert captions(shell.window, photo) == ["Typed when the power went"]
    assert kept() == []
    assert not bar.isVisible()


def test_what_is_typed_without_a_pause_is_kept_too(
    window: Window, photos: list[int], settle: Settle, qtbot: QtBot
) -> None:
    bench = window.workbench
    bench.inspector.show_id(photos[0])
    settle()
    bench.inspector.edit_caption()
    drafts = bench.session.unsaved.drafts
    place = Place(reading.record(bench.session.archive, photos[0]).uid, "text/caption/")
    # Never longer between two keys than somebody takes who types.
    for _each in range(100):
        if drafts.holds(place):
            break
        qtbot.keyClicks(QApplication.focusWidget(), "word")
        qtbot.wait(50)
    assert drafts.holds(place)
