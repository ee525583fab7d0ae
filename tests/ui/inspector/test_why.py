"""Why a record was found: the words marked where they stand, and a path that can be walked along and back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import TextRole
from archive_app.domain.query.narrowing import asks_membership
from archive_app.services.records import editing
from archive_app.services.results import Match
from archive_app.services.search import searching
from archive_app.services.search.matching import first_matches
from archive_app.ui.inspector.path import PathLine, RecordLink
from archive_app.ui.kit.marked import LONGEST, MarkedText, excerpt
from archive_app.ui.results.marks import searched_terms
from archive_app.ui.results.model import MARKS_ROLE, MATCH_ROLE, Column, match_shown
from archive_app.ui.window.window import Window

Key = Qt.Key
Settle = Callable[[], None]
ALT = Qt.KeyboardModifier.AltModifier


def look(window: Window, query: str, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query(query)
    settle()
    results.select_ids([results.model.ids[0]])
    settle()


def links(window: Window) -> list[RecordLink]:
    return [link for path in window.workbench.inspector.page.why.findChildren(PathLine) for link in path.links]


def marked(window: Window) -> list[str]:
    texts = window.workbench.inspector.page.why.findChildren(MarkedText)
    return [text.text[start:end] for text in texts for start, end in text.spans]


def test_the_words_are_marked_in_their_texts(window: Window, settle: Settle) -> None:
    look(window, "nis kind:event", settle)
    why = window.workbench.inspector.page.why
    assert why.isVisible()
    assert marked(window) == ["Niš"]
    assert why.findChildren(MarkedText)[0].text == "Signing with Niš"


def test_nothing_is_said_where_nothing_was_asked(window: Window, settle: Settle) -> None:
    look(window, "kind:event", settle)
    assert not window.workbench.inspector.page.why.isVisible()


def test_markup_in_a_text_is_shown_as_it_is(window: Window, settle: Settle) -> None:
    archive, record = window.workbench.session.archive, window.workbench.results.model.ids[0]
    words = "<b>bold</b> & <img src=x> zeppelin"
    editing.set_text(archive, record=record, role=TextRole.CAPTION, lang="en", text=words)
    settle()
    look(window, "zeppelin", settle)
    texts = window.workbench.inspector.page.why.findChildren(MarkedText)
    assert [text.text for text in texts] == [words]
    assert marked(window) == ["zeppelin"]
    assert texts[0].heightForWidth(60) > texts[0].heightForWidth(600)
    assert not texts[0].grab().isNull()


def test_the_path_is_walked_along_and_back(window: Window, qtbot: QtBot, settle: Settle) -> None:
    look(window, "partnership:istanbul kind:photo", settle)
    bench = window.workbench
    photo = bench.inspector.record
    assert photo is not None
    assert [link.record.title for link in links(window)] == ["Anniversary concert", "Hangzhou–Istanbul"]
    links(window)[0].setFocus()
    qtbot.keyClick(links(window)[0], Key.Key_Return)
    settle()
    assert bench.inspector.record is not None
    assert bench.inspector.record.title == "Anniversary concert"
    assert bench.inspector.page.back.isVisible()
    assert photo.title in bench.inspector.page.back.text()
    concert_links = [link for link in links(window) if link.record.title == "Hangzhou–Istanbul"]
    qtbot.mouseClick(concert_links[0], Qt.MouseButton.LeftButton)
    settle()
    assert bench.results.paging
    assert bench.inspector.record.title == "Hangzhou–Istanbul"
    qtbot.keyClick(window, Key.Key_Left, ALT)
    settle()
    assert bench.inspector.record.title == "Anniversary concert"
    assert bench.results.query == "partnership:istanbul kind:photo"
    assert not bench.results.paging
    qtbot.mouseClick(bench.inspector.page.back, Qt.MouseButton.LeftButton)
    settle()
    assert bench.inspector.record.id == photo.id
    assert not bench.inspector.page.back.isVisible()


def test_choosing_another_record_ends_the_way_back(window: Window, qtbot: QtBot, settle: Settle) -> None:
    look(window, "partnership:istanbul kind:photo", settle)
    bench = window.workbench
    qtbot.mouseClick(links(window)[0], Qt.MouseButton.LeftButton)
    settle()
    bench.results.select_ids([bench.results.model.ids[1]])
    settle()
    assert not bench.inspector.page.back.isVisible()


def test_a_long_text_is_cut_around_its_first_mark() -> None:
    text = "word " * 200 + "zeppelin" + " word" * 200
    start = text.index("zeppelin")
    shown, spans = excerpt(text, [(start, start + 8)])
    assert len(shown) <= LONGEST + 2
    assert shown.startswith("…word")
    assert shown.endswith("…")
    assert [shown[a:b] for a, b in spans] == ["zeppelin"]


def test_a_short_text_stays_whole_and_on_one_line() -> None:
    assert excerpt("one\ntwo", [(4, 7)]) == ("one two", ((4, 7),))


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("partnership:istanbul", True),
        ("伙伴:istanbul kind:photo", True),
        ("kind:photo (nis OR partner:nis)", True),
        ("via:event", True),
        ("-partnership:istanbul", False),
        ('"partnership: of two cities"', False),
        ("kind:phot", False),
        ("", False),
    ],
)
def test_only_what_asks_for_a_partnership_says_why_it_belongs(query: str, asked: bool) -> None:
    assert asks_membership(query) is asked


def test_the_words_are_marked_in_the_titles_of_the_hits(window: Window, settle: Settle) -> None:
    results = window.workbench.results
    for view in ("grid", "table"):
        results.show_view(view)
        results.show_query("anniversary -draft concert")
        settle()
        index = results.model.index(0, 0)
        title = str(index.data())
        assert [title[start:end] for start, end in index.data(MARKS_ROLE)] == ["Anniversary", "concert"]
        marked = results.view.grab().toImage()
        results.show_query("date:2026 kind:event")
        settle()
        assert [str(results.model.index(0, 0).data())] == [title]
        assert results.view.grab().toImage() != marked
        assert results.model.index(0, 0).data(MARKS_ROLE) == ()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ('gobekli "tepe hill" -draft', ["gobekli", "tepe hill"]),
        ("kind:photo (nis OR leeds)", ["nis", "leeds"]),
        ("kind:phot", []),
        ("", []),
    ],
)
def test_only_words_that_are_looked_for_are_marked(query: str, words: list[str]) -> None:
    assert [term.text for term in searched_terms(query)] == words


def test_a_hit_whose_title_has_not_the_word_shows_where_it_stands(window: Window, settle: Settle) -> None:
    archive = window.workbench.session.archive
    results = window.workbench.results
    record = results.model.ids[0]
    words = "A long way round " * 12 + "the zeppelin over the bridge"
    editing.set_text(archive, record=record, role=TextRole.CAPTION, lang="en", text=words)
    settle()
    results.show_query("zeppelin")
    results.show_view("table")
    settle()
    why = results.model.index(0, Column.WHY)
    text = str(why.data())
    assert text.startswith("Caption: …")
    assert [text[start:end] for start, end in why.data(MARKS_ROLE)] == ["zeppelin"]
    assert not results.table.isColumnHidden(Column.WHY)
    results.show_view("grid")
    assert results.grid_model.index(0, 0).data(MATCH_ROLE).text == words
    assert not results.grid.grab().isNull()


def test_a_match_is_cut_to_the_room_there_is() -> None:
    match = Match("caption", "en", "one two three four five six seven eight nine ten zeppelin eleven", ((49, 57),))
    for room in (20, 40, 60, 200):
        text, spans = match_shown(match, room)
        assert [text[start:end] for start, end in spans] == ["zeppelin"]
        assert len(text) <= max(room, 21) + 2


def test_first_matches_leaves_out_what_has_none(window: Window) -> None:
    archive = window.workbench.session.archive
    nis = searching.search_ids(archive, "nis kind:event")[0]
    found = first_matches(archive, {nis: searched_terms("nis"), nis + 1: searched_terms("zeppelin")})
    assert {record: match.text for record, match in found.items()} == {nis: "Signing with Niš"}
    assert first_matches(archive, {}) == {}
