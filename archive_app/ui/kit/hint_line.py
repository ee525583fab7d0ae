"""One line of short hints, of which as many are shown as there is room for: none is cut off in a word."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from archive_app.ui.kit import theme

_BETWEEN = " · "


class HintLine(QLabel):
    """The first of ``hints`` are the most needed; its tip has them all."""

    def __init__(self, hints: Sequence[str]) -> None:
        super().__init__()
        self._hints = tuple(hints)
        self.setObjectName("field")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setToolTip(theme.plain_tip("\n".join(hints)))
        self.setAccessibleName(_BETWEEN.join(hints))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.fontMetrics().height())

    def _fit(self) -> None:
        self.ensurePolished()
        count = len(self._hints)
        while count and self.fontMetrics().horizontalAdvance(_BETWEEN.join(self._hints[:count])) > self.width():
            count -= 1
        self.setText(_BETWEEN.join(self._hints[:count]))
