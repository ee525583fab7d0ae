"""Cells on their way to a spreadsheet and back, over the clipboard: tabs between them, a line for each record."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace

from archive_app.domain.model.kinds import Kind
from archive_app.domain.tables import delimited, foreign
from archive_app.domain.tables.delimited import short
from archive_app.domain.tables.foreign import ForeignTable
from archive_app.domain.tables.mapping import TableMapping
from archive_app.domain.tables.problems import Problem
from archive_app.domain.text.folding import fold
from archive_app.errors import InvalidInput
from archive_app.i18n import NN_, _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.clearance import clearance
from archive_app.services.exchange.arriving import ArrivingReport, arrive
from archive_app.services.exchange.columns import column
from archive_app.services.exchange.guessing import targets
from archive_app.services.progress import Progress
from archive_app.services.records import reading

_TAB = "\t"
#: No heading is longer than so many letters.
_LONGEST = 10_000
_TITLE, _NAME, _REF = "title", "name", "ref"


def copied(archive: Archive, ids: Sequence[int], keys: Sequence[str]) -> str:
    """The cells of these columns of the records that may leave the archive, headed by what the columns are called."""
    gate = clearance.clear(archive, ids)
    wanted = [column(archive, key) for key in keys]
    text = io.StringIO(newline="")
    writer = csv.writer(text, "excel-tab", lineterminator="\n")
    writer.writerow(each.label for each in wanted)
    for each in gate.ids:
        record = reading.record(archive, each, all_links=True)
        writer.writerow(delimited.guard(gate.without(str(one.cell(record)))) for one in wanted)
    return text.getvalue()


def is_cells(archive: Archive, text: str) -> bool:
    """Whether this is a table whose first line names columns, as a spreadsheet puts it on the clipboard."""
    first, _end, rest = text.partition("\n")
    if not rest.strip() or len(first) > _LONGEST:
        return False
    called = _called(archive, set(Kind))
    return any(called.get(fold(head).strip(), _REF) != _REF for head in first.split(_TAB))


def pasted(
    archive: Archive,
    text: str,
    ids: Sequence[int],
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ArrivingReport:
    """Let records say what stands in these cells, in one step: those that a column of refs names, else those of
    ``ids`` in their order, or all of them what one line says. InvalidInput where the first line names no columns.
    """
    archive.require_writable()
    table = foreign.read(text, _TAB)
    called = _called(archive, {record.kind for record in reading.refs(archive, ids)} or set(Kind))
    heading = tuple(called.get(fold(head).strip(), head) for head in table.heading)
    if not set(heading) & (set(called.values()) - {_REF}) or not table.lines:
        raise InvalidInput(_("The first line of what is pasted has to name its columns, such as Ref and Date."))
    report = ArrivingReport(_("cells"), "")
    found = _for_records(archive, replace(table, heading=heading), ids, report)
    forms = NN_("Paste {count} line of cells", "Paste {count} lines of cells")
    return arrive(archive, found, TableMapping(), report, forms, on_progress=on_progress, cancelled=cancelled)


def _called(archive: Archive, kinds: set[Kind]) -> dict[str, str]:
    """The keys of columns by all that they are called, in every language of the program."""
    found = dict.fromkeys((_TITLE, fold(_("Title"))), _TITLE)
    for kind in sorted(kinds):
        for each in targets(archive, kind):
            for word in (each.key, fold(each.label).strip(), *each.own):
                found.setdefault(word, each.key)
    return found


def _for_records(archive: Archive, table: ForeignTable, ids: Sequence[int], report: ArrivingReport) -> ForeignTable:
    """The table with a ref in each line, and with names where it has titles that are none of theirs."""
    refs = [record.ref for record in reading.refs(archive, ids)]
    lines = list(table.lines)
    heading = table.heading
    if _REF not in heading:
        if len(lines) == 1:
            lines = [lines[0]] * len(refs)
        if len(lines) != len(refs):
            words = ngettext(
                "{count} line was copied without a column of refs: choose as many records, or copy the refs too.",
                "{count} lines were copied without a column of refs: choose as many records, or copy the refs too.",
                len(lines),
            )
            raise InvalidInput(words.format(count=len(lines)))
        heading = (_REF, *heading)
        lines = [(number, (ref, *cells)) for (number, cells), ref in zip(lines, refs, strict=True)]
    kept = []
    place = heading.index(_REF)
    title = heading.index(_TITLE) if _TITLE in heading else -1
    for number, cells in lines:
        with archive.store.read() as reader:
            found = reader.records.by_ref_or_uid(cells[place]) if cells[place] else None
        if found is None:
            report.refused.append(Problem(number, "", _("There is no record “{ref}”.").format(ref=short(cells[place]))))
            continue
        if title >= 0 and cells[title] == reading.refs(archive, [found])[0].title:
            cells = (*cells[:title], "", *cells[title + 1 :])
        kept.append((number, cells))
    return ForeignTable(tuple(_NAME if head == _TITLE else head for head in heading), tuple(kept), table.problems)
