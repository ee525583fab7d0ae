"""What is being typed at the cursor, for completion."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from archive_app.domain.query.fields import QueryField
from archive_app.domain.query.lexer import Mark, Token, tokens
from archive_app.domain.query.parser import cleaned

_MARKS = ('"', "“", "”", "„", "「", "」", "『", "』")


class Part(StrEnum):
    """What part of a query the cursor stands in."""

    FIELD = "field"
    VALUE = "value"
    WORD = "word"
    PHRASE = "phrase"


@dataclass(frozen=True, slots=True)
class TokenAt:
    """The part at the cursor: what to replace is ``start`` to ``end``.

    ``text`` is the part without its quotation marks. FIELD spans the name and its colon; VALUE one value of ``field``
    (None where there is no such field) with its quotation marks; WORD may be empty, where the next word would begin.
    ``typed`` is as much of it as stands before the cursor.
    """

    part: Part
    text: str
    start: int
    end: int
    field: QueryField | None = None
    typed: str = ""


def token_at(text: str, cursor: int) -> TokenAt:
    """The part of ``text`` that the cursor (0 to ``len(text)``) stands in or right behind. Never raises."""
    cursor = max(0, min(cursor, len(text)))
    text = cleaned(text)
    for token in tokens(text):
        if token.start < cursor <= token.end:
            found = _part(token, text, cursor)
            return replace(found, typed=_typed(text[found.start : cursor])) if found else _nothing(cursor)
    return _nothing(cursor)


def _nothing(cursor: int) -> TokenAt:
    return TokenAt(Part.WORD, "", cursor, cursor)


def _typed(part: str) -> str:
    """What stands in ``part`` without the quotation marks around it."""
    inner = part[1:] if part[:1] in _MARKS else part
    closed = inner is not part and inner[-1:] in _MARKS and not inner.endswith('\\"')
    return (inner[:-1] if closed else inner).replace('\\"', '"').replace("\\\\", "\\")


def _part(token: Token, text: str, cursor: int) -> TokenAt | None:
    if token.mark is Mark.PHRASE:
        # Right behind the closing mark begins something new.
        outside = token.closed and cursor == token.end
        return None if outside else TokenAt(Part.PHRASE, token.text, token.start, token.end)
    if token.mark is Mark.FIELD:
        return _field_part(token, text, cursor)
    if token.mark is Mark.WORD or text[token.start : token.end].isalpha():
        return TokenAt(Part.WORD, token.text, token.start, token.end)
    return None


def _field_part(token: Token, text: str, cursor: int) -> TokenAt:
    name_end = token.start + len(token.text)
    if cursor <= name_end:
        has_colon = text[name_end : name_end + 1] in (":", "：")
        return TokenAt(Part.FIELD, token.text, token.start, name_end + has_colon, token.field)
    for value in token.values:
        if value.start <= cursor <= value.end:
            return TokenAt(Part.VALUE, value.text, value.start, value.end, token.field)
    # Between the colon and the sign of comparison.
    return TokenAt(Part.VALUE, "", cursor, cursor, token.field)
