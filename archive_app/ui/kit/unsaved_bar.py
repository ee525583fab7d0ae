"""One plain sentence at the foot of the window for as long as something that was typed could not be saved, or has to be
chosen from."""

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
    """Hidden as long as all is saved. ``choose`` is pressed to see both texts where somebody else has written one."""

    def __init__(self, unsaved: Unsaved, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._unsaved = unsaved
        drawing = QLabel()
        drawing.setPixmap(icon("warning").pixmap(16, 16))
        self.label = plain_label()
        self.again = QPushButton(_("Try again"))
        self.again.clicked.connect(unsaved.try_again)
        self.choose = QPushButton(_("Show both…"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.SMALL, theme.TIGHT)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(drawing)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.choose)
        layout.addWidget(self.again)
        unsaved.changed.connect(self._changed)
        self.hide()
        self._look()

    def _changed(self, _place: Place) -> None:
        self._look()

    def _look(self) -> None:
        held, contested = list(self._unsaved.held.values()), self._unsaved.contested
        if not held:
            self.hide()
            return
        waiting = [typed for typed in held if typed.now is None]
        self.choose.setVisible(bool(contested))
        self.again.setVisible(bool(waiting))
        sentence = said(len(waiting), waiting[-1].reason) if waiting else ""
        if contested:
            sentence = f"{_of_two(len(contested), contested[-1].reason)} {sentence}".strip()
        if sentence != self.label.text() or self.isHidden():
            self.label.setText(sentence)
            self.label.setAccessibleName(sentence)
            self.show()
            QAccessible.updateAccessibility(QAccessibleEvent(self.label, QAccessible.Event.Alert))


def _of_two(count: int, reason: str) -> str:
    """That so many texts were changed by somebody else while they were typed."""
    if count == 1:
        return reason
    words = ngettext(
        "{count} text was changed by somebody else meanwhile. Both texts are kept: choose one.",
        "{count} texts were changed by somebody else meanwhile. Both texts of each are kept: choose one.",
        count,
    )
    return words.format(count=count)


def said(count: int, reason: str) -> str:
    """That so many texts are not saved, and why."""
    words = ngettext(
        "{count} text is not saved yet. It is kept, and tried again by itself. {reason}",
        "{count} texts are not saved yet. They are kept, and tried again by themselves. {reason}",
        count,
    )
    return words.format(count=count, reason=reason)
