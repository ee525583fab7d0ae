"""A picture too large to be shown whole: what of it is in sight, in the pixels that the zoom asks for."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QObject, QPointF, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QPixmap, QTransform

from archive_app.domain.model.records import FileValue
from archive_app.services.ingest.parts import PART_EDGE, Part, Parts
from archive_app.ui.kit.canvas import Canvas
from archive_app.ui.session.jpeg import picture
from archive_app.ui.session.mailbox import Mailbox

#: Tiles that are kept, a megabyte each; more only where more are in sight.
_KEPT = 96

#: Of how many pixels one, then which column and row, in the picture as it is shown.
_Place = tuple[int, int, int]


class Tiles(QObject):
    """Draws the parts of one picture over its preview on ``canvas``, as they come."""

    #: This picture has no parts: it must be shown in fewer pixels.
    failed = Signal()

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._parts = Parts()
        self._answers = Mailbox(self)
        self._file: FileValue | None = None
        self._alone = False
        self._made: OrderedDict[_Place, QPixmap] = OrderedDict()
        self._asked: dict[_Place, Part] = {}
        canvas.closer = self.paint

    @property
    def shown(self) -> list[_Place]:
        """Which are there."""
        return list(self._made)

    @property
    def is_at_work(self) -> bool:
        """Whether a process holds the decoded picture."""
        return self._parts.is_at_work

    @property
    def complete(self) -> bool:
        """Whether all that is in sight is there in its pixels."""
        return all(place in self._made for place in self._in_sight())

    def show_file(self, file: FileValue | None) -> None:
        """From now on these are parts of ``file``, or of none; it is decoded when the first is in sight."""
        if file is not None and self._file == file:
            return
        self._file, self._alone = file, False
        self._made.clear()
        self.rest()

    def stand_alone(self) -> None:
        """There is no preview beneath: show the picture by its parts from the beginning."""
        self._alone = True
        self._canvas.update()

    def rest(self) -> None:
        """Let go of the decoded picture; what was drawn of it stays."""
        self._asked.clear()
        self._parts.rest()

    def paint(self, painter: QPainter, whole: QRectF) -> None:
        """Draw what is there into the picture, which fills ``whole``, and ask for the rest."""
        wanted = list(self._in_sight())
        if not wanted or self._file is None:
            return
        finest = wanted[0][0]
        for place in sorted((each for each in self._made if each[0] >= finest), reverse=True):
            box = self._box(place)
            made = self._made[place]
            painter.drawPixmap(self._on_screen(box, whole), made, QRectF(made.rect()))
        for place in wanted:
            if place in self._made:
                self._made.move_to_end(place)
        self._ask(wanted)

    def _ask(self, wanted: list[_Place]) -> None:
        file = self._file
        assert file is not None
        for place in self._asked.keys() - set(wanted):
            del self._asked[place]
        self._parts.only(set(self._asked.values()))
        # The one that was asked for last comes first: those in the middle.
        for place in reversed(wanted):
            if place not in self._made and place not in self._asked:
                part = self._asked[place] = _upright(self._box(place), place[0], file)
                self._parts.ask(file, part, partial(self._take, file, place))

    def _take(self, file: FileValue, place: _Place, data: bytes | None) -> None:
        """In whichever thread has it: what takes time is done there."""
        image = picture(data, PART_EDGE)
        if file.turn:
            image = image.transformed(QTransform().rotate(file.turn))
        image = image.convertToFormat(QImage.Format.Format_RGB32)
        self._answers.put(lambda: self._put(file, place, image))

    def _put(self, file: FileValue, place: _Place, image: QImage) -> None:
        if self._file != file:
            return
        if image.isNull():
            self.show_file(None)
            self.failed.emit()
            return
        self._asked.pop(place, None)
        self._made[place] = QPixmap.fromImage(image)
        most = max(_KEPT, 2 * len(list(self._in_sight())))
        while len(self._made) > most:
            self._made.popitem(last=False)
        self._canvas.update()

    def _in_sight(self) -> Iterator[_Place]:
        """The tiles that the zoom asks for, those in the middle first; none where the preview is enough."""
        if self._file is None or not (self._canvas.lacks_pixels if self._alone else self._canvas.coarse):
            return
        by = 1 << max(0, math.floor(math.log2(1 / min(1.0, self._canvas.scale()))))
        whole, edge = self._canvas.place(), PART_EDGE * by
        width, height = self._size()
        seen = QRectF(self._canvas.rect()).intersected(whole)
        if seen.isEmpty() or not width or not height:
            return
        zoom = whole.width() / width
        left, top = (seen.left() - whole.left()) / zoom, (seen.top() - whole.top()) / zoom
        right, bottom = left + seen.width() / zoom, top + seen.height() / zoom
        middle = (left + right) / 2 / edge, (top + bottom) / 2 / edge
        columns = range(int(left // edge), math.ceil(min(right, width) / edge))
        rows = range(int(top // edge), math.ceil(min(bottom, height) / edge))
        places = [(by, column, row) for column in columns for row in rows]
        yield from sorted(places, key=lambda at: math.dist(middle, (at[1] + 0.5, at[2] + 0.5)))

    def _size(self) -> tuple[int, int]:
        file = self._file
        return (file.width or 0, file.height or 0) if file is not None else (0, 0)

    def _box(self, place: _Place) -> tuple[int, int, int, int]:
        """Where it lies in the picture as it is shown."""
        by, column, row = place
        width, height = self._size()
        edge = PART_EDGE * by
        left, top = column * edge, row * edge
        return left, top, min(left + edge, width), min(top + edge, height)

    def _on_screen(self, box: tuple[int, int, int, int], whole: QRectF) -> QRectF:
        """From one pixel of the screen to another, or there would be seams between them."""
        ratio, zoom = self._canvas.devicePixelRatioF(), whole.width() / self._size()[0]
        sides = (whole.left() + box[0] * zoom, whole.top() + box[1] * zoom)
        ends = (whole.left() + box[2] * zoom, whole.top() + box[3] * zoom)
        corners = [QPointF(*(round(side * ratio) / ratio for side in corner)) for corner in (sides, ends)]
        return QRectF(corners[0], corners[1])


def _upright(box: tuple[int, int, int, int], by: int, file: FileValue) -> Part:
    """The part of the original for this box of the picture as it was turned by hand."""
    left, top, right, bottom = box
    width, height = file.width or 0, file.height or 0
    if file.turn == 90:
        left, top, right, bottom = top, width - right, bottom, width - left
    elif file.turn == 180:
        left, top, right, bottom = width - right, height - bottom, width - left, height - top
    elif file.turn == 270:
        left, top, right, bottom = height - bottom, left, height - top, right
    return left, top, right, bottom, by
