"""Whatever is done is answered: in a sentence, by a line of what is under way, or by words where there is nothing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QStyle
from pytestqt.qtbot import QtBot

from archive_app.domain.model.records import StepValue
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest.report import IngestEntry, IngestReport
from archive_app.services.progress import Progress
from archive_app.services.records import reading
from archive_app.ui.actions.palette import CommandPalette
from archive_app.ui.dialogs.new_record import NewRecordDialog
from archive_app.ui.dialogs.report import ReportDialog, ingest_findings
from archive_app.ui.session.jobs import Stop, Tell
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window
from tests.ui.conftest import Settle
from tests.ui.pictures import draw


@pytest.fixture
def photos(window: Window, settle: Settle) -> list[int]:
    """Two photographs, selected."""
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    results.select_ids(list(results.model.ids[:2]))
    settle()
    return list(results.model.ids[:2])


def said(window: Window) -> str:
    notice = window.workbench.notice
    return notice.label.text() if notice.isVisible() else ""


@pytest.mark.parametrize(
    ("action", "sentence"),
    [
        ("rate-3", "3 stars: 2 records changed."),
        ("rate-0", "0 stars: 2 records changed."),
        ("turn-right", "Turned 2 pictures to the right."),
        ("turn-left", "Turned 2 pictures to the left."),
    ],
)
@pytest.mark.usefixtures("photos")
def test_rating_and_turning_are_answered(window: Window, settle: Settle, action: str, sentence: str) -> None:
    window.actions_table["rate-1"].trigger()
    settle()
    window.actions_table[action].trigger()
    settle()
    assert said(window) == sentence


def test_nothing_is_called_turned_where_no_picture_is(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:person")
    settle()
    results.select_ids(list(results.model.ids[:2]))
    settle()
    window.actions_table["turn-right"].trigger()
    settle()
    assert said(window) == "Nothing was turned: what is chosen has no picture of its own."


@pytest.mark.usefixtures("photos")
def test_a_refusal_goes_when_the_next_thing_works(window: Window, settle: Settle) -> None:
    window.workbench.session.refused.emit("This could not be done.")
    assert said(window) == "This could not be done."
    window.actions_table["pick"].trigger()
    settle()
    assert "could not" not in said(window)


@pytest.mark.usefixtures("photos")
def test_a_refusal_goes_when_one_goes_on(window: Window, settle: Settle) -> None:
    bench = window.workbench
    bench.session.refused.emit("This could not be done.")
    bench.results.show_query("kind:city")
    settle()
    assert not bench.notice.isVisible()
    window.actions_table["step-through"].trigger()
    settle()
    bench.session.refused.emit("This could not be done.")
    bench.leave_stepping()
    settle()
    assert not bench.notice.isVisible()


@pytest.mark.parametrize("stopped", [False, True])
def test_an_undo_that_takes_long_says_how_far_it_is_and_can_be_stopped(
    window: Window, photos: list[int], settle: Settle, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, stopped: bool
) -> None:
    window.actions_table["rate-3"].trigger()
    settle()
    strip, go_on, undo = window.workbench.strip, threading.Event(), history.undo

    def slow(archive: Archive, *, on_progress: Tell, cancelled: Stop) -> StepValue:
        def held(progress: Progress) -> None:
            on_progress(progress)
            assert go_on.wait(20)

        return undo(archive, on_progress=held, cancelled=cancelled)

    monkeypatch.setattr(history, "undo", slow)
    window.actions_table["undo"].trigger()
    try:
        qtbot.waitUntil(lambda: len(strip.lines) == 1, timeout=20_000)
        assert strip.isVisible()
        assert "Undo" in strip.lines[0].label.text()
        qtbot.waitUntil(lambda: strip.lines[0].about.text().startswith("0 of 2"), timeout=5000)
        assert "nothing of it" in strip.lines[0].stop.toolTip()
        if stopped:
            strip.lines[0].stop.click()
    finally:
        go_on.set()
    settle()
    assert strip.lines == []
    assert said(window).startswith("Stopped. Nothing was changed." if stopped else "Undone:")
    rows = reading.rows(window.workbench.session.archive, photos)
    assert {row.rating for row in rows} == ({3} if stopped else {0})


def test_a_list_in_which_nothing_is_says_so(window: Window, settle: Settle, qtbot: QtBot) -> None:
    palette = CommandPalette(window, window.actions_table, window.session, lambda _record: None)
    qtbot.addWidget(palette)
    assert palette.list.said == ""
    assert not any(each.icon.isNull() for each in palette.model.suggestions)
    palette.edit.setText("qqqqzzzz")
    settle()
    assert "no record" in palette.list.said
    window.workbench.results.show_query("kind:photo")
    settle()
    window.workbench.results.go_to(0)
    settle()
    window.actions_table["tag"].trigger()
    settle()
    bar = window.workbench.tagging.bar
    assert bar.model.rowCount() == 0
    assert "letters of a name" in bar.list.said
    qtbot.keyClicks(bar.edit, "qqqqzzzz")
    settle()
    assert bar.model.rowCount() or "Nothing is called so" in bar.list.said


def test_a_report_shows_names_not_the_beginnings_of_paths() -> None:
    folder = Path("/media/stick/a folder with a long name/another folder/2019")
    report = IngestReport(refused=[IngestEntry(str(folder / "IMG_0001.jpg"), "", "It is empty.")])
    dialog = ReportDialog("Report", "", ingest_findings(report))
    name = dialog.proxy.index(0, 1).data()
    assert name == f"IMG_0001.jpg · {folder}"
    assert name.startswith("IMG_0001.jpg")
    assert dialog.table.textElideMode() == Qt.TextElideMode.ElideRight
    assert str(folder) in dialog.text()


def test_clutter_has_its_own_heading_and_alone_opens_no_report(
    window: Window, shell: Shell, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[list[str]] = []
    monkeypatch.setattr(ReportDialog, "open", lambda dialog: shown.append(dialog.text().splitlines()))
    folder = tmp_path / "stick"
    folder.mkdir()
    (folder / ".DS_Store").write_bytes(b"x")
    draw(folder / "bridge.jpg", "bridge", "#375", (64, 48))
    shell._ingest([folder], ())
    settle()
    assert shown == []
    assert "1 passed over" in window.workbench.notice.label.text()
    (folder / "empty.jpg").touch()
    shell._ingest([folder], ())
    settle()
    assert shown == []
    window.actions_table["last-report"].trigger()
    (lines,) = shown
    assert [line.split("\t")[0] for line in lines] == ["refused", "already known", "passed over"]


def test_buttons_of_dialogs_have_words_and_no_foreign_drawings(window: Window, settle: Settle) -> None:
    window.actions_table["new-person"].trigger()
    settle()
    dialog = window.findChild(NewRecordDialog)
    assert dialog is not None
    words = [button.text() for button in dialog.findChildren(QPushButton)]
    assert "Create" in words
    assert "Make" not in words
    for button in dialog.findChildren(QPushButton):
        shown = button.style().styleHint(QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons, None, button)
        assert not shown or button.icon().isNull()
    dialog.reject()
    assert not [label for label in window.findChildren(QLabel) if "as usual" in label.text()]


@pytest.mark.usefixtures("photos")
def test_the_bar_for_tags_is_as_high_as_what_it_shows(window: Window, settle: Settle, qtbot: QtBot) -> None:
    window.actions_table["tag"].trigger()
    settle()
    overlay = window.workbench.tagging
    qtbot.waitUntil(lambda: overlay.height() == overlay.sizeHint().height(), timeout=20_000)
    assert overlay.bar.edit.y() < 80
