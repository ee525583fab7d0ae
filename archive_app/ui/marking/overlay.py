"""The boxes over a picture: drawn, held by their handles, walked through and nudged by keys."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication

from archive_app.domain.model.boxes import Box, box_around, box_between
from archive_app.domain.model.regions import Region
from archive_app.i18n import _
from archive_app.ui.kit import places
from archive_app.ui.kit.canvas import STEP, Canvas
from archive_app.ui.marking import outlines
from archive_app.ui.marking.grips import Grip, cursor_of, dragged, drawn, grip_at, part
from archive_app.ui.marking.ground import Ground
from archive_app.ui.session.later import Later

Key, Modifier = Qt.Key, Qt.KeyboardModifier
#: Nothing is in hand; the box that is not saved yet is.
NOTHING, NEW = -1, 0
#: A box no larger than this was a click, in logical pixels.
_CLICK = 6
#: How far an arrow key moves a side, in logical pixels; with Ctrl.
_NUDGE, _FAR = 1, 10
#: How far the picture goes by an arrow key where no box is in hand.
_PAN = 80
#: The part of what is seen that a box takes that is made by a key.
_MIDDLE = 0.25
_ARROWS = {Key.Key_Left: (-1, 0), Key.Key_Right: (1, 0), Key.Key_Up: (0, -1), Key.Key_Down: (0, 1)}


@dataclass(slots=True)
class _Drag:
    """What the mouse does since it was pressed: with which box, by which sides, from where."""

    key: int
    grip: Grip
    start: QPointF
    box: Box | None
    last: QPointF


class Overlay(Ground):
    """Lies over ``canvas``, whose picture and zoom it follows. Only while one marks does it take the mouse and keys.

    Each box has a key: the id of its region, or ``NEW``.
    """

    #: A new :class:`Box` was drawn.
    drawn = Signal(object)
    #: Key and :class:`Box` of what was moved by the mouse, and by a key.
    moved = Signal(int, object)
    nudged = Signal(int, object)
    #: The box of this key is in hand now, and it is to be described.
    chosen = Signal(int)
    opened = Signal(int)
    #: ``accept``, ``reject``, ``accept-all``, ``remove`` or ``leave``.
    wanted = Signal(str)
    #: The picture lies elsewhere.
    shifted = Signal()

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._regions: tuple[Region, ...] = ()
        #: Boxes that differ from what is stored, by key.
        self._boxes: dict[int, Box] = {}
        self.current = NOTHING
        self.hovered = NOTHING
        self.marking = False
        #: Whether boxes are seen while one does not mark.
        self.shown = True
        #: Whether the one in hand is being described: its name stands in the form then.
        self.described = False
        self._drag: _Drag | None = None
        self._place = QRectF()
        self._tell_shift = Later(self, 0, self.shifted.emit, aside=True)
        self.setAccessibleName(_("Regions of the picture"))
        canvas.installEventFilter(self)
        self.mark(False)
        self.setGeometry(canvas.rect())

    # -- what it shows

    def put(self, regions: Sequence[Region], keep: frozenset[int] = frozenset()) -> None:
        """Show ``regions``; what was moved of those to ``keep`` stays where it is."""
        self._regions = tuple(region for region in regions if region.box is not None)
        self._boxes = {key: box for key, box in self._boxes.items() if key == NEW or key in keep}
        ids = {region.id for region in self._regions}
        if self.current not in ids and self.current != NEW:
            self.choose(NOTHING)
        if self._drag is not None and self._drag.key > NEW and self._drag.key not in ids:
            self._drag = None
        self.hovered = self.hovered if self.hovered in ids else NOTHING
        self.update()

    def put_new(self, box: Box | None) -> None:
        """Show the box that is not saved yet, or none."""
        self._boxes.pop(NEW, None)
        if box is not None:
            self._boxes[NEW] = box
        elif self.current == NEW:
            self.choose(NOTHING)
        self.update()

    def forget(self) -> None:
        """Show nothing; what the mouse was doing was meant for what was there."""
        self._drag = None
        self._regions, self._boxes = (), {}
        self.hovered = NOTHING
        self.choose(NOTHING)
        self.update()

    def turn(self, by: int) -> None:
        """The picture was turned."""
        self._drag = None
        self._boxes = {key: box.turned(by) for key, box in self._boxes.items()}

    def mark(self, on: bool) -> None:
        """Take the mouse and the keys, or leave them to the picture."""
        self.marking, self._drag = on, None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not on)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(on)
        if not on:
            self.choose(NOTHING)
        self.update()

    def show_boxes(self, on: bool) -> None:
        """Show the boxes while one does not mark either, or hide them."""
        self.shown = on
        self.update()

    def choose(self, key: int) -> None:
        """Take the box of this key in hand."""
        if key != self.current:
            self.current = key
            region = self.region(key)
            self.setAccessibleDescription(f"{region.called}, {region.place}" if region is not None else "")
            self.chosen.emit(key)
            self.update()

    def region(self, key: int) -> Region | None:
        """The region of this key."""
        return next((each for each in self._regions if each.id == key), None)

    @property
    def regions(self) -> tuple[Region, ...]:
        """Those that have a box here."""
        return self._regions

    def box(self, key: int) -> Box | None:
        """The box of this key, as it is seen."""
        region = self.region(key)
        return self._boxes.get(key) or (region.box if region is not None else None)

    def room(self, key: int) -> QRectF:
        """Where the box of this key lies on the picture's widget."""
        box = self.box(key)
        return drawn(box, self._canvas.place()) if box is not None else QRectF()

    def paintEvent(self, _event: QPaintEvent) -> None:
        place = self._canvas.place()
        if place != self._place:
            self._place = place
            self._tell_shift.start()
        if place.isEmpty() or not (self.shown or self.marking):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        named = {self.hovered, self.current} - {NOTHING}
        for key in self._in_order():
            outlines.draw(painter, self.room(key), self.region(key), chosen=key == self.current, held=self.marking)
        for key in named:
            region = self.region(key)
            if region is not None and self._drag is None and not (self.described and key == self.current):
                outlines.name(painter, self.room(key), self.rect(), region)
        if self._drag is not None and self._drag.key == NOTHING and self._drag.box is not None:
            outlines.draw(painter, drawn(self._drag.box, place), None, chosen=True, held=False)

    def _in_order(self) -> Iterator[int]:
        """All keys, the one in hand last, so that it is on top."""
        keys = [region.id for region in self._regions]
        if NEW in self._boxes:
            keys.append(NEW)
        yield from (key for key in keys if key != self.current)
        if self.current in keys:
            yield self.current

    # -- the mouse

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._canvas.rect())
        elif isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove and not self.marking:
            self._hover(event.position())
        elif event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        point = event.position()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._drag = _Drag(NOTHING, Grip.WHOLE, point, None, point)
        elif event.button() == Qt.MouseButton.LeftButton:
            held = bool(event.modifiers() & Modifier.ControlModifier)
            grip = Grip.NONE if held or self.current == NOTHING else grip_at(self.room(self.current), point)
            key = self.current if grip else NOTHING
            self._drag = _Drag(key, grip, point, self.box(key), point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point, drag = event.position(), self._drag
        if drag is None:
            self._hover(point)
            grip = grip_at(self.room(self.current), point) if self.current != NOTHING else Grip.NONE
            self.setCursor(cursor_of(grip))
            return
        if drag.key == NOTHING and drag.grip == Grip.WHOLE:
            self._canvas.pan(point.x() - drag.last.x(), point.y() - drag.last.y())
        elif drag.key == NOTHING:
            place = self._canvas.place()
            large = (
                not place.isEmpty() and max(abs(point.x() - drag.start.x()), abs(point.y() - drag.start.y())) > _CLICK
            )
            drag.box = box_between(part(drag.start, place), part(point, place)) if large else None
        elif (point - drag.start).manhattanLength() >= QApplication.startDragDistance() or drag.key in self._boxes:
            self._pull(drag, point)
        drag.last = point
        self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        drag, self._drag = self._drag, None
        if drag is None or (drag.key == NOTHING and drag.grip == Grip.WHOLE):
            return
        if drag.key == NOTHING and drag.box is not None:
            self.drawn.emit(drag.box)
        elif drag.key == NOTHING:
            self.choose(self._at(drag.start))
        elif drag.key in self._boxes and self._boxes[drag.key] != drag.box:
            self.moved.emit(drag.key, self._boxes[drag.key])
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self._at(event.position())
        if key != NOTHING:
            self.choose(key)
            self.opened.emit(key)

    def hideEvent(self, event: QHideEvent) -> None:
        self._drag = None
        super().hideEvent(event)

    def _pull(self, drag: _Drag, point: QPointF) -> None:
        place = self._canvas.place()
        if drag.box is not None and not place.isEmpty():
            way = point - drag.start
            self._boxes[drag.key] = dragged(drag.box, drag.grip, way.x() / place.width(), way.y() / place.height())

    def _hover(self, point: QPointF | None) -> None:
        found = self._at(point) if point is not None and (self.shown or self.marking) else NOTHING
        if found != self.hovered:
            self.hovered = found
            self.update()

    def _at(self, point: QPointF) -> int:
        """The smallest box at ``point``."""
        there = [key for key in self._in_order() if self.room(key).contains(point)]
        return min(there, key=lambda key: self.room(key).width() * self.room(key).height(), default=NOTHING)

    # -- keys

    def does(self, event: QKeyEvent) -> Callable[[], object] | None:
        held, key = places.modifiers(event), places.key_of(event)
        if key in _ARROWS and not held & ~(Modifier.ShiftModifier | Modifier.ControlModifier):
            return lambda: self._nudge(key, held)
        if key in (Key.Key_Tab, Key.Key_Backtab) and not held & ~Modifier.ShiftModifier and self._regions:
            return lambda: self._walk(-1 if key == Key.Key_Backtab or held else 1)
        if key == Key.Key_F8:
            return self._accepts(held)
        if held & ~Modifier.ShiftModifier or (held and key not in (Key.Key_Plus, Key.Key_Equal)):
            return None
        return {
            Key.Key_Escape: self._escape,
            Key.Key_Return: lambda: self.opened.emit(self.current),
            Key.Key_Enter: lambda: self.opened.emit(self.current),
            Key.Key_Delete: lambda: self.wanted.emit("remove"),
            Key.Key_Insert: self._make,
            Key.Key_Plus: lambda: self._canvas.zoom_by(STEP),
            Key.Key_Equal: lambda: self._canvas.zoom_by(STEP),
            Key.Key_Minus: lambda: self._canvas.zoom_by(1 / STEP),
            Key.Key_Z: self._canvas.fit_or_not,
        }.get(key)

    def _accepts(self, held: Qt.KeyboardModifier) -> Callable[[], object] | None:
        asked = {
            Modifier.NoModifier: "accept",
            Modifier.ShiftModifier: "reject",
            Modifier.ControlModifier: "accept-all",
        }.get(held)
        return (lambda: self.wanted.emit(asked)) if asked is not None else None

    def _escape(self) -> None:
        if self._drag is not None:
            self._boxes.pop(self._drag.key, None)
            self._drag = None
            self.update()
        else:
            self.wanted.emit("leave")

    def _walk(self, by: int) -> None:
        keys = sorted(
            (region.id for region in self._regions), key=lambda key: (self.room(key).top(), self.room(key).left())
        )
        if keys:
            now = keys.index(self.current) if self.current in keys else (-1 if by > 0 else 0)
            self.choose(keys[(now + by) % len(keys)])

    def _nudge(self, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
        across, down = _ARROWS[key]
        box, place = self.box(self.current), self._canvas.place()
        if box is None or place.isEmpty():
            self._canvas.pan(-across * _PAN, -down * _PAN)
            return
        far = _FAR if held & Modifier.ControlModifier else _NUDGE
        grip = Grip.RIGHT | Grip.BOTTOM if held & Modifier.ShiftModifier else Grip.WHOLE
        right, below = across * far / place.width(), down * far / place.height()
        if grip != Grip.WHOLE:
            # A box that grows smaller by keys never turns itself inside out.
            right = max(right, -box.width + 2 / place.width())
            below = max(below, -box.height + 2 / place.height())
        moved = dragged(box, grip, right, below)
        if moved != box:
            self._boxes[self.current] = moved
            self.nudged.emit(self.current, moved)
            self.update()

    def _make(self) -> None:
        """A box in the middle of what is seen of the picture, as large as a quarter of it."""
        place = self._canvas.place()
        seen = place.intersected(QRectF(self.rect()))
        if not seen.isEmpty():
            width, height = seen.width() / place.width() * _MIDDLE, seen.height() / place.height() * _MIDDLE
            box = box_around(part(seen.center(), place), width, height)
            if box is not None:
                self.drawn.emit(box)
