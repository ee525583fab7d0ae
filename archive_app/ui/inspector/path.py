"""The way from a record to a partnership, each record on it a link that can be followed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QWidget

from archive_app.domain.model.kinds import KIND_LABEL
from archive_app.domain.model.membership import RULE_LABEL
from archive_app.domain.model.records import Membership, RecordRef
from archive_app.domain.text.showing import shown
from archive_app.i18n import _, labelled
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.flow import FlowLayout

Key = Qt.Key
#: Letters of a path that are read out.
_LONGEST = 600


class RecordLink(QAbstractButton):
    """The title of a record, underlined under the mouse and while it has the focus; Enter and Space follow it."""

    def __init__(self, record: RecordRef) -> None:
        super().__init__()
        self.record = record
        self._title = shown(record.title)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolTip(theme.plain_tip(f"{record.title}\n{_(KIND_LABEL[record.kind])} · {record.ref}"))
        self.setAccessibleName(f"{self._title}, {_(KIND_LABEL[record.kind])}")

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._title) + 3, metrics.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        font = self.font()
        font.setUnderline(self.underMouse() or self.hasFocus())
        painter.setFont(font)
        painter.setPen(self.palette().color(QPalette.ColorRole.Link))
        title = self.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideMiddle, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, title)
        painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Key.Key_Return, Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()


class PathLine(QWidget):
    """``go`` is called with the :class:`RecordRef` that was followed. Unless ``whole``, only the rule is named."""

    def __init__(self, membership: Membership, go: Callable[[RecordRef], None], *, whole: bool = True) -> None:
        super().__init__()
        self.links: list[RecordLink] = []
        flow = FlowLayout(self, theme.TIGHT)
        rule = _(RULE_LABEL.get(membership.rule, membership.rule))
        flow.addWidget(plain_label(f"{rule}:" if whole else rule, "why", wrap=False))
        self.setAccessibleName(shown(labelled(rule, membership.text), _LONGEST))
        for step in membership.steps if whole else ():
            flow.addWidget(plain_label(f"{step.label} →", "why", wrap=False))
            link = RecordLink(step.record)
            link.setFont(self.font())
            link.clicked.connect(lambda _on=False, record=step.record: go(record))
            self.links.append(link)
            flow.addWidget(link)
