"""What is being typed at the cursor, for completion."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive_app.domain.query.fields import QueryField
from archive_app.domain.query.lexer import Mark, Token, tokens
from archive_app.domain.query.parser import cleaned


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
    """

    part: Part
    text: str
    start: int
    end: int
    field: QueryField | None = None


def token_at(text: str, cursor: int) -> TokenAt:
    """The part of ``text`` that the cursor (0 to ``len(text)``) stands in or right behind. Never raises."""
    cursor = max(0, min(cursor, len(text)))
    for token in tokens(cleaned(text)):
        if token.start < cursor <= token.end:
            return _part(token, text, cursor) or TokenAt(Part.WORD, "", cursor, cursor)
    return TokenAt(Part.WORD, "", cursor, cursor)


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
