"""The stretches of a recording as bars over its time line: played, chosen, and longer or shorter by their ends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from archive_app.domain.model.boxes import Span
from archive_app.domain.model.regions import Region
from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.marking.outlines import AROUND, CHOSEN, LINE, called

#: Rows that are shown; a bar that overlaps more others lies on the last one.
_ROWS, _ROW = 3, 16
#: How near to an end it is held, and how short a bar is drawn at least, in pixels.
_NEAR, _LEAST = 5, 4
#: No stretch is shorter, in seconds.
_SHORTEST = 0.05


@dataclass(slots=True)
class _Pull:
    """An end that the mouse holds, or a bar that it was pressed on."""

    region: int
    end: str
    span: Span


class Lane(QWidget):
    """``room`` gives where the time line begins and ends, in pixels of this widget, and ``length`` how long it is, in
    seconds.
    """

    #: The stretch of this region is to be played, and described.
    played = Signal(int)
    opened = Signal(int)
    #: The region, and its :class:`Span` after one of its ends was drawn elsewhere.
    moved = Signal(int, object)

    def __init__(self, room: Callable[[], tuple[float, float]], length: Callable[[], float]) -> None:
        super().__init__()
        self._room, self._length = room, length
        self._regions: tuple[Region, ...] = ()
        self._rows: dict[int, int] = {}
        self.current = 0
        #: Where one begins that has no end yet, in seconds.
        self.begun: float | None = None
        self._pull: _Pull | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Stretches of the recording"))
        self.hide()

    @property
    def regions(self) -> tuple[Region, ...]:
        """Those that are shown, by when they start."""
        return self._regions

    def put(self, regions: Sequence[Region]) -> None:
        """Show the stretches of ``regions``."""
        there = [region for region in regions if region.span is not None]
        self._regions = tuple(sorted(there, key=lambda region: (_start(region), region.id)))
        self._rows = _stacked(self._regions)
        ids = set(self._rows)
        if self.current not in ids:
            self.choose(0)
        if self._pull is not None and self._pull.region not in ids:
            self._pull = None
        self._show()

    def begin(self, at: float | None) -> None:
        """A stretch begins at ``at``, or none does."""
        self.begun = at
        self._show()

    def choose(self, region: int) -> None:
        """Take this one in hand, 0 for none."""
        self.current = region
        there = self.region(region)
        self.setAccessibleDescription(f"{called(there)}, {there.place}" if there is not None else "")
        self.update()

    def region(self, number: int) -> Region | None:
        """The region of this id."""
        return next((each for each in self._regions if each.id == number), None)

    def forget(self) -> None:
        """Show nothing; what the mouse holds was meant for what was there."""
        self._pull = None
        self.begun = None
        self.put(())

    def bar(self, region: Region) -> QRectF:
        """Where the bar of ``region`` lies."""
        span = self._span(region)
        left, right = self.at(span.start), self.at(span.end)
        row = self._rows.get(region.id, 0)
        return QRectF(left, theme.HAIR + row * _ROW, max(_LEAST, right - left), _ROW - theme.HAIR)

    def at(self, second: float) -> float:
        """Where a moment lies, in pixels of this widget."""
        left, right = self._room()
        return left + (right - left) * min(1.0, second / self._length()) if self._length() > 0 else left

    def sizeHint(self) -> QSize:
        rows = max(self._rows.values(), default=0) + 1
        return QSize(120, rows * _ROW + theme.TIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for region in self._regions:
            self._paint(painter, region)
        if self.begun is not None:
            x = self.at(self.begun)
            painter.setPen(QPen(CHOSEN, 2))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height()))
            painter.drawLine(QPointF(x, 1), QPointF(x + _NEAR, 1))
            painter.drawLine(QPointF(x, self.height() - 1), QPointF(x + _NEAR, self.height() - 1))
        painter.end()

    def _paint(self, painter: QPainter, region: Region) -> None:
        bar, chosen = self.bar(region), region.id == self.current
        colour = CHOSEN if chosen else LINE
        pen = QPen(colour, 1.5)
        if not region.accepted:
            pen.setDashPattern([4, 3])
        painter.setPen(pen)
        painter.setBrush(theme.mix(AROUND, colour, 0.3))
        painter.drawRoundedRect(bar, 3, 3)
        room = bar.adjusted(theme.TIGHT, 0, -theme.TIGHT, 0)
        font = self.font()
        font.setPointSizeF(max(7.0, font.pointSizeF() * 0.8))
        painter.setFont(font)
        words = painter.fontMetrics().elidedText(called(region), Qt.TextElideMode.ElideRight, int(room.width()))
        if len(words) > 1:
            painter.setPen(LINE)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    # -- the mouse

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            region, _end = self._under(QPointF(self.mapFromGlobal(self.cursor().pos())))
            text = f"{called(region)}\n{region.place}" if region is not None else ""
            QToolTip.showText(self.cursor().pos(), theme.plain_tip(text), self)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        region, end = self._under(event.position())
        if event.button() == Qt.MouseButton.LeftButton and region is not None and region.span is not None:
            self._pull = _Pull(region.id, end, region.span)
            self.choose(region.id)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        pull = self._pull
        if pull is None:
            _region, end = self._under(event.position())
            self.setCursor(Qt.CursorShape.SizeHorCursor if end else Qt.CursorShape.PointingHandCursor)
            return
        if pull.end:
            pull.span = pulled(pull.span, pull.end, self._second(event.position().x()), self._length())
            self.update()

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        pull, self._pull = self._pull, None
        region = self.region(pull.region) if pull is not None else None
        if pull is None or region is None:
            return
        if not pull.end:
            self.played.emit(pull.region)
        elif pull.span != region.span:
            self.moved.emit(pull.region, pull.span)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        region, _end = self._under(event.position())
        if region is not None:
            self.opened.emit(region.id)

    def _under(self, point: QPointF) -> tuple[Region | None, str]:
        """What lies at ``point``, and by which of its ends it is held there."""
        for region in sorted(self._regions, key=lambda each: each.id != self.current):
            bar = self.bar(region)
            if bar.adjusted(-_NEAR, 0, _NEAR, 0).contains(point):
                first, last = abs(point.x() - bar.left()), abs(point.x() - bar.right())
                end = "" if min(first, last) > _NEAR else "start" if first < last else "end"
                return region, end
        return None, ""

    def _second(self, x: float) -> float:
        left, right = self._room()
        return max(0.0, min(1.0, (x - left) / max(1.0, right - left))) * self._length()

    def _span(self, region: Region) -> Span:
        if self._pull is not None and self._pull.region == region.id:
            return self._pull.span
        return region.span or Span(0, 0)

    def _show(self) -> None:
        self.updateGeometry()
        self.setVisible(bool(self._regions) or self.begun is not None)
        self.update()


def pulled(span: Span, end: str, to: float, length: float) -> Span:
    """``span`` with its ``start`` or ``end`` at ``to``; the other end stays, and it never turns round."""
    if end == "start":
        return Span(round(max(0.0, min(to, span.end - _SHORTEST)), 3), span.end)
    return Span(span.start, round(min(length, max(to, span.start + _SHORTEST)), 3))


def _start(region: Region) -> float:
    return region.span.start if region.span is not None else 0.0


def _stacked(regions: Sequence[Region]) -> dict[int, int]:
    """On which row each lies, so that bars of one time lie below each other."""
    free: list[float] = [0.0] * _ROWS
    rows: dict[int, int] = {}
    for region in regions:
        start = _start(region)
        row = next((number for number, until in enumerate(free) if until <= start), _ROWS - 1)
        rows[region.id] = row
        free[row] = max(free[row], region.span.end if region.span is not None else start)
    return rows
