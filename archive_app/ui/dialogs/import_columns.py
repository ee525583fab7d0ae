"""The columns of somebody's table beside its first lines, and what more is said of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFormLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from archive_app.domain.model.amounts import UNITS
from archive_app.domain.tables.mapping import MappedColumn
from archive_app.domain.text.showing import shown
from archive_app.i18n import N_, _
from archive_app.services.exchange.guessing import Seen, Target
from archive_app.ui.kit import theme
from archive_app.ui.kit.choices import Choice
from archive_app.ui.kit.editors import plain_label

Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
#: The first lines that are shown beside each column, and letters of a cell.
_LINES, _LETTERS = 4, 80


class ColumnModel(QAbstractTableModel):
    """A row for each heading, or for each thing that it becomes: its name, what it becomes, its first cells."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[tuple[str, MappedColumn | None]] = []
        #: Columns without a heading here: texts that every line says.
        self._fixed: tuple[MappedColumn, ...] = ()
        self._cells: Mapping[str, Sequence[str]] = {}
        self._labels: Mapping[str, str] = {}

    def put(self, seen: Seen, columns: Sequence[MappedColumn], offered: Sequence[Target]) -> None:
        """Show this table, with what its columns become."""
        self.beginResetModel()
        heads = [head for head in seen.heading if head]
        self._cells = {head: [line[seen.heading.index(head)] for line in seen.lines[:_LINES]] for head in heads}
        self.rows = []
        for head in heads:
            mapped = [each for each in columns if each.header == head]
            self.rows += [(head, each) for each in mapped] or [(head, None)]
        self._fixed = tuple(each for each in columns if each.header not in heads)
        self._labels = {each.key: each.label for each in offered}
        self.endResetModel()

    def columns(self) -> tuple[MappedColumn, ...]:
        """What the columns become, with what stands in none of the table."""
        return (*(column for _head, column in self.rows if column is not None), *self._fixed)

    def change(self, row: int, column: MappedColumn | None) -> None:
        """Let a row become something else, or nothing."""
        self.rows[row] = (self.rows[row][0], column)
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def once_more(self, row: int) -> int:
        """A further row of the same heading, which is to become something else as well; its place."""
        self.beginInsertRows(QModelIndex(), row + 1, row + 1)
        self.rows.insert(row + 1, (self.rows[row][0], None))
        self.endInsertRows()
        return row + 1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 2 + _LINES

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        if not index.isValid() or role not in (Role.DisplayRole, Role.ToolTipRole):
            return None
        text = self._text(index.row(), index.column())
        return theme.plain_tip(text) if role == Role.ToolTipRole else shown(text[:_LETTERS])

    def _text(self, row: int, column: int) -> str:
        head, mapped = self.rows[row]
        if column == 0:
            return head
        if column == 1:
            return self._labels.get(mapped.to, mapped.to) if mapped is not None else _("left out")
        cells = self._cells[head]
        return cells[column - 2] if column - 2 < len(cells) else ""

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Role.DisplayRole:
            return None
        return (_("Column"), _("Becomes"))[section] if section < 2 else _("Line {number}").format(number=section - 1)


class ColumnSettings(QScrollArea):
    """What one column becomes, and how its cells are read; ``changed`` gives the column, None for one left out."""

    changed = Signal(object)

    def __init__(self, kinds: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = ""
        self._column: MappedColumn | None = None
        self._more: frozenset[str] = frozenset()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.head = plain_label(name="heading")
        self.becomes = Choice([])
        self.choices = {
            "decimal": Choice(
                [("", _("as the column tells")), (".", _("a point: 1,234.56")), (",", _("a comma: 1.234,56"))]
            ),
            "dates": Choice(
                [
                    ("", _("as the column tells")), ("dmy", _("day, month, year")), ("mdy", _("month, day, year")),
                    ("ymd", _("year, month, day")), ("1900", _("days since 1900")), ("1904", _("days since 1904")),
                ]
            ),
            "unit": Choice([("", _("as the cells say")), *((each, _(each)) for each in UNITS)]),
            "new": Choice([("", _("refuse the line")), *kinds]),
            "otherwise": Choice(
                [("", _("refuse the line")), ("note[en]", _("into a note (English)")),
                 ("note[zh]", _("into a note (Chinese)"))]
            ),
        }  # fmt: skip
        self.lines = {
            name: QLineEdit()
            for name in (
                "century",
                "currency",
                "order",
                "apart",
                "pattern",
                "take",
                "drop",
                "values",
                "contains",
                "before",
            )
        }
        self.lines["century"].setPlaceholderText("1930")
        self.lines["currency"].setPlaceholderText("USD")
        self.lines["order"].setPlaceholderText("height, width, depth")
        self.lines["apart"].setPlaceholderText(";")
        self.lines["pattern"].setPlaceholderText("{name}, {office}")
        self.lines["take"].setPlaceholderText("name")
        self.lines["drop"].setPlaceholderText("Dr. | Prof.")
        self.lines["values"].setPlaceholderText("orig = original | ? =")
        self.lines["contains"].setPlaceholderText("returned = returned | archives = stored")
        self.names = QCheckBox(_("Surname, first name"))
        self.fill = QCheckBox(_("An empty cell says what the one above says"))
        body = QWidget()
        self.form = QFormLayout()
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._add(_("Becomes"), self.becomes)
        for name, label in _LABELS.items():
            self._add(_(label), self.choices.get(name) or self.lines[name])
        self.form.addRow(self.names)
        self.form.addRow(self.fill)
        layout = QVBoxLayout(body)
        layout.addWidget(self.head)
        layout.addLayout(self.form)
        layout.addStretch(1)
        self.setWidget(body)
        self.becomes.picked.connect(self._tell)
        for choice in self.choices.values():
            choice.picked.connect(self._tell)
        for line in self.lines.values():
            line.editingFinished.connect(self._tell)
        self.names.clicked.connect(self._tell)
        self.fill.clicked.connect(self._tell)

    def _add(self, label: str, field: QWidget) -> None:
        field.setAccessibleName(label)
        if isinstance(field, Choice):
            # The longest of its words is no reason to be wider than the panel.
            field.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            field.setMinimumContentsLength(12)
        self.form.addRow(label, field)

    def offer(self, offered: Sequence[Target]) -> None:
        """What columns may become."""
        self.becomes.clear()
        self.becomes.addItem(_("left out"), "")
        for each in offered:
            self.becomes.addItem(each.label, each.key)

    def put(self, head: str, column: MappedColumn | None, more: frozenset[str]) -> None:
        """Show a column; ``more`` is what may be said of it."""
        self._head, self._column, self._more = head, column, more
        self.head.setText(head)
        self.becomes.show_value(column.to if column is not None else "")
        said = column or MappedColumn(head, "")
        for name, choice in self.choices.items():
            choice.show_value(getattr(said, name))
        for name, line in self.lines.items():
            value = getattr(said, name)
            if name in _PAIRS:
                value = [f"{word} = {meant}".strip() for word, meant in value.items()]
            joined = ", ".join(value) if name == "order" else " | ".join(value) if name in _SEVERAL else value
            line.setText(str(joined or ""))
        self.names.setChecked(said.names == "surname-first")
        self.fill.setChecked(said.fill)
        there = _shown(more) if column is not None else frozenset()
        for name in _LABELS:
            self.form.setRowVisible(self.choices.get(name) or self.lines[name], name in there)
        self.form.setRowVisible(self.names, "names" in there)
        self.form.setRowVisible(self.fill, column is not None)

    def _tell(self, *_value: object) -> None:
        if not self._head:
            return
        key = str(self.becomes.currentData() or "")
        if not key:
            self.changed.emit(None)
            return
        same = self._column is not None and self._column.to == key
        base = self._column if same and self._column is not None else MappedColumn(self._head, key)
        self.changed.emit(replace(base, **self._said(), fill=self.fill.isChecked()))

    def _said(self) -> dict[str, Any]:
        """What the fields say that are shown."""
        said: dict[str, Any] = {name: str(choice.currentData() or "") for name, choice in self.choices.items()}
        said |= {name: line.text().strip() for name, line in self.lines.items()}
        said["century"] = int(said["century"]) if said["century"].isdecimal() and len(said["century"]) == 4 else 0
        said["order"] = tuple(each.strip() for each in said["order"].split(",") if each.strip())
        for name in _SEVERAL:
            said[name] = tuple(each.strip() for each in said[name].split("|") if each.strip())
        for name in _PAIRS:
            pairs = [each.partition("=") for each in said[name]]
            said[name] = {word.strip(): meant.strip() for word, _sign, meant in pairs if word.strip()}
        said["before"] = self.lines["before"].text()
        said["currency"] = said["currency"].upper()
        said["names"] = "surname-first" if self.names.isChecked() else ""
        there = _shown(self._more)
        return {name: value for name, value in said.items() if name in there}


def _shown(more: frozenset[str]) -> frozenset[str]:
    """The settings that are shown where ``more`` may be said; a template needs to say which of its parts it is."""
    return (
        more | {"otherwise", "values", "contains", "before"} | ({"take", "drop"} if "pattern" in more else frozenset())
    )


#: Lists, with a bar between.
_SEVERAL = ("pattern", "drop", "values", "contains")
#: Of which each says what a word means.
_PAIRS = ("values", "contains")
#: What each setting is called; pass through ``_()``.
_LABELS = {
    "decimal": N_("Decimal mark"), "currency": N_("Currency where none is named"),
    "unit": N_("Unit where none is named"), "order": N_("Order of the sides"), "dates": N_("Order of days"),
    "century": N_("Years of two digits from"), "apart": N_("Between several values"), "pattern": N_("Template"),
    "take": N_("Part of the template"), "drop": N_("Left out at the beginning"), "values": N_("Other words"),
    "contains": N_("What words in it mean"), "before": N_("Put before it"),
    "new": N_("Who is not found"), "otherwise": N_("What can't be read"),
}  # fmt: skip
