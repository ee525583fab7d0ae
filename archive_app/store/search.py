"""Running a query: from its tree to record ids in order.

Every part of the query becomes a condition on ``record r``; one of them leads. Words lead as one expression over the
``parts`` index, which hands out its hits newest first and stops when enough are read; a single partnership, person or
event leads where there are no words, or where it holds so few records that each can be asked for the words; else the
records themselves are walked. Nothing is counted or sorted that is not shown: the first page of 500,000 hits costs
what that of fifty costs. Relevance is therefore an order of fits, each newest first (see :class:`Fit`), not a score.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from pyroaring import BitMap
from sqlalchemy import Connection

from archive_app.domain.folding import Term, match_terms
from archive_app.domain.parts import Fit, part_query
from archive_app.domain.query import And, FieldTerm, Node, Not, Or, Phrase, Query, Word
from archive_app.store import search_fields, tallies
from archive_app.store.cancellation import NEVER, Cancellation
from archive_app.store.search_fields import Condition, Resolver

_CONVERTED = 20_000
_LONGEST_TERM = 200
#: What it takes to ask one record of a target for the words, beside looking one hit of the words up in the target:
#: 25 µs beside 0.4 µs, measured at 1,000,000 records.
_ASKING = 60
_LOOKED_UP = 40_000
_NOTHING = '"\ue003"'
_ORDERS = {
    "date": "r.date_from IS NULL, r.date_from {dir}, r.id {dir}",
    "title": "r.title_key {dir}, r.id {dir}",
    "ref": "r.ref {dir}",
    "added": "r.id {dir}",
    "changed": "r.changed_at {dir}, r.id {dir}",
    "kind": "r.kind {dir}, r.title_key {dir}, r.id",
    "rating": "coalesce(r.rating, 0) {dir}, r.id {dir}",
}
_NEWEST_FIRST = ("added", "changed", "rating")


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


@dataclass(slots=True)
class Compiled:
    """A query worked out against one archive: all ``conditions`` must hold, and ``text`` must match.

    ``terms`` are the words to be marked, ``partnerships`` those asked for, ``target`` the record that all results go
    with and how many those are, where there is one.
    """

    conditions: list[Condition] = field(default_factory=list)
    text: Text = field(default_factory=Text)
    terms: list[Term] = field(default_factory=list)
    partnerships: list[int] = field(default_factory=list)
    target: tuple[int, int] | None = None
    #: Whether the records of ``target`` are asked for the words, and not the other way round.
    asks: bool = False


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
    return compiled


def _should_ask(connection: Connection, compiled: Compiled) -> bool:
    """Whether the words have so many hits that looking each up costs more than asking the few records of the target."""
    if compiled.target is None or not compiled.text.leads or compiled.target[1] * _ASKING >= _LOOKED_UP:
        return False
    most = max(compiled.target[1], 1) * _ASKING
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
            compiled.conditions.append(search_fields.compile_field(node, resolver, positive=True))
            if len(node.values) == len(resolver.targets) == 1:
                _lead(resolver.connection, compiled, resolver.targets[0])
        case _ if (also := _expression(node)) is not None:
            compiled.text.also.append(also)
        case _:
            compiled.conditions.append(_condition(node, resolver, positive=True))


def _lead(connection: Connection, compiled: Compiled, target: int) -> None:
    total = tallies.total(connection, target)
    if compiled.target is None or total < compiled.target[1]:
        compiled.target = (target, total)


def _scope(children: Sequence[Node], resolver: Resolver) -> tuple[int, ...]:
    """The partnerships that all of ``children`` together are about."""
    found: set[int] = set()
    for child in children:
        if isinstance(child, FieldTerm) and child.field == "partnership":
            inner = Resolver(resolver.connection, resolver.today)
            search_fields.compile_field(child, inner, positive=True)
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
            return search_fields.compile_field(node, resolver, positive=positive)
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
        case And(children=children) | Or(children=children):
            for child in children:
                yield from _marked(child)
        case _:
            return


def count(connection: Connection, compiled: Compiled) -> int:
    """How many records are found."""
    source, parameters = _from(compiled, None, Fit.ANYWHERE, joined=False)
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {source}", parameters).scalar_one())


def ids(
    connection: Connection,
    compiled: Compiled,
    *,
    order: str = "relevance",
    limit: int | None = None,
    cancellation: Cancellation = NEVER,
) -> array[int]:
    """Ids in order. ``order`` is ``relevance``, ``date``, ``title``, ``ref``, ``added``, ``changed``, ``kind`` or
    ``rating``, with ``-`` before it for the other way round. The first ids of a limited answer are those of the whole.
    """
    name, backwards = order.removeprefix("-"), order.startswith("-")
    if name in _ORDERS:
        direction = "DESC" if backwards != (name in _NEWEST_FIRST) else "ASC"
        source, parameters = _from(compiled, None, Fit.ANYWHERE, joined=True)
        by = _ORDERS[name].format(dir=direction)
        return _fetch(connection, f"SELECT r.id FROM {source} ORDER BY {by}", parameters, limit, cancellation)
    result, seen = array("q"), BitMap()
    for tier in _tiers(compiled):
        cancellation.check()
        found = _fetch(connection, *_tier(compiled, *tier), limit, cancellation)
        if not result:
            result = found
        else:
            result.extend(_unseen(found, seen))
        if limit is not None and len(result) >= limit:
            return result[:limit]
        seen.update(BitMap(array("I", found)))
    return result


_Tier = tuple[Fit, bool]


def _tiers(compiled: Compiled) -> list[_Tier]:
    """The best first, the last of which holds everything: (fit, direct members only)."""
    if compiled.partnerships:
        return [(Fit.ANYWHERE, True), (Fit.ANYWHERE, False)]
    if compiled.text.words:
        return [(fit, False) for fit in Fit if fit is not Fit.WHOLE or not compiled.text.also]
    return [(Fit.ANYWHERE, False)]


def _tier(compiled: Compiled, fit: Fit, direct: bool) -> tuple[str, tuple[object, ...]]:
    only = None
    if direct:
        marks = ",".join("?" * len(compiled.partnerships))
        only = Condition(
            "EXISTS (SELECT 1 FROM membership d"
            f" WHERE d.partnership_id IN ({marks}) AND d.rule = 'direct' AND d.record_id = r.id)",
            tuple(compiled.partnerships),
        )
    source, parameters = _from(compiled, only, fit, joined=False)
    return f"SELECT {_key(compiled, only)} AS id FROM {source} ORDER BY 1 DESC", parameters


def _unseen(found: array[int], seen: BitMap) -> Iterator[int]:
    """What is new, newest first."""
    return reversed((BitMap(array("I", found)) - seen).to_array())


def _leader(compiled: Compiled, only: Condition | None) -> str:
    """Which of the parts leads: ``direct``, ``target``, ``text`` or ``record``."""
    if compiled.text.leads and not compiled.asks:
        return "text"
    if only is not None and len(compiled.partnerships) == 1:
        return "direct"
    return "target" if compiled.target is not None else "record"


def _key(compiled: Compiled, only: Condition | None) -> str:
    return {"text": "p.rowid", "direct": "m.record_id", "target": "x.record_id", "record": "r.id"}[
        _leader(compiled, only)
    ]


def _from(compiled: Compiled, only: Condition | None, fit: Fit, *, joined: bool) -> tuple[str, tuple[object, ...]]:
    """The tables and conditions of a statement; ``joined`` where it needs the record's own columns in any case."""
    leader = _leader(compiled, only)
    conditions = [*compiled.conditions, *([only] if only is not None and leader != "direct" else [])]
    text = compiled.text
    tables: list[str] = []
    where: list[Condition] = []
    if leader == "text":
        tables.append("parts p")
        where.append(Condition("p.parts MATCH ?", (text.expression(fit),)))
    elif leader == "direct":
        tables.append("membership m")
        where.append(Condition("m.partnership_id = ? AND m.rule = 'direct'", (compiled.partnerships[0],)))
    elif leader == "target" and compiled.target is not None:
        tables.append("related x")
        where.append(Condition("x.target_id = ?", (compiled.target[0],)))
    if not tables or conditions or joined or (text.without and leader != "text"):
        on = f" ON r.id = {_key(compiled, only)}" if tables else ""
        tables.append(f"record r{on}")
        where.append(Condition("r.deleted_at IS NULL"))
    if leader != "text" and text.leads:
        tables.append(f"parts p ON p.rowid = {_key(compiled, only)}")
        where.append(Condition("p.parts MATCH ?", (text.expression(fit),)))
    elif leader != "text" and text.without:
        where.append(
            Condition("r.id NOT IN (SELECT rowid FROM parts WHERE parts MATCH ?)", (" OR ".join(text.without),))
        )
    where += conditions
    return (
        " CROSS JOIN ".join(tables) + " WHERE " + " AND ".join(f"({part.sql})" for part in where),
        tuple(parameter for part in where for parameter in part.parameters),
    )


def _fetch(
    connection: Connection,
    statement: str,
    values: tuple[object, ...],
    limit: int | None,
    cancellation: Cancellation = NEVER,
) -> array[int]:
    if limit is not None:
        statement += " LIMIT ?"
        values += (limit,)
    # One text made inside SQLite, outside the interpreter's lock: rows as objects held the window for 50 to 90 ms.
    text = connection.exec_driver_sql(f"SELECT group_concat(id) FROM ({statement})", values).scalar()
    result = array("q")
    numbers = text.split(",") if text else []
    for start in range(0, len(numbers), _CONVERTED):
        result.extend(map(int, numbers[start : start + _CONVERTED]))
        cancellation.check()
        time.sleep(0)
    return result
