"""The way from a record to a partnership, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection

from archive_app.domain.membership import RULE_LABEL, RULES, Rule, Step
from archive_app.domain.records import Membership, PathStep
from archive_app.i18n import _
from archive_app.store.overview import home_cities
from archive_app.store.reading import marks, record_refs

_ORDER = {name: number for number, name in enumerate(RULE_LABEL)}
#: Paths shown for one record, partnership and rule; more say nothing new.
_PATHS = 3

_Found = tuple[str, int, list[tuple[str, int]]]


def memberships(
    connection: Connection,
    record_ids: Collection[int],
    *,
    partnerships: Collection[int] | None = None,
    paths: int = _PATHS,
) -> dict[int, tuple[Membership, ...]]:
    """Why each record belongs to its partnerships (or to the given ones), direct links first."""
    if not record_ids:
        return {}
    hubs = home_cities(connection)
    found: dict[int, list[_Found]] = {}
    for record_id, partnership, rule_name in _rows(connection, record_ids, partnerships):
        routes: list[list[tuple[str, int]]] = []
        for rule in RULES:
            if rule.name == rule_name:
                routes += _walk(connection, record_id, rule, partnership, hubs)
        found.setdefault(record_id, []).extend((rule_name, partnership, route) for route in _shortest(routes, paths))
    return _in_words(connection, found)


def _rows(
    connection: Connection, record_ids: Collection[int], partnerships: Collection[int] | None
) -> list[tuple[int, int, str]]:
    where = f"record_id IN ({marks(record_ids)})"
    key = tuple(record_ids)
    if partnerships is not None:
        where += f" AND partnership_id IN ({marks(partnerships)})"
        key += tuple(partnerships)
    rows = connection.exec_driver_sql(
        f"SELECT record_id, partnership_id, rule FROM membership WHERE {where}", key
    ).all()
    return sorted(((row[0], row[1], row[2]) for row in rows), key=lambda row: (_ORDER.get(row[2], 9), row[1]))


def _walk(
    connection: Connection, record_id: int, rule: Rule, partnership: int, hubs: set[int]
) -> list[list[tuple[str, int]]]:
    """Every route of ``rule`` from the record to the partnership: (label, record) for each step."""
    routes: list[tuple[int, list[tuple[str, int]]]] = [(record_id, [])]
    for number, step in enumerate(rule.steps, start=1):
        last = number == len(rule.steps)
        routes = [
            (arrived, [*route, (label, arrived)])
            for at, route in routes
            for label, arrived in _links_from(connection, at, step, partnership if last else None)
            if arrived not in hubs or last
        ]
    if rule.starts and not _is_kind(connection, record_id, rule.starts):
        return []
    return [route for _at, route in routes]


def _links_from(connection: Connection, at: int, step: Step, target: int | None) -> Iterable[tuple[str, int]]:
    here, there, label = ("subject_id", "object_id", "label") if step.direction == ">" else (
        "object_id", "subject_id", "inverse"
    )  # fmt: skip
    where = [f"l.{here} = ?", "r.deleted_at IS NULL", f"r.kind IN ({marks(step.arrives)})"]
    key: tuple[object, ...] = (at, *sorted(step.arrives))
    if step.relations:
        where.append(f"l.relation IN ({marks(step.relations)})")
        key += tuple(sorted(step.relations))
    if target is not None:
        where.append(f"l.{there} = ?")
        key += (target,)
    statement = (
        f"SELECT t.{label}, l.{there} FROM link l JOIN relation t ON t.key = l.relation"
        f" JOIN record r ON r.id = l.{there} WHERE {' AND '.join(where)} ORDER BY l.id LIMIT 200"
    )
    return [(row[0], row[1]) for row in connection.exec_driver_sql(statement, key)]


def _is_kind(connection: Connection, record_id: int, kinds: Collection[str]) -> bool:
    kind = connection.exec_driver_sql("SELECT kind FROM record WHERE id = ?", (record_id,)).scalar()
    return kind in kinds


def _shortest(routes: Sequence[list[tuple[str, int]]], limit: int) -> list[list[tuple[str, int]]]:
    unique = {tuple(route): route for route in sorted(routes, key=len)}
    return list(unique.values())[:limit]


def _in_words(connection: Connection, found: dict[int, list[_Found]]) -> dict[int, tuple[Membership, ...]]:
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
