"""Objects are moved in the window: the place is found by typing, what is no day is refused, and it is one step."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.history import history
from archive_app.services.records import editing, locations
from archive_app.ui.dialogs.move import MoveDialog
from archive_app.ui.window.window import Window

Settle = Callable[[], None]


def test_the_chosen_objects_are_moved_to_a_place_that_is_typed(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    archive = bench.session.archive
    editing.add_record(archive, kind=Kind.LOCATION, names=[editing.NewName("Depot")])
    things = [
        editing.add_record(archive, kind=Kind.OBJECT, names=[editing.NewName(name)]).id for name in ("Lion", "Urn")
    ]
    bench.results.show_query("kind:object")
    settle()
    bench.results.select_ids(things)
    settle()
    window.actions_table["move"].trigger()
    settle()
    (dialog,) = [each for each in window.findChildren(MoveDialog) if each.isVisible()]
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert dialog.fault.text() == "Choose where it goes from the list."
    qtbot.keyClicks(dialog.place, "Depo")
    qtbot.waitUntil(dialog.place.suggestions.popup.isVisible)
    qtbot.keyClick(dialog.place, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert dialog.place.text() == "Depot"
    dialog.date.setText("soon")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert "soon" in dialog.fault.text()
    dialog.date.setText("2024-05-03")
    dialog.reason.setText("stored")
    dialog.normal.setChecked(True)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    settle()
    for thing in things:
        now = locations.whereabouts(archive, record=thing)
        assert (now.path, now.normal_path) == ("Depot", "Depot")
    assert history.undo(archive).label == "Move 2 records to “Depot”"
