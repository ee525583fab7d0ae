"""A query in its parts, as it is shown beside the search box: chips and text are two views of one thing.

Every function takes the text as it stands and gives a new one; what isn't touched stays as it was typed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from archive_app.domain.model.fields import STATUS
from archive_app.domain.model.kinds import ITEM_KINDS, KIND_LABEL, Kind
from archive_app.domain.query.ast import FieldTerm, Node, Not, Or, Phrase, Word, value_text
from archive_app.domain.query.fields import VALUE_LABEL, WHETHER_LABEL, ValueType, choice_said, field_named, label_of
from archive_app.domain.query.lexer import Mark, Token, tokens
from archive_app.domain.query.parser import cleaned, parse
from archive_app.domain.text.folding import match_terms
from archive_app.errors import QueryError
from archive_app.i18n import _, listed

ChipKind = Literal["word", "phrase", "field", "group"]
_ALL_ITEMS = frozenset(map(str, ITEM_KINDS))


@dataclass(frozen=True, slots=True)
class Chip:
    """One part of a query. ``text`` is what stands from ``start`` to ``end`` in it, with the sign that negates it.

    ``field`` is a name in ``FIELDS``, empty for words and groups; ``label`` is what it is called, in the current
    language; ``value`` is what is asked of it.
    """

    text: str
    start: int
    end: int
    negated: bool
    field: str
    label: str
    value: str
    kind: ChipKind


@dataclass(frozen=True, slots=True)
class _Part:
    """``signs`` are the NOTs before what begins at ``inner``."""

    start: int
    end: int
    inner: int
    signs: int


def chips(text: str) -> tuple[Chip, ...]:
    """The parts of ``text`` that must all hold, in order; a bracket, or an OR of everything, is one of them.

    Empty for a text that is no query.
    """
    clean = cleaned(text)
    if _root(clean) is None:
        return ()
    return tuple(replace(_chip(clean, part), text=text[part.start : part.end]) for part in _parts(clean))


def without(text: str, chip: Chip) -> str:
    """``text`` without ``chip``."""
    text = cleaned(text)
    parts = _parts(text)
    kept = [place for place, part in enumerate(parts) if part.start != chip.start]
    if not kept or len(kept) == len(parts):
        return text if kept else ""
    pieces = [text[: parts[0].start]]
    for before, place in zip([None, *kept], kept, strict=False):
        if before is not None:
            joined = before == place - 1
            pieces.append(text[parts[before].end : parts[place].start] if joined else " ")
        pieces.append(text[parts[place].start : parts[place].end])
    return "".join([*pieces, text[parts[-1].end :]]).strip()


def negated(text: str, chip: Chip) -> str:
    """``text`` with ``chip`` excluded, or asked for again."""
    text = cleaned(text)
    part = next((part for part in _parts(text) if part.start == chip.start), None)
    if part is None:
        return text
    inner = text[part.inner : part.end]
    bare = part.signs == 0 and _has_or(inner)
    return _spliced(text, part.start, part.end, inner if part.signs % 2 else f"-({inner})" if bare else f"-{inner}")


def replaced(text: str, chip: Chip, new: str) -> str:
    """``text`` with ``new`` for ``chip``."""
    text = cleaned(text)
    if not new.strip():
        return without(text, chip)
    alone = len(_parts(text)) < 2
    return _spliced(text, chip.start, chip.end, new.strip() if alone else _bracketed(new.strip()))


def with_term(text: str, term: str) -> str:
    """``text`` that also asks for ``term``; as it is where it asks for just that already."""
    typed, added = cleaned(text).strip(), cleaned(term).strip()
    if not typed or not added:
        return typed or added
    wanted = _root(added)
    if any(_root(chip.text) == wanted for chip in chips(typed)):
        return typed
    return f"{_bracketed(typed)} {_bracketed(added)}"


def term(field: str, value: str, *, negated: bool = False) -> str:
    """``field:value`` as it is typed: in quotation marks where it needs them."""
    return f"{'-' if negated else ''}{field}:{value_text(value)}"


def _root(text: str) -> Node | None:
    try:
        return parse(text).root
    except QueryError:
        return None


def _bracketed(text: str) -> str:
    return f"({text})" if _has_or(text) and isinstance(_root(text), Or) else text


def _has_or(text: str) -> bool:
    depth = 0
    for token in tokens(text):
        depth += (token.mark is Mark.OPEN) - (token.mark is Mark.CLOSE)
        if token.mark is Mark.OR and not depth:
            return True
    return False


def _parts(text: str) -> list[_Part]:
    """The parts of a text that is a query."""
    found = tokens(text)
    if _has_or(text):
        return [_Part(found[0].start, found[-1].end, found[0].start, 0)]
    parts: list[_Part] = []
    place = 0
    while place < len(found):
        start, signs = found[place].start, 0
        while place < len(found) - 1 and found[place].mark is Mark.NOT:
            place, signs = place + 1, signs + 1
        first = found[place]
        place = _after(found, place)
        if not _silent(first):
            parts.append(_Part(start, found[place - 1].end, first.start, signs))
    return parts


def _after(found: list[Token], place: int) -> int:
    """The place after the token or the bracket that begins at ``place``."""
    depth = 0
    while place < len(found):
        depth += (found[place].mark is Mark.OPEN) - (found[place].mark is Mark.CLOSE)
        place += 1
        if depth <= 0:
            break
    return place


def _silent(token: Token) -> bool:
    """Whether the parser passes it over."""
    if token.mark in (Mark.WORD, Mark.PHRASE):
        return not match_terms(token.text, phrase=token.mark is Mark.PHRASE)
    return token.mark is Mark.AND


def _spliced(text: str, start: int, end: int, new: str) -> str:
    """``new`` for a part, apart from what stands around it."""
    before, after = text[:start], text[end:]
    gap_before = " " if before and not before[-1].isspace() else ""
    gap_after = " " if after and not after[0].isspace() else ""
    return f"{before}{gap_before}{new}{gap_after}{after}"


def _chip(text: str, part: _Part) -> Chip:
    node = _root(text[part.start : part.end])
    inner = node.child if isinstance(node, Not) else node
    typed, excluded = text[part.start : part.end], isinstance(node, Not)
    match inner:
        case FieldTerm(field=name):
            return Chip(typed, part.start, part.end, excluded, name, label_of(name), said(inner), "field")
        case Word(text=word):
            return Chip(typed, part.start, part.end, excluded, "", "", word, "word")
        case Phrase(text=words):
            return Chip(typed, part.start, part.end, excluded, "", "", words, "phrase")
    group = text[part.inner : part.end]
    return Chip(typed, part.start, part.end, excluded, "", "", group.strip("()（） "), "group")


def said(term: FieldTerm) -> str:
    """The values of a field as people say them."""
    if term.field == "kind" and set(term.values) == _ALL_ITEMS:
        return _("items")
    values = listed(_said(term.field, value) for value in term.values)
    return values if term.op == "=" else f"{term.op} {values}"


def _said(name: str, value: str) -> str:
    known = field_named(name)
    kind = known.type if known else ValueType.TEXT
    if known and known.asks_whether and value in WHETHER_LABEL:
        return _(WHETHER_LABEL[value])
    if kind is ValueType.KIND:
        return _(KIND_LABEL[Kind(value)])
    if kind is ValueType.STATUS:
        return STATUS.said(value)
    if kind is ValueType.CHOICE:
        choice, bracket, lang = value.partition("[")
        return choice_said(name, choice) + bracket + lang
    return _(VALUE_LABEL[value]) if kind is ValueType.DATE and value in VALUE_LABEL else value
