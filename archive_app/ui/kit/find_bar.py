"""Finding words in the document that is shown: a line below it, and from one place where they stand to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from archive_app.domain.model.records import FileValue
from archive_app.domain.text.folding import Term
from archive_app.i18n import _
from archive_app.services.ingest import documents
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.picture_button import picture_button
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session

#: How long no letter is typed before it is looked, in milliseconds.
_PAUSE = 150
_WIDE = 260


class _Words(QLineEdit):
    """What is looked for. Return goes on, with Shift back, Escape ends it."""

    wanted = Signal(int)
    ended = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F3):
            self.wanted.emit(-1 if back else 1)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.wanted.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.ended.emit()
        else:
            super().keyPressEvent(event)


class FindBar(QWidget):
    """``found`` is called with the page, from 0, the terms, and which of the places on that page is meant, from 0;
    with no terms where nothing is to be marked. ``ended`` follows when the keys go back to the document.
    """

    ended = Signal()

    def __init__(self, session: Session, found: Callable[[int, Sequence[Term], int], None]) -> None:
        super().__init__()
        self.setObjectName("leaves")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._found = found
        self._file: FileValue | None = None
        self._page = 0
        self._terms: list[Term] = []
        #: The page and which of those on it, of each place.
        self._places: list[tuple[int, int]] = []
        self._at = 0
        self.words = _Words()
        self.words.setPlaceholderText(_("Find in this document"))
        self.words.setAccessibleName(_("Find in this document"))
        self.words.setFixedWidth(_WIDE)
        self.count = plain_label(wrap=False)
        self._pause = Later(self, _PAUSE, self._look)
        self.words.textEdited.connect(lambda _text: self._pause.start())
        self.words.wanted.connect(self.go)
        self.words.ended.connect(self.end)
        bar = QHBoxLayout(self)
        bar.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.SMALL)
        bar.setSpacing(theme.SMALL)
        bar.addStretch(1)
        bar.addWidget(self.words)
        bar.addWidget(self.count)
        for drawing, label, does in (
            ("back", _("The place before (Shift+Return)"), lambda: self.go(-1)),
            ("forward", _("The next place (Return)"), lambda: self.go(1)),
            ("close", _("Close (Esc)"), self.end),
        ):
            button = picture_button(drawing, label)
            button.clicked.connect(lambda _on=False, act=does: act())
            bar.addWidget(button)
        bar.addStretch(1)
        self.hide()

    def begin(self, file: FileValue, page: int) -> None:
        """Let words be typed that are looked for in ``file``, from ``page`` on."""
        if self._file != file:
            self._places, self._terms = [], []
            self.count.clear()
        self._file, self._page = file, page
        self.show()
        self.words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.words.selectAll()
        if self.words.text().strip():
            self._pause.start()

    def leave(self) -> None:
        """Another file is shown: what was found in this one is of no use."""
        self._pause.stop()
        self._session.tasks.forget(self._key)
        self._file, self._places, self._terms = None, [], []
        self.count.clear()
        self.hide()

    def end(self) -> None:
        """Give the keys back to the document, with nothing marked in it."""
        page = self._places[self._at][0] if self._places else self._page
        self.leave()
        self._found(page, (), 0)
        self.ended.emit()

    def go(self, by: int) -> None:
        """Go to the place ``by`` further, and from the last to the first."""
        if self._pause.isActive():
            self._pause.stop()
            self._look()
        elif self._places:
            self._at = (self._at + by) % len(self._places)
            self._show()

    @property
    def _key(self) -> str:
        return f"find-{id(self)}"

    def _look(self) -> None:
        file, words, archive = self._file, self.words.text(), self._session.archive
        if file is None:
            return
        self._terms = documents.terms_of(words)
        if not self._terms:
            self._places = []
            self.count.clear()
            self._found(self._page, (), 0)
            return
        terms = self._terms
        self._session.tasks.read(
            lambda: documents.found_in(archive, file.sha256, terms), self._put, owner=self, key=self._key
        )

    def _put(self, counts: list[int]) -> None:
        self._places = [(page, nth) for page, count in enumerate(counts) for nth in range(count)]
        self._at = next((at for at, (page, _nth) in enumerate(self._places) if page >= self._page), 0)
        self._show()

    def _show(self) -> None:
        if not self._places:
            self.count.setText(_("Nothing found"))
            self._found(self._page, (), 0)
            return
        where = _("Place {number} of {count}")
        self.count.setText(where.format(number=f"{self._at + 1:,}", count=f"{len(self._places):,}"))
        page, nth = self._places[self._at]
        self._page = page
        self._found(page, self._terms, nth)
