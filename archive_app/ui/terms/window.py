"""The window of the vocabularies: which there are, their terms as a tree, and one term whole."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.vocabularies import WELL_KNOWN, key_of
from archive_app.domain.text.showing import isolated
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.terms import terms
from archive_app.services.terms.terms import Vocabulary
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import flush_all, plain_label
from archive_app.ui.kit.job_strip import JobStrip
from archive_app.ui.session.jobs import Jobs
from archive_app.ui.session.session import Session
from archive_app.ui.terms.files import TermFiles
from archive_app.ui.terms.listing import VocabularyList
from archive_app.ui.terms.model import TermModel, TermTree, tree_of
from archive_app.ui.terms.pane import TermPane
from archive_app.ui.terms.tree import TermView

_TITLE = 40


class VocabularyWindow(QDialog):
    """Every change is one step, made at once. ``search_wanted`` asks to show what has a term."""

    search_wanted = Signal(str)

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._vocabulary = session.settings.text("terms/vocabulary") or next(iter(WELL_KNOWN))
        #: The vocabulary whose terms are shown, None before any are.
        self._shown: str | None = None
        #: The term that was taken up to be put somewhere else, and the one to be chosen when the tree is read.
        self._taken = self._wanted = 0
        self.setWindowTitle(_("Vocabularies"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 1060, 640)
        self.list = VocabularyList()
        self.another = _line(_("Another vocabulary"), _("Another vocabulary…"))
        self.filter = _line(_("Filter the terms"), _("Show only terms with…"))
        self.filter.setClearButtonEnabled(True)
        self.model = TermModel(self)
        self.tree = TermView(self.model)
        self.empty = plain_label(
            _("There are no terms here yet. Type the first one below, or import a SKOS file."), "empty"
        )
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.new = _line(_("New term"), "")
        self.below = QCheckBox(_("below the chosen one"))
        self.below.setChecked(True)
        self.said = plain_label(name="muted")
        self.said.hide()
        self.term = TermPane(session)
        self.files = TermFiles(session, jobs, self)
        self._lay_out()
        self._connect()
        self._read()
        self.tree.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back what is typed for the filter or a new term before it closes the window."""
        if event.key() == Qt.Key.Key_Escape:
            for line in (self.filter, self.new, self.another):
                if line.text() and (line.hasFocus() or line is self.filter):
                    line.setText("")
                    return
        super().keyPressEvent(event)

    # -- reading

    def _read(self) -> None:
        archive, vocabulary = self._session.archive, self._vocabulary

        def work() -> tuple[str, list[Vocabulary], TermTree]:
            return vocabulary, terms.vocabularies(archive), tree_of(terms.tree(archive, vocabulary))

        self._session.tasks.read(work, lambda found: self._put(*found), owner=self, key="vocabulary")

    def _put(self, vocabulary: str, found: list[Vocabulary], tree: TermTree) -> None:
        if vocabulary not in [each.key for each in found]:
            found = [*found, Vocabulary(vocabulary, terms.label_of(vocabulary), 0)]
        self.list.put(found, vocabulary)
        current = self._wanted or self._current()
        self.tree.show_tree(tree, current, another=vocabulary != self._shown)
        self._wanted = 0
        self._shown = vocabulary
        typing = self.tree.hasFocus() and self.model.empty
        self.empty.setVisible(self.model.empty)
        self.tree.setVisible(not self.model.empty)
        self.take.setEnabled(not self.model.empty)
        if typing:
            self.new.setFocus()

    def _changed(self, change: ChangeSet) -> None:
        parts = {field.partition(".")[0] for field in change.fields}
        if change.everything or parts & {"record", "name", "link"}:
            self._read()

    def _current(self) -> int:
        record = self.tree.record()
        return record.id if record is not None else 0

    def _chosen(self) -> None:
        record = self.tree.record()
        words = _("New term")
        if record is not None and self.below.isChecked():
            words = _("New term, below “{title}”").format(title=isolated(record.title, _TITLE))
        self.new.setPlaceholderText(words)
        self.below.setEnabled(record is not None)
        self.term.show_term(self.tree.node())

    # -- editing

    def _begin_term(self, top: bool) -> None:
        self.below.setChecked(not top)
        self.new.setFocus()

    def _add(self) -> None:
        name = self.new.text().strip()
        archive, vocabulary = self._session.archive, self._vocabulary
        broader = self._current() if self.below.isChecked() else 0
        if not name:
            return

        def done(made: RecordRef) -> None:
            self.new.setText("")
            self.filter.setText("")
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
            for name in record.names:
                if name.text == record.title:
                    return editing.change_name(archive, name_id=name.id, text=text)
            return terms.rename_term(archive, term=term, text=text)

        self._session.edit(work, owner=self, failed=self._failed)

    def _move(self, term: int, broader: int) -> None:
        archive = self._session.archive
        self._edit(lambda: terms.move_term(archive, term=term, broader=broader), term)

    def _move_into(self, vocabulary: str, term: int) -> None:
        archive = self._session.archive
        if vocabulary != self._shown:
            self._edit(lambda: terms.move_to_vocabulary(archive, term=term, vocabulary=vocabulary), 0)

    def _edit(self, work: Callable[[], ChangeSet], wanted: int) -> None:
        def done(_change: ChangeSet) -> None:
            self._say("")
            self._wanted = wanted
            self._read()

        self._session.edit(work, done, owner=self, failed=self._failed)

    def _take_up(self) -> None:
        record = self.tree.record()
        if record is not None:
            self._taken, self.tree.holds = record.id, True
            words = _("{title}: Ctrl+V puts it below the chosen term, or into the chosen vocabulary; "
                      "Ctrl+Shift+V puts it at the top.")  # fmt: skip
            self._say(words.format(title=isolated(record.title, _TITLE)))

    def _put_down(self, top: bool) -> None:
        if not self._taken:
            return
        term, self._taken, self.tree.holds = self._taken, 0, False
        if top and term not in self.model:
            self._edit_into(term)
        else:
            self._move(term, 0 if top else self._current())

    def _edit_into(self, term: int) -> None:
        archive, vocabulary = self._session.archive, self._vocabulary
        self._edit(lambda: terms.move_to_vocabulary(archive, term=term, vocabulary=vocabulary), term)

    def _put_in(self) -> None:
        if self._taken:
            term, self._taken, self.tree.holds = self._taken, 0, False
            self._edit_into(term)

    def _delete(self) -> None:
        archive, record = self._session.archive, self.tree.record()
        if record is None:
            return

        def done(_change: ChangeSet) -> None:
            words = _("Deleted {title}. Undo brings it back.")
            self._say(words.format(title=isolated(record.title, _TITLE)))

        self._session.edit(lambda: terms.delete_term(archive, term=record.id), done, owner=self, failed=self._failed)

    def _look(self) -> None:
        record = self.tree.record()
        if record is not None:
            flush_all(self.term)
            self.search_wanted.emit(f"term:{record.ref}")
            self.accept()

    def _show_vocabulary(self, key: str) -> None:
        flush_all(self.term)
        self._vocabulary = key
        self._session.settings.put("terms/vocabulary", key)
        self._read()

    def _begin_vocabulary(self) -> None:
        name = self.another.text().strip()
        if name:
            self.another.setText("")
            self._show_vocabulary(key_of(name))
            self.new.setFocus()

    def _failed(self, error: ArchiveError) -> None:
        self._say(error.message)
        self._read()

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    # -- the look of it

    def _lay_out(self) -> None:
        self.bring, self.take = QPushButton(_("Import…")), QPushButton(_("Export…"))
        for button, run, tip in (
            (self.bring, self.files.ask_import, _("Take in a SKOS file")),
            (self.take, lambda: self.files.ask_export(self._vocabulary), _("Write this vocabulary as SKOS")),
        ):
            button.setAutoDefault(False)
            button.setToolTip(tip)
            button.clicked.connect(_plain(run))
        head, adding = QHBoxLayout(), QHBoxLayout()
        for widget in (self.filter, self.bring, self.take):
            head.addWidget(widget, 1 if widget is self.filter else 0)
        adding.addWidget(self.new, 1)
        adding.addWidget(self.below)
        left, middle = QWidget(), QWidget()
        column = _column(left, after=theme.SMALL)
        column.addWidget(self.list)
        column.addWidget(self.another)
        column = _column(middle, before=theme.SMALL, after=theme.SMALL)
        column.addLayout(head)
        column.addWidget(self.tree, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(adding)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for part in (left, middle, self.term):
            splitter.addWidget(part)
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([200, 490, 350])
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(splitter, 1)
        layout.addWidget(self.said)
        layout.addWidget(JobStrip(self._jobs))
        layout.addWidget(buttons)

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_vocabulary)
        self.list.dropped.connect(self._move_into)
        self.list.put_wanted.connect(self._put_in)
        self.another.returnPressed.connect(self._begin_vocabulary)
        self.filter.textChanged.connect(lambda text: self.tree.narrow(text.strip()))
        self.new.returnPressed.connect(self._add)
        self.below.toggled.connect(lambda _on: self._chosen())
        self.model.renamed.connect(self._rename)
        self.model.moved.connect(self._move)
        self.tree.chosen.connect(self._chosen)
        self.tree.add_wanted.connect(self._begin_term)
        self.tree.remove_wanted.connect(self._delete)
        self.tree.take_wanted.connect(self._take_up)
        self.tree.put_wanted.connect(self._put_down)
        self.tree.search_wanted.connect(self._look)
        self.term.uses.clicked.connect(_plain(self._look))
        self.term.remove.clicked.connect(_plain(self._delete))
        self.files.told.connect(self._say)
        self.files.failed.connect(self._failed)
        self.files.imported.connect(self._show_vocabulary)
        self._session.bridge.changed.connect(self._changed)
        QShortcut(QKeySequence.StandardKey.Find, self).activated.connect(self.filter.setFocus)


def _line(name: str, placeholder: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(placeholder)
    return line


def _column(whole: QWidget, *, before: int = 0, after: int = 0) -> QVBoxLayout:
    column = QVBoxLayout(whole)
    column.setContentsMargins(before, 0, after, 0)
    column.setSpacing(theme.SMALL)
    return column


def _plain(run: Callable[[], None]) -> Callable[[bool], None]:
    """A slot for ``clicked``, which says whether it is checked."""

    def slot(_checked: bool = False) -> None:
        run()

    return slot
