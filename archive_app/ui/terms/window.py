"""The window of the vocabularies: which there are, their terms as a tree, and one term whole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QSortFilterProxyModel, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.changes import ChangeSet
from archive_app.domain.folding import fold
from archive_app.domain.records import RecordRef
from archive_app.domain.showing import shown
from archive_app.domain.vocabularies import WELL_KNOWN, key_of
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services import editing, reading, terms
from archive_app.services.editing import NewName
from archive_app.services.terms import Vocabulary
from archive_app.ui.inspector.editors import flush_all, plain_label
from archive_app.ui.jobs import Jobs, JobStrip
from archive_app.ui.session import Session
from archive_app.ui.terms.files import TermFiles
from archive_app.ui.terms.model import FOLDED, Entry, TermModel, root_of
from archive_app.ui.terms.pane import TermPane

_KEY = Qt.ItemDataRole.UserRole
Key = Qt.Key


class VocabularyWindow(QDialog):
    """Every change is one step, made at once. ``search_wanted`` asks to show what has a term."""

    search_wanted = Signal(str)

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._vocabulary = session.settings.text("terms/vocabulary", next(iter(WELL_KNOWN)))
        #: The term that was taken up to be put somewhere else, and the one to be shown when the tree is read.
        self._taken = self._wanted = 0
        self.setWindowTitle(_("Vocabularies"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(1020, 620)
        self.list = QListWidget()
        self.list.setAccessibleName(_("Vocabularies"))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.another = QLineEdit()
        self.another.setPlaceholderText(_("Another vocabulary…"))
        self.another.setAccessibleName(_("Another vocabulary"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Show only terms with…"))
        self.filter.setAccessibleName(_("Filter the terms"))
        self.filter.setClearButtonEnabled(True)
        self.model = TermModel(self)
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(self.model)
        self.proxy.setRecursiveFilteringEnabled(True)
        self.proxy.setFilterRole(FOLDED)
        self.tree = self._tree()
        self.empty = plain_label(
            _("There are no terms here yet. Type the first one below, or import a SKOS file."), "empty"
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.new = QLineEdit()
        self.new.setAccessibleName(_("New term"))
        self.below = QCheckBox(_("below the chosen one"))
        self.below.setChecked(True)
        self.said = plain_label(name="muted")
        self.said.hide()
        self.term = TermPane(session)
        self.files = TermFiles(session, jobs, self)
        self._lay_out()
        self._connect()
        self._read()

    # -- reading

    def _read(self) -> None:
        archive, vocabulary = self._session.archive, self._vocabulary

        def work() -> tuple[list[Vocabulary], Entry]:
            return terms.vocabularies(archive), root_of(terms.tree(archive, vocabulary))

        self._session.tasks.read(work, lambda found: self._put(*found), owner=self, key="vocabulary")

    def _put(self, found: list[Vocabulary], root: Entry) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        keys = [each.key for each in found]
        if self._vocabulary not in keys:
            found = [*found, Vocabulary(self._vocabulary, terms.label_of(self._vocabulary), 0)]
        for each in found:
            item = QListWidgetItem(f"{shown(each.label, 40)}  ({each.count:,})")
            item.setData(_KEY, each.key)
            self.list.addItem(item)
            if each.key == self._vocabulary:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        current = self._wanted or self._current()
        opened = self._expanded()
        self.model.put(root)
        for term in opened:
            self.tree.expand(self.proxy.mapFromSource(self.model.find(term)))
        if not opened or self.filter.text():
            self.tree.expandToDepth(0 if not self.filter.text() else -1)
        self._go_to(current)
        self._wanted = 0
        there = bool(root.children)
        self.empty.setVisible(not there)
        self.tree.setVisible(there)
        self._chosen()

    def _expanded(self) -> list[int]:
        found: list[int] = []
        waiting = [(QModelIndex(), self.model.root)]
        while waiting:
            _index, entry = waiting.pop()
            for child in entry.children:
                index = self.model.createIndex(child.row, 0, child)
                if child.children and child.node and self.tree.isExpanded(self.proxy.mapFromSource(index)):
                    found.append(child.node.record.id)
                waiting.append((index, child))
        return found

    def _go_to(self, term: int) -> None:
        index = self.proxy.mapFromSource(self.model.find(term)) if term else QModelIndex()
        if index.isValid():
            self.tree.setCurrentIndex(index)
            self.tree.scrollTo(index)

    def _current(self) -> int:
        record = self._chosen_record()
        return record.id if record is not None else 0

    def _chosen_record(self) -> RecordRef | None:
        node = self.model.entry(self.proxy.mapToSource(self.tree.currentIndex())).node
        return node.record if node is not None else None

    def _changed(self, change: ChangeSet) -> None:
        if change.everything or any(field.partition(".")[0] in ("record", "name", "link") for field in change.fields):
            self._read()

    def _chosen(self) -> None:
        record = self._chosen_record()
        words = _("New term")
        if record is not None and self.below.isChecked():
            words = _("New term, below “{title}”").format(title=shown(record.title, 40))
        self.new.setPlaceholderText(words)
        node = self.model.entry(self.proxy.mapToSource(self.tree.currentIndex())).node
        self.term.show_term(node)

    # -- changing

    def _add(self) -> None:
        name = self.new.text().strip()
        archive, vocabulary = self._session.archive, self._vocabulary
        broader = self._current() if self.below.isChecked() else 0
        if not name:
            return

        def done(made: RecordRef) -> None:
            self.new.clear()
            self._say("")
            # The next one goes beside this one, not below it.
            self._wanted = broader or made.id
            self._read()

        self._session.edit(
            lambda: terms.add_term(archive, vocabulary=vocabulary, names=[NewName(name)], broader=broader),
            done, owner=self, failed=self._failed,
        )  # fmt: skip

    def _rename(self, term: int, text: str) -> None:
        archive = self._session.archive

        def work() -> ChangeSet:
            record = reading.record(archive, term)
            name = next(name for name in record.names if name.text == record.title)
            return editing.change_name(archive, name_id=name.id, text=text)

        self._session.edit(work, owner=self, failed=self._failed)

    def _move(self, term: int, broader: int) -> None:
        archive = self._session.archive
        self._wanted = term
        self._session.edit(
            lambda: terms.move_term(archive, term=term, broader=broader), lambda _change: self._say(""), owner=self,
            failed=self._failed,
        )  # fmt: skip

    def _take_up(self) -> None:
        record = self._chosen_record()
        if record is not None:
            self._taken = record.id
            self._say(_("“{title}”: Ctrl+V puts it below the chosen term, Ctrl+Shift+V at the top.").format(
                title=shown(record.title, 40)))  # fmt: skip

    def _put_down(self, *, top: bool) -> None:
        if self._taken:
            term, self._taken = self._taken, 0
            self._move(term, 0 if top else self._current())

    def _delete(self) -> None:
        archive, record = self._session.archive, self._chosen_record()
        if record is None:
            return

        def done(_change: ChangeSet) -> None:
            self._say(_("Deleted “{title}”. Undo brings it back.").format(title=shown(record.title, 40)))

        self._session.edit(lambda: terms.delete_term(archive, term=record.id), done, owner=self, failed=self._failed)

    def _look(self) -> None:
        record = self._chosen_record()
        if record is not None:
            self.search_wanted.emit(f"term:{record.ref}")
            self.accept()

    def _choose_vocabulary(self) -> None:
        item = self.list.currentItem()
        if item is not None and item.data(_KEY) != self._vocabulary:
            flush_all(self.term)
            self._vocabulary = str(item.data(_KEY))
            self._session.settings.put("terms/vocabulary", self._vocabulary)
            self._read()

    def _show_vocabulary(self, key: str) -> None:
        self._vocabulary = key
        self._read()

    def _begin(self) -> None:
        name = self.another.text().strip()
        if name:
            self._vocabulary = key_of(name)
            self.another.clear()
            self._read()
            self.new.setFocus()

    def _failed(self, error: ArchiveError) -> None:
        self._say(error.message)
        self._read()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    # -- the look of it

    def _tree(self) -> QTreeView:
        tree = QTreeView()
        tree.setModel(self.proxy)
        tree.setAccessibleName(_("Terms"))
        tree.setObjectName("terms")
        tree.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        tree.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        tree.setExpandsOnDoubleClick(False)
        tree.setUniformRowHeights(True)
        tree.setFrameShape(QFrame.Shape.NoFrame)
        tree.header().setStretchLastSection(False)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.setColumnWidth(1, 64)
        return tree

    def _lay_out(self) -> None:
        bring, take = QPushButton(_("Import…")), QPushButton(_("Export…"))
        for button, run, tip in (
            (bring, self.files.ask_import, _("Take in a SKOS file")),
            (take, lambda: self.files.ask_export(self._vocabulary), _("Write this vocabulary as SKOS")),
        ):
            button.setAutoDefault(False)
            button.setToolTip(tip)
            button.clicked.connect(_plain(run))
        left = _column(self.list, self.another)
        head = QHBoxLayout()
        for widget in (self.filter, bring, take):
            head.addWidget(widget, 1 if widget is self.filter else 0)
        adding = QHBoxLayout()
        adding.addWidget(self.new, 1)
        adding.addWidget(self.below)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(adding)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (left, middle, self.term):
            splitter.addWidget(part)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([190, 460, 340])
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.said)
        layout.addWidget(JobStrip(self._jobs))
        layout.addWidget(buttons)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(lambda _now, _before: self._choose_vocabulary())
        self.another.returnPressed.connect(self._begin)
        self.filter.textChanged.connect(self._filter)
        self.new.returnPressed.connect(self._add)
        self.below.toggled.connect(lambda _on: self._chosen())
        self.model.renamed.connect(self._rename)
        self.model.moved.connect(self._move)
        self.tree.selectionModel().currentChanged.connect(lambda _now, _before: self._chosen())
        self.term.uses.clicked.connect(_plain(self._look))
        self.term.remove.clicked.connect(_plain(self._delete))
        self.files.told.connect(self._say)
        self.files.failed.connect(self._failed)
        self.files.imported.connect(self._show_vocabulary)
        self._session.bridge.changed.connect(self._changed)
        inside = Qt.ShortcutContext.WidgetShortcut
        for keys, run in (
            ("Ins", self.new.setFocus),
            ("Del", self._delete),
            ("Ctrl+X", self._take_up),
            ("Ctrl+V", lambda: self._put_down(top=False)),
            ("Ctrl+Shift+V", lambda: self._put_down(top=True)),
        ):
            QShortcut(QKeySequence(keys), self.tree, context=inside).activated.connect(run)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.filter.setFocus)

    def _filter(self, text: str) -> None:
        self.proxy.setFilterFixedString(fold(text).strip())
        if text.strip():
            self.tree.expandAll()


def _column(*parts: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
    return whole


def _plain(run: Callable[[], None]) -> Callable[[bool], None]:
    """A slot for ``clicked``, which says whether it is checked."""

    def slot(_checked: bool = False) -> None:
        run()

    return slot
