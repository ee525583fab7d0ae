"""What the inspector shows where nothing is selected: how something is, and the keys for what is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.section import clear

_EDGE = 40


class NothingSelected(QWidget):
    """Fills the pane, which keeps its width: what one clicks on stays where it was."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("inspector")
        picture = QLabel()
        picture.setTextFormat(Qt.TextFormat.PlainText)
        picture.setPixmap(icon("picture", QPalette.ColorRole.Dark).pixmap(_EDGE))
        picture.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        heading = plain_label(_("Nothing selected"), "heading")
        heading.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        about = plain_label(_("Choose a record to see and edit it here."), "muted")
        about.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._keys = QGridLayout()
        self._keys.setHorizontalSpacing(theme.MEDIUM)
        self._keys.setVerticalSpacing(theme.SMALL)
        self._keys.setColumnStretch(1, 1)
        page = QWidget()
        page.setObjectName("inspector")
        column = QVBoxLayout(page)
        column.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.LARGE)
        column.setSpacing(theme.SMALL)
        column.addStretch(2)
        for widget in (picture, heading, about):
            column.addWidget(widget)
        column.addSpacing(theme.LARGE)
        column.addLayout(self._keys)
        column.addStretch(3)
        # In a low window the keys scroll.
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def put_keys(self, keys: Sequence[tuple[str, str]]) -> None:
        """Show keys for what is chosen: what is pressed, and what it does."""
        clear(self._keys)
        for row, (pressed, does) in enumerate(keys):
            self._keys.addWidget(plain_label(pressed, "key", wrap=False), row, 0)
            self._keys.addWidget(plain_label(does, "muted"), row, 1)
