"""The tree view of the sidebar: keys and menu of a saved search, and its name typed in place."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTreeView

from archive_app.domain.query.narrowing import record_asked
from archive_app.i18n import _
from archive_app.services.search.saved import SavedSearch
from archive_app.ui.kit.dragged import Place
from archive_app.ui.kit.icons import icon
from archive_app.ui.sidebar.cells import SidebarDelegate
from archive_app.ui.sidebar.model import SidebarModel
from archive_app.ui.sidebar.nodes import Node

_RENAME, _REMOVE = Qt.Key.Key_F2, Qt.Key.Key_Delete


class SidebarTree(QTreeView):
    """What is asked for a saved search comes with its id; ``edited`` says that no name is being typed any more."""

    moved = Signal(int, int)
    removed = Signal(int)
    update_wanted = Signal(int)
    clear_wanted = Signal()
    edited = Signal()

    def __init__(self, model: SidebarModel) -> None:
        super().__init__()
        self._nodes = model
        self._delegate = delegate = SidebarDelegate(self)
        delegate.closeEditor.connect(lambda _editor, _hint: self.edited.emit())
        self.setObjectName("sidebar")
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setIndentation(12)
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Where to look"))
        self.setExpandsOnDoubleClick(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu_at)

    @property
    def editing(self) -> bool:
        """Whether a name is being typed."""
        return self.state() == QAbstractItemView.State.EditingState

    def place(self, index: QModelIndex) -> Place | None:
        """What a line stands for, for what is dragged over it."""
        node = self._nodes.node(index)
        if not node.query:
            return None
        return Place(node.label, record_asked(node.query), picked=node.key == "picked")

    def light(self, index: QModelIndex) -> None:
        """Show that something would be dropped on this line."""
        self._delegate.lit = QPersistentModelIndex(index)
        self.viewport().update()

    def rested(self, index: QModelIndex) -> None:
        """What is dragged rests on this line: open what lies below it."""
        self.expand(index)

    def event(self, event: QEvent) -> bool:
        """Take the keys of a saved search before the actions of the window do."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._wants(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        search = self._search()
        if search is None or not self._wants(event):
            super().keyPressEvent(event)
        elif event.key() == _RENAME:
            self.edit(self.currentIndex())
        else:
            self.removed.emit(search.id)

    def menu_for(self, index: QModelIndex) -> QMenu | None:
        """The menu of a line; ``None`` where it has none."""
        node = self._nodes.node(index)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if node.search is not None:
            self._fill(menu, node, node.search)
        elif node.key == "picked":
            clear = menu.addAction(icon("remove"), _("Clear picked"), self.clear_wanted.emit)
            clear.setEnabled(bool(node.count))
        else:
            menu.deleteLater()
            return None
        return menu

    def _fill(self, menu: QMenu, node: Node, search: SavedSearch) -> None:
        above = node.parent.children if node.parent is not None else []
        place = above.index(node)
        # The shortcuts are shown only: the tree takes the keys itself, and only for the line that has the focus.
        menu.addAction(icon("edit"), _("Rename") + "\tF2", lambda: self.edit(self._nodes.find(node.key)))
        menu.addAction(
            icon("saved-search"),
            _("Save the present search under this name"),
            lambda: self.update_wanted.emit(search.id),
        )
        menu.addSeparator()
        up = menu.addAction(_("Move up"), lambda: self.moved.emit(search.id, place - 1))
        up.setEnabled(place > 0)
        down = menu.addAction(_("Move down"), lambda: self.moved.emit(search.id, place + 1))
        down.setEnabled(place + 1 < len(above))
        menu.addSeparator()
        menu.addAction(icon("delete"), _("Remove") + "\tDel", lambda: self.removed.emit(search.id))

    def _menu_at(self, point: QPoint) -> None:
        menu = self.menu_for(self.indexAt(point))
        if menu is not None:
            menu.popup(self.viewport().mapToGlobal(point))

    def _search(self) -> SavedSearch | None:
        return self._nodes.node(self.currentIndex()).search

    def _wants(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        return plain and event.key() in (_RENAME, _REMOVE) and self._search() is not None and not self.editing
