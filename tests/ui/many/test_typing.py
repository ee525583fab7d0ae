"""What is typed for many records is not thrown away: where setting it fails, and when the program ends before."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.errors import StorageError
from archive_app.services.history import history
from archive_app.services.records import reading
from archive_app.ui.inspector.many import ManyRecords
from archive_app.ui.many.values import ManyLine, ManyText
from archive_app.ui.tagbar import tagger
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window
from tests.ui.inspector.typed import captions, kept

Key = Qt.Key
Settle = Callable[[], None]
FULL = "The disk is full. Nothing was changed. Make room and try again."


@pytest.fixture
def many(window: Window, settle: Settle) -> ManyRecords:
    """The first four photographs of the story, all chosen."""
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    results.select_ids(list(results.model.ids)[:4])
    settle()
    return window.workbench.inspector.many


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


def _type(many: ManyRecords, qtbot: QtBot, settle: Settle, words: str) -> ManyLine:
    line = _line(many)
    line.setFocus()
    qtbot.keyClicks(line, words)
    settle()
    return line


def _line(many: ManyRecords) -> ManyLine:
    line = many.editors["credit"]
    assert isinstance(line, ManyLine)
    return line


def _credits(window: Window) -> list[str]:
    archive, ids = window.workbench.session.archive, list(window.workbench.results.model.ids)
    return [str(reading.record(archive, each).fields["credit"] or "") for each in ids]


@pytest.mark.parametrize("job", [False, True])
def test_what_could_not_be_set_is_kept_shown_again_and_set_once_there_is_room(
    window: Window,
    many: ManyRecords,
    disk: Callable[[bool], None],
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    job: bool,
) -> None:
    if job:
        monkeypatch.setattr(tagger, "MANY", 1)
    results, bar = window.workbench.results, window.workbench.unsaved
    chosen = results.selected_ids()
    before = history.history(window.workbench.session.archive, limit=1)[0].id
    disk(True)
    line = _type(many, qtbot, settle, "City Archive")
    qtbot.keyClick(line, Key.Key_Return)
    qtbot.waitUntil(bar.isVisible)
    settle()
    assert FULL in bar.label.text()
    qtbot.waitUntil(lambda: kept() == ["City Archive"])
    assert (line.text(), line.property("unsaved")) == ("City Archive", True)
    results.select_ids(chosen[:2])
    settle()
    assert (_line(many).text(), bool(_line(many).property("unsaved"))) == ("", False)
    results.select_ids(chosen)
    settle()
    assert (_line(many).text(), _line(many).property("unsaved")) == ("City Archive", True)
    assert _credits(window) == [""] * 6
    disk(False)
    qtbot.mouseClick(bar.again, Qt.MouseButton.LeftButton)
    settle()
    assert sorted(_credits(window)) == [""] * 2 + ["City Archive"] * 4
    assert history.history(window.workbench.session.archive, limit=1)[0].id == before + 1
    assert (_line(many).text(), bool(_line(many).property("unsaved"))) == ("City Archive", False)
    assert not bar.isVisible()
    assert kept() == []


def test_escape_lets_go_of_what_could_not_be_set(
    window: Window, many: ManyRecords, disk: Callable[[bool], None], qtbot: QtBot, settle: Settle
) -> None:
    disk(True)
    line = _type(many, qtbot, settle, "City Archive")
    qtbot.keyClick(line, Key.Key_Return)
    settle()
    disk(False)
    qtbot.keyClick(line, Key.Key_Escape)
    settle()
    qtbot.waitUntil(lambda: kept() == [])
    assert not window.workbench.unsaved.isVisible()
    assert (line.text(), bool(line.property("unsaved"))) == ("", False)


def test_a_pause_keeps_what_is_typed_outside_the_archive_until_it_is_set_or_taken_back(
    window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle
) -> None:
    steps = history.undo_label(window.workbench.session.archive)
    line = _type(many, qtbot, settle, "City")
    qtbot.waitUntil(lambda: kept() == ["City"], timeout=30_000)
    assert history.undo_label(window.workbench.session.archive) == steps
    qtbot.keyClick(line, Key.Key_Escape)
    qtbot.waitUntil(lambda: kept() == [])
    line = _type(many, qtbot, settle, "Museum")
    qtbot.waitUntil(lambda: kept() == ["Museum"], timeout=30_000)
    qtbot.keyClick(line, Key.Key_Return)
    settle()
    qtbot.waitUntil(lambda: kept() == [])
    assert "Museum" in _credits(window)


def test_what_was_typed_when_the_program_ended_is_offered_and_put_back_to_all(
    shell: Shell, window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    ids, folder = window.workbench.results.selected_ids(), archive.folder
    editor = next(each for key, each in many._texts.items() if key.startswith("caption"))
    assert isinstance(editor, ManyText)
    editor.setFocus()
    qtbot.keyClicks(editor, "The lanterns at dusk")
    settle()
    shell.close_archive()
    assert kept() == ["The lanterns at dusk"]
    shell.open_folder(folder)
    qtbot.waitUntil(lambda: shell.session is not None, timeout=30_000)
    settle()
    bar = shell.window.workbench.recovered
    assert bar.label.text() == "1 text was not saved last time."
    dialog = bar.open_list()
    assert "4 records · Caption (English)" in [label.text() for label in dialog.findChildren(type(bar.label))]
    dialog.close()
    bar.restore.click()
    settle()
    assert {tuple(captions(shell.window, each)) for each in ids} == {("The lanterns at dusk",)}
    assert kept() == []
    assert not bar.isVisible()


def test_what_is_not_entered_is_neither_set_on_others_nor_lost(
    window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle
) -> None:
    results, chosen = window.workbench.results, window.workbench.results.selected_ids()
    others = [each for each in results.model.ids if each not in chosen]
    _type(many, qtbot, settle, "City Archive")
    with qtbot.waitSignal(window.workbench.session.told) as told:
        results.select_ids(others)
        settle()
    assert told.args == ["What you typed for 4 records is not set. It is there again when they are chosen again."]
    assert (_line(many).text(), many.offer.isVisible()) == ("", False)
    qtbot.keyClick(_line(many), Key.Key_Return)
    settle()
    assert _credits(window) == [""] * 6
    results.select_ids(chosen)
    settle()
    assert _line(many).text() == "City Archive"
    assert many.offer.ready
    qtbot.keyClick(_line(many), Key.Key_Return)
    settle()
    assert sorted(_credits(window)) == [""] * 2 + ["City Archive"] * 4
    results.select_ids(others)
    settle()
    results.select_ids(chosen)
    settle()
    assert not many.offer.isVisible()


def test_what_was_taken_back_is_not_there_again(
    window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle
) -> None:
    results, chosen = window.workbench.results, window.workbench.results.selected_ids()
    _type(many, qtbot, settle, "City Archive")
    results.select_ids(chosen[:2])
    settle()
    results.select_ids(chosen)
    settle()
    qtbot.keyClick(_line(many), Key.Key_Escape)
    results.select_ids(chosen[:2])
    settle()
    results.select_ids(chosen)
    settle()
    assert (_line(many).text(), many.offer.isVisible()) == ("", False)


def test_enter_means_the_field_that_one_is_in(window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle) -> None:
    _type(many, qtbot, settle, "City Archive")
    rights = many.editors["rights"]
    rights.setFocus()
    qtbot.keyClicks(rights, "Free")
    settle()
    for _time in range(2):
        qtbot.keyClick(_line(many), Key.Key_Return)
        settle()
    archive, ids = window.workbench.session.archive, window.workbench.results.selected_ids()
    said = {
        (reading.record(archive, each).fields["credit"], reading.record(archive, each).fields["rights"]) for each in ids
    }
    assert said == {("City Archive", None)}


def test_that_it_is_not_set_is_said_as_soon_as_one_other_is_chosen(
    window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle
) -> None:
    bench = window.workbench
    ids = list(bench.results.model.ids)
    _type(many, qtbot, settle, "Batch")
    told: list[str] = []
    bench.session.told.connect(told.append)
    bench.results.select_ids(ids[5:6], ids[5])
    settle()
    assert told == ["What you typed for 4 records is not set. It is there again when they are chosen again."]
    bench.results.select_ids(ids[:4])
    settle()
    assert _line(many).text() == "Batch"
    assert len(told) == 1
