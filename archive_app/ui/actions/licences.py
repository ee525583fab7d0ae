"""The licences and notices of what is installed with the program, as plain text to scroll and to search in."""

from __future__ import annotations

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from archive_app import paths
from archive_app.i18n import _
from archive_app.ui.kit import room, theme

#: Lines that only draw: the rule of a table, the fence around a licence.
_RULE = re.compile(r"\|[-|: ]+\||[~`]{3,}\w*")


class LicencesDialog(QDialog):
    """Enter in the line goes on to the next place."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Licences"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 760, 640)
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(_("Find in this page…"))
        self.finder.setAccessibleName(_("Find in this page"))
        self.finder.setClearButtonEnabled(True)
        self.finder.textChanged.connect(lambda _text: self._find(anew=True))
        self.finder.returnPressed.connect(self._find)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Licences"))
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.text.setPlainText(_page())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.finder)
        layout.addWidget(self.text, 1)
        layout.addWidget(buttons)

    def _find(self, *, anew: bool = False) -> None:
        if anew:
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
        words = self.finder.text()
        if words and not self.text.find(words):
            self.text.moveCursor(QTextCursor.MoveOperation.Start)
            self.text.find(words)


def _page() -> str:
    """The page as plain text: its few signs of Markdown are for other readers."""
    try:
        lines = paths.third_party().read_text("utf-8").splitlines()
    except OSError as error:
        return _("The licences cannot be read: {reason}").format(reason=error.strerror or error)
    return "\n".join(_plain(line) for line in lines if not _RULE.fullmatch(line))


def _plain(line: str) -> str:
    cells = [cell.strip() for cell in line.strip("| ").split(" | ")] if line.startswith("|") else []
    return ", ".join(cell for cell in cells if cell) if cells else line.lstrip("# ").replace("`", "")
