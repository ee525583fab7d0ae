"""What the tag bar offers while one types: records with their kind, use and relation, and codes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from archive_app.domain.model import guessing
from archive_app.domain.model.guessing import Reading
from archive_app.domain.model.kinds import BY_NAME, TAGS, Kind, ranked
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.i18n import N_
from archive_app.services.archive import Archive
from archive_app.services.records import editing, links_of_many
from archive_app.services.records.links_of_many import Tag, TagReport
from archive_app.services.records.namesakes import told_apart

#: The kinds that can be made by a name alone to tag with, the likeliest first.
MADE = ranked(
    BY_NAME & TAGS,
    Kind.PERSON,
    Kind.EVENT,
    Kind.CITY,
    Kind.PLACE,
    Kind.ORGANISATION,
    Kind.TERM,
    Kind.SERIES,
    Kind.OBJECT,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A record to tag with: the name that fits, how many records go with it, the relations that may join it to an item
    (the usual one first), how many of the items in hand are linked to it already, and what tells it from others of its
    name.
    """

    record: RecordRef
    matched: str
    uses: int
    relations: tuple[Reading, ...]
    applied: int = 0
    apart: str = ""

    def tag(self, number: int = 0) -> Tag:
        """The tag with the relation of that number."""
        how = self.relations[number % len(self.relations)]
        return Tag(self.record, how.key, how.forward)


def offers(
    archive: Archive,
    typed: str,
    *,
    kind: Kind,
    applied: Mapping[int, int] | None = None,
    kinds: Collection[Kind] = TAGS,
    limit: int = 12,
) -> list[Offer]:
    """Records whose names fit what is being typed, in any script, best first; ``kind`` is that of the items in hand,
    ``applied`` says how many of them each record is linked to.
    """
    with archive.store.read() as reader:
        found = reader.index.completion.named(typed, kinds, limit=limit)
        records = reader.records.refs([each.id for each in found])
        readings = _Readings(archive, kind, [records[each.id] for each in found if each.id in records])
        apart = told_apart(reader, found)
    return [
        Offer(
            records[each.id],
            each.matched,
            each.uses,
            readings.of(records[each.id]),
            (applied or {}).get(each.id, 0),
            apart.get(each.id, ""),
        )
        for each in found
        if each.id in records
    ]


def offered(
    archive: Archive, tags: Sequence[Tag], *, kind: Kind, applied: Mapping[int, int] | None = None
) -> list[Offer]:
    """The same for tags that are known: each with its own relation first; those that are gone are left out."""
    with archive.store.read() as reader:
        there = reader.records.kinds([tag.record.id for tag in tags])
        records = reader.records.refs(list(there))
        readings = _Readings(archive, kind, list(records.values()))
    found = []
    for tag in tags:
        if tag.record.id in there:
            every = readings.of(records[tag.record.id])
            first = [each for each in every if (each.key, each.forward) == (tag.relation, tag.forward)]
            rest = [each for each in every if each not in first]
            count = (applied or {}).get(tag.record.id, 0)
            found.append(Offer(records[tag.record.id], tag.record.title, 0, (*first, *rest), count))
    return found


def readings(archive: Archive, kind: Kind, record: RecordRef) -> tuple[Reading, ...]:
    """The relations that may join an item of ``kind`` to ``record``, the usual one first."""
    return _Readings(archive, kind, [record]).of(record)


def make(
    archive: Archive, *, kind: Kind, name: str, records: Sequence[int], item: Kind | None = None, by: Tag | None = None
) -> tuple[RecordRef, Tag, TagReport]:
    """Make a record of ``kind`` and tag ``records`` (of the kind ``item``) with it, or as ``by`` says: one step."""
    with archive.store.transact(Label(N_("Tag with the new “{name}”"), {"name": name})):
        made = editing.add_record(archive, kind=kind, names=[editing.NewName(name)], values=_FIRST.get(kind))
        usual = links_of_many.usual(archive, item, made) if item is not None else ("", True)
        tag = replace(by, record=made) if by is not None else Tag(made, *usual)
        report = links_of_many.apply(archive, records=records, tags=[tag])
    return made, tag, report


#: What a record made by its name alone is given.
_FIRST = {Kind.TERM: {"vocabulary": "subjects"}}


class _Readings:
    """The relations between items of one kind and these records; worked out once for records that are alike."""

    def __init__(self, archive: Archive, kind: Kind, records: Sequence[RecordRef]) -> None:
        self._kind = kind
        with archive.store.read() as reader:
            self._relations = reader.links.relations()
            terms = [record.id for record in records if record.kind == Kind.TERM]
            self._vocabularies = reader.records.vocabularies(terms) if terms else {}
        self._known: dict[tuple[Kind, str], tuple[Reading, ...]] = {}

    def of(self, record: RecordRef) -> tuple[Reading, ...]:
        key = (record.kind, self._vocabularies.get(record.id, ""))
        if key not in self._known:
            first = guessing.usual(self._relations, self._kind, *key)
            rest = guessing.between(self._relations, self._kind, record.kind)
            self._known[key] = (
                first,
                *(each for each in rest if (each.key, each.forward) != (first.key, first.forward)),
            )
        return self._known[key]
