"""A part of the inspector that folds away under its heading."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLayout, QToolButton, QVBoxLayout, QWidget

from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.settings import Settings


class Section(QFrame):
    """Heading, count, and a body whose layout is :attr:`content`. Whether it is open is remembered under ``key``."""

    def __init__(self, key: str, title: str, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("section")
        self._key = f"inspector/open-{key}"
        self._settings = settings
        self.title = title
        self.heading = QToolButton()
        self.heading.setObjectName("heading")
        self.heading.setText(title)
        self.heading.setFont(theme.weighty(self.heading.font()))
        self.heading.setAccessibleName(title)
        self.heading.setCheckable(True)
        self.heading.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.heading.setChecked(settings.flag(self._key))
        self.heading.toggled.connect(self._fold)
        self.count: QLabel = plain_label(name="muted", wrap=False)
        self.body = QWidget()
        self.content = QVBoxLayout(self.body)
        self.content.setContentsMargins(theme.MEDIUM, 0, theme.SMALL, theme.SMALL)
        self.content.setSpacing(theme.TIGHT)
        head = QHBoxLayout()
        head.setContentsMargins(theme.TIGHT, theme.TIGHT, theme.MEDIUM, theme.TIGHT)
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.count)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.body)
        self._show(self.heading.isChecked())

    def open(self) -> None:
        """Unfold."""
        self.heading.setChecked(True)

    def say(self, count: int) -> None:
        """Show how many there are beside the heading."""
        self.count.setText(f"{count:,}" if count else "")

    def empty(self) -> None:
        """Take everything out of the body."""
        clear(self.content)

    def _fold(self, opened: bool) -> None:
        self._settings.put(self._key, opened)
        self._show(opened)

    def _show(self, opened: bool) -> None:
        self.body.setVisible(opened)
        self.heading.setIcon(icon("chevron-down" if opened else "chevron-right"))


def discard(widget: QWidget) -> None:
    """Take ``widget`` out of sight at once and delete it."""
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()


def clear(layout: QLayout) -> None:
    """Take everything out of ``layout`` and delete it."""
    while layout.count():
        item = layout.takeAt(0)
        if item is None:
            return
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            discard(widget)
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
