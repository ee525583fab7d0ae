"""Near-duplicates: pairs of records that look alike, to be merged, told apart, or looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import KIND_PLURAL, Kind
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated, shown
from archive_app.i18n import N_, _, listed, ngettext
from archive_app.services.records import duplicates
from archive_app.services.records.duplicates import KINDS, DuplicatePair, Duplicates
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.choices import Combo
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.icons import kind_icon
from archive_app.ui.merging.looking import Looking
from archive_app.ui.merging.merge import MergeDialog
from archive_app.ui.session.jobs import Jobs
from archive_app.ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex
_TITLE = 60


class PairModel(QAbstractTableModel):
    """The pairs as Qt wants them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.pairs: list[DuplicatePair] = []

    def put(self, pairs: Sequence[DuplicatePair]) -> None:
        """Show these."""
        self.beginResetModel()
        self.pairs = list(pairs)
        self.endResetModel()

    def take(self, rows: Sequence[int]) -> None:
        """Take these lines out."""
        for row in sorted(set(rows), reverse=True):
            self.beginRemoveRows(QModelIndex(), row, row)
            del self.pairs[row]
            self.endRemoveRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.pairs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        pair, column = self.pairs[index.row()], index.column()
        if role == Qt.ItemDataRole.DecorationRole and column == 0:
            return kind_icon(pair.one.kind)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return listed((isolated(pair.one.title), isolated(pair.other.title), pair.reason))
        text = (_named(pair.one), _named(pair.other), f"{pair.score:.0%}", shown(pair.reason, 400))[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        return theme.plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("One record"), _("The other"), _("Alike"), _("Reason"))[section]
        return None


def _named(record: RecordRef) -> str:
    return f"{isolated(record.title)}  {record.ref}"


class DuplicatesDialog(QDialog):
    """Beside the window, not before it: ``record_wanted`` shows one of a pair there."""

    record_wanted = Signal(object)

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._beyond = 0
        self.setWindowTitle(_("Near-duplicates"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 980, 520)
        self.kind = Combo()
        self.kind.setAccessibleName(_("Kind of record"))
        self.kind.addItem(_("All kinds"), None)
        for kind in KINDS:
            self.kind.addItem(kind_icon(kind), _(KIND_PLURAL[kind]), kind)
        self.kind.activated.connect(lambda _place: self.look())
        self.again = QPushButton(_("Look again"))
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self.look)
        self.looking = Looking(jobs, _("Compare names"))
        self.about, self.stop = self.looking.about, self.looking.stop
        self.model = PairModel(self)
        self.table = self._make_table()
        self._make_buttons()
        self._empty = plain_label("", "empty")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._lay_out()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), self.table, self.keep_apart)
        # It stands beside the window, and would outlive its archive.
        session.destroyed.connect(self.close)
        self.table.doubleClicked.connect(lambda _index: self.merge_pair())
        self.look()

    def look(self) -> None:
        """Compare all names anew."""
        archive = self._session.archive
        kind = self.kind.currentData()
        kinds = None if kind is None else [Kind(kind)]
        self.looking.begin(
            N_("Looking for near-duplicates"),
            lambda tell, stop: duplicates.near_duplicates(archive, kinds=kinds, on_progress=tell, cancelled=stop),
            self._found,
            self._show,
        )
        self.model.put(())
        self._choose(-1)
        self._show(_("Comparing names…"))

    def current(self) -> DuplicatePair | None:
        """The pair that is chosen."""
        row = self.table.currentIndex().row()
        return self.model.pairs[row] if 0 <= row < len(self.model.pairs) else None

    def merge_pair(self) -> None:
        """Ask which of the chosen two is kept, and merge them."""
        pair = self.current()
        if pair is None:
            return
        dialog = MergeDialog(self._session, pair.one, pair.other, self)
        dialog.merged.connect(lambda _keep, drop: self._take(drop.id))
        dialog.open()

    def keep_apart(self) -> None:
        """Say that the chosen two are two."""
        pair = self.current()
        if pair is None:
            return
        archive, session, row = self._session.archive, self._session, self.table.currentIndex().row()

        def done(_change: ChangeSet) -> None:
            words = _("{one} and {other} are kept apart. Ctrl+Z takes it back.")
            session.told.emit(
                words.format(one=isolated(pair.one.title, _TITLE), other=isolated(pair.other.title, _TITLE))
            )

        self.model.take([row])
        self._choose(row)
        session.edit(lambda: duplicates.keep_apart(archive, one=pair.one.id, other=pair.other.id), done, owner=session)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.looking.cancel()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        self.looking.cancel()
        super().done(result)

    def _make_buttons(self) -> None:
        self.merge = QPushButton(_("Merge…"))
        self.merge.setDefault(True)
        self.merge.clicked.connect(self.merge_pair)
        self.apart = QPushButton(_("Not the same"))
        self.apart.setToolTip(_("Keep the two apart: the pair is not shown again (Del)"))
        self.apart.clicked.connect(self.keep_apart)
        self.show_one = QPushButton(_("Show the one"))
        self.show_one.clicked.connect(lambda: self._go(0))
        self.show_other = QPushButton(_("Show the other"))
        self.show_other.clicked.connect(lambda: self._go(1))
        for button in (self.apart, self.show_one, self.show_other):
            button.setAutoDefault(False)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(_("Pairs that look alike"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + theme.MEDIUM)
        header = table.horizontalHeader()
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setHighlightSections(False)
        for section, width in enumerate((240, 240, 60)):
            table.setColumnWidth(section, width)
        table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._enable())
        return table

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.kind)
        head.addWidget(self.again)
        head.addWidget(self.looking, 1)
        foot = QHBoxLayout()
        for button in (self.show_one, self.show_other):
            foot.addWidget(button)
        foot.addStretch(1)
        for button in (self.apart, self.merge):
            foot.addWidget(button)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addLayout(foot)

    def _found(self, found: Duplicates) -> None:
        self.model.put(found.pairs)
        self._beyond = found.total - len(found.pairs)
        self._choose(0)
        self.table.setFocus()

    def _take(self, gone: int) -> None:
        """Take out every pair with a record that is no longer there."""
        row = self.table.currentIndex().row()
        self.model.take([place for place, pair in enumerate(self.model.pairs) if gone in (pair.one.id, pair.other.id)])
        self._choose(row)

    def _choose(self, row: int) -> None:
        """Choose the line at ``row``, or the last one before it."""
        count = len(self.model.pairs)
        if count and row >= 0:
            self.table.selectRow(min(row, count - 1))
            self._stack.setCurrentWidget(self.table)
            words = ngettext("{count} pair looks alike", "{count} pairs look alike", count)
            self.about.setText(" · ".join(filter(None, (words.format(count=f"{count:,}"), self._rest()))))
        elif not self.looking.under_way:
            self._show(_("No two records look alike.\nNothing is to be merged."))
            self.about.setText("")
        self._enable()

    def _rest(self) -> str:
        """How many pairs there are beside those of the table, which are the likeliest."""
        words = ngettext(
            "{count} less likely pair is not listed", "{count} less likely pairs are not listed", self._beyond
        )
        return words.format(count=f"{self._beyond:,}") if self._beyond else ""

    def _show(self, words: str) -> None:
        self._empty.setText(words)
        self._stack.setCurrentWidget(self._empty)

    def _enable(self) -> None:
        there = self.current() is not None
        for button in (self.merge, self.apart, self.show_one, self.show_other):
            button.setEnabled(there)

    def _go(self, which: int) -> None:
        pair = self.current()
        if pair is not None:
            self.record_wanted.emit((pair.one, pair.other)[which])
