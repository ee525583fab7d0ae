"""The derived table ``membership``: which record belongs to which partnership by which rule of
``domain/model/membership.py``.

Kept in step with every change of a link: the records whose memberships a changed link can touch lie at most two steps
against it, and for those all rules are worked out again in SQL. :func:`rebuild` does the same for everybody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Connection

from archive_app.domain.model.membership import RULES, Rule, Step
from archive_app.store.database import statements

_SCOPE = "temp.membership_scope"
_HUB = "temp.hub_city"
_EXPECTED = "temp.membership_expected"


def rebuild(connection: Connection) -> int:
    """Work out every membership again. Returns how many there are."""
    statements.run(connection, "DELETE FROM membership")
    prepare(connection)
    for rule in RULES:
        connection.exec_driver_sql(_statement(rule, scoped=False))
    return int(connection.exec_driver_sql("SELECT count(*) FROM membership").scalar_one())


def out_of_step(connection: Connection) -> set[tuple[int, int, str]]:
    """What a rebuild would not give, or would give beside what is there: (partnership, record, rule)."""
    prepare(connection)
    statements.run(
        connection,
        f"CREATE TABLE IF NOT EXISTS {_EXPECTED} (partnership_id INTEGER, record_id INTEGER, rule TEXT,"
        " PRIMARY KEY (partnership_id, record_id, rule)) WITHOUT ROWID",
    )
    statements.run(connection, f"DELETE FROM {_EXPECTED}")
    for rule in RULES:
        statements.run(connection, _statement(rule, scoped=False, into=_EXPECTED))
    found = set(statements.differing(connection, "membership", _EXPECTED, "partnership_id, record_id, rule"))
    statements.run(connection, f"DELETE FROM {_EXPECTED}")
    return found


def refresh(connection: Connection, subjects: Iterable[int], links: Iterable[tuple[int, int]] = ()) -> list[int]:
    """Work out again the memberships that a change of links can have altered; returns whose they are.

    ``subjects`` are the records from which a changed link leads away, or that appeared or were hidden; ``links`` the
    changed links as (subject, object). Rules walk from subject to object, so what a link alters lies at its subject
    and at most two steps against it; only a link that leads away from a partnership alters its object.
    """
    subjects = list(subjects)
    prepare(connection)
    statements.run(connection, f"CREATE TABLE IF NOT EXISTS {_SCOPE} (id INTEGER PRIMARY KEY)")
    statements.run(connection, f"DELETE FROM {_SCOPE}")
    insert = f"INSERT OR IGNORE INTO {_SCOPE} (id) VALUES (?)"
    statements.run_many(connection, insert, [(record_id,) for record_id in subjects])
    _widen_to_hub_cities(connection)
    for _step in range(2):
        statements.run(
            connection,
            f"INSERT OR IGNORE INTO {_SCOPE} SELECT l.subject_id FROM {_SCOPE} s"
            " CROSS JOIN link l ON l.object_id = s.id",
        )
    _add_objects_of_partnerships(connection, subjects, list(links))
    statements.run(connection, f"DELETE FROM membership WHERE record_id IN (SELECT id FROM {_SCOPE})")
    for rule in RULES:
        statements.run(connection, _statement(rule, scoped=True))
    return [row[0] for row in statements.rows(connection, f"SELECT id FROM {_SCOPE}")]


def renew(connection: Connection, ids: Sequence[int]) -> None:
    """Work out the memberships of these records again."""
    prepare(connection)
    statements.run(connection, f"CREATE TABLE IF NOT EXISTS {_SCOPE} (id INTEGER PRIMARY KEY)")
    statements.run(connection, f"DELETE FROM {_SCOPE}")
    statements.run_many(connection, f"INSERT INTO {_SCOPE} (id) VALUES (?)", [(record,) for record in ids])
    statements.run(connection, f"DELETE FROM membership WHERE record_id IN (SELECT id FROM {_SCOPE})")
    for rule in RULES:
        statements.run(connection, _statement(rule, scoped=True))


def routes(
    connection: Connection, rule: Rule, records: Sequence[int], partnerships: Sequence[int], limit: int
) -> list[list[tuple[str, int]]]:
    """The ways of ``rule`` from these records to these partnerships, shortest way of saying why they belong.

    Each is ``[("", record), (label, record), …, (label, partnership)]``; labels are the relations' own, untranslated.
    """
    chain, where = _chain(rule, forward=True)
    labels = [
        f"t{number}.{'label' if step.direction == '>' else 'inverse'}, r{number}.id"
        for number, step in enumerate(rule.steps, start=1)
    ]
    relations = [
        f"CROSS JOIN relation t{number} ON t{number}.key = l{number}.relation" for number in range(1, len(labels) + 1)
    ]
    last = f"r{len(rule.steps)}"
    where += [f"r0.id IN ({_marks(records)})", f"+{last}.id IN ({_marks(partnerships)})"]
    rows = connection.exec_driver_sql(
        f"SELECT r0.id, {', '.join(labels)} FROM record r0 {' '.join([*chain, *relations])}"
        f" WHERE {' AND '.join(where)} ORDER BY r0.id, l1.id LIMIT {limit}",
        (*records, *partnerships),
    )
    return [[("", row[0]), *zip(row[1::2], row[2::2], strict=True)] for row in rows]


def prepare(connection: Connection) -> None:
    """Work out which cities are party of more than one partnership; needed before :func:`routes`."""
    statements.run(connection, f"CREATE TABLE IF NOT EXISTS {_HUB} (id INTEGER PRIMARY KEY)")
    statements.run(connection, f"DELETE FROM {_HUB}")
    statements.run(
        connection,
        f"INSERT INTO {_HUB} SELECT l.subject_id FROM record p CROSS JOIN link l ON l.object_id = p.id"
        " AND l.relation = 'party_of' WHERE p.kind = 'partnership' AND p.deleted_at IS NULL"
        " GROUP BY l.subject_id HAVING count(DISTINCT l.object_id) > 1",
    )


def _marks(values: Sequence[int]) -> str:
    return ",".join("?" * len(values))


def _widen_to_hub_cities(connection: Connection) -> None:
    """A partnership that is gained or lost may make its cities begin or cease to speak for one alone."""
    statements.run(
        connection,
        f"INSERT OR IGNORE INTO {_SCOPE} SELECT l.subject_id FROM {_SCOPE} s JOIN record p ON p.id = s.id"
        " AND p.kind = 'partnership' JOIN link l ON l.object_id = p.id AND l.relation = 'party_of'",
    )


def _add_objects_of_partnerships(connection: Connection, subjects: list[int], links: list[tuple[int, int]]) -> None:
    """What a partnership itself is linked to belongs to it, and ceases to when the link or the partnership goes."""
    if links:
        statements.run_many(
            connection,
            f"INSERT OR IGNORE INTO {_SCOPE} SELECT ?2 FROM record WHERE id = ?1 AND kind = 'partnership'",
            links,
        )
    if subjects:
        statements.run_many(
            connection,
            f"INSERT OR IGNORE INTO {_SCOPE} SELECT l.object_id FROM record p JOIN link l ON l.subject_id = p.id"
            " WHERE p.id = ? AND p.kind = 'partnership'",
            [(record_id,) for record_id in subjects],
        )


@cache
def _statement(rule: Rule, *, scoped: bool, into: str = "membership") -> str:
    return f"INSERT OR IGNORE INTO {into} (partnership_id, record_id, rule) {_select(rule, scoped=scoped)}"


def _quoted(words: Iterable[str]) -> str:
    """A list of SQL string literals; the words are this program's own keys, never a user's."""
    return ", ".join(f"'{word}'" for word in sorted(words))


def _select(rule: Rule, *, scoped: bool) -> str:
    chain, where = _chain(rule, forward=scoped)
    source = f"{_SCOPE} s CROSS JOIN record r0 ON r0.id = s.id" if scoped else "record r0"
    columns = f"r{len(rule.steps)}.id, r0.id, '{rule.name}'"
    return f"SELECT DISTINCT {columns} FROM {source} {' '.join(chain)} WHERE {' AND '.join(where)}"


def _chain(rule: Rule, *, forward: bool) -> tuple[list[str], list[str]]:
    """The joins of a rule from ``r0`` on, and what is asked of ``r0``.

    ``forward`` where ``r0`` is one of a few: SQLite would begin with the partnership, which may hold a third of all
    records (measured at 1,000,000: 40 to 550 ms beside 1).
    """
    joins = [_join(number, f"r{number - 1}", step) for number, step in enumerate(rule.steps, start=1)]
    if forward:
        joins = [join.replace("JOIN", "CROSS JOIN") for join in joins]
    where = ["r0.deleted_at IS NULL", "r0.kind <> 'partnership'"]
    if rule.starts:
        where.append(f"r0.kind IN ({_quoted(rule.starts)})")
    return joins, where


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
