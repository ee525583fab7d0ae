"""The register of gifts and the slips are asked for in the window and written by it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.ui.dialogs import choose
from archive_app.ui.dialogs.register import RegisterDialog
from archive_app.ui.window.window import Window
from tests.services.gifts.conftest import add, join

Settle = Callable[[], None]


def _words(file: Path) -> str:
    return " ".join(page.extract_text() for page in PdfReader(file).pages)


@pytest.fixture
def scarf(window: Window, settle: Settle) -> int:
    archive = window.workbench.session.archive
    office = add(archive, Kind.ORGANISATION, "Protocol Office")
    made = add(archive, Kind.TRANSFER, "Silk scarf", direction="received", date="2020-05-03")
    join(archive, made, "under_authority", office)
    add(archive, Kind.TRANSFER, "Pen", direction="received", date="2020-06")
    settle()
    return made


@pytest.mark.usefixtures("scarf")
def test_a_register_of_a_period_and_an_authority_is_written(
    window: Window, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "register.pdf"
    monkeypatch.setattr(choose, "new_file", lambda *_arguments: out.with_suffix(""))
    window.actions_table["register"].trigger()
    settle()
    (dialog,) = [each for each in window.findChildren(RegisterDialog) if each.isVisible()]
    assert dialog.first.text().endswith("-01-01")
    dialog.first.clear()
    qtbot.keyClicks(dialog.first, "soon")
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "soon" in dialog.fault.text()
    dialog.first.clear()
    qtbot.keyClicks(dialog.first, "2020")
    assert [dialog.authority.itemText(row).strip("\u2068\u2069") for row in range(dialog.authority.count())] == [
        "All", "Protocol Office"
    ]  # fmt: skip
    dialog.authority.setCurrentIndex(1)
    qtbot.mouseClick(dialog.go, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(out.exists, timeout=30_000)
    settle()
    assert "1 transfer." in window.workbench.notice.label.text()
    assert "Silk scarf" in _words(out)
    assert "Pen" not in _words(out)


def test_receipts_and_labels_are_printed_of_what_is_chosen(
    window: Window, qtbot: QtBot, settle: Settle, scarf: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bench = window.workbench
    thing = add(bench.session.archive, Kind.OBJECT, "The scarf itself")
    for record, name, said in ((scarf, "receipt", "Silk scarf"), (thing, "object-labels", "The scarf itself")):
        out = tmp_path / f"{name}.pdf"
        monkeypatch.setattr(choose, "new_file", lambda *_arguments, out=out: out)
        bench.results.show_query("kind:transfer,object")
        settle()
        bench.results.select_ids([record])
        settle()
        assert window.actions_table[name].isEnabled()
        window.actions_table[name].trigger()
        qtbot.waitUntil(out.exists, timeout=30_000)
        settle()
        assert said in _words(out)
        assert "1 page." in bench.notice.label.text()
    assert not window.actions_table["receipt"].isEnabled()
