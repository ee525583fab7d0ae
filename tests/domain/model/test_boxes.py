"""Boxes and spans: turned and turned back, kept within the picture, read as they are said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from archive_app.domain.model.boxes import (
    Box,
    Span,
    box_around,
    box_between,
    checked_box,
    checked_span,
    read_box,
    read_span,
    same_shape,
)
from archive_app.errors import InvalidInput


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    """Any box that lies in the picture."""
    x, y = draw(st.integers(0, 9_999)), draw(st.integers(0, 9_999))
    width, height = draw(st.integers(1, 10_000 - x)), draw(st.integers(1, 10_000 - y))
    return Box(x / 10_000, y / 10_000, width / 10_000, height / 10_000)


@given(boxes(), st.sampled_from([0, 90, 180, 270, 360, -90]))
def test_a_box_that_is_turned_and_turned_back_is_where_it_was(box: Box, by: int) -> None:
    assert box.turned(by).turned(-by) == box
    assert box.turned(by).within() == box.turned(by)
    assert box.turned(90).turned(by) == box.turned(90 + by)


@given(boxes(), st.integers(1, 8))
def test_by_its_orientation_it_goes_there_and_back(box: Box, orientation: int) -> None:
    assert box.upright(orientation).lying(orientation) == box
    assert box.lying(orientation).upright(orientation) == box
    assert box.mirrored().mirrored() == box


@pytest.mark.parametrize("orientation", range(1, 9))
def test_it_lies_where_the_decoder_shows_it(orientation: int) -> None:
    """A mark is painted into the file's own pixels; Pillow turns them upright, and the box is turned beside it."""
    picture = Image.new("L", (40, 20))
    picture.paste(255, (4, 2, 12, 6))
    picture.getexif()[0x0112] = orientation
    upright = ImageOps.exif_transpose(picture)
    left, top, right, bottom = upright.getbbox() or (0, 0, 0, 0)
    wide, high = upright.size
    found = Box(4 / 40, 2 / 20, 8 / 40, 4 / 20).upright(orientation)
    expected = (left / wide, top / high, right / wide, bottom / high)
    assert (found.x, found.y, found.right, found.bottom) == pytest.approx(expected)


def test_turned_by_hand_it_lies_where_the_turned_picture_has_it() -> None:
    picture = Image.new("L", (40, 20))
    picture.paste(255, (4, 2, 12, 6))
    turned = picture.rotate(-90, expand=True)
    left, top, right, bottom = turned.getbbox() or (0, 0, 0, 0)
    found = Box(0.1, 0.1, 0.2, 0.2).turned(90)
    assert (found.x, found.y, found.right, found.bottom) == pytest.approx(
        (left / 20, top / 40, right / 20, bottom / 40)
    )


@given(st.floats(-1, 1), st.floats(-1, 1), boxes())
def test_what_is_moved_keeps_its_size_and_stays_inside(right: float, down: float, box: Box) -> None:
    moved = box.moved(right, down)
    assert (moved.width, moved.height) == (box.width, box.height)
    assert moved.x >= 0
    assert moved.y >= 0
    assert moved.right <= 1.000001
    assert moved.bottom <= 1.000001


@given(st.tuples(st.floats(-1, 2), st.floats(-1, 2)), st.tuples(st.floats(-1, 2), st.floats(-1, 2)))
def test_what_is_drawn_over_the_edge_ends_there(one: tuple[float, float], other: tuple[float, float]) -> None:
    found = box_between(one, other)
    assert found == box_between(other, one)
    if found is not None:
        assert min(found.x, found.y) >= 0
        assert max(found.right, found.bottom) <= 1.000001
        assert min(found.width, found.height) > 0


@given(boxes())
def test_it_is_read_as_it_is_said(box: Box) -> None:
    assert read_box(box.said()) == box
    assert box_around(box.middle, box.width, box.height) == pytest.approx(box, abs=1e-5) or box.width < 0.001


@pytest.mark.parametrize(
    ("text", "box"),
    [
        ("10%,20%,30%,40%", Box(0.1, 0.2, 0.3, 0.4)),
        (" 0.1, 0.2 ,0.3;0.4 ", Box(0.1, 0.2, 0.3, 0.4)),
        ("10%，20%，30%，40%", Box(0.1, 0.2, 0.3, 0.4)),
        ("0,0,1,1", Box(0, 0, 1, 1)),
        ("66.666667%,0,33.333334%,1", Box(0.666667, 0, 0.333333, 1)),
    ],
)
def test_boxes_are_read_in_parts_and_per_cent(text: str, box: Box) -> None:
    assert read_box(text) == box


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is no box"),
        ("1,2,3", "is no box"),
        ("a,b,c,d", "is no box"),
        ("-1%,0,1,1", "is no box"),
        ("0,0,nan,1", "is no box"),
        ("1e3,0,1,1", "is no box"),
        ("0,0,0,1", "Make it larger"),
        ("50%,0,60%,10%", "does not lie in the picture"),
        ("0,0,1,10", "does not lie in the picture"),
    ],
)
def test_what_is_no_box_is_a_sentence(text: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        read_box(text)


def test_numbers_that_are_none_make_no_box() -> None:
    with pytest.raises(InvalidInput, match="Make it larger"):
        checked_box(0, 0, float("nan"), 1)
    with pytest.raises(InvalidInput, match="ends before it starts"):
        checked_span(float("inf"), float("inf"))


@pytest.mark.parametrize(
    ("text", "span", "said"),
    [
        ("2:10-3:05", Span(130, 185), "2:10–3:05"),
        ("2:10 – 3:05", Span(130, 185), "2:10–3:05"),
        ("130-185", Span(130, 185), "2:10–3:05"),
        ("1:02:03.5-1:02:04", Span(3723.5, 3724), "1:02:03.5–1:02:04"),
        ("0:59,25", Span(59.25, 59.25), "0:59.25"),
        ("7", Span(7, 7), "0:07"),
    ],
)
def test_spans_are_read_and_said(text: str, span: Span, said: str) -> None:
    assert read_span(text) == span
    assert span.said() == said


@given(st.integers(0, 10_000_000), st.integers(0, 10_000_000))
def test_a_span_is_read_as_it_is_said(one: int, other: int) -> None:
    span = Span(min(one, other) / 1000, max(one, other) / 1000)
    assert read_span(span.said()) == span
    assert span.within(5).end <= 5


@pytest.mark.parametrize("text", ["", "-", "soon", "3:05-2:10", "1-2-3", "1:2:3:4", "٣-٤", "-5"])
def test_what_is_no_time_is_a_sentence(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"is no time|ends before it starts"):
        read_span(text)


def test_pictures_of_one_shape_share_their_boxes() -> None:
    assert same_shape((6000, 4000), (1500, 1000))
    assert same_shape((6000, 4000), (6016, 4016))
    assert not same_shape((6000, 4000), (4000, 6000))
    assert not same_shape((6000, 4000), (1600, 1000))
    assert not same_shape((None, 4000), (1600, 1000))
    assert not same_shape((0, 0), (0, 0))
