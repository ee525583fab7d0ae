"""Two buttons beside a large picture: to mark on it, and to see what is marked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.kit.icons import icon, icon_in
from archive_app.ui.kit.large import LargePicture
from archive_app.ui.marking.marking import Marking
from archive_app.ui.marking.outlines import LINE


class MarkingButtons(QWidget):
    """On the dark ground of a picture, or ``light``: on that of the window."""

    def __init__(self, marking: Marking, large: LargePicture, *, light: bool = False) -> None:
        super().__init__()
        self._marking = marking
        self.mark = self._button("region", _("Mark a region (Ctrl+M)"), light)
        self.show_all = self._button("regions", _("Show regions (Ctrl+Alt+M)"), light)
        self.mark.clicked.connect(self._toggle)
        self.show_all.clicked.connect(self._toggle_shown)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.mark)
        layout.addWidget(self.show_all)
        marking.changed.connect(self._tell)
        large.changed.connect(self._tell)
        self._tell()

    def _toggle(self) -> None:
        self._marking.toggle()
        self._tell()

    def _toggle_shown(self) -> None:
        self._marking.toggle_shown()

    def _tell(self) -> None:
        self.mark.setChecked(self._marking.on)
        self.mark.setEnabled(self._marking.possible)
        self.show_all.setChecked(self._marking.shown)

    @staticmethod
    def _button(drawing: str, words: str, light: bool) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(drawing) if light else icon_in(drawing, LINE))
        button.setAutoRaise(True)
        button.setCheckable(True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button
