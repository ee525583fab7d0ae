"""Links suggested from facts, offline, each with its reason. Nothing is linked until somebody accepts it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from archive_app.domain.model import guessing
from archive_app.domain.model.kinds import TARGETS, Kind
from archive_app.domain.model.positions import distance_km, position_words
from archive_app.domain.model.relations import Relation
from archive_app.i18n import _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.records.links_of_many import Tag
from archive_app.store.face import values

Source = Literal["event", "place", "caption", "burst", "xmp"]

#: An event is at the place of a picture within so many kilometres, a picture in a city within so many of its middle.
_SAME_PLACE = 30.0
_IN_CITY = 25.0
#: Pictures of one burst follow each other within so many seconds.
_BURST = 8.0
_BEARERS = 4
_EVIDENT, _PLAIN, _LIKELY, _VAGUE = 0.95, 0.8, 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A link that facts speak for: ``reason`` says which, in one clause; ``strength`` is from 0 to 1."""

    tag: Tag
    reason: str
    strength: float
    source: Source


#: Target, relation (empty: the usual one), role, reason, strength, source.
_Hint = tuple[int, str, str, str, float, Source]


def suggestions(
    archive: Archive, record_id: int, *, dismissed: Collection[tuple[str, int]] = (), limit: int = 8
) -> list[Suggestion]:
    """What an item might be linked to, the likeliest first; never what it is linked to already, nor what was dismissed
    as (relation, record). Nothing for what is no item.
    """
    with archive.store.read() as reader:
        known = reader.index.evidence.facts(record_id)
        if known is None:
            return []
        sources = (_from_people, _from_events, _from_burst, _from_texts, _from_place)
        hints = [hint for source in sources for hint in source(archive, record_id, known)]
        hints = [hint for hint in hints if hint[0] not in known.linked and hint[0] != record_id]
        targets = {hint[0] for hint in hints}
        there = reader.records.kinds(sorted(targets))
        records = reader.records.refs(list(there))
        vocabularies = reader.records.vocabularies(list(there))
        relations = reader.links.relations()
    found: dict[int, Suggestion] = {}
    for target, relation, role, reason, strength, source in sorted(hints, key=lambda hint: -hint[4]):
        if target not in records:
            continue
        if target in found:
            found[target] = _with_reason(found[target], reason)
            continue
        how = _relation(relations, known.kind, there[target], relation, vocabularies.get(target, ""))
        tag = Tag(records[target], how.key, how.forward, role)
        if (tag.relation, target) not in dismissed:
            found[target] = Suggestion(tag, reason, strength, source)
    return sorted(found.values(), key=lambda each: (-each.strength, each.tag.record.title))[:limit]


def _relation(relations: list[Relation], kind: Kind, other: Kind, wanted: str, vocabulary: str) -> guessing.Reading:
    for each in guessing.between(relations, kind, other):
        if each.key == wanted and each.forward:
            return each
    return guessing.usual(relations, kind, other, vocabulary)


def _with_reason(found: Suggestion, reason: str) -> Suggestion:
    """One more fact speaks for it."""
    if reason in found.reason:
        return found
    return replace(found, reason=_("{one}; {other}").format(one=found.reason, other=reason))


def _from_people(archive: Archive, _record: int, known: values.Facts) -> Iterator[_Hint]:
    """People whom the file itself names (IPTC PersonInImage, MWG regions)."""
    with archive.store.read() as reader:
        for name in known.people:
            bearers = reader.index.names.exact(name, (Kind.PERSON,))
            sure = bool(bearers)
            for person in (bearers or reader.index.names.words(name, (Kind.PERSON,), limit=_BEARERS))[:_BEARERS]:
                reason = _("named in the file as “{name}”").format(name=name)
                yield person, "depicts", "", reason, _EVIDENT if sure and len(bearers) == 1 else _PLAIN, "xmp"


def _from_events(archive: Archive, _record: int, known: values.Facts) -> Iterator[_Hint]:
    """Events of the same day: at the same place, or where that is not known."""
    with archive.store.read() as reader:
        events = reader.index.evidence.occasions(known.day)
        points = [known.point] if known.point is not None else reader.index.evidence.points(known.places)
    for event in events:
        agrees = _same_place(points, known, event)
        if agrees is True:
            yield event.id, "documents", "", _("same day and place"), _EVIDENT, "event"
        elif agrees is None:
            yield event.id, "documents", "", _("same day; the place is not known"), _VAGUE, "event"


def _same_place(points: list[values.Point], known: values.Facts, event: values.Occasion) -> bool | None:
    """Whether item and event were at one place; None where one of them does not say."""
    if known.places & event.places:
        return True
    if not points or not event.points:
        return None
    return any(distance_km(*one, *other) <= _SAME_PLACE for one in points for other in event.points)


def _from_burst(archive: Archive, record: int, known: values.Facts) -> Iterator[_Hint]:
    """What the pictures right before and after it are linked to."""
    with archive.store.read() as reader:
        neighbours = reader.index.evidence.burst(record, known, _BURST)
        named = reader.records.titles([each.id for each in neighbours[:_BEARERS]])
    for neighbour in neighbours[:_BEARERS]:
        seconds = max(1, round(neighbour.seconds))
        words = ngettext("taken {count} second from “{title}”", "taken {count} seconds from “{title}”", seconds)
        for relation, other, role in neighbour.links:
            yield other, relation, role, words.format(count=seconds, title=named[neighbour.id]), _LIKELY, "burst"


def _from_texts(archive: Archive, _record: int, known: values.Facts) -> Iterator[_Hint]:
    """Names that are written in its captions and other texts."""
    with archive.store.read() as reader:
        found = reader.index.evidence.mentioned(known.text, TARGETS)
        shared = _shared(found.values())
        refs = reader.records.refs(list(found)) if shared else {}
    for record, name in found.items():
        reason = _("“{name}” is written in its texts").format(name=name)
        if name in shared and record in refs:
            reason = _("“{name}” is written in its texts; there are several, this is {ref}").format(
                name=name, ref=refs[record].ref
            )
        yield record, "", "", reason, _LIKELY if name in shared else _PLAIN, "caption"


def _shared(names: Iterable[str]) -> set[str]:
    """Names that more than one record bears."""
    seen: set[str] = set()
    twice: set[str] = set()
    for name in names:
        (twice if name in seen else seen).add(name)
    return twice


def _from_place(archive: Archive, _record: int, known: values.Facts) -> Iterator[_Hint]:
    """The city in which it was taken, by its position."""
    if known.point is None:
        yield from _from_readings(archive, known)
        return
    with archive.store.read() as reader:
        near = reader.index.evidence.cities_near(known.point, _IN_CITY)
    for city, distance in near[:1]:
        reason = _("taken {distance} km from its middle").format(distance=f"{distance:.0f}")
        yield city, "taken_at", "", reason, _PLAIN, "place"


def _from_readings(archive: Archive, known: values.Facts) -> Iterator[_Hint]:
    """Cities near what the position in the file may mean, where that does not say on which side it lies."""
    for point in known.readings:
        with archive.store.read() as reader:
            near = reader.index.evidence.cities_near(point, _IN_CITY)
        for city, distance in near[:1]:
            reason = _("taken {distance} km from its middle, if its position means {position}")
            words = reason.format(distance=f"{distance:.0f}", position=position_words(*point))
            yield city, "taken_at", "", words, _VAGUE, "place"
