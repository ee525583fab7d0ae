"""The way from a record to a partnership, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection

from archive_app.domain.model.membership import RULE_LABEL, RULES
from archive_app.domain.model.records import Membership, PathStep
from archive_app.i18n import _
from archive_app.store.database.batches import batched, marks
from archive_app.store.index.memberships import prepare, routes
from archive_app.store.reading.reading import record_refs

_ORDER = {name: number for number, name in enumerate(RULE_LABEL)}
#: Paths shown for one record, partnership and rule; more say nothing new.
_PATHS = 3
_BATCH = 200
_ROUTES = 5_000

_Route = list[tuple[str, int]]


def memberships(
    connection: Connection,
    record_ids: Collection[int],
    *,
    partnerships: Collection[int] | None = None,
    paths: int = _PATHS,
) -> dict[int, tuple[Membership, ...]]:
    """Why each record belongs to its partnerships (or to the given ones), direct links first."""
    found: dict[int, list[tuple[str, int, _Route]]] = {}
    prepare(connection)
    for batch in batched(record_ids, _BATCH):
        rows = _rows(connection, batch, partnerships)
        wanted = sorted({partnership for _record, partnership, _rule in rows})
        ways = _routes(connection, batch, wanted, {rule for _record, _partnership, rule in rows})
        for record_id, partnership, rule in rows:
            shortest = _shortest(ways[record_id, partnership, rule])[:paths]
            found.setdefault(record_id, []).extend((rule, partnership, way) for way in shortest)
    return _in_words(connection, found)


def _shortest(ways: list[_Route]) -> list[_Route]:
    """The shortest routes, each once: a way round by another event adds nothing to the straight one."""
    least = min(map(len, ways), default=0)
    return list({tuple(route): route for route in ways if len(route) == least}.values())


def _rows(
    connection: Connection, record_ids: Collection[int], partnerships: Collection[int] | None
) -> list[tuple[int, int, str]]:
    where = f"record_id IN ({marks(record_ids)})"
    key = tuple(record_ids)
    if partnerships is not None:
        where += f" AND partnership_id IN ({marks(partnerships)})"
        key += tuple(partnerships)
    rows = connection.exec_driver_sql(f"SELECT record_id, partnership_id, rule FROM membership WHERE {where}", key)
    return sorted(((row[0], row[1], row[2]) for row in rows), key=lambda row: (_ORDER.get(row[2], 9), row[1]))


def _routes(
    connection: Connection, records: list[int], partnerships: list[int], rules: Collection[str]
) -> dict[tuple[int, int, str], list[_Route]]:
    found: dict[tuple[int, int, str], list[_Route]] = defaultdict(list)
    for rule in RULES:
        if rule.name in rules:
            for route in routes(connection, rule, records, partnerships, _ROUTES):
                found[route[0][1], route[-1][1], rule.name].append(route[1:])
    return found


def _in_words(
    connection: Connection, found: dict[int, list[tuple[str, int, _Route]]]
) -> dict[int, tuple[Membership, ...]]:
    ids = set(found)
    for reasons in found.values():
        for _rule, partnership, route in reasons:
            ids.update((partnership, *(record_id for _label, record_id in route)))
    refs = record_refs(connection, ids)
    return {
        record_id: tuple(
            Membership(
                rule, refs[partnership], refs[record_id], tuple(PathStep(_(label), refs[at]) for label, at in route)
            )
            for rule, partnership, route in reasons
        )
        for record_id, reasons in found.items()
    }
