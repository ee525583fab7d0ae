"""The bin: what was deleted, when and by whom; Enter brings the chosen records back, a button destroys them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QStackedWidget,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.dates.moments import local_moment
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.records import Deleted
from archive_app.domain.text.showing import shown
from archive_app.i18n import _, ngettext
from archive_app.services.records import deleted
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import kind_icon
from archive_app.ui.session.session import Session
from archive_app.ui.session.thumbnails import Thumbnails

#: The pictures of the lines.
_PICTURE = QSize(40, 30)


class _Pictures(QStyledItemDelegate):
    """Paints a title with the picture of its record; it is asked for when the line comes into sight."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        line = index.data(Qt.ItemDataRole.UserRole)
        made = self._thumbnails.pixmap(line.sha256, line.turn) if isinstance(line, Deleted) else None
        if made is not None:
            option.icon = QIcon(made)


class BinDialog(QDialog):
    """Beside the window, not before it, and follows what is deleted and undone there. ``purge_wanted`` asks to purge,
    with the chosen records; which ones that means in the end is asked then.
    """

    purge_wanted = Signal(list)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._lines: list[Deleted] = []
        self.setWindowTitle(_("Bin"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 820, 480)
        self.table = self._make_table()
        self.empty = plain_label(_("The bin is empty."), "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.cut = plain_label(name="muted")
        self.cut.hide()
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        words = _("What is deleted stays here with its links, texts and files, until it is brought back or purged.")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.back = buttons.addButton(_("Bring back"), QDialogButtonBox.ButtonRole.ActionRole)
        self.back.setEnabled(False)
        self.back.clicked.connect(self.bring_back)
        self.purge = buttons.addButton(_("Purge…"), QDialogButtonBox.ButtonRole.DestructiveRole)
        self.purge.setEnabled(False)
        self.purge.clicked.connect(lambda: self.purge_wanted.emit([line.record.id for line in self._chosen()]))
        buttons.rejected.connect(self.close)
        # Enter is for what is chosen in the list; a button that it presses by default would close the bin instead.
        for button in (self.back, self.purge, buttons.button(QDialogButtonBox.StandardButton.Close)):
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(plain_label(words, "muted"))
        layout.addWidget(self._stack, 1)
        layout.addWidget(self.cut)
        layout.addWidget(buttons)
        session.bridge.changed.connect(self._changed)
        session.thumbnails.arrived.connect(self._draw)
        self._read()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.focusWidget() is self.table:
            self.bring_back()
        else:
            super().keyPressEvent(event)

    def bring_back(self) -> None:
        """Show the chosen records again."""
        archive, ids = self._session.archive, [line.record.id for line in self._chosen()]
        if ids:
            self._session.edit(
                lambda: deleted.bring_back(archive, records=ids), lambda _change: self._told(len(ids)), owner=self
            )

    def _chosen(self) -> list[Deleted]:
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        return [self._lines[row] for row in sorted(rows)]

    def _draw(self) -> None:
        self.table.viewport().update()

    def _told(self, count: int) -> None:
        words = ngettext("Brought {count} record back.", "Brought {count} records back.", count)
        self._session.undoable.emit(words.format(count=f"{count:,}"))

    def _changed(self, change: ChangeSet) -> None:
        if change.everything or "record.deleted_at" in change.fields or "record" in change.fields:
            self._read()

    def _read(self) -> None:
        archive = self._session.archive
        self._session.tasks.read(
            lambda: (deleted.listed(archive), deleted.count(archive)), self._show, owner=self, key="bin"
        )

    def _show(self, found: tuple[Sequence[Deleted], int]) -> None:
        lines, count = found
        self.cut.setText(deleted.left_out(len(lines), count))
        self.cut.setVisible(len(lines) < count)
        chosen = {line.record.id for line in self._chosen()}
        # Rows that stay selected would be other records now.
        self.table.clearSelection()
        self._lines = list(lines)
        self.table.setRowCount(len(lines))
        for row, line in enumerate(lines):
            self._put(row, line)
        self._choose({row for row, line in enumerate(lines) if line.record.id in chosen})
        self._stack.setCurrentWidget(self.table if lines else self.empty)
        self._offer()

    def _choose(self, rows: set[int]) -> None:
        model, selection = self.table.model(), QItemSelection()
        for row in rows:
            selection.select(model.index(row, 0), model.index(row, model.columnCount() - 1))
        self.table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def _put(self, row: int, line: Deleted) -> None:
        texts = (shown(line.record.title), line.record.ref, local_moment(line.at), shown(line.by))
        for column, text in enumerate(texts):
            item = QTableWidgetItem(text)
            item.setToolTip(theme.plain_tip(text))
            if not column:
                item.setIcon(kind_icon(line.record.kind))
                item.setData(Qt.ItemDataRole.UserRole, line)
            self.table.setItem(row, column, item)

    def _offer(self) -> None:
        self.back.setEnabled(bool(self._lines and self._chosen()))
        self.purge.setEnabled(bool(self._lines))

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 4)
        table.setHorizontalHeaderLabels([_("Title"), _("Ref"), _("Deleted"), _("By")])
        table.setAccessibleName(_("Deleted records"))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setItemDelegateForColumn(0, _Pictures(self._session.thumbnails, table))
        table.setIconSize(_PICTURE)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(_PICTURE.height() + theme.SMALL)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.itemSelectionChanged.connect(self._offer)
        table.doubleClicked.connect(lambda _index: self.bring_back())
        return table
