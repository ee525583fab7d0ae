"""A sentence that is to be read before one goes on, or a question with its answers: drawn as the rest of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon

Role = QDialogButtonBox.ButtonRole
_EDGE = 28
_WIDTH = 360


class Question(QDialog):
    """``drawing`` stands beside ``words``. The answers are added in the order of their weight: the first one is what
    Enter says. Escape says the one that rejects.
    """

    def __init__(self, parent: QWidget | None, words: str, title: str = "", drawing: str = "help") -> None:
        super().__init__(parent)
        self.setWindowTitle(title or _("Exchange Archive"))
        self.label = plain_label(words)
        self.label.setMinimumWidth(_WIDTH)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        picture = QLabel()
        picture.setTextFormat(Qt.TextFormat.PlainText)
        picture.setPixmap(icon(drawing, QPalette.ColorRole.PlaceholderText).pixmap(_EDGE))
        picture.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._box = QDialogButtonBox()
        self._box.clicked.connect(self._answered)
        #: What was answered, None until it is.
        self.answer: QAbstractButton | None = None
        said = QHBoxLayout()
        said.setSpacing(theme.MEDIUM)
        said.addWidget(picture)
        said.addWidget(self.label, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.LARGE, theme.LARGE, theme.MEDIUM)
        layout.setSpacing(theme.LARGE)
        layout.addLayout(said)
        layout.addWidget(self._box)

    def text(self) -> str:
        """What is said or asked."""
        return self.label.text()

    def buttons(self) -> list[QAbstractButton]:
        """The answers."""
        return self._box.buttons()

    def offer(self, words: str, role: Role = Role.AcceptRole) -> QPushButton:
        """Add an answer."""
        button = self._box.addButton(words, role)
        button.setDefault(len(self.buttons()) == 1)
        return button

    def _answered(self, button: QAbstractButton) -> None:
        self.answer = button
        self.done(QDialog.DialogCode.Rejected if button in self._refusing() else QDialog.DialogCode.Accepted)

    def _refusing(self) -> list[QAbstractButton]:
        return [each for each in self.buttons() if self._box.buttonRole(each) == Role.RejectRole]


def show_sentence(parent: QWidget | None, sentence: str, title: str = "") -> None:
    """Show one plain sentence and wait until it is read."""
    box = Question(parent, sentence, title, "info")
    box.offer(_("Close"), Role.RejectRole)
    box.exec()
    box.deleteLater()
