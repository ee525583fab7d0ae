"""The history by keys: filtered, read, taken back, and a record as it was."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import StepValue
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.progress import Progress
from archive_app.services.records import deleted, editing, reading
from archive_app.ui.history.dialog import HistoryDialog
from archive_app.ui.history.sides import SPANS, Side, SideModel
from archive_app.ui.session.jobs import Stop, Tell
from archive_app.ui.window.window import Window
from tests.bulk import BulkInsert
from tests.inside import database

Settle = Callable[[], None]
Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def archive(window: Window) -> Archive:  # type: ignore[override]
    return window.workbench.session.archive


@pytest.fixture
def opened(window: Window, qtbot: QtBot, settle: Settle) -> HistoryDialog:
    """The archive's history as Ctrl+H opens it."""
    qtbot.keyClick(window, Key.Key_H, CONTROL)
    dialog = window.findChild(HistoryDialog)
    assert dialog is not None
    settle()
    return dialog


@pytest.fixture
def of_record(window: Window, archive: Archive, qtbot: QtBot, settle: Settle) -> HistoryDialog:
    """The history of a photo whose caption was changed twice, as Ctrl+Shift+H opens it."""
    photo = next(row for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO)
    for caption in ("The old bridge of the city", "The new bridge of the city"):
        editing.set_values(archive, records=[photo.id], values={"caption[en]": caption})
    window.workbench.go_to(reading.refs(archive, [photo.id])[0])
    settle()
    qtbot.keyClick(window, Key.Key_H, CONTROL | SHIFT)
    dialog = window.findChild(HistoryDialog)
    assert dialog is not None
    settle()
    return dialog


def test_old_and_new_stand_side_by_side_with_marks(of_record: HistoryDialog) -> None:
    assert of_record.windowTitle().startswith("History of ")
    (side,) = of_record.changes.model.sides
    assert (side.what, side.old, side.new) == (
        "Caption (English)", "The old bridge of the city", "The new bridge of the city",
    )  # fmt: skip
    index = of_record.changes.model.index(0, 2)
    assert [side.new[start:end] for start, end in index.data(SPANS)] == ["new"]


def test_words_filter_as_they_are_typed(opened: HistoryDialog, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClick(opened, Key.Key_F, CONTROL)
    qtbot.keyClicks(opened.filters.words, "anniversary concert")
    settle()
    assert opened.model.steps
    assert all("Anniversary concert" in step.label for step in opened.model.steps)
    qtbot.keyClicks(opened.filters.words, " zzz")
    settle()
    assert "No step fits" in opened.empty.text()
    assert not opened.undo.isEnabled()
    qtbot.keyClick(opened.filters.words, Key.Key_Escape)
    settle()
    assert opened.isVisible()
    assert len(opened.model.steps) > 5


def test_a_day_that_is_none_is_a_sentence(opened: HistoryDialog, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClicks(opened.filters.since, "soon")
    settle()
    assert "is no day" in opened.fault.text()
    opened.filters.since.clear()
    qtbot.keyClicks(opened.filters.since, "2999-01-01")
    settle()
    assert opened.fault.isHidden()
    assert opened.model.steps == ()


def test_a_kind_of_change(opened: HistoryDialog, settle: Settle) -> None:
    opened.filters.what.setCurrentIndex(opened.filters.what.findData("stages"))
    settle()
    assert len(opened.model.steps) == 2


def test_a_step_is_undone_by_the_keyboard_below_newer_ones(
    opened: HistoryDialog, archive: Archive, qtbot: QtBot, settle: Settle
) -> None:
    labels = [step.label for step in opened.model.steps]
    row = next(number for number, label in enumerate(labels) if label.startswith("Link “Signing with Niš”"))
    for _turn in range(row):
        qtbot.keyClick(opened.table, Key.Key_Down)
    step = opened.chosen()
    assert step is not None
    assert step.label == labels[row]
    qtbot.keyClick(opened.table, Key.Key_Backspace, CONTROL)
    settle()
    assert opened.fault.isHidden()
    assert next(each for each in history.history(archive) if each.id == step.id).undone
    chosen = opened.chosen()
    assert chosen is not None
    assert (chosen.id, chosen.undone) == (step.id, True)
    assert not opened.undo.isEnabled()


def test_one_change_out_of_a_step(opened: HistoryDialog, archive: Archive, qtbot: QtBot, settle: Settle) -> None:
    step = opened.chosen()
    assert step is not None
    assert step.label.startswith("Link 3 records")
    opened.changes.table.selectRow(1)
    about = opened.changes.operations[1].about
    assert about is not None
    qtbot.mouseClick(opened.changes.some, Qt.MouseButton.LeftButton)
    settle()
    assert reading.record(archive, about.id).links == ()
    assert opened.model.steps[0].label.startswith("Undo 1 change of")


def test_steps_are_read_as_one_scrolls(
    window: Window, archive: Archive, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive_app.ui.history.dialog.PAGE", 5)
    monkeypatch.setattr("archive_app.ui.history.steps.PAGE", 5)
    window.actions_table["history"].trigger()
    dialog = window.findChild(HistoryDialog)
    assert dialog is not None
    settle()
    count = len(history.history(archive, limit=1000))
    for _page in range(count):
        dialog.table.scrollToBottom()
        settle()
        if dialog.model.canFetchMore(dialog.table.rootIndex()):
            dialog.model.fetchMore(dialog.table.rootIndex())
            settle()
    assert [step.id for step in dialog.model.steps] == [step.id for step in history.history(archive, limit=1000)]


def test_a_large_step_offers_the_rest(window: Window, archive: Archive, qtbot: QtBot, settle: Settle) -> None:
    with database(archive).transact("Many") as transaction:
        bulk = BulkInsert(transaction)
        for _number in range(250):
            bulk.record(Kind.PHOTO)
        bulk.finish()
    settle()
    window.actions_table["history"].trigger()
    dialog = window.findChild(HistoryDialog)
    assert dialog is not None
    settle()
    assert dialog.changes.rest.text() == "Show more: 50 are left"
    qtbot.mouseClick(dialog.changes.rest, Qt.MouseButton.LeftButton)
    settle()
    assert len(dialog.changes.model.sides) == 250
    assert not dialog.changes.rest.isVisible()


def test_as_it_was_on_a_day_and_after_each_step(of_record: HistoryDialog, qtbot: QtBot, settle: Settle) -> None:
    then = of_record.then
    assert then is not None
    of_record.tabs.setCurrentIndex(1)
    settle()
    assert then.slider.value() == then.slider.maximum() >= 2
    qtbot.keyClick(then.slider, Key.Key_Left)
    settle()
    caption = next(side for side in then.model.sides if side.what == "Caption (English)")
    assert (caption.old, caption.new) == ("The old bridge of the city", "The new bridge of the city")
    then.only.setChecked(True)
    assert [side.what for side in then.model.sides] == ["Caption (English)"]
    qtbot.keyClicks(then.day, "1999-01-01")
    qtbot.keyClick(then.day, Key.Key_Return)
    settle()
    assert "not in the archive yet" in then.empty.text()
    then.day.clear()
    qtbot.keyClicks(then.day, "2999-01-01")
    settle()
    qtbot.waitUntil(lambda: "as it is today" in then.empty.text())


def test_to_the_record_of_a_change(window: Window, opened: HistoryDialog, qtbot: QtBot, settle: Settle) -> None:
    labels = [step.label for step in opened.model.steps]
    opened.table.selectRow(next(n for n, label in enumerate(labels) if "Nezih" in label))
    settle()
    qtbot.keyClick(opened, Key.Key_Return, CONTROL)
    settle()
    shown = window.workbench.inspector.record
    assert shown is not None
    assert shown.title == "Nezih Başgelen"


def test_a_deleted_record_is_not_shown_and_that_is_said(
    window: Window, archive: Archive, opened: HistoryDialog, settle: Settle
) -> None:
    nezih = reading.resolve(archive, "Nezih Başgelen")
    editing.delete_records(archive, records=[nezih.id])
    settle()
    opened.table.selectRow(0)
    settle()
    opened.changes.go.click()
    settle()
    assert "no longer there" in window.workbench.notice.label.text()


def test_the_size_is_remembered(window: Window, opened: HistoryDialog, settle: Settle) -> None:
    opened.resize(900, 500)
    opened.reject()
    settle()
    window.actions_table["history"].trigger()
    again = [dialog for dialog in window.findChildren(HistoryDialog) if dialog.isVisible()]
    assert again[0].height() == 500


def test_names_that_would_act_are_plain(qtmodeltester: ModelTester) -> None:
    model = SideModel(("What", "Old", "New"))
    model.put([Side("Name", "<b>a</b>\u202e", "x" * 10_000), Side("", "", "")])
    qtmodeltester.check(model)
    assert model.index(0, 1).data() == "<b>a</b>\\u202E"
    assert len(model.index(0, 2).data()) < 2_000


def test_the_inspector_shows_the_newest_changes(window: Window, archive: Archive, qtbot: QtBot, settle: Settle) -> None:
    nezih = reading.resolve(archive, "Nezih Başgelen")
    window.workbench.go_to(nezih)
    settle()
    section = window.workbench.inspector.page.history
    section.open()
    settle()
    editing.add_name(archive, record=nezih.id, text="内齐赫", lang="zh")
    settle()
    words = [label.text() for label in section.body.findChildren(QLabel)]
    assert "Name (Chinese): + 内齐赫" in words
    whole = section.body.findChildren(QPushButton)[-1]
    qtbot.mouseClick(whole, Qt.MouseButton.LeftButton)
    settle()
    dialog = window.findChild(HistoryDialog)
    assert dialog is not None
    assert dialog.then is not None


def test_taking_a_step_back_says_how_far_it_is(
    opened: HistoryDialog, archive: Archive, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    photos = [row.id for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO]
    editing.set_values(archive, records=photos, values={"credit": "Ana"})
    qtbot.waitUntil(lambda: opened.model.steps[0].operation_count == len(photos))
    opened.table.selectRow(0)
    settle()
    go_on, undo = threading.Event(), history.undo

    def slow(archive: Archive, *, step: int, on_progress: Tell, cancelled: Stop) -> StepValue:
        def held(progress: Progress) -> None:
            on_progress(progress)
            assert go_on.wait(20)

        return undo(archive, step=step, on_progress=held, cancelled=cancelled)

    monkeypatch.setattr(history, "undo", slow)
    opened.undo.click()
    try:
        qtbot.waitUntil(lambda: len(opened.strip.lines) == 1)
        [line] = opened.strip.lines
        qtbot.waitUntil(lambda: line.about.text().startswith(f"0 of {len(photos)}"))
        line.stop.click()
    finally:
        go_on.set()
    qtbot.waitUntil(lambda: opened.fault.text() == "Stopped. Nothing was changed.")
    assert opened.strip.lines == []
    assert {reading.record(archive, photo).fields["credit"] for photo in photos} == {"Ana"}
    settle()


def test_a_step_of_which_something_was_purged_says_that_it_stays(
    opened: HistoryDialog, archive: Archive, qtbot: QtBot, settle: Settle
) -> None:
    one, *others = [row.id for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO]
    editing.set_values(archive, records=[one, *others], values={"credit": "Ana"})
    editing.delete_records(archive, records=[one])
    deleted.purge(archive, records=[one])
    qtbot.waitUntil(lambda: [step.kind for step in opened.model.steps[:3]] == ["purge", "final", "final"])
    for row in range(3):
        opened.table.selectRow(row)
        settle()
        assert opened.changes.about.text().endswith("can't be undone")
        assert not opened.undo.isEnabled()
    qtbot.waitUntil(lambda: opened.changes.model.rowCount() == len(others) + 1)
    rows = [place for place, each in enumerate(opened.changes.operations) if each.about and each.about.id == others[0]]
    opened.changes.table.selectRow(rows[0])
    assert opened.changes.some.isEnabled()
    opened.changes.some.click()
    qtbot.waitUntil(lambda: reading.record(archive, others[0]).fields["credit"] is None)
