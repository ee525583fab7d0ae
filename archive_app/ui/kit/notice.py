"""One plain sentence at the foot of the window: what was done, or why it could not be."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import icon
from archive_app.ui.session.later import Later

#: How long what was done stays to be read, in milliseconds; a refusal stays until it is closed,
#: replaced, or the next thing works.
STAY = 6000


class NoticeBar(QFrame):
    """Hidden until there is something to say."""

    #: The report that goes with the sentence is to be read.
    report_wanted = Signal()
    #: What the sentence says is to be taken back.
    undo_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._refused = self._hinting = False
        self._drawing = QLabel()
        self.label = plain_label()
        self.report = QPushButton(_("Report…"))
        self.report.setFlat(True)
        self.report.clicked.connect(self._read)
        self.undo = QPushButton(_("Undo"))
        self.undo.setFlat(True)
        self.undo.clicked.connect(self._take_back)
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setAccessibleName(_("Close this message"))
        close.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.MEDIUM, theme.TIGHT, theme.SMALL, theme.TIGHT)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self._drawing)
        layout.addWidget(self.label, 1)
        layout.addWidget(self.report)
        layout.addWidget(self.undo)
        layout.addWidget(close)
        self._stay = Later(self, STAY, self.hide, aside=True)
        self.hide()

    def tell(self, sentence: str) -> None:
        """Say what was done; it goes away by itself."""
        self._show(sentence, "check")
        self._stay.start()

    def tell_undoable(self, sentence: str) -> None:
        """Say what was changed, with a button that takes it back; it goes away by itself."""
        self._show(sentence, "check", undo=True)
        self._stay.start()

    def refuse(self, sentence: str) -> None:
        """Say why something could not be done."""
        self._stay.stop()
        self._show(sentence, "warning")
        self._refused = True

    def warn(self, sentence: str) -> None:
        """Say what stays true, whatever works: it goes when it is closed or replaced."""
        self._stay.stop()
        self._show(sentence, "warning")

    def offer(self, sentence: str, *, failed: bool) -> None:
        """Say what a job has done, with a button for its report; it stays until something else is said."""
        self._stay.stop()
        self._show(sentence, "warning" if failed else "check", report=True)

    def hint(self, sentence: str) -> None:
        """Say what would be done; an empty sentence ends it."""
        if sentence:
            self._stay.stop()
            self._show(sentence, "info")
            self._hinting = True
            # It is shown while something is dragged, which may be meant for what it covers.
            self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        elif self._hinting:
            self.hide()

    def settle(self) -> None:
        """Something worked since: a refusal is over."""
        if self._refused:
            self.hide()

    def _take_back(self) -> None:
        self.hide()
        self.undo_wanted.emit()

    def _read(self) -> None:
        self.hide()
        self.report_wanted.emit()

    def _show(self, sentence: str, drawing: str, *, report: bool = False, undo: bool = False) -> None:
        self.report.setVisible(report)
        self.undo.setVisible(undo)
        self._refused = self._hinting = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, False)
        self._drawing.setPixmap(icon(drawing).pixmap(16, 16))
        self.label.setText(sentence)
        self.label.setAccessibleName(sentence)
        self.show()
        QAccessible.updateAccessibility(QAccessibleEvent(self.label, QAccessible.Event.Alert))
