"""The list of the vocabularies with their counts; a term can be dropped on one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem

from archive_app.domain.text.showing import shown
from archive_app.i18n import _
from archive_app.services.terms.terms import Vocabulary
from archive_app.ui.kit import theme
from archive_app.ui.terms.model import MIME, dragged

_KEY = Qt.ItemDataRole.UserRole
_LABEL = 40


class VocabularyList(QListWidget):
    """``chosen`` gives the key of a vocabulary, ``dropped`` that and the id of a term that was dropped on it;
    ``put_wanted`` (Ctrl+V) asks to put the term that was taken into the chosen one.
    """

    chosen = Signal(str)
    dropped = Signal(str, int)
    put_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Vocabularies"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DropOnly)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.currentItemChanged.connect(lambda now, _before: self._emit(now))

    def put(self, vocabularies: Sequence[Vocabulary], current: str) -> None:
        """Show these, ``current`` chosen."""
        self.blockSignals(True)
        self.clear()
        for each in vocabularies:
            item = QListWidgetItem(f"{shown(each.label, _LABEL)}  ({each.count:,})")
            item.setData(_KEY, each.key)
            item.setToolTip(theme.plain_tip(each.label))
            self.addItem(item)
            if each.key == current:
                self.setCurrentItem(item)
        self.blockSignals(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.put_wanted.emit()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(MIME):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        over = self.itemAt(event.position().toPoint())
        event.setAccepted(over is not None and event.mimeData().hasFormat(MIME))

    def dropEvent(self, event: QDropEvent) -> None:
        over = self.itemAt(event.position().toPoint())
        if over is not None and event.mimeData().hasFormat(MIME):
            self.dropped.emit(str(over.data(_KEY)), dragged(event.mimeData()))
            event.acceptProposedAction()

    def _emit(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(str(item.data(_KEY)))
