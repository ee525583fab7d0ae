"""Tables of others: lines become records or change them, found by a key, in one step of the history."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from archive_app.domain.model.labels import Label
from archive_app.domain.tables.delimited import short
from archive_app.domain.tables.foreign import ForeignTable
from archive_app.domain.tables.mapping import TableMapping
from archive_app.domain.tables.problems import Problem
from archive_app.errors import ArchiveError, Cancelled, InvalidInput
from archive_app.i18n import NN_, _
from archive_app.services.archive import Archive
from archive_app.services.exchange.binding import Unsure
from archive_app.services.exchange.lines import Line, LineReader
from archive_app.services.exchange.opening import opened
from archive_app.services.exchange.settling import Settled, settle
from archive_app.services.progress import Progress, Ticker


@dataclass(slots=True)
class ArrivingReport:
    """What became of the lines of ``file``, which was read in ``encoding``: how many records are ``added``, ``changed``
    and the ``same``, and how many were ``made`` for names that nobody bore; the headings that were ``left`` out; what
    was found out of whole columns (``told``); what was ``refused``, and what is remarked of lines that were taken, by
    line and reason; the names of which it is ``unsure`` who they are; and the ``step``, 0 where nothing was changed or
    it was only foreseen.
    """

    file: str
    encoding: str
    added: int = 0
    changed: int = 0
    same: int = 0
    made: int = 0
    left: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    refused: list[Problem] = field(default_factory=list)
    remarks: list[Problem] = field(default_factory=list)
    unsure: tuple[Unsure, ...] = ()
    step: int = 0


class _Foreseen(Exception):
    """Everything was done that was to be foreseen, and is not to stay."""


def import_table(
    archive: Archive,
    path: Path,
    *,
    mapping: TableMapping | None = None,
    dry_run: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ArrivingReport:
    """Take the lines of ``path`` (CSV or a workbook) in as ``mapping`` says, in one step; empty cells change nothing,
    and the same file again changes nothing. Lines that can't be taken are refused one by one, the others are taken;
    ``dry_run`` only says what would be. InvalidInput where the table or its mapping as a whole is none.
    """
    if not dry_run:
        archive.require_writable()
    mapping = mapping or TableMapping()
    table, encoding = opened(path, mapping)
    forms = NN_("Import {count} line of “{file}”", "Import {count} lines of “{file}”")
    report = ArrivingReport(path.name, encoding)
    return arrive(archive, table, mapping, report, forms, dry_run=dry_run, on_progress=on_progress, cancelled=cancelled)


def arrive(
    archive: Archive,
    table: ForeignTable,
    mapping: TableMapping,
    report: ArrivingReport,
    forms: tuple[str, str],
    *,
    dry_run: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ArrivingReport:
    """The same of a table that was read already; ``report`` is filled in, ``forms`` are what the step is called by how
    many lines it is of, and of which file.
    """
    if not table.lines and not table.problems:
        raise InvalidInput(_("This table has no lines below its heading."))
    reader = LineReader(archive, table, mapping)
    report.left, report.told = reader.left, tuple(reader.told)
    report.refused += table.problems
    lines: list[Line] = []
    # Read, and then written.
    ticker = Ticker(2 * len(table.lines), on_progress)

    def tell(ref: str) -> None:
        if cancelled():
            raise Cancelled(_("Stopped. Nothing was changed."))
        ticker.tick(ref)

    for number, cells in table.lines:
        tell("")
        try:
            lines.append(reader.line(number, cells))
        except ArchiveError as error:
            report.refused.append(Problem(number, "", short(error.message, 300)))
    lines = reader.bind(lines, report.refused)
    report.refused.sort(key=lambda problem: problem.line)
    refused = {problem.line for problem in report.refused}
    report.remarks = [each for each in reader.remarks if each.line not in refused]
    report.unsure = tuple(reader.binding.unsure.values())
    wanted = {id(each.other) for line in lines for each in line.links}
    new = [each for each in reader.binding.new.values() if id(each) in wanted]
    report.made = len(new)
    try:
        with archive.store.transact(Label.of_many(forms, len(lines), file=short(report.file))) as transaction:
            settled: Settled = settle(transaction, lines, new, tell, foreseen=dry_run)
            report.added, report.changed, report.same = settled.added, settled.changed, settled.same
            if dry_run:
                raise _Foreseen
    except _Foreseen:
        return report
    report.step = transaction.change.step if report.added or report.changed else 0
    return report
