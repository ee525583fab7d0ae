"""The steps, the newest first, read a page at a time as one scrolls down."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView

from archive_app.domain.dates.moments import local_moment
from archive_app.domain.model.records import StepValue
from archive_app.domain.text.showing import shown
from archive_app.i18n import _
from archive_app.ui.kit import theme

Index = QModelIndex | QPersistentModelIndex
#: Steps read at a time.
PAGE = 200


class StepModel(QAbstractTableModel):
    """Label, when, who, where, and how many changes. ``more`` asks for the steps before the last one here."""

    def __init__(self, parent: QObject | None = None, more: Callable[[int], None] | None = None) -> None:
        super().__init__(parent)
        self.steps: tuple[StepValue, ...] = ()
        self._more = more
        self._whole = True
        self._asking = False

    def put(self, steps: Sequence[StepValue], *, whole: bool = True) -> None:
        """Show these steps; there are more where they are not the ``whole``."""
        self.beginResetModel()
        self.steps = tuple(steps)
        self._whole, self._asking = whole, False
        self.endResetModel()

    def add(self, steps: Sequence[StepValue], *, whole: bool) -> None:
        """Show these too, after the others."""
        self._whole, self._asking = whole, False
        if steps:
            self.beginInsertRows(QModelIndex(), len(self.steps), len(self.steps) + len(steps) - 1)
            self.steps += tuple(steps)
            self.endInsertRows()

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._whole and not self._asking

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent) and self._more is not None and self.steps:
            self._asking = True
            self._more(self.steps[-1].id)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.steps)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 5

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        step = self.steps[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (_label(step), local_moment(step.at), step.by, step.device, f"{step.operation_count:,}")[
                index.column()
            ]
        if role == Qt.ItemDataRole.ToolTipRole:
            return theme.plain_tip(step.named)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == 4:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ForegroundRole and step.undone:
            return QColor(QApplication.palette().color(QPalette.ColorRole.PlaceholderText))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (_("Step"), _("When"), _("Who"), _("Device"), _("Changes"))[section]
        return None


def _label(step: StepValue) -> str:
    label = shown(step.named)
    return _("{label} (undone)").format(label=label) if step.undone else label


class StepTable(QTableView):
    """The steps as a table, one of them chosen."""

    def __init__(self, model: StepModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("Steps"))
        self.setMinimumWidth(240)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + theme.SMALL)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(48)
        for column, sample in ((1, "2025-12-28 23:58"), (2, "n.basgelen"), (3, "laptop"), (4, "1,000,0")):
            least = self.fontMetrics().horizontalAdvance(sample) + theme.MEDIUM
            self.setColumnWidth(column, max(least, header.sectionSizeFromContents(column).width()))
