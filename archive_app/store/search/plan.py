"""From a query that was worked out to record ids in order.

Of all that is asked for, one part leads. Words lead as one expression over the ``parts`` index, which hands out its
hits newest first and stops when enough are read; a single partnership, person or event leads where there are no words,
or where it holds so few records that each can be asked for the words; else the records themselves are walked. Nothing
is counted or sorted that is not shown: the first page of 500,000 hits costs what that of fifty costs. Relevance is
therefore an order of fits, each newest first (see :class:`~archive_app.domain.text.parts.Fit`), and not a score.
"""

from __future__ import annotations

import json
import time
from array import array
from collections.abc import Iterator

from pyroaring import BitMap
from sqlalchemy import Connection

from archive_app.domain.text.parts import Fit, fits, part_query
from archive_app.store.database.cancellation import NEVER, Cancellation
from archive_app.store.search import orders
from archive_app.store.search.fields import Condition
from archive_app.store.search.search import Compiled

#: Characters turned into numbers at a time: other threads wait meanwhile, and a million numbers as text are 60 MB.
_CONVERTED = 150_000
#: After so many fits that did not fill the page it is asked how much there is at all.
_PROBED = 2
#: Records at the head of an order that are asked whether they belong to the result, before all of it is looked for.
_HEAD = 2_000


def count(connection: Connection, compiled: Compiled) -> int:
    """How many records are found."""
    target = compiled.target
    if target is not None and target.condition.goes_with and len(compiled.conditions) == 1 and not _has_text(compiled):
        return target.total
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
    """Ids in order: ``relevance``, or one of ``orders.py``, with ``-`` before it for the other way round. The first ids
    of a limited answer are those of the whole.
    """
    if orders.known(order):
        return _in_order(connection, compiled, order, limit, cancellation)
    tiers = _tiers(compiled)
    result, seen = array("q"), BitMap()
    for number, tier in enumerate(tiers):
        cancellation.check()
        if limit is not None and number == _PROBED < len(tiers):
            everything = _fetch(connection, *_tier(compiled, *tiers[-1]), limit, cancellation)
            if len(everything) < limit:
                return _by_fit(connection, everything, compiled)
        found = _fetch(connection, *_tier(compiled, *tier), limit, cancellation)
        result.extend(_unseen(found, seen))
        if limit is not None and len(result) >= limit:
            return result[:limit]
        seen.update(BitMap(array("I", found)))
    return result


def _in_order(
    connection: Connection, compiled: Compiled, order: str, limit: int | None, cancellation: Cancellation
) -> array[int]:
    if not compiled.conditions and not _has_text(compiled):
        return orders.ordered(connection, order, None, limit, cancellation)
    wide = _leader(compiled, None) == "record" and not _has_text(compiled) and not orders.begins_alike(order)
    if limit is not None and limit < _HEAD and wide:
        # What much belongs to fills its page from the head of the order.
        head = orders.ordered(connection, order, None, _HEAD, cancellation)
        source, parameters = _from(compiled, None, Fit.ANYWHERE, joined=True)
        statement = f"SELECT r.id FROM json_each(?) j CROSS JOIN {source} AND r.id = j.value"
        belonging = set(_fetch(connection, statement, (json.dumps(head.tolist()), *parameters), None, cancellation))
        page = array("q", [record for record in head if record in belonging][:limit])
        if len(page) == limit or len(head) < _HEAD:
            return page
    source, parameters = _from(compiled, None, Fit.ANYWHERE, joined=False)
    statement = f"SELECT {_KEYS[_leader(compiled, None)]} AS id FROM {source}"
    found = BitMap(array("I", _fetch(connection, statement, parameters, None, cancellation)))
    return orders.ordered(connection, order, found, limit, cancellation)


def _by_fit(connection: Connection, found: array[int], compiled: Compiled) -> array[int]:
    """A few hits, closest fit first: their tokens are read, where each closer fit would else be looked for in the whole
    archive.
    """
    rows = connection.exec_driver_sql(
        "SELECT p.rowid, p.names, p.texts, p.other, p.sounds FROM json_each(?) j CROSS JOIN parts p"
        " ON p.rowid = j.value",
        (json.dumps(found.tolist()),),
    )
    tokens = {row[0]: tuple(row[1:]) for row in rows}
    closeness = [fit for fit, _direct in _tiers(compiled)[:-1]]

    # Those of a document may be a million letters: only the index itself is asked about them.
    read = _with_pages(connection, found)

    def fitting(record: int, fit: Fit) -> bool:
        return fits(tokens[record], compiled.text.words, fit) or (
            record in read and _matches(connection, record, part_query(compiled.text.words, fit))
        )

    def rank(record: int) -> int:
        return next((at for at, fit in enumerate(closeness) if fitting(record, fit)), len(closeness))

    return array("q", sorted(found, key=rank))


def _with_pages(connection: Connection, found: array[int]) -> set[int]:
    """Those of ``found`` that have documents whose words were read."""
    rows = connection.exec_driver_sql(
        "SELECT j.value FROM json_each(?) j WHERE EXISTS (SELECT 1 FROM media_file f JOIN document d"
        " ON d.sha256 = f.sha256 AND d.mark <> 0 WHERE f.record_id = j.value)",
        (json.dumps(found.tolist()),),
    )
    return {row[0] for row in rows}


def _matches(connection: Connection, record: int, expression: str | None) -> bool:
    row = connection.exec_driver_sql(
        "SELECT 1 FROM parts WHERE rowid = ? AND parts MATCH ?", (record, expression or "")
    ).first()
    return row is not None


_Tier = tuple[Fit, bool]


def _tiers(compiled: Compiled) -> list[_Tier]:
    """The best first, the last of which holds everything: (fit, direct members only)."""
    if compiled.partnerships:
        return [(Fit.ANYWHERE, True), (Fit.ANYWHERE, False)][compiled.direct == 0 :]
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
            by_id=True,
        )
    source, parameters = _from(compiled, only, fit, joined=False)
    return f"SELECT {_KEYS[_leader(compiled, only)]} AS id FROM {source} ORDER BY 1 DESC", parameters


def _unseen(found: array[int], seen: BitMap) -> Iterator[int]:
    """What is new, newest first."""
    if not seen:
        return iter(found)
    return reversed((BitMap(array("I", found)) - seen).to_array())


def _leader(compiled: Compiled, only: Condition | None) -> str:
    """Which of the parts leads: ``direct``, ``target``, ``text`` or ``record``."""
    asked = compiled.asks or (only is not None and compiled.direct is not None)
    if compiled.text.leads and not asked:
        return "text"
    if only is not None and len(compiled.partnerships) == 1:
        return "direct"
    return "target" if compiled.target is not None else "record"


_KEYS = {"text": "p.rowid", "direct": "m.record_id", "target": "x.record_id", "record": "r.id"}


def _from(compiled: Compiled, only: Condition | None, fit: Fit, *, joined: bool) -> tuple[str, tuple[object, ...]]:
    """The tables and conditions of a statement; ``joined`` where it needs the record's own columns in any case."""
    leader = _leader(compiled, only)
    key = _KEYS[leader]
    tables, where = _led_by(leader, compiled, fit)
    conditions = _others(compiled, only, leader)
    if not tables or joined or not all(condition.by_id for condition in conditions):
        tables.append(f"record r ON r.id = {key}" if tables else "record r")
        where.append(Condition("r.deleted_at IS NULL"))
    else:
        # The plus keeps SQLite from asking the index for one rowid after the other: 227 s for what takes 0.1.
        conditions = [Condition(each.sql.replace("r.id", f"+{key}"), each.parameters) for each in conditions]
    if leader != "text" and compiled.text.leads:
        tables.append(f"parts p ON p.rowid = {key}")
        where.append(Condition("p.parts MATCH ?", (compiled.text.expression(fit),)))
    where += conditions
    return (
        " CROSS JOIN ".join(tables) + " WHERE " + " AND ".join(f"({part.sql})" for part in where),
        tuple(parameter for part in where for parameter in part.parameters),
    )


def _led_by(leader: str, compiled: Compiled, fit: Fit) -> tuple[list[str], list[Condition]]:
    if leader == "text":
        return ["parts p"], [Condition("p.parts MATCH ?", (compiled.text.expression(fit),))]
    if leader == "direct":
        return ["membership m"], [Condition("m.partnership_id = ? AND m.rule = 'direct'", (compiled.partnerships[0],))]
    if leader == "target" and compiled.target is not None:
        return ["related x"], [Condition("x.target_id = ?", (compiled.target.id,))]
    return [], []


def _others(compiled: Compiled, only: Condition | None, leader: str) -> list[Condition]:
    """What is asked beside what leads."""
    conditions = [each for each in compiled.conditions if not _is_led(each, compiled, leader)]
    if only is not None and leader != "direct":
        conditions.append(only)
    if leader != "text" and compiled.text.without and not compiled.text.leads:
        without = " OR ".join(compiled.text.without)
        conditions.append(
            Condition("r.id NOT IN (SELECT rowid FROM parts WHERE parts MATCH ?)", (without,), by_id=True)
        )
    return conditions


def _is_led(condition: Condition, compiled: Compiled, leader: str) -> bool:
    """Whether what leads sees to it already: direct members of a partnership go with it."""
    if compiled.target is None or condition is not compiled.target.condition or not condition.goes_with:
        return False
    return leader == "target" or (leader == "direct" and compiled.target.id == compiled.partnerships[0])


def _has_text(compiled: Compiled) -> bool:
    return bool(compiled.text.leads or compiled.text.without)


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
    start, length = 0, len(text or "")
    while text and start < length:
        end = text.find(",", start + _CONVERTED)
        end = length if end < 0 else end
        result.extend(map(int, text[start:end].split(",")))
        start = end + 1
        cancellation.check()
        time.sleep(0)
    return result
