"""Tables of others: lines become records or change them, found by a key, in one step of the history."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from archive_app.domain.model.fields import BY_NAME
from archive_app.domain.model.kinds import KIND_LABEL, Kind, NameKind, TextRole
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import Record
from archive_app.domain.tables import delimited, foreign
from archive_app.domain.tables.delimited import short
from archive_app.domain.tables.mapping import TableMapping
from archive_app.domain.tables.problems import Problem
from archive_app.domain.text.languages import guess_language
from archive_app.domain.text.refusals import reason
from archive_app.errors import ArchiveError, Cancelled, InvalidInput, StorageError
from archive_app.i18n import NN_, _
from archive_app.media.exchange import workbooks
from archive_app.media.formats import encodings
from archive_app.services.archive import Archive
from archive_app.services.exchange.binding import Binding
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import reading
from archive_app.services.records.assigning import assign, name_columns
from archive_app.services.records.values import Assignment, check
from archive_app.store.face.transaction import Transaction

#: Columns that ``export-table`` writes and that follow from others: they are left out.
_DERIVED = frozenset({"title", "partnership", "files", "created", "changed"})
_KEYS = ("ref", "uid")
#: New records that are made at once.
_BATCH = 500


@dataclass(slots=True)
class ArrivingReport:
    """What became of the lines of ``file``, which was read in ``encoding``: how many records are ``added``, ``changed``
    and the ``same``; the headings that were ``left`` out; what was ``refused``, by line and reason; and the ``step``,
    0 where nothing was changed or it was only foreseen.
    """

    file: str
    encoding: str
    added: int = 0
    changed: int = 0
    same: int = 0
    left: tuple[str, ...] = ()
    refused: list[Problem] = field(default_factory=list)
    step: int = 0


class _Foreseen(Exception):
    """Everything was done that was to be foreseen, and is not to stay."""


@dataclass(frozen=True, slots=True)
class _Line:
    """What one line says of which record; ``None`` for a new one, which has ``ref`` if that is not empty."""

    number: int
    record: Record | None
    kind: Kind
    ref: str
    items: tuple[Assignment, ...]
    #: Relation and record of each link that it is to have.
    links: tuple[tuple[str, int], ...] = ()


def import_table(
    archive: Archive,
    path: Path,
    *,
    mapping: TableMapping | None = None,
    dry_run: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ArrivingReport:
    """Take the lines of ``path`` (CSV) in as ``mapping`` says, in one step; empty cells change nothing, and the same
    file again changes nothing. Lines that can't be taken are refused one by one, the others are taken; ``dry_run``
    only says what would be. InvalidInput where the table or its mapping as a whole is none.
    """
    if not dry_run:
        archive.require_writable()
    mapping = mapping or TableMapping()
    table, encoding = _table(path, mapping)
    if not table.lines and not table.problems:
        raise InvalidInput(_("This table has no lines below its heading."))
    reader = _Reader(archive, table.heading, mapping)
    report = ArrivingReport(path.name, encoding, left=reader.left, refused=list(table.problems))
    lines: list[_Line] = []
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
    report.refused.sort(key=lambda problem: problem.line)
    forms = NN_("Import {count} line of “{file}”", "Import {count} lines of “{file}”")
    try:
        with archive.store.transact(Label.of_many(forms, len(lines), file=short(path.name))) as transaction:
            _write(transaction, lines, report, tell, foreseen=dry_run)
            if dry_run:
                raise _Foreseen
    except _Foreseen:
        return report
    report.step = transaction.change.step if report.added or report.changed else 0
    return report


def _table(path: Path, mapping: TableMapping) -> tuple[foreign.ForeignTable, str]:
    """What the file says, and in which encoding: that of the mapping, of its mark, or the one its letters speak for; of
    a workbook its kind.
    """
    encoding = mapping.encoding
    try:
        with path.open("rb") as file:
            data = file.read(delimited.LARGEST + 1)
    except OSError as error:
        raise StorageError(_("“{file}” cannot be read: {reason}.").format(file=path, reason=reason(error))) from error
    if len(data) > delimited.LARGEST:
        raise InvalidInput(_("This file is too large to be such a table."))
    if workbooks.is_workbook(data):
        return foreign.of_rows(workbooks.rows(data, mapping.sheet)), _("workbook")
    if not encoding:
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        encoding = "utf-16" if wide else "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else encodings.guess(data)
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeError):
        sentence = _("This file can't be read as {encoding}. Say another encoding in the mapping, such as gb18030.")
        raise InvalidInput(sentence.format(encoding=short(encoding))) from None
    plain = text.removeprefix("\ufeff").replace("\0", "")
    return foreign.read(plain, mapping.delimiter[:1]), encoding


class _Reader:
    """Reads line after line against what is in the archive."""

    def __init__(self, archive: Archive, heading: tuple[str, ...], mapping: TableMapping) -> None:
        self._archive = archive
        self._key = _plain(mapping.key)
        self._kind = _kind(mapping.kind) if mapping.kind else None
        self._nothing = {"", *mapping.nothing}
        self._seen: dict[str, int] = {}
        #: The records by their keys; None before anybody asked.
        self._known: dict[str, list[int]] | None = None
        self._binding = Binding(archive)
        self.columns: dict[int, str] = {}
        # Who is named by ref needs no name.
        sure = {_plain(mapping.columns.get(head, "") if mapping.columns else head) for head in heading}
        left: list[str] = []
        for place, head in enumerate(heading):
            meant = mapping.columns.get(head, "") if mapping.columns else head
            derived = _plain(meant) in _DERIVED or f"{_plain(meant)}.ref" in sure
            if not meant or derived or not self._is_readable(meant):
                if mapping.columns and meant and not derived:
                    raise InvalidInput(_("“{column}” can't be read from a table.").format(column=short(meant)))
                left.append(head)
            elif _plain(meant) in map(_plain, self.columns.values()):
                raise InvalidInput(_("Two columns are to be “{column}”.").format(column=short(meant)))
            else:
                self.columns[place] = meant
        self.left = tuple(head for head in left if head)
        if self._key not in _KEYS and (self._key not in BY_NAME or not BY_NAME[self._key].own):
            raise InvalidInput(_("“{column}” tells no record from others.").format(column=short(mapping.key)))
        if self._key not in map(_plain, self.columns.values()):
            sentence = _("No column is “{column}”, by which lines find their records.")
            raise InvalidInput(sentence.format(column=short(mapping.key)))

    def line(self, number: int, cells: tuple[str, ...]) -> _Line:
        """What a line says; InvalidInput where it can't be taken."""
        said = {_plain(column): (column, cells[place]) for place, column in self.columns.items()}
        said = {plain: each for plain, each in said.items() if each[1] not in self._nothing}
        key = said.get(self._key, ("", ""))[1]
        if not key:
            raise InvalidInput(_("It has no “{column}”, by which its record is found.").format(column=self._key))
        if key in self._seen:
            raise InvalidInput(_("Line {line} is about the same record.").format(line=self._seen[key]))
        self._seen[key] = number
        record = self._record(key)
        kind = _kind(said["kind"][1]) if "kind" in said else self._kind
        if record is not None:
            if (before := self._seen.setdefault(f"#{record.id}", number)) != number:
                raise InvalidInput(_("Line {line} is about the same record.").format(line=before))
            if kind not in (None, record.kind):
                raise InvalidInput(_("{ref} is of another kind.").format(ref=record.ref))
            kind = record.kind
        elif self._key == "uid":
            raise InvalidInput(_("There is no record with this UID."))
        if kind is None:
            raise InvalidInput(_("Say of which kind new records are, in a column “kind” or in the mapping."))
        items: list[Assignment] = []
        links: list[tuple[str, int]] = []
        for plain, (column, cell) in said.items():
            if plain == "name":
                names = [name.strip() for name in cell.split("\n") if name.strip()]
                items += [Assignment("name", "name", "", name) for name in names]
            elif self._binding.relation(plain):
                links += self._binding.links(plain, kind, cell)
            elif plain not in (*_KEYS, "kind"):
                items.append(check(kind, column, cell))
        if record is None and kind is not Kind.PARTNERSHIP and not any(each.target == "name" for each in items):
            raise InvalidInput(_("Give the new record a name ({kind}).").format(kind=_(KIND_LABEL[kind])))
        ref = said["ref"][1] if "ref" in said else ""
        return _Line(number, record, kind, ref, tuple(items), tuple(dict.fromkeys(links)))

    def _record(self, key: str) -> Record | None:
        ids = self._ids(key)
        if len(ids) > 1:
            raise InvalidInput(_("Several records have “{key}”.").format(key=short(key)))
        return reading.record(self._archive, ids[0], all_links=True) if ids else None

    def _is_readable(self, column: str) -> bool:
        """Whether what stands in such a column is taken in."""
        name, bracket, _rest = _plain(column).partition("[")
        if bracket:
            return name == "name" or name in set(TextRole)
        return name in (*_KEYS, "kind", "name") or name in BY_NAME or bool(self._binding.relation(name))

    def _ids(self, key: str) -> list[int]:
        """The records that have this key: of a field all are asked for at once, since most lines are new."""
        if self._key in _KEYS:
            with self._archive.store.read() as reader:
                found = reader.records.by_ref_or_uid(key)
            return [] if found is None else [found]
        if self._known is None:
            self._known = {}
            with self._archive.store.read() as reader:
                for record, value in reader.records.valued(self._key):
                    self._known.setdefault(value, []).append(record)
        return self._known.get(key, [])


def _write(
    transaction: Transaction,
    lines: Sequence[_Line],
    report: ArrivingReport,
    tell: Callable[[str], None],
    *,
    foreseen: bool,
) -> None:
    """Write what lines say. New records that are given their refs here can't fail: where it is only to be foreseen,
    they are counted.
    """
    plain = [line for line in lines if line.record is None and not line.ref]
    for line in lines:
        if line.record is None and not line.ref:
            continue
        tell(line.record.ref if line.record is not None else line.ref)
        try:
            _take(transaction, line, report)
        except InvalidInput as error:
            sentence = _("Line {line}: {reason}")
            raise InvalidInput(sentence.format(line=line.number, reason=error.message)) from error
    report.added += len(plain)
    if foreseen:
        return
    for kind in dict.fromkeys(line.kind for line in plain):
        same = [line for line in plain if line.kind is kind]
        for start in range(0, len(same), _BATCH):
            batch = same[start : start + _BATCH]
            made = transaction.records.add_many(kind, [_fields(line) for line in batch])
            for row in made:
                tell(row.ref)
            _describe(transaction, [row.id for row in made], batch)


def _take(transaction: Transaction, line: _Line, report: ArrivingReport) -> None:
    if line.record is None:
        made = transaction.records.add(line.kind, _fields(line), ref=line.ref)
        _describe(transaction, [made.id], [line])
        report.added += 1
        return
    wanted = [item for item in line.items if not _says(line.record, item)]
    # One name without a language takes the place of the one in its own; of several, those that lack are added.
    bare = [item for item in line.items if item.target == "name" and not item.lang]
    for item in wanted:
        if item in bare and len(bare) > 1:
            transaction.parts.add_name(line.record.id, name_columns(item.value, "", NameKind.OFFICIAL))
        elif item in bare:
            assign(transaction, [line.record.id], replace(item, lang=guess_language(item.value)))
        else:
            assign(transaction, [line.record.id], item)
    there = {(link.relation, link.other.id) for link in line.record.links if link.forward}
    new = [link for link in line.links if link not in there]
    _link(transaction, [(line.record.id, new)])
    report.changed += bool(wanted or new)
    report.same += not (wanted or new)


def _fields(line: _Line) -> dict[str, object]:
    return {item.key: item.value for item in line.items if item.target == "field"}


def _describe(transaction: Transaction, records: Sequence[int], lines: Sequence[_Line]) -> None:
    """Give new records the names and texts that their lines say, the first of each as the original."""
    names: list[dict[str, object]] = []
    texts: list[dict[str, object]] = []
    for record, line in zip(records, lines, strict=True):
        said = [item for item in line.items if item.target == "name"]
        names += [
            {
                **name_columns(item.value, item.lang, NameKind.OFFICIAL),
                "record_id": record, "position": place, "is_original": place == 0,
            }
            for place, item in enumerate(said)
        ]  # fmt: skip
        words = {(item.key, item.lang): item.value for item in line.items if item.target == "text"}
        roles = [role for role, _lang in words]
        texts += [
            {"record_id": record, "role": role, "lang": lang, "text": text, "is_original": roles.index(role) == place}
            for place, ((role, lang), text) in enumerate(words.items())
        ]
    transaction.parts.add_many("name", names)
    transaction.parts.add_many("text", texts)
    _link(transaction, [(record, line.links) for record, line in zip(records, lines, strict=True)])
    for record, line in zip(records, lines, strict=True):
        for item in line.items:
            if item.target not in ("field", "name", "text"):
                assign(transaction, [record], item)


def _link(transaction: Transaction, wanted: Iterable[tuple[int, Sequence[tuple[str, int]]]]) -> None:
    """Link each of these records to those that it is to be linked to, by relation."""
    pairs: dict[str, list[tuple[int, int]]] = {}
    for record, links in wanted:
        for relation, other in links:
            pairs.setdefault(relation, []).append((record, other))
    for relation, every in pairs.items():
        transaction.links.add_many(every, relation, "")


def _says(record: Record, item: Assignment) -> bool:
    """Whether the record says so already."""
    if item.target == "field":
        there = record.status if item.key == "status" else record.fields.get(item.key)
        return bool(BY_NAME[item.key].given(there) == item.value)
    if item.target == "name":
        return any(each.text == item.value and item.lang in ("", each.lang) for each in record.names)
    if item.target == "text":
        return any(
            each.text == item.value and each.role == item.key and item.lang in ("", each.lang) for each in record.texts
        )
    return any(each.kind == item.key and each.date and each.date.edtf == item.value for each in record.stages)


def _plain(column: str) -> str:
    return column.strip().lower().replace("-", "_")


def _kind(text: str) -> Kind:
    word = text.strip().lower()
    for kind in Kind:
        if word in (kind.value, kind.value.lower(), _(KIND_LABEL[kind]).lower(), KIND_LABEL[kind].lower()):
            return kind
    raise InvalidInput(_("“{kind}” is no kind of record.").format(kind=short(text)))
