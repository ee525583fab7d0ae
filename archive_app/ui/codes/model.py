"""The codes as Qt's table wants them: one row for each record that a code stands for."""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPalette

from archive_app.domain.model.kinds import KIND_LABEL
from archive_app.domain.text.folding import fold
from archive_app.domain.text.showing import shown
from archive_app.i18n import _
from archive_app.services.tagging.code_lines import CodeLine, CodeTable
from archive_app.ui.kit import theme
from archive_app.ui.kit.icons import kind_icon

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole


class Column(IntEnum):
    """The columns in order."""

    CODE = 0
    RECORD = 1
    RELATION = 2
    ROLE = 3
    WRITTEN = 4


class CodeModel(QAbstractTableModel):
    """``edited`` gives a line, a :class:`Column` and the value that is wanted there."""

    edited = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.table = CodeTable((), {})
        self.lines: tuple[CodeLine, ...] = ()
        self._wanted = ""

    def put(self, table: CodeTable) -> None:
        """Show these codes."""
        self.table = table
        self._show()

    def filter(self, text: str) -> None:
        """Show only lines that have every word of ``text``."""
        self._wanted = fold(text)
        self._show()

    def line(self, row: int) -> CodeLine | None:
        """The line of a row."""
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def place(self, code: str, record: int = 0) -> int:
        """The row of a code, of this record where it has it; -1 where it is not shown."""
        rows = [row for row, line in enumerate(self.lines) if line.code.code == code]
        of_record = [row for row in rows if (target := self.lines[row].target) and target.record.id == record]
        return next(iter(of_record or rows), -1)

    def code_of(self, record: int) -> str:
        """The first code that stands for a record; empty where there is none."""
        return next((line.code.code for line in self.lines if line.target and line.target.record.id == record), "")

    def _show(self) -> None:
        words = self._wanted.split()
        self.beginResetModel()
        self.lines = tuple(line for line in self.table.lines if all(word in line.words for word in words))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        line = self.line(index.row())
        if line is None or (line.target is None and index.column() != Column.CODE):
            return flags
        more = Qt.ItemFlag.ItemIsUserCheckable if index.column() == Column.WRITTEN else Qt.ItemFlag.ItemIsEditable
        return flags | more

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        line = self.line(index.row()) if index.isValid() else None
        if line is None:
            return None
        column, target = Column(index.column()), line.target
        if role == Role.DisplayRole:
            return _text(line, column)
        if role == Role.EditRole:
            return line.code.code if column == Column.CODE else target.role if target else ""
        if role == Role.ToolTipRole:
            return theme.plain_tip(_tip(line, column))
        if role == Role.DecorationRole and column == Column.RECORD and target is not None:
            return kind_icon(target.record.kind)
        if role == Role.CheckStateRole and column == Column.WRITTEN and target is not None:
            return Qt.CheckState.Checked if target.written else Qt.CheckState.Unchecked
        if role == Role.ForegroundRole and _is_muted(line, column):
            return QGuiApplication.palette().color(QPalette.ColorRole.PlaceholderText)
        if role == Role.AccessibleTextRole and column == Column.WRITTEN and target is not None:
            return _("written in captions") if target.written else _("not written in captions")
        return None

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        line = self.line(index.row())
        if line is None or role not in (Role.EditRole, Role.CheckStateRole):
            return False
        column = Column(index.column())
        if role == Role.CheckStateRole:
            value = Qt.CheckState(value) == Qt.CheckState.Checked
        elif column in (Column.CODE, Column.ROLE) and str(value).strip() == self.data(index, Role.EditRole):
            return False
        self.edited.emit(line, column, value)
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return (_("Code"), _("Stands for"), _("Relation"), _("Role"), _("Written"))[section]
        if role == Role.ToolTipRole and section == Column.WRITTEN:
            return _("Whether captions say its name where the code is typed")
        return None


def _text(line: CodeLine, column: Column) -> str:
    if column == Column.CODE:
        return line.code.code
    if line.target is None:
        return _("nothing any more") if column == Column.RECORD else ""
    return {Column.RECORD: shown(line.target.record.title), Column.RELATION: line.relation or _("automatic"),
            Column.ROLE: shown(line.target.role)}.get(column, "")  # fmt: skip


def _tip(line: CodeLine, column: Column) -> str:
    if column != Column.RECORD or line.target is None:
        return _text(line, column)
    record = line.target.record
    return f"{record.title}\n{_(KIND_LABEL[record.kind])} · {record.ref}"


def _is_muted(line: CodeLine, column: Column) -> bool:
    """Whether a cell repeats what stands above it, or says only that nothing was said."""
    if column == Column.CODE:
        return not line.first
    return line.target is None or (column == Column.RELATION and not line.target.relation)
