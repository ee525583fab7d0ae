"""What the archive says of an item, as a file would say it of itself: what is written into copies and sidecars."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from archive_app.domain.model.boxes import Box
from archive_app.domain.model.details import REGION
from archive_app.domain.model.kinds import Kind, NameKind, TextRole
from archive_app.domain.model.records import FileValue, LinkValue, Record, RecordRef
from archive_app.domain.model.regions import Origin, Region, region_of
from archive_app.domain.model.titles import Candidate, choose
from archive_app.i18n import language
from archive_app.media.metadata.facts import Metadata
from archive_app.media.metadata.facts import Region as SaidRegion
from archive_app.services.archive import Archive
from archive_app.services.records import reading

#: A date as files know it: a year, a month or a day.
_PLAIN = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_NO_LANGUAGE = ("und", "zxx")

#: From this orientation on width and height are exchanged.
_ON_ITS_SIDE = 5
#: Between the levels of a keyword, as Lightroom has it; levels deeper than this are a circle.
_BAR = "|"
_DEEPEST = 16

Without = Callable[[str], str]


def metadata_of(archive: Archive, record: Record, without: Without) -> Metadata:
    """What is known of an item; ``without`` takes out of a text what must not leave. What a file says and the archive
    keeps among its facts alone stands in it too.
    """
    facts = _facts(record)
    fields, people = record.fields, _linked(record, "depicts", {Kind.PERSON})
    creators = _linked(record, "created_by", {Kind.PERSON, Kind.ORGANISATION})
    hierarchy = _hierarchy(archive, record, facts, without)
    said = Metadata(
        title=_names(record, without),
        headline=without(str(facts.get("headline", ""))),
        caption=_texts(record, TextRole.CAPTION, without),
        alt=_texts(record, TextRole.ALT, without),
        keywords=_all([*_keywords(record, without), *(path.rpartition(_BAR)[2] for path in hierarchy)], without),
        hierarchy=hierarchy,
        creators=_all(creators or facts.get("creators", ()), without),
        people=_all([*people, *facts.get("people", ())], without) if people else (),
        rights={"": without(text)} if (text := str(fields.get("rights") or "")) else {},
        credit=_credit(record, facts, without),
        source=without(str(fields.get("source") or facts.get("source", ""))),
        event=without(next(iter(_linked(record, None, {Kind.EVENT})), "") or facts.get("event", "")),
        rating=fields.get("rating"),
        latitude=record.latitude,
        longitude=record.longitude,
        captured=_captured(record),
    )
    shown = record.shown
    if shown is not None and (shown.latitude, shown.longitude) == (record.latitude, record.longitude):
        said = replace(said, altitude=facts.get("altitude"))
    return _placed(archive, record, said, without)


def regions_of(said: Metadata, record: Record, file: FileValue, without: Without) -> Metadata:
    """What is ``said`` of an item, with the regions of one of its files: those that somebody accepted, and those that
    the file itself says. They are of the picture as it is stored.
    """
    wide, high = (file.height, file.width) if file.turn % 180 else (file.width, file.height)
    if file.orientation >= _ON_ITS_SIDE:
        wide, high = high, wide
    found = [
        _region(region, region.box.lying(file.orientation), without)
        for region in map(region_of, record.details_of(REGION.name))
        if region.file == file.id and region.box is not None and (region.accepted or region.origin is Origin.FILE)
    ]
    return replace(said, regions=tuple(found), width=wide, height=high, orientation=file.orientation)


def _region(region: Region, box: Box, without: Without) -> SaidRegion:
    first, _line, rest = region.text.partition("\n")
    name, text = (region.subject.title, region.text) if region.subject is not None else (first, rest)
    return SaidRegion(without(name), region.sort, *box.middle, box.width, box.height, without(text))


def _facts(record: Record) -> Mapping[str, Any]:
    return record.shown.metadata if record.shown is not None else {}


def _linked(record: Record, relation: str | None, kinds: set[Kind]) -> list[str]:
    return [link.other.title for link in _links(record, relation, kinds)]


def _links(record: Record, relation: str | None, kinds: set[Kind]) -> Iterable[LinkValue]:
    for link in record.links:
        if link.forward and link.other.kind in kinds and relation in (None, link.relation):
            yield link


def _all(texts: Iterable[str], without: Without) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in map(without, texts) if text))


def _lang(lang: str) -> str:
    return "" if lang in _NO_LANGUAGE else lang


def _names(record: Record, without: Without) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in sorted(record.names, key=lambda name: (name.kind is not NameKind.OFFICIAL, not name.is_original)):
        found.setdefault(_lang(name.lang), without(name.text))
    return _led(found, [Candidate(name.text, name.lang, name.kind, name.is_original) for name in record.names])


def _texts(record: Record, role: TextRole, without: Without) -> dict[str, str]:
    found: dict[str, str] = {}
    said = sorted((text for text in record.texts if text.role is role), key=lambda text: not text.is_original)
    for text in said:
        found.setdefault(_lang(text.lang), without(text.text))
    return _led(found, [Candidate(text.text, text.lang, NameKind.OFFICIAL, text.is_original) for text in said])


def _led(found: dict[str, str], candidates: Sequence[Candidate]) -> dict[str, str]:
    """By language, led by the one in which the record's title is shown and its file is named: programs that know of no
    languages show that one alone.
    """
    shown = choose(candidates, language())
    lead = next((_lang(each.lang) for each in candidates if each.text == shown), "")
    return {lang: found[lang] for lang in sorted(found, key=lambda lang: lang != lead)}


def _keywords(record: Record, without: Without) -> tuple[str, ...]:
    lines = (text.text for text in record.texts if text.role is TextRole.KEYWORDS)
    return _all((part.strip() for line in lines for part in re.split(r"[;；]", line)), without)


def _hierarchy(archive: Archive, record: Record, facts: Mapping[str, Any], without: Without) -> tuple[str, ...]:
    """The keywords as paths from the widest: the terms that it is linked to as its subjects, and what a file said of
    itself as far as that is still a keyword."""
    own = _keywords(record, without)
    kept = [path for path in facts.get("hierarchy", ()) if path.rpartition(_BAR)[2] in own]
    terms = (_path(archive, link.other) for link in _links(record, "has_subject", {Kind.TERM}))
    return _all([*kept, *terms], without)


def _path(archive: Archive, term: RecordRef) -> str:
    levels, seen = [term.title], {term.id}
    while len(levels) < _DEEPEST:
        wider = next((link.other for link in _links(reading.record(archive, term.id), "broader", {Kind.TERM})), None)
        if wider is None or wider.id in seen:
            break
        term = wider
        seen.add(term.id)
        levels.append(term.title)
    return _BAR.join(level.replace(_BAR, "/") for level in reversed(levels))


def _credit(record: Record, facts: Mapping[str, Any], without: Without) -> str:
    credit = str(record.fields.get("credit") or "")
    # Where a file has no credit, the archive shows its creators there.
    return "" if credit == ", ".join(facts.get("creators", ())) else without(credit)


def _captured(record: Record) -> str:
    date, shown = record.date.edtf if record.date else "", record.shown
    if shown is not None and shown.captured and date and shown.captured.startswith(date):
        return shown.captured
    return date if _PLAIN.fullmatch(date) else ""


def _placed(archive: Archive, record: Record, said: Metadata, without: Without) -> Metadata:
    """The place where it was taken: a city with its country, a country, or a place within them."""
    parts: dict[str, Any] = {}
    for link in _links(record, "taken_at", {Kind.PLACE, Kind.CITY, Kind.COUNTRY}):
        waiting, seen = [link.other], set[int]()
        while waiting and len(seen) < 8:
            place = waiting.pop(0)
            if place.id in seen:
                continue
            seen.add(place.id)
            key = {Kind.PLACE: "sublocation", Kind.CITY: "city"}.get(place.kind, "country")
            parts.setdefault(key, without(place.title))
            whole = reading.record(archive, place.id)
            waiting += [up.other for up in _links(whole, "located_in", {Kind.PLACE, Kind.CITY, Kind.COUNTRY})]
    return replace(said, **parts) if parts else said
