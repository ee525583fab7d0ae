"""Working a query out against one archive: from its tree to words for the index and conditions on ``record r``.

:mod:`archive_app.store.search.plan` turns the outcome into statements.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from archive_app.domain.query import And, FieldTerm, Node, Not, Or, Phrase, Query, Word
from archive_app.domain.text.folding import Term, match_terms
from archive_app.domain.text.parts import Fit, part_query
from archive_app.store.index import tallies
from archive_app.store.search import fields
from archive_app.store.search.fields import Condition, Resolver

_LONGEST_TERM = 200
#: What it takes to ask one record of a target for the words, beside looking one hit of the words up in the target:
#: 25 µs beside 0.4 µs, measured at 1,000,000 records.
_ASKING = 60
_LOOKED_UP = 40_000
_NOTHING = '"\ue003"'


@dataclass(slots=True)
class Text:
    """What is asked of the ``parts`` index: ``words`` that must all be there, and other expressions as they are."""

    words: list[Term] = field(default_factory=list)
    also: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)

    def expression(self, fit: Fit = Fit.ANYWHERE) -> str:
        """The FTS5 expression with the words fitting so."""
        wanted = [part_query(self.words, fit)]
        joined = " AND ".join(f"({part})" for part in (*wanted, *self.also) if part)
        return f"({joined}) NOT ({' OR '.join(self.without)})" if self.without else joined

    @property
    def leads(self) -> bool:
        """Whether there is something that must be there."""
        return bool(self.words or self.also)


@dataclass(frozen=True, slots=True)
class Target:
    """A record that all results go with, how many those are, and the condition that says so."""

    id: int
    total: int
    condition: Condition


@dataclass(slots=True)
class Compiled:
    """A query worked out against one archive: all ``conditions`` must hold, and ``text`` must match.

    ``terms`` are the words to be marked, ``partnerships`` those asked for, ``target`` the record that all results go
    with, where there is one.
    """

    conditions: list[Condition] = field(default_factory=list)
    text: Text = field(default_factory=Text)
    terms: list[Term] = field(default_factory=list)
    partnerships: list[int] = field(default_factory=list)
    target: Target | None = None
    #: Whether the records of ``target`` are asked for the words, and not the other way round.
    asks: bool = False
    #: How many direct members the one partnership has; ``None`` where there are several, or more than can be asked.
    direct: int | None = None


def compile_query(connection: Connection, query: Query, today: date) -> Compiled:
    """Work out a query against one archive; QueryError where it names what is not there."""
    resolver = Resolver(connection, today)
    compiled = Compiled()
    children = _children(query.root)
    resolver.scope = _scope(children, resolver)
    for child in children:
        _add(child, resolver, compiled)
    compiled.terms = list(_marked(query.root)) if query.root is not None else []
    compiled.partnerships = sorted(resolver.partnerships)
    compiled.asks = _should_ask(connection, compiled)
    compiled.direct = _few_direct(connection, compiled)
    return compiled


def _should_ask(connection: Connection, compiled: Compiled) -> bool:
    """Whether the words have so many hits that looking each up costs more than asking the few records of the target."""
    if compiled.target is None or not compiled.text.leads or compiled.target.total * _ASKING >= _LOOKED_UP:
        return False
    return _has_hits(connection, compiled, max(compiled.target.total, 1) * _ASKING)


def _few_direct(connection: Connection, compiled: Compiled) -> int | None:
    """The same for the direct members, which come first: a partnership may have hardly any."""
    if len(compiled.partnerships) != 1 or not compiled.text.leads:
        return None
    most = _LOOKED_UP // _ASKING
    count = connection.exec_driver_sql(
        "SELECT count(*) FROM (SELECT 1 FROM membership WHERE partnership_id = ? AND rule = 'direct' LIMIT ?)",
        (compiled.partnerships[0], most + 1),
    ).scalar_one()
    return int(count) if not count or (count <= most and _has_hits(connection, compiled, count * _ASKING)) else None


def _has_hits(connection: Connection, compiled: Compiled, most: int) -> bool:
    hits = connection.exec_driver_sql(
        "SELECT count(*) FROM (SELECT 1 FROM parts WHERE parts MATCH ? LIMIT ?)", (compiled.text.expression(), most)
    ).scalar_one()
    return int(hits) >= most


def _children(node: Node | None) -> tuple[Node, ...]:
    if node is None:
        return ()
    return node.children if isinstance(node, And) else (node,)


def _add(node: Node, resolver: Resolver, compiled: Compiled) -> None:
    """Take in one of the parts that must all hold."""
    match node:
        case Word() | Phrase():
            terms = _terms(node)
            compiled.text.words += terms
            if not terms:
                compiled.text.also.append(_NOTHING)
        case Not(child=child) if (without := _expression(child)) is not None:
            compiled.text.without.append(without)
        case FieldTerm():
            resolver.targets = ()
            condition = fields.compile_field(node, resolver, positive=True)
            compiled.conditions.append(condition)
            if len(node.values) == len(resolver.targets) == 1:
                _lead(resolver.connection, compiled, resolver.targets[0], condition)
        case _ if (also := _expression(node)) is not None:
            compiled.text.also.append(also)
        case _:
            compiled.conditions.append(_condition(node, resolver, positive=True))


def _lead(connection: Connection, compiled: Compiled, target: int, condition: Condition) -> None:
    total = tallies.total(connection, target)
    if compiled.target is None or total < compiled.target.total:
        compiled.target = Target(target, total, condition)


def _scope(children: Sequence[Node], resolver: Resolver) -> tuple[int, ...]:
    """The partnerships that all of ``children`` together are about."""
    found: set[int] = set()
    for child in children:
        if isinstance(child, FieldTerm) and child.field == "partnership":
            inner = Resolver(resolver.connection, resolver.today)
            fields.compile_field(child, inner, positive=True)
            found |= inner.partnerships
    return tuple(sorted(found)) or resolver.scope


def _condition(node: Node, resolver: Resolver, *, positive: bool) -> Condition:
    """Any node as a condition on ``r``."""
    expression = _expression(node)
    if expression is not None:
        return Condition("r.id IN (SELECT rowid FROM parts WHERE parts MATCH ?)", (expression,))
    match node:
        case And(children=children):
            outside, resolver.scope = resolver.scope, _scope(children, resolver)
            parts = [_condition(child, resolver, positive=positive) for child in children]
            resolver.scope = outside
            return _joined(" AND ", parts)
        case Or(children=children):
            return _joined(" OR ", [_condition(child, resolver, positive=positive) for child in children])
        case Not(child=child):
            inner = _condition(child, resolver, positive=False)
            # What is not known is not so: NOT of NULL would drop every undated record.
            return Condition(f"({inner.sql}) IS NOT TRUE", inner.parameters)
        case FieldTerm():
            return fields.compile_field(node, resolver, positive=positive)
    raise TypeError(f"no such query node: {node!r}")


def _joined(operator: str, parts: Sequence[Condition]) -> Condition:
    return Condition(
        "(" + operator.join(f"({part.sql})" for part in parts) + ")",
        tuple(parameter for part in parts for parameter in part.parameters),
    )


def _expression(node: Node) -> str | None:
    """``node`` as an FTS5 expression, None where it is about more than words or about what must not be there alone."""
    match node:
        case Word() | Phrase():
            return part_query(_terms(node), Fit.ANYWHERE) or _NOTHING
        case Or(children=children):
            found = [_expression(child) for child in children]
            return None if None in found else "(" + " OR ".join(f"({each})" for each in found) + ")"
        case And(children=children):
            wanted = [_expression(child) for child in children if not isinstance(child, Not)]
            without = [_expression(child.child) for child in children if isinstance(child, Not)]
            if not wanted or None in wanted or None in without:
                return None
            text = Text(also=[each for each in wanted if each], without=[each for each in without if each])
            return f"({text.expression()})"
    return None


def _terms(node: Word | Phrase) -> list[Term]:
    return match_terms(node.text[:_LONGEST_TERM], phrase=isinstance(node, Phrase))


def _marked(node: Node) -> Iterator[Term]:
    """The words that a result may show."""
    match node:
        case Word() | Phrase():
            yield from _terms(node)
        case FieldTerm(field="contents", values=values):
            for value in values:
                yield from match_terms(value[:_LONGEST_TERM], phrase=False)
        case And(children=children) | Or(children=children):
            for child in children:
                yield from _marked(child)
        case _:
            return
