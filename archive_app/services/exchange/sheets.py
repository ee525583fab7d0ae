"""A workbook of one sheet, as spreadsheets read it: texts are texts, whatever they begin with."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from archive_app.services.exchange.columns import Cell

#: What a cell and a sheet of a spreadsheet hold (ECMA-376, and what Excel says of its own limits).
MOST_LETTERS, MOST_ROWS = 32_767, 1_048_575
#: Columns are as wide as what stands in them, within these, in letters; of so many rows.
_NARROW, _WIDE, _LOOKED_AT = 8, 48, 200


def sheet(heads: Sequence[str], rows: Sequence[Sequence[Cell]]) -> bytes:
    """A workbook (XLSX) of ``rows`` under ``heads``: nothing in it is a formula or a link."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    page = book.add_worksheet()
    bold = book.add_format({"bold": True, "valign": "top"})
    whole = book.add_format({"text_wrap": True, "valign": "top"})
    for place, head in enumerate(heads):
        page.write_string(0, place, head, bold)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, int | float):
                page.write_number(number, place, cell, whole)
            elif cell:
                page.write_string(number, place, _fitting(cell), whole)
    for place, head in enumerate(heads):
        page.set_column(place, place, _width([head, *(row[place] for row in rows[:_LOOKED_AT])]))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, len(rows), max(0, len(heads) - 1))
    book.close()
    return file.getvalue()


def too_long(cell: Cell) -> bool:
    """Whether only the beginning of a text has room in a cell; a letter beyond the first plane counts twice there."""
    return isinstance(cell, str) and len(cell.encode("utf-16-le", "replace")) // 2 > MOST_LETTERS


def _fitting(text: str) -> str:
    """As much of a text as a cell holds."""
    text = text.encode("utf-8", "replace").decode()
    return text if not too_long(text) else text.encode("utf-16-le")[: 2 * MOST_LETTERS].decode("utf-16-le", "ignore")


def _width(cells: Iterable[Cell]) -> int:
    longest = max((len(line) for cell in cells for line in str(cell).split("\n")), default=0)
    return max(_NARROW, min(_WIDE, longest + 2))
