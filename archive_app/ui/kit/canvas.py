"""The surface of the full-size preview: one picture, zoomed at the cursor and moved by the mouse."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QWidget

from archive_app.domain.model.boxes import Box
from archive_app.i18n import _

STEP = 1.25
LARGEST = 16.0
#: Words that were looked for, and the place one has come to: as by a marker on paper.
_MARK, _CHOSEN = QColor(255, 232, 130), QColor(255, 178, 84)


class Canvas(QWidget):
    """``scale`` is screen pixels to one pixel of the original. Double-click asks to go back."""

    zoomed = Signal(float)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: QPixmap | None = None
        self._original = 0
        self._scale = 0.0
        self._offset = QPointF(0, 0)
        self._grip: QPointF | None = None
        self.words = ""
        #: Draws over the picture, of which it is told where it lies, what there is in more pixels.
        self.closer: Callable[[QPainter, QRectF], None] = lambda _painter, _place: None
        #: What is marked on the picture, in parts of it, and which of these is the one in hand.
        self._marks: list[tuple[Box, ...]] = []
        self._chosen = -1
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Picture, full size"))

    def put(self, picture: QPixmap | None, original_width: int, words: str = "", *, keep_view: bool = False) -> None:
        """Show ``picture``; ``original_width`` says what 100 % is. ``words`` stand where there is no picture."""
        self._picture, self.words = picture, words
        self._original = original_width or (picture.width() if picture else 0)
        if not keep_view:
            self._scale = 0.0
            self._offset = QPointF(0, 0)
        self.setAccessibleDescription(words)
        self.update()
        self.zoomed.emit(self.scale())

    def mark(self, marks: Sequence[tuple[Box, ...]], chosen: int = -1) -> None:
        """Mark these places, each of one or more boxes, and bring the chosen one into sight."""
        self._marks, self._chosen = list(marks), chosen
        if 0 <= chosen < len(marks):
            self._show(self._on_screen(marks[chosen][0]))
        self.update()

    def marked(self) -> list[QRectF]:
        """Where the marks lie, in the logical pixels of this widget."""
        return [self._on_screen(box) for lines in self._marks for box in lines]

    def scale(self) -> float:
        """Screen pixels to one pixel of the original, the fitting scale where none was chosen."""
        return self._scale or self._fitting()

    @property
    def has_picture(self) -> bool:
        return self._picture is not None

    @property
    def lacks_pixels(self) -> bool:
        """Whether the screen has room for pixels that the original has and this picture lacks."""
        return self._picture is not None and self._picture.width() < min(self._original, self._original * self.scale())

    @property
    def coarse(self) -> bool:
        """Whether the original has pixels that this picture lacks and the zoom asks for."""
        return self.lacks_pixels and not self.fitted

    @property
    def fitted(self) -> bool:
        """Whether the picture is fitted into the window."""
        return self._scale == 0.0

    def fit(self) -> None:
        """Fit the picture into the window; a small one is not blown up."""
        self._scale = 0.0
        self._offset = QPointF(0, 0)
        self.update()
        self.zoomed.emit(self.scale())

    def fit_or_not(self) -> None:
        """One to one, or fitted."""
        if self.fitted:
            self.zoom_to(1.0)
        else:
            self.fit()

    def place(self) -> QRectF:
        """Where the whole picture lies, in the logical pixels of this widget; empty where there is none."""
        width, height = self._size(self.scale())
        middle = QPointF(self.width() / 2, self.height() / 2) + self._offset
        return QRectF(middle.x() - width / 2, middle.y() - height / 2, width, height)

    def zoom_to(self, scale: float, at: QPointF | None = None) -> None:
        """Zoom to ``scale`` with the point ``at`` (the middle) staying where it is."""
        if self._picture is None:
            return
        old = self.scale()
        new = max(min(self._fitting(), 0.05), min(LARGEST, scale))
        middle = QPointF(self.rect().center())
        point = at if at is not None else middle
        self._offset = (self._offset + middle - point) * (new / old) - (middle - point)
        self._scale = new
        self._bound()
        self.update()
        self.zoomed.emit(new)

    def zoom_by(self, factor: float, at: QPointF | None = None) -> None:
        """Zoom by ``factor``."""
        self.zoom_to(self.scale() * factor, at)

    def pan(self, x: float, y: float) -> None:
        """Move the picture by screen pixels."""
        self._offset += QPointF(x, y)
        self._bound()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), Qt.GlobalColor.transparent)
        if self._picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, self.scale() < 3)
            painter.drawPixmap(self.place(), self._picture, QRectF(self._picture.rect()))
            self.closer(painter, self.place())
            self._draw_marks(painter)
        elif self.words:
            painter.setPen(Qt.GlobalColor.lightGray)
            box = self.rect().adjusted(48, 48, -48, -48)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self.words)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bound()
        self.zoomed.emit(self.scale())

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / 120
        if steps:
            self.zoom_by(STEP**steps, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grip = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None:
            moved = event.position() - self._grip
            self._grip = event.position()
            self.pan(moved.x(), moved.y())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._grip = None
        self.unsetCursor()

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.left.emit()

    def _draw_marks(self, painter: QPainter) -> None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        for number, lines in enumerate(self._marks):
            ink = _CHOSEN if number == self._chosen else _MARK
            for box in lines:
                painter.fillRect(self._on_screen(box).adjusted(-2, -2, 2, 2), ink)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)

    def _on_screen(self, box: Box) -> QRectF:
        place = self.place()
        left, top = place.left() + box.x * place.width(), place.top() + box.y * place.height()
        return QRectF(left, top, box.width * place.width(), box.height * place.height())

    def _show(self, wanted: QRectF) -> None:
        """Move the picture so far that ``wanted`` is in sight."""
        if not QRectF(self.rect()).contains(wanted):
            middle = QPointF(self.rect().center()) - wanted.center()
            self.pan(middle.x(), middle.y())

    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    def _size(self, scale: float) -> tuple[float, float]:
        """Logical width and height of the picture at ``scale``."""
        if self._picture is None or not self._picture.width():
            return 0.0, 0.0
        width = self._original * scale / self._ratio()
        return width, width * self._picture.height() / self._picture.width()

    def _fitting(self) -> float:
        width, height = self._size(1.0)
        if not width or not height:
            return 1.0
        return min(1.0 * self._ratio(), self.width() / width, self.height() / height)

    def _bound(self) -> None:
        width, height = self._size(self.scale())
        far_x = max(0.0, (width - self.width()) / 2)
        far_y = max(0.0, (height - self.height()) / 2)
        self._offset.setX(max(-far_x, min(far_x, self._offset.x())))
        self._offset.setY(max(-far_y, min(far_y, self._offset.y())))
