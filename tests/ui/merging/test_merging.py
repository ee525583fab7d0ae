"""Merging and near-duplicates in the window, with keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import duplicates, editing, linking, merging, reading
from archive_app.services.records.editing import NewName
from archive_app.ui.merging.duplicates import DuplicatesDialog
from archive_app.ui.merging.merge import MergeDialog
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier


def add(archive: Archive, kind: Kind, *names: str, **values: str) -> int:
    return editing.add_record(archive, kind=kind, names=[NewName(name) for name in names], values=values).id


@pytest.fixture
def twins(window: Window, settle: Settle) -> tuple[int, int]:
    """Nezih Başgelen twice; the second one is depicted in a photo, as the first is in two others."""
    archive = window.workbench.session.archive
    one = reading.resolve(archive, "Nezih Başgelen").id
    two = add(archive, Kind.PERSON, "Nezih Basgelen", occupation="publisher")
    photos = [row.id for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO]
    linking.add_link(archive, records=photos[:1], relation="depicts", other=two)
    linking.add_link(archive, records=photos[1:3], relation="depicts", other=one)
    window.workbench.results.show_query("kind:person")
    settle()
    return one, two


def dialog(window: Window, kind: type) -> object:
    found = [each for each in window.findChildren(kind) if each.isVisible()]
    assert len(found) == 1, found
    return found[0]


def test_merge_by_keys_with_a_name_typed(window: Window, twins: tuple[int, int], qtbot: QtBot, settle: Settle) -> None:
    one, two = twins
    archive = window.workbench.session.archive
    window.workbench.results.select_ids([one])
    settle()
    qtbot.keyClick(window, Key.Key_M, CTRL_SHIFT)
    settle()
    asked = dialog(window, MergeDialog)
    assert isinstance(asked, MergeDialog)
    assert asked.edit.hasFocus()
    assert not asked.go.isEnabled()
    qtbot.keyClicks(asked.edit, "basgelen")
    qtbot.waitUntil(lambda: asked.edit.suggestions.popup.isVisible())
    titles = [each.label for each in asked.edit.suggestions.model.suggestions]
    for _step in range(titles.index("Nezih Basgelen")):
        qtbot.keyClick(asked.edit, Key.Key_Down)
    qtbot.keyClick(asked.edit, Key.Key_Return)
    settle()
    assert asked.go.isEnabled()
    lines = {(line.what, line.drop): line.then for line in asked.model.lines}
    assert lines["depicted in", "1"] == "1 goes over"
    assert lines["Occupation", "publisher"] == "filled in"
    told: list[str] = []
    window.workbench.session.told.connect(told.append)
    qtbot.keyClick(asked, Key.Key_Return)
    settle()
    assert [len(reading.record(archive, one).names), len(reading.record(archive, one).links)] == [2, 3]
    assert "Merged" in told[0]
    assert "Ctrl+Z" in told[0]
    assert window.workbench.inspector.record is not None
    assert window.workbench.inspector.record.id == one
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.workbench.results.grid.setFocus()
    qtbot.keyClick(window, Key.Key_Z, CTRL)
    settle()
    assert reading.record(archive, two).title == "Nezih Basgelen"


def test_the_other_one_is_kept_by_an_arrow_key(
    window: Window, twins: tuple[int, int], qtbot: QtBot, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    window.workbench.results.select_ids(list(twins))
    settle()
    qtbot.keyClick(window, Key.Key_M, CTRL_SHIFT)
    settle()
    asked = dialog(window, MergeDialog)
    assert isinstance(asked, MergeDialog)
    assert not asked.edit.isVisible()
    first = asked.kept
    place = int(asked.keep[1].isChecked())
    qtbot.keyClick(asked.findChild(QRadioButton, f"keep-{place}"), (Key.Key_Down, Key.Key_Up)[place])
    settle()
    assert asked.kept != first
    kept = asked.kept
    assert kept is not None
    assert asked.model.headerData(1, Qt.Orientation.Horizontal) == f"Stays: {kept.title}"
    qtbot.keyClick(asked, Key.Key_Return)
    settle()
    assert reading.record(archive, kept.id).id == kept.id
    assert history.undo_label(archive) is not None


def test_the_one_with_more_links_is_kept_and_then_the_older_one(
    window: Window, twins: tuple[int, int], settle: Settle
) -> None:
    archive, (one, two) = window.workbench.session.archive, twins
    third = add(archive, Kind.PERSON, "Nezih B.")
    fourth = add(archive, Kind.PERSON, "N. Basgelen")
    for pair, kept in (((two, one), one), ((one, two), one), ((fourth, third), third), ((third, two), two)):
        first, second = reading.refs(archive, pair)
        asked = MergeDialog(window.workbench.session, first, second, window)
        asked.open()
        settle()
        assert asked.kept is not None
        assert asked.kept.id == kept
        assert asked.go.isEnabled()
        asked.reject()
        settle()


def test_two_of_different_kinds_are_refused_in_a_sentence(
    window: Window, twins: tuple[int, int], qtbot: QtBot, settle: Settle
) -> None:
    refused: list[str] = []
    window.workbench.session.refused.connect(refused.append)
    window.workbench.results.show_query("kind:person OR kind:city")
    settle()
    city = reading.resolve(window.workbench.session.archive, "Hangzhou").id
    window.workbench.results.select_ids([twins[0], city])
    settle()
    qtbot.keyClick(window, Key.Key_M, CTRL_SHIFT)
    settle()
    assert refused == ["Only records of the same kind can be merged. Choose two of one kind."]


def open_duplicates(window: Window, settle: Settle) -> DuplicatesDialog:
    window.actions_table["duplicates"].trigger()
    settle()
    found = dialog(window, DuplicatesDialog)
    assert isinstance(found, DuplicatesDialog)
    return found


def test_near_duplicates_are_listed_merged_and_kept_apart(
    window: Window, twins: tuple[int, int], qtbot: QtBot, settle: Settle
) -> None:
    archive = window.workbench.session.archive
    for _time in range(2):
        add(archive, Kind.PLACE, "West Lake")
    found = open_duplicates(window, settle)
    assert [pair.reason for pair in found.model.pairs] == [
        "both are called “West Lake”",
        "“Nezih Başgelen” and “Nezih Basgelen” differ only in accents, case or spaces",
    ]
    assert found.table.hasFocus()
    qtbot.keyClick(found.table, Key.Key_Delete)
    settle()
    assert len(found.model.pairs) == 1
    assert [duplicates.near_duplicates(archive, kinds=[Kind.PLACE]).total] == [0]
    pair = found.current()
    assert pair is not None
    qtbot.keyClick(found.table, Key.Key_Return)
    settle()
    (asked,) = found.findChildren(MergeDialog)
    assert asked.go.isEnabled()
    qtbot.keyClick(asked, Key.Key_Return)
    settle()
    assert found.model.pairs == []
    assert "No two records look alike" in found._empty.text()
    assert not found.merge.isEnabled()
    assert len(reading.record(archive, twins[0]).names) == 2


def test_what_is_shown_is_followed_to_what_it_was_merged_into(
    window: Window, twins: tuple[int, int], settle: Settle
) -> None:
    one, two = twins
    inspector = window.workbench.inspector
    window.workbench.results.show_query("kind:city")
    settle()
    inspector.show_id(two)
    settle()
    merging.merge(window.workbench.session.archive, keep=one, drop=two)
    settle()
    assert inspector.record is not None
    assert inspector.record.id == one
    editing.delete_records(window.workbench.session.archive, records=[one])
    settle()
    assert inspector.record is None


def test_one_of_a_pair_is_shown_and_the_list_stays(window: Window, twins: tuple[int, int], settle: Settle) -> None:
    found = open_duplicates(window, settle)
    found.show_other.click()
    settle()
    assert window.workbench.inspector.record is not None
    assert window.workbench.inspector.record.id == twins[1]
    assert found.isVisible()


def test_the_list_is_one_and_goes_with_its_archive(window: Window, qtbot: QtBot, settle: Settle) -> None:
    found = open_duplicates(window, settle)
    assert open_duplicates(window, settle) is found
    closed: list[bool] = []
    found.destroyed.connect(lambda: closed.append(True))
    window.actions_table["close-archive"].trigger()
    qtbot.waitUntil(lambda: bool(closed))


def test_nothing_alike_is_said_and_looking_can_be_stopped(window: Window, settle: Settle) -> None:
    found = open_duplicates(window, settle)
    assert found.model.pairs == []
    assert found._stack.currentWidget() is found._empty
    found.look()
    found.stop.click()
    settle()
    assert not found.stop.isVisible()
    found.close()
    settle()
