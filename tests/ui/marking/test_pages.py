"""Boxes on the pages of a document: each belongs to the page that was seen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.domain.model.boxes import Box
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import regions
from archive_app.ui.window.window import Window
from tests.media.documents import made
from tests.ui.marking.hand import Hand, about

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
Settle = Callable[[], None]


@pytest.fixture
def letter(window: Window, qtbot: QtBot, settle: Settle, tmp_path: Path) -> Hand:
    """A letter of three pages, large, on which one marks."""
    bench = window.workbench
    made.pdf(tmp_path / "letter.pdf", ["One", "Two", "Three"])
    ingest(bench.session.archive, [tmp_path / "letter.pdf"])
    bench.results.show_query("file:letter.pdf")
    settle()
    bench.results.grid.setFocus()
    qtbot.keyClick(bench.results.grid, Key.Key_Home)
    settle()
    window.actions_table["mark"].trigger()
    settle()
    return Hand(window, qtbot, settle)


def test_a_box_belongs_to_the_page_that_is_seen(letter: Hand) -> None:
    letter.key(Key.Key_PageDown, CTRL)
    letter.settle()
    letter.draw(0.2, 0.2, 0.4, 0.4)
    letter.key(Key.Key_Tab)
    letter.type("The seal")
    letter.key(Key.Key_Return)
    letter.settle()
    (region,) = letter.kept()
    assert (region.page, region.text, about(region.box)) == (2, "The seal", (0.2, 0.2, 0.2, 0.2))
    assert [each.id for each in letter.marking.overlay.regions] == [region.id]
    letter.key(Key.Key_PageUp, CTRL)
    letter.settle()
    assert letter.marking.overlay.regions == ()


def test_the_way_to_a_box_opens_its_page(letter: Hand) -> None:
    archive, record = letter.window.workbench.session.archive, letter.record
    made_one, _change = regions.add(
        archive, record=record.id, file=record.files[0].id, page=3, box=Box(0.2, 0.2, 0.2, 0.2), text="The seal"
    )
    letter.settle()
    letter.window.workbench.show_region(made_one.id)
    letter.settle()
    assert letter.window.workbench.preview.large.page == 2
    assert letter.marking.overlay.current == made_one.id
