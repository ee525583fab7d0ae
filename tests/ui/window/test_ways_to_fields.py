"""Whatever is in hand, a key that leads to a field leads to one of that record, on the screen, or says why not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.services.records import editing, reading
from archive_app.services.search import searching
from archive_app.ui.commands import fields
from archive_app.ui.commands.table import ACTIONS
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]
#: Every action that leads into a field; a new one joins by standing in their module.
WAYS = [spec.name for spec in ACTIONS if spec.run.__module__ == fields.__name__]


def press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), key, modifiers)


def find(window: Window, query: str, settle: Settle) -> None:
    """Another search, and its first record chosen."""
    bench = window.workbench
    bench.results.show_query(query)
    settle()
    first = bench.results.model.ids[0]
    bench.results.select_ids([first], first)
    bench.results.view.setFocus()
    settle()


def of_kind(kind: Kind) -> Callable[[Window, QtBot, Settle], None]:
    return lambda window, _qtbot, settle: find(window, f"kind:{kind.value}", settle)


def nothing(window: Window, _qtbot: QtBot, settle: Settle) -> None:
    window.workbench.results.show_query("kind:city")
    settle()


def found_nothing(window: Window, _qtbot: QtBot, settle: Settle) -> None:
    window.workbench.results.show_query("ref:NONE-1")
    settle()


def several(window: Window, _qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:city")
    settle()
    results.select_ids(list(results.model.ids), results.model.ids[0])
    settle()


def several_at_once(window: Window, _qtbot: QtBot, settle: Settle) -> None:
    """Of which nothing was read yet."""
    results = window.workbench.results
    results.show_query("kind:city")
    settle()
    results.select_ids(list(results.model.ids), results.model.ids[0])


def put_away(window: Window, qtbot: QtBot, settle: Settle) -> None:
    find(window, "kind:city", settle)
    press(qtbot, Key.Key_F10)


def pushed_to_the_edge(window: Window, _qtbot: QtBot, settle: Settle) -> None:
    find(window, "kind:event", settle)
    splitter = window.workbench.splitter
    splitter.setSizes([204, 1076, 0])


def page(window: Window, _qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    bench.results.show_query("kind:partnership")
    settle()
    there = reading.record(bench.session.archive, bench.results.model.ids[0])
    bench.go_to(RecordRef(there.id, there.uid, there.ref, there.kind, there.title))
    settle()


def stepping(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.go_to(3)
    settle()
    press(qtbot, Key.Key_F2)
    settle()


def large(window: Window, _qtbot: QtBot, settle: Settle) -> None:
    find(window, "kind:person", settle)
    window.workbench.show_preview()
    settle()


def deleted(window: Window, _qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    gone = bench.results.model.ids[4]
    bench.results.select_ids([gone], gone)
    settle()
    editing.delete_records(bench.session.archive, records=[gone])
    settle()


STATES = {
    **{kind.value: of_kind(kind) for kind in (Kind.PARTNERSHIP, Kind.PERSON, Kind.CITY, Kind.EVENT, Kind.DOCUMENT)},
    **{kind.value: of_kind(kind) for kind in (Kind.TERM, Kind.SERIES, Kind.ORGANISATION, Kind.OBJECT, Kind.COUNTRY)},
    "nothing chosen": nothing,
    "nothing found": found_nothing,
    "several": several,
    "several, not read yet": several_at_once,
    "inspector put away": put_away,
    "inspector at the edge": pushed_to_the_edge,
    "page of a partnership": page,
    "stepping": stepping,
    "shown large": large,
    "deleted meanwhile": deleted,
}


def everything(window: Window, record: int) -> tuple[Any, ...]:
    there = reading.record(window.workbench.session.archive, record)
    return there.fields, there.texts, there.names, there.links


def write(qtbot: QtBot, settle: Settle, focused: QWidget) -> None:
    qtbot.keyClicks(focused, "Fake")
    settle()
    qtbot.keyClick(focused, Key.Key_Return)
    settle()


def test_every_way_is_walked() -> None:
    assert {"edit-title", "edit-caption", "edit-date", "link-event", "link-person", "add-link"} <= set(WAYS)


@pytest.mark.parametrize("state", STATES)
def test_no_way_leads_to_a_field_of_what_is_not_in_hand(
    window: Window, photos: list[int], state: str, qtbot: QtBot, settle: Settle
) -> None:
    bench = window.workbench
    archive = bench.session.archive
    for kind in (Kind.TERM, Kind.SERIES, Kind.ORGANISATION, Kind.OBJECT, Kind.COUNTRY):
        editing.add_record(archive, kind=kind, names=[editing.NewName(f"one {kind.value}")])
    for name in WAYS:
        # Each field of the photograph was in hand before.
        window.actions_table[name].trigger()
    bench.results.view.setFocus()
    settle()
    before = everything(window, photos[0])
    STATES[state](window, qtbot, settle)
    assert photos[0] not in bench.chosen_ids()
    said: list[str] = []
    bench.session.refused.connect(said.append)
    for name in WAYS:
        bench.results.view.setFocus()
        said.clear()
        was = QApplication.focusWidget()
        action = window.actions_table[name]
        keys = action.shortcuts()[0][0]
        if not bench.stepping_through:
            press(qtbot, keys.key(), keys.keyboardModifiers())
        action.trigger()
        settle()
        focused = QApplication.focusWidget()
        if not action.isEnabled():
            assert not isinstance(focused, QLineEdit | QPlainTextEdit), name
            continue
        assert isinstance(focused, QLineEdit | QPlainTextEdit) or said, name
        if isinstance(focused, QLineEdit | QPlainTextEdit):
            assert focused.isVisible(), name
            assert not focused.visibleRegion().isEmpty(), name
            write(qtbot, settle, focused)
        else:
            assert focused is was or not focused
    bench.results.view.setFocus()
    settle()
    assert everything(window, photos[0]) == before
    # Nothing that is kept for machines alone is said to anybody.
    assert not [sentence for sentence in said if "_" in sentence]


@pytest.mark.usefixtures("photos")
@pytest.mark.parametrize(
    ("kind", "way"), [("partnership", "link-person"), ("person", "link-event"), ("city", "link-person")]
)
def test_what_is_linked_by_its_key_is_linked_to_the_record_in_hand(
    window: Window, kind: str, way: str, qtbot: QtBot, settle: Settle
) -> None:
    find(window, f"kind:{kind}", settle)
    bench = window.workbench
    (shown,) = bench.chosen_ids()
    window.actions_table[way].trigger()
    settle()
    write(qtbot, settle, QApplication.focusWidget())
    archive = bench.session.archive
    assert "Fake" in {link.other.title for link in reading.record(archive, shown).links}
    made = searching.search_ids(archive, f"kind:{way.removeprefix('link-')} Fake", limit=5)
    assert len(made) == 1


@pytest.mark.usefixtures("photos")
def test_the_date_of_a_person_is_when_one_was_born_and_of_a_partnership_when_it_began(
    window: Window, settle: Settle
) -> None:
    said: list[str] = []
    window.workbench.session.refused.connect(said.append)
    for kind, field in (("person", "field-birth_date"), ("partnership", "stage-date-0"), ("event", "field-date")):
        find(window, f"kind:{kind}", settle)
        window.actions_table["edit-date"].trigger()
        settle()
        assert QApplication.focusWidget().objectName() == field
    find(window, "kind:city", settle)
    window.actions_table["edit-date"].trigger()
    assert said == ["A record of this kind has no date."]


@pytest.mark.usefixtures("photos")
def test_letters_go_into_no_field_that_is_hidden_when_one_steps_to_a_record_of_another_kind(
    window: Window, qtbot: QtBot, settle: Settle
) -> None:
    bench = window.workbench
    bench.results.show_query("kind:photo OR kind:city")
    settle()
    ids = list(bench.results.model.ids)
    archive = bench.session.archive
    kinds = {row.id: row.kind for row in reading.rows(archive, ids)}
    at = next(n for n in range(len(ids) - 1) if kinds[ids[n]] != kinds[ids[n + 1]])
    photo_first = kinds[ids[at]] is Kind.PHOTO
    start, by = (at, "next") if photo_first else (at + 1, "previous")
    photo = ids[start]
    bench.results.select_ids([photo], photo)
    settle()
    window.actions_table["edit-caption"].trigger()
    settle()
    before = everything(window, photo)
    window.actions_table[by].trigger()
    settle()
    qtbot.keyClicks(QApplication.focusWidget(), "Fake")
    bench.results.view.setFocus()
    settle()
    assert everything(window, photo) == before


def test_of_several_the_one_with_the_cursor_is_shown_large_and_all_that_is_done_is_done_to_it(
    window: Window, photos: list[int], settle: Settle
) -> None:
    bench = window.workbench
    bench.show_preview()
    settle()
    bench.leave_preview()
    bench.results.select_ids(photos[2:5], photos[3])
    settle()
    window.actions_table["preview"].trigger()
    assert bench.preview.title.text() == ""
    settle()
    shown = reading.record(bench.session.archive, photos[3])
    assert bench.preview.title.text() == shown.title
    assert bench.chosen_ids() == [photos[3]]
    window.actions_table["rate-4"].trigger()
    settle()
    rated = [reading.record(bench.session.archive, photo).fields["rating"] for photo in photos]
    assert rated == [None, None, None, 4, None, None]
    bench.leave_preview()
    settle()
    assert sorted(bench.chosen_ids()) == sorted(photos[2:5])
    assert bench.inspector.many.isVisible()
