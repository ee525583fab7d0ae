"""The terms of one vocabulary as a tree that Qt can show, filter, rename in and drag about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from archive_app.domain.folding import fold
from archive_app.domain.showing import shown
from archive_app.i18n import _
from archive_app.services.terms import TermNode
from archive_app.ui import theme

Index = QModelIndex | QPersistentModelIndex
#: The folded title, for the filter.
FOLDED = Qt.ItemDataRole.UserRole + 1
_MIME = "application/x-exchange-archive-term"


class Entry:
    """A term at its place in the tree."""

    __slots__ = ("children", "node", "parent", "row")

    def __init__(self, node: TermNode | None, parent: Entry | None, row: int) -> None:
        self.node = node
        self.parent = parent
        self.row = row
        children = node.children if node is not None else ()
        self.children = [Entry(child, self, number) for number, child in enumerate(children)]


def root_of(nodes: Sequence[TermNode]) -> Entry:
    """The tree of ``nodes``; made in any thread."""
    root = Entry(None, None, 0)
    root.children = [Entry(node, root, number) for number, node in enumerate(nodes)]
    return root


class TermModel(QAbstractItemModel):
    """Two columns: the term, and how many records have it."""

    #: The id of a term and its new name.
    renamed = Signal(int, str)
    #: The id of a term and that of the one it is to be put below, 0 for none.
    moved = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.root = root_of(())

    def put(self, root: Entry) -> None:
        """Show this tree."""
        self.beginResetModel()
        self.root = root
        self.endResetModel()

    def entry(self, index: Index) -> Entry:
        """The entry of an index, the root for none."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Entry) else self.root

    def find(self, term: int) -> QModelIndex:
        """Where a term stands first."""
        waiting = list(reversed(self.root.children))
        while waiting:
            entry = waiting.pop()
            if entry.node is not None and entry.node.record.id == term:
                return self.createIndex(entry.row, 0, entry)
            waiting += reversed(entry.children)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        children = self.entry(parent).children
        if 0 <= row < len(children) and 0 <= column < 2:
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = self.entry(index).parent if index.isValid() else None
        if above is None or above.node is None:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.entry(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.entry(index).node
        if node is None:
            return None
        if index.column() == 1:
            return str(node.uses or "") if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(node.record.title)
        if role == Qt.ItemDataRole.EditRole:
            return node.record.title
        if role == FOLDED:
            return fold(node.record.title)
        return (
            theme.plain_tip(f"{node.record.title}\n{node.record.ref}") if role == Qt.ItemDataRole.ToolTipRole else None
        )

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node = self.entry(index).node
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or node is None or not text or text == node.record.title:
            return False
        self.renamed.emit(node.record.id, text)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Term"), _("Uses"))[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flag = Qt.ItemFlag
        if not index.isValid():
            return flag.ItemIsDropEnabled
        common = flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsDragEnabled | flag.ItemIsDropEnabled
        return common | flag.ItemIsEditable if index.column() == 0 else common

    # -- dragging

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        node = self.entry(indexes[0]).node if indexes else None
        if node is not None:
            data.setData(_MIME, QByteArray(str(node.record.id).encode()))
        return data

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, _row: int, _column: int, parent: Index) -> bool:
        if action != Qt.DropAction.MoveAction or not data.hasFormat(_MIME):
            return False
        term = int(bytes(data.data(_MIME).data()).decode())
        above = self.entry(parent).node
        if above is None or above.record.id != term:
            self.moved.emit(term, above.record.id if above is not None else 0)
        # Refused, so that Qt does not take the row away itself: the tree is read anew.
        return False
