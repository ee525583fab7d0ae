"""The relation that is meant when two records are put together and nobody says how."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from archive_app.domain.model.kinds import OCCASIONS, PLACES, Kind
from archive_app.domain.model.relations import Relation, label_of

_ANY = frozenset(Kind)
_PARTNERSHIP = frozenset({Kind.PARTNERSHIP})
_TERM = frozenset({Kind.TERM})
#: Relation by the kinds of the two; the first that fits counts.
_USUAL: tuple[tuple[str, Collection[Kind], Collection[Kind]], ...] = (
    # Of a gift one says who gave it, at what, and where it is from; of a picture whom and what it shows, and where.
    ("transferred_in", {Kind.OBJECT}, {Kind.TRANSFER}),
    ("presented_at", {Kind.OBJECT, Kind.TRANSFER}, {Kind.EVENT}),
    ("given_by", {Kind.OBJECT}, {Kind.PERSON, Kind.ORGANISATION}),
    ("given_by", {Kind.TRANSFER}, {Kind.PERSON, Kind.ORGANISATION, Kind.CITY, Kind.COUNTRY}),
    ("held_under", {Kind.TRANSFER}, _PARTNERSHIP),
    ("in_return_for", {Kind.TRANSFER}, {Kind.TRANSFER}),
    ("under_authority", {Kind.RULE}, {Kind.ORGANISATION, Kind.CITY, Kind.COUNTRY}),
    ("comes_from", {Kind.OBJECT, Kind.DOCUMENT}, PLACES),
    ("documents", _ANY, OCCASIONS),
    ("held_under", OCCASIONS, _PARTNERSHIP),
    ("documents", _ANY, _PARTNERSHIP),
    ("party_of", {Kind.CITY}, _PARTNERSHIP),
    ("represents", {Kind.PERSON}, _PARTNERSHIP),
    # A city on a picture is where it was taken; what it shows is said by hand.
    ("taken_at", _ANY, PLACES),
    ("broader", _TERM, _TERM),
    ("within", {Kind.LOCATION}, {Kind.LOCATION}),
    ("normal_place", {Kind.OBJECT}, {Kind.LOCATION}),
    ("depicts", _ANY, _ANY),
)
#: Relation to a term by the vocabulary that it stands in.
_OF_VOCABULARY = {"materials": "made_of", "techniques": "made_with"}
_TO_TERM = "has_subject"
_LAST = "related_to"


@dataclass(frozen=True, slots=True)
class Reading:
    """A relation read from one record to another: ``forward`` when that one is the subject; ``label`` is English."""

    key: str
    forward: bool
    label: str


def between(relations: Sequence[Relation], kind: Kind, other: Kind) -> list[Reading]:
    """The relations that may join the two kinds, read from the first, those forward first."""
    found = [
        Reading(each.key, True, label_of(each.key, each.label, kind)) for each in relations if each.joins(kind, other)
    ]
    return found + [
        Reading(each.key, False, each.inverse)
        for each in relations
        if each.joins(other, kind) and each.inverse != each.label
    ]


def usual(relations: Sequence[Relation], kind: Kind, other: Kind, vocabulary: str = "") -> Reading:
    """The relation to offer first; ``vocabulary`` is that of ``other`` where it is a term.

    Relations that join anything to anything (part of, succeeds) say too little to be guessed: related to stands for
    them.
    """
    loose = {each.key for each in relations if not each.subjects and not each.objects}
    choices = [each for each in between(relations, kind, other) if each.key not in loose]
    wanted = [_OF_VOCABULARY.get(vocabulary, _TO_TERM)] if other == Kind.TERM else []
    wanted += [key for key, first, second in _USUAL if kind in first and other in second]
    for key in wanted:
        for choice in choices:
            if choice.key == key and choice.forward:
                return choice
    tight = {each.key for each in relations if each.subjects}
    said = [choice for choice in choices if choice.key in tight]
    return (said or choices or [Reading(_LAST, True, _LAST.replace("_", " "))])[0]
