"""What is edited most stands at the head of the inspector, one key away, and in one place from picture to picture."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.services.records import editing, linking, reading
from archive_app.ui.inspector.pane import Inspector
from archive_app.ui.kit.editors import SavingText
from archive_app.ui.kit.section import Section
from archive_app.ui.kit.tab_order import fields
from archive_app.ui.window.window import Window
from tests.ui.conftest import Settle

Key = Qt.Key
ESSENTIAL = ("text-caption", "field-date", "link-person", "link-event", "field-rating")


@pytest.fixture
def photos(window: Window, settle: Settle) -> list[int]:
    """The photographs of the small archive; the first is shown."""
    window.workbench.results.show_query("kind:photo")
    settle()
    window.workbench.results.go_to(0)
    settle()
    return list(window.workbench.results.model.ids)


def height(inspector: Inspector, name: str) -> int:
    """How far below the top of the inspector's page the foot of an editor stands."""
    editor = inspector.page.widget().findChild(QWidget, name)
    assert editor is not None, name
    assert editor.isVisible(), name
    return editor.mapTo(inspector.page.widget(), QPoint(0, editor.height())).y()


def test_what_is_edited_most_is_in_the_first_600_pixels(window: Window, photos: list[int], settle: Settle) -> None:
    archive, inspector = window.workbench.session.archive, window.workbench.inspector
    for lang in ("en", "zh", "tr"):
        words = "A long caption that says who shook whose hand, on which stairs, and why. " * 6
        editing.set_text(archive, record=photos[0], role=TextRole.CAPTION, lang=lang, text=words)
    for number in range(20):
        person = editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName(f"Person {number}")]).id
        linking.add_link(archive, records=[photos[0]], relation="depicts", other=person)
    settle()
    assert {name: height(inspector, name) for name in ESSENTIAL if height(inspector, name) >= 600} == {}


@pytest.mark.parametrize(
    ("key", "keys", "name"),
    [
        (Key.Key_F3, Qt.KeyboardModifier.NoModifier, "text-caption"),
        (Key.Key_F6, Qt.KeyboardModifier.ShiftModifier, "field-date"),
        (Key.Key_F6, Qt.KeyboardModifier.NoModifier, "link-person"),
        (Key.Key_F12, Qt.KeyboardModifier.NoModifier, "link-event"),
    ],
)
@pytest.mark.usefixtures("photos")
def test_one_key_goes_there(window: Window, qtbot: QtBot, key: Qt.Key, keys: Qt.KeyboardModifier, name: str) -> None:
    window.workbench.results.grid.setFocus()
    qtbot.keyClick(window.workbench.results.grid, key, keys)
    there = QApplication.focusWidget()
    assert there is not None
    assert there.objectName() == name


@pytest.mark.parametrize("name", ["link-person", "link-event", "link-add"])
@pytest.mark.usefixtures("photos")
def test_a_name_that_was_not_chosen_does_not_go_on_to_the_next(
    window: Window, qtbot: QtBot, settle: Settle, name: str
) -> None:
    bench = window.workbench
    edit = bench.inspector.page.widget().findChild(QLineEdit, name)
    assert edit is not None
    edit.setFocus()
    qtbot.keyClicks(edit, "Wil")
    bench.results.go_to(1)
    settle()
    assert edit.text() == ""


def test_an_event_is_linked_and_taken_off_where_it_is_shown(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    archive, inspector = window.workbench.session.archive, window.workbench.inspector
    for link in reading.record(archive, photos[0]).links:
        linking.remove_links(archive, links=[link.id])
    settle()
    edit = inspector.findChild(QLineEdit, "link-event")
    assert edit is not None
    edit.setFocus()
    qtbot.keyClicks(edit, "signing")
    settle()
    qtbot.keyClick(edit, Key.Key_Return)
    settle()
    linked = reading.record(archive, photos[0]).links
    assert [(link.relation, link.other.title) for link in linked] == [("documents", "Signing with Niš")]
    shown = inspector.page.essentials.linked[Kind.EVENT]
    assert ["Signing with Niš" in button.text() for button in shown.findChildren(QPushButton)] == [True]
    remove = [each for each in shown.findChildren(QToolButton) if "Signing" in each.accessibleName()]
    remove[0].click()
    settle()
    assert reading.record(archive, photos[0]).links == ()
    assert shown.findChildren(QPushButton) == []


def test_each_editor_keeps_its_place_from_picture_to_picture(window: Window, photos: list[int], settle: Settle) -> None:
    archive, inspector = window.workbench.session.archive, window.workbench.inspector
    editing.set_values(archive, records=[photos[1]], values={"name": "A title that is far too long for a line " * 4})
    settle()
    before = {name: height(inspector, name) for name in ("field-date", "field-rating", "text-caption")}
    window.workbench.results.step(1)
    settle()
    assert inspector.record is not None
    assert inspector.record.id == photos[1]
    after = {name: height(inspector, name) for name in before}
    # The date is echoed in words below it where there is one.
    assert {name: abs(after[name] - before[name]) for name in before if abs(after[name] - before[name]) > 2} == {}


def test_what_one_reads_further_down_stays_in_sight_on_the_next_picture(
    window: Window, photos: list[int], qtbot: QtBot, settle: Settle
) -> None:
    archive, inspector = window.workbench.session.archive, window.workbench.inspector
    editing.set_text(archive, record=photos[1], role=TextRole.CAPTION, lang="en", text="A caption of some lines. " * 12)
    settle()
    bar = inspector.page.verticalScrollBar()

    def top() -> int:
        return inspector.page.names.mapTo(inspector.page, QPoint(0, 0)).y()

    bar.setValue(inspector.page.names.y() + 20)
    assert top() == -20
    for step in (1, -1):
        window.workbench.results.step(step)
        settle()
        assert inspector.record is not None
        assert inspector.record.id == photos[1 if step > 0 else 0]
        qtbot.waitUntil(lambda: top() == -20, timeout=20_000)
    assert len(photos) > 1


@pytest.mark.usefixtures("photos")
def test_nothing_can_be_edited_in_two_places(window: Window) -> None:
    names = [each.objectName() for each in window.workbench.inspector.page.findChildren(QWidget)]
    edited = [name for name in names if name.startswith(("field-", "text-")) and name != "text"]
    assert sorted(set(edited)) == sorted(edited)
    assert set(ESSENTIAL[:2]) < set(edited)


def test_tab_goes_through_the_inspector_as_it_stands_on_the_screen(
    window: Window, photos: list[int], settle: Settle, qtbot: QtBot
) -> None:
    inspector = window.workbench.inspector
    page = inspector.page
    for section in page.findChildren(Section):
        section.open()
    settle()
    inspector.edit_caption()
    caption = QApplication.focusWidget()
    assert caption is not None
    qtbot.keyClicks(caption, "Bosphorus")
    went: list[tuple[str, str]] = []
    for _number in range(60):
        there = QApplication.focusWidget()
        if there is None or not page.isAncestorOf(there):
            break
        went.append((there.objectName(), there.accessibleName()))
        qtbot.keyClick(there, Key.Key_Tab)
        # What was typed is saved, and what shows it made anew, before the next key.
        settle()
    assert reading.record(window.workbench.session.archive, photos[0]).texts[0].text == "Bosphorus"
    stops = [(each.objectName(), each.accessibleName()) for each in fields(page)]
    start = [name for name, _words in stops].index("text-caption")
    assert [name for name, _words in went[:3]] == ["text-caption", "link-event", "link-person"]
    assert len(went) > 12
    assert went[1:] == stops[start + 1 : start + len(went)]
    heights = [each.mapTo(page.widget(), QPoint(0, each.height() // 2)).y() for each in fields(page)]
    assert all(below >= above - 12 for above, below in pairwise(heights))


def test_a_caption_in_another_language_is_begun_before_the_first_is_saved(
    window: Window, photos: list[int], settle: Settle, qtbot: QtBot
) -> None:
    inspector = window.workbench.inspector
    inspector.edit_caption()
    first = QApplication.focusWidget()
    assert isinstance(first, SavingText)
    qtbot.keyClicks(first, "Ginkgo tree")
    blocks = inspector.page.essentials.captions
    button = next(each for each in blocks.findChildren(QToolButton) if each.menu() is not None)
    assert button.isVisible()
    wanted = next(each for each in button.menu().actions() if each.text() == "Chinese")
    wanted.trigger()
    second = QApplication.focusWidget()
    assert isinstance(second, SavingText)
    assert second is not first
    second.insertPlainText("银杏")
    settle()
    second = QApplication.focusWidget()
    assert isinstance(second, SavingText)
    assert second.toPlainText() == "银杏"
    second.insertPlainText("树")
    inspector.flush()
    settle()
    texts = reading.record(window.workbench.session.archive, photos[0]).texts
    assert {text.lang: text.text for text in texts} == {"en": "Ginkgo tree", "zh": "银杏树"}
    shown = [each.toPlainText() for each in blocks.findChildren(SavingText)]
    assert shown == ["Ginkgo tree", "银杏树"]


def test_who_gave_a_gift_is_not_just_one_of_its_people(window: Window, settle: Settle) -> None:
    archive, inspector = window.workbench.session.archive, window.workbench.inspector
    gift = editing.add_record(archive, kind=Kind.OBJECT, names=[editing.NewName("Celadon vase")]).id
    person = editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName("Li Jianguo")]).id
    window.workbench.results.show_query("kind:photo")
    settle()
    photo = window.workbench.results.model.ids[0]
    linking.add_link(archive, records=[photo], relation="depicts", other=person)
    window.workbench.results.show_query("kind:object Celadon vase")
    settle()
    window.workbench.results.go_to(0)
    settle()
    inspector.page.essentials.linked[Kind.PERSON].edit.chosen.emit(reading.refs(archive, [person])[0])
    settle()
    (link,) = reading.record(archive, gift).links
    assert link.relation == "given_by"
    assert "given by" in chips(inspector)
    window.workbench.results.show_query("kind:photo")
    settle()
    window.workbench.results.go_to(0)
    settle()
    assert inspector.record is not None
    assert inspector.record.id == photo
    assert "depicts" not in chips(inspector)


def chips(inspector: Inspector) -> str:
    """All that stands on the chips of people."""
    linked = inspector.page.essentials.linked[Kind.PERSON]
    return " ".join(label.text() for label in linked.findChildren(QLabel))
