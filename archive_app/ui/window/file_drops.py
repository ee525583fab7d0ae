"""Files that are dropped on the program: they are copied, whatever was proposed, and the window takes them anywhere.

A file manager that proposed to move them deletes them as soon as the answer is *move*. The widgets of Qt give back
what was proposed, a line for text too, so the answer is set where every drop comes in. Over an editor the path of a
file would become text that is saved.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent, QGuiApplication, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from archive_app.ui.kit import dragged

_TYPES = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDrops(QObject):
    """Sees to every window of the program from the moment that it is in front. A window that accepts
    drops as a whole takes the files itself; of another one the widget below them does.
    """

    def __init__(self, application: QGuiApplication, parent: QObject) -> None:
        super().__init__(parent)
        application.focusWindowChanged.connect(self._watch)
        for window in application.topLevelWindows():
            self._watch(window)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _TYPES or not isinstance(event, QDropEvent) or not isinstance(watched, QWindow):
            return False
        if not event.mimeData().hasUrls() or dragged.ids_in(event.mimeData()):
            return False
        modal, widget = QApplication.activeModalWidget(), _widget(watched)
        if modal is not None and widget is not modal:
            event.ignore()
            return True
        if widget is not None and widget.acceptDrops():
            QApplication.sendEvent(widget, event)
        else:
            watched.event(event)
        if event.isAccepted():
            _answer(event)
        return True

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)


def _answer(event: QDropEvent) -> None:
    """That it was copied; where only moving was proposed, at the end that nothing was done: both keep the file."""
    if event.possibleActions() & Qt.DropAction.CopyAction:
        event.setDropAction(Qt.DropAction.CopyAction)
    elif event.type() == QEvent.Type.Drop:
        event.setDropAction(Qt.DropAction.IgnoreAction)


def _widget(window: QWindow) -> QWidget | None:
    return next((each for each in QApplication.topLevelWidgets() if each.windowHandle() is window), None)
