"""A folder that is set: typed, or chosen among those that are there."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from archive_app.i18n import _
from archive_app.ui.dialogs import choose
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import SavingLine


class PlaceLine(QWidget):
    """``saved`` gives the folder; an empty line is none."""

    saved = Signal(str)

    def __init__(self, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = label
        self.line = SavingLine()
        self.line.setAccessibleName(label)
        self.line.setPlaceholderText(_("A folder on another drive"))
        self.line.saved.connect(self.saved)
        self.setFocusProxy(self.line)
        self.browse = QPushButton(_("Choose…"))
        self.browse.setAutoDefault(False)
        self.browse.clicked.connect(self._browse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.browse)

    def _browse(self) -> None:
        start = Path(self.line.text()) if self.line.text() else Path.home()
        folder = choose.folder(self, self._label, start)
        if folder is not None:
            self.saved.emit(str(folder))
