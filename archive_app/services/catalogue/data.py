"""From a search result to a catalogue: what goes in, in which chapter, and what must stay in the archive."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive_app.domain.model.catalogue import (
    Catalogue,
    Chapter,
    ChapterStage,
    IndexEntry,
    PictureFile,
    Plate,
    Wording,
    Words,
)
from archive_app.domain.model.kinds import ITEM_KINDS, OCCASIONS, PEOPLE, PLACES, Kind, TextRole
from archive_app.domain.model.records import FileValue, LinkValue, Membership, Record
from archive_app.domain.model.titles import shorten
from archive_app.domain.text.collation import sort_key
from archive_app.domain.text.folding import fold
from archive_app.errors import NotFound
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.catalogue import cover, words
from archive_app.services.records import reading
from archive_app.services.results import PartnershipSummary

_SHOWN_WHERE = frozenset({"depicts", "taken_at", "comes_from"})
_SHOWN_WHEN = frozenset({"documents", "presented_at", "depicts", "in_series"})


@dataclass(slots=True)
class _Entry:
    """One item on its way into the catalogue."""

    record: Record
    membership: Membership | None
    people: list[Record] = field(default_factory=list)
    places: list[Record] = field(default_factory=list)
    creators: list[Record] = field(default_factory=list)
    givers: list[Record] = field(default_factory=list)
    receivers: list[Record] = field(default_factory=list)
    occasions: list[Record] = field(default_factory=list)


class Collector:
    """Gathers the plates of one catalogue, of items that may leave the archive."""

    def __init__(self, archive: Archive, languages: Sequence[str], date: dt.date) -> None:
        self._archive = archive
        self._languages = tuple(languages)
        self._date = date
        self._records: dict[int, Record | None] = {}
        self._summaries: dict[int, PartnershipSummary] = {}
        #: By what gifts are shown that have no file of their own.
        self._shown_by: dict[int, FileValue] = {}

    def collect(
        self, ids: Iterable[int], *, partnerships: frozenset[int] = frozenset(), tick: Callable[[], None] = lambda: None
    ) -> list[_Entry]:
        """The items among ``ids``, in order; those of several partnerships belong to ``partnerships`` first."""
        entries = []
        for record_id in ids:
            tick()
            record = self._record(record_id)
            if record is None or record.kind not in ITEM_KINDS:
                continue
            entries.append(self._entry(record, partnerships))
        return entries

    def photographed(self, entries: Sequence[_Entry], may_leave: Callable[[Sequence[int]], Sequence[int]]) -> None:
        """Have objects without a file of their own shown by a photograph of them: one that is printed as well before
        others, and none that stays in the archive.
        """
        found: dict[int, list[int]] = {}
        for entry in entries:
            if entry.record.kind is Kind.OBJECT and entry.record.shown is None:
                found[entry.record.id] = [
                    link.other.id
                    for link in self._links(entry.record)
                    if link.relation == "depicts" and not link.forward and link.other.kind is Kind.PHOTO
                ]
        printed = {entry.record.id for entry in entries}
        may = set(may_leave([photo for photos in found.values() for photo in photos])) if any(found.values()) else set()
        for record, photos in found.items():
            for photo in sorted(may.intersection(photos), key=lambda each: (each not in printed, each)):
                of = self._record(photo)
                if of is not None and of.shown is not None and not of.shown.picture:
                    self._shown_by[record] = of.shown
                    break

    def nameless(self, entries: Sequence[_Entry]) -> list[str]:
        """The refs of those that have no words of their own to be called by, but that of a file."""
        return [
            entry.record.ref
            for entry in entries
            if entry.record.files
            and not entry.record.names
            and not any(text.role in (TextRole.CAPTION, TextRole.DESCRIPTION) for text in entry.record.texts)
        ]

    def catalogue(
        self, entries: Sequence[_Entry], *, title: str, subtitle: str, editor: str, sheet: bool = False
    ) -> Catalogue:
        """The whole catalogue of ``entries``, which must not be empty; of a ``sheet`` all stand in their order."""
        groups: dict[int, list[_Entry]] = {}
        for entry in entries:
            groups.setdefault(entry.membership.partnership.id if entry.membership and not sheet else 0, []).append(
                entry
            )
        self._summaries = {summary.record.id: summary for summary in reading.partnerships(self._archive)}
        order = sorted(groups, key=self._chapter_order)
        chapters = tuple(self._chapter(key, groups[key]) for key in order)
        in_order = [entry for key in order for entry in groups[key]]
        lead = self._languages[0]
        named = chapters[0].title if len(chapters) == 1 and order[0] else ()
        kinds = Counter(entry.record.kind for entry in in_order).most_common()
        return Catalogue(
            title=(Wording(title, lead),) if title else named,
            subtitle=(Wording(subtitle, lead),) if subtitle else words.counted(kinds, self._languages),
            editor=editor,
            date=self._date,
            languages=self._languages,
            chapters=chapters,
            people=self._index(in_order, lambda e: (*e.people, *e.creators, *e.givers, *e.receivers), PEOPLE),
            places=self._index(in_order, lambda e: (*e.places, *e.givers, *e.receivers), PLACES),
            cover=None if sheet else cover.chosen(chapters),
            sheet=sheet,
        )

    def _record(self, record_id: int) -> Record | None:
        if record_id not in self._records:
            try:
                self._records[record_id] = reading.record(self._archive, record_id)
            except NotFound:
                self._records[record_id] = None
        return self._records[record_id]

    def _links(self, record: Record) -> tuple[LinkValue, ...]:
        """All links of ``record``, which may have come with the first of very many."""
        if record.links_total > len(record.links):
            return reading.record(self._archive, record.id, all_links=True).links
        return record.links

    def _entry(self, record: Record, partnerships: frozenset[int]) -> _Entry:
        entry = _Entry(record, _first_membership(record.memberships, partnerships))
        for link in self._links(record):
            if not link.forward:
                continue
            other = self._record(link.other.id)
            if other is not None:
                _place_link(entry, link, other)
        return entry

    def _chapter_order(self, partnership: int) -> tuple[bool, bytes]:
        """By the title that is printed; what belongs to no partnership comes last."""
        record = self._record(partnership) if partnership else None
        if record is None:
            return True, b""
        return False, sort_key(self._titled(record, self._languages)[0].text, self._languages[0])

    def _chapter(self, partnership: int, entries: Sequence[_Entry]) -> Chapter:
        counts = tuple(Counter(entry.record.kind for entry in entries).most_common())
        plates = tuple(self._plate(entry) for entry in entries)
        record = self._record(partnership) if partnership else None
        if record is None:
            return Chapter(title=(), counts=counts, plates=plates)
        parties = self._parties(record)
        summary = self._summaries.get(partnership)
        return Chapter(
            title=self._titled(record, self._languages),
            text=words.texts(record, TextRole.DESCRIPTION, self._languages)
            or words.texts(record, TextRole.CAPTION, self._languages),
            parties=tuple(words.names(party, self._languages) for party in parties),
            stages=tuple(
                ChapterStage(stage.kind, words.date_words(stage.date, self._languages), stage.source)
                for stage in record.stages
            ),
            anniversary=words.anniversary_words(summary.next_anniversary if summary else None, self._languages),
            continent=summary.continent if summary else "",
            counts=counts,
            plates=plates,
        )

    def _parties(self, record: Record) -> list[Record]:
        return [
            party
            for link in self._links(record)
            if link.relation == "party_of" and not link.forward and (party := self._record(link.other.id))
        ]

    def _titled(self, record: Record, languages: Sequence[str]) -> Words:
        """Its names; a partnership without a name is called by its parties, in each language that all are named in."""
        parties = self._parties(record)
        if record.names or not parties:
            return words.names(record, languages)
        titles: list[Wording] = []
        for language in languages:
            said = [words.names(party, (language,))[0] for party in parties]
            if not titles or all(name.lang.partition("-")[0] == language.partition("-")[0] for name in said):
                dash = "—" if language.startswith("zh") else " – "
                titles.append(Wording(dash.join(name.text for name in said), language))
        return words.distinct(titles)

    def _plate(self, entry: _Entry) -> Plate:
        record, languages = entry.record, self._languages
        shown = record.shown or self._shown_by.get(record.id)
        # Of a video there is always a try: what was kept of it before may have said that there is none.
        picture = shown if shown and (not shown.picture or record.kind is Kind.VIDEO) else None
        instead = words.instead(shown, record.kind, languages) if shown else ()
        missing = shown.picture if shown else _("No file has been added to this record yet.")
        title, caption = _title_and_caption(record, languages)
        marked = self._marked(record, picture) if picture and record.shown else []

        def named(records: Iterable[Record]) -> tuple[Words, ...]:
            return tuple(words.names(other, languages) for other in records)

        return Plate(
            ref=record.ref,
            kind=record.kind,
            title=title,
            caption=caption,
            alt=words.texts(record, TextRole.ALT, languages),
            date=words.date_words(record.date, languages),
            marked=named(marked),
            people=named(other for other in entry.people if other not in marked),
            places=named(entry.places),
            occasions=named(entry.occasions),
            creators=named(entry.creators),
            givers=named(entry.givers),
            receivers=named(entry.receivers),
            facts=words.facts(record, languages),
            why=self._why(entry.membership) if entry.membership else "",
            picture=_picture(picture) if picture else None,
            instead=instead,
            missing="" if picture or instead else missing,
        )

    def _marked(self, record: Record, picture: FileValue) -> list[Record]:
        """Who is marked on the picture that is printed, from left to right as it lies on the page, each once; nobody
        where it is one alone, who needs no order to be found.
        """
        found: dict[int, Record] = {}
        for subject in words.from_left(record, picture):
            other = self._record(subject.id)
            if other is not None and other.kind in PEOPLE:
                found[other.id] = other
        return list(found.values()) if len(found) > 1 else []

    def _why(self, membership: Membership) -> str:
        """The path from the item to the partnership, in the leading language."""
        lead = self._languages[:1]
        said = []
        for step in membership.steps:
            record = self._record(step.record.id)
            name = self._titled(record, lead)[0].text if record else step.record.title
            said += [words.relation(step.label, lead[0]), name]
        return " → ".join(said)

    def _index(
        self, entries: Sequence[_Entry], of: Callable[[_Entry], Iterable[Record]], kinds: frozenset[Kind]
    ) -> tuple[IndexEntry, ...]:
        numbers: dict[int, list[int]] = {}
        for number, entry in enumerate(entries, start=1):
            for record in of(entry):
                if record.kind in kinds and number not in numbers.setdefault(record.id, []):
                    numbers[record.id].append(number)
        lines = []
        for record_id, plates in numbers.items():
            known = self._records[record_id]
            if known is not None:
                name = words.names(known, self._languages)
                letter, place = words.index_place(name[0].text, self._languages[0], person=known.kind is Kind.PERSON)
                lines.append((place, record_id, letter, name, tuple(plates)))
        return tuple(IndexEntry(name, letter, plates) for _place, _id, letter, name, plates in sorted(lines))


def _first_membership(memberships: Sequence[Membership], wanted: frozenset[int]) -> Membership | None:
    """The one that decides the chapter: of a wanted partnership if there is one, direct before derived, by name."""
    own = [membership for membership in memberships if membership.partnership.id in wanted]
    return min(
        own or memberships,
        key=lambda m: (not m.direct, fold(m.partnership.title), m.partnership.id, len(m.steps)),
        default=None,
    )


def _place_link(entry: _Entry, link: LinkValue, other: Record) -> None:
    """Note what a link of an item says of it: who, where, when, by whom, from whom and to whom."""
    if link.relation == "created_by":
        entry.creators.append(other)
    elif link.relation == "given_by":
        entry.givers.append(other)
    elif link.relation == "given_to":
        entry.receivers.append(other)
    elif other.kind in PEOPLE and link.relation in ("depicts", "documents"):
        entry.people.append(other)
    elif other.kind in PLACES and link.relation in _SHOWN_WHERE:
        entry.places.append(other)
    elif other.kind in OCCASIONS and link.relation in _SHOWN_WHEN:
        entry.occasions.append(other)


def _title_and_caption(record: Record, languages: Sequence[str]) -> tuple[Words, Words]:
    """What stands over and under a plate. An item without a name is called by its caption, which is not said twice."""
    caption = words.texts(record, TextRole.CAPTION, languages) or words.texts(record, TextRole.DESCRIPTION, languages)
    if record.names or not caption:
        return words.names(record, languages), caption
    title = words.distinct(Wording(shorten(wording.text), wording.lang) for wording in caption)
    return title, () if [t.text for t in title] == [c.text.strip() for c in caption] else caption


def _picture(file: FileValue) -> PictureFile:
    width, height = file.width or 0, file.height or 0
    return PictureFile(Path(file.path), file.orientation, file.turn, width, height, file.poster)
