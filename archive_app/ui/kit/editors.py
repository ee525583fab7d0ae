"""The small editors of the inspector. They save when one moves on; there is no button for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from archive_app.domain.text import showing
from archive_app.i18n import labelled, ngettext
from archive_app.services.drafts import Place
from archive_app.ui.kit import places, theme
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.keeper import Keeper
from archive_app.ui.session.unsaved import Unsaved

Key = Qt.Key
#: Labels set in the weight of headings.
_WEIGHTY = frozenset({"title", "masthead", "heading", "strong"})
#: A text is shown in full up to so many lines; a longer one scrolls.
MOST_LINES = 14
#: Letters of a title that are shown.
_LONGEST_TITLE = 400


class SavingLine(QLineEdit):
    """``saved`` gives what was typed when it differs from what is stored. Escape takes the typing back."""

    saved = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        #: What is taken as stored and how it is shown; what is in the archive, now and when typing began.
        self._stored = self._shown = self._kept = self._base = ""
        self._keeper: Keeper | None = None
        self.reset(text)
        self.editingFinished.connect(self.flush)

    @property
    def changed(self) -> bool:
        """Whether something is typed that is not saved yet."""
        return self.text() != self._shown

    def keep(self, unsaved: Unsaved, place: Callable[[], Place | None]) -> None:
        """Keep what is typed here, which belongs at ``place``, until it is saved."""
        keeper = self._keeper = Keeper(self, self, unsaved, place)
        self.textEdited.connect(lambda _text: keeper.typed(self._meaning(), self._before()))

    def put(self, text: str) -> None:
        """Show what is stored, unless something else is just being typed, or could not be saved."""
        moved = self._keeper is not None and self._keeper.moved()
        if self.changed and self.hasFocus() and not moved:
            self._stored = self._kept = text
            return
        at, whole = self.cursorPosition(), self.selectedText() == self.text()
        if self.hasFocus() and not moved:
            self._put(text)
            self.setCursorPosition(at)
        else:
            self.reset(text)
        if self.hasFocus() and whole and self.text():
            # Tab selects what stands in a line: what is typed goes in its place, be it filled a moment later.
            self.selectAll()

    def reset(self, text: str) -> None:
        """Show what is stored, whatever was typed and can be saved."""
        self._put(text)
        self.setCursorPosition(0)

    def flush(self) -> None:
        """Save what was typed. A line may show less than is stored: only what was typed is a change."""
        text = self.text().strip()
        if self.changed and text != self._stored:
            self._stored, self._shown = text, self.text()
            self.saved.emit(text)

    def show_unsaved(self, text: str) -> None:
        """Show what could not be saved."""
        self._show(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Key.Key_Escape and self.changed:
            self._show(self._stored)
            if self._keeper is not None:
                self._keeper.typed(self._meaning(), self._before())
            return
        if event.key() == Key.Key_Escape and self._keeper is not None and self._keeper.drop():
            self._show(self._kept)
            return
        super().keyPressEvent(event)

    def _meaning(self) -> str:
        return self.text().strip()

    def _before(self) -> str:
        return self._base

    def _put(self, text: str) -> None:
        self._kept = self._base = text
        unsaved = self._keeper.text if self._keeper is not None else None
        if unsaved is not None:
            self.show_unsaved(unsaved)
        else:
            self._show(text)
        if self._keeper is not None:
            self._keeper.mark()

    def _show(self, text: str) -> None:
        if text != self._stored or self.changed:
            self.setText(text)
        self._stored, self._shown = text, self.text()


class SavingText(QPlainTextEdit):
    """A text of several lines that is as high as it needs to be; Tab moves on, Escape takes the typing back."""

    saved = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._given = self._kept = self._base = text
        self._showing = False
        self._keeper: Keeper | None = None
        self._most = MOST_LINES
        self._stored = self.toPlainText()
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(theme.TIGHT)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def limit(self, lines: int) -> None:
        """Show so many lines at most."""
        self._most = lines
        self._fit()

    def keep(self, unsaved: Unsaved, place: Callable[[], Place | None]) -> None:
        """Keep what is typed here, which belongs at ``place``, until it is saved."""
        self._keeper = Keeper(self, self, unsaved, place)
        self.textChanged.connect(self._typed)
        self._put(self._kept)

    def put(self, text: str) -> None:
        """Show what is stored, unless something else is just being typed, or could not be saved."""
        moved = self._keeper is not None and self._keeper.moved()
        if not self.changed or not self.hasFocus() or moved:
            self._put(text)
        else:
            self._stored = self._kept = text

    @property
    def changed(self) -> bool:
        """Whether something is typed that is not saved yet."""
        return self.toPlainText() != self._stored

    @property
    def unsaved(self) -> bool:
        """Whether what stands here could not be saved."""
        return self._keeper is not None and self._keeper.text is not None

    def begin(self, text: str) -> None:
        """Show ``text``, which is stored, whatever was shown before; the cursor stands at its end."""
        self._put(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def flush(self) -> None:
        """Save what was typed."""
        text = self.toPlainText().strip()
        if self.changed and text != self._stored.strip():
            self._stored = self._given = self.toPlainText()
            self.saved.emit(text)

    def show_unsaved(self, text: str) -> None:
        """Show what could not be saved."""
        self._show(text)

    def _put(self, text: str) -> None:
        self._kept = self._base = text
        unsaved = self._keeper.text if self._keeper is not None else None
        self._show(text if unsaved is None else unsaved)
        if self._keeper is not None:
            self._keeper.mark()

    def _show(self, text: str) -> None:
        if text not in (self.toPlainText(), self._given) or self.changed:
            self._showing = True
            self.setPlainText(text)
            self._showing = False
        # Qt has its own mind about some spaces and ends of lines: that is no change of the text.
        self._given, self._stored = text, self.toPlainText()

    def _typed(self) -> None:
        if self._keeper is not None and not self._showing:
            self._keeper.typed(self.toPlainText().strip(), self._base)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Key.Key_Escape and self.changed:
            self.setPlainText(self._stored)
            return
        if event.key() == Key.Key_Escape and self._keeper is not None and self._keeper.drop():
            self._show(self._kept)
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wanted = max(1, int(self.document().size().height()))
        lines = min(self._most, wanted)
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > lines else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(scrolls)
        height = lines * self.fontMetrics().lineSpacing() + 2 * theme.TIGHT + 6
        if self.height() != height or self.minimumHeight() != height:
            self.setFixedHeight(height)


class Stars(QWidget):
    """A rating from 0 to 5, by click, digit keys and arrows."""

    saved = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value = 0
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(24)
        self._say()

    def value(self) -> int:
        """The rating shown."""
        return self._value

    def put(self, value: int) -> None:
        """Show ``value``."""
        self._value = value
        self._say()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(5 * 20 + 4, 24)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        for star in range(5):
            full = star < self._value
            role = QPalette.ColorRole.WindowText if full else QPalette.ColorRole.PlaceholderText
            icon("star-filled" if full else "star", role).paint(painter, star * 20 + 2, 3, 18, 18)
        if self.hasFocus():
            painter.setPen(self.palette().color(QPalette.ColorRole.Accent))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        star = min(5, int(event.position().x()) // 20 + 1)
        self._set(0 if star == self._value else star)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        stars = places.digit(event)
        if stars is not None and stars <= 5 and not places.modifiers(event) & ~Qt.KeyboardModifier.ShiftModifier:
            self._set(stars)
        elif event.key() in (Key.Key_Right, Key.Key_Plus):
            self._set(min(5, self._value + 1))
        elif event.key() in (Key.Key_Left, Key.Key_Minus):
            self._set(max(0, self._value - 1))
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        return super().event(event)

    def _set(self, value: int) -> None:
        if value != self._value:
            self.put(value)
            self.saved.emit(value)

    def _say(self) -> None:
        stars = ngettext("{count} star", "{count} stars", self._value).format(count=self._value)
        self.setAccessibleName(labelled(self._name, stars))


class PlainLabel(QLabel):
    """Shows a text as it is, never as markup, with nothing in it that hides, acts or breaks the layout."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)

    def text(self) -> str:
        """The text as it was given."""
        return self._text

    def setText(self, text: str) -> None:
        self._text = text
        shown = showing.lines(text, self._most)
        if shown != super().text():
            super().setText(shown)

    def clear(self) -> None:
        """Show nothing."""
        self.setText("")


def plain_label(text: str = "", name: str = "", *, wrap: bool = True) -> QLabel:
    """A label that shows ``text`` as it is, never as markup; ``name`` is for the style sheet."""
    label = PlainLabel(_LONGEST_TITLE if name in _WEIGHTY else showing.LABEL)
    label.setText(text)
    label.setWordWrap(wrap)
    label.setObjectName(name)
    if name in _WEIGHTY:
        label.setFont(theme.weighty(label.font()))
    return label


class ElidedLabel(QLabel):
    """A label of one line that gives way: what does not fit is cut, and its tip has the whole."""

    def __init__(self, text: str = "", name: str = "") -> None:
        super().__init__()
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        if name in _WEIGHTY:
            self.setFont(theme.weighty(self.font()))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def text(self) -> str:
        """The text as it was given."""
        return self._text

    def setText(self, text: str) -> None:
        self._text = text
        self.setToolTip(theme.plain_tip(text))
        self.setAccessibleName(showing.shown(text))
        super().setText(showing.shown(text))

    def minimumSizeHint(self) -> QSize:
        return QSize(24, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        painter.setPen(self.palette().color(self.foregroundRole()))
        whole = showing.shown(self._text)
        words = self.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.end()


def flush_all(widget: QWidget) -> None:
    """Save what is being typed anywhere inside ``widget``."""
    for line in widget.findChildren(SavingLine):
        line.flush()
    for text in widget.findChildren(SavingText):
        text.flush()
