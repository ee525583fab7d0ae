"""A text, or the words of a document that has no picture, to read: nothing is typed into it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from archive_app.domain.text.folding import Term
from archive_app.domain.text.marking import mark_written
from archive_app.i18n import _, ngettext
from archive_app.services.ingest.documents import Contents
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label

Key = Qt.Key
#: What the text answers to itself; all other keys are those of whoever shows it.
_OWN = frozenset({Key.Key_Up, Key.Key_Down, Key.Key_Home, Key.Key_End})
_MARKED = QColor(214, 158, 46, 110)
_MOST_MARKS = 2_000


class Reading(QPlainTextEdit):
    """Words that can be read, chosen and copied."""

    def __init__(self) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(_("Text"))
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.document().setDocumentMargin(theme.LARGE)

    def event(self, event: QEvent) -> bool:
        """What chooses and copies is meant for the text, whatever the window does by these keys."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            wanted = (QKeySequence.StandardKey.Copy, QKeySequence.StandardKey.SelectAll)
            if any(event.matches(each) for each in wanted):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        chosen = event.modifiers() & (Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier)
        own = event.key() in _OWN or (chosen and event.key() in (Key.Key_C, Key.Key_A, Key.Key_Insert))
        if event.key() in (Key.Key_Plus, Key.Key_Equal, Key.Key_Minus):
            self.zoomIn(-1 if event.key() == Key.Key_Minus else 1)
        elif own:
            super().keyPressEvent(event)
        else:
            event.ignore()


class TextView(QWidget):
    """What was read of a document, its pages one after the other, and a line that says what is missing of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reading")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.text = Reading()
        self.note = plain_label(name="hint")
        self._starts: list[int] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.note)
        self.note.setContentsMargins(theme.LARGE, theme.SMALL, theme.LARGE, theme.SMALL)
        self.setFocusProxy(self.text)

    @property
    def filled(self) -> bool:
        """Whether there are words to go to."""
        return bool(self._starts)

    def say(self, words: str) -> None:
        """Show no text, but ``words``."""
        self._starts = []
        self.text.setPlainText(words)
        self.note.hide()

    def put(self, contents: Contents, *, most: int = 0) -> None:
        """Show ``contents``, from the beginning on, of which ``most`` letters or all that was read."""
        if contents.why:
            self.say(contents.why)
            return
        parts, at = [], 0
        self._starts = []
        for number, page in enumerate(contents.pages, start=1):
            head = "— {page} —\n\n".format(page=_("Page {n}").format(n=number)) if contents.total > 1 else ""
            self._starts.append(at)
            parts.append(f"{head}{page}")
            at += len(parts[-1]) + 2
            if most and at > most:
                break
        said = "\n\n".join(parts)[: most or None]
        self.text.setPlainText(said if any(contents.pages) else _("There are no words in it."))
        whole = sum(map(len, contents.pages))
        less = bool(most) and whole > most
        self.note.setVisible(less or contents.cut)
        if less:
            self.note.setText(_("This is the beginning: Space shows more of it."))
        elif contents.cut:
            words = ngettext(
                "This is the beginning: {count} letter. The whole is in the file itself.",
                "This is the beginning: {count} letters. The whole is in the file itself.",
                whole,
            )
            self.note.setText(words.format(count=f"{whole:,}"))

    def go_to(self, page: int, terms: Sequence[Term], nth: int = 0) -> None:
        """Mark the words on this page, from 0, and bring the ``nth`` of them into sight."""
        said = self.text.toPlainText()
        start, end = self._starts[page : page + 2] if page + 1 < len(self._starts) else (0, len(said))
        spans = mark_written(said[start:end], terms)[:_MOST_MARKS]
        there = _units(said, {start, *(start + at for span in spans for at in span)})
        self.text.setExtraSelections([self._marked(there[start + begin], there[start + end]) for begin, end in spans])
        cursor = self.text.textCursor()
        cursor.setPosition(there[start + spans[min(nth, len(spans) - 1)][0]] if spans else there[start])
        self.text.setTextCursor(cursor)
        self.text.centerCursor()

    def _marked(self, start: int, end: int) -> QTextEdit.ExtraSelection:
        marked, form = QTextEdit.ExtraSelection(), QTextCharFormat()
        form.setBackground(_MARKED)
        cursor = self.text.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        marked.cursor, marked.format = cursor, form
        return marked


def _units(text: str, places: set[int]) -> dict[int, int]:
    """What Qt counts these places in ``text`` as: a character beyond the first plane is two."""
    found, at, units = {}, 0, 0
    for place in sorted(places):
        units += len(text[at:place].encode("utf-16-le", "surrogatepass")) // 2
        at = place
        found[place] = units
    return found
