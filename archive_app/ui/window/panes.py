"""The panes of the window beside one another; where there is no room for all of them, the first one folds away."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget


class Panes(QSplitter):
    """The others keep their least widths; the first comes back as soon as there is room."""

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._folded = False
        #: Whether it was put away by hand before it was folded.
        self._away = False

    def minimumSizeHint(self) -> QSize:
        widths, heights = self._least(1)
        return QSize(widths, heights)

    def resizeEvent(self, event: QResizeEvent) -> None:
        folded = self.width() < self._least(0)[0]
        if folded != self._folded:
            self._folded, (first, *_others) = folded, self._panes(0)
            self._away = first.isHidden() if folded else self._away
            first.setVisible(not folded and not self._away)
        super().resizeEvent(event)

    def bring(self, pane: QWidget) -> None:
        """Let ``pane`` be seen, whether it was put away or pushed to the edge."""
        pane.show()
        sizes, place = self.sizes(), self.indexOf(pane)
        if not sizes[place]:
            sizes[place] = self._least(place)[0]
            self.setSizes(sizes)

    def _panes(self, begin: int) -> list[QWidget]:
        return [pane for place in range(begin, self.count()) if (pane := self.widget(place)) is not None]

    def _least(self, begin: int) -> tuple[int, int]:
        """The width of all panes from ``begin`` on at their narrowest, and the height of the highest of them."""
        least = [pane.minimumSizeHint().expandedTo(pane.minimumSize()) for pane in self._panes(begin)]
        between = self.handleWidth() * max(0, len(least) - 1)
        return sum(size.width() for size in least) + between, max((size.height() for size in least), default=0)
