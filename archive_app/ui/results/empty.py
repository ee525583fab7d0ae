"""What stands in place of a result that is empty: what to do next, and what may have been meant."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from archive_app.i18n import _
from archive_app.services.search import searching
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.section import clear
from archive_app.ui.session.session import Session

#: So many other searches are offered.
OFFERED = 3
_KEY = "did-you-mean"
Key = Qt.Key


class EmptyPage(QWidget):
    """``query_wanted`` gives the search that was meant; it is never run unasked."""

    query_wanted = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._query = ""
        self._label = plain_label(name="empty")
        self._label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._buttons: list[QPushButton] = []
        self._offers = QVBoxLayout()
        self._offers.setSpacing(theme.TIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SMALL, 0, theme.SMALL, 0)
        layout.addStretch(2)
        layout.addWidget(self._label)
        layout.addLayout(self._offers)
        layout.addStretch(3)

    def text(self) -> str:
        """The sentence that is shown."""
        return self._label.text()

    @property
    def offers(self) -> list[QPushButton]:
        """The searches that may have been meant, as buttons."""
        return list(self._buttons)

    def show_query(self, query: str, *, nothing: bool) -> None:
        """Say what to do now; ``nothing`` was found for ``query``."""
        self._offer(())
        self._session.tasks.forget(_KEY)
        self._query = query
        if not nothing:
            return
        if not query:
            self._label.setText(_("Nothing is here yet.\nDrop files or folders on this window, or press Ctrl+I."))
            return
        self._label.setText(_("Nothing matches.\nTake a word away, or press F1 to read how searches are written."))
        archive = self._session.archive
        self._session.tasks.read(lambda: searching.suggest(archive, query), self._offer, owner=self, key=_KEY)

    def take_focus(self) -> bool:
        """Put the focus on the first of what may have been meant; False where there is none."""
        offers = self.offers
        if offers:
            offers[0].setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(offers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        offers = self.offers
        at = next((number for number, offer in enumerate(offers) if offer.hasFocus()), -1)
        key = event.key()
        if at >= 0 and key in (Key.Key_Return, Key.Key_Enter):
            offers[at].click()
        elif at >= 0 and key in (Key.Key_Down, Key.Key_Up):
            step = 1 if key == Key.Key_Down else -1
            offers[(at + step) % len(offers)].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _offer(self, queries: tuple[str, ...]) -> None:
        clear(self._offers)
        self._buttons = []
        for query in queries[:OFFERED]:
            button = QPushButton(_("Did you mean {query}?").format(query=f"“{query}”").replace("&", "&&"))
            button.setObjectName("offer")
            button.clicked.connect(lambda _on=False, meant=query: self.query_wanted.emit(meant))
            self._buttons.append(button)
            self._offers.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
