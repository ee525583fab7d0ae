"""From a search text to its tree, or to one sentence that says what is wrong and where."""

from __future__ import annotations

from archive_app.domain.query.ast import And, FieldTerm, Node, Not, Or, Phrase, Query, Word
from archive_app.domain.query.fields import FIELDS, ORDERED, field_names, typed_name
from archive_app.domain.query.lexer import Mark, Token, ValueToken, tokens
from archive_app.domain.query.values import read_value, shown
from archive_app.domain.text.folding import match_terms
from archive_app.errors import InvalidInput, QueryError
from archive_app.i18n import _, listed, sentences

LONGEST = 10_000  # characters
MOST_TERMS = 64  # words, phrases and values: what one statement can ask for without haste
DEEPEST = 40  # brackets in brackets


def parse(text: str) -> Query:
    """The query that ``text`` is. An empty text finds everything.

    Raises QueryError, with one sentence and the position of the first character at fault, for whatever is no query.
    """
    clean = cleaned(text)
    if len(clean) > LONGEST:
        raise QueryError(_("The search text is longer than {n} characters.").format(n=LONGEST), LONGEST)
    return Query(_Parser(tokens(clean), len(clean)).query(), clean)


def cleaned(text: str) -> str:
    """``text`` with control characters as spaces and lone surrogates as replacement characters, one for one."""
    return text if text.isascii() and text.isprintable() else "".join(map(_harmless, text))


def _harmless(character: str) -> str:
    if "\ud800" <= character <= "\udfff":
        return "�"
    return " " if character < " " or character == "\x7f" else character


class _Parser:
    def __init__(self, found: list[Token], end: int) -> None:
        self._tokens = found
        self._next = 0
        self._end = end
        self._depth = 0
        self._terms = 0

    def query(self) -> Node | None:
        if not self._tokens:
            return None
        root = self._either()
        token = self._peek()
        if token:
            raise _unopened(token)
        return root

    def _peek(self) -> Token | None:
        return self._tokens[self._next] if self._next < len(self._tokens) else None

    def _take(self) -> Token:
        self._next += 1
        return self._tokens[self._next - 1]

    def _position(self) -> int:
        token = self._peek()
        return token.start if token else self._end

    def _either(self) -> Node:
        """``a OR b``."""
        children = [self._all()]
        while (token := self._peek()) and token.mark is Mark.OR:
            self._take()
            if self._at_end():
                raise QueryError(_("There is nothing after “{word}”.").format(word=token.text), token.start)
            children.append(self._all())
        return _flat(Or, children)

    def _all(self) -> Node:
        """``a b``, ``a AND b``. Words of signs alone are passed over beside others: "Hangzhou – Niš"."""
        children: list[Node] = []
        silent: Token | None = None
        joined: Token | None = None
        while not self._at_end():
            token = self._take()
            if token.mark is Mark.AND:
                if joined or not (children or silent):
                    raise QueryError(_("There is nothing before “{word}”.").format(word=token.text), token.start)
                joined = token
                continue
            joined = None
            node = self._one(token)
            if node is None:
                silent = silent or token
            else:
                children.append(node)
        if joined:
            raise QueryError(_("There is nothing after “{word}”.").format(word=joined.text), joined.start)
        if children:
            return _flat(And, children)
        if silent:
            raise _nothing_in(silent)
        following = self._peek()
        if following and following.mark is Mark.CLOSE and not self._depth:
            raise _unopened(following)
        word = following.text if following else ""
        raise QueryError(_("There is nothing before “{word}”.").format(word=word), self._position())

    def _at_end(self) -> bool:
        token = self._peek()
        return token is None or token.mark in (Mark.OR, Mark.CLOSE)

    def _one(self, token: Token) -> Node | None:
        if token.mark is Mark.NOT:
            return self._not(token)
        if token.mark is Mark.OPEN:
            return self._bracket(token)
        if not token.closed:
            raise QueryError(_("The quotation mark is not closed."), _unclosed(token))
        if token.mark is Mark.FIELD:
            return self._field(token)
        self._count(token.start)
        phrase = token.mark is Mark.PHRASE
        if not match_terms(token.text, phrase=phrase):
            return None
        return (Phrase if phrase else Word)(token.text, token.start, token.end)

    def _not(self, token: Token) -> Node:
        negative = True
        last = token
        while (following := self._peek()) and following.mark is Mark.NOT and _binds(last, following):
            last = self._take()
            negative = not negative
        if following is None or following.mark in (Mark.OR, Mark.AND, Mark.CLOSE) or not _binds(last, following):
            raise QueryError(
                _("“{sign}” excludes what stands right after it, as in -draft").format(sign=last.text), last.start
            )
        node = self._one(self._take())
        if node is None:
            raise _nothing_in(following)
        if not negative:
            return node
        return node.child if isinstance(node, Not) else Not(node)

    def _bracket(self, token: Token) -> Node:
        self._depth += 1
        if self._depth > DEEPEST:
            raise QueryError(_("Brackets are nested more than {n} deep.").format(n=DEEPEST), token.start)
        following = self._peek()
        if following and following.mark is Mark.CLOSE:
            raise QueryError(_("There is nothing in the brackets."), token.start)
        if following is None:
            raise QueryError(_("The bracket is not closed."), token.start)
        node = self._either()
        closing = self._peek()
        if closing is None:
            raise QueryError(_("The bracket is not closed."), token.start)
        self._take()
        self._depth -= 1
        return node

    def _field(self, token: Token) -> Node:
        field = token.field
        if field is None:
            raise QueryError(_no_field(token.text), token.start)
        if token.op != "=" and field.type not in ORDERED:
            sentence = _("“{field}:” is no number or date and cannot be compared with “{op}”. What can be: {fields}.")
            there = listed(f"{typed_name(each)}:" for each in FIELDS if each.type in ORDERED)
            raise QueryError(sentence.format(field=typed_name(field), op=token.op, fields=there), token.start)
        values: dict[str, int] = {}
        for value in token.values or (ValueToken(field.default, token.end, token.end),):
            try:
                read = read_value(field, value.text)
            except InvalidInput as fault:
                raise QueryError(fault.message, value.start if token.values else token.start) from None
            self._count(value.start, len(read))
            position = value.start if token.values else token.start
            for one in read:
                values.setdefault(one, position)
        starts = tuple(values.values())
        return FieldTerm(field.name, token.op, tuple(values), token.start, token.end, starts)

    def _count(self, position: int, terms: int = 1) -> None:
        self._terms += terms
        if self._terms > MOST_TERMS:
            raise QueryError(_("More than {n} words are too many for one search.").format(n=MOST_TERMS), position)


def _flat(join: type[And] | type[Or], children: list[Node]) -> Node:
    flat: list[Node] = []
    for child in children:
        flat += child.children if isinstance(child, join) else (child,)
    return flat[0] if len(flat) == 1 else join(tuple(flat))


def _binds(sign: Token, following: Token) -> bool:
    """``NOT`` reaches over a space, ``-`` does not."""
    return sign.text == "NOT" or following.start == sign.end


def _unopened(token: Token) -> QueryError:
    return QueryError(_("There is a closing bracket without an opening one."), token.start)


def _nothing_in(token: Token) -> QueryError:
    if not token.text:
        return QueryError(_("There is nothing between the quotation marks."), token.start)
    sentence = _("There is no letter or digit in “{text}” to search by.")
    return QueryError(sentence.format(text=shown(token.text)), token.start)


def _unclosed(token: Token) -> int:
    return next((value.start for value in token.values if not value.closed), token.start)


def _no_field(name: str) -> str:
    sentence = _("There is no field “{name}:”.").format(name=shown(name))
    # Loaded for what is misspelt alone.
    from rapidfuzz import fuzz, process

    near = process.extractOne(name.casefold()[:40], field_names(), scorer=fuzz.ratio, score_cutoff=60)
    if near:
        return sentences(sentence, _("Did you mean “{near}:”?").format(near=near[0]))
    return sentences(sentence, _("Put it in quotation marks to search for it as text."))
