"""Boxes on a picture: drawn, described, held, nudged, accepted, and kept on the record that they were drawn on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from archive_app.domain.model.boxes import Box
from archive_app.domain.model.regions import Origin
from archive_app.services.ingest.ingest import add_files
from archive_app.services.records import turning
from archive_app.ui.marking.overlay import NOTHING
from archive_app.ui.stepping.view import SteppingView
from archive_app.ui.window.window import Window
from tests.ui.marking.hand import Hand, about

Key, Modifier = Qt.Key, Qt.KeyboardModifier
SHIFT, CTRL = Modifier.ShiftModifier, Modifier.ControlModifier
Settle = Callable[[], None]


def test_a_box_is_drawn_named_and_saved(hand: Hand) -> None:
    hand.draw(0.2, 0.3, 0.4, 0.6)
    assert hand.editor.name.hasFocus()
    hand.type("nezih")
    hand.settle()
    hand.key(Key.Key_Return)
    assert hand.editor.words.hasFocus()
    hand.type("Opens the exhibition")
    assert hand.kept() == ()
    hand.key(Key.Key_Return)
    hand.settle()
    (region,) = hand.kept()
    assert about(region.box) == (0.2, 0.3, 0.2, 0.3)
    assert region.subject is not None
    assert (region.subject.title, region.text) == ("Nezih Başgelen", "Opens the exhibition")
    assert (region.origin, region.accepted) == (Origin.PERSON, True)
    assert hand.marking.describing.editor is None
    assert hand.marking.overlay.hasFocus()


def test_a_new_person_is_made_where_one_names_it(hand: Hand) -> None:
    hand.draw(0.2, 0.3, 0.4, 0.6)
    hand.type("Wang Min")
    hand.settle()
    hand.key(Key.Key_Down)
    hand.key(Key.Key_Up)
    hand.key(Key.Key_Return)
    hand.settle()
    hand.key(Key.Key_Return)
    hand.settle()
    (region,) = hand.kept()
    assert region.subject is not None
    assert region.subject.title == "Wang Min"


def test_escape_throws_the_box_away_and_a_second_one_ends(hand: Hand) -> None:
    hand.draw(0.2, 0.3, 0.4, 0.6)
    hand.type("Nobody")
    hand.settle()
    hand.key(Key.Key_Escape)  # the list of names
    hand.key(Key.Key_Escape)
    hand.settle()
    assert hand.kept() == ()
    assert hand.marking.on
    hand.key(Key.Key_Escape)
    assert not hand.marking.on
    assert hand.window.workbench.preview.canvas.hasFocus()


def test_a_click_is_no_box(hand: Hand) -> None:
    hand.click(0.5, 0.5)
    assert hand.marking.describing.editor is None


def test_a_box_is_drawn_where_one_sees_it_at_any_zoom(hand: Hand) -> None:
    canvas = hand.window.workbench.preview.canvas
    canvas.zoom_to(canvas.scale() * 3)
    hand.settle()
    hand.draw(0.45, 0.45, 0.5, 0.55)
    hand.key(Key.Key_Escape)
    hand.draw(0.45, 0.45, 0.55, 0.55)
    hand.marking.describing.save()
    hand.settle()
    (region,) = hand.kept()
    assert about(region.box) == (0.46, 0.46, 0.1, 0.1) or about(region.box) == (0.44, 0.44, 0.1, 0.1)
    # Where it was drawn it is seen, with the picture fitted again.
    room = hand.marking.overlay.room(region.id)
    assert abs(room.left() - hand.point(0.45, 0.45).x()) <= 2
    canvas.fit()
    room = hand.marking.overlay.room(region.id)
    assert abs(room.left() - hand.point(0.45, 0.45).x()) <= 2


def test_a_turned_picture_keeps_its_boxes_where_they_are(hand: Hand) -> None:
    record = hand.record.id
    region = hand.add(record, Box(0.1, 0.2, 0.3, 0.1))
    hand.window.actions_table["turn-right"].trigger()
    hand.settle()
    overlay = hand.marking.overlay
    assert overlay.box(region.id) == Box(0.7, 0.1, 0.1, 0.3)
    hand.draw(0.5, 0.5, 0.7, 0.9)
    hand.marking.describing.save()
    hand.settle()
    hand.window.actions_table["turn-left"].trigger()
    hand.settle()
    assert overlay.box(region.id) == Box(0.1, 0.2, 0.3, 0.1)
    drawn = next(each for each in hand.kept() if each.id != region.id)
    assert about(drawn.box) == (0.5, 0.3, 0.4, 0.2)


def test_what_is_turned_before_a_box_is_saved_turns_the_box(hand: Hand) -> None:
    hand.draw(0.1, 0.2, 0.4, 0.3)
    archive, record = hand.window.workbench.session.archive, hand.record.id
    # As another window would: the window hears of it later than the box is written.
    turning.turn(archive, records=[record], by=90)
    hand.marking.describing.save()
    hand.settle()
    (region,) = hand.kept()
    assert about(region.box) == (0.7, 0.1, 0.1, 0.3)


def test_what_is_in_hand_is_pulled_by_its_corner_and_moved_by_its_middle(hand: Hand) -> None:
    region = hand.add(hand.record.id, Box(0.2, 0.2, 0.2, 0.2))
    hand.click(0.3, 0.3)
    assert hand.marking.overlay.current == region.id
    hand.draw(0.4, 0.4, 0.6, 0.7)
    hand.settle()
    assert about(hand.kept()[0].box) == (0.2, 0.2, 0.4, 0.5)
    hand.draw(0.4, 0.4, 0.5, 0.5)
    hand.settle()
    assert about(hand.kept()[0].box) == (0.3, 0.3, 0.4, 0.5)
    assert len(hand.kept()) == 1
    hand.window.actions_table["undo"].trigger()
    hand.settle()
    assert about(hand.kept()[0].box) == (0.2, 0.2, 0.4, 0.5)


def test_ctrl_draws_a_box_within_the_one_in_hand(hand: Hand) -> None:
    hand.add(hand.record.id, Box(0.1, 0.1, 0.8, 0.8))
    hand.click(0.5, 0.5)
    hand.draw(0.3, 0.3, 0.5, 0.5, CTRL)
    hand.marking.describing.save()
    hand.settle()
    assert sorted(about(each.box) for each in hand.kept()) == [(0.1, 0.1, 0.8, 0.8), (0.3, 0.3, 0.2, 0.2)]


def test_arrows_move_and_size_what_is_in_hand_and_one_way_is_one_step(hand: Hand) -> None:
    region = hand.add(hand.record.id, Box(0.2, 0.2, 0.2, 0.2))
    hand.key(Key.Key_Tab)
    assert hand.marking.overlay.current == region.id
    place = hand.window.workbench.preview.canvas.place()
    for _number in range(3):
        hand.key(Key.Key_Right, CTRL)
    hand.key(Key.Key_Down, SHIFT | CTRL)
    hand.settle()
    box = hand.kept()[0].box
    assert box is not None
    assert abs(box.x - (0.2 + 30 / place.width())) < 0.001
    assert abs(box.y - 0.2) < 0.001
    assert abs(box.height - (0.2 + 10 / place.height())) < 0.001
    hand.window.actions_table["undo"].trigger()
    hand.settle()
    assert hand.kept()[0].box == Box(0.2, 0.2, 0.2, 0.2)


def test_tab_walks_and_delete_takes_off_until_undo(hand: Hand) -> None:
    first = hand.add(hand.record.id, Box(0.1, 0.1, 0.1, 0.1), text="one")
    second = hand.add(hand.record.id, Box(0.5, 0.5, 0.1, 0.1), text="two")
    overlay = hand.marking.overlay
    for key, held, there in (
        (Key.Key_Tab, Modifier.NoModifier, first), (Key.Key_Tab, Modifier.NoModifier, second),
        (Key.Key_Backtab, SHIFT, first), (Key.Key_Backtab, SHIFT, second),
    ):  # fmt: skip
        hand.key(key, held)
        assert overlay.current == there.id
    assert "two" in overlay.accessibleDescription()
    hand.key(Key.Key_Delete)
    hand.settle()
    assert [each.text for each in hand.kept()] == ["one"]
    hand.window.actions_table["undo"].trigger()
    hand.settle()
    assert [each.text for each in hand.kept()] == ["one", "two"]


def test_a_key_makes_a_box_in_the_middle_of_what_is_seen(hand: Hand) -> None:
    hand.key(Key.Key_Insert)
    hand.key(Key.Key_Tab)
    hand.type("Stamp")
    hand.key(Key.Key_Return)
    hand.settle()
    (region,) = hand.kept()
    assert about(region.box) == (0.38, 0.38, 0.24, 0.24)
    assert region.text == "Stamp"
    # It is in hand: arrows move it on.
    assert hand.marking.overlay.current == region.id


def test_what_a_file_says_is_accepted_or_rejected_by_keys(hand: Hand) -> None:
    record = hand.record.id
    for number in range(4):
        hand.add(record, Box(0.1 + number * 0.2, 0.1, 0.1, 0.1), text=f"face {number}", accepted=False)
    assert "4" in hand.marking.bar.open.text()
    hand.key(Key.Key_F8)
    assert not any(each.accepted for each in hand.kept())  # which one is meant is seen first
    hand.key(Key.Key_F8)
    hand.settle()
    hand.key(Key.Key_F8, SHIFT)
    hand.settle()
    assert [(each.text, each.accepted) for each in hand.kept()] == [
        ("face 0", True), ("face 2", False), ("face 3", False),
    ]  # fmt: skip
    hand.key(Key.Key_F8, CTRL)
    hand.settle()
    assert all(each.accepted for each in hand.kept())
    assert not hand.marking.bar.all.isVisible()


def test_whoever_bears_the_name_that_a_file_says_is_offered(hand: Hand) -> None:
    hand.add(hand.record.id, Box(0.2, 0.2, 0.2, 0.2), text="Nezih Başgelen", accepted=False)
    hand.key(Key.Key_Tab)
    hand.key(Key.Key_Return)
    hand.settle()
    assert hand.editor.perhaps.isVisible()
    hand.qtbot.mouseClick(hand.editor.perhaps, Qt.MouseButton.LeftButton)
    hand.key(Key.Key_Return)
    hand.settle()
    (region,) = hand.kept()
    assert region.subject is not None
    assert (region.subject.title, region.accepted) == ("Nezih Başgelen", True)


def test_going_on_saves_the_box_on_the_record_that_it_was_drawn_on(hand: Hand) -> None:
    first = hand.record.id
    hand.draw(0.2, 0.3, 0.4, 0.6)
    hand.key(Key.Key_Tab)
    hand.type("The first")
    hand.key(Key.Key_PageDown)
    hand.settle()
    assert hand.record.id != first
    assert [each.text for each in hand.kept(first)] == ["The first"]
    assert hand.kept() == ()
    assert hand.marking.on
    assert hand.marking.overlay.hasFocus()


def test_a_box_that_is_being_drawn_when_another_record_arrives_is_drawn_on_neither(hand: Hand) -> None:
    first = hand.record.id
    hand.press(0.2, 0.3)
    hand.drag(0.3, 0.4)
    hand.window.workbench.results.step(1)
    hand.settle()
    second = hand.record.id
    assert second != first
    hand.drag(0.5, 0.6)
    hand.release(0.5, 0.6)
    hand.settle()
    assert hand.marking.describing.editor is None
    assert (hand.kept(first), hand.kept(second)) == ((), ())


def test_an_unfinished_name_waits_on_its_record_and_is_found_there_again(hand: Hand) -> None:
    first = hand.record.id
    hand.draw(0.2, 0.3, 0.4, 0.6)
    hand.type("Nezi")
    hand.key(Key.Key_PageDown)
    hand.settle()
    assert hand.marking.describing.editor is None
    assert "waits" in hand.window.workbench.notice.label.text()
    assert (hand.kept(first), hand.kept()) == ((), ())
    hand.key(Key.Key_PageUp)
    hand.settle()
    assert hand.record.id == first
    assert hand.editor.name.text() == "Nezi"
    assert about(hand.marking.overlay.box(0)) == (0.2, 0.3, 0.2, 0.3)


def test_the_wheel_and_leaving_the_form_save_nothing(hand: Hand) -> None:
    hand.draw(0.2, 0.3, 0.4, 0.6)
    hand.key(Key.Key_Tab)
    hand.type("Half a sent")
    sort = hand.editor.sort
    for target in (sort, hand.editor.words, hand.marking.overlay):
        at = QPointF(target.rect().center())
        wheel = QWheelEvent(at, QPointF(target.mapToGlobal(at)), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
                            Modifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)  # fmt: skip
        QApplication.sendEvent(target, wheel)
    hand.marking.overlay.setFocus()
    hand.settle()
    assert sort.currentData() == ""
    assert hand.kept() == ()
    assert hand.editor.words.toPlainText() == "Half a sent"


def test_boxes_are_seen_or_not_and_that_is_remembered(shown: Hand, window: Window) -> None:
    shown.add(shown.record.id, Box(0.2, 0.2, 0.2, 0.2), text="A stamp")
    canvas, overlay = window.workbench.preview.canvas, shown.marking.overlay
    spot = shown.point(0.2, 0.3)
    before = canvas.grab().toImage().pixelColor(spot)
    shown.qtbot.mouseMove(canvas, shown.point(0.3, 0.3))
    assert overlay.hovered != NOTHING
    window.actions_table["regions"].trigger()
    assert canvas.grab().toImage().pixelColor(spot) != before
    shown.qtbot.mouseMove(canvas, shown.point(0.31, 0.31))
    assert overlay.hovered == NOTHING
    assert not window.workbench.session.settings.flag("large/regions")
    (button,) = [each for each in window.findChildren(QToolButton) if each.isVisible() and "Alt+M" in each.toolTip()]
    assert not button.isChecked()


def test_stepping_marks_too_and_its_keys_stay_its_own(window: Window, qtbot: QtBot, settle: Settle) -> None:
    bench = window.workbench
    bench.results.show_query("kind:photo")
    settle()
    bench.step_through()
    settle()
    stepping: SteppingView = bench.stepping
    first = stepping.shown
    qtbot.keyClick(stepping.large.canvas, Key.Key_M, CTRL)
    settle()
    hand = Hand(window, qtbot, settle)
    assert hand.marking is stepping.marking
    hand.draw(0.2, 0.3, 0.4, 0.6)
    hand.key(Key.Key_Tab)
    hand.type("Step 1")
    hand.key(Key.Key_PageDown)
    settle()
    assert stepping.shown != first
    assert [each.text for each in hand.kept(first)] == ["Step 1"]
    assert stepping.marking.overlay.hasFocus()
    # An arrow moves a box here, and does not go on.
    second = stepping.shown
    hand.key(Key.Key_Right)
    settle()
    assert stepping.shown == second
    hand.key(Key.Key_Escape)
    assert stepping.large.canvas.hasFocus(), QApplication.focusWidget()
    hand.key(Key.Key_Right)
    settle()
    assert stepping.shown != second


def test_a_box_seen_on_another_view_of_the_shot_is_moved_on_its_own(hand: Hand, tmp_path: Path) -> None:
    archive, record = hand.window.workbench.session.archive, hand.record
    hand.add(record.id, Box(0.1, 0.1, 0.2, 0.2))
    first = record.files[0]
    other = tmp_path / f"{Path(first.original_name).stem}.png"
    Image.new("RGB", (first.width or 0, first.height or 0), "green").save(other)
    add_files(archive, [other], record=record.id)
    turning.turn(archive, records=[record.id], by=180, position=1)
    hand.settle()
    hand.window.workbench.preview.turn(1)
    hand.settle()
    assert hand.marking.spot is not None
    assert hand.marking.spot.file != first.id
    hand.click(0.8, 0.8)
    hand.draw(0.8, 0.8, 0.6, 0.7)
    hand.settle()
    (region,) = hand.kept()
    assert region.file == first.id
    assert about(region.box) == (0.3, 0.2, 0.2, 0.2)
