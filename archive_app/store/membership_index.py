"""The derived table ``membership``: which record belongs to which partnership by which rule of
``domain/membership.py``.

Kept in step with every change of a link: the records whose memberships a changed link can touch lie at most two steps
against it, and for those all rules are worked out again in SQL. :func:`rebuild` does the same for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from archive_app.domain.membership import RULES, Rule, Step

_SCOPE = "temp.membership_scope"
_HUB = "temp.hub_city"


def rebuild(connection: Connection) -> int:
    """Work out every membership again. Returns how many there are."""
    connection.exec_driver_sql("DELETE FROM membership")
    _prepare(connection)
    for rule in RULES:
        connection.exec_driver_sql(_statement(rule, scoped=False))
    return int(connection.exec_driver_sql("SELECT count(*) FROM membership").scalar_one())


def expected(connection: Connection) -> set[tuple[int, int, str]]:
    """What a rebuild would give, without writing it: (partnership, record, rule)."""
    _prepare(connection)
    rows: set[tuple[int, int, str]] = set()
    for rule in RULES:
        rows.update((r[0], r[1], r[2]) for r in connection.exec_driver_sql(_select(rule, scoped=False)))
    return rows


def refresh(connection: Connection, subjects: Iterable[int], links: Iterable[tuple[int, int]] = ()) -> None:
    """Work out again the memberships that a change of links can have altered.

    ``subjects`` are the records from which a changed link leads away, or that appeared or were hidden; ``links`` the
    changed links as (subject, object). Rules walk from subject to object, so what a link alters lies at its subject
    and at most two steps against it; only a link that leads away from a partnership alters its object.
    """
    _prepare(connection)
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {_SCOPE} (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(f"DELETE FROM {_SCOPE}")
    insert = f"INSERT OR IGNORE INTO {_SCOPE} (id) VALUES (?)"
    connection.exec_driver_sql(insert, [(record_id,) for record_id in subjects])
    _widen_to_hub_cities(connection)
    for _step in range(2):
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO {_SCOPE} SELECT l.subject_id FROM {_SCOPE} s JOIN link l ON l.object_id = s.id"
        )
    _add_objects_of_partnerships(connection, list(links))
    connection.exec_driver_sql(f"DELETE FROM membership WHERE record_id IN (SELECT id FROM {_SCOPE})")
    for rule in RULES:
        connection.exec_driver_sql(_statement(rule, scoped=True))


def _widen_to_hub_cities(connection: Connection) -> None:
    """A partnership that is gained or lost may make its cities begin or cease to speak for one alone."""
    connection.exec_driver_sql(
        f"INSERT OR IGNORE INTO {_SCOPE} SELECT l.subject_id FROM {_SCOPE} s JOIN record p ON p.id = s.id"
        " AND p.kind = 'partnership' JOIN link l ON l.object_id = p.id AND l.relation = 'party_of'"
    )


def _add_objects_of_partnerships(connection: Connection, links: list[tuple[int, int]]) -> None:
    if links:
        connection.exec_driver_sql(
            f"INSERT OR IGNORE INTO {_SCOPE} SELECT ?2 FROM record WHERE id = ?1 AND kind = 'partnership'", links
        )


def _prepare(connection: Connection) -> None:
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {_HUB} (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(f"DELETE FROM {_HUB}")
    connection.exec_driver_sql(
        f"INSERT INTO {_HUB} SELECT l.subject_id FROM record p CROSS JOIN link l ON l.object_id = p.id"
        " AND l.relation = 'party_of' WHERE p.kind = 'partnership' AND p.deleted_at IS NULL"
        " GROUP BY l.subject_id HAVING count(DISTINCT l.object_id) > 1"
    )


def _statement(rule: Rule, *, scoped: bool) -> str:
    return f"INSERT OR IGNORE INTO membership (partnership_id, record_id, rule) {_select(rule, scoped=scoped)}"


def _quoted(words: Iterable[str]) -> str:
    """A list of SQL string literals; the words are this program's own keys, never a user's."""
    return ", ".join(f"'{word}'" for word in sorted(words))


def _select(rule: Rule, *, scoped: bool) -> str:
    joins: list[str] = []
    previous = "r0"
    for number, step in enumerate(rule.steps, start=1):
        joins.append(_join(number, previous, step))
        previous = f"r{number}"
    where = ["r0.deleted_at IS NULL", "r0.kind <> 'partnership'"]
    if rule.starts:
        where.append(f"r0.kind IN ({_quoted(rule.starts)})")
    source = f"{_SCOPE} s CROSS JOIN record r0 ON r0.id = s.id" if scoped else "record r0"
    chain, conditions = " ".join(joins), " AND ".join(where)
    return f"SELECT DISTINCT {previous}.id, r0.id, '{rule.name}' FROM {source} {chain} WHERE {conditions}"


def _join(number: int, previous: str, step: Step) -> str:
    here, there = ("subject_id", "object_id") if step.direction == ">" else ("object_id", "subject_id")
    on = [f"l{number}.{here} = {previous}.id"]
    if step.relations:
        on.append(f"l{number}.relation IN ({_quoted(step.relations)})")
    arrives = [f"r{number}.id = l{number}.{there}", f"r{number}.deleted_at IS NULL"]
    arrives.append(f"r{number}.kind IN ({_quoted(step.arrives)})")
    if "city" in step.arrives:
        arrives.append(f"r{number}.id NOT IN (SELECT id FROM {_HUB})")
    return f"JOIN link l{number} ON {' AND '.join(on)} JOIN record r{number} ON {' AND '.join(arrives)}"
