"""Tagging: one or ten thousand items linked to people, events, places and terms, as one step."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from archive_app.domain.model import guessing
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.relations import Relation, label_of
from archive_app.errors import Cancelled, InvalidInput, NotFound
from archive_app.i18n import N_, NN_, _
from archive_app.services.archive import Archive
from archive_app.services.progress import Progress, Ticker
from archive_app.store.face.transaction import Transaction


@dataclass(frozen=True, slots=True)
class Tag:
    """A link that items are to have: to ``record`` by ``relation`` (a key), ``forward`` when the item is the subject.

    An empty ``relation`` is the usual one for the kind of each item.
    """

    record: RecordRef
    relation: str = ""
    forward: bool = True
    role: str = ""


@dataclass(frozen=True, slots=True)
class TagReport:
    """``step`` of the history (0 where nothing changed); links made or removed, links that were there or were not, and
    items that the relation cannot join to the record.
    """

    step: int = 0
    made: int = 0
    there: int = 0
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Applied:
    """A tag that items have already, and how many of them."""

    tag: Tag
    label: str
    count: int


def usual(archive: Archive, kind: Kind, other: RecordRef) -> tuple[str, bool]:
    """The relation guessed between an item of ``kind`` and ``other``: its key, and whether the item is the subject."""
    with archive.store.read() as reader:
        vocabulary = reader.records.vocabularies([other.id]).get(other.id, "")
        found = guessing.usual(reader.links.relations(), kind, other.kind, vocabulary)
    return found.key, found.forward


def applied(archive: Archive, *, records: Sequence[int], limit: int | None = 200) -> list[Applied]:
    """What these records are linked to, the most frequent first, then the latest: the first ``limit``, or all."""
    return counted(archive, records=records, limit=limit)[0]


def counted(
    archive: Archive, *, records: Sequence[int], limit: int | None, kind: str = ""
) -> tuple[list[Applied], int]:
    """The same, and how many there are in all; in the words for ``kind``, where all of the records are of it."""
    with archive.store.read() as reader:
        found, total = reader.index.links_in_common(records, limit)
    return [
        Applied(Tag(other, relation, forward, role), _(label_of(relation, label, kind) if forward else label), count)
        for other, relation, forward, role, label, count in found
    ], total


def apply(
    archive: Archive,
    *,
    records: Sequence[int],
    tags: Sequence[Tag],
    label: Label | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> TagReport:
    """Link every one of ``records`` by every one of ``tags``: one step. Cancelled leaves nothing of it done.

    What is linked so already stays as it is; an item that a relation cannot join to the record is passed over. Refused
    where not one can be.
    """
    return _Run(archive, records, tags, on_progress, cancelled, adding=True).go(label)


def remove(
    archive: Archive,
    *,
    records: Sequence[int],
    tags: Sequence[Tag],
    label: Label | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> TagReport:
    """Take the links of ``tags`` off every one of ``records``: one step. An empty role means whatever role it has."""
    return _Run(archive, records, tags, on_progress, cancelled, adding=False).go(label)


class _Run:
    """One tagging under way."""

    def __init__(
        self,
        archive: Archive,
        records: Sequence[int],
        tags: Sequence[Tag],
        on_progress: Callable[[Progress], None] | None,
        cancelled: Callable[[], bool],
        *,
        adding: bool,
    ) -> None:
        self._archive = archive
        self._records = list(dict.fromkeys(records))
        self._tags = list(dict.fromkeys(tags))
        self._ticker = Ticker(len(self._records) * len(self._tags), on_progress)
        self._cancelled = cancelled
        self._adding = adding
        self._done = 0
        self._report = TagReport()
        self._relations: dict[str, Relation] = {}

    def go(self, label: Label | None) -> TagReport:
        if not self._records or not self._tags:
            return self._report
        with self._archive.store.transact(label or self._label()) as transaction:
            reader = transaction.reader
            self._relations = {relation.key: relation for relation in reader.links.relations()}
            kinds = reader.records.kinds(self._records)
            if len(kinds) < len(self._records):
                raise NotFound(_("A record is no longer there. It may have been deleted in another window."))
            for tag in self._tags:
                self._tag(transaction, kinds, tag)
            if self._adding and not self._report.made and not self._report.there:
                raise self._impossible()
            step = transaction.step
        return TagReport(step if self._report.made else 0, self._report.made, self._report.there, self._report.skipped)

    def _label(self) -> Label:
        with self._archive.store.read() as reader:
            first = reader.records.title(self._records[0])
        others = [tag.record.title for tag in self._tags[:3]]
        if len(self._tags) > len(others):
            others[-1] += "…"
        forms = (
            NN_("Tag “{first}” with {others}", "Tag {count} records with {others}")
            if self._adding
            else NN_("Take {others} off “{first}”", "Take {others} off {count} records")
        )
        return Label.of_many(forms, len(self._records), first=first, others=others)

    def _tag(self, transaction: Transaction, kinds: Mapping[int, Kind], tag: Tag) -> None:
        with self._archive.store.read() as reader:
            gone = tag.record.id not in reader.records.kinds([tag.record.id])
        if gone:
            raise NotFound(_("“{title}” is no longer there.").format(title=tag.record.title))
        for (key, forward), items in self._by_relation(kinds, tag).items():
            if self._adding:
                pairs = [(item, tag.record.id) if forward else (tag.record.id, item) for item in items]
                made = transaction.links.add_many(pairs, key, tag.role, self._tell)
            else:
                made = transaction.links.remove_many(
                    items, key, tag.record.id, forward=forward, role=tag.role or None, tell=self._tell
                )
            self._count(made=made, there=max(0, len(items) - made))
            self._done += len(items)

    def _by_relation(self, kinds: Mapping[int, Kind], tag: Tag) -> dict[tuple[str, bool], list[int]]:
        """The items by the relation that each is to be linked with; those that cannot be are counted as skipped."""
        meant: dict[Kind, tuple[str, bool] | None] = {}
        groups: dict[tuple[str, bool], list[int]] = {}
        skipped = 0
        for item, kind in kinds.items():
            if kind not in meant:
                meant[kind] = self._meant(kind, tag)
            how = meant[kind]
            if how is None or item == tag.record.id:
                skipped += 1
            else:
                groups.setdefault(how, []).append(item)
        self._count(skipped=skipped)
        return groups

    def _meant(self, kind: Kind, tag: Tag) -> tuple[str, bool] | None:
        if not tag.relation:
            return usual(self._archive, kind, tag.record)
        relation = self._relations.get(tag.relation)
        if relation is None:
            raise NotFound(_("There is no relation “{name}”.").format(name=tag.relation))
        ends = (kind, tag.record.kind) if tag.forward else (tag.record.kind, kind)
        return (relation.key, tag.forward) if relation.joins(*ends) else None

    def _count(self, *, made: int = 0, there: int = 0, skipped: int = 0) -> None:
        now = self._report
        self._report = TagReport(0, now.made + made, now.there + there, now.skipped + skipped)

    def _tell(self, done: int) -> None:
        if self._cancelled():
            raise Cancelled(_("Stopped. Nothing was changed."))
        self._ticker.at(self._done + done, self._ticker.total)

    def _impossible(self) -> InvalidInput:
        tag = self._tags[0]
        relation = self._relations.get(tag.relation)
        label = _(relation.label if tag.forward else relation.inverse) if relation else tag.relation
        return InvalidInput(
            _("“{relation}” cannot lead from these records to “{other}”. Choose another relation.").format(
                relation=label, other=tag.record.title
            )
        )


def remembered(archive: Archive, kept: Sequence[tuple[str, str, bool, str]]) -> list[Tag | None]:
    """Tags that were kept as (uid, relation, forward, role), each ``None`` whose record is gone."""
    with archive.store.read() as reader:
        ids = [reader.records.by_ref_or_uid(uid) for uid, *_rest in kept]
        records = reader.records.refs([found for found in ids if found is not None])
    return [
        None if found is None else Tag(records[found], relation, forward, role)
        for found, (_uid, relation, forward, role) in zip(ids, kept, strict=True)
    ]


def copy_links(archive: Archive, *, source: int, records: Sequence[int]) -> TagReport:
    """Give ``records`` every link that ``source`` has and that they can have; one step."""
    tags = [each.tag for each in applied(archive, records=[source], limit=None) if each.tag.record.id not in records]
    if not tags:
        raise NotFound(_("The record before has no links to copy."))
    with archive.store.read() as reader:
        title = reader.records.title(source)
    return apply(archive, records=records, tags=tags, label=Label(N_("Copy the links of “{title}”"), {"title": title}))
