"""What a search text means, as a tree of frozen values.

``start`` and ``end`` say where in the text a node came from (characters, end exclusive); two nodes that mean the same
are equal wherever they stood.
"""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

#: Characters that end a bare word or value, beside white space.
BREAKS = '()（）|｜"＂“”„«»「」『』﹁﹂〝〞'
#: Characters between the values of one field.
COMMAS = ",，、﹐﹑､"

# A backslash means itself, unless a quotation mark or another one follows.
_ESCAPED = re.compile(r'\\(?=["\\]|\Z)|"')
_BARE_VALUE = re.compile(rf"[^\s{re.escape(BREAKS + COMMAS)}<>=＜＞＝≤≥][^\s{re.escape(BREAKS + COMMAS)}]*")


@dataclass(frozen=True, slots=True)
class And:
    """All of two or more children; none of them is an And."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of two or more children; none of them is an Or."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Everything but the child, which is no Not."""

    child: Node


@dataclass(frozen=True, slots=True)
class Word:
    """A word as typed, to be found in the record's names, texts and facts: anywhere in a word, or as the beginning of
    one where it has less than three letters.
    """

    text: str
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words to be found exactly so and in this order."""

    text: str
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """``field:value``. ``field`` is the name in ``FIELDS``, never an alias; one of ``values`` must fit.

    ``op`` is ``=`` (the plain colon), ``>``, ``>=``, ``<`` or ``<=``. Values are checked and brought to one form:
    kinds, states and choices to their stored names, dates to EDTF or ``EDTF..EDTF``, numbers to digits or
    ``digits..digits``, areas to ``name~50km`` or ``latitude,longitude~50km``. ``starts`` says where each value stood.
    """

    field: str
    op: str
    values: tuple[str, ...]
    start: int = dataclasses.field(default=0, compare=False)
    end: int = dataclasses.field(default=0, compare=False)
    starts: tuple[int, ...] = dataclasses.field(default=(), compare=False)

    def position(self, value: str) -> int:
        """Where ``value`` stood in the text, or else the term."""
        return dict(zip(self.values, self.starts, strict=False)).get(value, self.start)


Node = And | Or | Not | Word | Phrase | FieldTerm


@dataclass(frozen=True, slots=True)
class Query:
    """A search text that was understood. ``root`` is None for an empty text, which finds everything."""

    root: Node | None
    text: str = dataclasses.field(default="", compare=False)


def quoted(text: str) -> str:
    """``text`` in quotation marks."""
    return '"' + _ESCAPED.sub(lambda match: "\\" + match[0], text) + '"'


def value_text(value: str) -> str:
    """``value`` as it is written after a colon: in quotation marks where it needs them."""
    return value if _BARE_VALUE.fullmatch(value) else quoted(value)
