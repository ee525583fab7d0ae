"""The search box: completion and earlier searches while typing, the parts of the search as chips under it, and in
words what is wrong with a search and where."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from archive_app.errors import ArchiveError, QueryError
from archive_app.i18n import _
from archive_app.services.results import QueryCompletion
from archive_app.services.search import completing
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.suggestions import Suggestion, Suggestions
from archive_app.ui.results.chips import ChipBar
from archive_app.ui.session.later import Later
from archive_app.ui.session.session import Session
from archive_app.ui.session.settings import Settings

#: How long one must pause before the search runs, in milliseconds: less than between two keys of a quick typist.
PAUSE = 60
#: So many earlier searches are remembered.
REMEMBERED = 20
_HISTORY = "search/history"
_MARGIN = 2


class MarkedLine(QLineEdit):
    """A line edit that can underline a place of its text. Nothing is put into the text, so an input method that is
    composing is left alone."""

    def __init__(self) -> None:
        super().__init__()
        self._mark: tuple[int, int] | None = None
        self.textChanged.connect(lambda _text: self.mark(None))

    def mark(self, place: tuple[int, int] | None) -> None:
        """Underline the characters from start to end; ``None`` for none."""
        if place != self._mark:
            self._mark = place
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._mark is None:
            return
        start, end = (self._x(position) for position in self._mark)
        box = self.contentsRect().adjusted(24, 0, -24, 0)
        painter = QPainter(self)
        painter.setClipRect(box)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.BrightText), 2))
        y = self.cursorRect().bottom() + _MARGIN
        painter.drawLine(start, y, max(end, start + 6), y)
        painter.end()

    def _x(self, position: int) -> int:
        """Where a character begins, reckoned from the cursor, the one place that Qt tells."""
        metrics, text = self.fontMetrics(), self.text()
        to_cursor = metrics.horizontalAdvance(text[: self.cursorPosition()])
        return self.cursorRect().center().x() - to_cursor + metrics.horizontalAdvance(text[:position])


class SearchBox(QWidget):
    """``searched`` gives the text to search for, while typing as well."""

    searched = Signal(str)
    #: The text is being changed: what was searched for is out of date.
    typing = Signal()
    #: Down or Enter: to the result.
    left = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._last: str | None = ""
        self._remembered = History(session.settings)
        self.edit = MarkedLine()
        self.edit.setObjectName("search")
        self.edit.setPlaceholderText(_("Search words, names, partnership:istanbul, kind:photo, date:2001…"))
        self.edit.setAccessibleName(_("Search"))
        self.edit.setClearButtonEnabled(True)
        self.edit.setMaxLength(2000)
        self.edit.addAction(QAction(icon("search"), "", self.edit), QLineEdit.ActionPosition.LeadingPosition)
        self.chips = ChipBar(session, self.edit)
        self.fault = plain_label(name="fault")
        self.fault.setAccessibleName(_("What is wrong with the search"))
        self.fault.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        for widget in (self.edit, self.fault, self.chips):
            layout.addWidget(widget)
        self._rest = Later(self, PAUSE, self._search)
        # Qt asks the filter that was installed last first: the open list takes Enter and Escape before the box does.
        self.edit.installEventFilter(self)
        self.suggestions = Suggestions(self.edit, self._ask)
        self.suggestions.chosen.connect(self._insert)
        self.edit.textChanged.connect(self._changed)
        self.chips.text_wanted.connect(self.put)
        self.chips.part_wanted.connect(self._edit_part)
        self.chips.left.connect(lambda: self.edit.setFocus(Qt.FocusReason.OtherFocusReason))

    def text(self) -> str:
        """The query as it stands."""
        return self.edit.text().strip()

    def put(self, query: str) -> None:
        """Search for ``query`` now. Undo in the box brings back what stood there."""
        if query != self.edit.text():
            self.edit.selectAll()
            self.edit.insert(query)
        self.edit.setCursorPosition(len(query))
        self._search(always=True)

    def forget(self) -> None:
        """What was searched for last was not found out: the same text is searched for again."""
        self._last = None

    @property
    def faulty(self) -> bool:
        """Whether what was asked for last could not be searched for."""
        return not self.fault.isHidden()

    def remember(self) -> None:
        """Keep the search for the list of earlier ones."""
        self._remembered.add(self.text())

    def show_fault(self, error: ArchiveError | None) -> None:
        """Say what is wrong, and mark the place; ``None`` clears it."""
        self.fault.setVisible(error is not None)
        self.edit.mark(None)
        if error is None:
            return
        text = error.message
        if isinstance(error, QueryError) and self.edit.text():
            query, at = self.edit.text(), min(max(0, error.position), len(self.edit.text()))
            before, after = query[max(0, at - 24) : at], query[at : at + 24]
            text += "\n" + _("Here: {before}▸{after}").format(before=before, after=after)
            self.edit.mark((at, _end_of_word(query, at)))
        self.fault.setText(text)

    def eventFilter(self, _watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.remember()
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._search(always=True)
                self.remember()
                self.left.emit()
                return True
            if key == Qt.Key.Key_Down and control:
                return self.chips.take_focus()
            if key == Qt.Key.Key_Escape and self.edit.text():
                self.edit.clear()
                return True
        return False

    def _changed(self, text: str) -> None:
        self.chips.put(text)
        self.typing.emit()
        self._rest.start()

    def _search(self, *, always: bool = False) -> None:
        self._rest.stop()
        if always or self.text() != self._last:
            self._last = self.text()
            self.searched.emit(self._last)

    def _ask(self, text: str, cursor: int, take: Callable[[Sequence[Suggestion]], None]) -> None:
        if not text:
            take([Suggestion(query, "", icon("history"), query) for query in self._remembered.queries()])
            return
        archive = self._session.archive

        def answer(found: list[QueryCompletion]) -> None:
            take([Suggestion(each.label, each.detail, icon("search"), each) for each in found])

        self._session.tasks.read(
            lambda: completing.complete_query(archive, text, cursor), answer, owner=self, key="complete-query"
        )

    def _insert(self, suggestion: Suggestion) -> None:
        found = suggestion.value
        if not isinstance(found, QueryCompletion):
            self.put(str(found))
            return
        text = self.edit.text()
        self.edit.setText(text[: found.start] + found.insert + text[found.end :])
        self.edit.setCursorPosition(found.start + len(found.insert))

    def _edit_part(self, start: int, end: int) -> None:
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit.setSelection(start, end - start)


class History:
    """The searches of this user, the last first."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def queries(self) -> list[str]:
        """At most :data:`REMEMBERED` of them."""
        try:
            kept = json.loads(self._settings.text(_HISTORY))
        except ValueError:
            return []
        return [query for query in kept if isinstance(query, str)][:REMEMBERED] if isinstance(kept, list) else []

    def add(self, query: str) -> None:
        """Put ``query`` on top."""
        queries = self.queries()
        if query and queries[:1] != [query]:
            kept = [query, *(known for known in queries if known != query)][:REMEMBERED]
            self._settings.put(_HISTORY, json.dumps(kept))


def _end_of_word(text: str, start: int) -> int:
    end = start + 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return min(end, len(text))
