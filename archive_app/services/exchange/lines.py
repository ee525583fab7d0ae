"""The lines of somebody's table, one after the other: what each says of which record, and why it can't be taken."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.details import DetailType
from archive_app.domain.model.fields import BY_NAME
from archive_app.domain.model.kinds import KIND_LABEL, Kind, TextRole
from archive_app.domain.model.records import Record
from archive_app.domain.tables.delimited import short
from archive_app.domain.tables.foreign import ForeignTable
from archive_app.domain.tables.mapping import MappedColumn, TableMapping
from archive_app.domain.tables.problems import Problem
from archive_app.domain.text.withholding import GAP, Withheld
from archive_app.errors import ArchiveError, InvalidInput
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.clearance import clearance
from archive_app.services.exchange import beside, columns
from archive_app.services.exchange.binding import Binding, Coming, Linked
from archive_app.services.exchange.cells import CellReader
from archive_app.services.exchange.rows import Aim, Placed, Saying, aim_of, placed, read_cell, whole
from archive_app.services.records import reading
from archive_app.services.records.values import Assignment, check

#: Columns that ``export-table`` writes and that follow from others: they are left out.
_DERIVED = frozenset({"title", "partnership", "files", "created", "changed"})
KEYS = ("ref", "uid")
#: What may be said by several columns of a table.
_JOINED = frozenset(map(str, TextRole)) | {"name"}


@dataclass(frozen=True, slots=True)
class _Naming:
    """A cell of links: its column, its text, of what kind who is new is, and what stands beside it, by part."""

    column: str
    text: str
    new: str
    beside: dict[str, str] = field(hash=False)


@dataclass(slots=True)
class Line:
    """What one line says of which record; ``None`` for a new one, which has ``ref`` if that is not empty."""

    number: int
    record: Record | None
    kind: Kind
    ref: str
    items: tuple[Assignment, ...]
    #: Rows of details: of new records all of them, of others what is to become of those that are there.
    rows: dict[str, Placed] = field(default_factory=dict)
    links: tuple[Linked, ...] = ()
    #: The columns that say which these are, until all lines are known.
    naming: tuple[_Naming, ...] = ()
    stages: tuple[dict[str, str], ...] = ()
    coming: Coming | None = None


@dataclass(slots=True)
class _Mapped:
    """One column as it is read: of which place in the lines (−1 for a fixed text), and what it is."""

    place: int
    plain: str
    reader: CellReader
    aim: Aim | None
    relation: str

    @property
    def to(self) -> str:
        return self.reader.column.to


class LineReader:
    """Reads line after line against what is in the archive. ``told`` has what was found out of whole columns, ``left``
    the headings that are not read, ``remarks`` what is to be said of lines that were taken.
    """

    def __init__(self, archive: Archive, table: ForeignTable, mapping: TableMapping) -> None:
        self._archive = archive
        self._key = plainly_called(mapping.key)
        self._kind = kind_called(mapping.kind) if mapping.kind else None
        self._nothing = {"", *mapping.nothing}
        self._seen: dict[str, int] = {}
        #: The records by their keys; None before anybody asked.
        self._known: dict[str, list[int]] | None = None
        self.binding = Binding(archive, mapping.decisions)
        self._withheld: Withheld | None = None
        self.remarks: list[Problem] = []
        self.left: tuple[str, ...] = ()
        self._columns = list(self._mapped(table.heading, mapping))
        self._check(mapping)
        for each in self._columns:
            column = _typed(each)
            if column is not None and each.place >= 0 and not each.reader.own:
                each.reader.look((cells[each.place] for _number, cells in table.lines), column)
        self.told = [each.reader.told for each in self._columns if each.reader.told]
        lacking = {each.header for each in mapping.columns if each.header} - set(table.heading)
        self.told += [_("The table has no column “{column}”.").format(column=short(head)) for head in sorted(lacking)]

    def _mapped(self, heading: Sequence[str], mapping: TableMapping) -> Iterator[_Mapped]:
        """The columns that are read, and in ``left`` the others."""
        own = not mapping.columns
        mapped = mapping.columns or tuple(MappedColumn(head, head) for head in heading if head)
        # Who is named by ref needs no name.
        sure = {plainly_called(each.to) for each in mapped}
        taken: set[str] = set()
        used: set[str] = set()
        for each in mapped:
            plain = plainly_called(each.to)
            if each.header and each.header not in heading:
                continue
            derived = plain in _DERIVED or f"{plain}.ref" in sure
            aim = aim_of(plain)
            relation = self.binding.relation(plain)
            # What other columns say in a form that can be read again.
            twice = (aim is not None and aim.column is None) or (plain.startswith("name[") and set(beside.NAME) & sure)
            if own and twice:
                continue
            besides = own and (
                plain in (*beside.NAME, *beside.STAGE) or bool(self.binding.relation(beside.link_part(plain)[0]))
            )
            if derived or not (aim or relation or besides or _is_readable(plain)):
                if not own and not derived:
                    raise InvalidInput(_("“{column}” can't be read from a table.").format(column=short(each.to)))
                continue
            once = f"{plain} {each.row}"
            if once in taken and not (relation or plain.partition("[")[0] in _JOINED or (aim and not aim.column)):
                raise InvalidInput(_("Two columns are to be “{column}”.").format(column=short(each.to)))
            taken.add(once)
            used.add(each.header)
            place = heading.index(each.header) if each.header else -1
            yield _Mapped(place, plain, CellReader(each, self._nothing, own=own), aim, relation)
        self.left = tuple(head for head in heading if head and head not in used)

    def _check(self, mapping: TableMapping) -> None:
        if self._key not in KEYS and (self._key not in BY_NAME or not BY_NAME[self._key].own):
            raise InvalidInput(_("“{column}” tells no record from others.").format(column=short(mapping.key)))
        if self._key not in (each.plain for each in self._columns):
            sentence = _("No column is “{column}”, by which lines find their records.")
            raise InvalidInput(sentence.format(column=short(mapping.key)))
        for each in self._columns:
            new, otherwise = each.reader.column.new, plainly_called(each.reader.column.otherwise)
            if new and new not in set(Kind):
                kind_called(new)
            if otherwise and otherwise.partition("[")[0] not in set(TextRole):
                sentence = _("What can't be read may become a text, such as note[en], not “{column}”.")
                raise InvalidInput(sentence.format(column=short(each.reader.column.otherwise)))

    def line(self, number: int, cells: tuple[str, ...]) -> Line:
        """What a line says; InvalidInput where it can't be taken."""
        said = [(each, cells[each.place] if each.place >= 0 else each.reader.column.text) for each in self._columns]
        words = {each.plain: "\n".join(each.reader.texts(cell)) for each, cell in said if each.plain in self._telling}
        record, kind = self._about(number, words)
        said = [(each, "" if self._is_gap(record, each, cell) else cell) for each, cell in said]
        items: list[Assignment] = []
        sayings: dict[tuple[str, str], Saying] = {}
        naming: list[_Naming] = []
        whole_ = {each.plain: cell for each, cell in said}
        for each, cell in said:
            try:
                if each.aim is not None:
                    self._add_detail(number, kind, each, cell, sayings)
                elif each.relation:
                    text = "\n".join(each.reader.texts(cell))
                    apart = {part: whole_.get(f"{each.relation}.{part}", "") for part in beside.LINK}
                    naming += [_Naming(each.plain, text, each.reader.column.new, apart)] if text else []
                elif each.reader.own and each.plain == "name":
                    items += beside.names([text for text in each.reader.texts(cell) if text], whole_)
                elif "." in each.plain:
                    continue
                elif each.plain not in (*KEYS, "kind"):
                    items += _items(kind, each, cell)
            except InvalidInput:
                otherwise = each.reader.column.otherwise
                if not otherwise:
                    raise
                items.append(check(kind, otherwise, f"{each.reader.column.header}: {cell}"))
        items = _joined(items)
        if record is None and kind is not Kind.PARTNERSHIP and not any(each.target == "name" for each in items):
            raise InvalidInput(_("Give the new record a name ({kind}).").format(kind=_(KIND_LABEL[kind])))
        line = Line(number, record, kind, words.get("ref", ""), tuple(items), naming=tuple(naming))
        line.rows = self._rows(number, record, sayings)
        line.stages = tuple(beside.stages(whole_)) if kind is Kind.PARTNERSHIP else ()
        if record is None:
            line.coming = Coming(kind, "")
            names = [each.value for each in items if each.target == "name"]
            self.binding.expect(line.coming, line.ref, names)
        return line

    def _is_gap(self, record: Record | None, each: _Mapped, cell: str) -> bool:
        """Whether a cell of our own table says less than the record only because a name was withheld from it."""
        if record is None or not each.reader.own or GAP not in cell:
            return False
        if self._withheld is None:
            self._withheld = clearance.withheld_names(self._archive)
        return self._withheld.without(str(columns.column(self._archive, each.to).cell(record))) == cell

    @property
    def _telling(self) -> tuple[str, ...]:
        return (self._key, *KEYS, "kind")

    def _about(self, number: int, words: dict[str, str]) -> tuple[Record | None, Kind]:
        """The record that a line is about and of which kind that is."""
        key = words.get(self._key, "")
        if not key:
            raise InvalidInput(_("It has no “{column}”, by which its record is found.").format(column=self._key))
        if key in self._seen:
            raise InvalidInput(_("Line {line} is about the same record.").format(line=self._seen[key]))
        self._seen[key] = number
        record = self._record(key)
        kind = kind_called(words["kind"]) if words.get("kind") else self._kind
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
        return record, kind

    def _add_detail(
        self, number: int, kind: Kind, each: _Mapped, cell: str, sayings: dict[tuple[str, str], Saying]
    ) -> None:
        assert each.aim is not None
        detail = each.aim.detail
        if (not cell or cell in self._nothing) and not each.reader.column.fill:
            return
        if kind not in detail.kinds:
            raise InvalidInput(
                _("Records of this kind ({kind}) have no such detail: {detail}.").format(
                    kind=_(KIND_LABEL[kind]), detail=_(detail.label)
                )
            )
        saying = sayings.setdefault((detail.name, each.reader.column.row), Saying(detail))
        apart = saying if each.place >= 0 else Saying(detail)
        remark = read_cell(each.reader, each.aim, cell, apart, self._named)
        if apart is not saying:
            saying.fixed |= {name: values[0] for name, values in apart.cells.items() if values}
        if remark:
            self.remarks.append(Problem(number, each.reader.column.header, remark))

    def _named(self, text: str) -> int:
        return reading.resolve(self._archive, text).id

    def _rows(self, number: int, record: Record | None, sayings: dict[tuple[str, str], Saying]) -> dict[str, Placed]:
        wanted: dict[str, tuple[DetailType, list[dict[str, Any]]]] = {}
        for (name, _row), saying in sayings.items():
            wanted.setdefault(name, (saying.detail, []))[1].extend(saying.rows())
        found = {}
        for name, (detail, rows) in wanted.items():
            place = placed(detail, record.details if record is not None else (), rows)
            added = [row for row in (whole(detail, each) for each in place.added) if row is not None]
            if len(added) < len(place.added):
                lacking = next(column for column in detail.columns if column.required and column.usual is None)
                sentence = _("There is no “{column}”, without which this detail is not taken: {detail}.")
                said = sentence.format(column=_(lacking.label), detail=_(detail.label))
                self.remarks.append(Problem(number, "", said))
            # Two of one line that say the same are one.
            unlike = {tuple(map(str, (row.get(column) for column in detail.alike))): row for row in added}
            if place.changed or unlike:
                found[name] = Placed(place.changed, tuple(unlike.values()))
        return found

    def bind(self, lines: list[Line], refused: list[Problem]) -> list[Line]:
        """The lines with whom they are linked to, which may be what another line becomes; those that name nobody go to
        ``refused``.
        """
        kept = []
        for line in lines:
            try:
                links = [link for each in line.naming for link in self._links(line, each)]
            except ArchiveError as error:
                refused.append(Problem(line.number, "", short(error.message, 300)))
                continue
            line.links = tuple(dict.fromkeys(links))
            kept.append(line)
        return _without_lost(kept, refused)

    def _links(self, line: Line, naming: _Naming) -> list[Linked]:
        found = list(self.binding.links(naming.column, line.kind, naming.text, line.number, naming.new))
        return beside.links(found, naming.beside) if any(naming.beside.values()) else found

    def _record(self, key: str) -> Record | None:
        ids = self._ids(key)
        if len(ids) > 1:
            raise InvalidInput(_("Several records have “{key}”.").format(key=short(key)))
        return reading.record(self._archive, ids[0], all_links=True) if ids else None

    def _ids(self, key: str) -> list[int]:
        """The records that have this key: of a field all are asked for at once, since most lines are new."""
        if self._key in KEYS:
            with self._archive.store.read() as reader:
                found = reader.records.by_ref_or_uid(key)
            return [] if found is None else [found]
        if self._known is None:
            self._known = {}
            with self._archive.store.read() as reader:
                for record, value in reader.records.valued(self._key):
                    self._known.setdefault(value, []).append(record)
        return self._known.get(key, [])


def _without_lost(lines: list[Line], refused: list[Problem]) -> list[Line]:
    """The lines without those that name what a refused line would have become."""
    while True:
        there = {id(line.coming) for line in lines if line.coming is not None}
        lost = [
            line
            for line in lines
            if any(
                isinstance(each.other, Coming) and not each.other.name and id(each.other) not in there
                for each in line.links
            )
        ]
        if not lost:
            return lines
        for line in lost:
            refused.append(Problem(line.number, "", _("It names a record of a line that is refused.")))
        lines = [line for line in lines if line not in lost]


def _items(kind: Kind, each: _Mapped, cell: str) -> Iterator[Assignment]:
    texts = [text for text in each.reader.texts(cell) if text]
    if not texts:
        return
    if each.plain.partition("[")[0] == "name":
        for name in texts:
            text = name.strip()
            yield Assignment("name", "name", "", text) if each.plain == "name" else check(kind, each.to, text)
        return
    field_ = BY_NAME.get(each.plain)
    text = cell if each.reader.own else (", " if field_ is not None else "\n").join(texts)
    yield check(kind, each.to, each.reader.plain(field_, text) if field_ is not None and not each.reader.own else text)


def _joined(items: Sequence[Assignment]) -> list[Assignment]:
    """The texts of one role and language as one."""
    found: dict[tuple[str, str, str], Assignment] = {}
    whole_: list[Assignment] = []
    for item in items:
        key = (item.target, item.key, item.lang)
        if item.target != "text":
            whole_.append(item)
        elif key in found:
            found[key] = replace(item, value=f"{found[key].value}\n{item.value}")
        else:
            found[key] = item
    return [*whole_, *found.values()]


def _typed(each: _Mapped) -> Column | None:
    """The column of the model that such cells are for, where its type says how they are read."""
    column = BY_NAME.get(each.plain) if each.aim is None else each.aim.column or each.aim.amount
    return column if column is not None and column.type in _READ else None


_READ = (FieldType.DATE, FieldType.DECIMAL, FieldType.NUMBER)


def _is_readable(plain: str) -> bool:
    """Whether what stands in such a column is taken in."""
    name, bracket, _rest = plain.partition("[")
    if bracket:
        return name == "name" or name in set(TextRole)
    return name in (*KEYS, "kind", "name") or name in BY_NAME or name in set(TextRole)


def is_ours(archive: Archive, heading: Sequence[str]) -> bool:
    """Whether these are the headings of a table that ``export-table`` wrote, which needs no mapping."""
    if not set(KEYS) & set(heading):
        return False
    try:
        return all(columns.column(archive, head) for head in heading if head)
    except InvalidInput:
        return False


def plainly_called(column: str) -> str:
    """A column as it is compared."""
    return column.strip().lower().replace("-", "_")


def kind_called(text: str) -> Kind:
    """The kind that people mean by ``text``; InvalidInput where it is none."""
    word = text.strip().lower()
    for kind in Kind:
        if word in (kind.value, kind.value.lower(), _(KIND_LABEL[kind]).lower(), KIND_LABEL[kind].lower()):
            return kind
    raise InvalidInput(_("“{kind}” is no kind of record.").format(kind=short(text)))
