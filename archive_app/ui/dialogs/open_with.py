"""Which program opens a copy: those that the desktop names, those chosen before, and any other one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from archive_app.i18n import _
from archive_app.ui.dialogs import choose
from archive_app.ui.kit import programs, room, theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.programs import Program


class OpenWithDialog(QDialog):
    """``picked`` gives the program; ``another`` the file of one that was chosen by hand, to be remembered."""

    picked = Signal(object)
    another = Signal(object)

    def __init__(self, name: str, offered: Sequence[Program], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered = list(offered)
        self.setWindowTitle(_("Open a copy with"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 460, 380)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Programs"))
        for program in self._offered:
            drawing = QIcon.fromTheme(program.icon) if program.icon else QIcon()
            self.list.addItem(QListWidgetItem(icon("open-page") if drawing.isNull() else drawing, program.name))
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self._pick())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Open"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setEnabled(bool(self._offered))
        self.other = buttons.addButton(_("Another program…"), QDialogButtonBox.ButtonRole.ActionRole)
        # Enter opens with what is chosen, or asks where there is nothing to choose.
        for button in (self.go, self.other, buttons.button(QDialogButtonBox.StandardButton.Cancel)):
            button.setAutoDefault(False)
        (self.go if self._offered else self.other).setDefault(True)
        self.other.clicked.connect(self._ask)
        buttons.accepted.connect(self._pick)
        buttons.rejected.connect(self.reject)
        empty = plain_label(_("This system names no program for it."), "muted")
        empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        empty.setVisible(not self._offered)
        self.list.setVisible(bool(self._offered))
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(plain_label(name, "heading"))
        layout.addWidget(empty, 1)
        layout.addWidget(self.list, 1)
        layout.addWidget(plain_label(_("A read-only copy is opened; the original stays as it is."), "muted"))
        layout.addWidget(buttons)

    def _pick(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._offered):
            self.picked.emit(self._offered[row])
            self.accept()

    def _ask(self) -> None:
        path = choose.file(self, _("Choose a program"), Path("/"), "")
        if path is not None:
            self.another.emit(path)
            self.picked.emit(programs.chosen(path))
            self.accept()
