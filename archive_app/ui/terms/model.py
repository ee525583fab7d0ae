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

from archive_app.domain.text.folding import fold
from archive_app.domain.text.showing import shown
from archive_app.i18n import _, ngettext
from archive_app.services.terms.terms import TermNode
from archive_app.ui.kit import theme

Index = QModelIndex | QPersistentModelIndex
MIME = "application/x-exchange-archive-term"


class Entry:
    """A term at its place in the tree; ``words`` are its names, folded, for the filter."""

    __slots__ = ("children", "node", "parent", "row", "words")

    def __init__(self, node: TermNode | None, parent: Entry | None, words: str = "") -> None:
        self.node = node
        self.parent = parent
        self.words = words
        self.children: list[Entry] = []
        self.row = 0
        if parent is not None:
            self.row = len(parent.children)
            parent.children.append(self)


class TermTree:
    """Entries under a root that is no term; ``places`` has the first entry of every term."""

    def __init__(self) -> None:
        self.root = Entry(None, None)
        self.places: dict[int, Entry] = {}

    def add(self, node: TermNode, parent: Entry, words: str) -> Entry:
        """Put a term last below ``parent``."""
        entry = Entry(node, parent, words)
        self.places.setdefault(node.record.id, entry)
        return entry

    def narrowed(self, text: str) -> TermTree:
        """Only the terms with ``text`` (folded) in one of their names, and those that they stand below."""
        kept: set[int] = set()
        every = self._every()
        for entry in every:
            if text in entry.words:
                above: Entry | None = entry
                while above is not None and id(above) not in kept:
                    kept.add(id(above))
                    above = above.parent
        found = TermTree()
        copies = {id(self.root): found.root}
        for entry in every:
            if id(entry) in kept and entry.node is not None and entry.parent is not None:
                copies[id(entry)] = found.add(entry.node, copies[id(entry.parent)], entry.words)
        return found

    def _every(self) -> list[Entry]:
        """Every entry, what is above before what is below."""
        found: list[Entry] = []
        waiting = list(reversed(self.root.children))
        while waiting:
            entry = waiting.pop()
            found.append(entry)
            waiting += reversed(entry.children)
        return found


def tree_of(nodes: Sequence[TermNode]) -> TermTree:
    """The tree of ``nodes``, however deep; made in any thread."""
    tree = TermTree()
    waiting = [(node, tree.root) for node in reversed(nodes)]
    while waiting:
        node, parent = waiting.pop()
        entry = tree.add(node, parent, "\n".join(map(fold, node.labels or (node.record.title,))))
        waiting += [(child, entry) for child in reversed(node.children)]
    return tree


class TermModel(QAbstractItemModel):
    """Two columns: the term, and how many records have it."""

    #: The id of a term and its new name.
    renamed = Signal(int, str)
    #: The id of a term and that of the one it is to be put below, 0 for none.
    moved = Signal(int, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._whole = self._tree = TermTree()
        self._text = ""

    @property
    def root(self) -> Entry:
        """What stands above all that is shown."""
        return self._tree.root

    @property
    def empty(self) -> bool:
        """Whether the vocabulary has no terms at all, whatever is filtered."""
        return not self._whole.root.children

    def __contains__(self, term: int) -> bool:
        return term in self._whole.places

    @property
    def count(self) -> int:
        """How many terms are shown."""
        return len(self._tree.places)

    def put(self, tree: TermTree) -> None:
        """Show this tree, filtered as before."""
        self.beginResetModel()
        self._whole = tree
        self._tree = tree.narrowed(self._text) if self._text else tree
        self.endResetModel()

    def narrow(self, text: str) -> None:
        """Show only terms with ``text`` in a name of any language, and what stands above them."""
        self._text = fold(text).strip()
        self.put(self._whole)

    def entry(self, index: Index) -> Entry:
        """The entry of an index, the root for none."""
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Entry) else self.root

    def place(self, entry: Entry) -> QModelIndex:
        """The index of an entry."""
        return self.createIndex(entry.row, 0, entry) if entry.node is not None else QModelIndex()

    def find(self, term: int) -> QModelIndex:
        """Where a term stands first; nowhere where it is not shown."""
        entry = self._tree.places.get(term)
        return self.place(entry) if entry is not None else QModelIndex()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's signature
        children = self.entry(parent).children if parent.column() <= 0 else []
        if 0 <= row < len(children) and 0 <= column < 2:
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def parent(self, index: Index = QModelIndex()) -> QModelIndex:  # type: ignore[override]  # noqa: B008
        above = self.entry(index).parent if index.isValid() else None
        return self.place(above) if above is not None else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(self.entry(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 2

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.entry(index).node
        if node is None:
            return None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{shown(node.record.title)}, {uses_text(node.uses)}"
        if index.column() == 1:
            return _figure(node.uses, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(node.record.title)
        if role == Qt.ItemDataRole.EditRole:
            return node.record.title
        if role == Qt.ItemDataRole.ToolTipRole:
            return theme.plain_tip("\n".join((*(node.labels or (node.record.title,)), node.record.ref)))
        return None

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
        if section == 1 and role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
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
        return [MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        node = self.entry(indexes[0]).node if indexes else None
        if node is not None:
            data.setData(MIME, QByteArray(str(node.record.id).encode()))
        return data

    def canDropMimeData(self, data: QMimeData, action: Qt.DropAction, _row: int, _column: int, parent: Index) -> bool:
        """Not below itself, nor below what stands below it."""
        if action != Qt.DropAction.MoveAction or not data.hasFormat(MIME):
            return False
        term, above = dragged(data), self.entry(parent)
        while above.node is not None and above.parent is not None:
            if above.node.record.id == term:
                return False
            above = above.parent
        return True

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        if self.canDropMimeData(data, action, row, column, parent):
            above = self.entry(parent).node
            self.moved.emit(dragged(data), above.record.id if above is not None else 0)
        # Refused, so that Qt does not take the row away itself: the tree is read anew.
        return False


def dragged(data: QMimeData) -> int:
    """The id of the term that is dragged."""
    return int(bytes(data.data(MIME).data()).decode())


def uses_text(count: int) -> str:
    """How many records have a term, in words."""
    return ngettext("{count} record has it", "{count} records have it", count).format(count=f"{count:,}")


def _figure(uses: int, role: int) -> Any:
    if role == Qt.ItemDataRole.DisplayRole:
        return f"{uses:,}" if uses else ""
    if role == Qt.ItemDataRole.TextAlignmentRole:
        return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    return uses_text(uses) if role == Qt.ItemDataRole.ToolTipRole else None
