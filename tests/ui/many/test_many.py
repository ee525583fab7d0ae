"""Many records at once in the inspector: what they share, and each change offered before it is made."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.search.searching import search_ids
from archive_app.services.tagging import codes
from archive_app.services.tagging.codes import NewTarget
from archive_app.ui.inspector.many import ManyRecords
from archive_app.ui.many.replace import ReplaceDialog
from archive_app.ui.many.values import ManyLine, ManyText
from archive_app.ui.tagbar import tagger
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]


@pytest.fixture
def many(window: Window, qtbot: QtBot, settle: Settle) -> ManyRecords:
    """The six photographs of the story, all chosen."""
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    qtbot.keyClick(bench.results.grid, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    _rest(bench.inspector.many, settle)
    return bench.inspector.many


def _rest(many: ManyRecords, settle: Settle) -> None:
    settle()
    assert many.summary is not None


def _line(many: ManyRecords, name: str) -> ManyLine:
    editor = many.editors[name]
    assert isinstance(editor, ManyLine)
    editor.setFocus()
    return editor


def _steps(window: Window) -> int:
    return history.history(window.workbench.session.archive, limit=1)[0].id


def _credits(window: Window) -> set[str]:
    bench = window.workbench
    archive = bench.session.archive
    return {reading.record(archive, each).fields.get("credit") or "" for each in bench.results.model.ids}


def test_enter_sets_what_was_offered(window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle) -> None:
    before = _steps(window)
    line = _line(many, "credit")
    qtbot.keyClicks(line, "City Archive")
    settle()
    assert many.offer.isVisible()
    assert "6" in many.offer.words.text()
    assert _steps(window) == before
    qtbot.keyClick(line, Key.Key_Return)
    settle()
    assert _credits(window) == {"City Archive"}
    assert _steps(window) == before + 1
    assert not many.offer.isVisible()


def test_escape_and_another_choice_set_nothing(window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle) -> None:
    before = _steps(window)
    line = _line(many, "credit")
    qtbot.keyClicks(line, "Nobody")
    settle()
    qtbot.keyClick(line, Key.Key_Escape)
    assert line.text() == ""
    assert not many.offer.isVisible()
    qtbot.keyClicks(line, "Somebody")
    settle()
    window.workbench.results.select_ids(list(window.workbench.results.model.ids)[:2])
    _rest(many, settle)
    assert not many.offer.isVisible()
    assert _line(many, "credit").text() == ""
    assert _credits(window) == {""}
    assert _steps(window) == before


def test_mixed_values_are_said_and_replaced(window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    archive, ids = bench.session.archive, bench.results.model.ids
    editing.set_values(archive, records=[ids[0]], values={"credit": "One"})
    editing.set_values(archive, records=[ids[1]], values={"credit": "Two"})
    _rest(many, settle)
    line = _line(many, "credit")
    assert line.text() == ""
    assert line.placeholderText() == "mixed: 2 values, 4 empty"
    qtbot.keyClick(line, Key.Key_Delete)
    settle()
    assert many.offer.ready
    qtbot.keyClick(line, Key.Key_Return)
    settle()
    assert _credits(window) == {""}


@pytest.mark.usefixtures("many")
def test_a_caption_of_all(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    bench.inspector.edit_caption()
    editor = window.focusWidget()
    assert isinstance(editor, ManyText)
    qtbot.keyClicks(editor, "Signing")
    settle()
    qtbot.keyClick(editor, Key.Key_Return)
    settle()
    archive = bench.session.archive
    texts = [reading.record(archive, each).texts for each in bench.results.model.ids]
    assert all([(text.role, text.text) for text in each] == [(TextRole.CAPTION, "Signing")] for each in texts)


def test_rating_by_digit(window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle) -> None:
    stars = many.rating.focusProxy()
    assert stars is not None
    stars.setFocus()
    qtbot.keyClick(stars, Key.Key_3)
    settle()
    qtbot.keyClick(stars, Key.Key_Return)
    settle()
    bench = window.workbench
    assert {row.rating for row in reading.rows(bench.session.archive, bench.results.model.ids)} == {3}


def test_all_five_stars_are_there_where_the_rating_is_mixed(
    window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle
) -> None:
    grid = window.workbench.results.grid
    grid.setFocus()
    qtbot.keyClick(grid, Key.Key_Home)
    qtbot.keyClick(grid, Key.Key_4)
    settle()
    qtbot.keyClick(grid, Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    _rest(many, settle)
    rating = many.rating
    assert rating.about.text().startswith("mixed")
    assert rating.stars.width() >= rating.stars.sizeHint().width()


def _linked(window: Window, title: str) -> int:
    bench = window.workbench
    records = [reading.record(bench.session.archive, each) for each in bench.results.model.ids]
    return sum(any(link.other.title == title for link in record.links) for record in records)


def test_a_link_of_some_is_given_to_all_and_taken_off(
    window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle
) -> None:
    title = "Anniversary concert"
    line = next(each for each in many.links.lines if each.link.tag.record.title == title)
    assert line.share.text() == "3 of 6"
    line.give.setFocus()
    qtbot.keyClick(line.give, Key.Key_Space)
    settle()
    assert "3" in many.offer.words.text()
    assert _linked(window, title) == 3
    qtbot.keyClick(many.offer, Key.Key_Return)
    settle()
    _rest(many, settle)
    assert _linked(window, title) == 6
    line = next(each for each in many.links.lines if each.link.tag.record.title == title)
    assert not line.give.isEnabled()
    line.take.setFocus()
    qtbot.keyClick(line.take, Key.Key_Space)
    settle()
    qtbot.keyClick(many.offer, Key.Key_Return)
    settle()
    assert _linked(window, title) == 0


def test_a_new_link_is_offered_first(window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    bench.inspector.add_link()
    edit = many.adder.edit
    qtbot.keyClicks(edit, "Signing")
    qtbot.waitUntil(edit.suggestions.popup.isVisible)
    qtbot.keyClick(edit, Key.Key_Return)
    settle()
    assert many.offer.isVisible()
    assert _linked(window, "Signing with Niš") == 0
    qtbot.keyClick(many.offer, Key.Key_Return)
    settle()
    assert _linked(window, "Signing with Niš") == 6


@pytest.mark.parametrize("done", [True, False])
def test_whom_all_are_linked_to_is_made_when_that_is_said_and_not_before(
    window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle, done: bool
) -> None:
    bench = window.workbench
    archive = bench.session.archive
    window.actions_table["link-person"].trigger()
    edit = many.adder.edit
    qtbot.keyClicks(edit, "Zofia Test")
    qtbot.waitUntil(edit.suggestions.popup.isVisible)
    qtbot.keyClick(edit, Key.Key_Return)
    settle()
    assert many.offer.isVisible()
    assert many.offer.words.text().startswith("Zofia Test (new person) · ")
    assert not search_ids(archive, "kind:person Zofia", limit=5)
    qtbot.keyClick(many.offer, Key.Key_Return if done else Key.Key_Escape)
    settle()
    assert len(search_ids(archive, "kind:person Zofia", limit=5)) == done
    assert _linked(window, "Zofia Test") == 6 * done
    if done:
        window.actions_table["undo"].trigger()
        settle()
        assert not search_ids(archive, "kind:person Zofia", limit=5)
        assert _linked(window, "Zofia Test") == 0


def test_very_many_are_a_job(
    window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tagger, "MANY", 5)
    line = _line(many, "credit")
    qtbot.keyClicks(line, "City Archive")
    settle()
    with qtbot.waitSignal(window.jobs.changed):
        qtbot.keyClick(line, Key.Key_Return)
    qtbot.waitUntil(lambda: not window.jobs.running)
    settle()
    assert _credits(window) == {"City Archive"}


def _captioned(window: Window, *texts: str) -> list[int]:
    bench = window.workbench
    ids = list(bench.results.model.ids)
    for record, text in zip(ids, texts, strict=False):
        editing.set_text(bench.session.archive, record=record, role=TextRole.CAPTION, lang="en", text=text)
    return ids


def _dialog(window: Window, qtbot: QtBot) -> ReplaceDialog:
    window.actions_table["replace"].trigger()
    found = window.findChildren(ReplaceDialog)[-1]
    qtbot.waitUntil(found.isVisible)
    return found


@pytest.mark.usefixtures("many")
def test_replacing_does_what_is_ticked(window: Window, qtbot: QtBot, settle: Settle) -> None:
    ids = _captioned(window, "A vist in Istanbul", "The second vist", "Nothing here")
    dialog = _dialog(window, qtbot)
    qtbot.keyClicks(dialog.seek, "VIST")
    qtbot.keyClicks(dialog.by, "visit")
    qtbot.waitUntil(lambda: len(dialog.model.changes) == 2)
    dialog.table.selectRow(1)
    qtbot.keyClick(dialog.table, Key.Key_Space)
    assert dialog.count.text() == "1 of 2 texts will change."
    qtbot.keyClick(dialog.by, Key.Key_Return)
    settle()
    archive = window.workbench.session.archive
    texts = {text.text for each in ids for text in reading.record(archive, each).texts}
    assert "Nothing here" in texts
    assert len(texts & {"A visit in Istanbul", "The second visit"}) == 1
    assert "1 text changed" in window.workbench.notice.label.text()


@pytest.mark.usefixtures("many")
def test_a_wrong_expression_is_one_sentence(window: Window, qtbot: QtBot, settle: Settle) -> None:
    _captioned(window, "A vist in Istanbul")
    dialog = _dialog(window, qtbot)
    dialog.regular.setChecked(True)
    qtbot.keyClicks(dialog.seek, "(vist")
    qtbot.waitUntil(dialog.fault.isVisible)
    assert "regular expression" in dialog.fault.text()
    assert not dialog.go.isEnabled()
    dialog.reject()
    settle()


@pytest.mark.usefixtures("many")
def test_the_first_suggestion_is_accepted_by_one_key(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    record = _captioned(window, "Nezih Başgelen in Istanbul")[0]
    bench.results.select_ids([record])
    section = bench.inspector.page.suggestions
    qtbot.waitUntil(lambda: section.isVisible() and bool(section.suggestions))
    titles = [each.tag.record.title for each in section.suggestions]
    assert "Nezih Başgelen" in titles
    first = section.suggestions[0].tag.record.title
    assert _linked(window, first) == 0 or first == "Anniversary concert"
    qtbot.keyClick(window, Key.Key_F8)
    settle()
    assert any(link.other.title == first for link in reading.record(bench.session.archive, record).links)
    qtbot.waitUntil(lambda: first not in [each.tag.record.title for each in section.suggestions])


def test_a_code_in_a_caption_of_all(window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle) -> None:
    archive = window.workbench.session.archive
    person = reading.resolve(archive, "Nezih Başgelen")
    codes.set_code(archive, code="nb", targets=[NewTarget(person.id, "", "", True)])
    editor = many.findChild(ManyText, "many-caption[en]")
    assert editor is not None
    editor.setFocus()
    qtbot.keyClicks(editor, "With =nb")
    settle()
    assert "With Nezih Başgelen" in many.offer.words.text()
    qtbot.keyClick(editor, Key.Key_Return)
    _rest(many, settle)
    _rest(many, settle)
    assert editor.toPlainText() == "With Nezih Başgelen"
    assert [(line.link.tag.record.title, line.link.count) for line in many.links.lines][:2].count(
        ("Nezih Başgelen", 6)
    ) == 1  # fmt: skip


@pytest.mark.parametrize(
    ("key", "kind", "first"),
    [
        (Key.Key_F12, Kind.EVENT, "Create new event “Besuch 1987”"),
        (Key.Key_F6, Kind.PERSON, "Create new person “Besuch 1987”"),
    ],
)
def test_a_key_for_events_or_people_makes_no_other_kind(
    window: Window, many: ManyRecords, qtbot: QtBot, settle: Settle, key: Qt.Key, kind: Kind, first: str
) -> None:
    bench, edit = window.workbench, many.adder.edit
    qtbot.keyClick(bench.results.grid, key)
    qtbot.keyClicks(edit, "Besuch 1987")
    qtbot.waitUntil(edit.suggestions.popup.isVisible, timeout=20_000)
    assert [each.label for each in edit.suggestions.model.suggestions] == [first]
    qtbot.keyClick(edit, Key.Key_Return)
    settle()
    assert "Besuch 1987" in many.offer.words.text()
    qtbot.keyClick(many.offer, Key.Key_Return)
    settle()
    assert reading.resolve(bench.session.archive, "Besuch 1987").kind == kind
    # Whoever comes here by another way is offered every kind.
    bench.results.grid.setFocus()
    edit.setFocus()
    edit.clear()
    qtbot.keyClicks(edit, "Elsewhere")
    qtbot.waitUntil(edit.suggestions.popup.isVisible, timeout=20_000)
    assert len(edit.suggestions.model.suggestions) > 1
