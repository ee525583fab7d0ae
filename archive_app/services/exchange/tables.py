"""Tables for a spreadsheet: records as lines, in CSV or XLSX, as the name of the file says."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.tables import delimited
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import _
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.clearance import clearance
from archive_app.services.clearance.clearance import Kept
from archive_app.services.exchange.columns import USUAL, Cell, TableColumn, column
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import reading

CSV, XLSX = ".csv", ".xlsx"
#: What a cell and a sheet of a spreadsheet hold (ECMA-376, and what Excel says of its own limits).
MOST_LETTERS, MOST_ROWS = 32_767, 1_048_575
#: Columns are as wide as what stands in them, within these, in letters; of so many rows.
_NARROW, _WIDE, _LOOKED_AT = 8, 48, 200


@dataclass(frozen=True, slots=True)
class TableReport:
    """How many ``rows`` of which columns were written to ``path``; what stays in the archive (``kept``); and in which
    cells (ref, key of the column) only the beginning of a text has room.
    """

    path: Path
    rows: int
    columns: tuple[str, ...]
    kept: tuple[Kept, ...]
    cut: tuple[tuple[str, str], ...] = ()


def export_table(
    archive: Archive,
    *,
    ids: Sequence[int],
    out: Path,
    columns: Sequence[str] = USUAL,
    labels: bool = False,
    form: str = "",
    filled: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> TableReport:
    """Write the records of ``ids``, in their order, to ``out`` (CSV or XLSX by its ending, or ``form``), with these
    columns: see `services/exchange/columns.py`. The first line has their keys, or with ``labels`` what they are called;
    ``filled`` leaves out those in which nothing stands.
    InvalidInput where a column or the kind of file is none, or nothing may leave; Cancelled leaves what was there.
    """
    kind = form or out.suffix.lower()
    if kind not in (CSV, XLSX):
        raise InvalidInput(_("Name the file “….csv” or “….xlsx”: that says which kind of table it is to be."))
    wanted = [column(archive, each) for each in dict.fromkeys(columns)]
    if not wanted:
        raise InvalidInput(_("Choose at least one column."))
    outputs.check(out)
    gate = clearance.clear(archive, ids)
    clearance.refuse_nothing(gate)
    if kind == XLSX and len(gate.ids) > MOST_ROWS:
        raise InvalidInput(_("A sheet has no more than {count} rows. Choose CSV.").format(count=f"{MOST_ROWS:,}"))
    ticker = Ticker(len(gate.ids), on_progress)
    rows: list[list[Cell]] = []
    cut: list[tuple[str, str]] = []
    for each in gate.ids:
        if cancelled():
            raise Cancelled(_("Stopped. No table was written."))
        record = reading.record(archive, each, all_links=True)
        row = [_cleared(one.cell(record), gate.without) for one in wanted]
        if kind == XLSX:
            cut += [(record.ref, one.key) for one, cell in zip(wanted, row, strict=True) if _too_long(cell)]
        rows.append(row)
        ticker.tick(record.ref)
    if filled:
        there = [place for place in range(len(wanted)) if any(row[place] != "" for row in rows)]
        wanted = [wanted[place] for place in there]
        rows = [[row[place] for place in there] for row in rows]
    heads = [each.label if labels else each.key for each in wanted]
    if kind == CSV:
        content = delimited.write(
            [delimited.guard(head) for head in heads], ([str(cell) for cell in row] for row in rows)
        )
    else:
        content = _sheet(heads, rows, wanted)
    outputs.write(out, content)
    return TableReport(out, len(rows), tuple(each.key for each in wanted), gate.kept, tuple(cut))


def _cleared(cell: Cell, without: Callable[[str], str]) -> Cell:
    return without(cell) if isinstance(cell, str) else cell


def _too_long(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell.encode("utf-16-le", "replace")) // 2 > MOST_LETTERS


def _sheet(heads: Sequence[str], rows: Sequence[Sequence[Cell]], wanted: Sequence[TableColumn]) -> bytes:
    """A workbook of one sheet. Texts are texts, whatever they begin with: nothing in it is a formula or a link."""
    import xlsxwriter

    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet()
    bold = book.add_format({"bold": True, "valign": "top"})
    whole = book.add_format({"text_wrap": True, "valign": "top"})
    for place, head in enumerate(heads):
        sheet.write_string(0, place, head, bold)
    for number, row in enumerate(rows, start=1):
        for place, cell in enumerate(row):
            if isinstance(cell, int | float):
                sheet.write_number(number, place, cell, whole)
            elif cell:
                sheet.write_string(number, place, _fitting(cell), whole)
    for place, _column in enumerate(wanted):
        sheet.set_column(place, place, _width([heads[place], *(row[place] for row in rows[:_LOOKED_AT])]))
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), max(0, len(heads) - 1))
    book.close()
    return file.getvalue()


def _fitting(text: str) -> str:
    """As much of a text as a cell holds; a letter beyond the first plane counts twice there."""
    text = text.encode("utf-8", "replace").decode()
    return text if not _too_long(text) else text.encode("utf-16-le")[: 2 * MOST_LETTERS].decode("utf-16-le", "ignore")


def _width(cells: Iterable[Cell]) -> int:
    longest = max((len(line) for cell in cells for line in str(cell).split("\n")), default=0)
    return max(_NARROW, min(_WIDE, longest + 2))
