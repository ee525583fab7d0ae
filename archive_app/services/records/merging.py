"""Merging two records that are the same: all that the one has goes over to the other, in one step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.details import DETAILS, DetailType
from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.kinds import KIND_LABEL, NAME_KIND_LABEL, TEXT_LABEL, Kind, NameKind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.merging import filled_values, name_kind, says_already
from archive_app.domain.model.records import Record, RecordRef
from archive_app.domain.text.languages import language_said
from archive_app.domain.text.showing import shown
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _, noted
from archive_app.services.archive import Archive
from archive_app.services.records import reading


class Outcome(StrEnum):
    """What becomes of something that the dropped record has."""

    SAME = "same"  # both have it
    FILLS = "fills"  # the kept record has none, and gets it
    ADDS = "adds"  # comes beside what is there
    APPENDS = "appends"  # a text is written under the one that is there
    STAYS = "stays"  # the kept record's own stays; the other is in the history


#: Letters of a title in the label of a step.
_TITLE = 80

#: English label of each; pass through ``_()`` when shown.
OUTCOME_LABEL = {
    Outcome.SAME: N_("the same"),
    Outcome.FILLS: N_("filled in"),
    Outcome.ADDS: N_("taken over"),
    Outcome.APPENDS: N_("written underneath"),
    Outcome.STAYS: N_("not taken over"),
}


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One name, text or field: what it is, how it stands in the two records, and what becomes of it."""

    what: str
    keep: str
    drop: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class MergeCount:
    """Links of one relation, files, stages or identifiers: how many are there, come over, and are there already."""

    what: str
    there: int
    moving: int
    doubled: int


@dataclass(frozen=True, slots=True)
class MergePreview:
    """The two side by side. ``names``, ``texts`` and ``fields`` also say what only the kept one has."""

    keep: RecordRef
    drop: RecordRef
    names: tuple[MergeLine, ...]
    texts: tuple[MergeLine, ...]
    fields: tuple[MergeLine, ...]
    counts: tuple[MergeCount, ...]

    @property
    def moving(self) -> int:
        """How many links, files, stages and identifiers come over."""
        return sum(count.moving for count in self.counts)


def preview(archive: Archive, *, keep: int, drop: int) -> MergePreview:
    """What :func:`merge` would do. InvalidInput where the two cannot be merged."""
    kept, dropped = reading.record(archive, keep), reading.record(archive, drop)
    _check(keep, kept.kind, drop, dropped.kind)
    refs = reading.refs(archive, [keep, drop])
    return MergePreview(
        refs[0],
        refs[1],
        tuple(_names(kept, dropped)),
        tuple(_texts(kept, dropped)),
        tuple(_fields(kept, dropped)),
        tuple(_counts(archive, kept, dropped)),
    )


def worth_keeping(archive: Archive, one: int, other: int) -> int:
    """The one of the two that has more links, else the one that was there first: what is known by its ref is kept."""
    with archive.store.read() as reader:
        links = {record: sum(each.count for each in reader.links.counts(record)) for record in (one, other)}
    return max(links, key=lambda record: (links[record], -record))


def merge(archive: Archive, *, keep: int, drop: int) -> ChangeSet:
    """Merge ``drop`` into ``keep``, one step: links, names, texts and the rest go over, empty fields are filled.

    ``drop`` is hidden; its ref and uid lead to ``keep`` from then on. InvalidInput where the two are one, or of
    different kinds; Refused where a term would come to stand above itself.
    """
    with archive.store.read() as reader:
        called = reader.records.titles([keep, drop])
    titles = {"drop": shown(called.get(drop, ""), _TITLE), "keep": shown(called.get(keep, ""), _TITLE)}
    label = Label(N_("Merge “{drop}” into “{keep}”"), titles)
    with archive.store.transact(label) as transaction:
        kinds = transaction.records.kinds({keep, drop})
        _check(keep, kinds[keep], drop, kinds[drop])
        transaction.records.merge(keep, drop)
    return transaction.change


def kept(archive: Archive, record: int) -> int:
    """The record itself, or the one it was merged into at last; 0 where it is gone."""
    with archive.store.read() as reader:
        return reader.records.kept(record) or 0


def _check(keep: int, kept: Kind, drop: int, dropped: Kind) -> None:
    if keep == drop:
        raise InvalidInput(_("A record cannot be merged with itself. Choose another one."))
    if kept != dropped:
        raise InvalidInput(
            _("Only records of the same kind can be merged; these are: {one}, {other}.").format(
                one=_(KIND_LABEL[kept]), other=_(KIND_LABEL[dropped])
            )
        )


def _names(keep: Record, drop: Record) -> Iterator[MergeLine]:
    there = {(name.text, name.lang) for name in keep.names}
    gone = {(name.text, name.lang) for name in drop.names}
    official = {name.lang for name in keep.names if name.kind == NameKind.OFFICIAL}
    for name in keep.names:
        both = (name.text, name.lang) in gone
        yield MergeLine(
            _name(name.lang, name.kind),
            name.text,
            name.text if both else "",
            Outcome.SAME if both else Outcome.STAYS,
        )
    for name in drop.names:
        if (name.text, name.lang) not in there:
            kind = name_kind(name.kind, name.lang, official)
            yield MergeLine(_name(name.lang, NameKind(kind)), "", name.text, Outcome.ADDS)


def _name(lang: str, kind: NameKind) -> str:
    return f"{noted(_('Name'), language_said(lang))} · {_(NAME_KIND_LABEL[kind])}"


def _texts(keep: Record, drop: Record) -> Iterator[MergeLine]:
    mine = {(text.role, text.lang): text.text for text in keep.texts}
    others = {(text.role, text.lang): text.text for text in drop.texts}
    for role, lang in dict.fromkeys((*mine, *others)):
        kept, dropped = mine.get((role, lang), ""), others.get((role, lang), "")
        if not dropped:
            outcome = Outcome.STAYS
        elif not kept:
            outcome = Outcome.ADDS
        else:
            outcome = Outcome.SAME if says_already(kept, dropped) else Outcome.APPENDS
        yield MergeLine(noted(_(TEXT_LABEL[role]), language_said(lang)), kept, dropped, outcome)


def _fields(keep: Record, drop: Record) -> Iterator[MergeLine]:
    filled = filled_values(keep.kind, keep.fields, drop.fields)
    for field in fields_of(keep.kind):
        kept, dropped = (
            (str(record.status) if field.name == "status" else record.fields.get(field.name)) for record in (keep, drop)
        )
        if kept in (None, "") and dropped in (None, ""):
            continue
        same = Outcome.SAME if kept == dropped else Outcome.STAYS
        outcome = Outcome.FILLS if field.name in filled else same
        yield MergeLine(_(field.label), field.said(kept), field.said(dropped), outcome)


def _counts(archive: Archive, keep: Record, drop: Record) -> Iterator[MergeCount]:
    with archive.store.read() as reader:
        come, twice = reader.links.going_over(keep.id, drop.id)
        relations = {relation.key: relation for relation in reader.links.relations()}
    there = {(count.relation, count.forward): count.count for count in keep.link_counts}
    for key, forward in dict.fromkeys((*come, *twice)):
        relation = relations[key]
        label = _(relation.label if forward else relation.inverse)
        way = (key, forward)
        yield MergeCount(label, there.get(way, 0), come[way], twice[way])
    for what, kept, dropped in (
        (_("Stages"), _said(keep.stages, "kind", "date"), _said(drop.stages, "kind", "date")),
        (_("Identifiers"), _said(keep.identifiers, "scheme", "value"), _said(drop.identifiers, "scheme", "value")),
        (_("Files"), _said(keep.files, "id"), _said(drop.files, "id")),
        *((_(detail.plural), _details(keep, detail), _details(drop, detail)) for detail in DETAILS),
    ):
        if dropped:
            both = sum(1 for said in dropped if said in kept)
            yield MergeCount(what, len(kept), len(dropped) - both, both)


def _details(record: Record, detail: DetailType) -> list[tuple[object, ...]]:
    return [tuple(each.values[column] for column in detail.alike) for each in record.details_of(detail.name)]


def _said(rows: tuple[object, ...], *columns: str) -> list[tuple[object, ...]]:
    return [tuple(getattr(row, column) for column in columns) for row in rows]
