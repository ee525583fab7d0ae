"""The left side: where to look. Each entry is a search that anyone could type."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.query.language import spoken
from archive_app.errors import ArchiveError
from archive_app.services.archive import Archive
from archive_app.services.gifts import dues
from archive_app.services.records import reading
from archive_app.services.search import picking, saved
from archive_app.services.upkeep import completeness
from archive_app.ui.session.session import Session
from archive_app.ui.sidebar.counting import SearchCounts
from archive_app.ui.sidebar.model import SidebarModel
from archive_app.ui.sidebar.nodes import Node, build
from archive_app.ui.sidebar.tree import SidebarTree


class Sidebar(QWidget):
    """``chosen`` gives the query of an entry, ``search_chosen`` query and order of a saved search,
    ``partnership_chosen`` id and ref of a partnership.

    ``update_wanted`` asks to save the search that is shown under the name of this saved search.
    """

    chosen = Signal(str)
    search_chosen = Signal(str, str)
    partnership_chosen = Signal(int, str)
    update_wanted = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._open = set(filter(None, session.settings.text("sidebar/open").split("|")))
        self._waiting: Node | None = None
        self.model = SidebarModel(self)
        self.tree = SidebarTree(self.model)
        self.counts = SearchCounts(session, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tree)
        self._connect()
        self.refresh()

    def refresh(self) -> None:
        """Count again."""
        archive = self._session.archive
        self._session.tasks.read(lambda: _read(archive), self._take, owner=self, key="sidebar")

    def select(self, query: str) -> None:
        """Mark the entry that stands for ``query``, none where there is none; of several the one that was chosen."""
        query = spoken(query)
        if query and spoken(self.model.node(self.tree.currentIndex()).query) == query:
            return
        waiting = [QModelIndex()]
        while waiting:
            parent = waiting.pop()
            for row in range(self.model.rowCount(parent)):
                index = self.model.index(row, 0, parent)
                if query and spoken(self.model.node(index).query) == query:
                    self.tree.setCurrentIndex(index)
                    return
                waiting.append(index)
        self.tree.setCurrentIndex(QModelIndex())

    def remember(self) -> None:
        """Keep which continents are open."""
        self._session.settings.put("sidebar/open", "|".join(sorted(self._expanded())))

    def _connect(self) -> None:
        archive = self._session.archive
        self.tree.clicked.connect(self._clicked)
        self.tree.activated.connect(self._choose)
        self.tree.update_wanted.connect(self.update_wanted)
        self.tree.moved.connect(
            lambda search, to: self._edit(lambda: saved.move_search(archive, search_id=search, to=to))
        )
        self.tree.removed.connect(lambda search: self._edit(lambda: saved.remove_search(archive, search_id=search)))
        self.tree.clear_wanted.connect(lambda: self._edit(lambda: picking.unpick(archive)))
        # The editor is gone only when its signal has been dealt with.
        self.tree.edited.connect(self._put_waiting, Qt.ConnectionType.QueuedConnection)
        self.model.renamed.connect(
            lambda search, name: self._edit(lambda: saved.change_search(archive, search_id=search, name=name))
        )
        self.counts.counted.connect(self.model.count)
        self._session.bridge.changed.connect(self._changed)

    def _edit(self, change: Callable[[], ChangeSet]) -> None:
        self._session.edit(change, owner=self, failed=self._refused)

    def _refused(self, error: ArchiveError) -> None:
        self._session.refused.emit(error.message)

    def _changed(self, _change: ChangeSet) -> None:
        self.refresh()

    def _expanded(self) -> set[str]:
        section = self.model.find("partnerships")
        branches = [self.model.index(row, 0, section) for row in range(self.model.rowCount(section))]
        return {self.model.node(index).key for index in branches if self.tree.isExpanded(index)}

    def _take(self, root: Node) -> None:
        searches = [node for section in root.children for node in section.children if node.search is not None]
        for node in searches:
            node.count = self.counts.known(node.search) if node.search is not None else None
        self.counts.follow([node.search for node in searches if node.search is not None])
        if self.tree.editing:
            self._waiting = root
        else:
            self._put(root)

    def _put_waiting(self) -> None:
        root, self._waiting = self._waiting, None
        if root is not None:
            self._put(root)

    def _put(self, root: Node) -> None:
        opened = self._expanded() or self._open
        current = self.model.node(self.tree.currentIndex()).key
        scrolled = self.tree.verticalScrollBar().value()
        self.model.put(root)
        for row in range(self.model.rowCount()):
            section = self.model.index(row, 0)
            self.tree.expand(section)
            for below in range(self.model.rowCount(section)):
                branch = self.model.index(below, 0, section)
                if self.model.node(branch).key in opened:
                    self.tree.expand(branch)
        if current:
            self.tree.setCurrentIndex(self.model.find(current))
        self.tree.verticalScrollBar().setValue(scrolled)

    def _clicked(self, index: QModelIndex) -> None:
        if self.model.node(index).query:
            self._choose(index)
        elif self.model.node(index).parent is not None:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _choose(self, index: QModelIndex) -> None:
        node = self.model.node(index)
        if node.partnership:
            self.partnership_chosen.emit(node.partnership, node.query.partition(":")[2])
        elif node.search is not None:
            self.search_chosen.emit(node.search.query, node.search.order)
        elif node.query:
            self.chosen.emit(node.query)


def _read(archive: Archive) -> Node:
    return build(
        reading.counts(archive),
        reading.partnerships(archive),
        saved.searches(archive),
        picking.picked_count(archive),
        completeness.progress(archive),
        dues.counted(archive),
    )
