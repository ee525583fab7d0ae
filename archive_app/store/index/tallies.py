"""The derived tables ``facet`` and ``tally``: what the facets of each record are, and for each facet value the set of
its records as a Roaring bitmap.

A result of a few thousand records is counted by joining ``facet`` and ``related``; a larger one by intersecting
bitmaps, where a value that holds fewer records than the fiftieth counted so far need not be looked at. At 1,000,000
records that is the difference between seconds and a tenth of one.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from typing import Any

from pyroaring import BitMap
from sqlalchemy import Connection

from archive_app.domain.model.completeness import RULES
from archive_app.store.database import statements
from archive_app.store.database.batches import batched, marks
from archive_app.store.index import completeness
from archive_app.store.index.related import Changes

#: The year in which a date begins; dates before year 0 are negative, and rounding goes away from zero.
YEAR = (
    "CASE WHEN r.date_from IS NULL OR abs(r.date_from) >= 99990000 THEN NULL"
    " WHEN r.date_from < 0 THEN -((9999 - r.date_from) / 10000) ELSE r.date_from / 10000 END"
)
COLUMNS = ("kind", "status", "year")
#: The facet under which the records that break a rule of completeness are counted, by the rule's key.
GAP = "gap"
_KEPT = "INSERT OR REPLACE INTO facet (record_id, kind, status, year, gaps) VALUES (?, ?, ?, ?, ?)"
_IDS = "SELECT ids FROM tally WHERE facet = ? AND value = ?"
_MASKS = tuple((rule.mask, rule.key) for rule in RULES)
_EXPECTED = "temp.facet_expected"
_BATCH = 500

#: (facet, value) to the ids that came and the ids that went.
_Moves = dict[tuple[str, str], tuple[list[int], list[int]]]


def refresh(connection: Connection, touched: Iterable[int], related: Changes) -> None:
    """Follow a change: of the records' own columns, and of what they go with."""
    moves: _Moves = {}
    worked_out = _facets(connection)
    for batch in batched(sorted(touched), _BATCH):
        _follow_columns(connection, worked_out, batch, moves)
    for target, (came, went) in related.items():
        for batch in batched(came, _BATCH):
            _pair(moves, str(target))[0].extend(batch)
        _pair(moves, str(target))[1].extend(went)
    _apply(connection, _with_kinds(connection, moves))


def _pair(moves: _Moves, value: str, facet: str = "") -> tuple[list[int], list[int]]:
    return moves.setdefault((facet, value), ([], []))


def _facets(connection: Connection) -> str:
    """The facets of every record, as a statement that can be narrowed by ``AND``."""
    gaps = completeness.expression(connection)
    return f"SELECT r.id, r.kind, r.status, {YEAR}, {gaps} FROM record r WHERE r.deleted_at IS NULL"


def _follow_columns(connection: Connection, worked_out: str, ids: list[int], moves: _Moves) -> None:
    before = {row[0]: row[1:] for row in _stored(connection, ids)}
    statement = f"{worked_out} AND r.id IN ({marks(ids)})"
    now = {row[0]: row[1:] for row in statements.rows(connection, statement, ids)}
    changed, gone = [], []
    for record in ids:
        old, new = before.get(record), now.get(record)
        if old == new:
            continue
        under, was_under = set(_counted_under(new)), set(_counted_under(old))
        for which, values in ((0, under - was_under), (1, was_under - under)):
            for facet, value in values:
                _pair(moves, value, facet)[which].append(record)
        if new is None:
            gone.append((record,))
        else:
            changed.append((record, *new))
    if changed:
        statements.run_many(connection, _KEPT, changed)
    if gone:
        statements.run_many(connection, "DELETE FROM facet WHERE record_id = ?", gone)


def _counted_under(row: tuple[Any, ...] | None) -> Iterator[tuple[str, str]]:
    """The facet values of a record whose kind, status, year and gaps these are."""
    for facet, value in zip(COLUMNS, row or (), strict=False):
        if value is not None:
            yield facet, str(value)
    gaps = row[-1] if row else 0
    for mask, key in _MASKS if gaps else ():
        if mask & gaps:
            yield GAP, key


def _stored(connection: Connection, ids: list[int]) -> list[tuple[Any, ...]]:
    statement = f"SELECT record_id, kind, status, year, gaps FROM facet WHERE record_id IN ({marks(ids)})"
    return statements.rows(connection, statement, ids)


def _with_kinds(connection: Connection, moves: _Moves) -> _Moves:
    """Name the facet of each target: its kind, which never changes."""
    targets = [int(value) for facet, value in moves if not facet]
    kinds: dict[int, str] = {}
    for batch in batched(targets, _BATCH):
        rows = statements.rows(connection, f"SELECT id, kind FROM record WHERE id IN ({marks(batch)})", batch)
        kinds.update({row[0]: row[1] for row in rows})
    return {(facet or kinds[int(value)], value): change for (facet, value), change in moves.items()}


def _apply(connection: Connection, moves: _Moves) -> None:
    for (facet, value), (came, went) in moves.items():
        both = set(came) & set(went)
        ids = stored(connection, facet, value)
        ids.difference_update(BitMap(array("I", [record for record in went if record not in both])))
        ids.update(BitMap(array("I", came)))
        _put(connection, facet, value, ids)


def _put(connection: Connection, facet: str, value: str, ids: BitMap) -> None:
    if ids:
        statements.run(
            connection,
            "INSERT OR REPLACE INTO tally (facet, value, total, ids) VALUES (?, ?, ?, ?)",
            (facet, value, len(ids), ids.serialize()),
        )
    else:
        statements.run(connection, "DELETE FROM tally WHERE facet = ? AND value = ?", (facet, value))


def stored(connection: Connection, facet: str, value: str) -> BitMap:
    """The records of one facet value."""
    found = statements.rows(connection, _IDS, (facet, value))
    return BitMap.deserialize(found[0][0]) if found else BitMap()


def union(connection: Connection, facet: str, values: Iterable[str]) -> BitMap:
    """The records of any of these values."""
    return BitMap.union(BitMap(), *(stored(connection, facet, str(value)) for value in values))


def incomplete(connection: Connection) -> tuple[BitMap, dict[str, BitMap]]:
    """All records of which anything is required, and for each rule those that must meet it and do not."""
    wanted = completeness.required(connection)
    return completeness.incomplete(lambda facet, value: stored(connection, facet, value), wanted)


def total(connection: Connection, target: int) -> int:
    """How many records go with ``target``."""
    found = connection.exec_driver_sql(
        "SELECT y.total FROM facet f JOIN tally y ON y.facet = f.kind AND y.value = CAST(f.record_id AS TEXT)"
        " WHERE f.record_id = ?",
        (target,),
    ).scalar()
    return int(found or 0)


def rebuild(connection: Connection) -> None:
    """Make both tables again; ``related`` must be right."""
    connection.exec_driver_sql("DELETE FROM facet")
    connection.exec_driver_sql(
        f"INSERT INTO facet (record_id, kind, status, year, gaps) {_facets(connection)} ORDER BY r.id"
    )
    connection.exec_driver_sql("DELETE FROM tally")
    for facet, value, ids in expected(connection):
        _put(connection, facet, value, ids)


def expected(connection: Connection) -> Iterator[tuple[str, str, BitMap]]:
    """What ``tally`` should hold, given ``facet`` and ``related``."""
    for facet in COLUMNS:
        values = connection.exec_driver_sql(f"SELECT DISTINCT {facet} FROM facet WHERE {facet} IS NOT NULL").all()
        for (value,) in values:
            text = connection.exec_driver_sql(
                f"SELECT group_concat(record_id) FROM facet WHERE {facet} = ?", (value,)
            ).scalar_one()
            yield facet, str(value), bitmap(text)
    for rule in RULES:
        text = connection.exec_driver_sql(
            "SELECT group_concat(record_id) FROM facet WHERE gaps & ?", (rule.mask,)
        ).scalar_one()
        if text:
            yield GAP, rule.key, bitmap(text)
    kinds = {row[0]: row[1] for row in connection.exec_driver_sql(
        "SELECT DISTINCT f.record_id, f.kind FROM (SELECT DISTINCT target_id FROM related) x"
        " JOIN facet f ON f.record_id = x.target_id")}  # fmt: skip
    groups = connection.execution_options(yield_per=500).exec_driver_sql(
        "SELECT target_id, group_concat(record_id) FROM related GROUP BY target_id"
    )
    for target, text in groups:
        if target in kinds:
            yield kinds[target], str(target), bitmap(text)


def misfiled(connection: Connection) -> set[int]:
    """Records whose facets are not what a rebuild gives."""
    columns = "record_id, kind, status, year, gaps"
    statements.run(connection, f"DROP TABLE IF EXISTS {_EXPECTED}")
    statements.run(connection, f"CREATE TABLE {_EXPECTED} ({columns})")
    statements.run(connection, f"INSERT INTO {_EXPECTED} ({columns}) {_facets(connection)}")
    found = {row[0] for row in statements.differing(connection, "facet", _EXPECTED, columns)}
    statements.run(connection, f"DROP TABLE {_EXPECTED}")
    return found


def miscounted(connection: Connection) -> set[int]:
    """Records whose place in a tally is not what a rebuild gives; 0 for what is of no record."""
    wrong: set[int] = set()
    seen = set()
    for facet, value, ids in expected(connection):
        seen.add((facet, value))
        wrong.update(stored(connection, facet, value) ^ ids)
    for facet, value, held in connection.exec_driver_sql("SELECT facet, value, total FROM tally").all():
        ((kept,),) = statements.rows(connection, _IDS, (facet, value))
        there = BitMap.deserialize(kept)
        # Of the bytes of a bitmap some are only read where one looks for a single number.
        if (facet, value) not in seen or len(there) != held or there.serialize() != kept:
            wrong.update(there or [0])
    return wrong


def bitmap(text: str | None) -> BitMap:
    """The set of the numbers in a ``group_concat``."""
    return BitMap(array("I", map(int, text.split(",")))) if text else BitMap()
