"""The one record that somebody means: by ref, uid or name, and a place where things are kept by its path too."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.movements import INTO, way
from archive_app.domain.model.records import RecordRef
from archive_app.errors import Ambiguous, NotFound
from archive_app.i18n import _, listed
from archive_app.services.archive import Archive
from archive_app.services.records import reading
from archive_app.services.records.values import clean
from archive_app.store.face.reader import Reader

_LOCATION = frozenset({Kind.LOCATION})
_MOST = 6


def named(archive: Archive, text: str, kinds: Collection[Kind] = ()) -> RecordRef:
    """The record of one of ``kinds`` (empty for any) that ``text`` names. NotFound offers near names, Ambiguous lists
    those that may be meant.
    """
    if frozenset(kinds) == _LOCATION:
        return location(archive, text)
    found = reading.resolve(archive, text, kinds=kinds or None)
    if kinds and found.kind not in kinds:
        raise NotFound(reading.not_found(clean(text), ()))
    return found


def location(archive: Archive, text: str) -> RecordRef:
    """The place that ``text`` names: names may repeat, and a path says which is meant (“Depot › Room 2 › Shelf 3”)."""
    text = clean(text)
    with archive.store.read() as reader:
        ids = reader.index.names.locations(text)
        if not ids:
            raise NotFound(reading.not_found(text, reader.index.names.near(text, _LOCATION)))
        if len(ids) > 1:
            refs, called = reader.records.refs(ids[:_MOST]), paths(reader, ids[:_MOST])
            sentence = _("Several places are called “{name}”: {places}. Give the ref or the path of the one you mean.")
            places = listed(f"{called[each]} ({refs[each].ref})" for each in ids[:_MOST])
            raise Ambiguous(sentence.format(name=text, places=places))
        return reader.records.refs(ids)[ids[0]]


def paths(reader: Reader, places: Sequence[int]) -> dict[int, str]:
    """What these places are called with all that they lie in: “Depot › Room 2 › Shelf 3”."""
    parents = reader.locations.parents()
    ways = {place: way(parents, place) for place in places}
    titles = reader.records.titles(sorted({each for every in ways.values() for each in every}))
    return {place: INTO.join(titles.get(each, "") for each in every) for place, every in ways.items()}
