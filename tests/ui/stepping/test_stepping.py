"""Stepping through: every key, the caption that saves itself, what is given to each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.domain.model.pads import Pad, PadEntry
from archive_app.domain.model.records import Record
from archive_app.services.records import editing, reading
from archive_app.services.settings import home_city, name_home
from archive_app.services.tagging import codes
from archive_app.ui.dialogs.ingest import IngestDialog
from archive_app.ui.kit.language_tag import LanguageButton
from archive_app.ui.stepping.pace import Pace
from archive_app.ui.stepping.view import SteppingView
from archive_app.ui.window.window import Window
from tests.ui.pictures import draw

Key, Ctrl, Alt, Shift = (
    Qt.Key,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)
Settle = Callable[[], None]


def _record(view: SteppingView, place: int | None = None) -> Record:
    return reading.record(view._session.archive, view.ids[view.place if place is None else place])


def _press(qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, key, modifiers)


def _caption(record: Record) -> str:
    return next((text.text for text in record.texts if text.role.value == "caption"), "")


def test_it_opens_at_the_current_item_and_goes_back_to_where_one_stops(
    window: Window, stepping: SteppingView, qtbot: QtBot, settle: Settle
) -> None:
    assert window.workbench.stepping_through
    assert stepping.large.canvas.hasFocus()
    assert stepping.position.text() == "1 of 6"
    _press(qtbot, Key.Key_Right)
    _press(qtbot, Key.Key_PageDown)
    settle()
    assert stepping.position.text() == "3 of 6"
    third = stepping.current
    _press(qtbot, Key.Key_Escape)
    settle()
    assert not window.workbench.stepping_through
    assert window.workbench.results.current_id() == third
    assert window.workbench.inspector.record is not None
    assert window.workbench.inspector.record.id == third


def test_what_is_typed_at_once_is_a_caption(stepping: SteppingView, qtbot: QtBot, settle: Settle) -> None:
    _press(qtbot, Key.Key_F2)
    settle()
    # Not waited for: the keys come before the picture is there.
    _press(qtbot, Key.Key_F2)
    qtbot.keyClicks(QApplication.focusWidget(), "1979 gifu 5")
    settle()
    focused = QApplication.focusWidget()
    assert focused is stepping.side.captions.editors[0]
    assert focused.toPlainText() == "1979 gifu 5"
    _press(qtbot, Key.Key_PageDown)
    settle()
    record = _record(stepping, 0)
    assert (_caption(record), record.fields["rating"]) == ("1979 gifu 5", None)
    # The next one too, and Escape gives the keys to the picture, alone with a sign of what they did.
    assert QApplication.focusWidget() is stepping.side.captions.editors[0]
    _press(qtbot, Key.Key_Escape)
    _press(qtbot, Key.Key_Space)
    _press(qtbot, Key.Key_3)
    settle()
    assert not stepping.side.isVisible()
    assert (stepping.rated.isVisible(), stepping.rated.text()) == (True, "★★★")
    _press(qtbot, Key.Key_X, Ctrl | Shift)
    settle()
    assert stepping.rated.text() == "rejected"


def test_space_shows_the_picture_alone_and_puts_that_away_again(
    window: Window, stepping: SteppingView, qtbot: QtBot, settle: Settle
) -> None:
    first, narrow = stepping.current, stepping.large.width()
    _press(qtbot, Key.Key_Space)
    settle()
    assert not stepping.side.isVisible()
    assert stepping.large.width() > narrow
    assert stepping.current == first
    _press(qtbot, Key.Key_PageDown)
    settle()
    assert stepping.position.text() == "2 of 6"
    assert not stepping.side.isVisible()
    _press(qtbot, Key.Key_Space)
    assert stepping.side.isVisible()
    _press(qtbot, Key.Key_Space)
    _press(qtbot, Key.Key_F3)
    assert stepping.side.isVisible()
    assert QApplication.focusWidget() is stepping.side.captions.editors[0]
    stepping.large.setFocus()
    _press(qtbot, Key.Key_Space)
    _press(qtbot, Key.Key_Escape)
    assert stepping.side.isVisible()
    assert window.workbench.stepping_through
    _press(qtbot, Key.Key_Escape)
    assert not window.workbench.stepping_through


def test_the_next_item_saves_the_caption_and_keeps_the_cursor_in_it(
    stepping: SteppingView, qtbot: QtBot, settle: Settle
) -> None:
    _press(qtbot, Key.Key_Return)
    assert QApplication.focusWidget() is stepping.side.captions.editors[0]
    qtbot.keyClicks(QApplication.focusWidget(), "Handshake 1.")
    _press(qtbot, Key.Key_PageDown)
    settle()
    assert _caption(_record(stepping, 0)) == "Handshake 1."
    focused = QApplication.focusWidget()
    assert focused is stepping.side.captions.editors[0]
    assert focused.toPlainText() == ""
    qtbot.keyClicks(focused, "Handshake 2.")
    _press(qtbot, Key.Key_Return, Ctrl)
    settle()
    assert _caption(_record(stepping, 1)) == "Handshake 2."
    _press(qtbot, Key.Key_PageUp)
    settle()
    assert stepping.side.captions.editors[0].toPlainText() == "Handshake 2."


def test_letters_after_page_down_belong_to_the_next_picture(
    stepping: SteppingView, qtbot: QtBot, settle: Settle
) -> None:
    qtbot.keyClick(stepping, Key.Key_F3)
    editor = QApplication.focusWidget()
    assert editor is not None
    for number in range(3):
        qtbot.keyClicks(editor, f"caption {number}")
        qtbot.keyClick(editor, Key.Key_PageDown)
    settle()
    assert [_caption(_record(stepping, number)) for number in range(3)] == ["caption 0", "caption 1", "caption 2"]


def test_a_caption_begun_in_another_language_stays_while_the_first_one_is_saved(
    stepping: SteppingView, qtbot: QtBot, settle: Settle
) -> None:
    captions, record = stepping.side.captions, _record(stepping)
    _press(qtbot, Key.Key_F3)
    first = captions.editors[0]
    first.insertPlainText("银杏树")
    captions._menu.aboutToShow.emit()
    action = next(each for each in captions._menu.actions() if each.text() == "English")
    # A menu takes the focus, and what loses it is saved.
    first.flush()
    action.trigger()
    settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    qtbot.keyClicks(focused, "Ginkgo tree")
    captions.flush()
    settle()
    assert {text.lang: text.text for text in _record(stepping).texts if text.role is TextRole.CAPTION} == {
        "zh": "银杏树", "en": "Ginkgo tree",
    }  # fmt: skip
    assert _record(stepping).id == record.id
    assert sorted(editor.toPlainText() for editor in captions.editors) == ["Ginkgo tree", "银杏树"]


def test_the_language_of_a_caption_is_corrected_beside_it_and_holds_for_the_next(
    stepping: SteppingView, qtbot: QtBot, settle: Settle
) -> None:
    captions = stepping.side.captions
    _press(qtbot, Key.Key_F3)
    qtbot.keyClicks(QApplication.focusWidget(), "Das Rathaus")
    captions.flush()
    settle()
    tag = captions.findChild(LanguageButton)
    assert tag is not None
    assert tag.accessibleName() == "English"
    next(each for each in tag.menu().actions() if each.text() == "German").trigger()
    settle()
    assert {text.lang: text.text for text in _record(stepping).texts if text.role is TextRole.CAPTION} == {
        "de": "Das Rathaus"
    }
    shown = captions.findChild(LanguageButton)
    assert shown is not None
    assert shown.accessibleName() == "German"
    _press(qtbot, Key.Key_PageDown)
    settle()
    captions.take_focus()
    qtbot.keyClicks(QApplication.focusWidget(), "Der Empfang")
    captions.flush()
    settle()
    assert {text.lang: text.text for text in _record(stepping).texts if text.role is TextRole.CAPTION} == {
        "de": "Der Empfang"
    }


def test_a_caption_that_was_begun_in_the_wrong_language_is_written_in_the_right_one(
    stepping: SteppingView, qtbot: QtBot, settle: Settle
) -> None:
    captions = stepping.side.captions
    _press(qtbot, Key.Key_F3)
    qtbot.keyClicks(QApplication.focusWidget(), "The town hall")
    captions.flush()
    settle()
    captions._menu.aboutToShow.emit()
    next(each for each in captions._menu.actions() if each.text() == "French").trigger()
    captions.flush()
    stepping.side.captions.show_record(_record(stepping))
    tag = captions.findChildren(LanguageButton)[-1]
    assert tag.accessibleName() == "French"
    next(each for each in tag.menu().actions() if each.text() == "German").trigger()
    settle()
    captions.editors[-1].setFocus()
    qtbot.keyClicks(captions.editors[-1], "Das Rathaus")
    captions.flush()
    settle()
    assert {text.lang: text.text for text in _record(stepping).texts if text.role is TextRole.CAPTION} == {
        "en": "The town hall", "de": "Das Rathaus",
    }  # fmt: skip


def test_letters_and_digits_are_typed_in_a_caption_and_mean_something_on_the_picture(
    stepping: SteppingView, qtbot: QtBot, settle: Settle
) -> None:
    _press(qtbot, Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "xar 3.")
    settle()
    assert (_record(stepping).fields["rating"], _record(stepping).files[0].turn) == (None, 0)
    _press(qtbot, Key.Key_PageDown)
    settle()
    _press(qtbot, Key.Key_Escape)
    assert stepping.large.canvas.hasFocus()
    _press(qtbot, Key.Key_X)
    settle()
    assert _record(stepping).fields["rating"] is None
    _press(qtbot, Key.Key_X, Ctrl | Shift)
    settle()
    assert _record(stepping).fields["rating"] == -1
    assert stepping.side.reject.isChecked()
    _press(qtbot, Key.Key_X, Ctrl | Shift)
    settle()
    assert _record(stepping).fields["rating"] is None
    for _time in range(2):
        _press(qtbot, Key.Key_4, Ctrl)
        settle()
        _press(qtbot, Key.Key_X, Ctrl | Shift)
        settle()
        assert _record(stepping).fields["rating"] == -1
        _press(qtbot, Key.Key_X, Ctrl | Shift)
        settle()
        assert _record(stepping).fields["rating"] == 4
    assert _caption(_record(stepping, 0)) == "xar 3."


def test_rating_and_turning_work_while_one_types(stepping: SteppingView, qtbot: QtBot, settle: Settle) -> None:
    _press(qtbot, Key.Key_F3)
    _press(qtbot, Key.Key_4, Ctrl)
    _press(qtbot, Key.Key_BracketRight, Ctrl)
    settle()
    record = _record(stepping)
    assert record.fields["rating"] == 4
    assert record.files[0].turn == 90
    assert (record.files[0].width, record.files[0].height) == (480, 640 + 40 * _number(record))
    assert stepping.side.stars.value() == 4
    _press(qtbot, Key.Key_BracketLeft, Ctrl)
    _press(qtbot, Key.Key_BracketLeft, Ctrl)
    settle()
    assert _record(stepping).files[0].turn == 270


def _number(record: Record) -> int:
    return int(record.files[0].original_name[4:8])


def test_the_bar_links_and_the_bottom_row_links_again(stepping: SteppingView, qtbot: QtBot, settle: Settle) -> None:
    _press(qtbot, Key.Key_T, Ctrl)
    edit = stepping.side.bar.edit
    assert edit.hasFocus()
    qtbot.keyClicks(edit, "nezih")
    settle()
    qtbot.keyClick(edit, Key.Key_Return)
    settle()
    assert [link.other.title for link in _record(stepping).links if link.relation == "depicts"] == ["Nezih Başgelen"]
    qtbot.keyClick(edit, Key.Key_Return)
    assert stepping.large.canvas.hasFocus()
    _press(qtbot, Key.Key_Right)
    settle()
    _press(qtbot, Key.Key_Z, Alt)
    settle()
    assert [link.other.title for link in _record(stepping, 1).links if link.relation == "depicts"] == ["Nezih Başgelen"]
    _press(qtbot, Key.Key_Right)
    settle()
    _press(qtbot, Key.Key_F3)
    _press(qtbot, Key.Key_Z, Alt)
    settle()
    assert [link.other.title for link in _record(stepping, 2).links if link.relation == "depicts"] == ["Nezih Başgelen"]
    assert QApplication.focusWidget().toPlainText() == ""  # type: ignore[union-attr]


def test_links_are_copied_and_the_last_thing_is_done_again(
    stepping: SteppingView, qtbot: QtBot, settle: Settle
) -> None:
    _press(qtbot, Key.Key_T, Ctrl)
    qtbot.keyClicks(stepping.side.bar.edit, "nezih")
    settle()
    _press(qtbot, Key.Key_Return)
    settle()
    _press(qtbot, Key.Key_Escape)
    before = {(link.relation, link.other.id) for link in _record(stepping).links}
    _press(qtbot, Key.Key_Right)
    settle()
    _press(qtbot, Key.Key_D, Ctrl)
    settle()
    assert {(link.relation, link.other.id) for link in _record(stepping).links} >= before
    _press(qtbot, Key.Key_3, Ctrl)
    settle()
    _press(qtbot, Key.Key_Right)
    settle()
    _press(qtbot, Key.Key_Period, Ctrl)
    settle()
    assert _record(stepping).fields["rating"] == 3


def test_undo_takes_back_what_was_done_here(stepping: SteppingView, qtbot: QtBot, settle: Settle) -> None:
    _press(qtbot, Key.Key_5, Ctrl)
    settle()
    assert stepping.side.stars.value() == 5
    _press(qtbot, Key.Key_Z, Ctrl)
    settle()
    assert stepping.side.stars.value() == 0


def test_only_the_selected_ones_are_stepped_through(window: Window, qtbot: QtBot, settle: Settle) -> None:
    results = window.workbench.results
    results.show_query("kind:photo")
    settle()
    results.select_ids(list(results.model.ids)[1:4])
    settle()
    qtbot.keyClick(window, Key.Key_F2)
    settle()
    assert window.workbench.stepping.position.text() == "1 of 3"


def test_the_end_is_said(window: Window, stepping: SteppingView, qtbot: QtBot, settle: Settle) -> None:
    for _each in range(6):
        _press(qtbot, Key.Key_Right)
    settle()
    assert stepping.position.text() == "6 of 6"
    assert "last" in window.workbench.notice.label.text()
    # They were only looked at.
    assert stepping.pace.done == 0


def test_done_is_what_something_was_done_to(stepping: SteppingView, qtbot: QtBot, settle: Settle) -> None:
    _press(qtbot, Key.Key_F3)
    qtbot.keyClicks(QApplication.focusWidget(), "signed")
    _press(qtbot, Key.Key_PageDown)
    _press(qtbot, Key.Key_PageDown)
    _press(qtbot, Key.Key_4, Qt.KeyboardModifier.ControlModifier)
    _press(qtbot, Key.Key_PageDown)
    settle()
    assert stepping.pace.done == 2
    assert stepping.speed.text().startswith("2 done")


def test_a_deleted_item_is_left_out(stepping: SteppingView, settle: Settle) -> None:
    first = stepping.current
    editing.delete_records(stepping._session.archive, records=[first])
    settle()
    assert first not in stepping.ids
    assert stepping.position.text() == "1 of 5"


def test_pauses_are_not_counted_as_work() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for item in range(4):
        now[0] += 10
        pace.change([item])
        pace.step()
    assert pace.an_hour == 360
    now[0] += 7200
    pace.begin()
    now[0] += 10
    pace.change([4])
    pace.step()
    assert pace.an_hour == 360


def test_an_item_to_which_one_came_back_is_counted_once() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    for item in (1, 2, 3, 2, 3, 1):
        now[0] += 10
        pace.change([item])
        pace.step()
    assert (pace.done, pace.an_hour) == (3, 180)


def test_kinds_without_files_can_be_stepped_through(window: Window, qtbot: QtBot, settle: Settle) -> None:
    window.workbench.results.show_query(f"kind:{Kind.PERSON.value}")
    settle()
    qtbot.keyClick(window, Key.Key_F2)
    settle()
    assert "no file" in window.workbench.stepping.large.canvas.words


def _tag_for(window: Window, settle: Settle, title: str) -> None:
    bench = window.workbench
    event = reading.resolve(bench.session.archive, title)
    bench.context.put(Pad(0, "", (PadEntry(True, event, "documents", "", "", ""),)))
    settle()


def test_going_on_gives_what_one_is_tagging_for_and_skipping_does_not(
    window: Window, stepping: SteppingView, qtbot: QtBot, settle: Settle
) -> None:
    _tag_for(window, settle, "Signing with Niš")
    assert window.workbench.context.isVisible()
    _press(qtbot, Key.Key_Right)
    _press(qtbot, Key.Key_PageDown, Qt.KeyboardModifier.ShiftModifier)
    settle()
    assert "Signing with Niš" in {link.other.title for link in _record(stepping, 0).links}
    assert "Signing with Niš" not in {link.other.title for link in _record(stepping, 1).links}
    assert stepping.position.text() == "3 of 6"


def test_a_suggestion_says_why_and_is_accepted_by_one_key(stepping: SteppingView, qtbot: QtBot, settle: Settle) -> None:
    _press(qtbot, Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "A handshake with Nezih Basgelen")
    _press(qtbot, Key.Key_PageDown)
    settle()
    _press(qtbot, Key.Key_PageUp)
    settle()
    (suggestion,) = stepping.side.suggestions.suggestions
    assert (suggestion.tag.record.title, suggestion.tag.relation) == ("Nezih Başgelen", "depicts")
    assert "written" in suggestion.reason
    assert "depicts" not in {link.relation for link in _record(stepping).links}
    _press(qtbot, Key.Key_F8)
    settle()
    assert "depicts" in {link.relation for link in _record(stepping).links}
    assert stepping.side.suggestions.suggestions == ()


def test_a_suggestion_that_was_put_away_stays_away(stepping: SteppingView, qtbot: QtBot, settle: Settle) -> None:
    archive = stepping._session.archive
    editing.set_values(archive, records=[stepping.current], values={"caption": "Nezih Başgelen"})
    settle()
    assert len(stepping.side.suggestions.suggestions) == 1
    _press(qtbot, Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    settle()
    _press(qtbot, Key.Key_Right)
    settle()
    _press(qtbot, Key.Key_Left)
    settle()
    assert stepping.side.suggestions.suggestions == ()
    assert "depicts" not in {link.relation for link in _record(stepping).links}


def test_codes_in_a_caption_are_written_out_and_linked(stepping: SteppingView, qtbot: QtBot, settle: Settle) -> None:
    archive = stepping._session.archive
    nezih = reading.resolve(archive, "Nezih Başgelen")
    codes.set_code(archive, code="nb", targets=[codes.NewTarget(nezih.id)])
    _press(qtbot, Key.Key_Return)
    qtbot.keyClicks(QApplication.focusWidget(), "A toast by =nb")
    settle()
    assert stepping.side.captions.echo.text() == "A toast by Nezih Başgelen"
    _press(qtbot, Key.Key_PageDown)
    settle()
    assert _caption(_record(stepping, 0)) == "A toast by Nezih Başgelen"
    assert "depicts" in {link.relation for link in _record(stepping, 0).links}


def test_what_is_taken_in_is_given_what_one_is_tagging_for(window: Window, tmp_path: Path, settle: Settle) -> None:
    _tag_for(window, settle, "Signing with Niš")
    draw(tmp_path / "new.jpg", "new", "#333", (320, 240))
    window.shell.add_dropped(window, [tmp_path / "new.jpg"])
    dialog = window.findChild(IngestDialog)
    assert dialog is not None
    dialog.go.click()
    settle()
    window.workbench.results.show_query("file:new.jpg")
    settle()
    (record,) = window.workbench.results.model.ids
    whole = reading.record(window.workbench.session.archive, record)
    assert {link.other.title for link in whole.links} == {"Signing with Niš"}


def test_a_person_is_offered_neither_stars_nor_turns(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    bench.results.show_query("kind:person")
    settle()
    bench.results.grid.setFocus()
    qtbot.keyClick(bench.results.grid, Key.Key_Home)
    settle()
    qtbot.keyClick(window, Key.Key_F2)
    settle()
    side = bench.stepping.side
    assert [each.isVisible() for each in (side.stars, side.reject, side.left, side.right)] == [False] * 4
    qtbot.keyClick(bench.stepping.large, Key.Key_3)
    settle()
    assert bench.notice.label.text() == "Nothing was rated: only photos, videos and other items have stars."


def test_a_photograph_is_offered_both(stepping: SteppingView) -> None:
    side = stepping.side
    assert [each.isVisible() for each in (side.stars, side.reject, side.left, side.right)] == [True] * 4


def test_what_was_typed_in_the_bar_and_not_entered_is_told_and_there_again(
    window: Window, stepping: SteppingView, qtbot: QtBot, settle: Settle
) -> None:
    edit = stepping.side.bar.edit
    edit.setFocus()
    qtbot.keyClicks(edit, "Xyzzy nobody")
    qtbot.keyClick(edit, Key.Key_PageDown)
    settle()
    assert edit.text() == ""
    assert "“Xyzzy nobody” was not entered" in window.workbench.notice.label.text()
    qtbot.keyClick(edit, Key.Key_PageUp)
    settle()
    assert edit.text() == "Xyzzy nobody"
    qtbot.keyClick(edit, Key.Key_Escape)
    qtbot.keyClick(edit, Key.Key_PageDown)
    qtbot.keyClick(edit, Key.Key_PageUp)
    settle()
    assert edit.text() == ""


def test_two_languages_stay_from_picture_to_picture(stepping: SteppingView, qtbot: QtBot, settle: Settle) -> None:
    captions = stepping.side.captions
    captions._menu.aboutToShow.emit()
    next(each for each in captions._menu.actions() if each.text() == "Chinese").trigger()
    for number in range(3):
        captions.take_focus()
        qtbot.keyClicks(captions.editors[0], f"Signing {number}")
        captions.editors[1].setFocus()
        captions.editors[1].insertPlainText(f"签约 {number}")
        qtbot.keyClick(captions.editors[1], Key.Key_PageDown)
        settle()
        assert [editor.lang for editor in captions.editors] == ["en", "zh"]
        assert captions.editors[1].hasFocus()
    for number in range(3):
        said = {text.lang: text.text for text in _record(stepping, number).texts if text.role is TextRole.CAPTION}
        assert said == {"en": f"Signing {number}", "zh": f"签约 {number}"}


def test_the_language_of_home_is_offered_first_and_every_other_below(
    stepping: SteppingView, window: Window, settle: Settle
) -> None:
    session = window.workbench.session
    name_home(session.archive, "Kraków")
    home = home_city(session.archive)
    assert home is not None
    editing.set_values(session.archive, records=[home.id], values={"iso_code": "PL"})
    session._read_ahead()
    settle()
    captions = stepping.side.captions
    captions._menu.aboutToShow.emit()
    offered = [each.text() for each in captions._menu.actions()]
    assert offered[:3] == ["English", "Chinese", "Polish"]
    more = captions._menu.actions()[-1].menu()
    assert "Ukrainian" in [each.text() for each in more.actions()]
    next(each for each in captions._menu.actions() if each.text() == "Polish").trigger()
    assert captions.editors[-1].lang == "pl"


def test_letters_that_are_written_nowhere_are_answered(
    window: Window, stepping: SteppingView, qtbot: QtBot, settle: Settle
) -> None:
    stepping.large.setFocus()
    qtbot.keyClicks(QApplication.focusWidget(), "gift")
    settle()
    assert "F3 leads to the caption" in window.workbench.notice.label.text()
