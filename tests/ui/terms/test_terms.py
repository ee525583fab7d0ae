"""The window of the vocabularies, by keys."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import RecordRef
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import linking, reading
from archive_app.services.records.editing import NewName
from archive_app.services.terms import terms
from archive_app.services.terms.terms import TermNode
from archive_app.ui.dialogs.new_record import NewRecordDialog
from archive_app.ui.dialogs.report import ReportDialog
from archive_app.ui.terms.model import TermModel, tree_of
from archive_app.ui.terms.window import VocabularyWindow
from archive_app.ui.window.window import Window

Key, Ctrl, Shift = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Settle = Callable[[], None]


@pytest.fixture
def archive(window: Window) -> Archive:
    assert window.session is not None
    return window.session.archive


@pytest.fixture
def shown(window: Window, archive: Archive, qtbot: QtBot, settle: Settle) -> VocabularyWindow:
    """The vocabulary of materials: silk below textile, and jade."""
    textile = terms.add_term(archive, vocabulary="materials", names=[NewName("textile"), NewName("纺织品")])
    terms.add_term(archive, vocabulary="materials", names=[NewName("silk")], broader=textile.id)
    terms.add_term(archive, vocabulary="materials", names=[NewName("jade")])
    window.settings.put("terms/vocabulary", "materials")
    qtbot.keyClick(window, Key.Key_T, Ctrl | Shift)
    settle()
    found = window.findChild(VocabularyWindow)
    assert found is not None
    return found


def _lines(window: VocabularyWindow, parent: QModelIndex | None = None, depth: int = 0) -> list[str]:
    model, found = window.model, []
    parent = parent or QModelIndex()
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        found.append("  " * depth + str(index.data()))
        found += _lines(window, index, depth + 1)
    return found


def _choose(window: VocabularyWindow, archive: Archive, name: str, settle: Settle) -> None:
    term = reading.resolve(archive, name).id
    window.tree.setCurrentIndex(window.model.find(term))
    window.tree.setFocus()
    settle()


def test_terms_stand_below_broader_ones(shown: VocabularyWindow) -> None:
    assert _lines(shown) == ["jade", "textile", "  silk"]
    assert [shown.list.item(row).text() for row in range(shown.list.count())] == [
        "Subjects  (0)", "Materials  (3)", "Techniques  (0)", "Roles  (0)", "Object types  (0)"
    ]  # fmt: skip
    QAbstractItemModelTester(shown.model, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_term_is_added_below_the_chosen_one(
    shown: VocabularyWindow, archive: Archive, qtbot: QtBot, settle: Settle
) -> None:
    _choose(shown, archive, "silk", settle)
    assert shown.below.isEnabled()
    qtbot.keyClick(shown.tree, Key.Key_Insert)
    assert shown.new.hasFocus()
    qtbot.keyClicks(shown.new, "brocade")
    qtbot.keyClick(shown.new, Key.Key_Return)
    settle()
    assert _lines(shown) == ["jade", "textile", "  silk", "    brocade"]
    history.undo(archive)
    settle()
    assert _lines(shown) == ["jade", "textile", "  silk"]


def test_a_term_is_moved_by_keys_and_never_below_itself(
    shown: VocabularyWindow, archive: Archive, qtbot: QtBot, settle: Settle
) -> None:
    _choose(shown, archive, "silk", settle)
    qtbot.keyClick(shown.tree, Key.Key_X, Ctrl)
    _choose(shown, archive, "jade", settle)
    qtbot.keyClick(shown.tree, Key.Key_V, Ctrl)
    settle()
    assert _lines(shown) == ["jade", "  silk", "textile"]
    _choose(shown, archive, "jade", settle)
    qtbot.keyClick(shown.tree, Key.Key_X, Ctrl)
    _choose(shown, archive, "silk", settle)
    qtbot.keyClick(shown.tree, Key.Key_V, Ctrl)
    settle()
    assert "below itself" in shown.said.text()
    assert _lines(shown) == ["jade", "  silk", "textile"]
    _choose(shown, archive, "silk", settle)
    qtbot.keyClick(shown.tree, Key.Key_X, Ctrl)
    qtbot.keyClick(shown.tree, Key.Key_V, Ctrl | Shift)
    settle()
    assert _lines(shown) == ["jade", "silk", "textile"]


def test_a_term_is_dropped_below_another(shown: VocabularyWindow, archive: Archive, settle: Settle) -> None:
    jade, textile = (shown.model.find(reading.resolve(archive, name).id) for name in ("jade", "textile"))
    data = shown.model.mimeData([jade])
    shown.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, textile)
    settle()
    assert _lines(shown) == ["textile", "  jade", "  silk"]
    # Not below what stands below it.
    textile, silk = (shown.model.find(reading.resolve(archive, name).id) for name in ("textile", "silk"))
    data = shown.model.mimeData([textile])
    assert not shown.model.canDropMimeData(data, Qt.DropAction.MoveAction, -1, -1, silk)
    steps = len(history.history(archive))
    shown.model.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, silk)
    settle()
    assert len(history.history(archive)) == steps


def test_a_term_goes_into_another_vocabulary_with_what_is_below_it(
    shown: VocabularyWindow, archive: Archive, qtbot: QtBot, settle: Settle
) -> None:
    textile = reading.resolve(archive, "textile").id
    shown.list.dropped.emit("techniques", textile)
    settle()
    assert _lines(shown) == ["jade"]
    assert shown.list.item(2).text() == "Techniques  (2)"
    _choose(shown, archive, "jade", settle)
    qtbot.keyClick(shown.tree, Key.Key_X, Ctrl)
    shown.list.setFocus()
    qtbot.keyClick(shown.list, Key.Key_Down)
    settle()
    assert _lines(shown) == ["textile", "  silk"]
    qtbot.keyClick(shown.list, Key.Key_V, Ctrl)
    settle()
    assert _lines(shown) == ["jade", "textile", "  silk"]
    qtbot.keyClick(shown, Key.Key_Z, Ctrl)
    settle()
    assert _lines(shown) == ["textile", "  silk"]


def test_what_is_open_stays_open_and_the_menu_has_the_keys(
    shown: VocabularyWindow, archive: Archive, qtbot: QtBot, settle: Settle
) -> None:
    _choose(shown, archive, "jade", settle)
    shown.tree.collapseAll()
    terms.add_term(archive, vocabulary="materials", names=[NewName("agate")])
    settle()
    assert _lines(shown) == ["agate", "jade", "textile", "  silk"]
    assert not shown.tree.isExpanded(shown.model.index(2, 0))
    record = shown.tree.record()
    assert record is not None
    assert record.title == "jade"
    actions = {action.text().partition("\t")[2]: action for action in shown.tree.menu().actions()}
    assert not actions["Ctrl+V"].isEnabled()
    actions["Shift+Ins"].trigger()
    assert shown.new.hasFocus()
    qtbot.keyClicks(shown.new, "wood")
    qtbot.keyClick(shown.new, Key.Key_Return)
    settle()
    assert _lines(shown) == ["agate", "jade", "textile", "  silk", "wood"]


def test_a_tree_may_be_of_any_depth_and_a_name_of_any_length() -> None:
    node = TermNode(RecordRef(0, "", "TRM-0", Kind.TERM, "x" * 10_000 + "\u202e<b>"), 0)
    for depth in range(1, 3_000):
        node = TermNode(RecordRef(depth, "", f"TRM-{depth}", Kind.TERM, f"term {depth}"), 0, children=(node,))
    model = TermModel()
    model.put(tree_of([node]))
    assert model.count == 3_000
    deepest = model.find(0)
    assert len(str(deepest.data())) < 300
    assert "\u202e" not in str(deepest.data(Qt.ItemDataRole.ToolTipRole))
    model.narrow("XXX")
    assert model.count == 3_000
    model.narrow("term 2999")
    assert model.count == 1


def test_a_term_is_renamed_and_deleted(shown: VocabularyWindow, archive: Archive, qtbot: QtBot, settle: Settle) -> None:
    _choose(shown, archive, "textile", settle)
    qtbot.keyClick(shown.tree, Key.Key_F2)
    editor = shown.tree.findChild(QLineEdit)
    assert editor is not None
    editor.setText("cloth")
    qtbot.keyClick(editor, Key.Key_Return)
    settle()
    assert _lines(shown) == ["cloth", "  silk", "jade"]
    _choose(shown, archive, "cloth", settle)
    qtbot.keyClick(shown.tree, Key.Key_Delete)
    settle()
    assert _lines(shown) == ["jade", "silk"]
    history.undo(archive)
    settle()
    assert _lines(shown) == ["cloth", "  silk", "jade"]


def test_labels_are_shown_in_every_language_and_uses_are_found(
    window: Window, shown: VocabularyWindow, archive: Archive, settle: Settle
) -> None:
    photo = window.workbench.results.model.ids[0]
    silk = reading.resolve(archive, "silk")
    linking.add_link(archive, records=[photo], relation="made of", other=silk.id)
    settle()
    _choose(shown, archive, "textile", settle)
    settle()
    assert {line.text() for line in shown.term.names.findChildren(QLineEdit)} >= {"textile", "纺织品"}
    _choose(shown, archive, "silk", settle)
    assert shown.term.uses.text() == "1 record has it"
    shown.term.uses.click()
    settle()
    assert window.workbench.results.query == f"term:{silk.ref}"
    assert photo in list(window.workbench.results.model.ids)


def test_the_filter_finds_in_the_depth_and_in_every_language(shown: VocabularyWindow, qtbot: QtBot) -> None:
    shown.tree.collapseAll()
    shown.filter.setFocus()
    qtbot.keyClicks(shown.filter, "SIL")
    assert _lines(shown) == ["textile", "  silk"]
    assert shown.tree.isExpanded(shown.model.index(0, 0))
    shown.filter.setText("纺织")
    assert _lines(shown) == ["textile"]
    shown.filter.setText("wood")
    assert _lines(shown) == []
    assert shown.tree.isVisible()
    qtbot.keyClick(shown.filter, Key.Key_Escape)
    assert shown.isVisible()
    assert _lines(shown) == ["jade", "textile", "  silk"]
    assert not shown.tree.isExpanded(shown.model.index(1, 0))


def test_a_file_with_faults_shows_them_and_changes_nothing(
    shown: VocabularyWindow, tmp_path: Path, settle: Settle
) -> None:
    bad = tmp_path / "bad.ttl"
    bad.write_text("@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<urn:a> skos:prefLabel .\n")
    shown.files.take_in(bad)
    settle()
    report = shown.findChild(ReportDialog)
    assert report is not None
    assert "Nothing was imported" in report.summary.text()
    assert report.text().startswith("2\t")
    assert _lines(shown) == ["jade", "textile", "  silk"]


def test_an_empty_vocabulary_says_what_to_do(shown: VocabularyWindow, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClicks(shown.another, "Festivals")
    qtbot.keyClick(shown.another, Key.Key_Return)
    settle()
    assert shown.empty.isVisible()
    assert not shown.below.isEnabled()
    qtbot.keyClicks(shown.new, "Dragon boats")
    qtbot.keyClick(shown.new, Key.Key_Return)
    settle()
    assert _lines(shown) == ["Dragon boats"]
    assert shown.list.currentItem().text() == "Festivals  (1)"


def test_a_new_term_is_asked_for_its_vocabulary(window: Window, archive: Archive, qtbot: QtBot, settle: Settle) -> None:
    for name, typed, vocabulary in (
        ("silk", "", "subjects"),
        ("lacquer", "材料", "materials"),
        ("fair", "Fêtes", "Fêtes"),
    ):
        window.actions_table["new-term"].trigger()
        dialog = window.findChild(NewRecordDialog)
        assert dialog is not None
        settle()
        qtbot.keyClicks(dialog.name, name)
        if typed:
            dialog.vocabulary.setEditText(typed)
        dialog._accept()
        settle()
        qtbot.waitUntil(lambda: window.findChild(NewRecordDialog) is None)
        assert [node.record.title for node in terms.tree(archive, vocabulary)] == [name]
        assert window.workbench.inspector.record is not None
        assert window.workbench.inspector.record.title == name
