"""What a key means wherever one is in the window: one meaning each, by its place, and undo where nothing was typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QPushButton, QTextEdit, QToolButton, QWidget
from shiboken6 import isValid

from archive_app.ui.kit import places
from archive_app.ui.stepping import keys

Modifier = Qt.KeyboardModifier
_KEYS = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_STARS = 5
#: What belongs to whatever one writes in, on keyboards of other scripts too.
_OF_EDITORS = frozenset({"Ctrl+C", "Ctrl+V"})
#: Letters that mean something where one does not write. None of them changes anything.
BARE = {"T": "tag"}


class WindowKeys(QObject):
    """Looks at the keys of whatever has the focus; ``recent`` tags with what was used lately, and ``learn`` is
    shown every key that is pressed."""

    def __init__(
        self,
        window: QWidget,
        action: Callable[[str], QAction],
        recent: Callable[[int], None],
        stepping: Callable[[], bool],
        learn: Callable[[QKeyEvent], None],
    ) -> None:
        super().__init__(window)
        self._window = window
        self._action = action
        self._recent = recent
        self._stepping = stepping
        self._learn = learn
        self._watched: QWidget | None = None
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def take(self, event: QEvent) -> bool:
        """A key that nothing in the window wanted: take it where it means something. Plain ones come here."""
        if not isinstance(event, QKeyEvent) or event.type() not in _KEYS:
            return False
        return _pressed(event) or self._do(event, plain=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() not in _KEYS or not isinstance(watched, QWidget):
            return False
        if event.type() == QEvent.Type.KeyPress:
            self._learn(event)
        if isinstance(watched, QLineEdit | QPlainTextEdit | QTextEdit):
            if not _OF_EDITORS.isdisjoint(key.toString() for key in places.pressed(event)):
                return False
            if takes_back(event):
                if can_take_back(watched, event):
                    return False
                # Nothing was typed here that could be taken back: what was done is meant, not the field's own past.
                event.ignore()
                return True
        return watched.window() is self._window and self._do(event, plain=False)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = now
        if now is not None:
            now.installEventFilter(self)

    def _do(self, event: QKeyEvent, *, plain: bool) -> bool:
        does = self._meant(event, plain=plain)
        if does is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            does()
        return True

    def _meant(self, event: QKeyEvent, *, plain: bool) -> Callable[[], None] | None:
        held, stars, recent = places.modifiers(event), places.digit(event), places.bottom(event)
        bare = not held & ~Modifier.ShiftModifier
        if bare is not plain or (self._stepping() and keys.meant(event, on_picture=False)):
            return None
        if stars is not None and (bare or held & ~Modifier.ShiftModifier == Modifier.ControlModifier):
            return self._trigger(f"rate-{stars}") if stars <= _STARS else None
        if recent is not None and held == Modifier.AltModifier:
            return lambda: self._recent(recent)
        pressed = places.pressed(event)
        if bare:
            name = next((BARE[key.toString()] for key in pressed if key.toString() in BARE), "")
            return self._trigger(name) if name and not self._stepping() else None
        return self._by_place(pressed)

    def _trigger(self, name: str) -> Callable[[], None] | None:
        action = self._action(name)
        return action.trigger if action.isEnabled() else None

    def _by_place(self, pressed: tuple[QKeySequence, ...]) -> Callable[[], None] | None:
        """The shortcut in this place, where what is written there is no shortcut: that one Qt knows by itself."""
        by_key = {key.toString(): action for action in self._window.actions() for key in action.shortcuts()}
        if len(pressed) < 2 or pressed[0].toString() in by_key:
            return None
        action = by_key.get(pressed[1].toString())
        return action.trigger if action is not None and action.isEnabled() else None


def _pressed(event: QKeyEvent) -> bool:
    """Enter presses the button that has the focus, as in a dialog; Qt leaves that to Space outside of one."""
    button = QApplication.focusWidget()
    if event.key() not in _ENTER or event.modifiers() & ~Modifier.KeypadModifier:
        return False
    if not isinstance(button, QPushButton | QToolButton) or event.type() != QEvent.Type.KeyPress:
        return False
    event.accept()
    button.click()
    return True


def takes_back(event: QKeyEvent) -> bool:
    """Whether undo or redo is meant."""
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def can_take_back(field: QLineEdit | QPlainTextEdit | QTextEdit, event: QKeyEvent) -> bool:
    """Whether something was typed into ``field`` that is not saved, or was just taken back there."""
    text = field if isinstance(field, QLineEdit) else field.document()
    if event.matches(QKeySequence.StandardKey.Redo):
        return text.isRedoAvailable()
    changed = getattr(field, "changed", None)
    if changed is not None:
        return bool(changed)
    return text.isUndoAvailable() and text.isModified()
