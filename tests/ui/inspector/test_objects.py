"""What is measured and valued of a gift, typed in the inspector: exact, refused where it is nothing, undone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.services.records import custody, details, editing, locations, naming, reading
from archive_app.ui.inspector.columns import RecordColumn
from archive_app.ui.inspector.detail_rows import DetailRows
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import SavingLine
from archive_app.ui.window.window import Window

Settle = Callable[[], None]


def section(window: Window, detail: str) -> DetailRows:
    return window.workbench.inspector.page.rows[detail]


def line(window: Window, name: str) -> SavingLine:
    found = window.workbench.inspector.findChild(SavingLine, name)
    assert found is not None, name
    return found


def combo(window: Window, name: str) -> Combo:
    found = window.workbench.inspector.findChild(Combo, name)
    assert found is not None, name
    return found


def choose(box: Combo, value: str) -> None:
    """As from its list."""
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def enter(qtbot: QtBot, widget: QWidget, text: str) -> None:
    widget.setFocus()
    if isinstance(widget, SavingLine):
        widget.selectAll()
    qtbot.keyClicks(widget, text)
    qtbot.keyClick(widget, Qt.Key.Key_Return)


@pytest.fixture
def lion(window: Window, settle: Settle) -> int:
    """A gift, chosen."""
    archive = window.workbench.session.archive
    made = editing.add_record(archive, kind=Kind.OBJECT, names=[editing.NewName("Stone lion")]).id
    results = window.workbench.results
    results.show_query("kind:object")
    settle()
    results.select_ids([made])
    settle()
    return made


def said(window: Window, record: int, detail: str) -> list[str]:
    there = reading.record(window.workbench.session.archive, record).details_of(detail)
    return [BY_NAME[detail].said(each.values) for each in there]


def test_a_measurement_is_typed_in_place(window: Window, lion: int, settle: Settle, qtbot: QtBot) -> None:
    section(window, "measurement").add_line()
    # Nothing is said before somebody says it: the first choice is nobody's.
    assert combo(window, "measurement-dimension-0").currentIndex() == -1
    enter(qtbot, line(window, "measurement-value-0"), "30,50")
    settle()
    assert said(window, lion, "measurement") == []
    choose(combo(window, "measurement-dimension-0"), "height")
    settle()
    assert said(window, lion, "measurement") == ["height 30.5"]
    choose(combo(window, "measurement-unit-0"), "cm")
    settle()
    enter(qtbot, line(window, "measurement-measured_by-0"), "Li Lei")
    settle()
    assert said(window, lion, "measurement") == ["height 30.5 cm · Li Lei"]


def test_what_cannot_be_is_refused_and_what_is_stored_stays(window: Window, lion: int, settle: Settle) -> None:
    archive, session = window.workbench.session.archive, window.workbench.session
    values = {"dimension": "height", "value": "30", "unit": "cm"}
    details.add_detail(archive, records=[lion], detail=BY_NAME["measurement"], values=values)
    settle()
    told: list[str] = []
    session.refused.connect(told.append)
    choose(combo(window, "measurement-dimension-0"), "weight")
    settle()
    assert told == ["Stone lion: “cm” measures no weight. Write one of: kg, g, t, lb, oz."]
    assert combo(window, "measurement-dimension-0").currentData() == "height"
    assert said(window, lion, "measurement") == ["height 30 cm"]


def test_a_valuation_needs_its_currency(window: Window, lion: int, settle: Settle, qtbot: QtBot) -> None:
    section(window, "valuation").add_line()
    enter(qtbot, line(window, "valuation-amount-0"), "1,200.50")
    settle()
    assert said(window, lion, "valuation") == []
    enter(qtbot, line(window, "valuation-currency-0"), "eur")
    settle()
    assert said(window, lion, "valuation") == ["1200.5 EUR"]
    window.actions_table["undo"].trigger()
    settle()
    assert said(window, lion, "valuation") == []


def test_a_taken_accession_number_is_refused_with_who_has_it(
    window: Window, lion: int, settle: Settle, qtbot: QtBot
) -> None:
    archive, session = window.workbench.session.archive, window.workbench.session
    other = editing.add_record(archive, kind=Kind.OBJECT, names=[editing.NewName("Vase")])
    editing.set_values(archive, records=[other.id], values={"accession_number": "2026.1"})
    settle()
    told: list[str] = []
    session.refused.connect(told.append)
    enter(qtbot, line(window, "field-accession_number"), "2026.1")
    settle()
    assert reading.record(archive, lion).fields["accession_number"] is None


def test_the_inspector_says_who_has_it_and_what_is_amiss(window: Window, lion: int, settle: Settle) -> None:
    archive = window.workbench.session.archive
    assert section(window, "custody").together.isHidden()
    custody.hand_over(archive, records=[lion], took="Anna", date="2024-05-03", confirmed=custody.Side.BOTH)
    custody.hand_over(archive, records=[lion], took="Li Lei", date="2025", gave="Peter", confirmed=custody.Side.BOTH)
    settle()
    section(window, "custody").open()
    said = section(window, "custody").together
    assert not said.isHidden()
    assert said.text() == "Li Lei has had it since 2025. 2025: Peter gave it, but Anna had it."
    box = window.workbench.inspector.findChild(QCheckBox, "custody-took_confirmed-1")
    assert box is not None
    box.click()
    settle()
    assert "2025: the hand-over is not confirmed by both." in said.text()


def test_a_movement_is_written_by_typing_where_it_went(qtbot: QtBot, window: Window, lion: int, settle: Settle) -> None:
    archive = window.workbench.session.archive
    for name in ("Depot", "Hall"):
        editing.add_record(archive, kind=Kind.LOCATION, names=[editing.NewName(name)])
    locations.move(archive, records=[lion], to=naming.location(archive, "Hall").id, date="2024-05-03")
    settle()
    movement = section(window, "movement")
    movement.open()
    assert movement.together.text() == "It has been in “Hall” since 3 May 2024."
    movement.add_line()
    place = window.workbench.inspector.findChild(RecordColumn, "movement-place-1")
    assert place is not None
    qtbot.keyClicks(place, "Depo")
    qtbot.waitUntil(place.suggestions.popup.isVisible)
    qtbot.keyClick(place, Qt.Key.Key_Return)
    assert place.text() == "Depot"
    enter(qtbot, line(window, "movement-date-1"), "2025-01-10")
    settle()
    assert locations.whereabouts(archive, record=lion).path == "Depot"
    assert movement.together.text() == "It has been in “Depot” since 10 January 2025."
    # What is typed and not chosen names nobody, and what is emptied that must be said takes the row away.
    place = window.workbench.inspector.findChild(RecordColumn, "movement-place-1")
    assert place is not None
    place.setText("Nowhere at all")
    place.editingFinished.emit()
    assert place.text() == "Depot"
