"""The language of the search box.

::

    query   = [either]
    either  = all { ("OR" | "|") all }
    all     = one { ["AND"] one }
    one     = ("-" | "NOT") one | "(" either ")" | phrase | field | word
    phrase  = quotation mark, anything, quotation mark     \\" inside means the mark itself
    field   = name (":" [compare] | compare) [ value { "," value } ]
    compare = ">" | ">=" | "<" | "<="                      dates and numbers only
    value   = phrase | word                                for dates and numbers also a..b, a.., ..b
    area    = value ["~" distance]                         for near: only; a point is latitude,longitude

A word is whatever stands between spaces, brackets, quotation marks and ``|``. ``OR``, ``AND`` and ``NOT`` are capitals;
in small letters they are words. ``-`` excludes what stands right after it. Every sign may be the one that a Chinese
keyboard or a telephone gives: full-width and curly ones, ``≥`` and ``≤``, ``…`` for ``..``, ``−`` and ``–`` for ``-``.
Fields and their values may be named as chips call them, in any language of the program. A name that is followed by a
colon and is no field is a mistake, unless it begins with a digit (``12:30``) or makes an address (``https://…``).
Words that have neither letter nor digit are passed over, so that a pasted ``Hangzhou – Niš`` works.

Any text is a query or a QueryError with one sentence and a position; both take time proportional to its length.
"""

from archive_app.domain.query.ast import And, FieldTerm, Node, Not, Or, Phrase, Query, Word, quoted, value_text
from archive_app.domain.query.completion import Part, TokenAt, token_at
from archive_app.domain.query.fields import (
    DAY_WORDS,
    FIELDS,
    KIND_WORDS,
    STATUS_WORDS,
    QueryField,
    ValueType,
    field_named,
    field_names,
)
from archive_app.domain.query.help import HelpLine, help_text
from archive_app.domain.query.parser import parse
from archive_app.domain.query.values import Area, area, date_range, number_range

__all__ = [
    "DAY_WORDS",
    "FIELDS",
    "KIND_WORDS",
    "STATUS_WORDS",
    "And",
    "Area",
    "FieldTerm",
    "HelpLine",
    "Node",
    "Not",
    "Or",
    "Part",
    "Phrase",
    "Query",
    "QueryField",
    "TokenAt",
    "ValueType",
    "Word",
    "area",
    "date_range",
    "field_named",
    "field_names",
    "help_text",
    "number_range",
    "parse",
    "quoted",
    "token_at",
    "value_text",
]
