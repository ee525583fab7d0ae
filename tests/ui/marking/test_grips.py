"""By which side a box is held, and what becomes of it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, QRectF

from archive_app.domain.model.boxes import Box, Span
from archive_app.ui.marking.grips import Grip, dragged, grip_at
from archive_app.ui.marking.lane import pulled

ROOM = QRectF(100, 100, 60, 40)


@pytest.mark.parametrize(
    ("x", "y", "grip"),
    [
        (100, 100, Grip.LEFT | Grip.TOP),
        (160, 140, Grip.RIGHT | Grip.BOTTOM),
        (163, 120, Grip.RIGHT),
        (130, 97, Grip.TOP),
        (130, 120, Grip.WHOLE),
        (90, 120, Grip.NONE),
        (175, 145, Grip.NONE),
    ],
)
def test_the_side_that_is_near_is_held(x: float, y: float, grip: Grip) -> None:
    assert grip_at(ROOM, QPointF(x, y)) == grip


def test_of_a_box_smaller_than_a_hand_the_nearer_corner_is_held() -> None:
    assert grip_at(QRectF(100, 100, 6, 6), QPointF(105, 105)) == Grip.RIGHT | Grip.BOTTOM
    assert grip_at(QRectF(100, 100, 6, 6), QPointF(101, 101)) == Grip.LEFT | Grip.TOP


def test_a_box_never_leaves_the_picture() -> None:
    box = Box(0.5, 0.5, 0.3, 0.3)
    assert dragged(box, Grip.WHOLE, 0.9, -0.9) == Box(0.7, 0, 0.3, 0.3)
    assert dragged(box, Grip.RIGHT, 0.9, 0.9) == Box(0.5, 0.5, 0.5, 0.3)


def test_a_side_that_is_pulled_over_the_other_one_changes_places_with_it() -> None:
    assert dragged(Box(0.5, 0.5, 0.2, 0.2), Grip.LEFT, 0.4, 0) == Box(0.7, 0.5, 0.2, 0.2)
    # Nothing is left of it: it stays as it was.
    assert dragged(Box(0.5, 0.5, 0.2, 0.2), Grip.LEFT, 0.2, 0) == Box(0.5, 0.5, 0.2, 0.2)


def test_the_ends_of_a_stretch_never_turn_round() -> None:
    assert pulled(Span(2, 4), "start", 9, 10) == Span(3.95, 4)
    assert pulled(Span(2, 4), "end", 1, 10) == Span(2, 2.05)
    assert pulled(Span(2, 4), "end", 12, 10) == Span(2, 10)
    assert pulled(Span(2, 4), "start", -1, 10) == Span(0, 4)
