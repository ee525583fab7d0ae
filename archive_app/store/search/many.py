"""What many records have in common: their fields, texts and kinds, counted in SQL over a table of their ids."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection

from archive_app.domain.model.details import DetailType
from archive_app.domain.model.records import RecordRef
from archive_app.store.database.batches import marks
from archive_app.store.reading.reading import record_refs

_SCOPE = "temp.many_scope"
_LINKED = "temp.linked_scope"
#: What stands in a field that nobody has filled, beside NULL and no text.
_EMPTY = {"rating": 0}

#: How many different values, how many records without one, and one of the values.
Counted = tuple[int, int, Any]


def scope(connection: Connection, ids: Sequence[int]) -> int:
    """Lay out the records that the other questions here are about; returns how many of them are there."""
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {_SCOPE} (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(f"DELETE FROM {_SCOPE}")
    connection.exec_driver_sql(
        f"INSERT OR IGNORE INTO {_SCOPE} SELECT r.id FROM json_each(?) p CROSS JOIN record r ON r.id = p.value"
        " AND r.deleted_at IS NULL",
        (json.dumps(list(ids)),),
    )
    return int(connection.exec_driver_sql(f"SELECT count(*) FROM {_SCOPE}").scalar_one())


def kinds(connection: Connection) -> list[tuple[str, int]]:
    """The kinds in scope with how many records are of each, the most frequent first."""
    rows = connection.exec_driver_sql(
        f"SELECT r.kind, count(*) FROM {_SCOPE} s CROSS JOIN record r ON r.id = s.id GROUP BY r.kind ORDER BY 2 DESC, 1"
    )
    return [(row[0], row[1]) for row in rows]


def ids_of(connection: Connection, of_kinds: Collection[str]) -> list[int]:
    """The records in scope that are of one of these kinds."""
    rows = connection.exec_driver_sql(
        f"SELECT r.id FROM {_SCOPE} s CROSS JOIN record r ON r.id = s.id"
        " WHERE r.kind IN (SELECT value FROM json_each(?)) ORDER BY r.id",
        (json.dumps(list(of_kinds)),),
    )
    return [row[0] for row in rows]


def columns(connection: Connection, names: Sequence[str]) -> dict[str, Counted]:
    """What the records in scope have in these columns of ``record``."""
    if not names:
        return {}
    parts = []
    for name in names:
        value = _value(name)
        # Counting what differs is dear, and mostly needless: the smallest and the largest say whether anything does.
        parts.append(f"count(*) - count({value}), min({value}), max({value})")
    row = connection.exec_driver_sql(
        f"SELECT {', '.join(parts)} FROM {_SCOPE} s CROSS JOIN record r ON r.id = s.id"
    ).one()
    found: dict[str, Counted] = {}
    for place, name in enumerate(names):
        empty, least, most = row[3 * place : 3 * place + 3]
        different = 0 if least is None else 1 if least == most else _different(connection, name)
        found[name] = (different, empty, least)
    return found


def _different(connection: Connection, column: str) -> int:
    return int(
        connection.exec_driver_sql(
            f"SELECT count(DISTINCT {_value(column)}) FROM {_SCOPE} s CROSS JOIN record r ON r.id = s.id"
        ).scalar_one()
    )


def _value(column: str) -> str:
    """The column as SQL, where it says anything."""
    empty = _EMPTY.get(column, "")
    return f"nullif(r.{column}, {empty})" if empty != "" else f"nullif(r.{column}, '')"


def texts(connection: Connection) -> list[tuple[str, str, int, int, str]]:
    """Role, language, how many records in scope have such a text, how many different ones, and one of them."""
    rows = connection.exec_driver_sql(
        "SELECT t.role, t.lang, count(*), CASE WHEN min(t.text) = max(t.text) THEN 1 ELSE count(DISTINCT t.text) END,"
        f" min(t.text) FROM {_SCOPE} s CROSS JOIN text t ON t.record_id = s.id GROUP BY t.role, t.lang"
        " ORDER BY 3 DESC, t.lang"
    )
    return [(row[0], row[1], row[2], row[3], row[4]) for row in rows]


def having_column(connection: Connection, column: str, value: Any, of_kinds: Collection[str]) -> tuple[int, int, int]:
    """Of the records in scope that are of these kinds: how many there are, have that value, have no value."""
    return having_columns(connection, {column: value}, of_kinds)


def having_columns(
    connection: Connection, values: Mapping[str, Any], of_kinds: Collection[str]
) -> tuple[int, int, int]:
    """The same of several columns that belong together: how many there are, have all of it, have nothing of it."""
    same = " AND ".join(f"{_value(column)} IS ?" for column in values)
    empty = " AND ".join(f"{_value(column)} IS NULL" for column in values)
    row = connection.exec_driver_sql(
        f"SELECT count(*), coalesce(sum({same}), 0), coalesce(sum({empty}), 0)"
        f" FROM {_SCOPE} s CROSS JOIN record r ON r.id = s.id WHERE r.kind IN (SELECT value FROM json_each(?))",
        (
            *(None if value in ("", _EMPTY.get(column)) else value for column, value in values.items()),
            json.dumps(list(of_kinds)),
        ),
    ).one()
    return int(row[0]), int(row[1]), int(row[2])


def having_detail(connection: Connection, detail: DetailType, values: Mapping[str, Any]) -> int:
    """How many records in scope have a detail that says the same."""
    alike = " AND ".join(f"d.{column} IS ?" for column in detail.alike)
    return int(
        connection.exec_driver_sql(
            f"SELECT count(DISTINCT s.id) FROM {_SCOPE} s CROSS JOIN {detail.name} d ON d.record_id = s.id"
            f" WHERE {alike}",
            tuple(values.get(column) for column in detail.alike),
        ).scalar_one()
    )


def having_text(connection: Connection, role: str, lang: str, text: str) -> tuple[int, int]:
    """How many records in scope have that very text in that language, and how many have any there."""
    row = connection.exec_driver_sql(
        f"SELECT coalesce(sum(t.text = ?), 0), count(*) FROM {_SCOPE} s CROSS JOIN text t ON t.record_id = s.id"
        " AND t.role = ? AND t.lang = ?",
        (text, role, lang),
    ).one()
    return int(row[0]), int(row[1])


def having_link(
    connection: Connection, relation: str, other: int, role: str | None, of_kinds: Collection[str], *, forward: bool
) -> int:
    """How many records in scope of these kinds are linked so to ``other``, in that role or in any."""
    here, there = ("subject_id", "object_id") if forward else ("object_id", "subject_id")
    only = "" if role is None else " AND l.role = ?"
    return int(
        connection.exec_driver_sql(
            f"SELECT count(DISTINCT s.id) FROM link l CROSS JOIN {_SCOPE} s ON s.id = l.{here}"
            f" CROSS JOIN record r ON r.id = s.id WHERE l.{there} = ? AND l.relation = ?"
            f" AND r.kind IN (SELECT value FROM json_each(?)){only}",
            (other, relation, json.dumps(list(of_kinds)), *(() if role is None else (role,))),
        ).scalar_one()
    )


def text_languages(connection: Connection, role: str) -> list[str]:
    """The languages in which any record in scope has a text of this role."""
    rows = connection.exec_driver_sql(
        f"SELECT DISTINCT t.lang FROM {_SCOPE} s CROSS JOIN text t ON t.record_id = s.id AND t.role = ? ORDER BY 1",
        (role,),
    )
    return [row[0] for row in rows]


class Written(NamedTuple):
    """One text or name: its key, its record, its role (``name`` for a name), language and wording."""

    row: int
    record: int
    place: str
    lang: str
    text: str


def written(connection: Connection, roles: Collection[str], langs: Collection[str]) -> list[Written]:
    """The texts in scope of these roles, in these languages or in all."""
    rows = connection.exec_driver_sql(
        f"SELECT t.id, t.record_id, t.role, t.lang, t.text FROM {_SCOPE} s CROSS JOIN text t ON t.record_id = s.id"
        f" WHERE t.role IN (SELECT value FROM json_each(?)){_speaking('t', langs)} ORDER BY t.record_id, t.id",
        (json.dumps(list(roles)), *langs),
    )
    return [Written(*row) for row in rows]


def named(connection: Connection, langs: Collection[str]) -> list[Written]:
    """The names in scope, in these languages or in all, but for pinyin, which follows from another name."""
    rows = connection.exec_driver_sql(
        f"SELECT n.id, n.record_id, 'name', n.lang, n.text FROM {_SCOPE} s CROSS JOIN name n ON n.record_id = s.id"
        f" WHERE n.kind <> 'pinyin'{_speaking('n', langs)} ORDER BY n.record_id, n.position, n.id",
        tuple(langs),
    )
    return [Written(*row) for row in rows]


def _speaking(table: str, langs: Collection[str]) -> str:
    return f" AND {table}.lang IN ({marks(langs)})" if langs else ""


def links_of(
    connection: Connection, records: Sequence[int], limit: int | None
) -> tuple[list[tuple[RecordRef, str, bool, str, str, int]], int]:
    """What these records are linked to: other, relation, whether they are the subjects, role, label, how many of them;
    and how many such links there are, of which these are the first ``limit``.

    The most frequent first, of those the ones linked last.
    """
    connection.exec_driver_sql(f"CREATE TABLE IF NOT EXISTS {_LINKED} (id INTEGER PRIMARY KEY)")
    connection.exec_driver_sql(f"DELETE FROM {_LINKED}")
    connection.exec_driver_sql(
        f"INSERT OR IGNORE INTO {_LINKED} SELECT value FROM json_each(?)", (json.dumps(list(records)),)
    )
    parts = [
        f"SELECT l.relation, l.{there} AS other, l.role, {forward} AS forward, l.{here} AS item, l.id FROM {_LINKED} s"
        f" CROSS JOIN link l ON l.{here} = s.id"
        for here, there, forward in (("subject_id", "object_id", 1), ("object_id", "subject_id", 0))
    ]
    rows = connection.exec_driver_sql(
        "SELECT g.other, g.relation, g.forward, g.role, CASE g.forward WHEN 1 THEN t.label ELSE t.inverse END, g.n,"
        " count(*) OVER () FROM (SELECT relation, other, role, forward, count(DISTINCT item) AS n, max(id) AS latest"
        f" FROM ({' UNION ALL '.join(parts)}) GROUP BY relation, other, role, forward) g"
        " CROSS JOIN record o ON o.id = g.other AND o.deleted_at IS NULL JOIN relation t ON t.key = g.relation"
        " ORDER BY g.n DESC, g.latest DESC LIMIT ?",
        (-1 if limit is None else limit,),
    ).all()
    others = record_refs(connection, [row[0] for row in rows])
    found = [(others[row[0]], row[1], bool(row[2]), row[3], row[4], row[5]) for row in rows]
    return found, rows[0][6] if rows else 0
