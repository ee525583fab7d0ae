"""Keys that wait until what they are meant for is on the screen, and then come in the order they were pressed in."""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtGui import QAction, QInputMethodEvent, QKeyEvent, QKeySequence, QWindow
from PySide6.QtWidgets import QApplication, QWidget

_HELD = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.InputMethod)


class HeldKeys(QObject):
    """For the window of ``owner``. Only while it holds does it look at what is pressed."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._waiting: deque[QKeyEvent | QInputMethodEvent] = deque()
        #: What was pressed after something else was turned to, and is not meant for what the first ones wait for.
        self._after: deque[QKeyEvent | QInputMethodEvent] | None = None
        self.holding = False

    @property
    def waiting(self) -> bool:
        """Whether anything was pressed that waits."""
        return bool(self._waiting)

    def divide(self) -> None:
        """What is pressed from now on is meant for something else: :meth:`release` leaves it to a second one."""
        if self._after is None:
            self._after = deque()

    def hold(self) -> None:
        """Let what is pressed from now on wait."""
        application = QCoreApplication.instance()
        if not self.holding and application is not None:
            self.holding = True
            application.installEventFilter(self)

    def release(self) -> None:
        """Hand on what waited; one of these keys may have the others wait again."""
        self._look_away()
        while self._waiting and not self.holding:
            self._hand_on(self._waiting.popleft())
        if self._after is not None and not self.holding:
            self._waiting, self._after = self._after, None

    def forget(self) -> None:
        """What waited is meant for nothing any more."""
        self._look_away()
        self._waiting.clear()
        self._after = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not self.holding or event.type() not in _HELD or not self._ours(watched):
            return False
        # A shortcut waits too: accepted here, it comes as a key.
        event.accept()
        waiting = self._waiting if self._after is None else self._after
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            # What a key held down repeats would go on long after it was let go, unless it writes.
            if not event.isAutoRepeat() or (event.text().isprintable() and event.text()):
                waiting.append(_copy(event, QEvent.Type.KeyPress))
        elif isinstance(event, QInputMethodEvent) and event.commitString():
            written = QInputMethodEvent()
            written.setCommitString(event.commitString())
            waiting.append(written)
        return True

    def _look_away(self) -> None:
        application = QCoreApplication.instance()
        if self.holding and application is not None:
            application.removeEventFilter(self)
        self.holding = False

    def _ours(self, watched: QObject) -> bool:
        window = self._owner.window()
        if isinstance(watched, QWidget):
            return watched.window() is window
        return isinstance(watched, QWindow) and watched == window.windowHandle()

    def _hand_on(self, event: QKeyEvent | QInputMethodEvent) -> None:
        target = QApplication.focusWidget() or self._owner
        if isinstance(event, QKeyEvent):
            first = _copy(event, QEvent.Type.ShortcutOverride)
            first.ignore()
            QApplication.sendEvent(target, first)
            action = None if first.isAccepted() else _action(target, event)
            if action is not None:
                action.trigger()
                return
        QApplication.sendEvent(target, event)


def _copy(event: QKeyEvent, kind: QEvent.Type) -> QKeyEvent:
    return QKeyEvent(
        kind,
        event.key(),
        event.modifiers(),
        event.nativeScanCode(),
        event.nativeVirtualKey(),
        event.nativeModifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )


def _action(target: QWidget, event: QKeyEvent) -> QAction | None:
    """The action whose shortcut was pressed at ``target``: Qt looks these up for keys of the keyboard alone."""
    pressed = QKeySequence(event.keyCombination())
    widget: QWidget | None = target
    while widget is not None:
        for action in widget.actions():
            if action.isEnabled() and pressed in action.shortcuts():
                return action
        widget = None if widget.isWindow() else widget.parentWidget()
    return None
