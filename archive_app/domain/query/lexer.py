"""Cuts a search text into tokens. Never fails: what is not closed or not known is said in the token."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import Enum, auto

from archive_app.domain.query.ast import BREAKS, COMMAS
from archive_app.domain.query.fields import ORDERED, QueryField, ValueType, counted, field_named


class Mark(Enum):
    """What a token is."""

    OPEN = auto()
    CLOSE = auto()
    OR = auto()
    AND = auto()
    NOT = auto()
    WORD = auto()
    PHRASE = auto()
    FIELD = auto()


@dataclass(frozen=True, slots=True)
class ValueToken:
    """One value after a colon; ``start`` and ``end`` include its quotation marks."""

    text: str
    start: int
    end: int
    quoted: bool = False
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Token:
    """One token. For FIELD, ``text`` is the name as typed and ``field`` is None where there is no such field."""

    mark: Mark
    text: str
    start: int
    end: int
    closed: bool = True
    field: QueryField | None = None
    op: str = "="
    values: tuple[ValueToken, ...] = ()


_SPACE = re.compile(r"\s+")
_WORD = re.compile(rf"[^\s{re.escape(BREAKS)}]+")
_VALUE = re.compile(rf"[^\s{re.escape(BREAKS + COMMAS)}]*")
# A point has a comma of its own.
_POINT = re.compile(rf"[-+−－＋]?\d{{1,3}}(?:[.．]\d*)?[,，][-+−－＋]?\d{{1,3}}[^\s{re.escape(BREAKS + COMMAS)}]*")
_TILDES = "~～〜∼"
_RADIUS = re.compile(rf"[{_TILDES}][^\s{re.escape(BREAKS + COMMAS)}]*")
# A distance with a decimal comma says its unit: near:istanbul~200,5km is one value.
_DECIMAL = re.compile(rf"(?<=\d)[,，]\d+\s?[^\W\d_][^\s{re.escape(BREAKS + COMMAS)}]*")
_OPS = {"≥": ">=", "≧": ">=", "⩾": ">=", "≤": "<=", "≦": "<=", "⩽": "<=", "＞": ">", "＜": "<", "＝": "=", "﹥": ">",
        "﹤": "<", "﹦": "="}  # fmt: skip
_OP = "[>＞﹥][=＝﹦]|[<＜﹤][=＝﹦]|[≥≧⩾≤≦⩽>＞﹥<＜﹤=＝﹦]"
_SIGN = rf"(?:(?P<colon>[:：﹕︰∶])(?P<op>(?:{_OP}))?|(?P<bare>{_OP}))"
_FIELD = re.compile(rf"(?P<name>[^\W\d_][\w-]*){_SIGN}")
#: What makes a name of it that stands in quotation marks, as one with spaces must.
_AFTER_NAME = re.compile(_SIGN)
_LETTER = re.compile(rf"[\w{re.escape(BREAKS)}]")
_SINGLE = {"(": Mark.OPEN, "（": Mark.OPEN, ")": Mark.CLOSE, "）": Mark.CLOSE, "|": Mark.OR, "｜": Mark.OR}
_OPERATORS = {"OR": Mark.OR, "AND": Mark.AND, "NOT": Mark.NOT}
#: A dash of another kind excludes where it stands right before what it excludes.
_MINUS, _DASHES = "-－−﹣", "–‐‑"
# Opening quotation mark, and what closes it. A closing one without an opening one opens and closes itself.
_QUOTES = {'"': '"', "＂": "＂", "«": "»", "»": "«»", "﹁": "﹂", "﹂": "﹂", "〝": "〞", "〞": "〞", "“": "”",
           "”": "”", "„": "”“", "「": "」", "」": "」", "『": "』", "』": "』"}  # fmt: skip


def tokens(text: str) -> list[Token]:
    """All tokens of ``text``, in order. Takes time proportional to its length."""
    found: list[Token] = []
    position = 0
    while position < len(text):
        space = _SPACE.match(text, position)
        if space:
            position = space.end()
            continue
        token = _token(text, position)
        found.append(token)
        position = token.end
    return found


def _token(text: str, start: int) -> Token:
    character = text[start]
    if character in _SINGLE:
        return Token(_SINGLE[character], character, start, start + 1)
    if character in _QUOTES:
        value = _quoted(text, start)
        named = _AFTER_NAME.match(text, value.end) if value.closed else None
        if named and field_named(value.text):
            return _of_field(text, start, value.text, named)
        return Token(Mark.PHRASE, value.text, start, value.end, closed=value.closed)
    if character in _MINUS or (character in _DASHES and _LETTER.match(text, start + 1)):
        return Token(Mark.NOT, character, start, start + 1)
    field = _field(text, start)
    if field:
        return field
    word = _WORD.match(text, start)
    end = word.end() if word else start + 1
    return Token(_OPERATORS.get(unicodedata.normalize("NFKC", text[start:end]), Mark.WORD), text[start:end], start, end)


def _quoted(text: str, start: int) -> ValueToken:
    closing = _QUOTES[text[start]]
    parts: list[str] = []
    position = start + 1
    while position < len(text):
        character = text[position]
        if character == "\\" and text[position + 1 : position + 2] in ('"', "\\"):
            parts.append(text[position + 1])
            position += 2
        elif character in closing:
            return ValueToken("".join(parts), start, position + 1, quoted=True)
        else:
            parts.append(character)
            position += 1
    return ValueToken("".join(parts), start, position, quoted=True, closed=False)


def _field(text: str, start: int) -> Token | None:
    match = _FIELD.match(text, start)
    if not match:
        return None
    field = field_named(match["name"])
    if match["bare"]:
        field = counted(field)
        if field is None or field.type not in ORDERED:
            return None
    if field is None and _is_address(text, match.end(), match["name"]):
        return None
    return _of_field(text, start, match["name"], match)


def _of_field(text: str, start: int, name: str, match: re.Match[str]) -> Token:
    """A field whose name and sign end where ``match`` does."""
    op = "".join(_OPS.get(sign, sign) for sign in match["bare"] or match["op"] or "=")
    field = field_named(name) if op == "=" else counted(field_named(name))
    values = _values(text, match.end(), area=field is not None and field.type is ValueType.AREA)
    end = values[-1].end if values else match.end()
    closed = all(value.closed for value in values)
    return Token(Mark.FIELD, name, start, end, closed, field, op, values)


def _is_address(text: str, position: int, name: str) -> bool:
    """Whether what follows the colon makes it a web address or the path of a drive."""
    return text.startswith("//", position) or (len(name) == 1 and text.startswith(("\\", "/"), position))


def _values(text: str, position: int, *, area: bool) -> tuple[ValueToken, ...]:
    """The values from ``position`` on, empty where none follows; after a comma an empty one, where nothing follows."""
    found: list[ValueToken] = []
    while True:
        if text[position : position + 1] in _QUOTES and position < len(text):
            found.append(_quoted(text, position))
            radius = _RADIUS.match(text, found[-1].end) if area and found[-1].closed else None
            if radius:
                found[-1] = ValueToken(found[-1].text + radius[0], position, radius.end(), quoted=True)
        else:
            match = (_POINT.match(text, position) if area else None) or _VALUE.match(text, position)
            end = match.end() if match else position
            decimal = _DECIMAL.match(text, end) if area and set(text[position:end]) & set(_TILDES) else None
            end = decimal.end() if decimal else end
            found.append(ValueToken(text[position:end], position, end))
        position = found[-1].end
        if position >= len(text) or text[position] not in COMMAS:
            break
        position += 1
    return () if len(found) == 1 and not found[0].text and not found[0].quoted else tuple(found)
