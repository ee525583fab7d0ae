"""The line below a picture on which one marks: what the mouse and the keys do, and what nobody accepted yet."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton

from archive_app.i18n import _, ngettext
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.hint_line import HintLine
from archive_app.ui.kit.icons import icon_in
from archive_app.ui.marking.outlines import LINE


class MarkingBar(QFrame):
    """``wanted`` gives what is asked for: ``accept``, ``reject``, ``accept-all``, ``remove``, ``leave``."""

    wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hints = HintLine(
            [
                _("Draw a box"),
                _("Tab: the next one"),
                _("Enter: say what it is"),
                _("Arrows: move it"),
                _("Shift+arrows: its size"),
                _("Insert: a new one in the middle"),
                _("Ctrl+mouse: one within another"),
            ]
        )
        self.open = plain_label(name="field", wrap=False)
        self.accept = self._tool("check", _("Accept (F8)"), "accept")
        self.reject = self._tool("reject", _("Reject (Shift+F8)"), "reject")
        self.all = QPushButton(_("Accept all"))
        self.all.setObjectName("dark")
        self.all.setToolTip(_("Accept all regions of this picture (Ctrl+F8)"))
        self.remove = self._tool("delete", _("Remove (Del)"), "remove")
        self.leave = self._tool("close", _("Done (Esc)"), "leave")
        self.all.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.all.clicked.connect(lambda _on=False: self.wanted.emit("accept-all"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.MEDIUM, theme.TIGHT)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.hints, 1)
        for widget in (self.open, self.accept, self.reject, self.all, self.remove, self.leave):
            layout.addWidget(widget)
        self.tell(0, chosen=False, unaccepted=False)

    def tell(self, waiting: int, *, chosen: bool, unaccepted: bool) -> None:
        """How many wait to be accepted, whether one is in hand, and whether that one waits."""
        self.open.setText(ngettext("{count} not accepted", "{count} not accepted", waiting).format(count=waiting))
        for widget in (self.open, self.all, self.accept, self.reject):
            widget.setVisible(waiting > 0)
        self.accept.setEnabled(unaccepted)
        self.reject.setEnabled(unaccepted)
        self.remove.setEnabled(chosen)

    def _tool(self, drawing: str, words: str, name: str) -> QToolButton:
        return tool(drawing, words, lambda: self.wanted.emit(name))


def tool(drawing: str, words: str, does: Callable[[], None], *, ticks: bool = False) -> QToolButton:
    """A button below a picture, which leaves the keys to that."""
    button = QToolButton()
    button.setIcon(icon_in(drawing, LINE))
    button.setAutoRaise(True)
    button.setCheckable(ticks)
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(lambda _on=False: does())
    return button
