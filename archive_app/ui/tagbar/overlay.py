"""The tag bar over the window: there while one tags, gone when one is done."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QFocusEvent
from PySide6.QtWidgets import QApplication, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from archive_app.domain.model.kinds import Kind
from archive_app.ui.kit import theme
from archive_app.ui.session.session import Session
from archive_app.ui.tagbar.bar import TagBar
from archive_app.ui.tagbar.tagger import Tagger

_WIDTH = 680
_TOP = 56
#: Ways in which the focus leaves for a while only: a menu, a list, another window.
_PASSING = (
    Qt.FocusReason.PopupFocusReason,
    Qt.FocusReason.MenuBarFocusReason,
    Qt.FocusReason.ActiveWindowFocusReason,
)


class TagOverlay(QWidget):
    """Floats over ``owner`` and gives the focus back to where it came from; gone when one goes on elsewhere."""

    def __init__(self, session: Session, tagger: Tagger, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._before: QWidget | None = None
        self.bar = TagBar(session, tagger)
        shadow = QGraphicsDropShadowEffect(self.bar)
        shadow.setBlurRadius(28)
        shadow.setOffset(0, 6)
        shadow.setColor(QColor(0, 0, 0, 90))
        self.bar.setGraphicsEffect(shadow)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.LARGE, theme.SMALL, theme.LARGE, theme.WIDE)
        layout.addWidget(self.bar)
        self.bar.left.connect(self.put_away)
        owner.installEventFilter(self)
        self.bar.edit.installEventFilter(self)
        self.hide()

    def show_for(self, ids: Sequence[int], kind: Kind) -> None:
        """Tag ``ids``, most of which are of ``kind``."""
        focused = QApplication.focusWidget()
        if focused is not None and not self.isAncestorOf(focused):
            self._before = focused
        self.bar.edit.setText("")
        self.bar.put(ids, kind)
        self._place()
        self.show()
        self.raise_()
        self.bar.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def put_away(self) -> None:
        """Back to where one was."""
        before, self._before = self._before, None
        self.hide()
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._owner and event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        elif watched is self.bar.edit and isinstance(event, QFocusEvent) and event.lostFocus():
            focused = QApplication.focusWidget()
            if event.reason() not in _PASSING and focused is not None and not self.isAncestorOf(focused):
                self._before = None
                self.hide()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._place()  # the list is as long as what it shows
        return super().event(event)

    def _place(self) -> None:
        width = min(_WIDTH, self._owner.width()) + 2 * theme.LARGE
        self.setGeometry((self._owner.width() - width) // 2, _TOP, width, self.sizeHint().height())
