"""The nodes of the sidebar as Qt's tree."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from archive_app.ui.kit import theme
from archive_app.ui.sidebar.nodes import Node

Index = QModelIndex | QPersistentModelIndex
NODE_ROLE = Qt.ItemDataRole.UserRole + 1


class SidebarModel(QAbstractItemModel):
    """The tree of nodes. ``renamed`` gives the id of a saved search and the name that was typed for it."""

    renamed = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node("", "")

    def put(self, root: Node) -> None:
        """Show another tree."""
        self.beginResetModel()
        self._root = root
        self.endResetModel()

    def count(self, search: int, count: int | None) -> None:
        """Show how many records a saved search finds."""
        index = self.find(f"search-{search}")
        if index.isValid() and self.node(index).count != count:
            self.node(index).count = count
            self.dataChanged.emit(index, index)

    def node(self, index: Index) -> Node:
        """The node of ``index``, the root for none."""
        node = index.internalPointer() if index.isValid() else None
        return node if isinstance(node, Node) else self._root

    def find(self, key: str) -> QModelIndex:
        """The index of the node called ``key``."""
        waiting = [QModelIndex()]
        while waiting:
            parent = waiting.pop()
            for row in range(self.rowCount(parent)):
                index = self.index(row, 0, parent)
                if self.node(index).key == key:
                    return index
                waiting.append(index)
        return QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        children = self.node(parent).children
        if column != 0 or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, column, children[row])

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = self.node(index).parent if index.isValid() else None
        if above is None or above.parent is None:
            return QModelIndex()
        return self.createIndex(above.parent.children.index(above), 0, above)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.node(parent).children)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: ARG002, B008
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if not self.node(index).query:
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if self.node(index).search is not None else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        search = self.node(index).search
        if role != Qt.ItemDataRole.EditRole or search is None:
            return False
        if str(value).strip() != search.name:
            self.renamed.emit(search.id, str(value))
        return True

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self.node(index)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return node.label
        if role == NODE_ROLE:
            return node
        if role == Qt.ItemDataRole.ToolTipRole and node.detail:
            return theme.plain_tip(node.detail)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return node.label if node.count is None else f"{node.label}, {node.count}"
        return None
