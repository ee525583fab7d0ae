"""The steps of the archive, the newest first; any of them can be taken back."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.changes import ChangeSet
from archive_app.domain.records import StepValue
from archive_app.errors import ArchiveError
from archive_app.i18n import _
from archive_app.services import history
from archive_app.ui import theme
from archive_app.ui.inspector.editors import plain_label
from archive_app.ui.inspector.facts import moment
from archive_app.ui.session import Session

Index = QModelIndex | QPersistentModelIndex
SHOWN = 500


class StepModel(QAbstractTableModel):
    """Label, when, who, where, and how many changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.steps: tuple[StepValue, ...] = ()

    def put(self, steps: list[StepValue]) -> None:
        """Show these steps."""
        self.beginResetModel()
        self.steps = tuple(steps)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.steps)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        step = self.steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            label = _("{label} (undone)").format(label=step.label) if step.undone else step.label
            return (label, moment(step.at), step.by, step.device, str(step.operation_count))[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return theme.plain_tip(step.label)
        if role == Qt.ItemDataRole.ForegroundRole and step.undone:
            return QColor(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Step"), _("When"), _("Who"), _("Device"), _("Changes"))[section]
        return None


class HistoryList(QDialog):
    """Stays open while steps are undone."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(_("History"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(860, 520)
        self.model = StepModel(self)
        self.table = self._table()
        self.fault = plain_label(name="fault")
        self.fault.hide()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        self.undo = buttons.addButton(_("Undo this step"), QDialogButtonBox.ButtonRole.ActionRole)
        self.undo.setEnabled(False)
        self.undo.clicked.connect(self._undo)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (self.table, self.fault, buttons):
            layout.addWidget(widget)
        session.bridge.changed.connect(self._changed)
        self._read()

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(_("Steps"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + theme.SMALL)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 130), (2, 110), (3, 110), (4, 80)):
            table.setColumnWidth(column, width)
        table.selectionModel().selectionChanged.connect(lambda _new, _old: self._can_undo())
        return table

    def _chosen(self) -> StepValue | None:
        rows = self.table.selectionModel().selectedRows()
        return self.model.steps[rows[0].row()] if rows else None

    def _can_undo(self) -> None:
        step = self._chosen()
        self.undo.setEnabled(step is not None and not step.undone)
        self.fault.hide()

    def _undo(self) -> None:
        step = self._chosen()
        if step is not None:
            archive, number = self._session.archive, step.id
            self._session.edit(lambda: history.undo(archive, step=number), owner=self, failed=self._failed)

    def _failed(self, error: ArchiveError) -> None:
        self.fault.setText(error.message)
        self.fault.show()

    def _changed(self, _change: ChangeSet) -> None:
        self._read()

    def _read(self) -> None:
        archive = self._session.archive
        self._session.tasks.read(
            lambda: history.history(archive, limit=SHOWN), self._put, owner=self, key=f"history-{id(self)}"
        )

    def _put(self, steps: list[StepValue]) -> None:
        self.model.put(steps)
        self._can_undo()
