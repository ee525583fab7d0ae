"""What makes a record complete: one rule is one line here or comes from a field or a detail, and is a bit of what is
kept of each record's gaps.

Whether something is missing is a fact about the record alone: its own fields, names, texts, stages, files and links.
Whether that matters is what each archive decides, kind by kind: a rule is required always, only of what is public, or
not at all. So a change of the requirements changes no record.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from archive_app.domain.model.details import DETAILS
from archive_app.domain.model.fields import FIELDS
from archive_app.domain.model.kinds import ITEM_KINDS, OCCASIONS, PLACES, Kind, Status
from archive_app.i18n import N_

#: The keys under which an archive keeps its requirements and the language in which it wants every name.
SETTING, LANGUAGE_SETTING = "completeness", "home_language"
HOME_LANGUAGE = "zh"


class Level(StrEnum):
    """When a rule must be met."""

    ALWAYS = "always"
    PUBLIC = "public"


LEVEL_LABEL = {Level.ALWAYS: N_("always"), Level.PUBLIC: N_("when public")}


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that a record may lack. ``bit`` is its place in the mask of gaps and is never given to another.

    ``field`` names where the inspector has it: ``field-…``, ``detail-…``, ``text-…``, ``name``, ``link``, ``stage`` or
    ``file``. It is met where ``column`` of the record says something, or the record has a ``detail``, or a link of one
    of ``relations`` leads from it; where all are empty, ``store/index/completeness.py`` says when.
    """

    key: str
    bit: int
    label: str
    kinds: frozenset[Kind]
    field: str
    column: str = ""
    detail: str = ""
    relations: tuple[str, ...] = ()

    @property
    def mask(self) -> int:
        return 1 << self.bit


_SEEN = ITEM_KINDS - {Kind.AUDIO}
_NAMED = frozenset(Kind) - ITEM_KINDS - {Kind.PARTNERSHIP}
_PLACED = ITEM_KINDS | PLACES - {Kind.COUNTRY} | {Kind.EVENT, Kind.ORGANISATION}

_OWN_RULES: tuple[Rule, ...] = (
    Rule("caption", 0, N_("caption or description"), ITEM_KINDS | OCCASIONS, "text-caption"),
    Rule("date", 1, N_("date"), ITEM_KINDS | OCCASIONS | {Kind.PERSON, Kind.TRANSFER}, "field-date"),
    Rule("reason", 2, N_("event or reason"), ITEM_KINDS | OCCASIONS, "link"),
    Rule("people", 3, N_("people"), ITEM_KINDS | OCCASIONS, "link"),
    Rule("alt", 5, N_("alt text"), _SEEN, "text-alt"),
    Rule("place", 7, N_("place"), _PLACED, "link"),
    Rule("file", 8, N_("file"), ITEM_KINDS, "file"),
    Rule("name", 9, N_("name in the home language"), _NAMED, "name"),
    Rule("translation", 10, N_("name in another language"), _NAMED, "name"),
    Rule("parties", 11, N_("two parties"), frozenset({Kind.PARTNERSHIP}), "link"),
    Rule("stage", 12, N_("stage with a date"), frozenset({Kind.PARTNERSHIP}), "stage"),
    Rule("giver", 13, N_("giver"), frozenset({Kind.OBJECT}), "link", relations=("given_by",)),
)


def _declared() -> Iterator[Rule]:
    """The rules of fields and details, by their own declaration."""
    for field in FIELDS:
        if gap := field.gap:
            kinds, place = gap.kinds or field.kinds, f"field-{field.name}"
            yield Rule(gap.key or field.name, gap.bit, gap.label, kinds, place, field.name, gap.detail, gap.relations)
    for detail in DETAILS:
        if gap := detail.gap:
            kinds, place = gap.kinds or detail.kinds, f"detail-{detail.name}"
            yield Rule(gap.key or detail.name, gap.bit, gap.label, kinds, place, "", detail.name, gap.relations)


RULES: tuple[Rule, ...] = tuple(sorted((*_OWN_RULES, *_declared()), key=lambda rule: rule.bit))
BY_KEY = {rule.key: rule for rule in RULES}

_NAMES = {"name": Level.ALWAYS, "translation": Level.ALWAYS}
_ITEM = {
    "caption": Level.ALWAYS,
    "date": Level.ALWAYS,
    "reason": Level.ALWAYS,
    "file": Level.ALWAYS,
    "credit": Level.PUBLIC,
}
#: What is required where an archive says nothing else. People are not: a hall, a landscape or a gift shows nobody, and
#: a figure that can never reach the end tells nothing. Credit and alt text are asked of what leaves the archive, and
#: nobody's day of birth is asked at all.
_OWN: Mapping[Kind, Mapping[str, Level]] = {
    Kind.PARTNERSHIP: {"parties": Level.ALWAYS, "stage": Level.ALWAYS},
    Kind.CITY: {**_NAMES, "place": Level.ALWAYS},
    Kind.PLACE: {**_NAMES, "place": Level.ALWAYS},
    Kind.PERSON: {**_NAMES, "work": Level.ALWAYS},
    Kind.ORGANISATION: {**_NAMES, "place": Level.ALWAYS},
    Kind.EVENT: {**_NAMES, "date": Level.ALWAYS, "reason": Level.ALWAYS, "place": Level.ALWAYS},
    Kind.SERIES: {**_NAMES, "reason": Level.ALWAYS},
    Kind.TRANSFER: {"date": Level.ALWAYS, "direction": Level.ALWAYS},
    Kind.RULE: {},
    Kind.LOCATION: {},
    Kind.AUDIO: _ITEM,
    Kind.OBJECT: {
        "caption": Level.ALWAYS,
        "date": Level.ALWAYS,
        "reason": Level.ALWAYS,
        "giver": Level.ALWAYS,
        "material": Level.ALWAYS,
        "file": Level.ALWAYS,
        "credit": Level.PUBLIC,
        "alt": Level.PUBLIC,
    },
}
DEFAULTS: Mapping[Kind, Mapping[str, Level]] = {
    kind: _OWN.get(kind, {**_ITEM, "alt": Level.PUBLIC} if kind in ITEM_KINDS else _NAMES) for kind in Kind
}


@dataclass(frozen=True)
class Requirements:
    """What one archive requires: for each kind the rules by key and when they must be met."""

    levels: Mapping[Kind, Mapping[str, Level]]

    def mask(self, kind: Kind, status: Status) -> int:
        """The bits of the rules that a record of this kind and status must meet."""
        return sum(
            BY_KEY[key].mask
            for key, level in self.levels.get(kind, {}).items()
            if level is Level.ALWAYS or status is Status.PUBLIC
        )

    def missing(self, kind: Kind, status: Status, gaps: int) -> tuple[Rule, ...]:
        """The rules that a record with these gaps must meet and does not."""
        wanted = gaps & self.mask(kind, status)
        return tuple(rule for rule in RULES if rule.mask & wanted)

    def to_json(self) -> str:
        """As it is kept; what is as usual is not said."""
        said = {str(kind): dict(levels) for kind, levels in self.levels.items() if dict(levels) != dict(DEFAULTS[kind])}
        return json.dumps(said, sort_keys=True)


def rules_of(kind: Kind) -> tuple[Rule, ...]:
    """The rules that make sense for records of ``kind``."""
    return tuple(rule for rule in RULES if kind in rule.kinds)


def requirements(text: str | None) -> Requirements:
    """What :meth:`Requirements.to_json` wrote; what is unknown or cannot be read counts as not said."""
    try:
        said: Any = json.loads(text or "{}")
    except ValueError:
        said = {}
    levels: dict[Kind, Mapping[str, Level]] = dict(DEFAULTS)
    for kind in Kind:
        given = said.get(str(kind)) if isinstance(said, dict) else None
        if isinstance(given, dict):
            known = {rule.key for rule in rules_of(kind)}
            levels[kind] = {key: Level(level) for key, level in given.items() if key in known and level in set(Level)}
    return Requirements(levels)
