"""The small editors of the inspector. They save when one moves on; there is no button for it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
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
from archive_app.i18n import ngettext
from archive_app.ui.kit import places, theme
from archive_app.ui.kit.icons import icon

Key = Qt.Key
#: Labels set in semi-bold. Noto Sans is a variable font, whose weights Qt's style sheets do not reach.
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
        self._stored = self._shown = ""
        self.reset(text)
        self.editingFinished.connect(self.flush)

    @property
    def changed(self) -> bool:
        """Whether something is typed that is not saved yet."""
        return self.text() != self._shown

    def put(self, text: str) -> None:
        """Show what is stored, unless something else is just being typed."""
        if self.changed and self.hasFocus():
            self._stored = text
            return
        if self.hasFocus():
            at = self.cursorPosition()
            self._show(text)
            self.setCursorPosition(at)
        else:
            self.reset(text)

    def reset(self, text: str) -> None:
        """Show what is stored, whatever was typed."""
        self._show(text)
        self.setCursorPosition(0)

    def flush(self) -> None:
        """Save what was typed. A line may show less than is stored: only what was typed is a change."""
        text = self.text().strip()
        if self.changed and text != self._stored:
            self._stored, self._shown = text, self.text()
            self.saved.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Key.Key_Escape and self.changed:
            self._show(self._stored)
            return
        super().keyPressEvent(event)

    def _show(self, text: str) -> None:
        if text != self._stored or self.changed:
            self.setText(text)
        self._stored, self._shown = text, self.text()


class SavingText(QPlainTextEdit):
    """A text of several lines that is as high as it needs to be; Tab moves on, Escape takes the typing back."""

    saved = Signal(str)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._given = text
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

    def put(self, text: str) -> None:
        """Show what is stored, unless something else is just being typed."""
        if not self.changed or not self.hasFocus():
            self._show(text)
        else:
            self._stored = text

    @property
    def changed(self) -> bool:
        """Whether something is typed that is not saved yet."""
        return self.toPlainText() != self._stored

    def begin(self, text: str) -> None:
        """Show ``text``, which is stored, whatever was shown before; the cursor stands at its end."""
        self._show(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def flush(self) -> None:
        """Save what was typed."""
        if self.changed and self.toPlainText().strip() != self._stored.strip():
            self._stored = self._given = self.toPlainText()
            self.saved.emit(self._stored.strip())

    def _show(self, text: str) -> None:
        if text not in (self.toPlainText(), self._given) or self.changed:
            self.setPlainText(text)
        # Qt has its own mind about some spaces and ends of lines: that is no change of the text.
        self._given, self._stored = text, self.toPlainText()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Key.Key_Escape and self.toPlainText() != self._stored:
            self.setPlainText(self._stored)
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
        self.setAccessibleName(f"{self._name}: {stars}")


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


def plain_label(text: str = "", name: str = "", *, wrap: bool = True) -> QLabel:
    """A label that shows ``text`` as it is, never as markup; ``name`` is for the style sheet."""
    label = PlainLabel(_LONGEST_TITLE if name in _WEIGHTY else showing.LABEL)
    label.setText(text)
    label.setWordWrap(wrap)
    label.setObjectName(name)
    if name in _WEIGHTY:
        font = label.font()
        font.setVariableAxis(QFont.Tag("wght"), 600)
        label.setFont(font)
    return label


class ElidedLabel(QLabel):
    """A label of one line that gives way: what does not fit is cut, and its tip has the whole."""

    def __init__(self, text: str = "", name: str = "") -> None:
        super().__init__()
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setObjectName(name)
        if name in _WEIGHTY:
            font = self.font()
            font.setVariableAxis(QFont.Tag("wght"), 600)
            self.setFont(font)
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
