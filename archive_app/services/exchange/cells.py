"""What the cells of one column of somebody's table say, as its mapping reads them. What can be read in two ways is told
by the column as a whole, and said, or else refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from archive_app.domain.dates.orders import day_order, read_day
from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.quantities import Exact, decimal_mark, read_number
from archive_app.domain.tables.mapping import MappedColumn
from archive_app.domain.text.taking_apart import given_name_first, part_of, without
from archive_app.i18n import N_, _

_ORDER_SAID = {
    "dmy": N_("“{column}”: read as day, month, year."),
    "mdy": N_("“{column}”: read as month, day, year."),
}
_MARK_SAID = {
    ".": N_("“{column}”: a point stands before fractions."),
    ",": N_("“{column}”: a comma stands before fractions."),
}
#: A line break within one of several values of a cell, as export-table writes it.
BREAK = "⏎"


class CellReader:
    """Reads the cells of one column. ``own``: the table is one of ours, with a line for each value."""

    def __init__(self, column: MappedColumn, nothing: Collection[str], *, own: bool = False) -> None:
        self.column = column
        self.own = own
        self._nothing = nothing
        self._values = {each.strip().casefold(): said for each, said in column.values.items()}
        self._contained = {each.casefold(): said for each, said in column.contains.items()}
        self._above = ""
        #: The sign before a fraction; None where the column has both.
        self.mark: str | None = "." if own else column.decimal
        #: Day, month and year; None where some cells say this and some that.
        self.order: str | None = column.dates
        #: What was found out of the whole column, in a sentence.
        self.told = ""

    def look(self, cells: Iterable[str], of: Column) -> None:
        """Find out of the ``cells`` of the whole column what its mapping does not say."""
        head = self.column.header
        if of.type is FieldType.DATE and not self.order:
            self.order = day_order(text for cell in cells for text in self.texts(cell))
            self.told = _(_ORDER_SAID[self.order]).format(column=head) if self.order else ""
        elif of.type in (FieldType.DECIMAL, FieldType.NUMBER) and not self.mark:
            self.mark = decimal_mark(text for cell in cells for text in self.texts(cell))
            self.told = _(_MARK_SAID[self.mark]).format(column=head) if self.mark else ""
        self._above = ""

    def texts(self, cell: str) -> list[str]:
        """The values of a cell, each as plain text; none where it says nothing. Cells are to come in their order."""
        column = self.column
        if column.fill:
            self._above = cell = cell or self._above
        if self.own:
            return cell.split("\n") if cell else []
        return [text for text in self._taken(cell) if text not in self._nothing]

    def _taken(self, cell: str) -> Iterator[str]:
        column = self.column
        if cell in self._nothing:
            return
        plain = part_of(column.pattern, column.take, cell) if column.pattern else cell
        for text in plain.split(column.apart) if column.apart else [plain]:
            text = text.strip() if not isinstance(text, Exact) else text
            if column.drop:
                text = without(column.drop, text)
            if column.names:
                text = given_name_first(text)
            if self._values:
                text = self._values.get(text.casefold(), text)
            if self._contained:
                lower = text.casefold()
                text = next((meant for word, meant in self._contained.items() if word in lower), "")
            yield f"{column.before}{text}" if column.before and text else text

    def plain(self, of: Column, text: str) -> str:
        """A text as it would be typed for ``of``: a day as EDTF, a number with a point. InvalidInput where it can't."""
        if self.own:
            return text.replace(BREAK, "\n")
        if of.type is FieldType.DATE:
            return read_day(text, self.order, self.column.century)
        if of.type in (FieldType.DECIMAL, FieldType.NUMBER):
            return read_number(text, self.mark)
        return text
