"""Facets in the text of a search: which values it asks for or excludes, and the text with one more or one less."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from archive_app.domain.query import And, FieldTerm, Node, Not, Or, field_named, parse, value_text
from archive_app.domain.query.chips import Chip, chips, negated, replaced, term, with_term, without
from archive_app.domain.query.fields import ValueType
from archive_app.domain.query.language import spoken
from archive_app.errors import QueryError

#: How refs are written.
_REF = re.compile(r"[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+", re.IGNORECASE)
_MEMBERSHIP = frozenset({"partnership", "via"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of a search that asks for one of ``values`` of ``field``, or excludes them."""

    chip: Chip
    field: str
    values: tuple[str, ...]
    excluded: bool

    def has(self, field: str, value: str) -> bool:
        """Whether ``value`` of ``field`` is among them."""
        return self.field == field and value.casefold() in (each.casefold() for each in self.values)


def asked(text: str) -> tuple[Asked, ...]:
    """What the top-level parts of ``text`` ask of fields. Comparisons are no facets, nor is a choice of several values:
    each of these may still be narrowed down to."""
    found = []
    for chip in chips(text):
        term_ = _field_term(chip)
        if term_ is not None and term_.op == "=" and (chip.negated or len(term_.values) == 1):
            found.append(Asked(chip, term_.field, term_.values, chip.negated))
    return tuple(found)


def narrowed(text: str, field: str, value: str, *, exclude: bool) -> str:
    """``text`` with ``field:value`` added or excluded; where it stands there so already, taken out again."""
    there = next((each for each in asked(text) if each.has(field, value)), None)
    if there is None:
        return with_term(text, spoken(term(field, value, negated=exclude)))
    others = [each for each in there.values if each.casefold() != value.casefold()]
    if not others:
        return without(text, there.chip) if there.excluded == exclude else negated(text, there.chip)
    sign = "-" if there.excluded else ""
    rest = replaced(text, there.chip, spoken(f"{sign}{field}:{','.join(map(value_text, others))}"))
    return rest if there.excluded == exclude else with_term(rest, spoken(term(field, value, negated=exclude)))


def may_be_ref(field: str, value: str) -> bool:
    """Whether ``field`` names records and ``value`` is written as refs are."""
    known = field_named(field) if field else None
    return known is not None and known.type is ValueType.RECORD and bool(_REF.fullmatch(value))


def record_asked(text: str) -> str:
    """The ref of the one record that the whole of ``text`` asks for; empty where it asks for anything else."""
    every, parts = chips(text), asked(text)
    if len(every) != 1 or len(parts) != 1 or parts[0].excluded or len(parts[0].values) != 1:
        return ""
    (value,) = parts[0].values
    return value if may_be_ref(parts[0].field, value) else ""


def asks_membership(text: str) -> bool:
    """Whether ``text`` asks what belongs to a partnership, so that each hit can say why it does."""
    try:
        root = parse(text).root
    except QueryError:
        return False
    return root is not None and any(node.field in _MEMBERSHIP for node in _terms(root))


def _terms(node: Node) -> Iterator[FieldTerm]:
    match node:
        case And(children=children) | Or(children=children):
            for child in children:
                yield from _terms(child)
        case FieldTerm():
            yield node
        case _:
            return


def _field_term(chip: Chip) -> FieldTerm | None:
    if chip.kind != "field":
        return None
    try:
        root = parse(chip.text).root
    except QueryError:
        return None
    node = root.child if isinstance(root, Not) else root
    return node if isinstance(node, FieldTerm) else None
