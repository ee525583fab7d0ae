"""Which columns a table is to have, in which order, and how they are headed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.text.folding import fold
from archive_app.i18n import _, ngettext
from archive_app.services.exchange.columns import TableColumn
from archive_app.ui.kit import room
from archive_app.ui.kit.editors import plain_label

_KEY = Qt.ItemDataRole.UserRole


class ExportTableDialog(QDialog):
    """Calls ``wanted`` with the keys of the columns, in their order, and whether they are headed by words. ``chosen``
    are those of the last time.
    """

    def __init__(
        self,
        count: int,
        offered: Sequence[TableColumn],
        chosen: Sequence[str],
        labels: bool,
        wanted: Callable[[list[str], bool], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wanted = wanted
        self.setWindowTitle(_("Export table"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 460, 560)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Only columns that contain…"))
        self.search.setAccessibleName(_("Only columns that contain…"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.columns = QListWidget()
        self.columns.setAccessibleName(_("Columns"))
        self.columns.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        known = {each.key: each for each in offered}
        first = [known[key] for key in chosen if key in known]
        for each in (*first, *(one for one in offered if one.key not in chosen)):
            item = QListWidgetItem(each.label)
            item.setData(_KEY, each.key)
            item.setToolTip(each.key)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if each.key in chosen else Qt.CheckState.Unchecked)
            self.columns.addItem(item)
        self.columns.setCurrentRow(0)
        self.columns.itemChanged.connect(lambda _item: self._follow())
        self.labels = QCheckBox(_("Head the columns by words instead of keys"))
        self.labels.setChecked(labels)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Choose a file…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        said = ngettext("A table of {count} record.", "A table of {count} records, a line for each.", count)
        layout.addWidget(plain_label(said.format(count=f"{count:,}")))
        layout.addWidget(self.search)
        layout.addWidget(self.columns, 1)
        layout.addWidget(plain_label(_("Drag the columns, or move them with Alt+Up and Alt+Down."), "muted"))
        layout.addWidget(self.labels)
        layout.addWidget(buttons)
        self.columns.installEventFilter(self)
        self._follow()

    def chosen(self) -> list[str]:
        """The keys of what is chosen, in order."""
        items = [self.columns.item(row) for row in range(self.columns.count())]
        return [str(each.data(_KEY)) for each in items if each.checkState() == Qt.CheckState.Checked]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.columns and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
            if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self._move(by)
                return True
        return super().eventFilter(watched, event)

    def _move(self, by: int) -> None:
        row = self.columns.currentRow()
        if 0 <= row + by < self.columns.count():
            self.columns.insertItem(row + by, self.columns.takeItem(row))
            self.columns.setCurrentRow(row + by)

    def _narrow(self, words: str) -> None:
        wanted = fold(words).strip()
        for row in range(self.columns.count()):
            item = self.columns.item(row)
            item.setHidden(wanted not in fold(f"{item.text()} {item.data(_KEY)}"))

    def _follow(self) -> None:
        self.go.setEnabled(bool(self.chosen()))

    def _accept(self) -> None:
        keys, labels, wanted = self.chosen(), self.labels.isChecked(), self._wanted
        self.accept()
        wanted(keys, labels)
