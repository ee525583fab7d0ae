"""The small form beside what was marked: who or what it is, what is written or said there, and of what sort it is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QPushButton, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.region_sorts import SORTS
from archive_app.domain.text.showing import isolated, shown
from archive_app.i18n import _
from archive_app.ui.kit import tab_order, theme
from archive_app.ui.kit.choices import Choice
from archive_app.ui.kit.claiming import claimed
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.kit.record_edit import RecordEdit
from archive_app.ui.marking.draft import Draft, Said
from archive_app.ui.session.session import Session

Key, Modifier = Qt.Key, Qt.KeyboardModifier
_WIDTH, _LINES = 320, 2
_ENTER = (Key.Key_Return, Key.Key_Enter)
#: Keys that mean something around it, whatever is being typed.
_HANDED_ON = frozenset({Key.Key_PageUp, Key.Key_PageDown, *(Key(Key.Key_F1.value + n) for n in range(35))})
#: Letters of a title on a button.
_TITLE = 60


class _Words(QPlainTextEdit):
    """Text whose keys that go on are those of whatever lies around it."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            paging = event.key() in (Key.Key_PageUp, Key.Key_PageDown)
            if paging or (event.key() in _ENTER and event.modifiers() & Modifier.ControlModifier):
                event.ignore()
                return False
        return super().event(event)


class RegionEditor(QFrame):
    """About one draft, and made for it: what is found or made late is never meant for another one.

    Nothing is saved by leaving it: Enter saves, Escape throws away.
    """

    saved = Signal()
    left = Signal()
    changed = Signal()
    #: ``accept`` or ``remove``.
    wanted = Signal(str)

    def __init__(self, session: Session, draft: Draft, title: str, parent: QWidget, *, unaccepted: bool) -> None:
        super().__init__(parent)
        self.setObjectName("marking")
        self._said = draft.said
        self.name = RecordEdit(session)
        self.name.setPlaceholderText(_("Who or what it is"))
        self.name.setAccessibleName(_("Who or what it is"))
        self.words = _Words()
        self.words.setTabChangesFocus(True)
        self.words.setPlaceholderText(_("What is written or said there"))
        self.words.setAccessibleName(_("What is written or said there"))
        self.sort = Choice([("", _("Sort")), *((sort, _(sort)) for sort in SORTS)])
        self.sort.setAccessibleName(_("Sort"))
        self.perhaps = QPushButton()
        self.perhaps.setObjectName("quiet")
        self.perhaps.hide()
        self._person: RecordRef | None = None
        self._lay_out(title, draft, unaccepted)
        self._fill(draft.said)
        self._connect()

    def offer(self, person: RecordRef) -> None:
        """Offer the one who bears the name that stands there."""
        if self._said.subject is None and not self.name.text():
            self._person = person
            title = isolated(shown(person.title, _TITLE))
            self.perhaps.setText(_("Perhaps {title}").format(title=title).replace("&", "&&"))
            self.perhaps.show()
            self.adjustSize()

    def take_focus(self) -> None:
        """Put the cursor where one names it, or into the words where it has a name."""
        (self.words if self._said.subject is not None else self.name).setFocus(Qt.FocusReason.OtherFocusReason)

    def place(self, around: QRectF) -> None:
        """Stand below ``around``, above it where there is no room, else beside it; never over the edge."""
        parent = self.parentWidget()
        if parent is None:
            return
        self.adjustSize()
        room, size = parent.rect(), self.size()
        box = around.toAlignedRect().intersected(room) if around.isValid() else QRect(room.center(), room.center())
        left, top = box.left(), box.bottom() + theme.SMALL
        if top + size.height() > room.bottom():
            top = box.top() - theme.SMALL - size.height()
        if top < room.top():
            top = max(room.top(), min(box.top(), room.bottom() - size.height()))
            left = box.right() + theme.SMALL
            if left + size.width() > room.right():
                left = box.left() - theme.SMALL - size.width()
        self.move(max(room.left(), min(left, room.right() - size.width())), top)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Tab stays in the form: what lies around it goes on below."""
        return tab_order.go_on(self, back=not following) or super().focusNextPrevChild(following)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Beside its fields nothing is drawn either."""
        event.accept()

    def event(self, event: QEvent) -> bool:
        """What is typed here and means nothing is no key of the picture below."""
        done = super().event(event)
        if isinstance(event, QKeyEvent) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            plain = not event.modifiers() & ~(Modifier.ShiftModifier | Modifier.KeypadModifier)
            if plain and Key(event.key()) not in _HANDED_ON:
                event.accept()
                return True
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        return claimed(event, partial(self._meant, watched)) or super().eventFilter(watched, event)

    def _meant(self, watched: QObject, event: QKeyEvent) -> Callable[[], object] | None:
        key, held = Key(event.key()), event.modifiers() & ~Modifier.KeypadModifier
        listed = watched is self.name and self.name.suggestions.popup.isVisible()
        if key == Key.Key_Escape and not held and not listed:
            return self.left.emit
        if key in _ENTER and (held == Modifier.ControlModifier or (not held and watched is self.words)):
            return self.saved.emit
        return None

    def _lay_out(self, title: str, draft: Draft, unaccepted: bool) -> None:
        head = plain_label(title, "field", wrap=False)
        foot = QHBoxLayout()
        foot.setSpacing(theme.TIGHT)
        foot.addWidget(self.sort)
        foot.addStretch(1)
        if unaccepted:
            foot.addWidget(self._button("check", _("Accept (F8)"), lambda: self.wanted.emit("accept")))
        if draft.region:
            words = _("Reject (Shift+F8)") if unaccepted else _("Remove (Del)")
            foot.addWidget(
                self._button("reject" if unaccepted else "delete", words, lambda: self.wanted.emit("remove"))
            )
        self.save = QPushButton(_("Save"))
        self.save.setToolTip(_("Save (Enter); Esc throws it away"))
        self.save.clicked.connect(lambda _on=False: self.saved.emit())
        foot.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SMALL, theme.SMALL, theme.SMALL, theme.SMALL)
        column.setSpacing(theme.TIGHT)
        for widget in (head, self.name, self.perhaps, self.words):
            column.addWidget(widget)
        column.addLayout(foot)
        self.setFixedWidth(_WIDTH)
        line = self.words.fontMetrics().lineSpacing()
        self.words.setFixedHeight(_LINES * line + 2 * theme.TIGHT + theme.SMALL)

    def _button(self, drawing: str, words: str, does: Callable[[], None]) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon(drawing))
        button.setAutoRaise(True)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.clicked.connect(lambda _on=False: does())
        return button

    def _fill(self, said: Said) -> None:
        self.name.setText(said.subject.title if said.subject is not None else said.name)
        self.words.setPlainText(said.text)
        self.sort.show_value(said.sort)

    def _connect(self) -> None:
        self.name.textEdited.connect(self._named)
        self.name.chosen.connect(self._choose)
        self.name.returnPressed.connect(self.saved)
        self.words.textChanged.connect(self._typed)
        self.sort.picked.connect(self._sorted)
        self.perhaps.clicked.connect(self._take_offer)
        for widget in (self.name, self.words, self.sort, self.perhaps, self.save):
            widget.installEventFilter(self)

    def _named(self, text: str) -> None:
        self._said.subject, self._said.name = None, text.strip()
        self.perhaps.hide()
        self.changed.emit()

    def _choose(self, record: RecordRef) -> None:
        self._said.subject, self._said.name = record, ""
        self.perhaps.hide()
        self.changed.emit()
        if self.name.hasFocus():
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take_offer(self) -> None:
        if self._person is not None:
            self.name.setText(self._person.title)
            self._choose(self._person)
            self.words.setFocus(Qt.FocusReason.OtherFocusReason)

    def _typed(self) -> None:
        self._said.text = self.words.toPlainText()
        self.changed.emit()

    def _sorted(self, value: str) -> None:
        self._said.sort = value
        self.changed.emit()
