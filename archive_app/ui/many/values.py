"""Editors that show what many records have in one field: the value they share, or that there are several.

Nothing is set by moving on: what is typed is offered, Enter sets it, Escape takes it back.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from archive_app.domain.dates.dates import words as date_words
from archive_app.domain.model.columns import FieldType
from archive_app.domain.model.fields import Field
from archive_app.i18n import _, language
from archive_app.services.records.many import Shared, mark, mixed
from archive_app.ui.kit import places, theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import Stars, plain_label
from archive_app.ui.kit.keeper import mark_unsaved

Key = Qt.Key
_ENTER = (Key.Key_Return, Key.Key_Enter)
_CLEARING = (Key.Key_Backspace, Key.Key_Delete)
_LINES = 4


class ManyLine(QLineEdit):
    """``typed`` gives what would be set, ``entered`` and ``left`` say Enter and Escape. The clearing keys in an empty
    line offer to clear what is mixed.
    """

    typed = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stored = ""
        #: What the records have, common or not.
        self.mark = ""
        self._clearable = False
        self.textEdited.connect(self._edited)

    @property
    def changed(self) -> bool:
        """Whether something is typed that is not set yet."""
        return self.text() != self._stored

    def put(self, shared: Shared) -> None:
        """Show what is shared, unless something else is being typed."""
        common = "" if not shared.common or shared.value is None else str(shared.value)
        self.mark = mark(shared)
        self._clearable = not shared.common
        self.setPlaceholderText(mixed(shared))
        changed = self.text() != self._stored
        self._stored = common
        if not changed or not self.hasFocus():
            self.reset()

    @property
    def stored(self) -> str:
        """What all of them have; empty where that is nothing, or not the same."""
        return self._stored

    def show_unsaved(self, text: str | None) -> None:
        """Show what could not be set, if there is something."""
        mark_unsaved(self, text is not None)
        if text is not None and not (self.changed and self.hasFocus()):
            self.setText(text)
            self.setCursorPosition(0)

    def show_typed(self, text: str) -> bool:
        """Show what was typed here and not set; whether it was not there."""
        missing = self.text().strip() != text
        if missing:
            self.setText(text)
        return missing

    def reset(self) -> None:
        """Show what is stored."""
        self.setText(self._stored)
        self.setCursorPosition(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Key.Key_Escape:
            self.left.emit()
        elif event.key() in _CLEARING and not self.text() and self._clearable:
            self.typed.emit("")
        else:
            super().keyPressEvent(event)

    def _edited(self, text: str) -> None:
        if text.strip() == self._stored:
            self.left.emit()
        elif text.strip() or self._stored:
            self.typed.emit(text.strip())
        else:
            self.left.emit()


class ManyText(QPlainTextEdit):
    """The same for a text of several lines: Enter sets it, Shift+Enter begins a new line."""

    typed = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._stored = ""
        #: What the records have, common or not.
        self.mark = ""
        self._clearable = False
        self._putting = False
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(theme.TIGHT)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self.textChanged.connect(self._edited)
        self._fit()

    @property
    def changed(self) -> bool:
        """Whether something is typed that is not set yet."""
        return self.toPlainText() != self._stored

    def put(self, shared: Shared) -> None:
        """Show what is shared, unless something else is being typed."""
        changed = self.toPlainText() != self._stored
        self._stored = "" if not shared.common or shared.value is None else str(shared.value)
        self.mark = mark(shared)
        self._clearable = not shared.common
        self.setPlaceholderText(mixed(shared) or _("Type what all are to have"))
        if not changed or not self.hasFocus():
            self.reset()

    @property
    def stored(self) -> str:
        """What all of them have; empty where that is nothing, or not the same."""
        return self._stored

    def take(self) -> None:
        """What was typed is being set: whatever becomes of it may be shown."""
        self._stored = self.toPlainText()

    def show_unsaved(self, text: str | None) -> None:
        """Show what could not be set, if there is something."""
        mark_unsaved(self, text is not None)
        if text is not None and not (self.changed and self.hasFocus()):
            self._putting = True
            self.setPlainText(text)
            self._putting = False

    def show_typed(self, text: str) -> bool:
        """Show what was typed here and not set; whether it was not there."""
        missing = self.toPlainText().strip() != text
        if missing:
            self._putting = True
            self.setPlainText(text)
            self._putting = False
        return missing

    def reset(self) -> None:
        """Show what is stored."""
        self._putting = True
        self.setPlainText(self._stored)
        self._stored = self.toPlainText()
        self._putting = False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() in _ENTER and not shifted:
            self.entered.emit()
        elif event.key() == Key.Key_Escape:
            self.left.emit()
        elif event.key() in _CLEARING and not self.toPlainText() and self._clearable:
            self.typed.emit("")
        else:
            super().keyPressEvent(event)

    def _edited(self) -> None:
        if self._putting:
            return
        text = self.toPlainText().strip()
        if text != self._stored.strip():
            self.typed.emit(text)
        else:
            self.left.emit()

    def _fit(self) -> None:
        wanted = max(1, int(self.document().size().height()))
        lines = min(_LINES, wanted)
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded if wanted > lines else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(scrolls)
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 2 * theme.TIGHT + 6)


class ManyChoice(Combo):
    """The same for one of a few values."""

    typed = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, field: Field) -> None:
        super().__init__()
        self._field = field
        self._stored = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self._chosen)

    def put(self, shared: Shared) -> None:
        """Show what is shared; where it is mixed, the first line says so."""
        if self.hasFocus() and self.currentIndex() != self._stored:
            return
        self.clear()
        if not shared.common:
            self.addItem(mixed(shared), None)
        if self._field.name != "status":
            self.addItem("", "")
        for data, label in self._choices():
            self.addItem(label, data)
        value = "" if shared.value is None else shared.value
        if isinstance(value, bool):
            value = "yes" if value else "no"
        self._stored = 0 if not shared.common else max(0, self.findData(str(value)))
        self.reset()

    def reset(self) -> None:
        """Show what is stored."""
        self.setCurrentIndex(self._stored)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _choices(self) -> list[tuple[str, str]]:
        if self._field.type is FieldType.BOOLEAN:
            return [("yes", _("yes")), ("no", _("no"))]
        return [(choice, self._field.said(choice)) for choice in self._field.choices]

    def _chosen(self, place: int) -> None:
        data = self.itemData(place)
        if place == self._stored or data is None:
            self.left.emit()
        else:
            self.typed.emit(str(data))


class _Stars(Stars):
    """Stars that leave Enter and Escape to those around them."""

    entered = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENTER:
            self.entered.emit()
        elif event.key() == Key.Key_Escape:
            self.left.emit()
        elif places.digit(event) == 0 and not self.value():
            # No rating may be meant, where some have one.
            self.saved.emit(0)
        else:
            super().keyPressEvent(event)


class ManyStars(QWidget):
    """The same for the rating, with a word below it where it is mixed."""

    typed = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._stored = 0
        self.stars = _Stars(name)
        self.about = plain_label(name="muted", wrap=False)
        self.stars.saved.connect(lambda value: self.typed.emit(str(value) if value else ""))
        self.stars.entered.connect(self.entered)
        self.stars.left.connect(self.left)
        self.setFocusProxy(self.stars)
        # Beside each other the words would leave room for one star.
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.stars)
        layout.addWidget(self.about)

    def put(self, shared: Shared) -> None:
        """Show what is shared, unless another rating is just being given."""
        changed = self.stars.value() != self._stored
        self._stored = max(0, int(shared.value or 0)) if shared.common else 0
        rejected = shared.common and shared.value is not None and int(shared.value) < 0
        words = _("rejected") if rejected else mixed(shared)
        self.about.setText(words)
        self.about.setVisible(bool(words))
        if not changed or not self.stars.hasFocus():
            self.reset()

    def reset(self) -> None:
        """Show what is stored."""
        self.stars.put(self._stored)


class ManyDate(QWidget):
    """A line for a date, and beside it what the shared one means."""

    typed = Signal(str)
    entered = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.line = ManyLine()
        self.line.setToolTip(_("A date as the source says it: 2001, 2025-04-03, 1984~ (about), 201X, 2001/2010"))
        self.about = plain_label(name="echo")
        self.setFocusProxy(self.line)
        self.line.typed.connect(self.typed)
        self.line.entered.connect(self.entered)
        self.line.left.connect(self.left)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.line, 3)
        layout.addWidget(self.about, 2)

    def put(self, shared: Shared) -> None:
        """Show what is shared, unless something else is being typed."""
        self.line.put(shared)
        said = date_words(str(shared.value), language()) if shared.common and shared.value else ""
        self.about.setText(said if said != shared.value else "")
        self.about.setVisible(bool(self.about.text()))

    def reset(self) -> None:
        """Show what is stored."""
        self.line.reset()


ManyEditor = ManyLine | ManyText | ManyChoice | ManyStars | ManyDate


def editor_of(field: Field) -> ManyEditor:
    """The editor for ``field``, named after it."""
    label = _(field.label)
    editor: ManyEditor
    if field.name == "rating":
        editor = ManyStars(label)
        editor.stars.setObjectName("many-rating")
        return editor
    if field.type is FieldType.DATE:
        editor = ManyDate()
        editor.line.setObjectName(f"many-{field.name}")
        editor.line.setAccessibleName(label)
        return editor
    editor = ManyChoice(field) if field.type in (FieldType.CHOICE, FieldType.BOOLEAN) else ManyLine()
    editor.setObjectName(f"many-{field.name}")
    editor.setAccessibleName(label)
    return editor
