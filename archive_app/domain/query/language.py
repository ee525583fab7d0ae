"""A query in the language of whoever reads it: what the program writes into the search box is what a chip says of it.

Only names of fields and values that have a name become other words, and only where they mean the same when read again.
"""

from __future__ import annotations

from archive_app import i18n
from archive_app.domain.query.ast import FieldTerm, Node, Not, value_text
from archive_app.domain.query.chips import said
from archive_app.domain.query.fields import WHETHER_WORDS, QueryField, ValueType, typed_name
from archive_app.domain.query.lexer import Mark, Token, ValueToken, tokens
from archive_app.domain.query.parser import cleaned, parse
from archive_app.domain.text.folding import fold
from archive_app.errors import QueryError
from archive_app.i18n import _

#: The types of fields whose values have names.
_WORDED = frozenset({ValueType.KIND, ValueType.STATUS, ValueType.CHOICE, ValueType.DATE})


def spoken(text: str) -> str:
    """``text`` with its fields and their values in the language spoken now; words and names stay as they are."""
    if i18n.language() == "en" and text.isascii():
        return text
    text = cleaned(text)
    pieces, end = [], 0
    for token in tokens(text):
        if token.mark is Mark.FIELD and token.field is not None:
            pieces += [text[end : token.start], _token(text, token, token.field)]
            end = token.end
    return "".join([*pieces, text[end:]])


def named(field: QueryField) -> str:
    """The name of a field as it is typed, with its colon."""
    return typed_name(field) + _(":")


def _token(text: str, token: Token, field: QueryField) -> str:
    typed = text[token.start : token.end]
    meant = _root(typed)
    if meant is None or _known(token, field):
        return typed
    begin = named(field) + (token.op if token.op != "=" else "")
    as_typed = text[token.values[0].start : token.values[-1].end] if token.values else ""
    if _worded(field, token):
        written = begin + _(",").join(_value(field, value, meant) for value in token.values)
        if _root(written) == meant:
            return written
    return begin + as_typed if _root(begin + as_typed) == meant else typed


def _known(token: Token, field: QueryField) -> bool:
    """Whether an English reader wrote it."""
    words = [token.text, *(value.text for value in token.values if _worded(field, token))]
    return i18n.language() == "en" and all(word.isascii() for word in words)


def _worded(field: QueryField, token: Token) -> bool:
    """Whether its values have names."""
    whether = field.asks_whether and all(fold(value.text) in WHETHER_WORDS for value in token.values)
    return whether or field.type in _WORDED


def _value(field: QueryField, token: ValueToken, meant: Node) -> str:
    """One value as people say it; as it is where it has no name of its own."""
    read = _root(f"{field.name}:{value_text(token.text)}")
    if not isinstance(read, FieldTerm) or isinstance(meant, Not):
        return value_text(token.text)
    if i18n.language() == "en":
        return value_text(read.values[0] if len(read.values) == 1 else "item")
    words = said(read)
    return value_text(words if _root(f"{field.name}:{value_text(words)}") == read else token.text)


def _root(text: str) -> Node | None:
    try:
        return parse(text).root
    except QueryError:
        return None
