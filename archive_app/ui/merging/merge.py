"""Merging two records: side by side with what becomes of everything, one of them kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QRadioButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import KIND_LABEL
from archive_app.domain.model.records import RecordRef
from archive_app.domain.text.showing import isolated, shown
from archive_app.errors import ArchiveError
from archive_app.i18n import _, listed, ngettext
from archive_app.services.records import merging
from archive_app.services.records.merging import OUTCOME_LABEL, MergeCount, MergeLine, MergePreview, Outcome
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.kit.empty_words import EmptyWords
from archive_app.ui.kit.fault_label import FaultLabel
from archive_app.ui.kit.record_edit import RecordEdit, nothing_unentered
from archive_app.ui.session.session import Session

Index = QModelIndex | QPersistentModelIndex
_TITLE = 60


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison; ``changes`` where something comes over."""

    what: str
    keep: str
    drop: str
    then: str
    changes: bool


def lines(preview: MergePreview) -> Iterator[Line]:
    """The comparison, what is counted first."""
    yield from map(_counted, preview.counts)
    for line in (*preview.names, *preview.texts, *preview.fields):
        yield _compared(line)


def _counted(count: MergeCount) -> Line:
    words = []
    if count.moving:
        words.append(ngettext("{count} goes over", "{count} go over", count.moving).format(count=f"{count.moving:,}"))
    if count.doubled:
        words.append(
            ngettext("{count} is there already", "{count} are there already", count.doubled).format(
                count=f"{count.doubled:,}"
            )
        )
    drop = count.moving + count.doubled
    return Line(count.what, f"{count.there:,}", f"{drop:,}", " · ".join(words), bool(count.moving))


def _compared(line: MergeLine) -> Line:
    mine = line.outcome is Outcome.STAYS and not line.drop
    then = "" if mine else _(OUTCOME_LABEL[line.outcome])
    changes = line.outcome in (Outcome.FILLS, Outcome.ADDS, Outcome.APPENDS)
    return Line(line.what, shown(line.keep), shown(line.drop), then, changes)


#: What a heading ends with that names no record yet.
_COLON = " :："


class LineModel(QAbstractTableModel):
    """The comparison as Qt wants it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Line, ...] = ()
        self._titles = ("", "")

    def put(self, found: tuple[Line, ...], keep: str, drop: str) -> None:
        """Show these, under the titles of the two."""
        self.beginResetModel()
        self.lines, self._titles = found, (keep, drop)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 4

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        text = (line.what, line.keep, line.drop, line.then)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole:
            return theme.plain_tip(text)
        if role == Qt.ItemDataRole.ForegroundRole and not line.changes:
            return QApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return listed(filter(None, (line.what, line.keep, line.drop, line.then)))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            keep, drop = (isolated(title, _TITLE) for title in self._titles)
            return (
                "",
                _("Stays: {title}").format(title=keep).rstrip(_COLON),
                _("Goes over: {title}").format(title=drop).rstrip(_COLON),
                _("What becomes of it"),
            )[section]
        return None


class LineTable(QTableView):
    """What changes in full ink, the rest muted."""

    def __init__(self, model: LineModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(True)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(_("What becomes of everything"))
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + theme.SMALL)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setHighlightSections(False)
        for section in (1, 2):
            header.setSectionResizeMode(section, QHeaderView.ResizeMode.Stretch)
        self.setColumnWidth(0, 150)
        self.setColumnWidth(3, 170)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)


class MergeDialog(QDialog):
    """``merged`` gives the :class:`RecordRef` that is kept. Without ``second`` the other one is chosen by name."""

    merged = Signal(object, object)

    def __init__(
        self, session: Session, first: RecordRef, second: RecordRef | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._pair: tuple[RecordRef, RecordRef | None] = (first, second)
        self._shown: MergePreview | None = None
        #: Whether it was said here which of the two stays.
        self._decided = False
        self.setWindowTitle(_("Merge two records"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 860, 540)
        self.edit = RecordEdit(session, lambda: {first.kind}, makes=())
        self.edit.setPlaceholderText(
            _("Type the name of the other record ({kind})").format(kind=_(KIND_LABEL[first.kind]))
        )
        self.edit.setAccessibleName(_("The other record"))
        self.edit.chosen.connect(self._choose)
        self.keep = [QRadioButton(), QRadioButton()]
        self.model = LineModel(self)
        self.table = LineTable(self.model)
        EmptyWords(self.table, _("Choose the other record above: here stands what becomes of each value."))
        self.fault = FaultLabel()
        self.hint: QLabel = plain_label(
            _("All that the one has goes over to the other, and its ref leads there. Undo takes it all back."),
            "muted",
        )
        self._arrange()
        self.edit.setVisible(second is None)
        self.keep[0].setChecked(True)
        self._name()
        if second is None:
            self.edit.setFocus()
        else:
            self._preset()

    def _arrange(self) -> None:
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.go = buttons.addButton(_("Merge"), QDialogButtonBox.ButtonRole.AcceptRole)
        self.go.setDefault(True)
        self.go.setEnabled(False)
        buttons.accepted.connect(self._merge)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.hint)
        layout.addWidget(self.edit)
        for place, button in enumerate(self.keep):
            button.setObjectName(f"keep-{place}")
            button.toggled.connect(self._swap)
            button.clicked.connect(self._decide)
            layout.addWidget(button)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.fault)
        layout.addWidget(buttons)

    @property
    def kept(self) -> RecordRef | None:
        """The record that stays."""
        return self._pair[1 if self.keep[1].isChecked() else 0]

    @property
    def dropped(self) -> RecordRef | None:
        """The record that goes over."""
        return self._pair[0 if self.keep[1].isChecked() else 1]

    def _name(self) -> None:
        for button, record in zip(self.keep, self._pair, strict=True):
            button.setVisible(record is not None)
            if record is not None:
                words = _("Keep {title} ({ref})").format(title=isolated(record.title, _TITLE), ref=record.ref)
                button.setText(words.replace("&", "&&"))
                button.setAccessibleName(words)
                button.setToolTip(theme.plain_tip(record.title))

    def _choose(self, record: RecordRef) -> None:
        self._pair = (self._pair[0], record)
        self._name()
        self._preset()

    def _preset(self) -> None:
        """Compare the two, the one with more links (then the older one) to be kept until another is chosen."""
        self.keep[0].setFocus()
        self._compare()
        one, other = self._pair
        if other is None:
            return
        archive, first, second = self._session.archive, one.id, other.id

        def keep(record: int) -> None:
            place = int(record == second)
            if not self._decided and self.kept is not self._pair[place]:
                self.keep[place].setChecked(True)
                self.keep[place].setFocus()

        self._session.tasks.read(lambda: merging.worth_keeping(archive, first, second), keep, owner=self)

    def _decide(self) -> None:
        self._decided = True

    def _swap(self, on: bool) -> None:
        if on and self._pair[1] is not None:
            self._compare()

    def _compare(self) -> None:
        keep, drop = self.kept, self.dropped
        if keep is None or drop is None:
            return
        self.go.setEnabled(False)
        self.fault.hide()
        archive = self._session.archive
        self._session.tasks.read(
            lambda: merging.preview(archive, keep=keep.id, drop=drop.id),
            self._show,
            owner=self,
            key=f"merge-{id(self)}",
            failed=self._failed,
        )

    def _show(self, preview: MergePreview) -> None:
        self._shown = preview
        self.model.put(tuple(lines(preview)), preview.keep.title, preview.drop.title)
        self.go.setEnabled(True)

    def _merge(self) -> None:
        keep, drop = self.kept, self.dropped
        if keep is None or drop is None or not self.go.isEnabled() or not nothing_unentered(self, self.fault):
            return
        archive, session = self._session.archive, self._session
        self.go.setEnabled(False)

        def done(_change: ChangeSet) -> None:
            words = _("Merged {drop} into {keep}. Ctrl+Z takes it back.")
            session.told.emit(words.format(drop=isolated(drop.title, _TITLE), keep=isolated(keep.title, _TITLE)))
            self.merged.emit(keep, drop)
            self.accept()

        session.edit(lambda: merging.merge(archive, keep=keep.id, drop=drop.id), done, owner=self, failed=self._failed)

    def _failed(self, error: ArchiveError) -> None:
        self.fault.say(error.message)
        self.go.setEnabled(False)
