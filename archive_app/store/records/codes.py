"""Codes in the database: short words, each with the records that it stands for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from rapidfuzz import fuzz, process
from sqlalchemy import Connection, select

from archive_app.store.change import bulk_insert
from archive_app.store.change.transaction import Transaction
from archive_app.store.database.batches import batched, marks
from archive_app.store.database.keys import next_key
from archive_app.store.database.types import new_uid
from archive_app.store.reading.finding import living
from archive_app.store.records import parts
from archive_app.store.schema.tables import Code, CodeTarget

_BATCH = 900
_NEAR = 60


@dataclass(frozen=True, slots=True)
class TargetRow:
    """One target of a code, by ids."""

    code: int
    record: int
    relation: str
    role: str
    written: bool


def ids_of(connection: Connection, codes: Collection[str]) -> dict[str, int]:
    """Those of the folded ``codes`` that there are, with their keys."""
    found: dict[str, int] = {}
    for batch in batched(sorted(codes), _BATCH):
        rows = connection.exec_driver_sql(f"SELECT code, id FROM code WHERE code IN ({marks(batch)})", tuple(batch))
        found.update({row[0]: row[1] for row in rows})
    return found


def all_codes(connection: Connection) -> list[tuple[int, str]]:
    """Every code with its key, in order of the codes."""
    return [(row[0], row[1]) for row in connection.exec_driver_sql("SELECT id, code FROM code ORDER BY code")]


def named(connection: Connection, ids: Sequence[int]) -> list[tuple[int, str]]:
    """These codes with their keys, in order of the codes."""
    found: list[tuple[int, str]] = []
    for batch in batched(ids, _BATCH):
        rows = connection.exec_driver_sql(f"SELECT id, code FROM code WHERE id IN ({marks(batch)})", tuple(batch))
        found += [(row[0], row[1]) for row in rows]
    return sorted(found, key=lambda each: each[1])


def beginning(connection: Connection, start: str, limit: int) -> list[int]:
    """The codes that begin with ``start`` (folded), the shortest first."""
    rows = connection.exec_driver_sql(
        "SELECT id FROM code WHERE code >= ? AND code < ? ORDER BY length(code), code LIMIT ?",
        (start, start + chr(0x10FFFF), limit),
    )
    return [row[0] for row in rows]


def standing_for(connection: Connection, records: Sequence[int], limit: int | None = None) -> list[int]:
    """The codes that have one of ``records`` among their targets, in the order of the records."""
    places = {record: place for place, record in reversed(list(enumerate(records)))}
    found: dict[int, int] = {}
    for batch in batched(places, _BATCH):
        rows = connection.exec_driver_sql(
            f"SELECT code_id, record_id FROM code_target WHERE record_id IN ({marks(batch)})", tuple(batch)
        )
        for code, record in rows:
            found[code] = min(places[record], found.get(code, len(records)))
    return sorted(found, key=lambda code: (found[code], code))[:limit]


def targets(connection: Connection, codes: Collection[int]) -> dict[int, list[TargetRow]]:
    """What each code stands for, in its order; records that are gone are left out, merged ones followed."""
    rows: list[TargetRow] = []
    for batch in batched(sorted(codes), _BATCH):
        rows += [
            TargetRow(row[0], row[1], row[2], row[3], bool(row[4]))
            for row in connection.exec_driver_sql(
                "SELECT code_id, record_id, relation, role, written FROM code_target"
                f" WHERE code_id IN ({marks(batch)}) ORDER BY code_id, position, id",
                tuple(batch),
            )
        ]
    now = living(connection, {row.record for row in rows})
    found: dict[int, dict[tuple[int, str, str], TargetRow]] = defaultdict(dict)
    for row in rows:
        if row.record in now:
            key = (now[row.record], row.relation, row.role)
            found[row.code].setdefault(key, TargetRow(row.code, key[0], row.relation, row.role, row.written))
    return {code: list(group.values()) for code, group in found.items()}


def near(connection: Connection, typed: str, limit: int = 3) -> list[str]:
    """Codes that look like ``typed`` (folded), best first."""
    every = [code for _key, code in all_codes(connection)]
    return [found[0] for found in process.extract(typed, every, scorer=fuzz.ratio, limit=limit, score_cutoff=_NEAR)]


def add(transaction: Transaction, code: str) -> int:
    """A further code, which stands for nothing yet; returns its key."""
    row = Code(code=code)
    transaction.session.add(row)
    transaction.session.flush()
    return row.id


def add_many(transaction: Transaction, wanted: Mapping[str, Sequence[TargetRow]]) -> None:
    """Further codes with what they stand for: one by one, a list of many takes twenty times as long."""
    connection = transaction.session.connection()
    first, first_target = next_key(connection, "code"), next_key(connection, "code_target")
    keys = dict(zip(wanted, count(first)))
    bulk_insert.put(transaction, Code, [{"id": key, "uid": new_uid(), "code": code} for code, key in keys.items()])
    each = [
        {
            "code_id": keys[code], "record_id": target.record, "relation": target.relation, "role": target.role,
            "written": target.written, "position": position,
        }
        for code, targets_of in wanted.items()
        for position, target in enumerate(targets_of)
    ]  # fmt: skip
    rows = [{"id": key, "uid": new_uid(), **values} for key, values in zip(count(first_target), each)]
    bulk_insert.put(transaction, CodeTarget, rows)


def rename(transaction: Transaction, code: int, name: str) -> str:
    """Call a code otherwise; returns what it was called. NotFound where it is gone."""
    row = _row(transaction, code)
    before = row.code
    parts.set_column(row, "code", name)
    return before


def put_targets(transaction: Transaction, code: int, wanted: Sequence[TargetRow]) -> None:
    """Let ``code`` stand for these, in this order; what stays the same is not touched."""
    session = transaction.session
    there = {(row.record_id, row.relation, row.role): row for row in _rows(transaction, code)}
    for position, target in enumerate(wanted):
        row = there.pop((target.record, target.relation, target.role), None)
        if row is None:
            values = {"record_id": target.record, "relation": target.relation, "role": target.role}
            session.add(CodeTarget(code_id=code, written=target.written, position=position, **values))
            continue
        parts.set_column(row, "written", target.written)
        parts.set_column(row, "position", position)
    # What stands for a record that is hidden stays: it comes back with its record.
    shown = living(session.connection(), {row.record_id for row in there.values()})
    for row in there.values():
        if row.record_id in shown:
            session.delete(row)
    session.flush()


def remove(transaction: Transaction, code: int) -> str:
    """Remove a code with all that it stands for; returns what it was called. NotFound where it is gone."""
    code_row = _row(transaction, code)
    for row in _rows(transaction, code):
        transaction.session.delete(row)
    transaction.session.delete(code_row)
    transaction.session.flush()
    return code_row.code


def _row(transaction: Transaction, code: int) -> Code:
    row = parts.found(transaction, "code", code)
    assert isinstance(row, Code)
    return row


def _rows(transaction: Transaction, code: int) -> list[CodeTarget]:
    query = select(CodeTarget).where(CodeTarget.code_id == code).order_by(CodeTarget.position, CodeTarget.id)
    return list(transaction.session.scalars(query))
