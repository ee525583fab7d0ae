"""One plain sentence at the foot of the window for as long as something that was typed could not be saved."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from archive_app.i18n import _, ngettext
from archive_app.services.drafts import Place
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.unsaved import Unsaved


class UnsavedBar(QFrame):
    """Hidden as long as all is saved."""

    def __init__(self, unsaved: Unsaved, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._unsaved = unsaved
        drawing = QLabel()
        drawing.setPixmap(icon("warning").pixmap(16, 16))
        self.label = plain_label()
        self.again = QPushButton(_("Try again"))
        self.again.clicked.connect(unsaved.try_again)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.SMALL, theme.TIGHT)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(drawing)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.again)
        unsaved.changed.connect(self._changed)
        self.hide()
        self._look()

    def _changed(self, _place: Place) -> None:
        self._look()

    def _look(self) -> None:
        held = list(self._unsaved.held.values())
        if not held:
            self.hide()
            return
        sentence = said(len(held), held[-1].reason)
        if sentence != self.label.text() or self.isHidden():
            self.label.setText(sentence)
            self.label.setAccessibleName(sentence)
            self.show()
            QAccessible.updateAccessibility(QAccessibleEvent(self.label, QAccessible.Event.Alert))


def said(count: int, reason: str) -> str:
    """That so many texts are not saved, and why."""
    words = ngettext(
        "{count} text is not saved yet. It is kept, and tried again by itself. {reason}",
        "{count} texts are not saved yet. They are kept, and tried again by themselves. {reason}",
        count,
    )
    return words.format(count=count, reason=reason)
