"""Typed text is never thrown away: where saving fails, after a crash, and when the window closes meanwhile."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app import paths
from archive_app.domain.model.kinds import Kind
from archive_app.errors import StorageError
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.ui.kit.editors import SavingLine
from archive_app.ui.kit.question import Question
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window
from tests.ui.inspector.typed import captions, kept, show, text, write

Key = Qt.Key
Settle = Callable[[], None]
FULL = "The disk is full. Nothing was changed. Make room and try again."


@pytest.fixture
def photos(window: Window) -> list[int]:
    """The ids of the photographs."""
    archive = window.workbench.session.archive
    return [row.id for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO]


@pytest.fixture
def disk(window: Window, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bool], None]]:
    """Says whether the disk is full for every change."""
    store = window.workbench.session.archive.store
    real = store.transact

    def refuse(*_arguments: object, **_more: object) -> None:
        raise StorageError(FULL)

    def full(on: bool) -> None:
        monkeypatch.setattr(store, "transact", refuse if on else real)

    yield full
    full(False)


def test_a_full_disk_keeps_the_text_and_saves_it_once_there_is_room(
    window: Window, photos: list[int], disk: Callable[[bool], None], qtbot: QtBot, settle: Settle
) -> None:
    first, second = photos[:2]
    show(window, first, settle)
    disk(True)
    write(qtbot, text(window), "The lanterns at dusk")
    show(window, second, settle)
    bar = window.workbench.unsaved
    assert bar.isVisible()
    assert bar.label.text().startswith("1 text is not saved yet.")
    assert FULL in bar.label.text()
    assert text(window).toPlainText() == ""
    assert not text(window).property("unsaved")
    assert kept() == ["The lanterns at dusk"]
    show(window, first, settle)
    assert text(window).toPlainText() == "The lanterns at dusk"
    assert text(window).property("unsaved")
    assert captions(window, first) == []
    disk(False)
    before = history.undo_label(window.workbench.session.archive)
    qtbot.mouseClick(bar.again, Qt.MouseButton.LeftButton)
    settle()
    assert captions(window, first) == ["The lanterns at dusk"]
    assert not bar.isVisible()
    assert text(window).toPlainText() == "The lanterns at dusk"
    assert not text(window).property("unsaved")
    assert kept() == []
    history.undo(window.workbench.session.archive)
    assert history.undo_label(window.workbench.session.archive) == before


def test_the_next_thing_that_is_saved_takes_along_what_was_not(
    window: Window, photos: list[int], disk: Callable[[bool], None], qtbot: QtBot, settle: Settle
) -> None:
    show(window, photos[0], settle)
    disk(True)
    write(qtbot, text(window), "One")
    show(window, photos[1], settle)
    disk(False)
    write(qtbot, text(window), "Two")
    show(window, photos[2], settle)
    assert captions(window, photos[0]) == ["One"]
    assert captions(window, photos[1]) == ["Two"]
    assert not window.workbench.unsaved.isVisible()


def test_it_is_tried_again_by_itself(
    window: Window,
    photos: list[int],
    disk: Callable[[bool], None],
    qtbot: QtBot,
    settle: Settle,
) -> None:
    session = window.workbench.session
    session.unsaved._again.setInterval(50)
    show(window, photos[0], settle)
    disk(True)
    write(qtbot, text(window), "By itself")
    text(window).flush()
    settle()
    assert window.workbench.unsaved.isVisible()
    disk(False)
    qtbot.waitUntil(lambda: not window.workbench.unsaved.isVisible(), timeout=10_000)
    assert captions(window, photos[0]) == ["By itself"]


def test_a_lock_of_another_program_loses_nothing(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    session = window.workbench.session
    other = (
        "import sqlite3, sys; c = sqlite3.connect(sys.argv[1], isolation_level=None); c.execute('BEGIN EXCLUSIVE');"
        "print('held', flush=True); sys.stdin.readline(); c.execute('ROLLBACK')"
    )
    database = session.archive.folder / paths.DATABASE
    holder = subprocess.Popen(
        [sys.executable, "-c", other, str(database)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        show(window, photos[0], settle)
        line = window.workbench.inspector.findChild(SavingLine, "field-date")
        assert line is not None
        line.setFocus()
        qtbot.keyClicks(line, "2019-05")
        qtbot.keyClick(line, Key.Key_Return)
        qtbot.waitUntil(window.workbench.unsaved.isVisible, timeout=40_000)
        assert "Another program is writing" in window.workbench.unsaved.label.text()
        assert line.text() == "2019-05"
        holder.stdin.write("\n")
        holder.stdin.flush()
        holder.wait(10)
    finally:
        holder.kill()
        holder.communicate()
    window.workbench.unsaved.again.click()
    settle()
    assert not window.workbench.unsaved.isVisible()
    assert reading.record(session.archive, photos[0]).fields["date"] == "2019-05"


def test_escape_lets_go_of_what_could_not_be_saved(
    window: Window, photos: list[int], disk: Callable[[bool], None], qtbot: QtBot, settle: Settle
) -> None:
    show(window, photos[0], settle)
    disk(True)
    editor = text(window)
    write(qtbot, editor, "Not this")
    editor.flush()
    settle()
    assert window.workbench.unsaved.isVisible()
    qtbot.keyClick(editor, Key.Key_Escape)
    settle()
    assert editor.toPlainText() == ""
    assert not window.workbench.unsaved.isVisible()
    qtbot.waitUntil(lambda: kept() == [])


def test_a_pause_makes_a_draft_and_no_step(window: Window, photos: list[int], qtbot: QtBot, settle: Settle) -> None:
    session = window.workbench.session
    session.unsaved._pause.setInterval(30)
    before = history.undo_label(session.archive)
    show(window, photos[0], settle)
    write(qtbot, text(window), "Half a sen")
    qtbot.waitUntil(lambda: kept() == ["Half a sen"], timeout=10_000)
    write(qtbot, text(window), "tence")
    qtbot.waitUntil(lambda: kept() == ["Half a sentence"], timeout=10_000)
    assert history.undo_label(session.archive) == before
    show(window, photos[1], settle)
    assert captions(window, photos[0]) == ["Half a sentence"]
    qtbot.waitUntil(lambda: kept() == [], timeout=10_000)
    history.undo(session.archive)
    assert captions(window, photos[0]) == []
    assert history.undo_label(session.archive) == before


def test_a_draft_of_what_was_typed_first_goes_with_what_was_saved_at_last(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    unsaved = window.workbench.session.unsaved
    unsaved._pause.setInterval(30)
    show(window, photos[0], settle)
    write(qtbot, text(window), "Half a sen")
    qtbot.waitUntil(lambda: kept() == ["Half a sen"], timeout=10_000)
    # Nothing is kept of what follows: one goes on before there is a pause.
    unsaved._pause.setInterval(600_000)
    write(qtbot, text(window), "tence")
    show(window, photos[1], settle)
    assert captions(window, photos[0]) == ["Half a sentence"]
    unsaved._disk.submit(lambda: None).result(60)
    assert kept() == []


def test_a_draft_that_is_written_late_goes_with_what_was_saved(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    unsaved = window.workbench.session.unsaved
    unsaved._pause.setInterval(30)
    may_write = threading.Event()
    unsaved._disk.submit(may_write.wait, 60)
    show(window, photos[0], settle)
    write(qtbot, text(window), "Half a sentence")
    qtbot.waitUntil(lambda: not unsaved._pause.isActive(), timeout=10_000)
    show(window, photos[1], settle)
    assert captions(window, photos[0]) == ["Half a sentence"]
    may_write.set()
    unsaved._disk.submit(lambda: None).result(60)
    assert kept() == []


def test_a_date_that_cannot_be_read_stays_and_escape_brings_back_the_old_one(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    editing.set_values(archive, records=[photos[0]], values={"date": "2019-05"})
    show(window, photos[0], settle)
    line = window.workbench.inspector.findChild(SavingLine, "field-date")
    assert line is not None
    line.setFocus()
    line.selectAll()
    qtbot.keyClicks(line, "nonsense")
    qtbot.keyClick(line, Key.Key_Return)
    settle()
    assert line.text() == "nonsense"
    assert not window.workbench.unsaved.isVisible()
    qtbot.keyClick(line, Key.Key_Escape)
    assert line.text() == "2019-05"
    qtbot.keyClicks(line, "-01")
    qtbot.keyClick(line, Key.Key_Return)
    settle()
    assert reading.record(archive, photos[0]).fields["date"] == "2019-05-01"


def test_a_date_that_cannot_be_read_is_there_again_and_the_sentence_says_whose(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    show(window, photos[0], settle)
    name = reading.record(archive, photos[0]).title
    line = window.workbench.inspector.findChild(SavingLine, "field-date")
    assert line is not None
    line.setFocus()
    qtbot.keyClicks(line, "2019-02-30")
    show(window, photos[1], settle)
    said = window.workbench.notice.label.text()
    assert said.startswith(f"{name}: ")
    assert "2019-02-30" in said
    assert line.text() == ""
    assert not line.property("unsaved")
    qtbot.waitUntil(lambda: kept() == ["2019-02-30"], timeout=10_000)
    show(window, photos[0], settle)
    assert line.text() == "2019-02-30"
    assert line.property("unsaved")
    # It is not tried again as it is, and Escape lets go of it.
    window.workbench.session.unsaved.try_again()
    settle()
    assert line.text() == "2019-02-30"
    line.setFocus()
    qtbot.keyClick(line, Key.Key_Escape)
    assert line.text() == ""
    assert not line.property("unsaved")
    qtbot.waitUntil(lambda: kept() == [], timeout=10_000)
    show(window, photos[1], settle)
    show(window, photos[0], settle)
    assert line.text() == ""


def test_a_date_that_was_mended_is_saved(window: Window, photos: list[int], qtbot: QtBot, settle: Settle) -> None:
    show(window, photos[0], settle)
    line = window.workbench.inspector.findChild(SavingLine, "field-date")
    assert line is not None
    line.setFocus()
    qtbot.keyClicks(line, "2019-02-30")
    show(window, photos[1], settle)
    show(window, photos[0], settle)
    line.setFocus()
    qtbot.keyClick(line, Key.Key_End)
    qtbot.keyClick(line, Key.Key_Backspace)
    qtbot.keyClick(line, Key.Key_Backspace)
    qtbot.keyClicks(line, "28")
    qtbot.keyClick(line, Key.Key_Return)
    settle()
    assert reading.record(window.workbench.session.archive, photos[0]).fields["date"] == "2019-02-28"
    assert not line.property("unsaved")
    qtbot.waitUntil(lambda: kept() == [], timeout=10_000)


def test_what_is_half_typed_in_the_tag_field_is_meant_for_one_picture(
    window: Window, qtbot: QtBot, settle: Settle
) -> None:
    window.workbench.step_through()
    settle()
    stepping = window.workbench.stepping
    stepping.do("bar")
    qtbot.keyClicks(stepping.side.bar.edit, "Nez")
    settle()
    assert stepping.side.bar.edit.text() == "Nez"
    qtbot.keyClick(stepping.side.bar.edit, Key.Key_PageDown)
    settle()
    assert stepping.place == 1
    assert stepping.side.bar.edit.text() == ""
    assert stepping.side.bar.edit.hasFocus()


def test_stepping_keeps_what_could_not_be_saved(
    window: Window, disk: Callable[[bool], None], qtbot: QtBot, settle: Settle
) -> None:
    window.workbench.step_through()
    settle()
    stepping = window.workbench.stepping
    first = stepping.current
    stepping.do("caption")
    disk(True)
    qtbot.keyClicks(stepping.side.captions.editors[0], "Kept here")
    stepping.do("skip")
    settle()
    assert stepping.side.captions.editors[0].toPlainText() == ""
    stepping.do("previous")
    settle()
    assert stepping.current == first
    assert stepping.side.captions.editors[0].toPlainText() == "Kept here"
    disk(False)
    window.workbench.unsaved.again.click()
    settle()
    assert captions(window, first) == ["Kept here"]


def test_closing_with_what_is_not_saved_asks_and_keeps_it(
    shell: Shell,
    window: Window,
    photos: list[int],
    disk: Callable[[bool], None],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    show(window, photos[0], settle)
    disk(True)
    write(qtbot, text(window), "Before closing")
    asked: list[str] = []
    answers = ["Stay here", "Close"]

    def answer(box: Question) -> int:
        asked.append(box.text())
        wanted = answers.pop(0)
        next(button for button in box.buttons() if button.text() == wanted).click()
        return 0

    monkeypatch.setattr(Question, "exec", answer)
    window.close()
    assert shell.session is not None
    assert "1 text is not saved yet." in asked[0]
    assert text(window).toPlainText() == "Before closing"
    window.close()
    assert shell.session is None
    assert kept() == ["Before closing"]
