"""Tables for a spreadsheet: records as lines, in CSV or XLSX, as the name of the file says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.tables import delimited
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import _
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.clearance import clearance
from archive_app.services.clearance.clearance import Kept
from archive_app.services.exchange import sheets
from archive_app.services.exchange.columns import USUAL, Cell, column
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import reading

CSV, XLSX = ".csv", ".xlsx"


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
    if kind == XLSX and len(gate.ids) > sheets.MOST_ROWS:
        raise InvalidInput(
            _("A sheet has no more than {count} rows. Choose CSV.").format(count=f"{sheets.MOST_ROWS:,}")
        )
    ticker = Ticker(len(gate.ids), on_progress)
    rows: list[list[Cell]] = []
    cut: list[tuple[str, str]] = []
    for each in gate.ids:
        if cancelled():
            raise Cancelled(_("Stopped. No table was written."))
        record = reading.record(archive, each, all_links=True)
        row = [_cleared(one.cell(record), gate.without) for one in wanted]
        if kind == XLSX:
            cut += [(record.ref, one.key) for one, cell in zip(wanted, row, strict=True) if sheets.too_long(cell)]
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
        content = sheets.sheet(heads, rows)
    outputs.write(out, content)
    return TableReport(out, len(rows), tuple(each.key for each in wanted), gate.kept, tuple(cut))


def _cleared(cell: Cell, without: Callable[[str], str]) -> Cell:
    return without(cell) if isinstance(cell, str) else cell
