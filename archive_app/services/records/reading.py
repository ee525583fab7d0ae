"""Looking at what is there."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date

from archive_app import i18n
from archive_app.domain.model.anniversaries import next_anniversary
from archive_app.domain.model.kinds import ITEM_KINDS, KIND_LABEL, LINKED_TO, OCCASIONS, PEOPLE, Kind
from archive_app.domain.model.records import LinkCount, LinkValue, Portrait, Record, RecordRef, Row
from archive_app.errors import Ambiguous, NotFound
from archive_app.i18n import _, listed, noted
from archive_app.services.archive import Archive
from archive_app.services.records.namesakes import told_apart
from archive_app.services.records.values import clean
from archive_app.services.results import Completion, Counts, Hit, PartnershipPage, PartnershipSummary

_SORTS: dict[str, tuple[Kind, ...]] = {
    "people": tuple(sorted(PEOPLE)),
    "events": tuple(sorted(OCCASIONS)),
    "gifts": (Kind.OBJECT,),
    "items": tuple(sorted(ITEM_KINDS - {Kind.OBJECT})),
    "others": tuple(sorted(LINKED_TO - PEOPLE - OCCASIONS - {Kind.TERM})),
}
#: Records of one sort on a partnership's page; the rest is in the grid.
_PAGE = 48
#: So many links come with a record, and so many more at a time.
LINKS = 500
_MORE = 100


def resolve(archive: Archive, text: str, *, kinds: Collection[Kind] | None = None) -> RecordRef:
    """The one record that ``text`` names by ref, uid or name. NotFound offers near names, Ambiguous lists the refs."""
    text = clean(text)
    with archive.store.read() as reader:
        found = reader.records.by_ref_or_uid(text)
        ids = [found] if found is not None else reader.index.names.exact(text, kinds)
        if not ids:
            near = reader.index.names.near(text, kinds)
            raise NotFound(not_found(text, near))
        refs = reader.records.refs(ids)
    if len(ids) > 1:
        raise Ambiguous(
            _("Several records are called “{name}”: {refs}. Give the ref of the one you mean.").format(
                name=text, refs=listed(noted(refs[i].ref, _(KIND_LABEL[refs[i].kind])) for i in ids[:6])
            )
        )
    return refs[ids[0]]


def not_found(text: str, near: Sequence[str]) -> str:
    """The sentence for a name that nobody bears."""
    if near:
        return _("Nothing is called “{name}”. Did you mean {near}?").format(
            name=text, near=_(" or ").join(f"“{name}”" for name in near)
        )
    return _("Nothing is called “{name}”.").format(name=text)


def record(archive: Archive, record_id: int, *, all_links: bool = False) -> Record:
    """One record whole; NotFound if it is hidden or gone. Of very many links it has the first 500, or all of them."""
    with archive.store.read() as reader:
        found = reader.records.whole(record_id, archive.objects.path_of, most_links=None if all_links else LINKS)
        if found is None:
            raise NotFound(_("This record is no longer there. It may have been deleted in another window."))
        return replace(found, memberships=reader.index.memberships([record_id]).get(record_id, ()))


def links(archive: Archive, record_id: int, of: LinkCount, *, after: int = 0) -> tuple[LinkValue, ...]:
    """The next links of one relation, read one way: those after the link ``after``, at most a hundred."""
    with archive.store.read() as reader:
        return reader.links.of_record(record_id, after=after, limit=_MORE, relation=of.relation, forward=of.forward)


def rows(archive: Archive, ids: Sequence[int]) -> list[Row]:
    """Rows in the order of ``ids``; records that are gone are left out."""
    with archive.store.read() as reader:
        return reader.records.rows(ids)


def portraits(archive: Archive, ids: Sequence[int]) -> dict[int, Portrait]:
    """A picture of each record that items go with, and how many they are, asked for all of them at once."""
    with archive.store.read() as reader:
        return reader.index.portraits(ids)


def refs(archive: Archive, ids: Sequence[int]) -> list[RecordRef]:
    """The records with these ids in their order; those that never were are left out."""
    with archive.store.read() as reader:
        found = reader.records.refs(ids)
    return [found[record_id] for record_id in ids if record_id in found]


def complete(
    archive: Archive, text: str, *, kinds: Collection[Kind] | None = None, limit: int = 12
) -> list[Completion]:
    """Records whose names fit what is being typed, in any script: exact ones first, then the most used."""
    with archive.store.read() as reader:
        found = reader.index.completion.named(text, kinds or (), limit=limit)
        named = reader.records.refs([each.id for each in found])
        apart = told_apart(reader, found)
    return [
        Completion(named[each.id], each.matched, each.uses, apart.get(each.id, ""))
        for each in found
        if each.id in named
    ]


def counts(archive: Archive) -> Counts:
    """How much there is."""
    with archive.store.read() as reader:
        by_kind = {Kind(kind): number for kind, number in reader.index.counts().items() if kind in set(Kind)}
        untagged = reader.index.untagged()
    return Counts(by_kind, sum(by_kind.get(kind, 0) for kind in ITEM_KINDS), untagged)


def partnerships(archive: Archive, *, today: date | None = None) -> list[PartnershipSummary]:
    """Every partnership, by the partner's name. ``partner`` is the title of the party that is not the home city."""
    with archive.store.read() as reader:
        ids = reader.index.partnerships.ids()
        found = reader.records.refs(ids)
        parties = reader.index.partnerships.parties(ids)
        home = reader.index.partnerships.home_cities()
        partners = {i: [p for p in parties.get(i, []) if p not in home] or parties.get(i, []) for i in ids}
        names = reader.records.titles({p for group in partners.values() for p in group})
        continents = reader.index.partnerships.continents({p for group in partners.values() for p in group})
        items = reader.index.partnerships.items()
        stages = reader.records.stages(ids)
    summaries = []
    for record_id in ids:
        partner = partners[record_id][0] if partners[record_id] else None
        latest = stages.get(record_id, ())
        summaries.append(
            PartnershipSummary(
                record=found[record_id],
                partner=names[partner] if partner is not None else found[record_id].title,
                continent=continents.get(partner, "") if partner is not None else "",
                stage=str(latest[-1].kind) if latest else "",
                since=next((s.date.edtf for s in reversed(latest) if s.date), ""),
                items=items.get(record_id, 0),
                next_anniversary=next_anniversary(latest, today or date.today()),
            )
        )
    # Imported here: what only looks a record up does without ICU.
    from archive_app.domain.text.collation import sort_key

    return sorted(summaries, key=lambda summary: sort_key(summary.partner, i18n.language()))


def partnership_page(archive: Archive, partnership_id: int, *, today: date | None = None) -> PartnershipPage:
    """One partnership and the first 48 records of each sort that belong to it, direct ones first."""
    whole = record(archive, partnership_id)
    with archive.store.read() as reader:
        groups = {
            name: reader.index.partnerships.members(partnership_id, kinds, _PAGE) for name, kinds in _SORTS.items()
        }
        by_kind = reader.index.partnerships.kinds(partnership_id)
        every = [record_id for group in groups.values() for record_id in group]
        reasons = reader.index.memberships(every, partnerships=[partnership_id], paths=1)
        shown = {row.id: Hit(row, reasons.get(row.id, ())) for row in reader.records.rows(every)}
        parties = reader.index.partnerships.parties([partnership_id]).get(partnership_id, [])
        found = reader.records.refs(parties)
        by_rule = reader.index.partnerships.rules(partnership_id)
    hits = {name: tuple(shown[i] for i in group if i in shown) for name, group in groups.items()}
    return PartnershipPage(
        record=whole,
        parties=tuple(found[party] for party in parties),
        stages=whole.stages,
        next_anniversary=next_anniversary(whole.stages, today or date.today()),
        people=hits["people"],
        events=hits["events"],
        gifts=hits["gifts"],
        items=hits["items"],
        others=hits["others"],
        totals={name: sum(by_kind.get(kind, 0) for kind in kinds) for name, kinds in _SORTS.items()},
        counts=by_rule,
    )
