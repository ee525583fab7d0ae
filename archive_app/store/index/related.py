"""The derived table ``related``: which record goes with which city, country, place, person, organisation, event,
series, term or partnership.

A record goes with a target that it is linked to, either way, and with itself. Through an occasion that it documents,
depicts, was presented at or is in, it goes with what that occasion is linked to and with organisations, cities and
countries that took part; not with persons, since who took part in an event is not in every picture of it. What goes
with a place goes with what that place is located in, and what goes with a term with its broader terms. With a
partnership goes what ``membership`` says.

Field terms (``person:``, ``country:``), facets and completion all read this one table.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from archive_app.domain.model.kinds import LINKED_TO, OCCASIONS, PLACES, Kind
from archive_app.store.database import statements


def _listed(kinds: Iterable[str]) -> str:
    return "(" + ", ".join(f"'{kind}'" for kind in sorted(kinds)) + ")"


_TARGETS = _listed(LINKED_TO)
_NO_PERSON = _listed(LINKED_TO - {Kind.PERSON})
_ATTENDING = _listed((Kind.ORGANISATION, Kind.CITY, Kind.COUNTRY))
_PLACES = _listed(PLACES)
#: What leads on to something wider, by which relation, and to what.
_WIDER = (
    (_listed(PLACES - {Kind.COUNTRY}), "located_in", _PLACES),
    (_listed((Kind.TERM,)), "broader", _listed((Kind.TERM,))),
)
_TERMS = _listed((Kind.TERM,))
_OCCASIONS = _listed(OCCASIONS)
_TO_OCCASION = "('documents', 'depicts', 'presented_at', 'in_series')"
_TO_ATTENDED = "('documents', 'depicts', 'presented_at')"
_SCOPE = "temp.related_scope"
_APPEARED = "temp.related_appeared"
_LINKED = "temp.related_link"
_BEFORE = "temp.related_before"
_EXPECTED = "temp.related_expected"
#: Places in places in places, terms below terms: deeper nests are mistakes or circles.
_DEEPEST = 32

#: Changes of memberships of a target: ids that came and ids that went.
Changes = dict[int, tuple[list[int], list[int]]]


def rebuild(connection: Connection) -> int:
    """Work out every row again; ``membership`` must be right. Returns how many there are."""
    statements.run(connection, "DELETE FROM related")
    _insert(connection, scoped=False)
    return int(connection.exec_driver_sql("SELECT count(*) FROM related").scalar_one())


def out_of_step(connection: Connection) -> set[int]:
    """Records of which something is there that a rebuild would not give, or is not there that it would."""
    statements.run(
        connection,
        f"CREATE TABLE IF NOT EXISTS {_EXPECTED}"
        " (target_id INTEGER, record_id INTEGER, PRIMARY KEY (target_id, record_id)) WITHOUT ROWID",
    )
    statements.run(connection, f"DELETE FROM {_EXPECTED}")
    _insert(connection, scoped=False, into=_EXPECTED)
    found = {row[1] for row in statements.differing(connection, "related", _EXPECTED, "target_id, record_id")}
    statements.run(connection, f"DELETE FROM {_EXPECTED}")
    return found


def refresh(
    connection: Connection,
    *,
    appeared: Iterable[int],
    links: Iterable[tuple[int, int]],
    records: Iterable[int] = (),
) -> Changes:
    """Work out again what a change can have altered, and say what came and went by target.

    ``appeared`` are records that appeared or were hidden, ``links`` the changed links as (subject, object), ``records``
    others whose memberships may have changed.
    """
    _fill_scope(connection, list(appeared), list(links), list(records))
    statements.run(
        connection,
        f"CREATE TABLE IF NOT EXISTS {_BEFORE}"
        " (target_id INTEGER, record_id INTEGER, PRIMARY KEY (target_id, record_id)) WITHOUT ROWID",
    )
    statements.run(connection, f"DELETE FROM {_BEFORE}")
    statements.run(
        connection,
        f"INSERT INTO {_BEFORE} SELECT x.target_id, x.record_id FROM {_SCOPE} s CROSS JOIN related x"
        " ON x.record_id = s.id",
    )
    statements.run(connection, f"DELETE FROM related WHERE record_id IN (SELECT id FROM {_SCOPE})")
    _insert(connection, scoped=True)
    return _changes(connection)


def _changes(connection: Connection) -> Changes:
    now = f"SELECT x.target_id, x.record_id FROM {_SCOPE} s CROSS JOIN related x ON x.record_id = s.id"
    before = f"SELECT target_id, record_id FROM {_BEFORE}"
    changes: Changes = {}
    for which, (these, those) in enumerate(((now, before), (before, now))):
        for target, record in statements.rows(connection, f"{these} EXCEPT {those}"):
            changes.setdefault(target, ([], []))[which].append(record)
    return changes


def _fill_scope(connection: Connection, appeared: list[int], links: list[tuple[int, int]], records: list[int]) -> None:
    """The records whose rows may change."""
    for table, columns in ((_SCOPE, "id"), (_APPEARED, "id"), (_LINKED, "subject_id, object_id")):
        statements.run(connection, f"CREATE TABLE IF NOT EXISTS {table} ({columns}, PRIMARY KEY ({columns}))")
        statements.run(connection, f"DELETE FROM {table}")
    _put(connection, _APPEARED, [(record,) for record in appeared])
    _put(connection, _LINKED, links)
    _put(connection, _SCOPE, [(record,) for record in records])
    for statement in _SCOPES:
        statements.run(connection, f"INSERT OR IGNORE INTO {_SCOPE} {statement}")


def _put(connection: Connection, into: str, rows: Sequence[tuple[int, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        statements.run_many(connection, f"INSERT OR IGNORE INTO {into} VALUES ({marks})", rows)


def _kind(alias: str, column: str, kinds: str) -> str:
    return f"JOIN record {alias} ON {alias}.id = {column} AND {alias}.kind IN {kinds}"


#: Whose rows a change can alter. Links first, then what appeared or was hidden.
_SCOPES = (
    f"SELECT id FROM {_APPEARED}",
    f"SELECT subject_id FROM {_LINKED}",
    f"SELECT l.object_id FROM {_LINKED} l {_kind('s', 'l.subject_id', _TARGETS)}",
    # What an occasion is linked to, its items go with.
    f"SELECT x.subject_id FROM {_LINKED} l {_kind('e', 'l.subject_id', _OCCASIONS)}"
    f" {_kind('t', 'l.object_id', _NO_PERSON)}"
    f" CROSS JOIN link x ON x.object_id = e.id AND x.relation IN {_TO_OCCASION}",
    f"SELECT x.subject_id FROM {_LINKED} l {_kind('t', 'l.subject_id', _ATTENDING)}"
    f" {_kind('e', 'l.object_id', _OCCASIONS)}"
    f" CROSS JOIN link x ON x.object_id = e.id AND x.relation IN {_TO_OCCASION}",
    # Where a place lies, goes with whatever goes with the place.
    f"SELECT x.record_id FROM {_LINKED} l {_kind('s', 'l.subject_id', _PLACES)} {_kind('o', 'l.object_id', _PLACES)}"
    " CROSS JOIN related x ON x.target_id = s.id",
    f"SELECT x.record_id FROM {_LINKED} l {_kind('s', 'l.subject_id', _TERMS)} {_kind('o', 'l.object_id', _TERMS)}"
    " CROSS JOIN related x ON x.target_id = s.id",
    f"SELECT x.record_id FROM {_APPEARED} a CROSS JOIN related x ON x.target_id = a.id",
    f"SELECT l.subject_id FROM {_APPEARED} a {_kind('t', 'a.id', _TARGETS)} CROSS JOIN link l ON l.object_id = t.id",
    f"SELECT l.object_id FROM {_APPEARED} a {_kind('t', 'a.id', _TARGETS)} CROSS JOIN link l ON l.subject_id = t.id",
    f"SELECT x.subject_id FROM {_APPEARED} a {_kind('t', 'a.id', _NO_PERSON)} CROSS JOIN link l ON l.object_id = t.id"
    f" {_kind('e', 'l.subject_id', _OCCASIONS)}"
    f" CROSS JOIN link x ON x.object_id = e.id AND x.relation IN {_TO_OCCASION}",
    f"SELECT x.subject_id FROM {_APPEARED} a {_kind('t', 'a.id', _ATTENDING)} CROSS JOIN link l"
    " ON l.subject_id = t.id AND l.relation = 'took_part_in'"
    f" CROSS JOIN link x ON x.object_id = l.object_id AND x.relation IN {_TO_OCCASION}",
    f"SELECT x.record_id FROM {_APPEARED} a {_kind('t', 'a.id', _PLACES)} CROSS JOIN link l"
    " ON l.object_id = t.id AND l.relation = 'located_in' CROSS JOIN related x ON x.target_id = l.subject_id",
    f"SELECT x.record_id FROM {_APPEARED} a {_kind('t', 'a.id', _TERMS)} CROSS JOIN link l"
    " ON l.object_id = t.id AND l.relation = 'broader' CROSS JOIN related x ON x.target_id = l.subject_id",
)


def _insert(connection: Connection, *, scoped: bool, into: str = "related") -> None:
    source = f"{_SCOPE} z CROSS JOIN record r ON r.id = z.id" if scoped else "record r"
    live = "r.deleted_at IS NULL"
    incoming = _quoted(_from_targets(connection))
    item = f"{source} CROSS JOIN link l ON l.subject_id = r.id AND l.relation IN"
    occasion = f"{_live('e', 'l.object_id', _OCCASIONS)} CROSS JOIN link m"
    parts = (
        f"SELECT r.id, r.id FROM {source} WHERE {live} AND r.kind IN {_TARGETS}",
        f"SELECT t.id, r.id FROM {source} CROSS JOIN link l ON l.subject_id = r.id"
        f" {_live('t', 'l.object_id', _TARGETS)} WHERE {live}",
        f"SELECT t.id, r.id FROM {source} CROSS JOIN link l ON l.object_id = r.id AND l.relation IN ({incoming})"
        f" {_live('t', 'l.subject_id', _TARGETS)} WHERE {live}",
        f"SELECT t.id, r.id FROM {item} {_TO_OCCASION} {occasion} ON m.subject_id = e.id"
        f" {_live('t', 'm.object_id', _NO_PERSON)} WHERE {live}",
        f"SELECT t.id, r.id FROM {item} {_TO_ATTENDED} {occasion} ON m.object_id = e.id"
        f" AND m.relation = 'took_part_in' {_live('t', 'm.subject_id', _ATTENDING)} WHERE {live}",
        f"SELECT m.partnership_id, r.id FROM {source} CROSS JOIN membership m ON m.record_id = r.id WHERE {live}",
    )
    statements.run(
        connection, f"INSERT OR IGNORE INTO {into} (target_id, record_id) {' UNION '.join(parts)} ORDER BY 1, 2"
    )
    _insert_chains(connection, scoped=scoped, into=into)


def _insert_chains(connection: Connection, *, scoped: bool, into: str) -> None:
    """What goes with a city goes with its country, and with a term goes with what is broader."""
    source = f"{_SCOPE} z CROSS JOIN {into} x ON x.record_id = z.id" if scoped else f"{into} x"
    for narrow, relation, wide in _WIDER:
        for _nest in range(_DEEPEST):
            made = statements.run(
                connection,
                f"INSERT OR IGNORE INTO {into} (target_id, record_id) SELECT DISTINCT t.id, x.record_id FROM {source}"
                f" {_live('w', 'x.target_id', narrow)}"
                f" CROSS JOIN link l ON l.subject_id = x.target_id AND l.relation = '{relation}'"
                f" {_live('t', 'l.object_id', wide)}",
            )
            if not made:
                break


def _live(alias: str, column: str, kinds: str) -> str:
    return (
        f"CROSS JOIN record {alias} ON {alias}.id = {column} AND {alias}.deleted_at IS NULL AND {alias}.kind IN {kinds}"
    )


def _from_targets(connection: Connection) -> list[str]:
    """The relations that may lead away from a target: the others need not be followed backwards, and they are the
    many (a partnership may be the object of a third of all links).
    """
    rows = statements.rows(connection, "SELECT key, subjects FROM relation")
    return [key for key, subjects in rows if not json.loads(subjects) or set(json.loads(subjects)) & LINKED_TO]


def _quoted(words: Iterable[str]) -> str:
    return ", ".join("'" + word.replace("'", "''") + "'" for word in sorted(words))
