"""The search box: completion while typing, and under it, in words, what is wrong with a query and where."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from archive_app.errors import ArchiveError, QueryError
from archive_app.i18n import _
from archive_app.services import completing
from archive_app.services.results import QueryCompletion
from archive_app.ui import theme
from archive_app.ui.icons import icon
from archive_app.ui.session import Session
from archive_app.ui.suggestions import Suggestion, Suggestions

#: How long one must pause before the search runs, in milliseconds.
PAUSE = 160


class SearchBox(QWidget):
    """``searched`` gives the text to search for, while typing as well."""

    searched = Signal(str)
    #: Down or Enter: to the result.
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._last = ""
        self.edit = QLineEdit()
        self.edit.setObjectName("search")
        self.edit.setPlaceholderText(_("Search words, names, partnership:istanbul, kind:photo, date:2001…"))
        self.edit.setAccessibleName(_("Search"))
        self.edit.setClearButtonEnabled(True)
        self.edit.setMaxLength(2000)
        self.edit.addAction(QAction(icon("search"), "", self.edit), QLineEdit.ActionPosition.LeadingPosition)
        self.fault = QLabel()
        self.fault.setObjectName("fault")
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.fault.setAccessibleName(_("What is wrong with the search"))
        self.fault.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.HAIR)
        layout.addWidget(self.edit)
        layout.addWidget(self.fault)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self._search)
        # Qt asks the filter that was installed last first: the open list takes Enter and Escape before the box does.
        self.edit.installEventFilter(self)
        self.suggestions = Suggestions(self.edit, self._ask)
        self.suggestions.chosen.connect(self._insert)
        self.edit.textChanged.connect(lambda _text: self._timer.start())

    def text(self) -> str:
        """The query as it stands."""
        return self.edit.text().strip()

    def put(self, query: str) -> None:
        """Search for ``query`` now."""
        self.edit.setText(query)
        self.edit.setCursorPosition(len(query))
        self._search(always=True)

    def show_fault(self, error: ArchiveError | None) -> None:
        """Say what is wrong, and mark the place; ``None`` clears it."""
        self.fault.setVisible(error is not None)
        if error is None:
            return
        text = error.message
        if isinstance(error, QueryError) and self.edit.text():
            query, at = self.edit.text(), min(max(0, error.position), len(self.edit.text()))
            before, after = query[max(0, at - 24) : at], query[at : at + 24]
            text += "\n" + _("Here: {before}▸{after}").format(before=before, after=after)
        self.fault.setText(text)

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key = event.key()
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search(always=True)
                self.left.emit()
                return True
            if key == Qt.Key.Key_Escape and self.edit.text():
                self.edit.clear()
                return True
        return False

    def _search(self, *, always: bool = False) -> None:
        self._timer.stop()
        if always or self.text() != self._last:
            self._last = self.text()
            self.searched.emit(self._last)

    def _ask(self, text: str, cursor: int, take: Callable[[Sequence[Suggestion]], None]) -> None:
        archive = self._session.archive

        def answer(found: list[QueryCompletion]) -> None:
            take([Suggestion(each.label, each.detail, icon("search"), each) for each in found])

        self._session.tasks.read(
            lambda: completing.complete_query(archive, text, cursor), answer, owner=self, key="complete-query"
        )

    def _insert(self, suggestion: Suggestion) -> None:
        found: QueryCompletion = suggestion.value
        text = self.edit.text()
        self.edit.setText(text[: found.start] + found.insert + text[found.end :])
        self.edit.setCursorPosition(found.start + len(found.insert))
