"""Why a record belongs to a partnership: a few named rules of at most three steps, as data.

A rule is a chain of steps that leads from the record to the partnership. Each step names the relations that may be
walked, the direction (``">"`` from subject to object, ``"<"`` against it) and the kinds the step may arrive at.
The last step always arrives at the partnership. Direct links always count and are shown apart.

A city with two or more partnerships (the home city, as a rule) says nothing about *which* of them is meant, so a step
that arrives at a city only goes on where that city is party of exactly one partnership. What is *not* a rule is as
deliberate: where somebody comes from, where something was found, and the city an event was held in make no membership
(Göbekli Tepe is not Istanbul; a filmmaker from Verona is no delegation).
"""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain.model.kinds import ITEM_KINDS, OCCASIONS, PEOPLE, Kind
from archive_app.i18n import N_

_P = frozenset({Kind.PARTNERSHIP})
_CITY = frozenset({Kind.CITY})
_ANY_RELATION: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Step:
    """One link walked. An empty ``relations`` means any relation."""

    relations: frozenset[str]
    direction: str
    arrives: frozenset[Kind]


@dataclass(frozen=True, slots=True)
class Rule:
    """A named chain; several chains may share a name. An empty ``starts`` means any kind but a partnership."""

    name: str
    starts: frozenset[Kind]
    steps: tuple[Step, ...]


def _out(*relations: str, to: frozenset[Kind]) -> Step:
    return Step(frozenset(relations), ">", to)


_HELD = _out("held_under", "documents", "related_to", to=_P)
_PARTY = _out("party_of", to=_P)
_TO_EVENT = _out("documents", "depicts", "took_part_in", "held_under", "related_to", to=OCCASIONS)
_UP = _out("in_series", "part_of", to=OCCASIONS)
_TO_PEOPLE = _out("depicts", "documents", "created_by", to=PEOPLE)
_TO_GIFT = _out("depicts", "documents", "reproduction_of", to=frozenset({Kind.OBJECT}))
_PRESENTED = _out("presented_at", to=frozenset({Kind.EVENT}))
_FOR_CITY = _out("represents", to=_CITY)
_GIVEN = ("given_by", "given_to")
_OBJECT = frozenset({Kind.OBJECT})
_TRANSFER = frozenset({Kind.TRANSFER})
_GIFT = _OBJECT | _TRANSFER
_CHANGED_HANDS = _out("transferred_in", to=_TRANSFER)

RULES: tuple[Rule, ...] = (
    Rule("direct", frozenset(), (Step(_ANY_RELATION, ">", _P),)),
    Rule("direct", frozenset(), (Step(_ANY_RELATION, "<", _P),)),
    Rule("event", frozenset(), (_TO_EVENT, _HELD)),
    Rule("event", frozenset(), (_UP, _HELD)),
    Rule("event", frozenset(), (_TO_EVENT, _UP, _HELD)),
    Rule("gift", _GIFT, (_PRESENTED, _HELD)),
    Rule("gift", _GIFT, (_out(*_GIVEN, to=_CITY), _PARTY)),
    Rule("gift", _GIFT, (_out(*_GIVEN, to=PEOPLE), _FOR_CITY, _PARTY)),
    Rule("gift", ITEM_KINDS, (_CHANGED_HANDS, Step(_ANY_RELATION, ">", _P))),
    Rule("gift", ITEM_KINDS, (_CHANGED_HANDS, _PRESENTED, _HELD)),
    Rule("gift", ITEM_KINDS, (_CHANGED_HANDS, _out(*_GIVEN, to=_CITY), _PARTY)),
    Rule("gift", ITEM_KINDS, (_TO_GIFT, Step(_ANY_RELATION, ">", _P))),
    Rule("gift", ITEM_KINDS, (_TO_GIFT, _PRESENTED, _HELD)),
    Rule("person", PEOPLE, (_FOR_CITY, _PARTY)),
    Rule("person", ITEM_KINDS, (_TO_PEOPLE, _FOR_CITY, _PARTY)),
    Rule("person", ITEM_KINDS, (_TO_PEOPLE, _out("represents", "related_to", to=_P))),
)

#: The rules' names in the order in which they are shown, with what they mean.
RULE_LABEL = {
    "direct": N_("linked directly"),
    "event": N_("through an event or series"),
    "gift": N_("through a gift"),
    "person": N_("through a person"),
}
