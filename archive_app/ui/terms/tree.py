"""The view of a tree of terms: what is open stays open, and every gesture has its key."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTreeView

from archive_app.domain.model.records import RecordRef
from archive_app.i18n import N_, _
from archive_app.services.terms.terms import TermNode
from archive_app.ui.kit.icons import icon
from archive_app.ui.terms.model import TermModel, TermTree

#: A tree that is shown for the first time, or filtered, is opened to so many lines.
_LINES = 300
_USES_WIDTH = 72


class TermView(QTreeView):
    """What is asked for is about the chosen term. ``put_wanted`` asks to put the one that was taken below it, or, with
    ``True``, at the top; ``add_wanted`` for a new one below it, or at the top.
    """

    chosen = Signal()
    add_wanted = Signal(bool)
    remove_wanted = Signal()
    take_wanted = Signal()
    put_wanted = Signal(bool)
    search_wanted = Signal()

    def __init__(self, model: TermModel) -> None:
        super().__init__()
        self._terms = model
        #: The terms that were open before the tree was filtered.
        self._opened: set[int] = set()
        self._filtered = False
        #: Whether a term was taken up to be put somewhere else.
        self.holds = False
        self.setObjectName("terms")
        self.setModel(model)
        self.setAccessibleName(_("Terms"))
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setExpandsOnDoubleClick(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionsMovable(False)
        self.setColumnWidth(1, _USES_WIDTH)
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.chosen.emit())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu_at)
        for keys, _text, _icon, run in self._commands():
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(run)

    def node(self) -> TermNode | None:
        """The chosen term with what is below it."""
        return self._terms.entry(self.currentIndex()).node

    def record(self) -> RecordRef | None:
        """The chosen term."""
        node = self.node()
        return node.record if node is not None else None

    def show_tree(self, tree: TermTree, current: int, *, another: bool) -> None:
        """Show ``tree`` with the term ``current`` chosen; ``another`` says that it is another vocabulary."""
        opened = self._open()
        self._terms.put(tree)
        if self._filtered:
            self._open_some()
        elif another:
            self._opened = set()
            self._open_some()
        else:
            self._open_these(opened)
        self._go_to(current)

    def narrow(self, text: str) -> None:
        """Show only terms with ``text``; without it, the tree as it was open before."""
        record = self.record()
        if text and not self._filtered:
            self._opened = self._open()
        self._filtered = bool(text)
        self._terms.narrow(text)
        if text:
            self._open_some()
        else:
            self._open_these(self._opened)
        self._go_to(record.id if record is not None else 0)

    def menu(self) -> QMenu:
        """What can be done with the chosen term; the keys are shown only, the view takes them itself."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        chosen = self.record() is not None
        for keys, text, name, run in self._commands():
            action = menu.addAction(icon(name), _(text) + f"\t{keys}")
            action.triggered.connect(run)
            puts = keys.endswith("+V")
            action.setEnabled((chosen or keys in ("Shift+Ins", "Ctrl+Shift+V")) and (self.holds or not puts))
        return menu

    # -- what is open

    def _open(self) -> set[int]:
        found: set[int] = set()
        waiting = [self._terms.root]
        while waiting:
            for child in waiting.pop().children:
                if child.children and child.node is not None and self.isExpanded(self._terms.place(child)):
                    found.add(child.node.record.id)
                    waiting.append(child)
        return found

    def _open_these(self, terms: set[int]) -> None:
        waiting = [self._terms.root]
        while waiting:
            for child in waiting.pop().children:
                if child.children and child.node is not None and child.node.record.id in terms:
                    self.setExpanded(self._terms.place(child), True)
                    waiting.append(child)

    def _open_some(self) -> None:
        """Open from the top down until so many lines are shown: of few terms all."""
        waiting = deque([self._terms.root])
        lines = len(self._terms.root.children)
        while waiting:
            for child in waiting.popleft().children:
                lines += len(child.children)
                if lines > _LINES:
                    return
                if child.children:
                    self.setExpanded(self._terms.place(child), True)
                    waiting.append(child)

    def _go_to(self, term: int) -> None:
        index = self._terms.find(term) if term else QModelIndex()
        if not index.isValid():
            index = self._terms.index(0, 0)
        self.setCurrentIndex(index)
        if index.isValid():
            self.scrollTo(index)
        self.chosen.emit()

    # -- menu and keys

    def _commands(self) -> tuple[tuple[str, str, str, Callable[[], None]], ...]:
        return (
            ("Ins", N_("Add a term below this one"), "add", lambda: self.add_wanted.emit(False)),
            ("Shift+Ins", N_("Add a term at the top"), "add", lambda: self.add_wanted.emit(True)),
            ("F2", N_("Rename"), "edit", self._rename),
            ("Ctrl+X", N_("Take this term"), "link", self.take_wanted.emit),
            ("Ctrl+V", N_("Put the taken one below this one"), "drop", lambda: self.put_wanted.emit(False)),
            ("Ctrl+Shift+V", N_("Put the taken one at the top"), "drop", lambda: self.put_wanted.emit(True)),
            ("Ctrl+Return", N_("Show what has this term"), "search", self.search_wanted.emit),
            ("Del", N_("Delete the term"), "delete", self.remove_wanted.emit),
        )

    def _rename(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.edit(index.siblingAtColumn(0))

    def _menu_at(self, point: QPoint) -> None:
        self.menu().popup(self.viewport().mapToGlobal(point))
