"""The tags used lately are named by what is written on their keys, on whatever keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLabel

from archive_app.services.records import reading
from archive_app.services.records.links_of_many import Tag
from archive_app.services.search.searching import search_ids
from archive_app.ui.kit.bottom_row import AMERICAN, BottomRow
from archive_app.ui.window.window import Window

Settle = Callable[[], None]
#: The keys of the row as X counts them.
PLACES = range(52, 62)


def typed(place: int, letter: str) -> QKeyEvent:
    return QKeyEvent(
        QEvent.Type.KeyPress, ord(letter), Qt.KeyboardModifier.NoModifier, PLACES[place], 0, 0, letter.lower()
    )


@pytest.mark.parametrize(
    ("strokes", "row"),
    [
        ([], AMERICAN),
        ([(0, "W")], "WXCVBN,;:!"),
        ([(0, "Y")], "YXCVBNM,.-"),
        ([(0, "W"), (9, "=")], "WXCVBN,;:="),
        ([(2, "С")], "ЯЧСМИТЬБЮ."),
        ([(3, "Ω")], "ΖΧΨΩΒΝΜ,./"),
        ([(0, ";"), (1, "Q")], ";Q③④⑤⑥⑦⑧⑨⑩"),
        ([(0, "W"), (0, "Z")], AMERICAN),
    ],
)
def test_what_is_typed_says_what_is_written_on_the_row(strokes: list[tuple[int, str]], row: str) -> None:
    keys = BottomRow()
    for place, letter in strokes:
        keys.learn(typed(place, letter))
    assert keys.names() == row
    assert BottomRow(keys.kept()).names() == row


def test_a_program_that_types_says_nothing_of_the_keyboard() -> None:
    keys = BottomRow()
    assert not keys.learn(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_W, Qt.KeyboardModifier.NoModifier, "w"))
    assert keys.names() == AMERICAN


def test_the_labels_follow_the_keyboard_while_one_steps_through(window: Window, settle: Settle) -> None:
    bench = window.workbench
    archive = bench.session.archive
    for record in reading.refs(archive, search_ids(archive, "kind:person,city")):
        bench.tagger.recents.use(Tag(record, "depicts", True, ""))
    bench.results.show_query("kind:photo")
    settle()
    bench.step_through()
    settle()

    def labels() -> list[str]:
        found = bench.stepping.side.recents.findChildren(QLabel, "field")
        return [each.text() for each in found if len(each.text()) == 1]

    assert labels()[:2] == ["Z", "X"]
    focused = QApplication.focusWidget()
    assert focused is not None
    QApplication.sendEvent(focused, typed(0, "W"))
    settle()
    assert labels()[:2] == ["W", "X"]
