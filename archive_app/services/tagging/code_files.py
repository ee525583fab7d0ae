"""Codes as a table in a file: one line for each record that a code stands for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.model.codes import read_code
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.domain.tables import delimited
from archive_app.domain.tables.delimited import Line, short
from archive_app.domain.tables.problems import MOST_PROBLEMS, FaultyFile, Problem, listed
from archive_app.domain.text.refusals import reason
from archive_app.errors import ArchiveError, Cancelled, InvalidInput, StorageError
from archive_app.i18n import NN_, _
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.clearance.clearance import withheld_names
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import reading
from archive_app.services.records.values import limit
from archive_app.services.tagging import codes
from archive_app.store.face import values

#: The columns of the file. ``name`` is for people; where ``record`` is empty, it finds the record.
COLUMNS = ("code", "relation", "record", "name", "role", "written")
_NEEDED = ("code", "record")
#: New codes that are written at once.
_TOGETHER = 500
_YES = frozenset({"", "yes", "y", "true", "1", "x", "✓", "是"})
_NO = frozenset({"no", "n", "false", "0", "-", "否"})


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What a file of codes did: how many codes are new, changed and as they were; ``step`` of the history."""

    file: str
    added: int = 0
    changed: int = 0
    same: int = 0
    step: int = 0


@dataclass(frozen=True, slots=True)
class _File:
    """A file as far as it could be read: what each code is to stand for, and what is wrong."""

    wanted: Mapping[str, list[values.TargetRow]]
    problems: tuple[Problem, ...]


def import_csv(
    archive: Archive,
    path: Path,
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ImportReport:
    """Set every code of ``path`` as the file has it, in one step; other codes stay. FaultyFile where it has faults."""
    found = _read(archive, path, on_progress, cancelled)
    if found.problems:
        raise FaultyFile(path.name, found.problems)
    report, there = _compared(archive, path, found)
    count = len(found.wanted)
    forms = NN_("Import {count} code from “{file}”", "Import {count} codes from “{file}”")
    label = Label.of_many(forms, count, file=short(path.name))
    with archive.store.transact(label) as transaction:
        for batch in _batches(found.wanted, there):
            if batch.keys() <= there:
                for code, rows in batch.items():
                    codes.write(transaction, code, rows)
            else:
                transaction.codes.add_many(batch)
            if cancelled():
                raise Cancelled(_("Stopped. Nothing was changed."))
        transaction.label = label
    step = transaction.change.step if transaction.change.fields else 0
    return ImportReport(report.file, report.added, report.changed, report.same, step=step)


def _batches(
    wanted: Mapping[str, list[values.TargetRow]], there: Collection[str]
) -> Iterator[dict[str, list[values.TargetRow]]]:
    """The codes that there are, one by one, and the new ones together: a list is mostly one or the other."""
    new: dict[str, list[values.TargetRow]] = {}
    for code, rows in wanted.items():
        if code in there:
            yield {code: rows}
            continue
        new[code] = rows
        if len(new) == _TOGETHER:
            yield new
            new = {}
    if new:
        yield new


def export_csv(archive: Archive, path: Path) -> int:
    """Write every code into ``path``, which is replaced; returns how many codes there are. Names that must not leave
    the archive have a gap: it is the ref that finds the record again.
    """
    outputs.check(path)
    found, withheld = codes.codes(archive), withheld_names(archive)
    rows = [
        (
            code.code,
            target.relation,
            target.record.ref,
            withheld.without(target.record.title),
            target.role,
            _yes(target.written),
        )
        for code in found
        for target in code.targets
    ]
    outputs.write(path, delimited.write(COLUMNS, rows))
    return len(found)


def _yes(written: bool) -> str:
    return "yes" if written else "no"


def _read(
    archive: Archive, path: Path, on_progress: Callable[[Progress], None] | None, cancelled: Callable[[], bool]
) -> _File:
    table = delimited.read(_bytes(path), COLUMNS, _NEEDED)
    if not table.lines and table.problems:
        return _File({}, listed(table.problems))
    if not table.lines:
        return _File({}, (Problem(0, "", _("This table has no lines below its heading.")),))
    reader = _Reader(archive)
    ticker = Ticker(len(table.lines), on_progress)
    for line in table.lines:
        if cancelled():
            raise Cancelled(_("Stopped. Nothing was changed."))
        reader.take(line)
        ticker.tick(line.cells["code"])
        if len(reader.problems) > MOST_PROBLEMS:
            break
    return _File(reader.wanted, listed((*table.problems, *reader.problems)))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(delimited.LARGEST + 1)
    except OSError as error:
        raise StorageError(_("“{file}” cannot be read: {reason}.").format(file=path, reason=reason(error))) from error


class _Reader:
    """Reads line after line; a record that many codes stand for is looked up once."""

    def __init__(self, archive: Archive) -> None:
        self.wanted: dict[str, list[values.TargetRow]] = {}
        self.problems: list[Problem] = []
        self._archive = archive
        self._records: dict[str, RecordRef | str] = {}
        self._relations: dict[tuple[str, str], str] = {}
        self._seen: dict[tuple[str, int, str, str], int] = {}

    def take(self, line: Line) -> None:
        cells = line.cells
        faults: list[tuple[str, str]] = []

        def tried(column: str, read: Callable[[], str]) -> str:
            try:
                return read()
            except ArchiveError as error:
                faults.append((column, short(error.message, 300)))
                return ""

        code = tried("code", lambda: read_code(cells["code"]))
        role = tried("role", lambda: _role(cells.get("role", "")))
        written = tried("written", lambda: _written(cells.get("written", "")))
        column = "record" if cells["record"] or not cells.get("name") else "name"
        record = self._record(cells[column])
        if isinstance(record, str):
            faults.append((column, record))
        else:
            relation = tried("relation", lambda: self._relation(cells.get("relation", ""), record))
            if not faults:
                row = values.TargetRow(0, record.id, relation, role, written == "yes")
                self._add(line.number, code, row, faults)
        self.problems += [Problem(line.number, where, why) for where, why in faults]

    def _add(self, number: int, code: str, row: values.TargetRow, faults: list[tuple[str, str]]) -> None:
        key = (code, row.record, row.relation, row.role)
        if key in self._seen:
            why = _("“{code}” has this record already, in line {line}.").format(code=code, line=self._seen[key])
            faults.append(("record", why))
            return
        self._seen[key] = number
        self.wanted.setdefault(code, []).append(row)

    def _record(self, text: str) -> RecordRef | str:
        """The record that is meant, or the sentence that says why there is none."""
        if text not in self._records:
            self._records[text] = self._resolved(text)
        return self._records[text]

    def _resolved(self, text: str) -> RecordRef | str:
        if not text:
            return _("No record is named. Write its ref, or its name.")
        if len(text) > 1000:
            return _("Nothing is called “{name}”.").format(name=short(text))
        try:
            return reading.resolve(self._archive, text)
        except ArchiveError as error:
            return short(error.message, 300)

    def _relation(self, text: str, record: RecordRef) -> str:
        key = (text, str(record.kind))
        if key not in self._relations:
            self._relations[key] = codes.read_relation(self._archive, short(text, 200), record.kind)
        return self._relations[key]


def _role(text: str) -> str:
    limit(text, "name")
    return text


def _written(text: str) -> str:
    word = text.lower()
    if word not in _YES | _NO:
        raise InvalidInput(_("“{value}” is neither yes nor no.").format(value=short(text)))
    return "yes" if word in _YES else "no"


def _compared(archive: Archive, path: Path, found: _File) -> tuple[ImportReport, Set[str]]:
    """What will become of the archive, and which of the codes there are already."""
    with archive.store.read() as reader:
        ids = reader.codes.ids(found.wanted)
        there = reader.codes.targets(list(ids.values()))
    same = sum(
        [_plain(row) for row in there.get(code_id, ())] == [_plain(row) for row in found.wanted[code]]
        for code, code_id in ids.items()
    )
    return ImportReport(path.name, len(found.wanted) - len(ids), len(ids) - same, same), ids.keys()


def _plain(row: values.TargetRow) -> tuple[int, str, str, bool]:
    return row.record, row.relation, row.role, row.written
