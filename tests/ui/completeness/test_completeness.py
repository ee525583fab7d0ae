"""What is missing, in the window: lines of the sidebar, figures, the next gap by one key, and the rules."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from archive_app.domain.model.completeness import Level
from archive_app.domain.model.kinds import Kind
from archive_app.errors import StorageError
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.search import searching
from archive_app.services.upkeep import completeness
from archive_app.ui.commands.gaps import gaps_of
from archive_app.ui.completeness.rules import RulesDialog
from archive_app.ui.kit.editors import SavingText
from archive_app.ui.window.window import Window
from tests.ui.partnership.test_partnership import choose, click

Settle = Callable[[], None]
Key = Qt.Key
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def archive(window: Window) -> Archive:  # type: ignore[override]
    return window.workbench.session.archive


def _photos(archive: Archive) -> list[int]:
    return [row.id for row in reading.rows(archive, range(1, 60)) if row.kind == Kind.PHOTO]


def test_each_gap_is_a_line_that_searches(window: Window, archive: Archive, qtbot: QtBot, settle: Settle) -> None:
    sidebar = window.workbench.sidebar
    done = completeness.progress(archive)
    section = sidebar.model.find("missing")
    lines = [sidebar.model.node(sidebar.model.index(row, 0, section)) for row in range(sidebar.model.rowCount(section))]
    assert [(line.label, line.count) for line in lines[1:]] == [
        (completeness.label_of(rule), count) for rule, count in done.by_gap.items()
    ]
    assert lines[0].count == done.total - done.complete
    index = sidebar.model.find("gap-caption")
    sidebar.tree.scrollTo(index)
    click(sidebar.tree, index, qtbot)
    settle()
    assert window.workbench.results.query == "gap:caption"
    assert window.workbench.results.model.rowCount() == done.by_gap["caption"]
    editing.set_values(archive, records=_photos(archive)[:1], values={"caption[en]": "A hall"})
    settle()
    assert sidebar.model.node(sidebar.model.find("gap-caption")).count == done.by_gap["caption"] - 1


def test_the_next_gap_puts_the_cursor_where_it_is_filled(
    window: Window, archive: Archive, qtbot: QtBot, settle: Settle
) -> None:
    photos = _photos(archive)
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    seen = []
    for number in range(3):
        qtbot.keyClick(window, Key.Key_G, CONTROL | SHIFT)
        settle()
        record = bench.inspector.record
        assert record is not None
        seen.append(record.id)
        focused = QApplication.focusWidget()
        assert isinstance(focused, SavingText)
        assert focused.objectName() == "text-caption"
        qtbot.keyClicks(focused, f"Caption {number}")
    qtbot.keyClick(window, Key.Key_G, CONTROL | SHIFT)
    settle()
    assert len(set(seen)) == 3
    assert set(seen) <= set(photos)
    captions = [[text.text for text in reading.record(archive, photo).texts] for photo in seen]
    assert captions == [["Caption 0"], ["Caption 1"], ["Caption 2"]]


def test_the_same_record_is_filled_field_by_field(
    window: Window, archive: Archive, qtbot: QtBot, settle: Settle
) -> None:
    letter = next(row for row in reading.rows(archive, range(1, 60)) if row.kind == Kind.DOCUMENT)
    bench = window.workbench
    bench.results.show_query(f"ref:{letter.ref}")
    settle()
    names = []
    for typed in ("A letter", "2001", ""):
        qtbot.keyClick(window, Key.Key_G, CONTROL | SHIFT)
        settle()
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.objectName())
        qtbot.keyClicks(focused, typed)
    assert names == ["text-caption", "field-date", "link-add"]


def test_nothing_missing_is_said(window: Window, archive: Archive, qtbot: QtBot, settle: Settle) -> None:
    completeness.set_rules(archive, levels={kind: {} for kind in Kind})
    settle()
    qtbot.keyClick(window, Key.Key_G, CONTROL | SHIFT)
    settle()
    assert "Nothing is missing" in window.workbench.notice.label.text()
    assert not window.workbench.sidebar.model.find("missing").isValid()


@pytest.mark.parametrize("ended", ["refused", "another search"])
def test_stepping_through_gaps_is_forgotten_when_its_search_does_not_come(
    window: Window, settle: Settle, monkeypatch: pytest.MonkeyPatch, ended: str
) -> None:
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    if ended == "refused":

        def refuse(*_asked: object, **_how: object) -> None:
            raise StorageError("The disk is gone.")

        with monkeypatch.context() as broken:
            broken.setattr(searching, "search_ids", refuse)
            window.actions_table["step-gaps"].trigger()
            settle()
    else:
        window.actions_table["step-gaps"].trigger()
        bench.results.show_query("kind:person")
        settle()
    assert not bench.stepping_through
    bench.results.show_query(gaps_of("kind:photo"))
    settle()
    assert not bench.stepping_through
    window.actions_table["step-gaps"].trigger()
    settle()
    assert bench.stepping_through


def test_the_inspector_says_what_is_missing(window: Window, archive: Archive, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    nezih = reading.resolve(archive, "Nezih Başgelen")
    bench.go_to(nezih)
    settle()
    section = bench.inspector.page.missing
    labels = [button.text() for button in section.body.findChildren(QPushButton)]
    assert labels == ["name in the home language", "work or affiliation"]
    button = section.body.findChildren(QPushButton)[1]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "field-occupation"
    editing.set_values(archive, records=[nezih.id], values={"occupation": "publisher", "name[zh]": "内齐赫"})
    settle()
    assert section.isHidden()


def test_the_figure_of_a_partnership_and_of_an_event(
    window: Window, archive: Archive, qtbot: QtBot, settle: Settle
) -> None:
    choose(window, qtbot, "Istanbul")
    settle()
    bench = window.workbench
    page = bench.partnership
    assert page.figure.isVisible()
    total = completeness.progress(archive, partnership=page.partnership).total
    assert page.figure.words.text() == f"0 of {total} complete (0 %)"
    assert bench.inspector.page.missing.isVisible()
    button = next(each for each in page.figure.findChildren(QPushButton) if each.text().startswith("caption"))
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()
    assert bench.results.query.startswith("partnership:PTN-")
    assert bench.results.query.endswith("gap:caption")
    assert not bench.results.paging
    bench.go_to(reading.resolve(archive, "Anniversary concert"))
    settle()
    assert "0 of 3 complete" in bench.inspector.page.missing.findChildren(type(page.figure))[0].words.text()


def test_the_rules_are_set_in_a_dialog(window: Window, archive: Archive, qtbot: QtBot, settle: Settle) -> None:
    window.actions_table["completeness"].trigger()
    dialog = window.findChild(RulesDialog)
    assert dialog is not None
    settle()
    assert dialog.kinds.currentItem().text() == "Photos"
    chooser = dialog.levels[Kind.PHOTO, "people"]
    assert chooser.currentData() == ""
    chooser.setFocus()
    qtbot.keyClick(chooser, Key.Key_Down)
    dialog.language.setCurrentIndex(dialog.language.findData("tr"))
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settle()
    found = next(each for each in completeness.rules(archive) if each.kind is Kind.PHOTO)
    assert found.levels["people"] is Level.ALWAYS
    assert completeness.home_language(archive) == "tr"
    assert history.history(archive, limit=1)[0].label == "Set what makes a record complete"
    window.actions_table["undo"].trigger()
    settle()
    assert completeness.home_language(archive) == "zh"
    assert window.workbench.sidebar.model.find("gap-people").isValid() is False


def test_stepping_through_what_is_missing(window: Window, archive: Archive, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    qtbot.keyClick(window, Key.Key_F2, CONTROL)
    settle()
    assert bench.results.query == "kind:photo gap:any"
    assert bench.stepping_through
    assert bench.stepping.current in _photos(archive)
    bench.leave_stepping()


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", "kind:item gap:any"),
        ("a b", "a b gap:any"),
        ("a OR b", "(a OR b) gap:any"),
        ("gap:caption kind:photo", "gap:caption kind:photo"),
    ],
)
def test_the_gaps_of_a_search(query: str, wanted: str) -> None:
    assert gaps_of(query) == wanted
