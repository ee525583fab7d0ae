"""A roll of pages under one another: what is in sight is drawn, off the GUI thread, and nothing else."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from archive_app.ui.kit import theme
from archive_app.ui.kit.canvas import STEP

Key = Qt.Key
SMALLEST, LARGEST = 0.1, 4.0
_KEPT = 4  # pages; at the largest scale one is 45 MB
_LINE = 40


class Wish(NamedTuple):
    """A page that is in sight, and how many pixels wide it is wanted."""

    page: int
    width: int


class PageArea(QAbstractScrollArea):
    """``wanted`` says that :meth:`wish` has something to draw; ``moved`` follows when another page or scale is shown.

    ``scale`` is screen pixels to one point of paper, fitted to a whole page until another is chosen.
    """

    wanted = Signal()
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sizes: Sequence[tuple[float, float]] = ()
        self._tops: list[float] = []
        self._scale = 0.0
        self._pictures: OrderedDict[int, tuple[QPixmap, int]] = OrderedDict()
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for bar in (self.verticalScrollBar(), self.horizontalScrollBar()):
            bar.setSingleStep(_LINE)
            bar.valueChanged.connect(lambda _value: self._moved())

    def put(self, sizes: Sequence[tuple[float, float]]) -> None:
        """Show pages of these sizes, in points, from the first one on."""
        self._sizes, self._scale = sizes, 0.0
        self._pictures.clear()
        self._lay_out()
        self.go_to(0)

    def draw(self, wish: Wish, picture: QPixmap) -> None:
        """Take the picture of a page. It may be smaller than wished: there is a largest."""
        self._pictures[wish.page] = picture, wish.width
        self._pictures.move_to_end(wish.page)
        while len(self._pictures) > _KEPT:
            self._pictures.popitem(last=False)
        self.viewport().update()

    def wish(self) -> Wish | None:
        """The page in sight that most needs to be drawn: the current one first."""
        inside = self._in_sight()
        for page in sorted(inside, key=lambda page: abs(page - self.page)):
            width = round(self._sizes[page][0] * self.scale() * self.devicePixelRatioF())
            if page not in self._pictures or self._pictures[page][1] != width:
                return Wish(page, width)
        return None

    @property
    def page(self) -> int:
        """The page in the middle, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        return max(0, bisect_right(self._tops, middle) - 1)

    def scale(self) -> float:
        """Screen pixels to one point of paper."""
        return self._scale or self._fitting()

    def go_to(self, page: int) -> None:
        """Bring a page into sight, in the middle where it is small enough."""
        if self._sizes:
            page = max(0, min(len(self._sizes) - 1, page))
            room = self.viewport().height() - self._sizes[page][1] * self.scale()
            self.verticalScrollBar().setValue(round(self._tops[page] - max(theme.MEDIUM, room / 2)))
            self._moved()

    def fit(self) -> None:
        """Fit a whole page into the window."""
        self._rescale(0.0)

    def zoom_by(self, factor: float) -> None:
        """Zoom, keeping what is in the middle there."""
        self._rescale(max(SMALLEST, min(LARGEST, self.scale() * factor)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moves: dict[int, Callable[[], None]] = {
            Key.Key_PageDown: lambda: self.go_to(self.page + 1),
            Key.Key_PageUp: lambda: self.go_to(self.page - 1),
            Key.Key_Home: lambda: self.go_to(0),
            Key.Key_End: lambda: self.go_to(len(self._sizes)),
            Key.Key_Plus: lambda: self.zoom_by(STEP),
            Key.Key_Equal: lambda: self.zoom_by(STEP),
            Key.Key_Minus: lambda: self.zoom_by(1 / STEP),
            Key.Key_Z: self.fit,
        }
        if event.key() in moves:
            moves[event.key()]()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (event.angleDelta().y() / 120))
            event.accept()
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._rescale(self._scale)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._in_sight():
            place = self._place(page)
            painter.fillRect(place, Qt.GlobalColor.white)
            if page in self._pictures:
                picture, _width = self._pictures[page]
                painter.drawPixmap(place, picture, QRectF(picture.rect()))
            painter.setPen(self.palette().mid().color())
            painter.drawRect(place)
        painter.end()

    def _rescale(self, scale: float) -> None:
        page = self.page
        middle = self.verticalScrollBar().value() + self.viewport().height() / 2
        into = (middle - self._tops[page]) / self._height(page) if self._sizes else 0.0
        across = self.horizontalScrollBar()
        share = (across.value() + across.pageStep() / 2) / max(1, across.maximum() + across.pageStep())
        self._scale = scale
        self._lay_out()
        across.setValue(round(share * (across.maximum() + across.pageStep()) - across.pageStep() / 2))
        if self._sizes:
            middle = self._tops[page] + into * self._height(page)
            self.verticalScrollBar().setValue(round(middle - self.viewport().height() / 2))
        self._moved()

    def _height(self, page: int) -> float:
        return self._sizes[page][1] * self.scale()

    def _fitting(self) -> float:
        if not self._sizes:
            return 1.0
        edge = 2 * theme.MEDIUM
        wide, high = (max(size[side] for size in self._sizes) for side in (0, 1))
        view = self.viewport()
        fits = min((view.width() - edge) / wide, (view.height() - edge) / high)
        return max(SMALLEST, min(LARGEST, fits))

    def _lay_out(self) -> None:
        self._tops, top, scale = [], float(theme.MEDIUM), self.scale()
        for _width, height in self._sizes:
            self._tops.append(top)
            top += height * scale + theme.MEDIUM
        view = self.viewport()
        across = max((size[0] for size in self._sizes), default=0.0) * scale + 2 * theme.MEDIUM
        for bar, whole, seen in (
            (self.verticalScrollBar(), top, view.height()),
            (self.horizontalScrollBar(), across, view.width()),
        ):
            bar.setRange(0, max(0, round(whole - seen)))
            bar.setPageStep(seen)

    def _in_sight(self) -> range:
        if not self._sizes:
            return range(0)
        above = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, above) - 1)
        return range(first, bisect_right(self._tops, above + self.viewport().height()))

    def _place(self, page: int) -> QRectF:
        width, height = (side * self.scale() for side in self._sizes[page])
        spare = self.viewport().width() - width
        left = spare / 2 if spare > 0 else theme.MEDIUM - self.horizontalScrollBar().value()
        corner = QPointF(left, self._tops[page] - self.verticalScrollBar().value())
        return QRectF(round(corner.x()), round(corner.y()), round(width), round(height))

    def _moved(self) -> None:
        self.viewport().update()
        self.moved.emit()
        self.wanted.emit()
