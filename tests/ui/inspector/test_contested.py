"""What somebody else changes while one types is never written over without a word: both texts are kept and offered."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.details import details_of
from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.kinds import BY_NAME, Kind, TextRole
from archive_app.services.archive import Archive, open_archive
from archive_app.services.drafts import Draft
from archive_app.services.history import history
from archive_app.services.records import details, editing, reading
from archive_app.services.tagging import unsaved
from archive_app.ui.dialogs.recovered import RecoveredDialog
from archive_app.ui.kit.editors import SavingLine, SavingText
from archive_app.ui.window.window import Window
from tests.ui.inspector.typed import captions, kept, show, text, write

Key = Qt.Key
Settle = Callable[[], None]


@pytest.fixture
def photos(window: Window) -> list[int]:
    """The ids of photographs without a caption."""
    archive = window.workbench.session.archive
    rows = [row.id for row in reading.rows(archive, range(1, 40)) if row.kind == Kind.PHOTO]
    return [each for each in rows if not reading.record(archive, each).texts]


def _elsewhere(window: Window, record: int, words: str, lang: str = "en") -> None:
    """A colleague sets the caption, with the command line say."""
    with open_archive(window.workbench.session.archive.folder) as other:
        editing.set_text(other, record=record, role=TextRole.CAPTION, lang=lang, text=words)


def _choice(window: Window, qtbot: QtBot, settle: Settle) -> RecoveredDialog:
    qtbot.mouseClick(window.workbench.unsaved.choose, Qt.MouseButton.LeftButton)
    settle()
    found = window.findChild(RecoveredDialog)
    assert found is not None
    return found


def _press(qtbot: QtBot, dialog: QWidget, words: str, settle: Settle) -> None:
    (button,) = [each for each in dialog.findChildren(QPushButton) if each.text() == words]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    settle()


@pytest.mark.parametrize("before", ["", "First"])
def test_a_caption_that_a_colleague_has_changed_meanwhile_is_not_written_over(
    window: Window, photos: list[int], before: str, qtbot: QtBot, settle: Settle
) -> None:
    first, second = photos[:2]
    if before:
        _elsewhere(window, first, before)
    show(window, second, settle)
    show(window, first, settle)
    text(window).moveCursor(QTextCursor.MoveOperation.End)
    write(qtbot, text(window), " and mine")
    _elsewhere(window, first, "First, corrected by a colleague")
    qtbot.keyClick(text(window), Key.Key_Tab)
    settle()
    assert captions(window, first) == ["First, corrected by a colleague"]
    bar = window.workbench.unsaved
    assert bar.isVisible()
    assert "was changed by somebody else meanwhile" in bar.label.text()
    assert reading.record(window.workbench.session.archive, first).title in bar.label.text()
    assert not bar.again.isVisible()
    mine = f"{before} and mine".strip()
    assert kept() == [mine]
    dialog = _choice(window, qtbot, settle)
    said = {each.text() for each in dialog.findChildren(QLabel)}
    assert {"Typed here", mine, "There now", "First, corrected by a colleague"} <= said
    _press(qtbot, dialog, "Put mine in its place", settle)
    assert captions(window, first) == [mine]
    assert not bar.isVisible()
    assert kept() == []
    history.undo(window.workbench.session.archive)
    assert captions(window, first) == ["First, corrected by a colleague"]


def test_what_a_colleague_wrote_may_stay(window: Window, photos: list[int], qtbot: QtBot, settle: Settle) -> None:
    first = photos[0]
    show(window, first, settle)
    write(qtbot, text(window), "Mine")
    _elsewhere(window, first, "Theirs")
    # It is heard of while one types.
    for _look in range(3):
        window.workbench.session.elsewhere.look()
        settle()
    qtbot.keyClicks(text(window), " and more")
    show(window, photos[1], settle)
    assert captions(window, first) == ["Theirs"]
    _press(qtbot, _choice(window, qtbot, settle), "Keep what is there", settle)
    assert captions(window, first) == ["Theirs"]
    assert not window.workbench.unsaved.isVisible()
    assert kept() == []
    show(window, first, settle)
    assert text(window).toPlainText() == "Theirs"


def test_a_text_in_another_language_stands_in_nobody_s_way(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    show(window, photos[0], settle)
    write(qtbot, text(window), "Mine")
    _elsewhere(window, photos[0], "Onlarin", "tr")
    text(window).flush()
    settle()
    assert sorted(captions(window, photos[0])) == ["Mine", "Onlarin"]
    assert not window.workbench.unsaved.isVisible()


def test_one_s_own_typing_is_nobody_else_s(window: Window, photos: list[int], qtbot: QtBot, settle: Settle) -> None:
    show(window, photos[0], settle)
    editor = text(window)
    editor.setFocus()
    for word in ("One", " two", " three"):
        # Typed on before the window has heard of what was saved.
        qtbot.keyClicks(editor, word)
        editor.flush()
    settle()
    assert captions(window, photos[0]) == ["One two three"]
    assert not window.workbench.unsaved.isVisible()


def test_stepping_keeps_both_as_well(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    bench.step_through()
    settle()
    editor = bench.stepping.side.captions.editors[0]
    record, place = editor.record, bench.stepping.place
    editor.setFocus()
    qtbot.keyClicks(editor, "Mine")
    _elsewhere(window, record, "Theirs")
    qtbot.keyClick(editor, Key.Key_PageDown)
    settle()
    assert bench.stepping.place == place + 1
    assert "Theirs" in captions(window, record)
    assert bench.unsaved.isVisible()


#: A value of each type, as it is typed.
_TYPED = {
    FieldType.TEXT: "words", FieldType.DATE: "2019-05", FieldType.INTEGER: "2", FieldType.NUMBER: "12.50",
    FieldType.LATITUDE: "30.25", FieldType.LONGITUDE: "0", FieldType.BOOLEAN: "yes", FieldType.LANGUAGE: "zh",
    FieldType.DECIMAL: "1 200,50", FieldType.CURRENCY: "rmb",
}  # fmt: skip


def _typed(column: Column) -> str:
    return column.choices[0] if column.type is FieldType.CHOICE else _TYPED.get(column.type, "")


def _filled(archive: Archive, kind: Kind) -> None:
    """A record of this kind that says all that one can."""
    if kind not in BY_NAME:
        return
    values = {field.name: said for field in fields_of(kind) if (said := _typed(field)) and field.name != "vocabulary"}
    made = editing.add_record(archive, kind=kind, names=[editing.NewName(f"Whole {kind}", "en")], values=values)
    for declared in details_of(kind):
        if declared.file:
            continue
        said = {column.name: _typed(column) for column in declared.columns if _typed(column)}
        for column in declared.columns:
            if column.type is FieldType.RECORD:
                there = [editing.NewName(f"Place of {declared.name} {column.name}", "en")]
                said[column.name] = editing.add_record(archive, kind=Kind.LOCATION, names=there).ref
        if declared.name == "measurement":
            said["unit"] = "cm"
        details.add_detail(archive, records=[made.id], detail=declared, values=said)


def test_every_editor_knows_what_stands_in_its_place(window: Window, settle: Settle) -> None:
    """Else what one typed oneself would be said to be somebody else's: of all kinds, with all that they have."""
    archive, inspector = window.workbench.session.archive, window.workbench.inspector
    for kind in Kind:
        _filled(archive, kind)
    with archive.store.read() as reader:
        there = list(reader.records.kinds(range(1, 200)))
    seen = set()
    for record in there:
        show(window, record, settle)
        for editor in (*inspector.findChildren(SavingLine), *inspector.findChildren(SavingText)):
            keeper = editor._keeper
            place = keeper._place() if keeper is not None else None
            if place is None or not editor.isVisibleTo(inspector):
                continue
            before = editor._before() if isinstance(editor, SavingLine) else editor._base
            stored = unsaved.standing(archive, Draft(place, "typed", before)).stored
            if stored is not None:
                assert stored.strip() == before.strip(), place
                seen.add("/".join(part for part in place.field.split("/") if not part.isdigit()))
    assert len(seen) > 20
    assert {"detail/valuation/amount", "detail/measurement/value", "detail/inscription/text", "field/latitude"} <= seen
    assert {"field/date", "field/birth_date", "name/text", "name/lang", "stage/date", "stage/source"} <= seen
