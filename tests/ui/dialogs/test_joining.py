"""Before files are taken in it is shown which of them become one item, and that can be declined."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.services.search.searching import search
from archive_app.ui.dialogs.ingest import IngestDialog
from archive_app.ui.window.window import Window
from tests.ui.conftest import Settle
from tests.ui.pictures import draw


@pytest.mark.parametrize("joined", [True, False])
def test_front_and_back_are_one_item_unless_that_is_declined(
    window: Window, tmp_path: Path, settle: Settle, joined: bool
) -> None:
    archive = window.workbench.session.archive
    before = search(archive, "kind:photo").count
    for name, colour in (("card front.jpg", "#345"), ("card back.jpg", "#543"), ("lake.jpg", "#777")):
        draw(tmp_path / name, name, colour)
    window.shell.add_dropped(window, sorted(tmp_path.glob("*.jpg")))
    settle()
    dialog = window.findChild(IngestDialog)
    assert dialog is not None
    assert dialog.join.isVisible()
    assert dialog.join.isChecked()
    assert dialog.join.text().endswith("(raw and picture, front and back, pages): 1")
    dialog.join.setChecked(joined)
    dialog.go.click()
    settle()
    assert search(archive, "kind:photo").count - before == (2 if joined else 3)
    window.actions_table["undo"].trigger()
    settle()
    assert search(archive, "kind:photo").count == before


def test_where_nothing_belongs_together_nothing_is_asked(window: Window, tmp_path: Path, settle: Settle) -> None:
    draw(tmp_path / "lake.jpg", "a lake", "#777")
    window.shell.add_dropped(window, [tmp_path / "lake.jpg"])
    settle()
    dialog = window.findChild(IngestDialog)
    assert dialog is not None
    assert dialog.join.isHidden()
    assert not dialog.joining
    dialog.reject()
    settle()
