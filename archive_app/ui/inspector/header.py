"""The head of the inspector: the picture, the title, what it is and its ref."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from archive_app.domain.model.fields import STATUS
from archive_app.domain.model.kinds import ITEM_KINDS, KIND_LABEL
from archive_app.domain.model.records import Record
from archive_app.domain.text.showing import isolated
from archive_app.i18n import _
from archive_app.ui.kit import theme
from archive_app.ui.kit.editors import ElidedLabel, plain_label
from archive_app.ui.kit.icons import KIND_ICON, icon
from archive_app.ui.session.session import Session

HEIGHT, LOW = 160, 64


class Picture(QWidget):
    """The thumbnail of the record, or the drawing of its kind and the reason why there is none."""

    clicked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: Record | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setToolTip(_("Show large (Space)"))
        session.thumbnails.arrived.connect(self._arrived)

    def put(self, record: Record) -> None:
        """Show the picture of ``record``."""
        self._record = record
        self.setAccessibleName(_("Picture of {title}").format(title=isolated(record.title)))
        # One height for all items: what is below keeps its place from picture to picture.
        self.setFixedHeight(HEIGHT if record.files or record.kind in ITEM_KINDS else LOW)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(200, HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        record = self._record
        if record is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.palette().color(QPalette.ColorRole.Midlight))
        made = self._pixmap(record)
        if made is not None:
            self._draw(painter, made)
        else:
            self._draw_reason(painter, record)
        painter.end()

    def _pixmap(self, record: Record) -> QPixmap | None:
        file = record.shown
        return self._session.thumbnails.pixmap(file.face, file.turn) if file else None

    def _draw(self, painter: QPainter, made: QPixmap) -> None:
        size = made.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = self.rect()
        box.setSize(size)
        box.moveCenter(self.rect().center())
        painter.drawPixmap(box, made)

    def _draw_reason(self, painter: QPainter, record: Record) -> None:
        box = self.rect()
        place = box.adjusted(0, 0, 0, 0)
        place.setSize(QSize(32, 32))
        place.moveCenter(box.center())
        reason = record.shown.lacking if record.shown else ""
        if reason:
            place.moveTop(box.height() // 2 - 44)
        icon(KIND_ICON[record.kind], QPalette.ColorRole.Dark).paint(painter, place)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        words = box.adjusted(theme.MEDIUM, box.height() // 2, -theme.MEDIUM, -theme.SMALL)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap, reason)

    def _arrived(self, _new: frozenset[str]) -> None:
        self.update()


class Header(QWidget):
    """``copy_wanted`` asks for the ref on the clipboard."""

    copy_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.picture = Picture(session)
        self.title = ElidedLabel(name="title")
        self.about = plain_label(name="muted", wrap=False)
        self.copy = QToolButton()
        self.copy.setIcon(icon("copy"))
        self.copy.setAutoRaise(True)
        self.copy.setToolTip(_("Copy the ref (Ctrl+Shift+C)"))
        self.copy.setAccessibleName(_("Copy the ref"))
        self.copy.clicked.connect(self.copy_wanted)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.about)
        line.addWidget(self.copy)
        line.addStretch(1)
        words = QVBoxLayout()
        words.setContentsMargins(theme.MEDIUM, theme.SMALL, theme.MEDIUM, theme.TIGHT)
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.picture)
        layout.addLayout(words)

    def show_record(self, record: Record) -> None:
        """Show the head of ``record``."""
        self.picture.put(record)
        self.title.setText(record.title)
        self.about.setText(" · ".join((_(KIND_LABEL[record.kind]), record.ref, STATUS.said(record.status))))
