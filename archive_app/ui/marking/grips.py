"""By which of its sides a box is held, and what becomes of it when the hand moves."""

from __future__ import annotations

from enum import IntFlag

from PySide6.QtCore import QPointF, QRectF, Qt

from archive_app.domain.model.boxes import Box, box_between

#: How near to a side it is held, in logical pixels, and the edge of a handle.
NEAR, HANDLE = 7, 8


class Grip(IntFlag):
    """The sides that follow the hand. All of them together move the box."""

    NONE = 0
    LEFT = 1
    TOP = 2
    RIGHT = 4
    BOTTOM = 8
    WHOLE = 15


_CURSORS = {
    Grip.LEFT: Qt.CursorShape.SizeHorCursor,
    Grip.RIGHT: Qt.CursorShape.SizeHorCursor,
    Grip.TOP: Qt.CursorShape.SizeVerCursor,
    Grip.BOTTOM: Qt.CursorShape.SizeVerCursor,
    Grip.LEFT | Grip.TOP: Qt.CursorShape.SizeFDiagCursor,
    Grip.RIGHT | Grip.BOTTOM: Qt.CursorShape.SizeFDiagCursor,
    Grip.RIGHT | Grip.TOP: Qt.CursorShape.SizeBDiagCursor,
    Grip.LEFT | Grip.BOTTOM: Qt.CursorShape.SizeBDiagCursor,
    Grip.WHOLE: Qt.CursorShape.SizeAllCursor,
}


def cursor_of(grip: Grip) -> Qt.CursorShape:
    """The cursor over it; a cross where a new box would begin."""
    return _CURSORS.get(grip, Qt.CursorShape.CrossCursor)


def grip_at(room: QRectF, point: QPointF) -> Grip:
    """By which sides the box that is drawn into ``room`` is held at ``point``."""
    if not room.adjusted(-NEAR, -NEAR, NEAR, NEAR).contains(point):
        return Grip.NONE
    found = Grip.NONE
    for grip, far, other in (
        (Grip.LEFT, point.x() - room.left(), room.right() - point.x()),
        (Grip.RIGHT, room.right() - point.x(), point.x() - room.left()),
        (Grip.TOP, point.y() - room.top(), room.bottom() - point.y()),
        (Grip.BOTTOM, room.bottom() - point.y(), point.y() - room.top()),
    ):
        # Of a box that is smaller than a hand the nearer side is meant.
        if abs(far) <= NEAR and abs(far) <= abs(other):
            found |= grip
    return found or Grip.WHOLE


def handles(room: QRectF) -> list[QRectF]:
    """Where the handles of a box are drawn: its corners and the middles of its sides."""
    across = (room.left(), room.center().x(), room.right())
    down = (room.top(), room.center().y(), room.bottom())
    half = HANDLE / 2
    return [
        QRectF(x - half, y - half, HANDLE, HANDLE)
        for row, y in enumerate(down)
        for column, x in enumerate(across)
        if (row, column) != (1, 1)
    ]


def dragged(box: Box, grip: Grip, right: float, down: float) -> Box:
    """``box`` after the hand that holds it moved so far, in parts of the picture. It never leaves the picture."""
    if grip == Grip.WHOLE:
        return box.moved(right, down)
    one = (box.x + right * bool(grip & Grip.LEFT), box.y + down * bool(grip & Grip.TOP))
    other = (box.right + right * bool(grip & Grip.RIGHT), box.bottom + down * bool(grip & Grip.BOTTOM))
    return box_between(one, other) or box


def drawn(box: Box, place: QRectF) -> QRectF:
    """Where ``box`` lies on the widget on which the whole picture lies at ``place``."""
    return QRectF(
        place.left() + box.x * place.width(),
        place.top() + box.y * place.height(),
        box.width * place.width(),
        box.height * place.height(),
    )


def part(point: QPointF, place: QRectF) -> tuple[float, float]:
    """``point`` of the widget in parts of the picture that lies at ``place``."""
    return (
        (point.x() - place.left()) / max(1.0, place.width()),
        (point.y() - place.top()) / max(1.0, place.height()),
    )
