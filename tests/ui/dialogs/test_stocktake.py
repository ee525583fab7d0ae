"""Stock is taken in the window: by a scanner that types refs and Enter, until every object is found or missing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.records import editing, locations, reading
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.stocktake import StocktakeDialog
from archive_app.ui.window.window import Window

Settle = Callable[[], None]


@pytest.fixture
def things(window: Window, settle: Settle) -> list[str]:
    """A lion and an urn are in the depot, a lamp is not; returns their refs."""
    archive = window.workbench.session.archive
    depot = editing.add_record(archive, kind=Kind.LOCATION, names=[editing.NewName("Depot")])
    made = [
        editing.add_record(archive, kind=Kind.OBJECT, names=[editing.NewName(name)]) for name in ("Lion", "Urn", "Lamp")
    ]
    locations.move(archive, records=[each.id for each in made[:2]], to=depot.id)
    settle()
    return [each.ref for each in made]


def _shown(dialog: StocktakeDialog) -> dict[str, str]:
    model = dialog.lines.model()
    return {model.index(row, 0).data(): model.index(row, 3).data() for row in range(model.rowCount())}


def test_stock_is_taken_with_a_scanner(
    window: Window,
    qtbot: QtBot,
    qtmodeltester: ModelTester,
    settle: Settle,
    things: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lion, urn, lamp = things
    archive = window.workbench.session.archive
    window.actions_table["stocktake"].trigger()
    settle()
    (dialog,) = [each for each in window.findChildren(StocktakeDialog) if each.isVisible()]
    assert not dialog.begin.isEnabled()
    qtbot.keyClicks(dialog.place, "Depo")
    qtbot.waitUntil(dialog.place.suggestions.popup.isVisible)
    qtbot.keyClick(dialog.place, Qt.Key.Key_Return)
    settle()
    dialog.due.setText("2030")
    qtbot.mouseClick(dialog.begin, Qt.MouseButton.LeftButton)
    settle()
    assert _shown(dialog) == {lion: "not counted yet", urn: "not counted yet"}
    qtmodeltester.check(dialog.lines.model())
    dialog.move_here.setChecked(True)
    # A scanner doesn't wait for an answer.
    for ref in (lion, lamp):
        qtbot.keyClicks(dialog.scan, ref)
        qtbot.keyClick(dialog.scan, Qt.Key.Key_Return)
    settle()
    qtbot.keyClicks(dialog.scan, "OBJ-9999")
    qtbot.keyClick(dialog.scan, Qt.Key.Key_Return)
    settle()
    assert "OBJ-9999" in dialog.fault.text()
    assert _shown(dialog) == {lion: "found", lamp: "unexpected", urn: "not counted yet"}
    assert locations.whereabouts(archive, record=reading.resolve(archive, lamp).id).path == "Depot"
    dialog.lines.selectRow([*_shown(dialog)].index(urn))
    qtbot.mouseClick(dialog.missing, Qt.MouseButton.LeftButton)
    settle()
    assert "Expected: 2 = found: 1 + missing: 1." in dialog.sums.text()
    assert "Counted: 2 = found: 1 + unexpected: 1." in dialog.sums.text()
    qtbot.mouseClick(dialog.end, Qt.MouseButton.LeftButton)
    settle()
    assert not dialog.scan.isEnabled()
    assert dialog.begin.isEnabled()
    out = tmp_path / "stock.pdf"
    monkeypatch.setattr(choose, "new_file", lambda *_arguments: out)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(out.exists, timeout=30_000)
    settle()
    said = " ".join(page.extract_text() for page in PdfReader(out).pages)
    assert all(each in said for each in (*things, "Depot", "unexpected", "missing", "2030"))
    dialog.accept()


def test_the_location_in_hand_is_the_one_that_is_taken_stock_of(
    window: Window, settle: Settle, things: list[str]
) -> None:
    bench = window.workbench
    bench.results.show_query("kind:location")
    settle()
    bench.results.select_ids(list(bench.results.model.ids)[:1])
    settle()
    window.actions_table["stocktake"].trigger()
    settle()
    (dialog,) = [each for each in window.findChildren(StocktakeDialog) if each.isVisible()]
    assert dialog.place.text() == "Depot"
    assert dialog.begin.isEnabled()
    assert things
    dialog.accept()
