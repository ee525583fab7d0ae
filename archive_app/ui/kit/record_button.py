"""A record as a button that goes to it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from archive_app.domain.model.kinds import KIND_LABEL
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import shown
from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.kit.icons import kind_icon

#: The icon, the gaps beside it and the padding, in pixels.
_ICON = 32


class RecordButton(QPushButton):
    """Flat, with icon and title; a title that does not fit is cut, and the tip has the whole."""

    def __init__(self, record: RecordRef) -> None:
        self._title = shown(record.title)
        super().__init__(kind_icon(record.kind), self._title.replace("&", "&&"))
        self.setObjectName("record")
        self.setMinimumWidth(40)
        self.setToolTip(theme.plain_tip(f"{record.title}\n{_(KIND_LABEL[record.kind])} · {record.ref}"))
        self.setAccessibleName(f"{self._title}, {_(KIND_LABEL[record.kind])}")

    def paintEvent(self, _event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        room = max(0, self.width() - _ICON)
        title = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideMiddle, room)
        option.text = title.replace("&", "&&")
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        painter.end()


def record_button(record: RecordRef, go: Callable[[RecordRef], object] | None) -> QPushButton:
    """A button that goes to ``record``, or only names it."""
    button = RecordButton(record)
    if go is not None:
        button.clicked.connect(lambda: go(record))
    return button
