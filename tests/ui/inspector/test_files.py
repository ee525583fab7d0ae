"""The files of an item in the inspector: given by a dialog, shown by another one, put in order, split off."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QToolButton

from archive_app.domain.model.kinds import FileRole, Kind
from archive_app.domain.model.records import Record
from archive_app.services.records import editing, reading, views
from archive_app.services.records.editing import NewName
from archive_app.services.search.searching import search_ids
from archive_app.ui.dialogs import choose
from archive_app.ui.kit.question import Question
from archive_app.ui.window.window import Window
from tests.ui.conftest import Settle
from tests.ui.pictures import draw


def shown(window: Window, record: int, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:" + str(reading.record(window.workbench.session.archive, record).kind))
    settle()
    results.select_ids([record], record)
    window.workbench.inspector.page.files.open()
    settle()


def kept(window: Window, record: int) -> Record:
    return reading.record(window.workbench.session.archive, record)


def entry(window: Window, number: int, words: str) -> QAction:
    """What the menu of a file offers under these words."""
    more = window.workbench.inspector.page.files.findChild(QToolButton, f"file-more-{number}")
    assert more is not None
    menus = [more.menu(), *more.menu().findChildren(QMenu)]
    return next(action for menu in menus for action in menu.actions() if action.text() == words)


def tile(window: Window, record: int, settle: Settle) -> str:
    """The file that the tile of a record is made of."""
    model = window.workbench.results.model
    place = model.places([record])[record]
    model.line(place)
    settle()
    line = model.line(place)
    assert line is not None
    return line.row.sha256


@pytest.fixture
def album(window: Window, settle: Settle) -> int:
    """An item of three files, shown."""
    archive = window.workbench.session.archive
    keep, *others = search_ids(archive, "kind:photo", order="ref")[:3]
    views.join(archive, keep=keep, others=others)
    shown(window, keep, settle)
    return keep


def test_a_file_that_is_missing_is_given_by_a_dialog(
    window: Window, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, inspector = window.workbench.session.archive, window.workbench.inspector
    gift = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("A bowl")]).id
    draw(tmp_path / "bowl.jpg", "a bowl", "#345", (640, 480))
    asked: list[str] = []

    def files(_parent: object, title: str, *_more: object) -> list[Path]:
        asked.append(title)
        return [tmp_path / "bowl.jpg"]

    monkeypatch.setattr(choose, "files", files)
    shown(window, gift, settle)
    inspector.page.missing.open()
    (button,) = [each for each in inspector.page.missing.findChildren(QPushButton) if each.text() == "file"]
    button.click()
    settle()
    assert asked == ["Choose files to give to this item"]
    assert [file.original_name for file in kept(window, gift).files] == ["bowl.jpg"]
    assert inspector.page.files.count.text() == "1"
    assert "bowl.jpg" in [label.text() for label in inspector.page.files.findChildren(QLabel)]
    assert not [each for each in inspector.page.missing.findChildren(QPushButton) if each.text() == "file"]
    monkeypatch.setattr(choose, "files", lambda *_asked: [])
    inspector.page.files.add.click()
    settle()
    assert len(kept(window, gift).files) == 1


def test_an_item_is_shown_by_the_file_that_is_chosen(window: Window, album: int, settle: Settle) -> None:
    bench = window.workbench
    first, _second, third = kept(window, album).files
    assert tile(window, album, settle) == first.sha256
    entry(window, 3, "Show and print the item by this file").trigger()
    settle()
    assert [file.chosen for file in kept(window, album).files] == [False, False, True]
    assert tile(window, album, settle) == third.sha256
    assert entry(window, 3, "Show and print the item by this file").isChecked()
    bench.show_preview(album)
    settle()
    assert "file 3 of 3" in bench.preview.info.text()
    bench.preview.turn(-1)
    settle()
    assert "file 2 of 3" in bench.preview.info.text()


def test_files_are_moved_named_and_split_off(window: Window, album: int, settle: Settle) -> None:
    before = [file.original_name for file in kept(window, album).files]
    assert not entry(window, 1, "Move up").isEnabled()
    entry(window, 1, "Move down").trigger()
    settle()
    entry(window, 3, "back").trigger()
    settle()
    files = kept(window, album).files
    assert [file.original_name for file in files] == [before[1], before[0], before[2]]
    assert [file.role for file in files] == [FileRole.VIEW, FileRole.MASTER, FileRole.BACK]
    assert f"{before[2]} (back)" in [each.text() for each in window.workbench.inspector.page.files.findChildren(QLabel)]
    entry(window, 1, "Make it an item of its own").trigger()
    settle()
    assert [file.original_name for file in kept(window, album).files] == [before[0], before[2]]
    window.actions_table["undo"].trigger()
    settle()
    assert [file.original_name for file in kept(window, album).files] == [before[1], before[0], before[2]]


def test_chosen_items_are_joined_and_come_apart_again(
    window: Window, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench, archive = window.workbench, window.workbench.session.archive
    bench.results.show_query("kind:photo")
    settle()
    ids = list(bench.results.model.ids)
    bench.results.select_ids(ids[1:4], ids[2])
    settle()
    asked: list[str] = []
    answers = ["Leave them apart", "Join them"]

    def answer(box: Question) -> int:
        asked.append(box.text())
        wanted = answers.pop(0)
        next(button for button in box.buttons() if button.text() == wanted).click()
        return 0

    monkeypatch.setattr(Question, "exec", answer)
    # Nothing speaks for their being one: it is asked, with what would be joined.
    window.actions_table["join"].trigger()
    settle()
    assert list(bench.results.model.ids) == ids
    assert all(reading.record(archive, each).ref in asked[0] for each in ids[1:4])
    assert "these 3 items do not look like views of one" in asked[0]
    window.actions_table["join"].trigger()
    settle()
    assert len(bench.results.model.ids) == len(ids) - 2
    assert len(kept(window, ids[2]).files) == 3
    assert bench.notice.label.text().startswith("Joined 2 items to “")
    assert bench.notice.undo.isVisible()
    bench.results.select_ids(ids[:1], ids[0])
    settle()
    window.actions_table["join"].trigger()
    settle()
    assert "Choose the items that are to be one" in bench.notice.label.text()
    window.actions_table["undo"].trigger()
    settle()
    assert list(bench.results.model.ids) == ids
    assert [len(reading.record(archive, each).files) for each in ids] == [1] * len(ids)
