"""Editing one record, or many, in the inspector: saved on moving on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind, Status, TextRole
from archive_app.domain.model.records import Record
from archive_app.services.records import editing, linking, reading
from archive_app.ui.inspector.links import LinksSection
from archive_app.ui.inspector.path import PathLine
from archive_app.ui.kit.editors import SavingLine, SavingText, Stars
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]
ALT = Qt.KeyboardModifier.AltModifier


def stored(window: Window) -> Record:
    shown = window.workbench.inspector.record
    assert shown is not None
    return reading.record(window.workbench.session.archive, shown.id)


def line(window: Window, name: str) -> SavingLine:
    found = window.workbench.inspector.findChild(SavingLine, name)
    assert found is not None, name
    return found


def text(window: Window, name: str) -> SavingText:
    found = window.workbench.inspector.findChild(SavingText, name)
    assert found is not None, name
    return found


@pytest.fixture
def photo(window: Window, settle: Settle) -> Record:
    """The first photo of the result, chosen."""
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    results.select_ids([results.model.ids[0]])
    settle()
    return stored(window)


def test_the_inspector_shows_what_is_known(window: Window, photo: Record) -> None:
    inspector = window.workbench.inspector
    assert inspector.page.header.title.text() == photo.title
    assert photo.ref in inspector.page.header.about.text()
    assert inspector.page.files.count.text() == "1"


def test_a_caption_is_saved_on_moving_on_and_the_cursor_stays(
    window: Window, photo: Record, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(window, Key.Key_F3)
    caption = text(window, "text-caption")
    assert caption.hasFocus()
    qtbot.keyClicks(caption, "Greeted at the airport")
    qtbot.keyClick(caption, Key.Key_Down, ALT)
    settle()
    kept = reading.record(window.workbench.session.archive, photo.id)
    assert [(each.role, each.text, each.lang) for each in kept.texts] == [
        (TextRole.CAPTION, "Greeted at the airport", "en")
    ]
    assert stored(window).id != photo.id
    after = text(window, "text-caption")
    assert after.hasFocus()
    assert after.toPlainText() == ""


def test_escape_takes_the_typing_back(window: Window, photo: Record, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClick(window, Key.Key_F3)
    caption = text(window, "text-caption")
    qtbot.keyClicks(caption, "not this")
    qtbot.keyClick(caption, Key.Key_Escape)
    assert caption.toPlainText() == ""
    window.workbench.results.grid.setFocus()
    settle()
    assert stored(window).texts == ()
    assert photo.id == stored(window).id


def test_names_in_two_languages(window: Window, photo: Record, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClick(window, Key.Key_F2, Qt.KeyboardModifier.ShiftModifier)
    name = line(window, "name-0")
    assert name.hasFocus()
    qtbot.keyClicks(name, "The signing")
    qtbot.keyClick(name, Key.Key_Return)
    settle()
    assert stored(window).title == "The signing"
    window.workbench.inspector.page.names.add.click()
    fresh = line(window, "name-new")
    fresh.insert("签约")
    qtbot.keyClick(fresh, Key.Key_Return)
    settle()
    assert {(each.text, each.lang) for each in stored(window).names} == {("The signing", "en"), ("签约", "zh")}
    assert window.workbench.inspector.page.header.title.text() == "The signing"
    assert photo.id == stored(window).id


def test_a_date_is_echoed_in_words_and_saved(window: Window, photo: Record, qtbot: QtBot, settle: Settle) -> None:
    date = line(window, "field-date")
    date.setFocus()
    qtbot.keyClicks(date, "2001-09")
    settle()
    echo = date.parentWidget().findChild(QLabel, "echo")
    assert echo is not None
    assert echo.text() == "September 2001"
    qtbot.keyClick(date, Key.Key_Return)
    settle()
    kept = stored(window).date
    assert kept is not None
    assert kept.edtf == "2001-09"
    assert photo.id == stored(window).id


def test_a_wrong_date_is_said_at_once_and_not_saved(
    window: Window, photo: Record, qtbot: QtBot, settle: Settle
) -> None:
    before = stored(window).date
    date = line(window, "field-date")
    date.setFocus()
    date.selectAll()
    qtbot.keyClicks(date, "yesterdayish")
    settle()
    echo = date.parentWidget().findChild(QLabel, "echo")
    assert echo is not None
    assert "not a date" in echo.text()
    assert echo.property("wrong") is True
    qtbot.keyClick(date, Key.Key_Return)
    settle()
    assert stored(window).date == before
    assert "not a date" in window.workbench.notice.label.text()
    assert photo.id == stored(window).id


def test_linking_by_a_few_letters(window: Window, photo: Record, qtbot: QtBot, settle: Settle) -> None:
    qtbot.keyClick(window, Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    edit = window.workbench.inspector.page.links.adder.edit
    assert edit.hasFocus()
    qtbot.keyClicks(edit, "basgel")
    qtbot.waitUntil(edit.suggestions.popup.isVisible)
    qtbot.keyClick(edit, Key.Key_Return)
    settle()
    links = stored(window).links
    assert ("depicts", "Nezih Başgelen") in {(link.relation, link.other.title) for link in links}
    assert edit.text() == ""
    assert photo.id == stored(window).id


def test_a_new_person_is_made_on_the_spot(window: Window, photo: Record, qtbot: QtBot, settle: Settle) -> None:
    edit = window.workbench.inspector.page.links.adder.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "Leonardo Cinieri Lombroso")
    qtbot.waitUntil(edit.suggestions.popup.isVisible)
    labels = [each.label for each in edit.suggestions.model.suggestions]
    assert labels[0] == "Create new person “Leonardo Cinieri Lombroso”"
    qtbot.keyClick(edit, Key.Key_Return)
    settle()
    settle()
    link = next(link for link in stored(window).links if link.other.kind == Kind.PERSON)
    assert link.other.title == "Leonardo Cinieri Lombroso"
    assert link.relation == "depicts"
    assert photo.id == stored(window).id


def test_a_person_linked_to_an_event_took_part_in_it(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:event signing")
    settle()
    results.select_ids([results.model.ids[0]])
    settle()
    edit = window.workbench.inspector.page.links.adder.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "basgel")
    qtbot.waitUntil(edit.suggestions.popup.isVisible)
    qtbot.keyClick(edit, Key.Key_Return)
    settle()
    person = next(link for link in stored(window).links if link.other.kind == Kind.PERSON)
    assert (person.relation, person.forward) == ("took_part_in", False)


def test_suggestions_stay_on_the_screen(window: Window, photo: Record) -> None:
    edit = window.workbench.inspector.page.links.adder.edit
    screen = edit.screen().availableGeometry()
    window.move(screen.right() - 200, screen.bottom() - 400)
    box = edit.suggestions._place(400, 300)
    assert screen.contains(box)
    assert photo.ref


def test_a_chosen_relation_offers_only_what_it_may_join(
    window: Window, photo: Record, qtbot: QtBot, settle: Settle
) -> None:
    adder = window.workbench.inspector.page.links.adder
    at = adder.relation.findText("taken at")
    adder.relation.setCurrentIndex(at)
    adder.edit.setFocus()
    qtbot.keyClicks(adder.edit, "an")
    qtbot.waitUntil(adder.edit.suggestions.popup.isVisible)
    kinds = {getattr(each.value, "kind", None) for each in adder.edit.suggestions.model.suggestions}
    assert kinds <= {Kind.CITY, Kind.PLACE, Kind.COUNTRY}
    assert photo.id == stored(window).id
    settle()


def test_a_link_is_removed_and_undone(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("partnership:istanbul kind:photo")
    settle()
    results.select_ids([results.model.ids[0]])
    settle()
    assert len(stored(window).links) == 1
    assert window.workbench.inspector.page.belongs.count.text() == "1"
    remove = next(
        button
        for button in window.workbench.inspector.page.links.findChildren(QToolButton)
        if button.accessibleName().startswith("Remove the link")
    )
    remove.click()
    settle()
    assert stored(window).links == ()
    results.grid.setFocus()
    qtbot.keyClick(window, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert len(stored(window).links) == 1


def test_of_many_links_the_first_are_shown_and_the_others_come_when_asked_for(
    window: Window, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive_app.services.records.reading.LINKS", 4)
    monkeypatch.setattr("archive_app.services.records.reading._MORE", 2)
    monkeypatch.setattr("archive_app.ui.inspector.links._MORE", 3)
    monkeypatch.setattr(LinksSection, "most", 2)
    archive = window.workbench.session.archive
    city = editing.add_record(archive, kind=Kind.CITY, names=[editing.NewName("Oulu")])
    for number in range(9):
        place = editing.add_record(archive, kind=Kind.PLACE, names=[editing.NewName(f"Place {number}")])
        linking.add_link(archive, records=[place.id], relation="located_in", other=city.id)
    window.workbench.go_to(city)
    settle()
    links = window.workbench.inspector.page.links

    def shown() -> list[str]:
        return [line.link.other.title for line in links._made.values()]

    def more() -> QPushButton:
        (button,) = [each for each in links.findChildren(QPushButton) if each.accessibleName().startswith("More links")]
        return button

    assert links.count.text() == "9"
    assert shown() == ["Place 0", "Place 1"]
    assert more().text() == "7 more: show the next ones"
    for there in (5, 8):
        lines = list(links._made.values())
        more().setFocus()
        QTest.keyClick(more(), Qt.Key.Key_Space)
        settle()
        # The lines that were there stay, and the keys go on with the first new one.
        assert list(links._made.values())[: len(lines)] == lines
        assert list(links._made.values())[len(lines)].fold.hasFocus()
        assert shown() == [f"Place {number}" for number in range(there)]
    assert more().text() == "1 more: show it"
    more().click()
    settle()
    assert shown() == [f"Place {number}" for number in range(9)]
    assert not [each for each in links.findChildren(QPushButton) if each.accessibleName().startswith("More links")]


def test_why_it_belongs_is_told_in_words(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("partnership:istanbul kind:photo")
    settle()
    results.select_ids([results.model.ids[0]])
    settle()
    words = [path.accessibleName() for path in window.workbench.inspector.page.belongs.findChildren(PathLine)]
    assert any("documents → Anniversary concert → held under" in text for text in words)
    partner = next(
        button
        for button in window.workbench.inspector.page.belongs.findChildren(QPushButton)
        if "Istanbul" in button.text()
    )
    partner.click()
    settle()
    assert window.workbench.results.paging
    assert window.workbench.partnership.title.text() == "Hangzhou–Istanbul"


def test_status_and_rating(window: Window, photo: Record, qtbot: QtBot, settle: Settle) -> None:
    inspector = window.workbench.inspector
    status = inspector.findChild(QComboBox, "field-status")
    stars = inspector.findChild(Stars, "field-rating")
    assert status is not None
    assert stars is not None
    status.setFocus()
    qtbot.keyClick(status, Key.Key_Down)
    status.activated.emit(status.currentIndex())
    stars.setFocus()
    qtbot.keyClick(stars, Key.Key_4)
    settle()
    assert stored(window).status == Status.REVIEWED
    assert stored(window).fields["rating"] == 4
    assert "4 stars" in stars.accessibleName()
    assert photo.id == stored(window).id


def test_a_refused_change_is_one_sentence(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    bench.results.show_query("kind:person")
    settle()
    bench.results.select_ids([bench.results.model.ids[0]])
    settle()
    name = line(window, "name-0")
    name.setFocus()
    name.clear()
    qtbot.keyClick(name, Key.Key_Return)
    settle()
    assert "only name" in bench.notice.label.text()
    assert stored(window).title == "Nezih Başgelen"
    assert line(window, "name-0").text() == "Nezih Başgelen"


def test_a_section_folds_and_is_remembered(window: Window, photo: Record, qtbot: QtBot) -> None:
    section = window.workbench.inspector.page.files
    assert section.body.isHidden()
    qtbot.mouseClick(section.heading, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not section.body.isHidden()
    assert window.settings.flag("inspector/open-files")
    assert photo.files[0].mime == "image/jpeg"
    assert "JPEG picture" in [label.text() for label in section.body.findChildren(QLabel)]


def test_history_of_the_record_is_listed(window: Window, photo: Record, settle: Settle) -> None:
    archive = window.workbench.session.archive
    editing.set_text(archive, record=photo.id, role=TextRole.NOTE, lang="en", text="seen")
    window.workbench.inspector.page.history.open()
    settle()
    words = [label.text() for label in window.workbench.inspector.page.history.body.findChildren(QLabel)]
    assert any("note" in text for text in words)


def test_stages_are_edited_in_place(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    archive = bench.session.archive
    partnership = next(each.record for each in reading.partnerships(archive) if each.partner == "Niš")
    bench.go_to(partnership)
    settle()
    source = line(window, "stage-source-0")
    source.setFocus()
    source.selectAll()
    qtbot.keyClicks(source, "Newspaper of the day")
    qtbot.keyClick(source, Key.Key_Return)
    settle()
    assert stored(window).stages[0].source == "Newspaper of the day"
    window.actions_table["add-stage"].trigger()
    settle()
    assert len(stored(window).stages) == 2
    assert bench.partnership.page is not None
    assert len(bench.partnership.page.stages) == 2


def test_every_label_shows_text_as_it_is(window: Window, photo: Record, settle: Settle) -> None:
    archive = window.workbench.session.archive
    editing.set_values(archive, records=[photo.id], values={"name": "<b>bold</b> <img src='file:///etc/hosts'>"})
    settle()
    title = window.workbench.inspector.page.header.title
    assert title.text().startswith("<b>bold</b>")
    labels: list[QWidget] = list(window.findChildren(QLabel))
    wrong = [
        each for each in window.findChildren(QLabel) if each.text() and each.textFormat() != Qt.TextFormat.PlainText
    ]
    assert labels
    assert wrong == []


@pytest.mark.usefixtures("photo")
@pytest.mark.parametrize("name", ["link-add", "link-person"])
def test_escape_takes_away_what_was_typed_to_be_linked(window: Window, name: str, qtbot: QtBot, settle: Settle) -> None:
    edit = window.workbench.inspector.findChild(RecordEdit, name)
    assert edit is not None
    for listed in (True, False):
        edit.setFocus()
        qtbot.keyClicks(edit, "nez")
        qtbot.waitUntil(edit.suggestions.popup.isVisible)
        if not listed:
            edit.suggestions.hide()
        qtbot.keyClick(edit, Key.Key_Escape)
        settle()
        assert edit.text() == ""
        assert not edit.suggestions.popup.isVisible()


@pytest.mark.usefixtures("photo")
def test_the_head_of_the_next_record_is_in_sight_when_a_caption_is_typed_for_each(
    window: Window, qtbot: QtBot, settle: Settle
) -> None:
    window.resize(1280, 560)
    settle()
    page, grid = window.workbench.inspector.page, window.workbench.results.grid
    grid.setFocus()
    qtbot.keyClick(grid, Key.Key_F3)
    settle()
    bar = page.verticalScrollBar()
    assert bar.maximum() > 0
    for words in ("The lake in spring", "The lake in summer"):
        before, caption = stored(window).id, text(window, "text-caption")
        assert caption.hasFocus()
        qtbot.keyClicks(caption, words)
        at = caption.mapTo(page, QPoint(0, 0)).y()
        qtbot.keyClick(caption, Key.Key_Down, ALT)
        settle()
        assert stored(window).id != before
        assert bar.value() == 0
        # The caption stands where it stood, and the name is above it.
        caption = text(window, "text-caption")
        assert caption.hasFocus()
        assert caption.mapTo(page, QPoint(0, 0)).y() == at
    # Whoever scrolls stays there, be it to the very end.
    bar.setValue(bar.maximum())
    page.widget().setMinimumHeight(page.widget().height() + 50)
    settle()
    assert bar.value() > 0
    bar.setValue(120)
    window.workbench.results.step(-1)
    settle()
    assert bar.value() > 0
