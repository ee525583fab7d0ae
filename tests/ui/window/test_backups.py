"""Backups from the window: at their place, when they are due, at the end, and told of when they are old."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.records import editing
from archive_app.services.upkeep import keeping, places, standing
from archive_app.services.upkeep.keeping import Kept
from archive_app.services.upkeep.places import Last
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.kit.question import Question
from archive_app.ui.window import closing_backup
from archive_app.ui.window.closing_backup import ClosingBackup
from archive_app.ui.window.window import Window
from tests.ui.conftest import Settle


@pytest.fixture(autouse=True)
def _asking(window: Window) -> None:
    """As it is delivered."""
    window.settings.put("backup-closing", "ask")


@pytest.fixture
def place(window: Window, tmp_path: Path) -> Path:
    """A place for backups that is set; nothing is made there by itself."""
    folder = tmp_path / "drive"
    folder.mkdir()
    window.settings.put("backup-place", str(folder))
    window.settings.put("backup-when", "never")
    return folder


def _keep(window: Window) -> Kept:
    return keeping.keep(window.workbench.session.archive, person=window.settings.person)


def _edit(window: Window) -> None:
    editing.add_record(window.workbench.session.archive, kind=Kind.CITY, names=[editing.NewName("Turku")])


def _age(window: Window, at: str = "2020-01-01T00:00:00+00:00") -> None:
    """Make the last backup an old one."""
    archive = window.workbench.session.archive
    known = places.last(archive) or Last("/away", "", at, at, at)
    places.remember(archive, known)
    places.change(archive, made_at=at, looked_at=at, verified_at=at)


def _shown(window: Window) -> str:
    bar = window.workbench.backup
    return bar.label.text() if not bar.isHidden() else ""


def test_a_backup_goes_to_its_place(window: Window, place: Path, qtbot: QtBot) -> None:
    window.actions_table["backup"].trigger()
    qtbot.waitUntil(lambda: "Backed up to" in window.workbench.notice.label.text(), timeout=30_000)
    assert "lies on the same drive" in window.workbench.notice.label.text()
    assert len(list(place.rglob("catalogue.db"))) == 1


@pytest.mark.parametrize("answer", ["Choose a folder…", "In the archive's folder", "Cancel"])
def test_without_a_place_it_is_asked_for(
    window: Window, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    (tmp_path / "drive").mkdir()
    monkeypatch.setattr(choose, "folder", lambda *_args: tmp_path / "drive")
    _answer(answer)
    window.actions_table["backup"].trigger()
    settle()
    chosen = answer.startswith("Choose")
    assert window.settings.text("backup-place") == (str(tmp_path / "drive") if chosen else "")
    assert len(list((tmp_path / "drive").rglob("catalogue.db"))) == chosen
    own = window.workbench.session.archive.folder / "backups"
    assert len(list(own.rglob("catalogue.db"))) == answer.startswith("In")


def _answer(words: str) -> None:
    def press() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, Question)
        next(button for button in box.buttons() if button.text() == words).click()

    QTimer.singleShot(0, press)


def test_the_bar_is_quiet_as_long_as_all_is_well(window: Window, place: Path, settle: Settle) -> None:
    assert place.is_dir()
    _keep(window)
    _edit(window)
    window.workbench.backup.look()
    settle()
    assert _shown(window) == ""


def test_an_old_backup_is_said_and_made_anew_from_the_bar(window: Window, place: Path, settle: Settle) -> None:
    bar = window.workbench.backup
    _keep(window)
    _age(window)
    bar.look()
    settle()
    # Nothing changed since: then no age is too old; but it is to be read again.
    assert "should be read again" in _shown(window)
    assert (bar.now.isHidden(), bar.again.isHidden()) == (True, False)
    _edit(window)
    bar.look()
    settle()
    assert "older than you want it to be" in _shown(window)
    assert str(place) in _shown(window)
    bar.now.click()
    settle()
    assert "older" not in _shown(window)
    assert len(list(place.rglob("catalogue.db"))) == 2


def test_a_backup_is_read_again_from_the_bar_and_what_is_wrong_is_in_a_report(
    window: Window, place: Path, settle: Settle
) -> None:
    bar = window.workbench.backup
    kept = _keep(window)
    (kept.vault.folder_of(kept.state.name) / "marker.json").write_bytes(b"{}")
    _age(window)
    bar.look()
    settle()
    bar.again.click()
    settle()
    report = window.workbench.session.report
    assert report is not None
    assert "1 file of the backup is damaged or missing" in report.summary
    assert [finding.name.endswith("marker.json") for finding in report.findings] == [True]
    assert place.is_dir()


def test_not_now_is_for_this_session(window: Window, place: Path, settle: Settle) -> None:
    assert place.is_dir()
    _keep(window)
    _age(window)
    window.workbench.backup.look()
    settle()
    window.workbench.backup.later.click()
    window.workbench.backup.look()
    settle()
    assert _shown(window) == ""


def test_a_backup_that_is_due_is_made_by_itself(window: Window, place: Path, settle: Settle) -> None:
    _keep(window)
    _edit(window)
    window.settings.put("backup-when", "daily")
    window.workbench.backup.look()
    settle()
    assert len(list(place.rglob("catalogue.db"))) == 1
    _age(window)
    window.workbench.backup.look()
    settle()
    assert len(list(place.rglob("catalogue.db"))) == 2


def test_the_list_shows_what_is_kept(window: Window, place: Path, settle: Settle) -> None:
    kept = _keep(window)
    window.actions_table["backups"].trigger()
    settle()
    dialog = window.findChild(ReportDialog)
    assert dialog is not None
    assert str(place) in dialog.summary.text()
    assert standing.moment(kept.state.made_at) in dialog.text()
    dialog.close()


def test_a_place_is_set_from_the_list_where_none_is(
    window: Window, tmp_path: Path, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "drive").mkdir()
    window.settings.put("backup-when", "never")
    monkeypatch.setattr(choose, "folder", lambda *_args: tmp_path / "drive")
    window.actions_table["backups"].trigger()
    settle()
    dialog = window.findChild(ReportDialog)
    assert dialog is not None
    # What is called so on the command line says nothing to who uses the window.
    assert "backup-place" not in dialog.summary.text()
    next(button for button in dialog.offers if button.text() == "Choose a folder…").click()
    settle()
    assert window.settings.text("backup-place") == str(tmp_path / "drive")


def test_the_drill_says_its_result_by_the_time_of_the_backup(window: Window, place: Path, qtbot: QtBot) -> None:
    assert place.is_dir()
    kept = _keep(window)
    window.actions_table["drill"].trigger()
    words = f"The backup “{standing.moment(kept.state.made_at)}” can be restored"
    qtbot.waitUntil(lambda: words in window.workbench.notice.label.text(), timeout=30_000)


def _closing(
    window: Window, act: Callable[[ClosingBackup], None], close: Callable[[], object] | None = None
) -> list[str]:
    """Close the window, or do ``close``; what the dialog said before ``act`` was done to it."""
    said: list[str] = []
    timer = QTimer()

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, ClosingBackup):
            timer.stop()
            said.append(dialog.label.text())
            act(dialog)

    timer.timeout.connect(look)
    timer.start(10)
    (close or window.close)()
    timer.stop()
    return said


def test_closing_the_archive_asks_as_closing_the_window_does(window: Window, place: Path) -> None:
    _edit(window)
    close = window.actions_table["close-archive"].trigger
    assert _closing(window, lambda dialog: dialog.stay.click(), close)
    assert window.has_archive
    assert _closing(window, lambda dialog: dialog.go.click(), close)
    assert not window.has_archive
    assert len(list(place.rglob("catalogue.db"))) == 1


def test_closing_the_archive_does_not_break_off_what_runs_unasked(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [False, True]
    monkeypatch.setattr(Window, "_may_stop", lambda _window: answers.pop(0))
    going = threading.Event()
    window.jobs.start("Working", lambda _tell, stop: going.wait(30) and stop(), lambda _answer: None, owner=window)
    try:
        window.actions_table["close-archive"].trigger()
        assert window.has_archive
    finally:
        going.set()
    window.actions_table["close-archive"].trigger()
    assert not window.has_archive


def test_what_runs_is_stopped_before_anything_else_is_asked_on_closing(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Window, "_may_stop", lambda _window: True)
    begun, stopped, pause = threading.Event(), threading.Event(), threading.Event()

    def work(_tell: object, stop: Callable[[], bool]) -> None:
        begun.set()
        while not stop():
            pause.wait(0.01)
        stopped.set()

    left = list[bool]()

    def asked(*_given: object) -> bool:
        left.append(stopped.is_set())
        return False

    monkeypatch.setattr(closing_backup, "may_close", asked)
    job = window.jobs.start("Working", work, lambda _answer: None, owner=window)
    try:
        assert begun.wait(10)
        window.close()
    finally:
        job.cancel()
    assert left == [True]
    assert window.isVisible()


def test_closing_asks_the_place_and_the_log_in_another_thread(
    window: Window, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place.is_dir()
    asked = list[threading.Thread]()

    def wanted_in(_archive: object, _person: object, _began: str) -> None:
        asked.append(threading.current_thread())

    monkeypatch.setattr(standing, "wanted_in", wanted_in)
    assert window.close()
    assert len(asked) == 1
    assert asked[0] is not threading.current_thread()


def test_a_place_that_does_not_answer_keeps_nobody_from_closing(
    window: Window, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert place.is_dir()
    answering = threading.Event()
    monkeypatch.setattr(standing, "wanted_in", lambda *_asked: answering.wait() and None)
    monkeypatch.setattr(closing_backup, "_PATIENCE", 1)
    try:
        assert closing_backup.may_close(window.workbench.session, window.jobs, window)
    finally:
        answering.set()


def test_closing_after_changes_asks_and_makes_a_backup(window: Window, place: Path) -> None:
    _edit(window)
    said = _closing(window, lambda dialog: dialog.go.click())
    assert said == ["The archive has changed since its last backup. Back it up before closing?"]
    assert window.isHidden()
    assert len(list(place.rglob("catalogue.db"))) == 1


def test_closing_can_do_without_it_or_be_thought_better_of(window: Window, place: Path) -> None:
    assert _closing(window, lambda dialog: dialog.stay.click())
    assert window.isVisible()
    assert _closing(window, lambda dialog: dialog.skip.click())
    assert window.isHidden()
    assert list(place.rglob("catalogue.db")) == []


def test_closing_without_a_place_asks_and_makes_the_backup_in_the_archives_own_folder(window: Window) -> None:
    own = window.workbench.session.archive.folder / "backups"
    _edit(window)
    said = _closing(window, lambda dialog: dialog.go.click())
    assert [f"in its own folder, “{own}”" in sentence for sentence in said] == [True]
    assert window.isHidden()
    assert len(list(own.rglob("catalogue.db"))) == 1


def test_closing_without_a_place_offers_to_choose_one(
    window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drive = tmp_path / "drive"
    drive.mkdir()
    monkeypatch.setattr(choose, "folder", lambda *_asked: drive)
    _edit(window)
    assert len(_closing(window, lambda dialog: dialog.choose.click())) == 1
    assert window.settings.text("backup-place") == str(drive)
    assert len(list(drive.rglob("catalogue.db"))) == 1


@pytest.mark.parametrize("case", ["nothing changed", "never", "no place", "gone"])
def test_closing_asks_nothing_where_there_is_nothing_to_ask(window: Window, place: Path, case: str) -> None:
    if case == "nothing changed":
        _keep(window)
    elif case == "never":
        window.settings.put("backup-closing", "never")
    elif case == "no place":
        window.settings.put("backup-place", "")
    else:
        place.rmdir()
    assert _closing(window, lambda dialog: dialog.skip.click()) == []
    assert window.isHidden()


def test_closing_makes_one_without_asking_where_that_is_set_and_says_why_it_cannot(window: Window, place: Path) -> None:
    window.settings.put("backup-closing", "always")
    blocked = place / f"exchange-archive-{window.workbench.session.archive.info.uid}"
    blocked.write_text("in the way", encoding="utf-8")

    why: list[str] = []

    def act(dialog: ClosingBackup) -> None:
        assert dialog.go.isHidden()
        timer = QTimer(dialog)

        def look() -> None:
            if dialog.skip.text() == "Close":
                timer.stop()
                why.append(dialog.label.text())
                dialog.skip.click()

        timer.timeout.connect(look)
        timer.start(20)

    assert len(_closing(window, act)) == 1
    assert len(why) == 1
    assert f"“{blocked}” is not a folder" in why[0]
    assert window.isHidden()
    blocked.unlink()
