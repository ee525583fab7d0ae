"""Results in an order: by moment, by what is shown, by value.

Where each record stands is kept (``store/index/ordering.py``), an index a column. What was found is a set: a small one
is sorted, for a large one the index is walked and what is not in the set passed over, until the page is full. An order
of several parts (kind by kind; what has a date, then what has none) is one walk after the other.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterator
from dataclasses import dataclass

from pyroaring import BitMap
from sqlalchemy import Connection

from archive_app import i18n
from archive_app.domain.model.kinds import KIND_LABEL, Kind, Status
from archive_app.i18n import _
from archive_app.store.database.cancellation import Cancellation
from archive_app.store.index import tallies
from archive_app.store.index.ordering import STROKES, TITLES

#: Results up to here are sorted; it takes as long as walking over so many.
_SORTED = 20_000
_READ = 2_000
#: Orders that begin with the latest or the most where nothing else is said.
_FALLING = frozenset({"added", "changed", "rating", "files"})
_ORDERS = ("date", "title", "strokes", "ref", "added", "changed", "kind", "status", "rating", "files", "due")


@dataclass(frozen=True, slots=True)
class Walk:
    """One part of an order: through ``table`` by ``column`` where ``where`` holds, and only what is in ``within``."""

    column: str
    table: str = "ordering"
    key: str = "record_id"
    where: str = ""
    within: BitMap | None = None


def known(order: str) -> bool:
    """Whether this is an order other than relevance; ``-`` before it turns it round."""
    return order.removeprefix("-") in _ORDERS


def begins_alike(order: str) -> bool:
    """Whether the head of an order is all of one sort, and says nothing of what else there is."""
    return order.removeprefix("-") in ("kind", "status")


def ordered(
    connection: Connection, order: str, found: BitMap | None, limit: int | None, cancellation: Cancellation
) -> array[int]:
    """``found`` (or, where it is ``None``, everything that is there) in an order; the first ``limit`` of it."""
    name = order.removeprefix("-")
    direction = "DESC" if order.startswith("-") != (name in _FALLING) else "ASC"
    result = array("q")
    for walk in _walks(connection, name, direction):
        wanted = found if walk.within is None else walk.within if found is None else found & walk.within
        left = None if limit is None else limit - len(result)
        if left == 0:
            break
        if wanted is not None and not wanted:
            continue
        result.extend(_walked(connection, walk, direction, wanted, left, cancellation))
    return result


def _walks(connection: Connection, name: str, direction: str) -> list[Walk]:
    title = TITLES.get(i18n.language(), TITLES["en"])
    match name:
        case "date":
            return [Walk("moment", where="moment IS NOT NULL"), Walk("record_id", where="moment IS NULL")]
        case "due":
            return [Walk("due", where="due IS NOT NULL"), Walk("record_id", where="due IS NULL")]
        case "title":
            return [Walk(title)]
        case "strokes":
            return [Walk(STROKES)]
        case "added":
            return [Walk("record_id")]
        case "changed":
            return [Walk("changed_at", "record", "id", "deleted_at IS NULL")]
        case "kind" | "status":
            values = _kinds() if name == "kind" else [str(status) for status in Status]
            walks = [Walk(title, within=tallies.stored(connection, name, value)) for value in values]
            return walks[::-1] if direction == "DESC" else walks
    return [Walk(name)]


def _kinds() -> list[str]:
    """The kinds in the order of their names in the language shown."""
    from archive_app.domain.text.collation import sort_key

    return [str(kind) for kind in sorted(Kind, key=lambda kind: sort_key(_(KIND_LABEL[kind]), i18n.language()))]


def _walked(
    connection: Connection,
    walk: Walk,
    direction: str,
    wanted: BitMap | None,
    limit: int | None,
    cancellation: Cancellation,
) -> Iterator[int]:
    by = f"t.{walk.column} {direction}, t.{walk.key} {direction}"
    where = f" WHERE {walk.where}" if walk.where else ""
    if wanted is not None and len(wanted) <= _SORTED:
        rows = connection.exec_driver_sql(
            f"SELECT t.{walk.key} FROM json_each(?) j CROSS JOIN {walk.table} t ON t.{walk.key} = j.value{where}"
            f" ORDER BY {by}{'' if limit is None else ' LIMIT ?'}",
            (json.dumps(wanted.to_array().tolist()), *(() if limit is None else (limit,))),
        )
        return (row[0] for row in rows.all())
    return _passed(
        connection, f"SELECT t.{walk.key} FROM {walk.table} t{where} ORDER BY {by}", wanted, limit, cancellation
    )


def _passed(
    connection: Connection, statement: str, wanted: BitMap | None, limit: int | None, cancellation: Cancellation
) -> Iterator[int]:
    """What a statement hands out, one after the other, as far as it is ``wanted``."""
    rows = connection.execution_options(yield_per=_READ).exec_driver_sql(statement)
    left = -1 if limit is None else limit
    try:
        while left and (batch := rows.fetchmany(_READ)):
            for (record,) in batch:
                if wanted is None or record in wanted:
                    yield record
                    left -= 1
                    if not left:
                        break
            cancellation.check()
    finally:
        rows.close()
