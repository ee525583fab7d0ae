"""The foot of the window, where bars come and go by themselves, and nothing else moves when they do.

Room for one of them is kept. What has no room there lies over what is above, and comes down once there is; but none
moves away from under the mouse, since it has buttons too.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

_Type = QEvent.Type
_APPEARING = frozenset({_Type.ShowToParent, _Type.LayoutRequest})
_GOING = frozenset({_Type.HideToParent, _Type.Leave})


class Foot(QWidget):
    """Keeps the room, and lays ``bars`` out over ``window``, which it stands at the foot of; ``usual`` is one that is
    as high as any with a single line.
    """

    def __init__(self, window: QWidget, bars: Sequence[QWidget], usual: QWidget) -> None:
        super().__init__(window)
        self._bars = tuple(bars)
        self._usual = usual
        #: How far above the foot each bar that is shown stands, in pixels.
        self._raised: dict[QWidget, int] = {}
        for bar in bars:
            shown = not bar.isHidden()
            bar.setParent(window)
            bar.setVisible(shown)
            bar.installEventFilter(self)
        self._keep_room()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _APPEARING and isinstance(watched, QWidget):
            self._place(watched)
        elif event.type() in _GOING:
            self._place_all()
        return False

    def event(self, event: QEvent) -> bool:
        if event.type() in (_Type.FontChange, _Type.StyleChange, _Type.Polish):
            self._keep_room()
        elif event.type() == _Type.Move:
            self._place_all()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_all()

    def sizeHint(self) -> QSize:
        return QSize(0, self.height())

    def _keep_room(self) -> None:
        self._usual.ensurePolished()
        self.setFixedHeight(self._usual.sizeHint().height())

    def _place_all(self) -> None:
        for bar in sorted(self._bars, key=lambda each: self._raised.get(each, 0)):
            self._place(bar, comes_down=not bar.underMouse())

    def _place(self, bar: QWidget, *, comes_down: bool = False) -> None:
        if bar.isHidden():
            self._raised.pop(bar, None)
            return
        height = self._height(bar)
        others = sorted(
            (raised, raised + self._height(other)) for other, raised in self._raised.items() if other is not bar
        )
        at = 0 if comes_down else self._raised.get(bar, 0)
        for low, high in others:
            if low < at + height and at < high:
                at = high
        self._raised[bar] = at
        whole = self.geometry()
        bar.setGeometry(whole.x(), whole.y() + whole.height() - at - height, whole.width(), height)
        bar.raise_()

    def _height(self, bar: QWidget) -> int:
        wanted = bar.heightForWidth(self.width()) if bar.hasHeightForWidth() else bar.sizeHint().height()
        return max(wanted, self.height())
