"""The relations an archive starts with. They are data: each archive keeps its own table of them.

``subjects`` and ``objects`` are the kinds a relation may join; an empty set means any kind.
Labels read from subject to object, inverse labels the other way round.
"""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain.model.kinds import ITEM_KINDS, OCCASIONS, PEOPLE, PLACES, Kind
from archive_app.i18n import N_

_ANY: frozenset[Kind] = frozenset()
_AGENTS = PEOPLE | {Kind.CITY, Kind.COUNTRY}
_WHAT = OCCASIONS | {Kind.PARTNERSHIP}
_TRANSFER = frozenset({Kind.TRANSFER})
_GIVEN = ITEM_KINDS | _TRANSFER


@dataclass(frozen=True, slots=True)
class Relation:
    """A kind of link. ``key`` is stored and never renamed; labels are English sources for translation."""

    key: str
    label: str
    inverse: str
    subjects: frozenset[Kind] = _ANY
    objects: frozenset[Kind] = _ANY

    def joins(self, subject: Kind, obj: Kind) -> bool:
        """Whether a link of this relation may lead from ``subject`` to ``obj``."""
        return (not self.subjects or subject in self.subjects) and (not self.objects or obj in self.objects)


RELATIONS: tuple[Relation, ...] = (
    Relation("documents", N_("documents"), N_("documented by"), ITEM_KINDS, _WHAT | ITEM_KINDS | _AGENTS | _TRANSFER),
    Relation("depicts", N_("depicts"), N_("depicted in"), ITEM_KINDS),
    Relation("created_by", N_("created by"), N_("creator of"), ITEM_KINDS | {Kind.SERIES}, _AGENTS),
    Relation("taken_at", N_("taken at"), N_("place of"), ITEM_KINDS, PLACES),
    Relation(
        "held_under",
        N_("held under"),
        N_("occasion for"),
        ITEM_KINDS | OCCASIONS | _TRANSFER,
        frozenset({Kind.PARTNERSHIP}),
    ),
    Relation("held_in", N_("held in"), N_("venue of"), frozenset({Kind.EVENT}), PLACES | {Kind.ORGANISATION}),
    Relation("took_part_in", N_("took part in"), N_("had as participant"), _AGENTS, OCCASIONS),
    Relation("party_of", N_("party of"), N_("has party"), _AGENTS, frozenset({Kind.PARTNERSHIP})),
    Relation("presented_at", N_("presented at"), N_("occasion of presenting"), _GIVEN, frozenset({Kind.EVENT})),
    Relation("given_by", N_("given by"), N_("gave"), _GIVEN, _AGENTS),
    Relation("given_to", N_("given to"), N_("was given"), _GIVEN, _AGENTS),
    Relation("transferred_in", N_("changed hands in"), N_("was the transfer of"), ITEM_KINDS, _TRANSFER),
    Relation("in_return_for", N_("in return for"), N_("answered by"), _TRANSFER, _TRANSFER),
    Relation(
        "under_authority",
        N_("under the authority of"),
        N_("authority for"),
        frozenset({Kind.TRANSFER, Kind.RULE}),
        _AGENTS - {Kind.PERSON},
    ),
    Relation("governed_by", N_("governed by"), N_("governs"), _TRANSFER, frozenset({Kind.RULE})),
    Relation("affiliated_with", N_("affiliated with"), N_("has member"), PEOPLE, frozenset({Kind.ORGANISATION})),
    Relation("represents", N_("represents"), N_("represented by"), PEOPLE, _AGENTS | {Kind.PARTNERSHIP}),
    Relation("comes_from", N_("comes from"), N_("origin of"), ITEM_KINDS | PEOPLE, PLACES),
    Relation("located_in", N_("located in"), N_("location of"), PLACES | {Kind.ORGANISATION}, PLACES),
    # Where things are kept: a tree, in which each place lies within one other.
    Relation("within", N_("within"), N_("contains"), frozenset({Kind.LOCATION}), frozenset({Kind.LOCATION})),
    Relation(
        "normal_place",
        N_("normally kept in"),
        N_("normal place of"),
        frozenset({Kind.OBJECT}),
        frozenset({Kind.LOCATION}),
    ),
    Relation("part_of", N_("part of"), N_("has part")),
    Relation("in_series", N_("in series"), N_("series of"), ITEM_KINDS | {Kind.EVENT}, frozenset({Kind.SERIES})),
    Relation(
        "has_subject",
        N_("has subject"),
        N_("subject of"),
        ITEM_KINDS | OCCASIONS,
        frozenset({Kind.TERM}),
    ),
    Relation("of_type", N_("of the type"), N_("type of"), frozenset({Kind.OBJECT}), frozenset({Kind.TERM})),
    Relation("made_of", N_("made of"), N_("material of"), ITEM_KINDS, frozenset({Kind.TERM})),
    Relation("made_with", N_("made with"), N_("technique of"), ITEM_KINDS, frozenset({Kind.TERM})),
    Relation("broader", N_("narrower than"), N_("broader than"), frozenset({Kind.TERM}), frozenset({Kind.TERM})),
    Relation("reproduction_of", N_("reproduction of"), N_("reproduced by"), ITEM_KINDS, ITEM_KINDS),
    Relation("succeeds", N_("succeeds"), N_("preceded")),
    Relation("guardian_of", N_("guardian of"), N_("has guardian"), frozenset({Kind.PERSON}), frozenset({Kind.PERSON})),
    Relation("related_to", N_("related to"), N_("related to")),
)

BY_KEY = {relation.key: relation for relation in RELATIONS}
#: By which records of a kind stand in a tree, where none may stand above itself.
UPWARD = {Kind.TERM: "broader", Kind.LOCATION: "within"}
#: Those that lead from a record to one other alone.
SINGLE = frozenset({"within", "normal_place"})

#: What is said instead of a kind of item of which the usual words are not true: nobody takes or sees a sound.
_OF_KIND: dict[tuple[str, str], str] = {
    ("depicts", Kind.AUDIO): N_("features"),
    ("depicts", Kind.DOCUMENT): N_("mentions"),
    ("taken_at", Kind.AUDIO): N_("recorded at"),
    ("taken_at", Kind.DOCUMENT): N_("written at"),
}
#: All words for a relation, by its key.
WORDS = {
    key: (relation.label, *(words for (of, _kind), words in _OF_KIND.items() if of == key))
    for key, relation in BY_KEY.items()
}


def label_of(key: str, label: str, kind: str) -> str:
    """What a relation that is called ``label`` is called where its subject is of ``kind``; one that an archive has
    given another name keeps that.
    """
    usual = BY_KEY.get(key)
    return _OF_KIND.get((key, kind), label) if usual is not None and usual.label == label else label
