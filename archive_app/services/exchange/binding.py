"""Columns of links in somebody's table: which records their cells name. Nothing is guessed: who is not found, or is not
the only one of that name, is said, with what is near, and may be decided in the mapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from archive_app.domain.model.kinds import KIND_LABEL, Kind
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.relations import Relation, label_of
from archive_app.domain.tables.mapping import NEW
from archive_app.domain.text.folding import fold
from archive_app.errors import Ambiguous, InvalidInput, NotFound
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.records import reading

_REF = ".ref"
#: Of what kind who is new is, where nobody says it: the first that may be linked so.
_USUAL = (Kind.PERSON, Kind.CITY, Kind.ORGANISATION, Kind.EVENT, Kind.PLACE)


@dataclass(slots=True, eq=False)
class Coming:
    """A record that there will be when the table is in: a line of it, or who is new. ``id`` is known from then on."""

    kind: Kind
    name: str
    id: int = 0


@dataclass(frozen=True, slots=True)
class Linked:
    """One link that a line is to have: to a record that is there or comes, in which role, and what is said of it."""

    relation: str
    other: int | Coming
    role: str = ""
    date: str = ""
    certainty: str = ""
    note: str = ""

    @property
    def said(self) -> dict[str, str]:
        """What is said of it beside its role."""
        return {"date": self.date, "certainty": self.certainty, "note": self.note}


@dataclass(slots=True)
class Unsure:
    """A name in the table that is not that of one record: the ``lines`` where it stands, and who it may be."""

    name: str
    column: str
    near: tuple[RecordRef, ...]
    lines: list[int] = field(default_factory=list)


class Binding:
    """The relations of an archive as columns: ``given-by`` has titles, ``given-by.ref`` refs, a line for each.
    ``decisions`` say by name who is meant.
    """

    def __init__(self, archive: Archive, decisions: Mapping[str, str] | None = None) -> None:
        self._archive = archive
        self._decisions = {fold(name).strip(): meant for name, meant in (decisions or {}).items()}
        with archive.store.read() as reader:
            self._relations: dict[str, Relation] = {each.key: each for each in reader.links.relations()}
        #: What was named already: most cells of a column name the same few.
        self._named: dict[tuple[str, str], RecordRef | Coming] = {}
        self._missed: dict[tuple[str, str], NotFound | Ambiguous] = {}
        #: Lines of this table that become records, by ref and by name; of a name that several have there is no one.
        self._lines: dict[str, Coming | None] = {}
        #: Who is new, and what could not be told.
        self.new: dict[str, Coming] = {}
        self.unsure: dict[tuple[str, str], Unsure] = {}

    def relation(self, column: str) -> str:
        """The relation that a column (in its plain form) is of; empty where it is of none."""
        key = column.removesuffix(_REF)
        return key if key in self._relations else ""

    def expect(self, coming: Coming, ref: str, names: Iterable[str]) -> None:
        """A line becomes a record: others may name it before it is there."""
        for word in {ref, *(fold(name).strip() for name in names)} - {""}:
            self._lines[word] = None if word in self._lines else coming

    def links(self, column: str, kind: Kind, text: str, number: int, new: str) -> Iterator[Linked]:
        """A link for each line of a ``text`` of a record of ``kind``; InvalidInput, NotFound or Ambiguous
        with the sentence why there is none. ``new`` is the kind of who is not known; ``number`` that of the line.
        """
        relation = self._relations[self.relation(column)]
        for line in filter(None, map(str.strip, text.split("\n"))):
            other = self._record(relation, line, number, new)
            if not relation.joins(kind, other.kind):
                sentence = _("“{relation}” does not lead from {kind} to {other} ({ref}).")
                raise InvalidInput(
                    sentence.format(
                        relation=_(label_of(relation.key, relation.label, kind)), kind=_(KIND_LABEL[kind]),
                        other=_(KIND_LABEL[other.kind]), ref=other.ref if isinstance(other, RecordRef) else line,
                    )
                )  # fmt: skip
            yield Linked(relation.key, other.id if isinstance(other, RecordRef) else other)

    def _record(self, relation: Relation, text: str, number: int, new: str) -> RecordRef | Coming:
        asked = (relation.key, text)
        if asked in self._missed:
            self.unsure[asked].lines.append(number)
            raise self._missed[asked]
        if asked not in self._named:
            try:
                self._named[asked] = self._found(relation, text, new)
            except (NotFound, Ambiguous) as error:
                self._missed[asked] = error
                self.unsure[asked] = Unsure(text, relation.key, tuple(self._near(relation, text)), [number])
                raise
        return self._named[asked]

    def _found(self, relation: Relation, text: str, new: str) -> RecordRef | Coming:
        kinds = sorted(relation.objects) or None
        decided = self._decisions.get(fold(text).strip(), "")
        if decided and decided != NEW:
            return reading.resolve(self._archive, decided, kinds=kinds)
        coming = self._lines.get(text) or self._lines.get(fold(text).strip())
        if decided != NEW:
            if new and (ids := self._exact(text, [Kind(new)])) and len(ids) == 1:
                return reading.refs(self._archive, ids)[0]
            try:
                return reading.resolve(self._archive, text, kinds=kinds)
            except NotFound:
                if coming is not None and (not kinds or coming.kind in kinds):
                    return coming
                if not new or self._near(relation, text):
                    raise
        kind = Kind(new) if new else next((each for each in _USUAL if not kinds or each in kinds), Kind.PERSON)
        return self.new.setdefault(f"{kind} {fold(text).strip()}", Coming(kind, text))

    def _exact(self, text: str, kinds: list[Kind] | None) -> list[int]:
        with self._archive.store.read() as reader:
            return list(reader.index.names.exact(text, kinds))

    def _near(self, relation: Relation, text: str) -> list[RecordRef]:
        """Who may be meant by a name: those that bear it, else those with names like it."""
        kinds = sorted(relation.objects) or None
        with self._archive.store.read() as reader:
            ids = reader.index.names.exact(text, kinds)
            for name in [] if ids else reader.index.names.near(text, kinds):
                ids += reader.index.names.exact(name, kinds)
            found = reader.records.refs(ids)
        return [found[each] for each in dict.fromkeys(ids) if each in found][:6]
