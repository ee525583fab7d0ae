"""Before files are taken in it is shown which of them become one item, and that can be declined."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QCheckBox, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.services.search.searching import search
from archive_app.ui.dialogs.ingest import IngestDialog
from archive_app.ui.kit.record_edit import NewRecord
from archive_app.ui.kit.suggestions import Suggestion
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
    assert dialog.join.text() == "Make one item of these files, which by their names belong together"
    assert [dialog.joined.item(row).text() for row in range(dialog.joined.count())] == [
        "card front.jpg + card back.jpg"
    ]
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


def _cut(dialog: QDialog) -> list[str]:
    """The words of which something does not fit."""
    labels = [each for each in dialog.findChildren(QLabel) if each.isVisible() and each.wordWrap()]
    low = [each.text() for each in labels if each.height() < each.heightForWidth(each.width())]
    boxes = [each for each in dialog.findChildren(QCheckBox) if each.isVisible()]
    edges = [each for each in dialog.findChildren(QLineEdit) if each.isVisible()]
    low += [each.text() for each in boxes if each.width() < each.sizeHint().width()]
    parts = [each for each in dialog.children() if isinstance(each, QWidget) and each.isVisible()]
    low += [str(one) for one, other in combinations(parts, 2) if one.geometry().intersects(other.geometry())]
    return low + [each.placeholderText() for each in edges if each.height() < each.sizeHint().height()]


def test_nothing_in_the_dialog_is_cut_off_and_what_it_says_is_so(
    window: Window, tmp_path: Path, settle: Settle
) -> None:
    for name in ("card front.jpg", "card back.jpg"):
        draw(tmp_path / name, name, "#345")
    window.shell.add_dropped(window, sorted(tmp_path.glob("*.jpg")))
    settle()
    dialog = window.findChild(IngestDialog)
    assert dialog is not None
    assert dialog.untagged.isVisible()
    assert _cut(dialog) == []
    for name in ("Opening", "Closing"):
        dialog.adder.edit.setText("")
        dialog.adder.edit.suggestions.chosen.emit(
            Suggestion(name, "", QIcon(), NewRecord(Kind.EVENT, name), makes=True)
        )
        settle()
        assert _cut(dialog) == []
        assert not dialog.untagged.isVisible()
    dialog.reject()
    settle()


@pytest.mark.parametrize("goes_on", [True, False])
def test_what_is_made_in_the_dialog_is_made_with_the_files_or_not_at_all(
    window: Window, tmp_path: Path, settle: Settle, goes_on: bool
) -> None:
    archive = window.workbench.session.archive
    before = search(archive, "kind:event").count
    draw(tmp_path / "lake.jpg", "a lake", "#777")
    window.shell.add_dropped(window, [tmp_path / "lake.jpg"])
    settle()
    dialog = window.findChild(IngestDialog)
    assert dialog is not None
    wish = NewRecord(Kind.EVENT, "Regatta")
    dialog.adder.edit.suggestions.chosen.emit(Suggestion("Regatta", "", QIcon(), wish, makes=True))
    settle()
    assert search(archive, "kind:event").count == before
    (dialog.go.click if goes_on else dialog.reject)()
    settle()
    assert search(archive, "kind:event").count == before + goes_on
    if goes_on:
        assert search(archive, "kind:photo event:Regatta").count == 1


def _adding(window: Window, tmp_path: Path, settle: Settle) -> IngestDialog:
    draw(tmp_path / "lake.jpg", "a lake", "#777")
    window.shell.add_dropped(window, [tmp_path / "lake.jpg"])
    settle()
    dialog = window.findChild(IngestDialog)
    assert dialog is not None
    return dialog


def test_a_name_that_was_typed_and_not_chosen_keeps_the_files_waiting(
    window: Window, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    archive = window.workbench.session.archive
    before = search(archive, "kind:photo").count
    dialog = _adding(window, tmp_path, settle)
    qtbot.keyClicks(dialog.adder.edit, "Regatta")
    settle()
    qtbot.keyClick(dialog.adder.edit, Qt.Key.Key_Escape)
    dialog.go.click()
    settle()
    assert search(archive, "kind:photo").count == before
    assert dialog.isVisible()
    assert dialog.fault.isVisible()
    assert dialog.fault.text().startswith("“Regatta” is not chosen yet.")
    assert dialog.adder.edit.hasFocus()
    qtbot.keyClick(dialog.adder.edit, Qt.Key.Key_Return)
    settle()
    assert dialog.fault.isHidden()
    dialog.go.click()
    settle()
    assert search(archive, "kind:photo").count == before + 1
    assert search(archive, "kind:photo person:Regatta").count == 1


def test_whoever_types_on_after_a_first_link_adds_no_files_by_the_blank(
    window: Window, tmp_path: Path, settle: Settle, qtbot: QtBot
) -> None:
    bench = window.workbench
    before = search(bench.session.archive, "kind:photo").count
    bench.results.show_query("kind:event")
    settle()
    first = bench.results.model.ids[0]
    bench.results.select_ids([first], first)
    settle()
    dialog = _adding(window, tmp_path, settle)
    assert len(dialog.links) == 1
    qtbot.keyClicks(dialog.focusWidget(), "li jian")
    settle()
    assert dialog.isVisible()
    assert dialog.adder.edit.text() == "li jian"
    dialog.adder.edit.selectAll()
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Backspace)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    settle()
    assert search(bench.session.archive, "kind:photo").count == before + 1
