"""A list of findings, each by name with its reason: filtered by typing, copied as text."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSortFilterProxyModel, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from archive_app.domain.text.showing import isolated
from archive_app.i18n import _, ngettext
from archive_app.services.ingest.report import IngestReport
from archive_app.ui.kit import room, theme
from archive_app.ui.kit.editors import plain_label
from archive_app.ui.session.reports import Finding

Index = QModelIndex | QPersistentModelIndex
#: The widest that what happened and the name may be, in pixels, and of so many lines each is as high as its reason.
_WHAT, _NAME, _WRAPPED = 170, 260, 300
#: Letters of a title.
_TITLE = 80


class FindingModel(QAbstractTableModel):
    """The findings as Qt wants them."""

    def __init__(
        self, findings: Sequence[Finding], parent: QWidget | None = None, headings: Sequence[str] = ()
    ) -> None:
        super().__init__(parent)
        self.findings = tuple(findings)
        self._headings = tuple(headings) or (_("Outcome"), _("Name"), _("Reason"))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.findings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        finding = self.findings[index.row()]
        text = (finding.what, finding.name, finding.reason)[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        return theme.plain_tip(text) if role == Qt.ItemDataRole.ToolTipRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        return None


class ReportDialog(QDialog):
    """``summary`` stands over the list; an empty list is not shown. ``headings`` name its three columns otherwise.
    ``offers`` are buttons that say what can be done about it, and close the report.
    """

    def __init__(
        self,
        title: str,
        summary: str,
        findings: Sequence[Finding],
        parent: QWidget | None = None,
        *,
        headings: Sequence[str] = (),
        offers: Sequence[tuple[str, Callable[[], None]]] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room.fit(self, 820, 460 if findings else 160)
        self.summary = plain_label(summary, "heading")
        self.summary.setVisible(bool(summary))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(_("Show only lines with…"))
        self.filter.setAccessibleName(_("Filter the list"))
        self.filter.setClearButtonEnabled(True)
        self.proxy = QSortFilterProxyModel(self)
        self.proxy.setSourceModel(FindingModel(findings, self, headings))
        self.proxy.setFilterKeyColumn(-1)
        self.proxy.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.filter.textChanged.connect(self.proxy.setFilterFixedString)
        self.table = self._table()
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.SMALL)
        layout.addWidget(self.summary)
        if findings:
            self.copy = buttons.addButton(_("Copy list"), QDialogButtonBox.ButtonRole.ActionRole)
            self.copy.setAutoDefault(False)
            self.copy.clicked.connect(lambda: QApplication.clipboard().setText(self.text()))
            layout.addWidget(self.filter)
            layout.addWidget(self.table, 1)
        self.offers = [self._offer(buttons, label, do) for label, do in offers]
        buttons.button(QDialogButtonBox.StandardButton.Close).setDefault(True)
        layout.addWidget(buttons)

    def _offer(self, buttons: QDialogButtonBox, label: str, do: Callable[[], None]) -> QPushButton:
        def taken() -> None:
            self.accept()
            do()

        button = buttons.addButton(label, QDialogButtonBox.ButtonRole.ActionRole)
        button.setAutoDefault(False)
        button.clicked.connect(taken)
        return button

    def mark(self, row: int) -> None:
        """Select a line, for offers that are about one."""
        if row < self.proxy.rowCount():
            self.table.selectRow(row)

    def marked(self) -> int:
        """Which of the findings is selected; the first one where none is."""
        rows = self.table.selectionModel().selectedRows()
        return self.proxy.mapToSource(rows[0]).row() if rows else 0

    def text(self) -> str:
        """The lines that are shown, tabs between the columns."""
        rows = range(self.proxy.rowCount())
        return "\n".join("\t".join(str(self.proxy.index(row, column).data()) for column in range(3)) for row in rows)

    def _table(self) -> QTableView:
        table = QTableView()
        table.setModel(self.proxy)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSortingEnabled(True)
        table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setAccessibleName(_("Findings"))
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + theme.SMALL)
        header = table.horizontalHeader()
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        # The reason has whatever the other two leave, and its whole length where there are not too many to be measured.
        for column, most in ((0, _WHAT), (1, _NAME)):
            widest = max(table.sizeHintForColumn(column) + theme.LARGE, header.sectionSizeHint(column))
            table.setColumnWidth(column, min(most, widest))
        if self.proxy.rowCount() <= _WRAPPED:
            table.setWordWrap(True)
            table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        return table


def ingest_summary(report: IngestReport) -> str:
    """How many files were added, known, kept without a picture, refused."""
    words = [
        _added(report) if report.added or not report.total else "",
        ngettext("{count} already known", "{count} already known", len(report.known)).format(count=len(report.known))
        if report.known
        else "",
        ngettext("{count} repaired", "{count} repaired", len(report.repaired)).format(count=len(report.repaired))
        if report.repaired
        else "",
        ngettext(
            "{count} kept without a picture", "{count} kept without a picture", len(report.without_preview)
        ).format(count=len(report.without_preview))
        if report.without_preview
        else "",
        ngettext("{count} refused", "{count} refused", len(report.refused)).format(count=len(report.refused))
        if report.refused
        else "",
        ngettext("{count} passed over", "{count} passed over", len(report.passed_over)).format(
            count=len(report.passed_over)
        )
        if report.passed_over
        else "",
        ngettext("{count} left out by the stop", "{count} left out by the stop", len(report.cancelled)).format(
            count=len(report.cancelled)
        )
        if report.cancelled
        else "",
    ]
    return " · ".join(filter(None, words))


def _added(report: IngestReport) -> str:
    """How many files were added, or given to which item, and as what."""
    count = len(report.added)
    if not report.given or not count:
        return ngettext("{count} file added", "{count} files added", count).format(count=f"{count:,}")
    if report.as_subtitles:
        said = ngettext(
            "{count} file given to “{title}”, as subtitles", "{count} files given to “{title}”, as subtitles", count
        )
    else:
        said = ngettext("{count} file given to “{title}”", "{count} files given to “{title}”", count)
    return said.format(count=f"{count:,}", title=isolated(report.given, _TITLE))


def _name_first(path: str) -> str:
    """A path so that its name is read where its end is cut: the name, then the folder."""
    at = max(path.rfind(sep) for sep in (os.sep, os.altsep or os.sep))
    if not 0 < at < len(path) - 1:
        return isolated(path)
    return f"{isolated(path[at + 1 :])} · {isolated(path[:at])}"


def ingest_findings(report: IngestReport) -> list[Finding]:
    """Every file that was not plainly added, the refused first; of what was added, what is to be said of it."""
    groups = (
        (_("refused"), report.refused),
        (_("repaired"), report.repaired),
        (_("kept without a picture"), report.without_preview),
        (_("added, with a remark"), [entry for entry in report.added if entry.reason]),
        (_("already known"), report.known),
        (_("left out by the stop"), report.cancelled),
        (_("passed over"), report.passed_over),
    )
    return [
        Finding(what, _name_first(entry.shown), " · ".join(filter(None, (entry.ref, entry.reason))))
        for what, entries in groups
        for entry in entries
    ]
