"""“Now tagging for…”: the strip over the result, and the editor of what is in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, merging, reading
from archive_app.services.tagging import pads
from archive_app.services.tagging.pads import Pad, PadEntry
from archive_app.ui.context.editor import ContextEditor
from archive_app.ui.context.rows import FreeLinkRow, LinkRow, Row, ValueRow
from archive_app.ui.context.strip import ContextStrip
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.window.window import Window

Key, Modifier = Qt.Key, Qt.KeyboardModifier
Settle = Callable[[], None]


def _archive(window: Window) -> Archive:
    return window.workbench.session.archive


def _strip(window: Window) -> ContextStrip:
    return window.workbench.context


def _row(editor: ContextEditor, label: str) -> Row:
    return next(row for row in editor.rows if row.tick.accessibleName() == label)


def _type_name(edit: RecordEdit, name: str, qtbot: QtBot) -> None:
    edit.setFocus()
    qtbot.keyClicks(edit, name)
    qtbot.waitUntil(edit.suggestions.popup.isVisible)
    qtbot.keyClick(edit, Key.Key_Return)


@pytest.fixture
def editor(window: Window, qtbot: QtBot, settle: Settle) -> ContextEditor:
    """The editor as F7 opens it."""
    qtbot.keyClick(window, Key.Key_F7)
    found = window.findChild(ContextEditor)
    assert found is not None
    settle()
    return found


def _visit(archive: Archive) -> Pad:
    return Pad(
        name="Visit",
        entries=(
            PadEntry(record=reading.resolve(archive, "Anniversary concert")),
            PadEntry(record=reading.resolve(archive, "Nezih Başgelen"), relation="depicts"),
            PadEntry(field="rights", value="© Office", ticked=False),
            PadEntry(field="caption[en]", value="Concert"),
        ),
    )


def test_what_is_set_by_keys_stands_over_the_result(
    window: Window, editor: ContextEditor, qtbot: QtBot, settle: Settle
) -> None:
    strip = _strip(window)
    assert not strip.isVisible()
    assert not strip.pad
    event, rights = _row(editor, "Event"), _row(editor, "Rights")
    assert isinstance(event, LinkRow)
    assert isinstance(rights, ValueRow)
    qtbot.waitUntil(event.edit.hasFocus)
    _type_name(event.edit, "anniv", qtbot)
    settle()
    assert event.tick.isChecked()
    rights.edit.setFocus()
    qtbot.keyClicks(rights.edit, "© Office & <b>")
    with qtbot.waitSignal(strip.changed):
        qtbot.keyClick(rights.edit, Key.Key_Return)
        settle()
    assert strip.isVisible()
    assert [tick.text() for tick in strip.ticks] == ["documents Anniversary concert", "Rights: © Office && <b>"]
    assert [entry.value for entry in strip.pad.entries] == ["", "© Office & <b>"]
    assert strip.label.text() == "Now tagging for:"


def test_a_name_that_nobody_bears_is_told_in_place(editor: ContextEditor, qtbot: QtBot, settle: Settle) -> None:
    event, date = _row(editor, "Event"), _row(editor, "Date")
    assert isinstance(event, LinkRow)
    assert isinstance(date, ValueRow)
    event.edit.setText("No such visit")
    qtbot.mouseClick(editor.go, Qt.MouseButton.LeftButton)
    settle()
    assert "Nothing is called “No such visit”" in editor.said.text()
    event.edit.setText("signing with nis")
    qtbot.keyClicks(date.edit, "someday")
    qtbot.mouseClick(editor.go, Qt.MouseButton.LeftButton)
    settle()
    assert "someday" in editor.said.text()
    assert editor.isVisible()


def test_a_tick_is_kept_and_comes_back_with_the_window(window: Window, qtbot: QtBot, settle: Settle) -> None:
    strip, archive = _strip(window), _archive(window)
    strip.put(_visit(archive))
    settle()
    assert [tick.isChecked() for tick in strip.ticks] == [True, True, False, True]
    strip.ticks[0].setFocus()
    qtbot.keyClick(strip.ticks[0], Key.Key_Space)
    qtbot.keyClick(strip.ticks[2], Key.Key_Space)
    assert [entry.ticked for entry in strip.pad.entries] == [False, True, True, True]
    again = ContextStrip(window.workbench.session)
    qtbot.addWidget(again)
    settle()
    assert again.pad == strip.pad
    assert again.label.text() == "Now tagging for Visit:"
    report = pads.apply_pad(archive, records=[_photo(archive)], pad=again.pad)
    assert report.made == 1


def _photo(archive: Archive) -> int:
    photos = [row for row in reading.rows(archive, range(1, 60)) if row.kind == Kind.PHOTO]
    return photos[-1].id


def test_shift_f7_clears_it(window: Window, qtbot: QtBot, settle: Settle) -> None:
    strip = _strip(window)
    strip.put(_visit(_archive(window)))
    settle()
    assert strip.isVisible()
    qtbot.keyClick(window, Key.Key_F7, Modifier.ShiftModifier)
    settle()
    assert not strip.isVisible()
    assert strip.pad == Pad()


def test_the_strip_follows_its_records(window: Window, settle: Settle) -> None:
    strip, archive = _strip(window), _archive(window)
    strip.put(_visit(archive))
    settle()
    concert = reading.resolve(archive, "Anniversary concert")
    editing.set_values(archive, records=[concert.id], values={"name[en]": "Gala"})
    settle()
    assert strip.ticks[0].text() == "documents Gala"
    other = editing.add_record(archive, kind=Kind.EVENT, names=[editing.NewName("Gala evening")])
    merging.merge(archive, keep=other.id, drop=concert.id)
    settle()
    assert strip.pad.entries[0].record is not None
    assert strip.pad.entries[0].record.id == other.id
    editing.delete_records(archive, records=[other.id])
    settle()
    assert len(strip.pad.entries) == 3
    history.undo(archive)
    settle()
    assert len([tick for tick in strip.ticks if not tick.isHidden()]) in (3, 4)


def test_a_long_pad_wraps_and_nothing_in_it_acts(window: Window, settle: Settle) -> None:
    strip, archive = _strip(window), _archive(window)
    record = reading.resolve(archive, "Niš")
    entries = [PadEntry(record=record, relation="depicts", role=f"role {number}") for number in range(12)]
    entries.append(PadEntry(field="credit", value="\u202e<img src=x>" + "W" * 10_000))
    strip.put(Pad(entries=tuple(entries)))
    settle()
    QApplication.processEvents()
    assert strip.height() > 2 * strip.ticks[0].height()
    assert strip.minimumSizeHint().width() < 900
    assert len(strip.ticks[-1].text()) < 80
    assert "\u202e" not in strip.ticks[-1].text()
    bottom = max(tick.mapTo(strip, tick.rect().bottomLeft()).y() for tick in strip.ticks)
    assert bottom <= strip.height()


def test_pads_are_saved_loaded_changed_and_removed(
    window: Window, editor: ContextEditor, qtbot: QtBot, settle: Settle
) -> None:
    archive = _archive(window)
    editor.show_pad(_visit(archive))
    settle()
    free = next(row for row in editor.rows if isinstance(row, FreeLinkRow))
    assert free.relation.currentText() == "depicts"
    assert not _row(editor, "Rights").tick.isChecked()
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    settle()
    (made,) = pads.pads(archive)
    assert (made.name, set(made.entries)) == ("Visit", set(_visit(archive).entries))
    caption = _row(editor, "Caption (English)")
    caption.removed.emit()
    qtbot.mouseClick(editor.save, Qt.MouseButton.LeftButton)
    settle()
    assert len(pads.pads(archive)[0].entries) == 3
    editor.show_pad(Pad())
    assert not any(row.wish() for row in editor.rows)
    editor.name.setCurrentIndex(0)
    editor.name.activated.emit(0)
    assert len([row for row in editor.rows if row.wish()]) == 3
    qtbot.mouseClick(editor.go, Qt.MouseButton.LeftButton)
    settle()
    strip = _strip(window)
    assert strip.pad.name == "Visit"
    assert "Visit" in [action.text() for action in strip.menu.actions()]
    strip.edit()
    again = next(each for each in window.findChildren(ContextEditor) if each.isVisible())
    settle()
    qtbot.mouseClick(again.drop, Qt.MouseButton.LeftButton)
    settle()
    assert pads.pads(archive) == ()
    qtbot.mouseClick(again.stop, Qt.MouseButton.LeftButton)
    settle()
    assert not strip.pad


def test_links_of_any_relation_and_further_fields_can_be_added(
    window: Window, editor: ContextEditor, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.mouseClick(editor.link, Qt.MouseButton.LeftButton)
    row = editor.rows[-1]
    assert isinstance(row, FreeLinkRow)
    _type_name(row.edit, "nezih", qtbot)
    settle()
    row.relation.setCurrentIndex(row.relation.findData("depicts"))
    row.relation.activated.emit(row.relation.currentIndex())
    menu = editor.field.menu()
    next(action for action in menu.actions() if action.text() == "Caption (Chinese)").trigger()
    field = editor.rows[-1]
    assert isinstance(field, ValueRow)
    assert isinstance(field.edit, QLineEdit)
    field.edit.setText("音乐会")
    qtbot.mouseClick(editor.go, Qt.MouseButton.LeftButton)
    settle()
    entries = _strip(window).pad.entries
    assert [(entry.relation, entry.field, entry.value) for entry in entries] == [
        ("depicts", "", ""),
        ("", "caption[zh]", "音乐会"),
    ]
