"""What details of records need beside what all parts do (``parts.py``), within a transaction: their order, and that
none is there twice. Their values arrive here checked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from archive_app.domain.model.details import DetailType
from archive_app.store.change.transaction import Transaction
from archive_app.store.database.batches import batched
from archive_app.store.records import parts
from archive_app.store.schema.derived_dates import spread_dates
from archive_app.store.schema.details import DETAIL_TABLES, DetailRow

_CHUNK = 500


def _rows(transaction: Transaction, detail: DetailType, records: Collection[int]) -> dict[int, list[DetailRow]]:
    table = DETAIL_TABLES[detail.name]
    query = select(table).where(table.record_id.in_(records)).order_by(table.ordinal, table.id)
    found: dict[int, list[DetailRow]] = defaultdict(list)
    for row in transaction.session.scalars(query):
        found[row.record_id].append(row)
    return found


def add(transaction: Transaction, detail: DetailType, records: Sequence[int], values: Mapping[str, Any]) -> int:
    """Give each of the records a further detail, last in its order; none to one that has one that says the same.
    Returns how many got it.
    """
    table, added = DETAIL_TABLES[detail.name], 0
    same = tuple(values.get(column) for column in detail.alike)
    for batch in batched(list(dict.fromkeys(records)), _CHUNK):
        there = _rows(transaction, detail, batch)
        for record_id in batch:
            mine = there[record_id]
            if any(tuple(getattr(row, column) for column in detail.alike) == same for row in mine):
                continue
            last = max((row.ordinal for row in mine), default=-1)
            row = table(record_id=record_id, ordinal=last + 1, **values)
            spread_dates(row)
            transaction.session.add(row)
            added += 1
        transaction.session.flush()
    return added


def add_many(
    transaction: Transaction, detail: DetailType, rows: Sequence[tuple[int, Mapping[str, Any]]], *, fresh: bool = False
) -> None:
    """Very many details at once, past the ORM: each for the record of its number, last in its order, in whatever it
    says already. ``fresh``: these records have none yet.
    """
    last: dict[int, int] = defaultdict(lambda: -1)
    for batch in batched([] if fresh else list(dict.fromkeys(record for record, _values in rows)), _CHUNK):
        for record, mine in _rows(transaction, detail, batch).items():
            last[record] = max(row.ordinal for row in mine)
    whole = []
    for record, values in rows:
        last[record] += 1
        row = DETAIL_TABLES[detail.name](**values)
        spread_dates(row)
        bounds = {bound: getattr(row, bound) for bound in ("date_from", "date_to") if hasattr(row, bound)}
        said = {name: values.get(name) for name in detail.names}
        whole.append({**said, **bounds, "record_id": record, "ordinal": last[record]})
    parts.add_many(transaction, detail.name, whole)


def row(transaction: Transaction, detail: DetailType, row_id: int) -> dict[str, Any]:
    """What one detail says by column, and its ``record_id``; NotFound where it is gone."""
    found: Any = parts.found(transaction, detail.name, row_id)
    return {name: getattr(found, name) for name in ("record_id", *detail.names)}


def move(transaction: Transaction, detail: DetailType, row_id: int, to: int) -> None:
    """Put a detail at place ``to`` (from 0) of its record's order; NotFound where it is gone."""
    row: Any = parts.found(transaction, detail.name, row_id)
    rows = _rows(transaction, detail, [row.record_id])[row.record_id]
    rows.remove(row)
    rows.insert(max(0, min(to, len(rows))), row)
    for ordinal, each in enumerate(rows):
        parts.set_column(each, "ordinal", ordinal)
